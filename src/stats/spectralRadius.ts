// The spectral radius of a connectivity matrix, never as a bare number: with the interval it lies in and the residual that says so.
import { balance } from './algebra/balance';
import { denseBlock, scaled, scaledSparse, sparseBlock, toDense, toSparse } from './algebra/blocks';
import { components } from './algebra/components';
import { leastNorm } from './algebra/norms';
import {
  dense,
  denseTransposed,
  type Operator,
  sparse,
  sparseTransposed,
  type SparseMatrix,
} from './algebra/operators';
import { type RadiusOptions, radiusByKrylov, radiusByQr, type SpectralRadius } from './algebra/radius';
import { type Matrix } from './arrays';
import { StatisticError } from './error';

export { type RadiusOptions, type SpectralRadius } from './algebra/radius';

/** Up to so many neurons all eigenvalues are found as quickly as the largest ones. */
const mostByQr = 128;
/** With fewer entries than this part of all, only they are visited. */
const sparseBelow = 0.15;

/** Throws a StatisticError for a matrix that has none: not square, empty, or with entries that are not finite. */
export function spectralRadius(matrix: Matrix | SparseMatrix, options: RadiusOptions = {}): SpectralRadius {
  const { links, full, scale } = read(matrix);
  const n = links.size;
  if (n === 0) throw new StatisticError('an empty matrix has no spectral radius');
  const blocks = components(links).sort((a, b) => b.length - a.length);
  const blockRadius = (members: readonly number[]): SpectralRadius => {
    const size = members.length;
    const [only = 0] = members;
    if (size === 1) return diagonal(links, only);
    const isFull = full !== null && links.values.length >= sparseBelow * n * n;
    if (isFull || size <= mostByQr) {
      const block = full === null ? toDense(sparseBlock(links, members)) : denseBlock(full, n, members);
      balance(block, size);
      if (size <= mostByQr) return radiusByQr(block, size);
      return radiusByKrylov(
        dense(block, size),
        denseTransposed(block, size),
        leastNorm(toSparse(block, size)),
        options,
      );
    }
    const block = sparseBlock(links, members);
    const forward: Operator = sparse(block);
    return radiusByKrylov(forward, sparseTransposed(block), leastNorm(block), options);
  };
  let best = blockRadius(blocks[0] as number[]);
  for (const members of blocks.slice(1)) best = larger(best, blockRadius(members));
  const { re, im } = best.eigenvalue;
  return {
    ...best,
    value: best.value * scale,
    low: best.low * scale,
    high: best.high * scale,
    residual: best.residual * scale,
    eigenvalue: { re: re * scale, im: im * scale },
  };
}

function read(matrix: Matrix | SparseMatrix): { links: SparseMatrix; full: Float64Array | null; scale: number } {
  if ('rows' in matrix) {
    const { values, scale } = scaled(matrix);
    return { links: toSparse(values, matrix.rows), full: values, scale };
  }
  const { matrix: links, scale } = scaledSparse(matrix);
  return { links, full: null, scale };
}

/** A neuron that is in no loop with others. */
function diagonal({ offsets, columns, values }: SparseMatrix, at: number): SpectralRadius {
  let own = 0;
  for (let k = offsets[at] as number; k < (offsets[at + 1] as number); k++)
    if (columns[k] === at) own += values[k] as number;
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
