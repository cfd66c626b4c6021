// Eigenvectors of a Hessenberg matrix for a known eigenvalue, by inverse iteration, and how sensitive the eigenvalue is.
import { type Eigenvalue } from '../eigenvalue';

const epsilon = 2 ** -52;

export interface ComplexVector {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Of unit length. */
export function eigenvector(h: Float64Array, n: number, { re, im }: Eigenvalue): ComplexVector {
  // H - λ, its upper triangle row by row with real and imaginary parts side by side, and what eliminates the subdiagonal.
  const upper = new Float64Array(2 * n * n);
  let size = 0;
  for (let i = 0; i < n; i++) {
    for (let j = Math.max(0, i - 1); j < n; j++) {
      const value = h[i * n + j] as number;
      upper[2 * (i * n + j)] = i === j ? value - re : value;
      size = Math.max(size, Math.abs(value));
    }
    upper[2 * (i * n + i) + 1] = -im;
  }
  const least = epsilon * (size || 1);
  for (let k = 0; k + 1 < n; k++) eliminate(upper, n, k, least);
  const x = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) x[2 * i] = 1;
  // The rows' exchanges are left out on the first way, as any start will do; the second way needs the true right side.
  substitute(upper, n, x, least);
  return normalised(x, n);
}

/** Row k + 1 is freed of its first entry by row k, after putting the larger of the two on top. */
function eliminate(a: Float64Array, n: number, k: number, least: number): void {
  const top = 2 * (k * n + k);
  const low = top + 2 * n;
  const sizeOf = (at: number): number => Math.abs(a[at] as number) + Math.abs(a[at + 1] as number);
  if (sizeOf(low) > sizeOf(top)) {
    for (let j = 0; j < 2 * (n - k); j++) {
      const held = a[top + j] as number;
      a[top + j] = a[low + j] as number;
      a[low + j] = held;
    }
  }
  if (sizeOf(top) < least) a[top] = least;
  if (sizeOf(low) === 0) return;
  const [re, im] = divide(a[low] as number, a[low + 1] as number, a[top] as number, a[top + 1] as number);
  for (let j = 0; j < 2 * (n - k); j += 2) {
    const x = a[top + j] as number;
    const y = a[top + j + 1] as number;
    a[low + j] = (a[low + j] as number) - (re * x - im * y);
    a[low + j + 1] = (a[low + j + 1] as number) - (re * y + im * x);
  }
}

/** Solves with the upper triangle, and scales down before anything overflows. */
function substitute(a: Float64Array, n: number, x: Float64Array, least: number): void {
  for (let i = n - 1; i >= 0; i--) {
    let re = x[2 * i] as number;
    let im = x[2 * i + 1] as number;
    for (let j = i + 1; j < n; j++) {
      const at = 2 * (i * n + j);
      const p = a[at] as number;
      const q = a[at + 1] as number;
      re -= p * (x[2 * j] as number) - q * (x[2 * j + 1] as number);
      im -= p * (x[2 * j + 1] as number) + q * (x[2 * j] as number);
    }
    const at = 2 * (i * n + i);
    const diagonal = Math.hypot(a[at] as number, a[at + 1] as number);
    const [p, q] = diagonal < least ? [least, 0] : [a[at] as number, a[at + 1] as number];
    [x[2 * i], x[2 * i + 1]] = divide(re, im, p, q);
    const size = Math.hypot(x[2 * i] as number, x[2 * i + 1] as number);
    if (size > 1e100) for (let j = 0; j < x.length; j++) x[j] = (x[j] as number) / size;
  }
}

function divide(a: number, b: number, c: number, d: number): [re: number, im: number] {
  if (Math.abs(c) >= Math.abs(d)) {
    const ratio = d / c;
    const by = c + d * ratio;
    return [(a + b * ratio) / by, (b - a * ratio) / by];
  }
  const ratio = c / d;
  const by = c * ratio + d;
  return [(a * ratio + b) / by, (b * ratio - a) / by];
}

function normalised(x: Float64Array, n: number): ComplexVector {
  const most = x.reduce((so, value) => Math.max(so, Math.abs(value)), 0) || 1;
  let squares = 0;
  for (const value of x) squares += (value / most) ** 2;
  const length = most * Math.sqrt(squares);
  const re = Float64Array.from({ length: n }, (_, i) => (x[2 * i] as number) / length);
  const im = Float64Array.from({ length: n }, (_, i) => (x[2 * i + 1] as number) / length);
  return { re, im };
}

/**
 * How much more than the matrix an eigenvalue may move: one over the cosine between its left and right eigenvectors. The left one is the
 * right one of the matrix transposed and turned round, which is Hessenberg again.
 */
export function conditionOf(h: Float64Array, n: number, eigenvalue: Eigenvalue): number {
  const right = eigenvector(h, n, eigenvalue);
  const turned = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) turned[i * n + j] = h[(n - 1 - j) * n + (n - 1 - i)] as number;
  const left = eigenvector(turned, n, eigenvalue);
  let re = 0;
  let im = 0;
  for (let i = 0; i < n; i++) {
    const p = left.re[n - 1 - i] as number;
    const q = left.im[n - 1 - i] as number;
    re += p * (right.re[i] as number) - q * (right.im[i] as number);
    im += p * (right.im[i] as number) + q * (right.re[i] as number);
  }
  return 1 / Math.max(epsilon, Math.hypot(re, im));
}
