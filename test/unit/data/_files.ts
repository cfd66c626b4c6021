// Files for the readers' tests, read as the command line would.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ByteSource } from '../../../src/data/bytes';
import { type Tools } from '../../../src/data/dataset';
import { openHdf5 } from '../../../src/data/hdf5';

export const tools: Tools = { loadHdf5: () => ({ openHdf5 }) };

/** Calls `use` with the file's bytes, and counts how many of them were read. */
export async function withFile<Result>(
  path: string,
  use: (source: ByteSource, bytesRead: () => number) => Promise<Result>,
): Promise<Result> {
  const descriptor = openSync(path, 'r');
  const { size } = fstatSync(descriptor);
  let total = 0;
  const source = {
    size,
    read(offset: number, length: number): Uint8Array {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      total += bytes.length;
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, offset));
    },
  };
  try {
    return await use(source, () => total);
  } finally {
    closeSync(descriptor);
  }
}
