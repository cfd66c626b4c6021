// The spectral radius of a connectivity matrix, never as a bare number: with the interval it lies in and the residual that says so.
import { balance } from './algebra/balance';
import { density, scaled, scaledSparse, sparseBlock, toDense, toSparse } from './algebra/blocks';
import { components, isOneComponent } from './algebra/components';
import { leastNorm, leastNormOfDense } from './algebra/norms';
import { dense, denseTransposed, sparse, sparseTransposed, type SparseMatrix } from './algebra/operators';
import { type RadiusOptions, radiusByKrylov, radiusByQr, type SpectralRadius, type TwoWays } from './algebra/radius';
import { type Matrix } from './arrays';
import { StatisticError } from './error';
import { singleProducts } from './kernels/products';

export { type RadiusOptions, type SpectralRadius } from './algebra/radius';

/** Up to so many neurons all eigenvalues are found as quickly as the largest ones. */
const mostByQr = 128;
/** Where the largest ones can't be told, all are found if that takes no longer than a few seconds. */
const mostByQrAtLast = 600;
/** With fewer entries than this part of all, only they are visited. */
const sparseBelow = 0.15;

/** Throws a StatisticError for a matrix that has none: not square, empty, or with entries that are not finite. */
export function spectralRadius(matrix: Matrix | SparseMatrix, options: RadiusOptions = {}): SpectralRadius {
  const { found, scale } = 'rows' in matrix ? ofDense(matrix, options) : ofSparse(matrix, options);
  const { value, low, high, residual, eigenvalue } = found;
  const [re, im] = [eigenvalue.re * scale, eigenvalue.im * scale];
  return {
    ...found,
    value: value * scale,
    low: low * scale,
    high: high * scale,
    residual: residual * scale,
    eigenvalue: { re, im },
  };
}

interface Scaled {
  readonly found: SpectralRadius;
  readonly scale: number;
}

function ofDense(matrix: Matrix, options: RadiusOptions): Scaled {
  const { values, scale } = scaled(matrix);
  const size = matrix.rows;
  const isWhole = size > 1 && density(values) >= sparseBelow && isOneComponent(values, size);
  return {
    found: isWhole ? radiusOfDense(values, size, options) : radiusOfParts(toSparse(values, size), options),
    scale,
  };
}

function ofSparse(given: SparseMatrix, options: RadiusOptions): Scaled {
  const { matrix, scale } = scaledSparse(given);
  return { found: radiusOfParts(matrix, options), scale };
}

/** Each strongly connected part by itself: the eigenvalues are theirs together. */
function radiusOfParts(links: SparseMatrix, options: RadiusOptions): SpectralRadius {
  let best: SpectralRadius | null = null;
  for (const members of components(links)) {
    const size = members.length;
    const block = sparseBlock(links, members);
    const isSparse = size > mostByQr && block.values.length < sparseBelow * size * size;
    const found =
      block.values.length === size || size === 1
        ? cycle(block)
        : isSparse
          ? radiusOfSparse(block, options)
          : radiusOfDense(toDense(block), size, options);
    best = best === null ? found : larger(best, found);
  }
  if (best === null) throw new StatisticError('an empty matrix has no spectral radius');
  return best;
}

/** Of a matrix that is one strongly connected part, and is used up. */
function radiusOfDense(block: Float64Array, size: number, options: RadiusOptions): SpectralRadius {
  balance(block, size);
  if (size <= mostByQr) return radiusByQr(block, size, options);
  const exact = { forward: dense(block, size), backward: denseTransposed(block, size) };
  const found = radiusByKrylov(exact, single(block, size), leastNormOfDense(block, size), options);
  return isFinal(found, size, options) ? found : radiusByQr(block, size, options);
}

function radiusOfSparse(block: SparseMatrix, options: RadiusOptions): SpectralRadius {
  const exact = { forward: sparse(block), backward: sparseTransposed(block) };
  const found = radiusByKrylov(exact, null, leastNorm(block), options);
  if (isFinal(found, block.size, options)) return found;
  const full = toDense(block);
  balance(full, block.size);
  return radiusByQr(full, block.size, options);
}

function isFinal({ settled }: SpectralRadius, size: number, { cancelled }: RadiusOptions): boolean {
  return settled || size > mostByQrAtLast || cancelled?.() === true;
}

function single(block: Float64Array, size: number): TwoWays | null {
  const products = singleProducts(block, size);
  if (products === null) return null;
  const { forward, backward } = products;
  return { forward: { size, apply: forward }, backward: { size, apply: backward } };
}

/** As many links as neurons, in one component, are one ring: its eigenvalues are the roots of the product of its weights. */
function cycle({ size, values }: SparseMatrix): SpectralRadius {
  let logarithms = 0;
  let sign = 1;
  for (const value of values) {
    logarithms += Math.log(Math.abs(value));
    if (value < 0) sign = -sign;
  }
  const [only = 0] = values;
  const value = size === 1 ? Math.abs(only) : Math.exp(logarithms / size);
  // The root next to the real axis, on its positive side unless one neuron feeds back on itself.
  const angle = sign > 0 ? 0 : Math.PI / size;
  const eigenvalue = size === 1 ? { re: only, im: 0 } : { re: value * Math.cos(angle), im: value * Math.sin(angle) };
  return { value, low: value, high: value, eigenvalue, residual: 0, condition: 1, method: 'exact', settled: true };
}

/** The radius of two parts together: no smaller than either may be. */
function larger(a: SpectralRadius, b: SpectralRadius): SpectralRadius {
  const [most, other] = a.value >= b.value ? [a, b] : [b, a];
  const low = Math.max(most.low, other.low);
  const high = Math.max(most.high, other.high);
  return { ...most, low, high, settled: most.settled && (other.settled || other.high <= most.low) };
}
