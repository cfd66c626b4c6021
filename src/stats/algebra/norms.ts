// Sizes of matrices: what no eigenvalue can exceed.
import { type Numbers } from '../arrays';
import { type SparseMatrix } from './operators';

/** The least of three norms: the largest sum of sizes along a row, down a column, and the root of all squares. */
export function leastNorm({ size, offsets, columns, values }: SparseMatrix): number {
  const down = new Float64Array(size);
  let along = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let k = offsets[i] as number; k < (offsets[i + 1] as number); k++) {
      const entry = Math.abs(values[k] as number);
      const column = columns[k] as number;
      sum += entry;
      down[column] = (down[column] as number) + entry;
    }
    along = Math.max(along, sum);
  }
  return Math.min(
    along,
    down.reduce((most, sum) => Math.max(most, sum), 0),
    frobenius(values),
  );
}

export function leastNormOfDense(values: Float64Array, size: number): number {
  const down = new Float64Array(size);
  let along = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) {
      const entry = Math.abs(values[i * size + j] as number);
      sum += entry;
      down[j] = (down[j] as number) + entry;
    }
    along = Math.max(along, sum);
  }
  return Math.min(
    along,
    down.reduce((most, sum) => Math.max(most, sum), 0),
    frobenius(values),
  );
}

export function frobenius(values: Numbers): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > most) most = size;
  }
  if (most === 0) return 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) / most) ** 2;
  return most * Math.sqrt(squares);
}
