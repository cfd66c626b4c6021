// The largest eigenvalues of a large matrix by Stewart's Krylov–Schur method (2001): a restarted Arnoldi process, with residuals.
import { byModulus, type Eigenvalue, modulus } from '../eigenvalue';
import { type ComplexVector, eigenvector } from './eigenvector';
import { reduceToHessenberg } from './hessenberg';
import { type Operator } from './operators';
import { bringLargestForward } from './reorder';
import { schur } from './schur';

export interface KrylovOptions {
  /** How many eigenvalues must be settled; a conjugate pair counts as two. */
  readonly count?: number;
  /** A residual below this part of the largest eigenvalue settles it. */
  readonly tolerance?: number;
  readonly subspace?: number;
  /** Products with the matrix after which it is given up. */
  readonly mostProducts?: number;
  /** Asked at every restart. */
  readonly cancelled?: (() => boolean) | undefined;
}

export interface RitzValue extends Eigenvalue {
  /** The length of A x - λ x for its unit vector x: λ is exact for a matrix that differs from A by so much. */
  readonly residual: number;
}

export interface KrylovResult {
  /** The largest first: those that had to be settled, and the others as far as they are known. */
  readonly eigenvalues: readonly RitzValue[];
  /** The unit vector of one of them. */
  vectorOf(index: number): ComplexVector;
  readonly settled: boolean;
  readonly products: number;
}

const defaults = { count: 1, tolerance: 1e-8, subspace: 60, mostProducts: 3000 };

export function largestEigenvalues(operator: Operator, options: KrylovOptions = {}): KrylovResult {
  const n = operator.size;
  const { count, tolerance, subspace, mostProducts } = { ...defaults, ...options };
  const m = Math.min(n, Math.max(subspace, 2 * count + 20));
  const basis = Array.from({ length: m + 1 }, () => new Float64Array(n));
  const chance = generator();
  fillUnit(basis[0] as Float64Array, chance);
  let h: Float64Array = new Float64Array(m * m);
  let kept = 0;
  let products = 0;
  for (;;) {
    let beta = 0;
    for (let j = kept; j < m; j++) {
      const next = basis[j + 1] as Float64Array;
      operator.apply(basis[j] as Float64Array, next);
      products++;
      beta = orthogonalise(basis, j + 1, next, h, m, j);
      if (beta === 0 && j + 1 < m) startAnew(basis, j + 1, next, chance);
      if (j + 1 < m) h[(j + 1) * m + j] = beta;
    }
    // From here on h is the projected matrix in Hessenberg form, `turn` what has led there.
    const turn = identity(m);
    reduceToHessenberg(h, m, turn);
    const hessenberg = h.slice();
    const before = turn.slice();
    const { re, im } = schur(h, m, turn);
    const found = Array.from(re, (each, i) => ({ re: each, im: im[i] as number })).sort(byModulus);
    const size = modulus(found[0] as Eigenvalue);
    // The last row of the transformation tells how much of each vector leaks out of the subspace.
    const leak = (lambda: Eigenvalue): { residual: number; vector: ComplexVector } => {
      const vector = eigenvector(hessenberg, m, lambda);
      let x = 0;
      let y = 0;
      for (let i = 0; i < m; i++) {
        const part = before[(m - 1) * m + i] as number;
        x += part * (vector.re[i] as number);
        y += part * (vector.im[i] as number);
      }
      return { residual: Math.abs(beta) * Math.hypot(x, y), vector };
    };
    const residuals = [leak(found[0] as Eigenvalue).residual];
    const limit = tolerance * size;
    while (residuals.length < Math.min(count, m) && (residuals[residuals.length - 1] as number) <= limit)
      residuals.push(leak(found[residuals.length] as Eigenvalue).residual);
    const settled = (residuals[residuals.length - 1] as number) <= limit || m === n || size === 0;
    if (settled || products >= mostProducts || options.cancelled?.() === true) {
      const some = found.slice(0, Math.max(count, Math.ceil(m / 3)));
      const eigenvalues = some.map((each, i) => ({ ...each, residual: residuals[i] ?? leak(each).residual }));
      const vectorOf = (i: number): ComplexVector => lift(basis, before, m, leak(found[i] as Eigenvalue).vector);
      return { eigenvalues, vectorOf, settled, products };
    }
    kept = bringLargestForward(h, m, turn, Math.max(count + 4, Math.floor(m / 2)));
    h = restart(basis, h, turn, m, kept, beta);
  }
}

