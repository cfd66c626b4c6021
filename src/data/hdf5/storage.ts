// Where and how a dataset's numbers are stored: in a row at one address, in chunks, in other files; by the layout message (specification IV.A.2.i).
import { Cursor } from './cursor';
import { type Message, messageTypes, type Superblock } from './objectHeader';

export type Storage =
  | { readonly kind: 'contiguous'; readonly offset: number; readonly bytes: number }
  | { readonly kind: 'unwritten' | 'compact' | 'chunked' | 'virtual' | 'external' | 'unknown' };

const names = ['compact', 'contiguous', 'chunked', 'virtual'] as const;

export function readStorage(messages: readonly Message[], superblock: Superblock): Storage {
  if (messages.some(({ type }) => type === messageTypes.externalFiles)) return { kind: 'external' };
  const layout = messages.find(({ type, shared }) => type === messageTypes.layout && !shared);
  if (layout === undefined) return { kind: 'unknown' };
  const cursor = new Cursor(layout.body);
  const version = cursor.number(1);
  if (version < 3) return readOldLayout(cursor, superblock);
  if (version > 5) return { kind: 'unknown' };
  const kind = names[cursor.number(1)];
  if (kind !== 'contiguous') return { kind: kind ?? 'unknown' };
  return contiguous(readAddress(cursor, superblock), cursor.number(superblock.lengthBytes), superblock);
}

/** Versions 1 and 2 tell the lengths of the axes in the place of the size. */
function readOldLayout(cursor: Cursor, superblock: Superblock): Storage {
  const axes = cursor.number(1);
  const kind = names[cursor.number(1)];
  cursor.skip(5);
  if (kind !== 'contiguous') return { kind: kind ?? 'unknown' };
  const address = readAddress(cursor, superblock);
  let bytes = 1;
  for (let axis = 0; axis < axes; axis++) bytes *= cursor.number(4);
  return contiguous(address, bytes, superblock);
}

/** Null where nothing was written yet: all bits are set. */
function readAddress(cursor: Cursor, { offsetBytes }: Superblock): number | null {
  const bytes = cursor.take(offsetBytes);
  return bytes.every((byte) => byte === 0xff) ? null : new Cursor(bytes).number(offsetBytes);
}

const contiguous = (address: number | null, bytes: number, { base }: Superblock): Storage =>
  address === null ? { kind: 'unwritten' } : { kind: 'contiguous', offset: base + address, bytes };
