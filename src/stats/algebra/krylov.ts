// The largest eigenvalues of a large matrix by Stewart's Krylov–Schur method (2001): a restarted Arnoldi process, with residuals.
import { byModulus, type Eigenvalue, modulus } from '../eigenvalue';
import { type ComplexVector, conditionOf, eigenvector } from './eigenvector';
import { reduceToHessenberg } from './hessenberg';
import { type Operator } from './operators';
import { bringLargestForward } from './reorder';
import { schur } from './schur';
import { add, fillUnit, generator, normalise, orthogonalise } from './vectors';

export interface KrylovOptions {
  /** How many eigenvalues must be settled; a conjugate pair counts as two. */
  readonly count?: number;
  readonly subspace?: number;
  /** A direction that is thought to be near; one by chance is mixed into it. */
  readonly start?: Float64Array;
}

export interface RunOptions {
  /** A residual below this part of the largest eigenvalue settles it. */
  readonly tolerance?: number;
  /** Products with the matrix, from the first on, after which it is given up. */
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
  /** How much more than the projected matrix one of them may move. */
  conditionOf(index: number): number;
  readonly settled: boolean;
  readonly products: number;
}

const defaultSubspace = 50;
const defaultProducts = 3000;
const defaultTolerance = 1e-8;

export function largestEigenvalues(operator: Operator, options: KrylovOptions & RunOptions = {}): KrylovResult {
  return new KrylovProcess(operator, options).run(options);
}

/** The projected matrix of a full subspace. */
interface Projection {
  /** In Hessenberg form, and the transformation that has led there. */
  readonly hessenberg: Float64Array;
  readonly turn: Float64Array;
  /** In Schur form, likewise. */
  readonly triangle: Float64Array;
  readonly basis: Float64Array;
  readonly eigenvalues: readonly Eigenvalue[];
  /** The length of what leads out of the subspace. */
  readonly beta: number;
}

/** Can be run again with a lower tolerance, and goes on where it stood. */
export class KrylovProcess {
  private readonly m: number;
  private readonly count: number;
  private readonly basis: Float64Array[];
  private readonly chance = generator();
  private h: Float64Array;
  private kept = 0;
  private products = 0;
  private projection: Projection | null = null;

  constructor(
    private readonly operator: Operator,
    { count = 1, subspace = defaultSubspace, start }: KrylovOptions = {},
  ) {
    const { size } = operator;
    this.count = count;
    this.m = Math.min(size, Math.max(subspace, 2 * count + 20));
    this.basis = Array.from({ length: this.m + 1 }, () => new Float64Array(size));
    this.h = new Float64Array(this.m * this.m);
    const first = this.basis[0] as Float64Array;
    fillUnit(first, this.chance);
    if (start === undefined) return;
    add(first, start, 2);
    normalise(first);
  }

  run(options: RunOptions = {}): KrylovResult {
    const { tolerance = defaultTolerance, mostProducts = defaultProducts, cancelled } = options;
    for (;;) {
      const projection = (this.projection ??= this.fill());
      const { eigenvalues: found } = projection;
      const size = modulus(found[0] as Eigenvalue);
      const limit = tolerance * size;
      const wanted = Math.min(this.count, this.m);
      const residuals: number[] = [];
      do residuals.push(this.leak(projection, residuals.length).residual);
      while (residuals.length < wanted && (residuals.at(-1) as number) <= limit);
      const settled = (residuals.at(-1) as number) <= limit || this.m === this.operator.size || size === 0;
      if (settled || this.products >= mostProducts || cancelled?.() === true) {
        const some = found.slice(0, Math.max(wanted, Math.ceil(this.m / 3)));
        return {
          eigenvalues: some.map((each, i) => ({
            ...each,
            residual: residuals[i] ?? this.leak(projection, i).residual,
          })),
          vectorOf: (index) => this.lift(projection.turn, this.leak(projection, index).vector),
          conditionOf: (index) => conditionOf(projection.hessenberg, this.m, found[index] as Eigenvalue),
          settled,
          products: this.products,
        };
      }
      this.restart(projection);
    }
  }

  /** Fills the subspace up and projects the matrix onto it. */
  private fill(): Projection {
    const { m, basis, h } = this;
    let beta = 0;
    for (let j = this.kept; j < m; j++) {
      const next = basis[j + 1] as Float64Array;
      this.operator.apply(basis[j] as Float64Array, next);
      this.products++;
      beta = orthogonalise(basis, j + 1, next, h, m, j);
      if (j + 1 === m) break;
      if (beta === 0) this.startAnew(j + 1, next);
      h[(j + 1) * m + j] = beta;
    }
    const turn = identity(m);
    const triangle = h.slice();
    reduceToHessenberg(triangle, m, turn);
    const hessenberg = triangle.slice();
    const whole = turn.slice();
    const { re, im } = schur(triangle, m, whole);
    const eigenvalues = Array.from(re, (each, i) => ({ re: each, im: im[i] as number })).sort(byModulus);
    return { hessenberg, turn, triangle, basis: whole, eigenvalues, beta };
  }

  /** The last row of the transformation tells how much of a vector leads out of the subspace. */
  private leak(
    { hessenberg, turn, eigenvalues, beta }: Projection,
    index: number,
  ): { residual: number; vector: ComplexVector } {
    const { m } = this;
    const vector = eigenvector(hessenberg, m, eigenvalues[index] as Eigenvalue);
    let x = 0;
    let y = 0;
    for (let i = 0; i < m; i++) {
      const part = turn[(m - 1) * m + i] as number;
      x += part * (vector.re[i] as number);
      y += part * (vector.im[i] as number);
    }
    return { residual: Math.abs(beta) * Math.hypot(x, y), vector };
  }

  /** Keeps the leading Schur vectors and what they lead out to: again a Krylov decomposition, of a better start. */
  private restart({ triangle, basis: whole, beta }: Projection): void {
    const { m, basis } = this;
    const kept = bringLargestForward(triangle, m, whole, Math.max(this.count + 4, Math.floor(m / 2)));
    const fresh = Array.from({ length: kept }, () => new Float64Array(this.operator.size));
    fresh.forEach((to, k) => {
      for (let j = 0; j < m; j++) add(to, basis[j] as Float64Array, whole[j * m + k] as number);
    });
    const out = basis[m] as Float64Array;
    basis[m] = basis[kept] as Float64Array;
    basis[kept] = out;
    for (let k = 0; k < kept; k++) basis[k] = fresh[k] as Float64Array;
    const h = new Float64Array(m * m);
    for (let i = 0; i < kept; i++) for (let j = 0; j < kept; j++) h[i * m + j] = triangle[i * m + j] as number;
    for (let j = 0; j < kept; j++) h[kept * m + j] = beta * (whole[(m - 1) * m + j] as number);
    this.h = h;
    this.kept = kept;
    this.projection = null;
  }

  /** The subspace is closed: a new direction may show more of the matrix. */
  private startAnew(count: number, next: Float64Array): void {
    fillUnit(next, this.chance);
    if (orthogonalise(this.basis, count, next, new Float64Array(count), 1, 0) === 0) next.fill(0);
  }

  private lift(turn: Float64Array, vector: ComplexVector): ComplexVector {
    const { m, basis } = this;
    const { size } = this.operator;
    const result = { re: new Float64Array(size), im: new Float64Array(size) };
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
}

function identity(n: number): Float64Array {
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) result[i * n + i] = 1;
  return result;
}
