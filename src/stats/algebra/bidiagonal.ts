// Singular values by Golub and Kahan: a matrix to two diagonals by reflections, and these to one by the QR algorithm.
import { StatisticError } from '../error';
import { reflectColumns, reflection, reflectRows } from './reflections';

const epsilon = 2 ** -52;
const mostSteps = 75;
/** Of the largest entry: what is smaller would underflow when squared. A matrix of low rank leaves such remains of remains. */
const nothing = 1e-100;

/** In place, of at least as many rows as columns. Not sorted. */
export function singularValuesInPlace(a: Float64Array, rows: number, columns: number): Float64Array {
  const diagonal = new Float64Array(columns);
  const above = new Float64Array(columns);
  const down = new Float64Array(rows);
  const along = new Float64Array(columns);
  const sums = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    for (let i = k; i < rows; i++) down[i] = a[i * columns + k] as number;
    const left = reflection(down, k, rows);
    if (left !== null) reflectRows(a, rows, columns, down, left.half, k, k + 1, sums);
    diagonal[k] = left === null ? (a[k * columns + k] as number) : left.length;
    if (k + 1 >= columns) break;
    for (let j = k + 1; j < columns; j++) along[j] = a[k * columns + j] as number;
    const right = reflection(along, k + 1, columns);
    if (right !== null) reflectColumns(a, rows, columns, along, right.half, k + 1, k + 1);
    // Entry k stands right of the diagonal's entry k.
    above[k] = right === null ? (a[k * columns + k + 1] as number) : right.length;
  }
  return diagonalise(diagonal, above);
}

/** Of an upper bidiagonal matrix; both are used up. After LINPACK's `dsvdc` (Stewart). */
function diagonalise(s: Float64Array, e: Float64Array): Float64Array {
  const size = (i: number): number => Math.abs(s[i] as number);
  let most = 0;
  for (let i = 0; i < s.length; i++) most = Math.max(most, size(i), Math.abs(e[i] as number));
  const least = nothing * most;
  let last = s.length - 1;
  let steps = 0;
  while (last > 0) {
    let k = last - 1;
    for (; k >= 0; k--) {
      if (Math.abs(e[k] as number) > least + epsilon * (size(k) + size(k + 1))) continue;
      e[k] = 0;
      break;
    }
    if (k === last - 1) {
      last--;
      steps = 0;
      continue;
    }
    const first = k + 1;
    const around = (i: number): number =>
      (i < last ? Math.abs(e[i] as number) : 0) + (i > first ? Math.abs(e[i - 1] as number) : 0);
    let zero = -1;
    for (let i = last; i >= first; i--) {
      if (size(i) > least + epsilon * around(i)) continue;
      s[i] = 0;
      zero = i;
      break;
    }
    if (zero === last) chaseUp(s, e, first, last);
    else if (zero >= 0) chaseDown(s, e, zero, last);
    else {
      if (++steps > mostSteps) throw new StatisticError('the singular values did not converge');
      step(s, e, first, last);
    }
  }
  return s.map(Math.abs);
}

/** The last entry of the diagonal is zero: what is above it is rotated away. */
function chaseUp(s: Float64Array, e: Float64Array, first: number, last: number): void {
  let f = e[last - 1] as number;
  e[last - 1] = 0;
  for (let j = last - 1; j >= first; j--) {
    const length = Math.hypot(s[j] as number, f);
    const cos = (s[j] as number) / length;
    const sin = f / length;
    s[j] = length;
    if (j === first) break;
    f = -sin * (e[j - 1] as number);
    e[j - 1] = cos * (e[j - 1] as number);
  }
}

/** An entry of the diagonal is zero: what is right of it is rotated away. */
function chaseDown(s: Float64Array, e: Float64Array, zero: number, last: number): void {
  let f = e[zero] as number;
  e[zero] = 0;
  for (let j = zero + 1; j <= last; j++) {
    const length = Math.hypot(s[j] as number, f);
    const cos = length === 0 ? 1 : (s[j] as number) / length;
    const sin = length === 0 ? 0 : f / length;
    s[j] = length;
    if (j === last) break;
    f = -sin * (e[j] as number);
    e[j] = cos * (e[j] as number);
  }
}

/** One step of the shifted QR algorithm. */
function step(s: Float64Array, e: Float64Array, first: number, last: number): void {
  let scale = 0;
  for (const i of [last, last - 1, first]) scale = Math.max(scale, Math.abs(s[i] as number));
  for (const i of [last - 1, first]) scale = Math.max(scale, Math.abs(e[i] as number));
  const sp = (s[last] as number) / scale;
  const before = (s[last - 1] as number) / scale;
  const beside = (e[last - 1] as number) / scale;
  const sk = (s[first] as number) / scale;
  const ek = (e[first] as number) / scale;
  const b = ((before + sp) * (before - sp) + beside * beside) / 2;
  const c = (sp * beside) ** 2;
  let shift = 0;
  if (b !== 0 || c !== 0) {
    const root = Math.sqrt(b * b + c);
    shift = c / (b + (b < 0 ? -root : root));
  }
  let f = (sk + sp) * (sk - sp) + shift;
  let g = sk * ek;
  for (let j = first; j < last; j++) {
    let length = Math.hypot(f, g);
    let cos = f / length;
    let sin = g / length;
    if (length === 0) [cos, sin] = [1, 0];
    if (j !== first) e[j - 1] = length;
    f = cos * (s[j] as number) + sin * (e[j] as number);
    e[j] = cos * (e[j] as number) - sin * (s[j] as number);
    g = sin * (s[j + 1] as number);
    s[j + 1] = cos * (s[j + 1] as number);
    length = Math.hypot(f, g);
    [cos, sin] = length === 0 ? [1, 0] : [f / length, g / length];
    s[j] = length;
    f = cos * (e[j] as number) + sin * (s[j + 1] as number);
    s[j + 1] = -sin * (e[j] as number) + cos * (s[j + 1] as number);
    g = sin * (e[j + 1] as number);
    if (j + 1 < last) e[j + 1] = cos * (e[j + 1] as number);
  }
  e[last - 1] = f;
}
