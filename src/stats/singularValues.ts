// Singular values: all of them by Golub and Kahan's algorithm, or the largest few of a large matrix with their residuals.
import { singularValuesInPlace } from './algebra/bidiagonal';
import { largestEigenvalues } from './algebra/krylov';
import { checkFinite, checkMatrix, type Matrix } from './arrays';

/** The largest first; as many as the shorter side. */
export function singularValues(matrix: Matrix): Float64Array {
  checkMatrix(matrix);
  checkFinite(matrix, 'its singular values are');
  const { rows, columns } = matrix;
  const { values, scale } = upright(matrix);
  const found = singularValuesInPlace(values, Math.max(rows, columns), Math.min(rows, columns));
  return found.map((value) => value * scale).sort((a, b) => b - a);
}

export interface LargestSingularValues {
  readonly values: readonly { readonly value: number; readonly low: number; readonly high: number }[];
  readonly settled: boolean;
}

/**
 * By Lanczos's process on AᵀA, which is symmetric: a residual r of an eigenvalue σ² means that a true one lies within r of it. For the largest ones
 * squaring costs no digits that matter.
 */
export function largestSingularValues(matrix: Matrix, count: number, tolerance = 1e-9): LargestSingularValues {
  checkMatrix(matrix);
  checkFinite(matrix, 'its singular values are');
  const { values, scale } = upright(matrix);
  const rows = Math.max(matrix.rows, matrix.columns);
  const columns = Math.min(matrix.rows, matrix.columns);
  const wanted = Math.min(count, columns);
  const apply = (x: Float64Array, y: Float64Array): void => {
    y.fill(0);
    for (let i = 0; i < rows; i++) {
      const at = i * columns;
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += (values[at + j] as number) * (x[j] as number);
      if (sum === 0) continue;
      for (let j = 0; j < columns; j++) y[j] = (y[j] as number) + (values[at + j] as number) * sum;
    }
  };
  const { eigenvalues, settled } = largestEigenvalues({ size: columns, apply }, { count: wanted, tolerance });
  const root = (square: number): number => Math.sqrt(Math.max(0, square)) * scale;
  return {
    values: eigenvalues.slice(0, wanted).map(({ re, residual }) => {
      const off = Math.max(residual, 1e-15 * re);
      return { value: root(re), low: root(re - off), high: root(re + off) };
    }),
    settled,
  };
}

/** A copy with at least as many rows as columns, over a power of two near its largest entry. */
function upright({ values, rows, columns }: Matrix): { values: Float64Array; scale: number } {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i] as number));
  const scale = most === 0 ? 1 : 2 ** Math.max(-1022, Math.min(1022, Math.floor(Math.log2(most))));
  const result = new Float64Array(rows * columns);
  const turns = rows < columns;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      result[turns ? j * rows + i : i * columns + j] = (values[i * columns + j] as number) / scale;
  return { values: result, scale };
}
