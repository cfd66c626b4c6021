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
      size === 1
        ? diagonal(block)
        : isSparse
          ? radiusByKrylov(
              { forward: sparse(block), backward: sparseTransposed(block) },
              null,
              leastNorm(block),
              options,
            )
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
  return radiusByKrylov(exact, single(block, size), leastNormOfDense(block, size), options);
}

function single(block: Float64Array, size: number): TwoWays | null {
  const products = singleProducts(block, size);
  if (products === null) return null;
  const { forward, backward } = products;
  return { forward: { size, apply: forward }, backward: { size, apply: backward } };
}

/** A neuron that is in no loop with others. */
function diagonal({ values }: SparseMatrix): SpectralRadius {
  let own = 0;
  for (const value of values) own += value;
  const value = Math.abs(own);
  const eigenvalue = { re: own, im: 0 };
  return { value, low: value, high: value, eigenvalue, residual: 0, condition: 1, method: 'exact', settled: true };
}

/** The radius of two parts together: no smaller than either may be. */
function larger(a: SpectralRadius, b: SpectralRadius): SpectralRadius {
  const [most, other] = a.value >= b.value ? [a, b] : [b, a];
  const low = Math.max(most.low, other.low);
  const high = Math.max(most.high, other.high);
  return { ...most, low, high, settled: most.settled && (other.settled || other.high <= most.low) };
}
