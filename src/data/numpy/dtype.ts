// What one element of a numpy array is, by its type's name (`<f4`) or, for records, by the list of its fields.
import { DataError } from '../error';
import { elementCount } from '../dataset';
import { bytesPerElement, type ElementType } from '../numbers';
import { type Literal } from './literal';

export type NumpyType =
  | { readonly kind: 'number'; readonly type: ElementType; readonly littleEndian: boolean; readonly width: number }
  | {
      readonly kind: 'complex';
      readonly part: 'float32' | 'float64';
      readonly littleEndian: boolean;
      readonly width: number;
    }
  | {
      readonly kind: 'time';
      readonly date: boolean;
      readonly unit: string;
      readonly littleEndian: boolean;
      readonly width: 8;
    }
  | { readonly kind: 'text'; readonly wide: boolean; readonly littleEndian: boolean; readonly width: number }
  | { readonly kind: 'record'; readonly fields: readonly Field[]; readonly width: number }
  | { readonly kind: 'object'; readonly width: 8 }
  | { readonly kind: 'other'; readonly name: string; readonly width: number };

export interface Field {
  readonly name: string;
  readonly offset: number;
  readonly type: NumpyType;
  /** Of the small array that each record holds here. */
  readonly shape: readonly number[];
}

const numbers: Readonly<Record<string, ElementType>> = {
  '?': 'bool',
  b1: 'bool',
  i1: 'int8',
  u1: 'uint8',
  i2: 'int16',
  u2: 'uint16',
  i4: 'int32',
  u4: 'uint32',
  i8: 'int64',
  u8: 'uint64',
  f2: 'float16',
  f4: 'float32',
  f8: 'float64',
};

/** @param given as in the header: a name, or a list of fields */
export function numpyType(given: Literal): NumpyType {
  if (typeof given === 'string') return namedType(given);
  if (!Array.isArray(given)) throw damaged();
  const fields: Field[] = [];
  let width = 0;
  for (const each of given as readonly Literal[]) {
    if (!Array.isArray(each)) throw damaged();
    const [named, kind, inner] = each as readonly Literal[];
    // A title may stand before the name.
    const name = Array.isArray(named) ? (named as readonly Literal[])[1] : named;
    if (typeof name !== 'string' || kind === undefined) throw damaged();
    const type = numpyType(kind);
    const shape = inner === undefined ? [] : shapeOf(Array.isArray(inner) ? (inner as readonly Literal[]) : [inner]);
    // What only fills a gap has no name.
    if (name !== '') fields.push({ name, offset: width, type, shape });
    width += type.width * elementCount(shape);
  }
  return { kind: 'record', fields, width };
}

export function namedType(name: string): NumpyType {
  const littleEndian = !name.startsWith('>');
  const plain = name.replace(/^[<>|=]/, '');
  const type = numbers[plain];
  if (type !== undefined) return { kind: 'number', type, littleEndian, width: bytesPerElement[type] };
  if (plain === 'c8' || plain === 'c16') {
    const part = plain === 'c8' ? 'float32' : 'float64';
    return { kind: 'complex', part, littleEndian, width: 2 * bytesPerElement[part] };
  }
  const time = /^([mM])8(?:\[(.+)\])?$/.exec(plain);
  if (time) return { kind: 'time', date: time[1] === 'M', unit: time[2] ?? '', littleEndian, width: 8 };
  const text = /^([USa])(\d{0,9})$/.exec(plain);
  if (text) {
    const wide = text[1] === 'U';
    return { kind: 'text', wide, littleEndian, width: Number(text[2]) * (wide ? 4 : 1) };
  }
  if (/^O\d?$/.test(plain)) return { kind: 'object', width: 8 };
  return { kind: 'other', name, width: Number(/\d{1,9}$/.exec(plain)?.[0] ?? 0) };
}

export function nameOf(type: NumpyType): string {
  switch (type.kind) {
    case 'number':
      return type.type;
    case 'complex':
      return type.part === 'float32' ? 'complex64' : 'complex128';
    case 'time':
      return `${type.date ? 'datetime64' : 'timedelta64'}${type.unit === '' ? '' : `[${type.unit}]`}`;
    case 'text':
      return type.wide ? 'text' : 'bytes';
    case 'record':
      return `record (${type.fields.map(({ name }) => name).join(', ')})`;
    case 'object':
      return 'object';
    case 'other':
      return type.name;
  }
}

/** Checked: whole, not negative, and not so many that no array could have them. */
export function shapeOf(given: readonly unknown[]): number[] {
  const lengths = given.map((each) => (typeof each === 'bigint' ? Number(each) : each));
  const good = (each: unknown): each is number =>
    Number.isInteger(each) && (each as number) >= 0 && (each as number) <= 2 ** 63;
  if (lengths.length > 64 || !lengths.every(good)) throw new DataError('the shape of an array is damaged');
  return lengths;
}

const damaged = (): DataError => new DataError('the type of an array is damaged');
