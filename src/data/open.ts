// The door to a data file: finds the reader by the file's first bytes, or says what the file is instead.
import { asciiAt, type ByteSource } from './bytes';
import { type DataFile, type Reader, type Tools } from './dataset';
import { DataError } from './error';
import { readers } from './readers/index';

/**
 * Throws a DataError, with one line to show, where the file can't be read at all.
 * @param name of the file, for formats that their bytes alone don't tell
 */
export async function openData(source: ByteSource, tools: Tools, name = ''): Promise<DataFile> {
  if (asciiAt(source, 0, pointer.length) === pointer) {
    throw new DataError('a Git LFS pointer in place of the file: "git lfs pull" fetches it');
  }
  const reader = (readers as readonly Reader[]).find((each) => each.recognises(source, name));
  if (reader === undefined) throw new DataError(unknownFormat(source, name));
  return reader.open(source, tools, name);
}

/** What Git leaves of large files that are kept elsewhere (git-lfs, specification 1). */
const pointer = 'version https://git-lfs.github.com/spec/v1';

/** Formats that are often met and that no reader knows, by their first bytes. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/^PK(?:\x03\x04|\x05\x06)/, 'a zip archive that holds neither numpy arrays nor a PyTorch or Keras checkpoint'],
  [/^\x1f\x8b/, 'compressed with gzip: gunzip it first'],
  [/^x[\x01\x5e\x9c\xda]/, 'compressed with zlib, as joblib does when told to: save it without compression'],
  [/^BZh/, 'compressed with bzip2: bunzip2 it first'],
  [/^\xfd7zXZ/, 'compressed with xz: unxz it first'],
  [/^\x28\xb5\x2f\xfd/, 'compressed with zstd: unzstd it first'],
  [/^(?:\xff\xfe|\xfe\xff)/, 'a text in UTF-16: save it as UTF-8'],
  [/^PAR1/, 'a Parquet table: save it as CSV or HDF5'],
  [/^(?:ARROW1|FEA1)/, 'an Arrow or Feather table: save it as CSV or HDF5'],
  [/^NEX[15]/, 'a NeuroExplorer file: export it as text, MATLAB or NWB'],
  [/^NEURALEV|^NEURALCD|^BREVENTS|^BRSMPGRP/, 'a Blackrock recording: export it as NWB or MATLAB'],
];

function unknownFormat(source: ByteSource, name: string): string {
  if (source.size === 0) return 'the file is empty';
  const start = String.fromCharCode(...source.read(0, 16));
  const known = foreign.find(([pattern]) => pattern.test(start));
  if (known !== undefined) return `this is ${known[1]}`;
  // The archive format of POSIX, which PyTorch wrote before 0.1.10.
  if (asciiAt(source, 257, 5) === 'ustar') return 'this is a tar archive: unpack it first';
  if (/\.[ct]sv$/i.test(name))
    return 'no table that can be read: it has no rows of data, or its rows have different numbers of columns';
  return 'no file of data that is known here: not HDF5, MATLAB, numpy, PyTorch, pickle, safetensors, JSON, or a table of numbers';
}
