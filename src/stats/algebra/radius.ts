// The largest modulus among the eigenvalues of one strongly connected block, with the interval that it lies in.
import { byModulus, type Eigenvalue, modulus } from '../eigenvalue';
import { type ComplexVector, conditionOf } from './eigenvector';
import { reduceToHessenberg } from './hessenberg';
import { KrylovProcess, type KrylovResult, type RitzValue } from './krylov';
import { frobenius } from './norms';
import { type Operator } from './operators';
import { schur } from './schur';

export interface SpectralRadius {
  readonly value: number;
  /** The interval that the true value lies in, by the residual and by how sensitive this eigenvalue is. */
  readonly low: number;
  readonly high: number;
  readonly eigenvalue: Eigenvalue;
  /** The length of A x - λ x for a unit vector x. */
  readonly residual: number;
  /** How much more than the matrix the eigenvalue may move (1 for a symmetric matrix); null where it is not known. */
  readonly condition: number | null;
  /** `exact`: there are no loops but single rings, whose weights say it. `qr`: by all eigenvalues. `krylov`: by the largest ones. */
  readonly method: 'exact' | 'qr' | 'krylov';
  /** Whether the interval is as narrow as was asked for. */
  readonly settled: boolean;
}

export interface RadiusOptions {
  /** Half the interval's width over the value, that is asked for. */
  readonly tolerance?: number;
  readonly mostProducts?: number;
  readonly cancelled?: () => boolean;
}

const epsilon = 2 ** -52;
/** What rounding does to the QR algorithm's matrix, in units of epsilon times its size: seldom more than a few. */
const roundings = 10;
/** Eigenvalues so near to the largest one are looked at too: a defective one comes as a ring of several. */
const ring = 0.05;
const mostOfRing = 8;
const defaultTolerance = 1e-3;

export function radiusByQr(
  block: Float64Array,
  size: number,
  { tolerance = defaultTolerance }: RadiusOptions,
): SpectralRadius {
  reduceToHessenberg(block, size);
  const hessenberg = block.slice();
  const { re, im } = schur(block, size);
  const found = Array.from(re, (each, i) => ({ re: each, im: im[i] as number })).sort(byModulus);
  const eigenvalue = found[0] as Eigenvalue;
  const value = modulus(eigenvalue);
  const residual = roundings * epsilon * frobenius(hessenberg);
  const outer = found.filter((each) => each.im >= 0 && modulus(each) >= (1 - ring) * value).slice(0, mostOfRing);
  let low = 0;
  let high = 0;
  let condition = 1;
  outer.forEach((each, i) => {
    const sensitivity = conditionOf(hessenberg, size, each);
    if (i === 0) condition = sensitivity;
    low = Math.max(low, modulus(each) - sensitivity * residual);
    high = Math.max(high, modulus(each) + sensitivity * residual);
  });
  const settled = high - low <= 2 * tolerance * value;
  return { value, low, high, eigenvalue, residual, condition, method: 'qr', settled };
}

/** A matrix and its transpose, as what they do to a vector. */
export interface TwoWays {
  readonly forward: Operator;
  readonly backward: Operator;
}

/** A first guess of how much more than the matrix the eigenvalue may move: in most random networks it is up to ten times. */
const expectedCondition = 4;
const mostRounds = 3;
/** Above this a residual says little, however small: in a matrix so far from normal the search finds what only its neighbours have. */
const mostTrusted = 1e4;
/** Products in single precision are off by up to so much of a norm: no use for narrower intervals. */
const singleTolerance = 1e-4;

/**
 * By the largest eigenvalues of the matrix and of its transpose. The second run tells how sensitive the first one's result is, and is a second
 * witness, which must find the same. Residuals are always taken with `exact`; `quick` is a rounded copy to search with, where there is one.
 * `bound` is a norm, which no eigenvalue exceeds.
 */
export function radiusByKrylov(
  exact: TwoWays,
  quick: TwoWays | null,
  bound: number,
  options: RadiusOptions,
): SpectralRadius {
  const { tolerance = defaultTolerance } = options;
  const rounded = quick !== null && tolerance >= singleTolerance ? search(exact, quick, bound, options) : null;
  if (rounded !== null && (rounded.settled || isBeyondTrust(rounded))) return rounded;
  return search(exact, exact, bound, options);
}

