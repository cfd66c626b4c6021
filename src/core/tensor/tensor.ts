// Arrays of numbers with a shape, as array libraries calculate with them: broadcasting, element by element, and where each came from while that is traced.
import { type Span } from '../text';

/** Where a traced array came from: what was done to which others. */
export interface Trace {
  /** The operation's bare name, or `param`, `input`, `noise`, `const`. */
  readonly op: string;
  readonly inputs: readonly Trace[];
  readonly span: Span | null;
  /** Of a parameter: its path. */
  readonly name?: string;
  /** What it was worth. */
  readonly value: Tensor;
  /** Which of several steps it is that stand in one place of the code, as those inside a layer do. */
  readonly part?: string;
}

export interface Tensor {
  readonly kind: 'tensor';
  shape: readonly number[];
  data: Float64Array;
  trace: Trace | null;
  /** True of what a comparison gives: such an array picks elements. */
  readonly isMask?: boolean;
  /** True of what a module learns. */
  readonly isParameter?: boolean;
}

export function sizeOf(shape: readonly number[]): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

export const tensor = (shape: readonly number[], data: Float64Array): Tensor => ({
  kind: 'tensor',
  shape,
  data,
  trace: null,
});

export const full = (shape: readonly number[], value: number): Tensor => {
  const data = new Float64Array(sizeOf(shape));
  return tensor(shape, value === 0 ? data : data.fill(value));
};

export const scalar = (value: number): Tensor => tensor([], Float64Array.of(value));

export const copyOf = (of: Tensor): Tensor => ({ ...of, data: of.data.slice() });

/** Numbers can't be combined in this way: the message says why. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}

export const shapeText = (shape: readonly number[]): string => `(${shape.join(', ')})`;

export function broadcastShape(a: readonly number[], b: readonly number[]): readonly number[] {
  if (a.length === b.length && a.every((each, i) => each === b[i])) return a;
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a[a.length - rank + i] ?? 1;
    const y = b[b.length - rank + i] ?? 1;
    if (x !== y && x !== 1 && y !== 1)
      throw new ShapeError(`arrays of shape ${shapeText(a)} and ${shapeText(b)} don’t go together`);
    return x === 1 ? y : x;
  });
}

export const map = (of: Tensor, f: (value: number) => number): Tensor => tensor(of.shape, of.data.map(f));

export function zip(a: Tensor, b: Tensor, f: (x: number, y: number) => number): Tensor {
  const [x, y] = [a.data, b.data];
  if (y.length === 1 && b.shape.length <= a.shape.length) {
    const only = y[0] as number;
    return map(a, (value) => f(value, only));
  }
  if (x.length === 1 && a.shape.length <= b.shape.length) {
    const only = x[0] as number;
    return map(b, (value) => f(only, value));
  }
  const shape = broadcastShape(a.shape, b.shape);
  const size = sizeOf(shape);
  const data = new Float64Array(size);
  if (x.length === size && y.length === size) {
    for (let i = 0; i < size; i++) data[i] = f(x[i] as number, y[i] as number);
  } else if (x.length === size && isTail(b.shape, shape)) {
    const step = y.length;
    for (let i = 0, j = 0; i < size; i++, j = j + 1 === step ? 0 : j + 1) data[i] = f(x[i] as number, y[j] as number);
  } else {
    const [p, q] = [strides(a.shape, shape), strides(b.shape, shape)];
    each(shape, (i, at) => {
      let [j, k] = [0, 0];
      for (let axis = 0; axis < at.length; axis++) {
        j += (at[axis] as number) * (p[axis] as number);
        k += (at[axis] as number) * (q[axis] as number);
      }
      data[i] = f(x[j] as number, y[k] as number);
    });
  }
  return tensor(shape, data);
}

const isTail = (part: readonly number[], whole: readonly number[]): boolean =>
  part.every((length, i) => length === whole[whole.length - part.length + i]);

/** How far apart elements lie along each axis of `whole`; 0 along axes that are repeated. */
function strides(shape: readonly number[], whole: readonly number[]): number[] {
  const result = new Array<number>(whole.length).fill(0);
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const length = shape[axis] as number;
    if (length !== 1) result[whole.length - shape.length + axis] = step;
    step *= length;
  }
  return result;
}

/** Visits the indices of a shape, the last one fastest. */
export function each(shape: readonly number[], visit: (flat: number, at: readonly number[]) => void): void {
  const at = shape.map(() => 0);
  const size = sizeOf(shape);
  for (let flat = 0; flat < size; flat++) {
    visit(flat, at);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at[axis] = (at[axis] as number) + 1;
      if ((at[axis] as number) < (shape[axis] as number)) break;
      at[axis] = 0;
    }
  }
}

