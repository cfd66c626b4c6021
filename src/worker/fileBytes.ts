// A file of this machine as bytes to be read in slices.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { type ByteSource } from '../data/bytes';

export interface OpenFile extends ByteSource {
  close(): void;
}

/** Throws what Node throws. */
export function openFile(path: string): OpenFile {
  const descriptor = openSync(path, 'r');
  const { size } = fstatSync(descriptor);
  return {
    size,
    read(offset, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, offset));
    },
    close: () => closeSync(descriptor),
  };
}
