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

/** The same bytes; whoever reads all of them in their order gets an error at the end if they are not what was written. */
export function checked(source: ByteSource, expected: number): ByteSource {
  let upTo = 0;
  let crc = 0;
  const read = (offset: number, length: number): Uint8Array => {
    const bytes = source.read(offset, length);
    const end = offset + bytes.length;
    if (offset <= upTo && end > upTo) {
      crc = crc32(bytes.subarray(upTo - offset), crc);
      upTo = end;
    }
    if (upTo === source.size && crc !== expected) throw new DataError('its checksum does not match: it is damaged');
    return bytes;
  };
  return { size: source.size, read };
}