export function broadcastTo(of: Tensor, shape: readonly number[]): Tensor {
  if (of.data.length === sizeOf(shape)) return tensor(shape, of.data.slice());
  return zip(of, full(shape, 0), (x) => x);
}

export function axisOf(axis: number, rank: number): number {
  const result = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(result) || result < 0 || result >= Math.max(rank, 1))
    throw new ShapeError(`there is no axis ${axis} in ${rank} of them`);
  return result;
}

/** Folds along axes (all of them where none are given); `finish` gets each group's values. */
export function reduce(
  of: Tensor,
  axes: readonly number[] | null,
  keep: boolean,
  finish: (values: Float64Array) => number,
): Tensor {
  const rank = of.shape.length;
  if (axes === null) return tensor(keep ? of.shape.map(() => 1) : [], Float64Array.of(finish(of.data)));
  const gone = new Set(axes.map((axis) => axisOf(axis, rank)));
  const order = [...of.shape.keys()].filter((axis) => !gone.has(axis));
  const moved = permute(of, [...order, ...gone]);
  const shape = order.map((axis) => of.shape[axis] as number);
  const group = sizeOf([...gone].map((axis) => of.shape[axis] as number));
  const data = Float64Array.from({ length: sizeOf(shape) }, (_, i) =>
    finish(moved.data.subarray(i * group, (i + 1) * group)),
  );
  return tensor(keep ? of.shape.map((length, axis) => (gone.has(axis) ? 1 : length)) : shape, data);
}

export function permute(of: Tensor, order: readonly number[]): Tensor {
  const rank = of.shape.length;
  const axes = order.map((axis) => axisOf(axis, rank));
  if (axes.every((axis, i) => axis === i)) return tensor(of.shape, of.data.slice());
  const shape = axes.map((axis) => of.shape[axis] as number);
  const data = new Float64Array(of.data.length);
  if (rank === 2) {
    const [rows, columns] = of.shape as [number, number];
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < columns; j++) data[j * rows + i] = of.data[i * columns + j] as number;
    return tensor(shape, data);
  }
  const own = strides(of.shape, of.shape);
  const steps = axes.map((axis) => own[axis] as number);
  each(shape, (i, at) => {
    let from = 0;
    for (let axis = 0; axis < rank; axis++) from += (at[axis] as number) * (steps[axis] as number);
    data[i] = of.data[from] as number;
  });
  return tensor(shape, data);
}

export function reshape(of: Tensor, wanted: readonly number[]): Tensor {
  const open = wanted.indexOf(-1);
  const rest = wanted.reduce((product, length, i) => (i === open ? product : product * length), 1);
  const shape = wanted.map((length, i) => (i === open ? of.data.length / Math.max(rest, 1) : length));
  if (sizeOf(shape) !== of.data.length || !shape.every(Number.isInteger))
    throw new ShapeError(`an array of shape ${shapeText(of.shape)} can’t take the shape ${shapeText(wanted)}`);
  return tensor(shape, of.data.slice());
}

export function concatenate(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts;
  if (!first) throw new ShapeError('there is nothing to join');
  const at = axisOf(axis, first.shape.length);
  const total = parts.reduce((sum, part) => sum + (part.shape[at] ?? 0), 0);
  const shape = first.shape.map((length, i) => (i === at ? total : length));
  const outer = sizeOf(first.shape.slice(0, at));
  const data = new Float64Array(sizeOf(shape));
  const row = data.length / Math.max(outer, 1);
  let offset = 0;
  for (const part of parts) {
    if (part.shape.length !== shape.length || part.shape.some((length, i) => i !== at && length !== shape[i]))
      throw new ShapeError(`arrays of shape ${shapeText(first.shape)} and ${shapeText(part.shape)} can’t be joined`);
    const width = part.data.length / Math.max(outer, 1);
    for (let i = 0; i < outer; i++) data.set(part.data.subarray(i * width, (i + 1) * width), i * row + offset);
    offset += width;
  }
  return tensor(shape, data);
}

export function stack(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts;
  if (!first) throw new ShapeError('there is nothing to stack');
  const at = axisOf(axis, first.shape.length + 1);
  return concatenate(
    parts.map((part) => tensor([...part.shape.slice(0, at), 1, ...part.shape.slice(at)], part.data)),
    at,
  );
}
