// Reads numpy's .npy: a header that is a Python literal, then the numbers. Arrays of objects are pickles and are never opened.
import { asciiAt, type ByteSource } from '../bytes';
import { type Dataset, elementCount, type Reader } from '../dataset';
import { DataError } from '../error';
import { bytesPerElement, decode, type ElementType } from '../numbers';

const signature = '\x93NUMPY';

const reader: Reader = {
  recognises: (source) => asciiAt(source, 0, signature.length) === signature,
  async open(source) {
    return { format: 'npy', datasets: [describe(source)], notes: [], close: () => undefined };
  },
};

export default reader;

interface Header {
  readonly dtype: string;
  readonly columns: boolean;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

function readHeader(source: ByteSource): Header {
  const major = source.read(6, 1)[0] ?? 0;
  const lengthBytes = major === 1 ? 2 : 4;
  const lengthField = source.read(8, lengthBytes);
  if (major < 1 || major > 3 || lengthField.length < lengthBytes) throw new DataError('the .npy header is damaged');
  const length = lengthField.reduce((sum, byte, i) => sum + byte * 2 ** (8 * i), 0);
  const start = 8 + lengthBytes + length;
  // numpy itself refuses headers of more than 10 000 characters.
  if (length > 65_536 || start > source.size) throw new DataError('the .npy header is damaged');
  const text = asciiAt(source, 8 + lengthBytes, length);
  const dtype = /'descr':\s*('[^']*'|\[)/.exec(text)?.[1];
  const columns = /'fortran_order':\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape':\s*\(([\d\s,L]*)\)/.exec(text)?.[1];
  if (dtype === undefined || columns === undefined || shape === undefined)
    throw new DataError('the .npy header is damaged');
  const lengths = (shape.match(/\d+/g) ?? []).map(Number);
  return {
    dtype: dtype === '[' ? 'structured' : dtype.slice(1, -1),
    columns: columns === 'True',
    shape: lengths,
    start,
  };
}

const kinds: Readonly<Record<string, ElementType>> = {
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

function describe(source: ByteSource): Dataset {
  const header = readHeader(source);
  const { shape } = header;
  const type = kinds[header.dtype.replace(/^[<>|=]/, '')];
  const named = {
    path: 'array',
    shape,
    filters: [],
    layout: { chunk: null, fastest: header.columns ? 'first' : 'last' },
  } as const;
  if (type === undefined) {
    const object = /O/.test(header.dtype);
    const unread = object
      ? 'Python objects (a pickle), which are never opened'
      : `type ${header.dtype} is not numeric here`;
    return { ...named, dtype: object ? 'object' : header.dtype, unread, read: () => new Float64Array() };
  }
  const bytes = elementCount(shape) * bytesPerElement[type];
  if (header.start + bytes > source.size) {
    throw new DataError(
      `the file is truncated: ${bytes} bytes of numbers announced, ${source.size - header.start} there`,
    );
  }
  const littleEndian = !header.dtype.startsWith('>');
  const readRun = (first: number, length: number): Float64Array => {
    const width = bytesPerElement[type];
    const raw = source.read(header.start + first * width, length * width);
    if (raw.length < length * width) throw new DataError('the file is truncated');
    return decode(raw, type, littleEndian);
  };
  const read: Dataset['read'] = (start, count) =>
    header.columns
      ? transposed(readBox(reverse(shape), reverse(start), reverse(count), readRun), count)
      : readBox(shape, start, count, readRun);
  return { ...named, dtype: type, unread: null, read };
}

const reverse = (lengths: readonly number[]): number[] => [...lengths].reverse();

/** A box of an array whose last axis is fastest, in runs as long as the trailing axes are whole. */
function readBox(
  shape: readonly number[],
  start: readonly number[],
  count: readonly number[],
  readRun: (first: number, length: number) => Float64Array,
): Float64Array {
  const result = new Float64Array(elementCount(count));
  if (result.length === 0) return result;
  let whole = shape.length - 1;
  while (whole > 0 && count[whole] === shape[whole]) whole--;
  const run = elementCount(count.slice(Math.max(0, whole)));
  const at = start.slice();
  for (let filled = 0; filled < result.length; filled += run) {
    const first = at.reduce((offset, index, axis) => offset * (shape[axis] as number) + index, 0);
    result.set(readRun(first, run), filled);
    for (let axis = whole - 1; axis >= 0; axis--) {
      at[axis] = (at[axis] as number) + 1;
      if ((at[axis] as number) < (start[axis] as number) + (count[axis] as number)) break;
      at[axis] = start[axis] as number;
    }
  }
  return result;
}

/** From "first axis fastest" to "last axis fastest". */
function transposed(values: Float64Array, count: readonly number[]): Float64Array {
  const result = new Float64Array(values.length);
  const index = count.map(() => 0);
  const strides = count.map((_, axis) => elementCount(count.slice(axis + 1)));
  for (const value of values) {
    result[index.reduce((offset, each, axis) => offset + each * (strides[axis] as number), 0)] = value;
    for (let axis = 0; axis < index.length; axis++) {
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (count[axis] as number)) break;
      index[axis] = 0;
    }
  }
  return result;
}