function search(exact: TwoWays, used: TwoWays, bound: number, options: RadiusOptions): SpectralRadius {
  const { tolerance = defaultTolerance, mostProducts, cancelled } = options;
  const limits = { ...(mostProducts === undefined ? {} : { mostProducts }), cancelled };
  const forth = new KrylovProcess(used.forward);
  let within = tolerance / expectedCondition;
  let right = forth.run({ ...limits, tolerance: within });
  const seed = right.vectorOf(0);
  const back = new KrylovProcess(used.backward, { start: seed.re.map((each, i) => each + (seed.im[i] as number)) });
  const left = back.run({ ...limits, tolerance: Math.min(0.01, 10 * tolerance) });
  let result = judge(exact, right, left, bound, tolerance);
  for (let round = 1; round < mostRounds; round++) {
    if (result.settled || !right.settled || cancelled?.() === true) break;
    if (result.condition === null || isBeyondTrust(result)) break;
    within = Math.max(1e-13, (0.3 * tolerance) / result.condition);
    right = forth.run({ ...limits, tolerance: within });
    result = judge(exact, right, left, bound, tolerance);
  }
  return result;
}

const isBeyondTrust = ({ condition }: SpectralRadius): boolean => condition !== null && condition > mostTrusted;

function judge(
  { forward }: TwoWays,
  right: KrylovResult,
  left: KrylovResult,
  bound: number,
  tolerance: number,
): SpectralRadius {
  const best = right.eigenvalues[0] as RitzValue;
  const value = modulus(best);
  const match = nearest(left, best);
  const partner = left.eigenvalues[match] as RitzValue;
  const rival = left.eigenvalues[0] as RitzValue;
  const vector = right.vectorOf(0);
  // Where a matrix is far from normal, vectors that are not exact yet hide how sensitive it is; its projections show that too.
  const condition = Math.max(
    1 / Math.max(epsilon, overlap(vector, left.vectorOf(match))),
    right.conditionOf(0),
    left.conditionOf(match),
  );
  const residual = residualOf(forward, vector, best);
  const rounding = roundings * epsilon * bound;
  const margin = condition * Math.max(residual, rounding);
  const known = { value, eigenvalue: { re: best.re, im: best.im }, residual, method: 'krylov' as const };
  const apart = Math.hypot(partner.re - best.re, partner.im - best.im);
  const agrees = apart <= condition * Math.max(partner.residual, rounding) + margin;
  // The other way has found a larger one, beyond what both may be off.
  const missed = modulus(rival) - condition * rival.residual > value + margin;
  if (!right.settled || !agrees || missed)
    return { ...known, low: 0, high: Math.max(value, bound), condition: null, settled: false };
  if (condition > mostTrusted) return { ...known, low: 0, high: Math.max(value, bound), condition, settled: false };
  const low = Math.max(0, value - margin);
  const high = Math.max(value, Math.min(bound, value + margin));
  return { ...known, low, high, condition, settled: margin <= tolerance * value || value === 0 };
}

function nearest({ eigenvalues }: KrylovResult, to: Eigenvalue): number {
  const distances = eigenvalues.map(({ re, im }) => Math.hypot(re - to.re, im - to.im));
  return distances.indexOf(Math.min(...distances));
}

/** The size of the sum of products, without conjugating: a left vector comes as one of the transpose. */
function overlap(x: ComplexVector, y: ComplexVector): number {
  let re = 0;
  let im = 0;
  for (let i = 0; i < x.re.length; i++) {
    re += (x.re[i] as number) * (y.re[i] as number) - (x.im[i] as number) * (y.im[i] as number);
    im += (x.re[i] as number) * (y.im[i] as number) + (x.im[i] as number) * (y.re[i] as number);
  }
  return Math.hypot(re, im);
}

function residualOf(operator: Operator, { re: x, im: y }: ComplexVector, { re, im }: Eigenvalue): number {
  const ax = new Float64Array(x.length);
  const ay = new Float64Array(x.length);
  operator.apply(x, ax);
  operator.apply(y, ay);
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    const u = x[i] as number;
    const v = y[i] as number;
    squares += ((ax[i] as number) - re * u + im * v) ** 2 + ((ay[i] as number) - re * v - im * u) ** 2;
  }
  return Math.sqrt(squares);
}
