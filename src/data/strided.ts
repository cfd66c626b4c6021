// An array of numbers that lies in a byte source with any strides: rows first, columns first, fields of records, views of a storage.
import { type ByteSource } from './bytes';
import { type Dataset, elementCount, type Layout } from './dataset';
import { readExactly } from './part';
import { bytesPerElement, decode, type ElementType } from './numbers';

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

export function stridedReader(array: Strided): Dataset['read'] {
  return (start, count) => {
    const result = new Float64Array(elementCount(count));
    if (result.length > 0) {
      const first = start.reduce((sum, index, axis) => sum + index * (array.strides[axis] as number), array.start);
      readBox(array, first, count, result, 0, rowStrides(count, 1));
    }
    return result;
  };
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
  const plain = isRow(count, strides, width) && isRow(count, steps, 1);
  if (plain) {
    result.set(decode(bytes, type, littleEndian), filled);
    return;
  }
  const elements = elementCount(count);
  if (strides.every((stride) => stride % width === 0)) {
    const values = decode(bytes, type, littleEndian);
    const places = strides.map((stride) => stride / width);
    walk(count, places, steps, (from, to) => (result[filled + to] = values[from] as number));
    return;
  }
  const packed = new Uint8Array(elements * width);
  const rows = rowStrides(count, width);
  walk(count, strides, rows, (from, to) => {
    for (let k = 0; k < width; k++) packed[to + k] = bytes[from + k] as number;
  });
  const values = decode(packed, type, littleEndian);
  walk(count, rowStrides(count, 1), steps, (from, to) => (result[filled + to] = values[from] as number));
}

/** Calls `visit` with the places of each element by two kinds of strides. */
function walk(
  count: readonly number[],
  from: readonly number[],
  to: readonly number[],
  visit: (from: number, to: number) => void,
): void {
  const last = count.length - 1;
  if (last < 0) {
    visit(0, 0);
    return;
  }
  const inner = count[last] as number;
  const fromStep = from[last] as number;
  const toStep = to[last] as number;
  const index = count.map(() => 0);
  let fromAt = 0;
  let toAt = 0;
  for (;;) {
    for (let i = 0; i < inner; i++) visit(fromAt + i * fromStep, toAt + i * toStep);
    let axis = last - 1;
    for (; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      fromAt += from[axis] as number;
      toAt += to[axis] as number;
      if ((index[axis] as number) < (count[axis] as number)) break;
      fromAt -= (count[axis] as number) * (from[axis] as number);
      toAt -= (count[axis] as number) * (to[axis] as number);
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}
