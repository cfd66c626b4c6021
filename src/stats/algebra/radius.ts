// The largest modulus among the eigenvalues of one strongly connected block, with the interval that it lies in.
import { byModulus, type Eigenvalue, modulus } from '../eigenvalue';
import { conditionOf } from './eigenvector';
import { reduceToHessenberg } from './hessenberg';
import { type KrylovResult, largestEigenvalues } from './krylov';
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
  /** `exact`: no loop runs through several neurons, and the diagonal says it. `qr`: by all eigenvalues. `krylov`: by the largest ones. */
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

export function radiusByQr(block: Float64Array, size: number): SpectralRadius {
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
  return { value, low, high, eigenvalue, residual, condition, method: 'qr', settled: high - low <= 2e-3 * value };
}

/** Residuals are asked to be so much smaller than the interval: what most random networks need, where an eigenvalue moves up to thirty times as far. */
const expectedCondition = 30;
const mostRounds = 3;

/**
 * By the largest eigenvalues of the matrix and of its transpose; `bound` is a norm, which no eigenvalue exceeds. The second run tells how sensitive the first one's result is, and is a second
 * witness: it begins elsewhere and must find the same.
 */
export function radiusByKrylov(
  forward: Operator,
  backward: Operator,
  bound: number,
  { tolerance = 1e-3, mostProducts = 3000, cancelled }: RadiusOptions,
): SpectralRadius {
  const run = (operator: Operator, within: number): KrylovResult =>
    largestEigenvalues(operator, { tolerance: within, mostProducts, cancelled });
  const left = run(backward, Math.min(0.01, 10 * tolerance));
  let result: SpectralRadius | null = null;
  let within = tolerance / expectedCondition;
  for (let round = 0; round < mostRounds; round++) {
    const right = run(forward, within);
    result = judge(right, left, bound, tolerance);
    if (result.settled || !right.settled || result.condition === null || cancelled?.() === true) break;
    within = Math.max(1e-13, (0.3 * tolerance) / result.condition);
  }
  return result as SpectralRadius;
}

function judge(right: KrylovResult, left: KrylovResult, bound: number, tolerance: number): SpectralRadius {
  const best = right.eigenvalues[0] as Eigenvalue & { residual: number };
  const value = modulus(best);
  const { residual } = best;
  const match = nearest(left, best);
  const rival = left.eigenvalues[0] as Eigenvalue & { residual: number };
  const known = { value, eigenvalue: { re: best.re, im: best.im }, residual, method: 'krylov' as const };
  const partner = left.eigenvalues[match] as Eigenvalue & { residual: number };
  const apart = Math.hypot(partner.re - best.re, partner.im - best.im);
  const x = right.vectorOf(0);
  const y = left.vectorOf(match);
  let re = 0;
  let im = 0;
  for (let i = 0; i < x.re.length; i++) {
    re += (x.re[i] as number) * (y.re[i] as number) - (x.im[i] as number) * (y.im[i] as number);
    im += (x.re[i] as number) * (y.im[i] as number) + (x.im[i] as number) * (y.re[i] as number);
  }
  const condition = 1 / Math.max(epsilon, Math.hypot(re, im));
  const rounding = roundings * epsilon * bound;
  const margin = condition * Math.max(residual, rounding);
  const agrees = apart <= condition * Math.max(partner.residual, rounding) + margin;
  // The other way has found a larger one, beyond what both may be off.
  const missed = modulus(rival) - condition * rival.residual > value + margin;
  if (!right.settled || !agrees || missed) {
    const high = Math.max(value, bound);
    return { ...known, low: 0, high, condition: null, settled: false };
  }
  const low = Math.max(0, value - margin);
  const high = Math.max(value, Math.min(bound, value + margin));
  return { ...known, low, high, condition, settled: margin <= tolerance * value || value === 0 };
}

function nearest({ eigenvalues }: KrylovResult, to: Eigenvalue): number {
  const distances = eigenvalues.map(({ re, im }) => Math.hypot(re - to.re, im - to.im));
  return distances.indexOf(Math.min(...distances));
}
