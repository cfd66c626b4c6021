// Walks the elements of a MATLAB 5 file: a type, a length, and the bytes; small ones in one word, compressed ones by zlib.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';
import { bytesPerElement, decode, type ElementType } from '../numbers';
import { partOf, readExactly, viewAt } from '../part';
import { unzlibbed } from '../zip/inflated';

/** Data types of elements (MAT-File Format, MathWorks 2019, table 1-1). */
export const miMatrix = 14;
export const miCompressed = 15;
const miUtf8 = 16;

const numeric: Readonly<Record<number, ElementType>> = {
  1: 'int8',
  2: 'uint8',
  3: 'int16',
  4: 'uint16',
  5: 'int32',
  6: 'uint32',
  7: 'float32',
  9: 'float64',
  12: 'int64',
  13: 'uint64',
};

export interface Element {
  readonly type: number;
  readonly body: ByteSource;
  /** Behind it, with what fills up its last word. */
  readonly end: number;
}

export const elementType = (type: number): ElementType | undefined => numeric[type];

/** @param size of what the elements lie in */
export function readElement(source: ByteSource, at: number, littleEndian: boolean): Element {
  const view = viewAt(source, at, 8);
  const first = view.getUint32(0, littleEndian);
  const short = first >>> 16;
  if (short !== 0) {
    if (short > 4) throw damaged();
    return { type: first & 0xffff, body: partOf(source, at + 4, short), end: at + 8 };
  }
  const length = view.getUint32(4, littleEndian);
  if (at + 8 + length > source.size) throw new DataError('the file is truncated');
  // Compressed elements are not filled up.
  const fill = first === miCompressed ? 0 : (8 - (length % 8)) % 8;
  return { type: first, body: partOf(source, at + 8, length), end: at + 8 + length + fill };
}

/** What a compressed element holds: its first word says how long it is. */
export function expand(body: ByteSource, littleEndian: boolean): Element {
  const head = unzlibbed(body, Math.min(8, 1032 * body.size), false);
  const length = viewAt(head, 0, 8).getUint32(4, littleEndian);
  return readElement(unzlibbed(body, 8 + length, true), 0, littleEndian);
}

/** The numbers of a small element: flags, lengths, indices. */
export function numbersIn({ type, body }: Element, littleEndian: boolean, most: number): Float64Array {
  const kind = elementType(type);
  if (kind === undefined) throw damaged();
  if (body.size > most * bytesPerElement[kind]) throw damaged();
  return decode(readExactly(body, 0, body.size), kind, littleEndian);
}

/** Text is kept as characters of 8, 16 or 32 bits, or as UTF-8. */
export function textIn(element: Element, littleEndian: boolean, most: number): string {
  const { type, body } = element;
  const length = Math.min(body.size, most * 4);
  if (type === miUtf8) return new TextDecoder().decode(readExactly(body, 0, length)).slice(0, most);
  const kind = type === 17 ? 'uint16' : type === 18 ? 'uint32' : elementType(type);
  if (kind === undefined) throw damaged();
  const whole = length - (length % bytesPerElement[kind]);
  const codes = decode(readExactly(body, 0, whole), kind, littleEndian).subarray(0, most);
  return Array.from(codes, (code) => (code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd')).join('');
}

export const damaged = (): DataError => new DataError('the MATLAB file is damaged');