/** Keeps the leading Schur vectors and what they leak into: again a Krylov decomposition, of a better start. */
function restart(
  basis: Float64Array[],
  t: Float64Array,
  turn: Float64Array,
  m: number,
  kept: number,
  beta: number,
): Float64Array {
  const n = (basis[0] as Float64Array).length;
  const fresh = Array.from({ length: kept }, () => new Float64Array(n));
  for (let k = 0; k < kept; k++) {
    const to = fresh[k] as Float64Array;
    for (let j = 0; j < m; j++) add(to, basis[j] as Float64Array, turn[j * m + k] as number);
  }
  for (let k = 0; k < kept; k++) basis[k] = fresh[k] as Float64Array;
  const last = basis[m] as Float64Array;
  basis[m] = basis[kept] as Float64Array;
  basis[kept] = last;
  // The vectors that were let go of are written over.
  for (let k = kept + 1; k <= m; k++) basis[k] = new Float64Array(n);
  const h = new Float64Array(m * m);
  for (let i = 0; i < kept; i++) for (let j = 0; j < kept; j++) h[i * m + j] = t[i * m + j] as number;
  for (let j = 0; j < kept; j++) h[kept * m + j] = beta * (turn[(m - 1) * m + j] as number);
  return h;
}

/** Takes from `next` its parts along the first vectors, twice as one time leaves rounding errors behind; gives the length of what is left. */
function orthogonalise(
  basis: readonly Float64Array[],
  count: number,
  next: Float64Array,
  h: Float64Array,
  m: number,
  column: number,
): number {
  const before = Math.sqrt(dot(next, next));
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < count; i++) {
      const vector = basis[i] as Float64Array;
      const part = dot(vector, next);
      add(next, vector, -part);
      const at = i * m + column;
      h[at] = (round === 0 ? 0 : (h[at] as number)) + part;
    }
  }
  const length = Math.sqrt(dot(next, next));
  if (!(length > 1e-14 * before)) return 0;
  for (let i = 0; i < next.length; i++) next[i] = (next[i] as number) / length;
  return length;
}

/** The subspace is closed: a new direction may show more of the matrix. */
function startAnew(basis: readonly Float64Array[], count: number, next: Float64Array, chance: () => number): void {
  fillUnit(next, chance);
  const scratch = new Float64Array(count);
  if (orthogonalise(basis, count, next, scratch, 1, 0) === 0) next.fill(0);
}

function lift(basis: readonly Float64Array[], turn: Float64Array, m: number, vector: ComplexVector): ComplexVector {
  const n = (basis[0] as Float64Array).length;
  const result = { re: new Float64Array(n), im: new Float64Array(n) };
  for (let j = 0; j < m; j++) {
    let x = 0;
    let y = 0;
    for (let i = 0; i < m; i++) {
      x += (turn[j * m + i] as number) * (vector.re[i] as number);
      y += (turn[j * m + i] as number) * (vector.im[i] as number);
    }
    add(result.re, basis[j] as Float64Array, x);
    add(result.im, basis[j] as Float64Array, y);
  }
  return result;
}

function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  const end = a.length & ~3;
  for (let i = 0; i < end; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (let i = end; i < a.length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + (s2 + s3);
}

function add(to: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + factor * (vector[i] as number);
}

function identity(n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}

function fillUnit(vector: Float64Array, chance: () => number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = chance() - 0.5;
  const length = Math.sqrt(dot(vector, vector));
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
}

/** Mulberry32, always from the same seed: the same matrix gives the same answer. */
function generator(): () => number {
  let state = 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
