// Matrices as what they do to a vector: dense or sparse, as they are or transposed.
import { type Numbers } from '../arrays';

export interface Operator {
  readonly size: number;
  /** Writes the product with `x` into `y`. */
  apply(x: Float64Array, y: Float64Array): void;
}

/** Only the entries that are not zero, row by row. */
export interface SparseMatrix {
  readonly size: number;
  /** The entries of row `i` are at `offsets[i] … offsets[i + 1] - 1`. */
  readonly offsets: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Numbers;
}

export function dense(a: Float64Array, size: number): Operator {
  return { size, apply: (x, y) => multiply(a, size, x, y) };
}

export function denseTransposed(a: Float64Array, size: number): Operator {
  return { size, apply: (x, y) => multiplyTransposed(a, size, x, y) };
}

/** Two rows at a time and four sums apart, so that the processor need not wait for one addition before the next. */
function multiply(a: Float64Array, n: number, x: Float64Array, y: Float64Array): void {
  const even = n & ~1;
  for (let i = 0; i < even; i += 2) {
    const p = i * n;
    const q = p + n;
    let s0 = 0;
    let s1 = 0;
    let t0 = 0;
    let t1 = 0;
    let j = 0;
    for (; j < even; j += 2) {
      const u = x[j] as number;
      const v = x[j + 1] as number;
      s0 += (a[p + j] as number) * u;
      s1 += (a[p + j + 1] as number) * v;
      t0 += (a[q + j] as number) * u;
      t1 += (a[q + j + 1] as number) * v;
    }
    if (j < n) {
      s0 += (a[p + j] as number) * (x[j] as number);
      t0 += (a[q + j] as number) * (x[j] as number);
    }
    y[i] = s0 + s1;
    y[i + 1] = t0 + t1;
  }
  if (even === n) return;
  let sum = 0;
  for (let j = 0; j < n; j++) sum += (a[even * n + j] as number) * (x[j] as number);
  y[even] = sum;
}

/** Four rows at a time, each added in the order in which it lies in memory. */
function multiplyTransposed(a: Float64Array, n: number, x: Float64Array, y: Float64Array): void {
  y.fill(0);
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const p = i * n;
    const q = p + n;
    const r = q + n;
    const s = r + n;
    const xp = x[i] as number;
    const xq = x[i + 1] as number;
    const xr = x[i + 2] as number;
    const xs = x[i + 3] as number;
    for (let j = 0; j < n; j++)
      y[j] =
        (y[j] as number) +
        ((a[p + j] as number) * xp + (a[q + j] as number) * xq) +
        ((a[r + j] as number) * xr + (a[s + j] as number) * xs);
  }
  for (; i < n; i++) {
    const factor = x[i] as number;
    for (let j = 0; j < n; j++) y[j] = (y[j] as number) + (a[i * n + j] as number) * factor;
  }
}

export function sparse({ size, offsets, columns, values }: SparseMatrix): Operator {
  return {
    size,
    apply(x, y) {
      for (let i = 0; i < size; i++) {
        let sum = 0;
        for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++)
          sum += (values[k] as number) * (x[columns[k] as number] as number);
        y[i] = sum;
      }
    },
  };
}

export function sparseTransposed({ size, offsets, columns, values }: SparseMatrix): Operator {
  return {
    size,
    apply(x, y) {
      y.fill(0);
      for (let i = 0; i < size; i++) {
        const factor = x[i] as number;
        if (factor === 0) continue;
        for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
          const j = columns[k] as number;
          y[j] = (y[j] as number) + (values[k] as number) * factor;
        }
      }
    },
  };
}
