// Changes the order of the eigenvalues in a real Schur form by swapping neighbouring blocks.
import { splitPair } from './schur';

/** Brings the blocks with the largest eigenvalues to the front until at least `count` rows stand there; gives how many do. */
export function bringLargestForward(t: Float64Array, n: number, basis: Float64Array, count: number): number {
  let done = 0;
  while (done < Math.min(count, n)) {
    let best = done;
    let most = -1;
    for (let at = done; at < n; at += blockSize(t, n, at)) {
      const size = blockModulus(t, n, at);
      if (size > most * (1 + 1e-12)) {
        most = size;
        best = at;
      }
    }
    for (let at = best; at > done;) {
      const size = blockSize(t, n, at);
      const before = at > 1 && (t[(at - 1) * n + at - 2] as number) !== 0 ? 2 : 1;
      if (!swap(t, n, basis, at - before, before, size)) break;
      at -= before;
    }
    done += blockSize(t, n, done);
  }
  return done;
}

export function blockSize(t: Float64Array, n: number, at: number): 1 | 2 {
  return at + 1 < n && t[(at + 1) * n + at] !== 0 ? 2 : 1;
}

export function blockModulus(t: Float64Array, n: number, at: number): number {
  const a = t[at * n + at] as number;
  if (blockSize(t, n, at) === 1) return Math.abs(a);
  const b = t[at * n + at + 1] as number;
  const c = t[(at + 1) * n + at] as number;
  const d = t[(at + 1) * n + at + 1] as number;
  return Math.sqrt(Math.abs(a * d - b * c));
}

/**
 * Swaps blocks of p and q rows (Bai and Demmel 1993): an orthogonal basis of the second's invariant subspace is put first. False, with nothing
 * changed, where the two are too much alike to be told apart.
 */
function swap(t: Float64Array, n: number, basis: Float64Array, at: number, p: number, q: number): boolean {
  const size = p + q;
  const entry = (i: number, j: number): number => t[(at + i) * n + at + j] as number;
  // A11 X - X A22 = A12, its unknowns column by column.
  const system: number[][] = [];
  for (let j = 0; j < q; j++) {
    for (let i = 0; i < p; i++) {
      const row = new Array<number>(p * q + 1).fill(0);
      for (let k = 0; k < p; k++) row[j * p + k] = (row[j * p + k] as number) + entry(i, k);
      for (let k = 0; k < q; k++) row[k * p + i] = (row[k * p + i] as number) - entry(p + k, p + j);
      row[p * q] = entry(i, p + j);
      system.push(row);
    }
  }
  const x = solve(system);
  if (x === null) return false;
  // The columns of [-X; I] span the subspace: reflections that make them triangular are the change of basis.
  const columns = Array.from({ length: q }, (_, j) =>
    Array.from({ length: size }, (_unused, i) => (i < p ? -(x[j * p + i] as number) : i - p === j ? 1 : 0)),
  );
  const reflections: number[][] = [];
  for (let j = 0; j < q; j++) {
    const v = (columns[j] as number[]).map((value, i) => (i < j ? 0 : value));
    const length = Math.hypot(...v);
    v[j] = (v[j] as number) + ((v[j] as number) >= 0 ? length : -length);
    const norm = Math.hypot(...v);
    const unit = v.map((value) => value / norm);
    reflections.push(unit);
    for (const column of columns) {
      const along = 2 * column.reduce((sum, value, i) => sum + value * (unit[i] as number), 0);
      for (let i = 0; i < size; i++) column[i] = (column[i] as number) - along * (unit[i] as number);
    }
  }
  const before = blockSum(t, n, at, size);
  for (const unit of reflections) mirror(t, n, basis, at, unit);
  let left = 0;
  for (let i = q; i < size; i++) for (let j = 0; j < q; j++) left += Math.abs(entry(i, j));
  if (left > mostLeft * before) {
    // A reflection undoes itself.
    for (const unit of reflections.reverse()) mirror(t, n, basis, at, unit);
    for (let i = p; i < size; i++) for (let j = 0; j < p; j++) t[(at + i) * n + at + j] = 0;
    return false;
  }
  for (let i = q; i < size; i++) for (let j = 0; j < q; j++) t[(at + i) * n + at + j] = 0;
  // A pair that rounding has made real is split, so that a subdiagonal always means a complex pair.
  const none = new Float64Array(n);
  if (q === 2) splitPair(t, n, at + 1, none, none, basis);
  if (p === 2) splitPair(t, n, at + size - 1, none, none, basis);
  return true;
}

/** What a swap may leave below the blocks, of the sum of their sizes. */
const mostLeft = 1e-13;

function blockSum(t: Float64Array, n: number, at: number, size: number): number {
  let sum = 0;
  for (let i = at; i < at + size; i++) for (let j = at; j < at + size; j++) sum += Math.abs(t[i * n + j] as number);
  return sum;
}

function mirror(t: Float64Array, n: number, basis: Float64Array, at: number, unit: readonly number[]): void {
  for (let j = at; j < n; j++) reflect(t, at * n + j, n, unit);
  for (let i = 0; i < at + unit.length; i++) reflect(t, i * n + at, 1, unit);
  for (let i = 0; i < n; i++) reflect(basis, i * n + at, 1, unit);
}

function reflect(a: Float64Array, start: number, step: number, unit: readonly number[]): void {
  let along = 0;
  for (let i = 0; i < unit.length; i++) along += (a[start + i * step] as number) * (unit[i] as number);
  along *= 2;
  for (let i = 0; i < unit.length; i++)
    a[start + i * step] = (a[start + i * step] as number) - along * (unit[i] as number);
}

/** Gauss's elimination of a few equations, the right side in the last column; null where they do not settle it. */
function solve(rows: number[][]): number[] | null {
  const n = rows.length;
  const size = Math.max(...rows.flatMap((row) => row.slice(0, n).map(Math.abs)));
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs((rows[i] as number[])[k] as number) > Math.abs((rows[pivot] as number[])[k] as number)) pivot = i;
    const top = rows[pivot] as number[];
    rows[pivot] = rows[k] as number[];
    rows[k] = top;
    if (!(Math.abs(top[k] as number) > 1e-14 * size)) return null;
    for (let i = k + 1; i < n; i++) {
      const row = rows[i] as number[];
      const factor = (row[k] as number) / (top[k] as number);
      for (let j = k; j <= n; j++) row[j] = (row[j] as number) - factor * (top[j] as number);
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const row = rows[i] as number[];
    let sum = row[n] as number;
    for (let j = i + 1; j < n; j++) sum -= (row[j] as number) * (x[j] as number);
    x[i] = sum / (row[i] as number);
  }
  return x;
}
