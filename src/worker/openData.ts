// Opens a data file for the worker, wherever its bytes are had from.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { memoryBytes } from '../data/bytes';
import { type DataFile, type Hdf5Library, type Tools } from '../data/dataset';
import { openData } from '../data/open';
import { type DataPlace } from '../protocol/data';
import { openFile } from './fileBytes';

/** @param assets the folder with the HDF5 bundle */
export const toolsIn = (assets: string): Tools => ({
  loadHdf5: () => createRequire(join(assets, 'worker.cjs'))('./hdf5.cjs') as Hdf5Library,
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
