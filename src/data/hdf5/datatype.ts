// The datatype message (HDF5 File Format Specification IV.A.2.d): the library tells sizes, but not which bits of them carry the number.
import { DataError } from '../error';
import { Cursor } from './cursor';

export type Order = 'little' | 'big';

export type H5Type =
  | {
      readonly kind: 'integer';
      readonly size: number;
      readonly order: Order;
      readonly signed: boolean;
      readonly bits: Bits;
    }
  | { readonly kind: 'float'; readonly size: number; readonly order: Order; readonly format: FloatFormat | null }
  | { readonly kind: 'text'; readonly size: number; readonly utf8: boolean }
  | { readonly kind: 'bitfield'; readonly size: number; readonly order: Order; readonly bits: Bits }
  | { readonly kind: 'compound'; readonly size: number; readonly members: readonly Member[] }
  | { readonly kind: 'reference'; readonly size: number; readonly object: boolean }
  | { readonly kind: 'enum'; readonly size: number; readonly base: H5Type; readonly members: readonly EnumMember[] }
  | { readonly kind: 'row'; readonly size: number; readonly base: H5Type }
  | { readonly kind: 'long text'; readonly size: number; readonly utf8: boolean }
  | { readonly kind: 'array'; readonly size: number; readonly base: H5Type; readonly shape: readonly number[] }
  | { readonly kind: 'complex'; readonly size: number; readonly base: H5Type }
  | { readonly kind: 'time' | 'opaque' | 'unknown'; readonly size: number };

/** Where in the number's bytes its digits lie. */
export interface Bits {
  readonly offset: number;
  readonly precision: number;
}

export type FloatFormat = 'float16' | 'bfloat16' | 'float32' | 'float64';

export interface Member {
  readonly name: string;
  readonly offset: number;
  readonly type: H5Type;
}

export interface EnumMember {
  readonly name: string;
  readonly value: number;
}

/** Types in types: more than any file needs. */
const deepest = 32;
const mostMembers = 10_000;

export function parseDatatype(body: Uint8Array): H5Type {
  return parse(new Cursor(body), 0);
}

function parse(cursor: Cursor, depth: number): H5Type {
  if (depth > deepest) throw new DataError('its type is nested too deeply');
  const head = cursor.number(1);
  const version = head >> 4;
  const flags = cursor.number(3);
  const size = cursor.number(4);
  const order: Order = flags & 1 ? 'big' : 'little';
  switch (head & 15) {
    case 0:
      return { kind: 'integer', size, order, signed: (flags & 8) !== 0, bits: parseBits(cursor) };
    case 1:
      return { kind: 'float', size, order, format: parseFloatFormat(cursor, flags, size) };
    case 2:
      cursor.skip(2);
      return { kind: 'time', size };
    case 3:
      return { kind: 'text', size, utf8: (flags >> 4) % 16 === 1 };
    case 4:
      return { kind: 'bitfield', size, order, bits: parseBits(cursor) };
    case 5:
      cursor.skip(flags & 0xff);
      return { kind: 'opaque', size };
    case 6:
      return { kind: 'compound', size, members: parseMembers(cursor, version, flags & 0xffff, size, depth) };
    case 7:
      return { kind: 'reference', size, object: (flags & 15) === 0 };
    case 8: {
      const base = parse(cursor, depth + 1);
      return { kind: 'enum', size, base, members: parseEnum(cursor, version, flags & 0xffff, base) };
    }
    case 9: {
      const base = parse(cursor, depth + 1);
      return (flags & 15) === 1
        ? { kind: 'long text', size, utf8: (flags >> 8) % 16 === 1 }
        : { kind: 'row', size, base };
    }
    case 10: {
      const axes = cursor.number(1);
      cursor.skip(version < 3 ? 3 : 0);
      const shape = Array.from({ length: axes }, () => cursor.number(4));
      cursor.skip(version < 3 ? 4 * axes : 0);
      return { kind: 'array', size, base: parse(cursor, depth + 1), shape };
    }
    case 11:
      return { kind: 'complex', size, base: parse(cursor, depth + 1) };
    default:
      throw new DataError('its type is unknown');
  }
}

const parseBits = (cursor: Cursor): Bits => ({ offset: cursor.number(2), precision: cursor.number(2) });

/** By exponent's width, mantissa's width and bias, all of them where IEEE 754 has them. */
const floatFormats: Readonly<Record<string, FloatFormat>> = {
  '2: 0+16, 15, 10+5, 0+10, 15': 'float16',
  '2: 0+16, 15, 7+8, 0+7, 127': 'bfloat16',
  '4: 0+32, 31, 23+8, 0+23, 127': 'float32',
  '8: 0+64, 63, 52+11, 0+52, 1023': 'float64',
};

function parseFloatFormat(cursor: Cursor, flags: number, size: number): FloatFormat | null {
  const { offset, precision } = parseBits(cursor);
  const [exponentAt, exponent, mantissaAt, mantissa] = [1, 1, 1, 1].map((width) => cursor.number(width));
  const bias = cursor.number(4);
  const normalised = (flags >> 4) % 4 === 2;
  const vax = (flags & 0x40) !== 0;
  if (vax || !normalised) return null;
  const sign = (flags >> 8) & 0xff;
  const key = `${size}: ${offset}+${precision}, ${sign}, ${exponentAt}+${exponent}, ${mantissaAt}+${mantissa}, ${bias}`;
  return floatFormats[key] ?? null;
}

function parseMembers(cursor: Cursor, version: number, count: number, size: number, depth: number): Member[] {
  if (count > mostMembers) throw new DataError('its type has too many fields');
  return Array.from({ length: count }, () => {
    const start = cursor.at;
    const name = cursor.zeroTerminated();
    // Older names are padded to multiples of eight bytes.
    if (version < 3) cursor.skip((8 - ((cursor.at - start) % 8)) % 8);
    const offset = cursor.number(version < 3 ? 4 : bytesFor(size));
    const shape = version === 1 ? parseOldShape(cursor) : [];
    const type = parse(cursor, depth + 1);
    const total = shape.reduce((product, length) => product * length, type.size);
    return { name, offset, type: shape.length === 0 ? type : { kind: 'array', size: total, base: type, shape } };
  });
}

/** As many bytes as the greatest offset needs. */
const bytesFor = (size: number): number => (size < 2 ** 8 ? 1 : size < 2 ** 16 ? 2 : size < 2 ** 24 ? 3 : 4);

function parseOldShape(cursor: Cursor): number[] {
  const axes = cursor.number(1);
  cursor.skip(11);
  const lengths = Array.from({ length: 4 }, () => cursor.number(4));
  return lengths.slice(0, axes);
}

function parseEnum(cursor: Cursor, version: number, count: number, base: H5Type): EnumMember[] {
  if (count > mostMembers || base.kind !== 'integer' || base.size > 8)
    throw new DataError('its enumeration is damaged');
  const labels = Array.from({ length: count }, () => {
    const start = cursor.at;
    const name = cursor.zeroTerminated();
    if (version < 3) cursor.skip((8 - ((cursor.at - start) % 8)) % 8);
    return name;
  });
  return labels.map((name) => {
    const bytes = cursor.take(base.size);
    const little = new Cursor(base.order === 'little' ? bytes : Uint8Array.from(bytes).reverse());
    return { name, value: base.signed ? little.signed(base.size) : little.number(base.size) };
  });
}
