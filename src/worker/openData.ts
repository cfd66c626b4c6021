// Opens a data file for the worker, wherever its bytes are had from.
import { memoryBytes } from '../data/bytes';
import { type DataFile, type Tools } from '../data/dataset';
import { openData } from '../data/open';
import { type DataPlace } from '../protocol/data';
import { openFile } from './fileBytes';
import { hdf5Library } from './hdf5';

/** @param assets the folder with the HDF5 bundle */
export const toolsIn = (assets: string): Tools => ({
  loadHdf5: () => hdf5Library(assets),
});

/** Closing it closes the file it stands in too. */
export async function openPlace(place: DataPlace, tools: Tools): Promise<DataFile> {
  const source = 'path' in place ? openFile(place.path) : { ...memoryBytes(place.bytes), close: () => undefined };
  try {
    const file = await openData(source, tools, 'path' in place ? place.path : place.name);
    const closeData = file.close.bind(file);
    return Object.assign(file, { close: () => (closeData(), source.close()) });
  } catch (cause) {
    source.close();
    throw cause;
  }
}
