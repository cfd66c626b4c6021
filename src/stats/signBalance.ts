// Excitation against inhibition along each row and down each column of a weight matrix.
import { checkMatrix, type Matrix } from './arrays';

export interface LineBalance {
  /** The sum of the positive weights of each line. */
  readonly positive: Float64Array;
  /** The sum of the negative ones, negative. */
  readonly negative: Float64Array;
  readonly net: Float64Array;
  /** The net over the sum of sizes: 1 for excitation alone, 0 where both cancel, -1 for inhibition alone; NaN for a line of zeros. */
  readonly balance: Float64Array;
  /** Of the lines that have weights; null where none has. */
  readonly meanBalance: number | null;
  /** Lines of zeros: nothing goes in, or nothing out. */
  readonly empty: readonly number[];
}

export interface SignBalance {
  readonly rows: LineBalance;
  readonly columns: LineBalance;
}

/** With `W @ r` a row is what one neuron receives and a column what one neuron sends. NaN entries count as none. */
export function signBalance(matrix: Matrix): SignBalance {
  checkMatrix(matrix);
  const { values, rows, columns } = matrix;
  const sums = (length: number): [Float64Array, Float64Array] => [new Float64Array(length), new Float64Array(length)];
  const [rowPositive, rowNegative] = sums(rows);
  const [columnPositive, columnNegative] = sums(columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const weight = values[i * columns + j] as number;
      if (weight > 0) {
        rowPositive[i] = (rowPositive[i] as number) + weight;
        columnPositive[j] = (columnPositive[j] as number) + weight;
      } else if (weight < 0) {
        rowNegative[i] = (rowNegative[i] as number) + weight;
        columnNegative[j] = (columnNegative[j] as number) + weight;
      }
    }
  }
  return { rows: lineBalance(rowPositive, rowNegative), columns: lineBalance(columnPositive, columnNegative) };
}

/** @param negative negative sums */
export function lineBalance(positive: Float64Array, negative: Float64Array): LineBalance {
  const net = positive.map((sum, i) => sum + (negative[i] as number));
  const balance = net.map((sum, i) => sum / ((positive[i] as number) - (negative[i] as number)));
  const empty: number[] = [];
  let sum = 0;
  balance.forEach((value, i) => {
    if (value === value) sum += value;
    else empty.push(i);
  });
  const known = balance.length - empty.length;
  return { positive, negative, net, balance, meanBalance: known > 0 ? sum / known : null, empty };
}
