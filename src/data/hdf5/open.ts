// Opens an HDF5 file: lists its datasets as far as they are worth listing, and finds the others by name.
import { asciiAt, type ByteSource } from '../bytes';
import { type DataFile, type Dataset } from '../dataset';
import { describe } from './describe';
import { Hdf5File } from './file';
import { findDataset } from './find';
import { matlabHabits, matlabNotes, matlabObject } from './matlab';
import { type Habits, walk } from './walk';

/** A file with more datasets is listed in part: each has to be described, and nobody reads more. */
const mostListed = 2000;

const plainHabits: Habits = { isHidden: () => false, isWhole: () => false };

export async function openHdf5(source: ByteSource): Promise<DataFile> {
  const file = await Hdf5File.open(source);
  try {
    const matlab = asciiAt(source, 0, 10) === 'MATLAB 7.3';
    const found = walk(file, matlab ? matlabHabits(file) : plainHabits);
    const notes = matlab ? [matlabNotes, ...found.notes] : [...found.notes];
    const datasets: Dataset[] = [];
    let described = 0;
    for (const each of found.datasets) {
      if (datasets.length >= mostListed) break;
      described++;
      for (const dataset of matlab ? matlabObject(file, each, []) : describe(file, each).datasets) {
        datasets.push(dataset);
        if (datasets.length >= mostListed) break;
      }
    }
    const total = datasets.length + found.datasets.length - described;
    if (total > datasets.length || found.more)
      notes.unshift(`showing ${datasets.length} of ${found.more ? 'more than ' : ''}${total} datasets`);
    const find = (path: string): Dataset | null =>
      datasets.find((each) => each.path === path.replace(/^\/+/, '')) ?? findDataset(file, path, matlab);
    return {
      format: matlab ? 'MATLAB 7.3' : 'HDF5',
      datasets,
      ...(total > datasets.length ? { total } : {}),
      find,
      notes,
      close: () => file.close(),
    };
  } catch (error) {
    file.close();
    throw error;
  }
}
