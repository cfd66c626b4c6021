// A square matrix made ready for its eigenvalues: checked, brought to a size of about one, and cut into blocks.
import { checkFinite, checkMatrix, type Matrix, type Numbers } from '../arrays';
import { StatisticError } from '../error';
import { type SparseMatrix } from './operators';

const noEigenvalues = 'its eigenvalues are';

/** The entries over a power of two that brings the largest to about 1, so that nothing on the way overflows or is lost. */
export function scaled(matrix: Matrix): { values: Float64Array; scale: number } {
  checkMatrix(matrix);
  const { rows, columns, values } = matrix;
  if (rows !== columns)
    throw new StatisticError(`a matrix of ${rows} × ${columns} has no eigenvalues: it would have to be square`);
  checkFinite(matrix, noEigenvalues);
  return overScale(values);
}

export function scaledSparse(matrix: SparseMatrix): { matrix: SparseMatrix; scale: number } {
  const { size, offsets, columns, values } = matrix;
  const entries = offsets[size] as number;
  const fits = offsets.length === size + 1 && columns.length === entries && values.length === entries;
  if (!fits || columns.some((column) => column >= size))
    throw new StatisticError(
      `${values.length} entries with ${offsets.length} offsets are no sparse matrix of ${size} × ${size}`,
    );
  checkFinite({ values, rows: 1, columns: values.length }, noEigenvalues);
  const { values: over, scale } = overScale(values);
  return { matrix: { size, offsets, columns, values: over }, scale };
}

function overScale(values: Numbers): { values: Float64Array; scale: number } {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > most) most = size;
  }
  const exponent = most === 0 ? 0 : Math.max(-1022, Math.min(1022, Math.floor(Math.log2(most))));
  const scale = 2 ** exponent;
  const result = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) result[i] = (values[i] as number) / scale;
  return { values: result, scale };
}

/** How much of a matrix is not zero, 0 to 1. */
export function density(values: Float64Array): number {
  let entries = 0;
  for (let i = 0; i < values.length; i++) if (values[i] !== 0) entries++;
  return values.length > 0 ? entries / values.length : 0;
}

/** The rows and columns of some members. */
export function sparseBlock(matrix: SparseMatrix, members: readonly number[]): SparseMatrix {
  const { size, offsets, columns, values } = matrix;
  if (members.length === size) return matrix;
  const place = new Int32Array(size).fill(-1);
  members.forEach((member, i) => (place[member] = i));
  const starts = new Uint32Array(members.length + 1);
  const kept: number[] = [];
  members.forEach((member, i) => {
    for (let k = offsets[member] as number; k < (offsets[member + 1] as number); k++)
      if ((place[columns[k] as number] as number) >= 0) kept.push(k);
    starts[i + 1] = kept.length;
  });
  return {
    size: members.length,
    offsets: starts,
    columns: Uint32Array.from(kept, (k) => place[columns[k] as number] as number),
    values: Float64Array.from(kept, (k) => values[k] as number),
  };
}

export function toSparse(values: Float64Array, size: number): SparseMatrix {
  const offsets = new Uint32Array(size + 1);
  for (let i = 0, count = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (values[i * size + j] !== 0) count++;
    offsets[i + 1] = count;
  }
  const entries = offsets[size] as number;
  const columns = new Uint32Array(entries);
  const kept = new Float64Array(entries);
  for (let i = 0, k = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const value = values[i * size + j] as number;
      if (value === 0) continue;
      columns[k] = j;
      kept[k++] = value;
    }
  }
  return { size, offsets, columns, values: kept };
}

export function toDense({ size, offsets, columns, values }: SparseMatrix): Float64Array {
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
      const at = i * size + (columns[k] as number);
      // An entry given twice counts twice, as in scipy.
      result[at] = (result[at] as number) + (values[k] as number);
    }
  }
  return result;
}
