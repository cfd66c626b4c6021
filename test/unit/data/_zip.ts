// Zip archives and .npy arrays for tests, sound ones and such as lie.
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../../src/data/zip/checksum';

export interface Part {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflate?: boolean;
  /** What the list of members claims instead of the truth. */
  readonly crc?: number;
  readonly size?: number;
  readonly offset?: number;
  readonly flags?: number;
  readonly method?: number;
}

export function zipOf(parts: readonly Part[]): Uint8Array {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const packed = part.deflate ? deflateRawSync(part.content) : Buffer.from(part.content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(part.flags ?? 0, 2);
    common.writeUInt16LE(part.method ?? (part.deflate ? 8 : 0), 4);
    common.writeUInt32LE(part.crc ?? crc32(part.content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(part.size ?? part.content.length, 18);
    common.writeUInt16LE(part.name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(part.name), packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(part.offset ?? at, 10);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), common, rest, Buffer.from(part.name)]));
    bodies.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...bodies, directory, end]));
}

export function npyOf(values: readonly number[]): Uint8Array {
  const header = `{'descr': '<f8', 'fortran_order': False, 'shape': (${values.length},), }`.padEnd(117) + '\n';
  const head = Buffer.from(`\x93NUMPY\x01\x00${String.fromCharCode(header.length, 0)}${header}`, 'latin1');
  return new Uint8Array(Buffer.concat([head, Buffer.from(Float64Array.from(values).buffer)]));
}
