// An object's header as the file holds it: what the library does not tell (where numbers lie, how wide a number's digits are) stands in its messages.
// By the HDF5 File Format Specification 3.0, sections II.A and IV.A.
import { asciiAt, type ByteSource } from '../bytes';
import { DataError } from '../error';
import { Cursor } from './cursor';

export interface Superblock {
  /** Where addresses count from. */
  readonly base: number;
  readonly offsetBytes: number;
  readonly lengthBytes: number;
}

export interface Message {
  readonly type: number;
  readonly shared: boolean;
  readonly body: Uint8Array;
}

export const messageTypes = {
  datatype: 3,
  fillValue: 5,
  externalFiles: 7,
  layout: 8,
  filters: 11,
  continuation: 16,
} as const;

const signature = '\x89HDF\r\n\x1a\n';
/** Real headers have fewer; one that has more leads in a circle. */
const mostBlocks = 256;
const largestBlock = 2 ** 22;

/** The signature stands at 0 or, behind a user block, at 512, 1024, 2048 … */
export function signatureOffset(source: ByteSource): number | null {
  for (let offset = 0; offset + signature.length <= source.size; offset = offset === 0 ? 512 : offset * 2) {
    if (asciiAt(source, offset, signature.length) === signature) return offset;
  }
  return null;
}

export function readSuperblock(source: ByteSource): Superblock {
  const base = signatureOffset(source);
  if (base === null) throw new DataError('this is not an HDF5 file');
  const cursor = new Cursor(source.read(base + 8, 8));
  const version = cursor.number(1);
  cursor.skip(version < 2 ? 4 : 0);
  return { base, offsetBytes: cursor.number(1), lengthBytes: cursor.number(1) };
}

/** All messages of the object whose header stands at `address`; throws a DataError where it is damaged. */
export function readMessages(source: ByteSource, superblock: Superblock, address: number): Message[] {
  const at = superblock.base + address;
  const second = asciiAt(source, at, 4) === 'OHDR';
  const messages: Message[] = [];
  const blocks: Block[] = [second ? firstBlock(source, at) : firstOldBlock(source, at)];
  for (let i = 0; i < blocks.length; i++) {
    if (blocks.length > mostBlocks) throw new DataError('a header leads in a circle');
    const { bytes, ordered } = blocks[i] as Block;
    const cursor = new Cursor(bytes);
    while (cursor.left >= (second ? 4 : 8)) {
      const message = second ? readMessage(cursor, ordered) : readOldMessage(cursor);
      if (message.type === messageTypes.continuation) {
        const place = new Cursor(message.body);
        const start = superblock.base + place.number(superblock.offsetBytes);
        const length = place.number(superblock.lengthBytes);
        const block = readBytes(source, start, length);
        // Newer ones stand between a signature and a checksum of four bytes each.
        blocks.push({ bytes: second ? block.subarray(4, -4) : block, ordered });
      } else messages.push(message);
    }
  }
  return messages;
}

interface Block {
  readonly bytes: Uint8Array;
  /** Whether each message carries the order of its creation. */
  readonly ordered: boolean;
}

function readBytes(source: ByteSource, start: number, length: number): Uint8Array {
  const bytes = length <= largestBlock ? source.read(start, length) : new Uint8Array();
  if (bytes.length < length) throw new DataError('a header lies beyond the end of the file');
  return bytes;
}

function firstOldBlock(source: ByteSource, at: number): Block {
  const cursor = new Cursor(source.read(at, 16));
  if (cursor.number(1) !== 1) throw new DataError('a header has an unknown version');
  cursor.skip(7);
  return { bytes: readBytes(source, at + 16, cursor.number(4)), ordered: false };
}

function firstBlock(source: ByteSource, at: number): Block {
  const cursor = new Cursor(source.read(at, 64), 4);
  if (cursor.number(1) !== 2) throw new DataError('a header has an unknown version');
  const flags = cursor.number(1);
  cursor.skip((flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0));
  const length = cursor.number(1 << (flags & 3));
  return { bytes: readBytes(source, at + cursor.at, length), ordered: (flags & 4) !== 0 };
}

function readOldMessage(cursor: Cursor): Message {
  const type = cursor.number(2);
  const length = cursor.number(2);
  const flags = cursor.number(1);
  cursor.skip(3);
  return { type, shared: (flags & 2) !== 0, body: cursor.take(length) };
}

function readMessage(cursor: Cursor, ordered: boolean): Message {
  const type = cursor.number(1);
  const length = cursor.number(2);
  const flags = cursor.number(1);
  cursor.skip(ordered ? 2 : 0);
  return { type, shared: (flags & 2) !== 0, body: cursor.take(length) };
}
