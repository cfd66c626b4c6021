// A file of this machine as bytes to be read in slices.
import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { type ByteSource } from '../data/bytes';
import { DataError } from '../data/error';

export interface OpenFile extends ByteSource {
  close(): void;
}

/** Throws what Node throws, or a DataError. */
export function openFile(path: string): OpenFile {
  // Opening a pipe waits until somebody writes to it, and a device has no end.
  const kind = statSync(path);
  if (!kind.isFile() && !kind.isDirectory())
    throw new DataError('it is a pipe or a device, which can’t be read piece by piece: save it to a file first');
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
