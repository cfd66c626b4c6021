// Loads the HDF5 bundle when it is first needed, and anew once a damaged file has brought it out of step.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Hdf5Library } from '../data/dataset';

/** @param bundles the folder where it lies */
export function hdf5Library(bundles: string): Hdf5Library {
  const load = createRequire(join(bundles, 'hdf5.cjs'));
  const library = load('./hdf5.cjs') as Hdf5Library;
  if (library.isBroken?.() !== true) return library;
  Reflect.deleteProperty(load.cache, load.resolve('./hdf5.cjs'));
  return load('./hdf5.cjs') as Hdf5Library;
}
