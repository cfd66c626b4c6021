// The door to a data file: finds the reader by the file's first bytes, or says what the file is instead.
import { type ByteSource } from './bytes';
import { type DataFile, type Reader, type Tools } from './dataset';
import { DataError } from './error';
import { readers } from './readers/index';

/** Throws a DataError, with one line to show, where the file can't be read at all. */
export async function openData(source: ByteSource, tools: Tools): Promise<DataFile> {
  const reader = (readers as readonly Reader[]).find((each) => each.recognises(source));
  if (reader === undefined) throw new DataError(unknownFormat(source));
  return reader.open(source, tools);
}

/** Formats that are often met and that no reader knows, by their first bytes. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/^MATLAB 5/, 'a MATLAB 5 file; saved with "-v7.3" it can be read'],
  [/^PK\x03\x04/, 'a zip archive (.npz, .pt); of these the arrays inside can’t be read yet'],
  [/^\x80[\x02-\x05]/, 'a Python pickle, which is never executed'],
];

function unknownFormat(source: ByteSource): string {
  if (source.size === 0) return 'the file is empty';
  const start = String.fromCharCode(...source.read(0, 16));
  const known = foreign.find(([pattern]) => pattern.test(start));
  return known === undefined ? 'not an HDF5, MATLAB 7.3 or .npy file' : `this is ${known[1]}`;
}
