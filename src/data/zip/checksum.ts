// Checks a member of an archive against its checksum as it is read from its start to its end, so that damaged numbers are never taken for good ones.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';

/** CRC-32 (ISO 3309) of each byte, and four at a time. */
const tables = makeTables();

function makeTables(): readonly Int32Array[] {
  const first = Int32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let i = 0; i < 8; i++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
  const all = [first];
  for (let k = 1; k < 4; k++) {
    const before = all[k - 1] as Int32Array;
    all.push(before.map((value) => (value >>> 8) ^ (first[value & 255] as number)));
  }
  return all;
}

export function crc32(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3] = tables as [Int32Array, Int32Array, Int32Array, Int32Array];
  let crc = ~before;
  let i = 0;
  for (const end = bytes.length - 3; i < end; i += 4) {
    crc ^=
      (bytes[i] as number) |
      ((bytes[i + 1] as number) << 8) |
      ((bytes[i + 2] as number) << 16) |
      ((bytes[i + 3] as number) << 24);
    crc =
      (t3[crc & 255] as number) ^
      (t2[(crc >>> 8) & 255] as number) ^
      (t1[(crc >>> 16) & 255] as number) ^
      (t0[crc >>> 24] as number);
  }
  for (; i < bytes.length; i++) crc = (crc >>> 8) ^ (t0[(crc ^ (bytes[i] as number)) & 255] as number);
  return ~crc >>> 0;
}

/** Adler-32 (RFC 1950), which starts at 1. */
export function adler32(bytes: Uint8Array, before = 1): number {
  let low = before & 0xffff;
  let high = before >>> 16;
  // So many bytes can be added before 32 bits overflow.
  for (let at = 0; at < bytes.length; at += 5552) {
    const end = Math.min(at + 5552, bytes.length);
    for (let i = at; i < end; i++) high += low += bytes[i] as number;
    low %= 65_521;
    high %= 65_521;
  }
  return ((high << 16) | low) >>> 0;
}

interface Checksum {
  readonly start: number;
  readonly expected: number;
  add(bytes: Uint8Array, before: number): number;
}

export const crcOf = (expected: number): Checksum => ({ start: 0, expected, add: crc32 });
export const adlerOf = (expected: number): Checksum => ({ start: 1, expected, add: adler32 });

/** What a reader may pass over on its way: what fills up words, the length of a header. */
const mostSkipped = 64;

/** The same bytes; whoever reads all of them in their order gets an error at the end if they are not what was written. */
export function checked(source: ByteSource, { start, expected, add }: Checksum): ByteSource {
  let upTo = 0;
  let sum = start;
  const take = (offset: number, bytes: Uint8Array): void => {
    sum = add(bytes.subarray(upTo - offset), sum);
    upTo = offset + bytes.length;
  };
  const read = (offset: number, length: number): Uint8Array => {
    const bytes = source.read(offset, length);
    const end = offset + bytes.length;
    if (end > upTo) {
      if (offset > upTo && offset - upTo <= mostSkipped) take(upTo, source.read(upTo, offset - upTo));
      if (offset <= upTo) take(offset, bytes);
      const rest = source.size - upTo;
      if (rest > 0 && rest < 8) take(upTo, source.read(upTo, rest));
    }
    if (upTo === source.size && sum !== expected) throw new DataError('its checksum does not match: it is damaged');
    return bytes;
  };
  return { size: source.size, read };
}
