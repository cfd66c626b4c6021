// The QR algorithm with Francis's double shift: a real Hessenberg matrix into blocks of one or two on the diagonal, and their eigenvalues.
import { StatisticError } from '../error';

export interface Eigenvalues {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

const epsilon = 2 ** -52;
/** LAPACK's limit is 30 per eigenvalue; with an unusual shift every tenth more are never needed in practice. */
const mostSteps = 60;

/**
 * In place. With `basis` the whole triangle is kept up to date and the transformation multiplied onto `basis` (row by row, n columns), so that
 * A = Z T Zᵀ; without it only what the eigenvalues need.
 */
export function schur(h: Float64Array, n: number, basis?: Float64Array): Eigenvalues {
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  const whole = basis !== undefined;
  let size = 0;
  for (const entry of h) size = Math.max(size, Math.abs(entry));
  const least = nothing * size;
  let last = n - 1;
  let steps = 0;
  while (last >= 0) {
    const first = deflated(h, n, last, least);
    if (first === last) {
      re[last] = h[last * n + last] as number;
      last--;
      steps = 0;
    } else if (first === last - 1) {
      splitPair(h, n, last, re, im, basis);
      last -= 2;
      steps = 0;
    } else {
      if (++steps > mostSteps)
        throw new StatisticError('the QR algorithm did not converge: the eigenvalues are not known');
      sweep(h, n, first, last, steps % 10 === 0, whole, basis);
    }
  }
  // The steps leave behind there what they have made zero.
  for (let i = 2; i < n; i++) h.fill(0, i * n, i * n + i - 1);
  return { re, im };
}

/** The first row of the block that ends with `last`, after setting the subdiagonal that separates it to zero. */
function deflated(h: Float64Array, n: number, last: number, least: number): number {
  let k = last;
  for (; k > 0; k--) {
    const below = Math.abs(h[k * n + k - 1] as number);
    if (below <= least) break;
    const upper = h[(k - 1) * n + k - 1] as number;
    const lower = h[k * n + k] as number;
    let size = Math.abs(upper) + Math.abs(lower);
    if (size === 0) {
      if (k > 1) size += Math.abs(h[(k - 1) * n + k - 2] as number);
      if (k < last) size += Math.abs(h[(k + 1) * n + k] as number);
    }
    if (below > epsilon * size) continue;
    // Ahues and Tisseur (1997): small beside its neighbours is not enough for graded matrices.
    const above = Math.abs(h[(k - 1) * n + k] as number);
    const apart = Math.abs(upper - lower);
    const most = Math.max(Math.abs(lower), apart);
    const small = Math.min(Math.abs(lower), apart);
    const total = most + Math.max(below, above);
    if (total === 0 || Math.min(below, above) * (Math.max(below, above) / total) <= epsilon * small * (most / total))
      break;
  }
  if (k > 0) h[k * n + k - 1] = 0;
  return k;
}

/** Of the largest entry: what is smaller would underflow when squared. A matrix of low rank leaves such remains of remains. */
const nothing = 1e-100;

/** A block of two: its eigenvalues, and where they are real a rotation that makes it triangular. */
export function splitPair(
  h: Float64Array,
  n: number,
  last: number,
  re: Float64Array,
  im: Float64Array,
  basis?: Float64Array,
): void {
  const at = (last - 1) * n + last - 1;
  const a = h[at] as number;
  const b = h[at + 1] as number;
  const c = h[at + n] as number;
  const d = h[at + n + 1] as number;
  const half = (a - d) / 2;
  const scale = Math.max(Math.abs(half), Math.abs(b), Math.abs(c));
  const discriminant = scale === 0 ? 0 : (half / scale) ** 2 + (b / scale) * (c / scale);
  const root = Math.sqrt(Math.abs(discriminant)) * scale;
  if (discriminant < 0) {
    re[last - 1] = re[last] = d + half;
    im[last - 1] = root;
    im[last] = -root;
    return;
  }
  const z = half >= 0 ? half + root : half - root;
  re[last - 1] = d + z;
  re[last] = z === 0 ? d : d - (b / z) * c;
  im[last - 1] = im[last] = 0;
  if (basis === undefined || c === 0) return;
  const length = Math.hypot(c, z);
  rotate(h, n, last - 1, z / length, c / length, basis);
  h[at + n] = 0;
  re[last - 1] = h[at] as number;
  re[last] = h[at + n + 1] as number;
}

/** The rotation with this cosine and sine of two neighbours, on rows, columns and basis. */
function rotate(h: Float64Array, n: number, first: number, cos: number, sin: number, basis: Float64Array): void {
  for (let j = first; j < n; j++) {
    const x = h[first * n + j] as number;
    const y = h[(first + 1) * n + j] as number;
    h[first * n + j] = cos * x + sin * y;
    h[(first + 1) * n + j] = cos * y - sin * x;
  }
  const turn = (a: Float64Array, rows: number): void => {
    for (let i = 0; i < rows; i++) {
      const x = a[i * n + first] as number;
      const y = a[i * n + first + 1] as number;
      a[i * n + first] = cos * x + sin * y;
      a[i * n + first + 1] = cos * y - sin * x;
    }
  };
  turn(h, first + 2);
  turn(basis, n);
}

/** One double-shifted step on rows `first` to `last`. */
function sweep(
  h: Float64Array,
  n: number,
  first: number,
  last: number,
  unusual: boolean,
  whole: boolean,
  basis?: Float64Array,
): void {
  const at = (i: number, j: number): number => h[i * n + j] as number;
  let x = at(last, last);
  let y = at(last - 1, last - 1);
  let w = at(last, last - 1) * at(last - 1, last);
  if (unusual) {
    // Breaks the cycles that the usual shift can run into, for example on a permutation.
    const size = Math.abs(at(last, last - 1)) + Math.abs(at(last - 1, last - 2));
    x = y = 0.75 * size + x;
    w = -0.4375 * size * size;
  }
  let p = 0;
  let q = 0;
  let r = 0;
  let m = last - 2;
  for (; m >= first; m--) {
    const z = at(m, m);
    const dx = x - z;
    const dy = y - z;
    p = (dx * dy - w) / at(m + 1, m) + at(m, m + 1);
    q = at(m + 1, m + 1) - z - dx - dy;
    r = at(m + 2, m + 1);
    const size = Math.abs(p) + Math.abs(q) + Math.abs(r);
    if (size > 0) {
      p /= size;
      q /= size;
      r /= size;
    }
    if (m === first) break;
    const beside = Math.abs(at(m - 1, m - 1)) + Math.abs(z) + Math.abs(at(m + 1, m + 1));
    if (Math.abs(at(m, m - 1)) * (Math.abs(q) + Math.abs(r)) < epsilon * Math.abs(p) * beside) break;
  }
  for (let i = m + 2; i <= last; i++) {
    h[i * n + i - 2] = 0;
    if (i > m + 2) h[i * n + i - 3] = 0;
  }
  const endColumn = whole ? n : last + 1;
  const startRow = whole ? 0 : first;
  for (let k = m; k < last; k++) {
    const three = k < last - 1;
    let size = 1;
    if (k !== m) {
      p = at(k, k - 1);
      q = at(k + 1, k - 1);
      r = three ? at(k + 2, k - 1) : 0;
      size = Math.abs(p) + Math.abs(q) + Math.abs(r);
      if (size === 0) break;
      p /= size;
      q /= size;
      r /= size;
    }
    const root = Math.sqrt(p * p + q * q + r * r);
    const s = p < 0 ? -root : root;
    if (s === 0) continue;
    if (k !== m) h[k * n + k - 1] = -s * size;
    else if (first !== m) h[k * n + k - 1] = -at(k, k - 1);
    p += s;
    const u = p / s;
    const v = q / s;
    const t = r / s;
    q /= p;
    r /= p;
    if (three) {
      reflectThreeRows(h, n, k, endColumn, q, r, u, v, t);
      reflectThreeColumns(h, n, k, startRow, Math.min(last, k + 3) + 1, q, r, u, v, t);
      if (basis !== undefined) reflectThreeColumns(basis, n, k, 0, n, q, r, u, v, t);
    } else {
      reflectTwoRows(h, n, k, endColumn, q, u, v);
      reflectTwoColumns(h, n, k, startRow, last + 1, q, u, v);
      if (basis !== undefined) reflectTwoColumns(basis, n, k, 0, n, q, u, v);
    }
  }
}

function reflectThreeRows(
  h: Float64Array,
  n: number,
  k: number,
  end: number,
  q: number,
  r: number,
  u: number,
  v: number,
  t: number,
): void {
  const a = k * n;
  const b = a + n;
  const c = b + n;
  for (let j = k; j < end; j++) {
    const y = h[b + j] as number;
    const z = h[c + j] as number;
    const p = (h[a + j] as number) + q * y + r * z;
    h[a + j] = (h[a + j] as number) - p * u;
    h[b + j] = y - p * v;
    h[c + j] = z - p * t;
  }
}

function reflectThreeColumns(
  h: Float64Array,
  n: number,
  k: number,
  start: number,
  end: number,
  q: number,
  r: number,
  u: number,
  v: number,
  t: number,
): void {
  for (let i = start * n + k; i < end * n; i += n) {
    const x = h[i] as number;
    const y = h[i + 1] as number;
    const z = h[i + 2] as number;
    const p = u * x + v * y + t * z;
    h[i] = x - p;
    h[i + 1] = y - p * q;
    h[i + 2] = z - p * r;
  }
}

function reflectTwoRows(h: Float64Array, n: number, k: number, end: number, q: number, u: number, v: number): void {
  const a = k * n;
  const b = a + n;
  for (let j = k; j < end; j++) {
    const y = h[b + j] as number;
    const p = (h[a + j] as number) + q * y;
    h[a + j] = (h[a + j] as number) - p * u;
    h[b + j] = y - p * v;
  }
}

function reflectTwoColumns(
  h: Float64Array,
  n: number,
  k: number,
  start: number,
  end: number,
  q: number,
  u: number,
  v: number,
): void {
  for (let i = start * n + k; i < end * n; i += n) {
    const x = h[i] as number;
    const y = h[i + 1] as number;
    const p = u * x + v * y;
    h[i] = x - p;
    h[i + 1] = y - p * q;
  }
}
