// A stretch of a byte source as a byte source of its own: an element of a file, a member of an archive.
import { type ByteSource } from './bytes';
import { DataError } from './error';

export function partOf(source: ByteSource, offset: number, size: number): ByteSource {
  const end = Math.min(size, source.size - offset);
  return {
    size: Math.max(0, end),
    read: (at, length) => source.read(offset + at, Math.max(0, Math.min(length, end - at))),
  };
}

/** All the bytes asked for, or the error of a truncated file. */
export function readExactly(source: ByteSource, offset: number, length: number): Uint8Array {
  if (!(length >= 0 && offset >= 0) || offset + length > source.size) throw new DataError('the file is truncated');
  const bytes = source.read(offset, length);
  if (bytes.length < length) throw new DataError('the file is truncated');
  return bytes;
}

/** For numbers at any place, big or little endian. */
export function viewAt(source: ByteSource, offset: number, length: number): DataView {
  const { buffer, byteOffset } = readExactly(source, offset, length);
  return new DataView(buffer, byteOffset, length);
}

/** A 64-bit length; those that no file can have come out as huge, not as wrong. */
export const lengthAt = (view: DataView, offset: number, littleEndian = true): number =>
  Number(view.getBigUint64(offset, littleEndian));
