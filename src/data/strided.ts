// An array of numbers that lies in a byte source with any strides: rows first, columns first, fields of records, views of a storage.
import { type ByteSource } from './bytes';
import { type Dataset, elementCount, type Layout, type Numbers } from './dataset';
import { readExactly } from './part';
import { bytesPerElement, decode, decodeNarrow, type ElementType } from './numbers';

export interface Strided {
  readonly source: ByteSource;
  /** Where the element with all indices 0 begins. */
  readonly start: number;
  readonly shape: readonly number[];
  /** In bytes, none of them negative. */
  readonly strides: readonly number[];
  readonly type: ElementType;
  readonly littleEndian: boolean;
}

/** A box is read in one go up to here, however little of it is needed, and never more than `mostAtOnce`. */
const alwaysAtOnce = 2 ** 16;
const mostAtOnce = 2 ** 24;
/** How many bytes may be read for one that is needed. */
const mostWaste = 4;

export const rowStrides = (shape: readonly number[], width: number): number[] =>
  shape.map((_, axis) => width * elementCount(shape.slice(axis + 1)));
export const columnStrides = (shape: readonly number[], width: number): number[] =>
  shape.map((_, axis) => width * elementCount(shape.slice(0, axis)));

/** The bytes from the first element to the end of the last. */
export function spanOf(shape: readonly number[], strides: readonly number[], width: number): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((sum, length, axis) => sum + (length - 1) * (strides[axis] as number), width);
}

export function layoutOf(shape: readonly number[], strides: readonly number[]): Layout {
  const long = strides.filter((_, axis) => (shape[axis] as number) > 1);
  const first = long[0] ?? 0;
  return { chunk: null, fastest: long.length > 1 && first < (long.at(-1) as number) ? 'first' : 'last' };
}

export function stridedReader(array: Strided): Pick<Dataset, 'read' | 'readNarrow'> {
  const { strides, type, littleEndian, source } = array;
  const width = bytesPerElement[type];
  const placeOf = (start: readonly number[]): number =>
    start.reduce((sum, index, axis) => sum + index * (strides[axis] as number), array.start);
  const read: Dataset['read'] = (start, count) => {
    if (count.includes(0)) return new Float64Array(0);
    const first = placeOf(start);
    if (isRow(count, strides, width)) {
      return decode(readExactly(source, first, elementCount(count) * width), type, littleEndian);
    }
    const result = new Float64Array(elementCount(count));
    readBox(array, first, count, result, 0, rowStrides(count, 1));
    return result;
  };
  const readNarrow = (start: readonly number[], count: readonly number[]): Numbers => {
    if (count.includes(0) || !isRow(count, strides, width)) return read(start, count);
    // A copy: the bytes may be the caller's own.
    const bytes = new Uint8Array(readExactly(source, placeOf(start), elementCount(count) * width));
    return decodeNarrow(bytes, type, littleEndian);
  };
  return { read, readNarrow };
}

/** Reads a box whose first element lies at `first` to where `steps` say, in pieces that lie close together. */
function readBox(
  array: Strided,
  first: number,
  count: readonly number[],
  result: Float64Array,
  filled: number,
  steps: readonly number[],
): void {
  const { strides, type } = array;
  const width = bytesPerElement[type];
  const elements = elementCount(count);
  const span = spanOf(count, strides, width);
  const close = span <= Math.max(alwaysAtOnce, mostWaste * width * elements);
  if (elements === 1 || (close && (span <= mostAtOnce || isRow(count, strides, width)))) {
    gather(array, readExactly(array.source, first, span), count, result, filled, steps);
    return;
  }
  // Across the axis that leads farthest away, in two halves.
  let longest = 0;
  count.forEach((length, axis) => {
    const reach = (length - 1) * (strides[axis] as number);
    if (reach > ((count[longest] as number) - 1) * (strides[longest] as number)) longest = axis;
  });
  const length = count[longest] as number;
  const half = length >> 1;
  const less = count.map((each, axis) => (axis === longest ? half : each));
  const rest = count.map((each, axis) => (axis === longest ? length - half : each));
  readBox(array, first, less, result, filled, steps);
  const apart = half * (strides[longest] as number);
  readBox(array, first + apart, rest, result, filled + half * (steps[longest] as number), steps);
}

function isRow(count: readonly number[], strides: readonly number[], width: number): boolean {
  const plain = rowStrides(count, width);
  return count.every((length, axis) => length === 1 || strides[axis] === plain[axis]);
}

function gather(
  { strides, type, littleEndian }: Strided,
  bytes: Uint8Array,
  count: readonly number[],
  result: Float64Array,
  filled: number,
  steps: readonly number[],
): void {
  const width = bytesPerElement[type];
  if (strides.every((stride) => stride % width === 0)) {
    const places = strides.map((stride) => stride / width);
    scatter(decodeNarrow(bytes, type, littleEndian), places, result, filled, steps, count);
    return;
  }
  // Fields of records that are no whole number of elements apart: packed first.
  const elements = elementCount(count);
  const packed = new Uint8Array(elements * width);
  for (let k = 0; k < width; k++) scatter(bytes.subarray(k), strides, packed, k, rowStrides(count, width), count);
  scatter(decodeNarrow(packed, type, littleEndian), rowStrides(count, 1), result, filled, steps, count);
}

/** Copies elements from places by one kind of strides to places by another; the source is walked in its own order. */
function scatter(
  from: Numbers,
  fromStrides: readonly number[],
  to: Float64Array | Uint8Array,
  toStart: number,
  toStrides: readonly number[],
  count: readonly number[],
): void {
  const axes = count.map((_, axis) => axis).sort((a, b) => (fromStrides[b] as number) - (fromStrides[a] as number));
  const inner = axes.pop();
  const length = inner === undefined ? 1 : (count[inner] as number);
  const fromStep = inner === undefined ? 0 : (fromStrides[inner] as number);
  const toStep = inner === undefined ? 0 : (toStrides[inner] as number);
  const index = count.map(() => 0);
  let fromAt = 0;
  let toAt = toStart;
  for (;;) {
    for (let i = 0, f = fromAt, t = toAt; i < length; i++, f += fromStep, t += toStep) to[t] = from[f] as number;
    let k = axes.length - 1;
    for (; k >= 0; k--) {
      const axis = axes[k] as number;
      index[axis] = (index[axis] as number) + 1;
      fromAt += fromStrides[axis] as number;
      toAt += toStrides[axis] as number;
      if ((index[axis] as number) < (count[axis] as number)) break;
      fromAt -= (count[axis] as number) * (fromStrides[axis] as number);
      toAt -= (count[axis] as number) * (toStrides[axis] as number);
      index[axis] = 0;
    }
    if (k < 0) return;
  }
}
