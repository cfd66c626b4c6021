// What weights look like: range, spectral radius, Dale's law, and the balance of each unit's input.
import { type Matrix as Square } from '../../stats/arrays';
import { dale } from '../../stats/dale';
import { signBalance } from '../../stats/signBalance';
import { type SpectralRadius } from '../../stats/spectralRadius';

export interface MatrixFigures {
  readonly name: string;
  readonly shape: readonly number[];
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly nan: number;
  /** Of a square matrix: with the interval it lies in. */
  readonly spectralRadius?: SpectralRadius;
  /** Of a recurrent matrix: weights whose sign is not that of the unit that sends them. */
  readonly dale?: Dale;
  /** Excitation over inhibition that each unit receives. */
  readonly rowBalance?: { readonly mean: number; readonly min: number; readonly max: number };
}

export interface Dale {
  readonly violations: number;
  readonly excitatory: number;
  readonly inhibitory: number;
  /** Units that send both signs. */
  readonly mixed: number;
  /** Units that send nothing. */
  readonly silent: number;
}

export interface Matrix {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float64Array;
  /** Whether its columns are what units send to one another. */
  readonly recurrent?: boolean;
}

export function figuresOf(
  { name, shape, data, recurrent = false }: Matrix,
  radius: (data: Float64Array, n: number) => SpectralRadius | null,
): MatrixFigures {
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const value of data) {
    if (value - value !== 0) continue;
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    count++;
  }
  const mean = sum / count;
  let squares = 0;
  for (const value of data) if (value - value === 0) squares += (value - mean) ** 2;
  const figures = { name, shape, min, max, mean, std: Math.sqrt(squares / (count - 1)), nan: data.length - count };
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows !== columns || rows === undefined || rows < 2 || count < data.length) return figures;
  const found = radius(data, rows);
  const matrix = { values: data, rows, columns: rows };
  return {
    ...figures,
    ...(found ? { spectralRadius: found } : {}),
    ...(recurrent ? { dale: daleOf(matrix), ...balanceOf(matrix) } : {}),
  };
}

/** Columns send. */
function daleOf(matrix: Square): Dale {
  const { violations, excitatory, inhibitory, silent, mixed } = dale(matrix);
  return { violations, excitatory, inhibitory, silent, mixed: mixed.length };
}

function balanceOf(matrix: Square): Pick<MatrixFigures, 'rowBalance'> {
  const { positive, negative } = signBalance(matrix).rows;
  const ratios = Array.from(positive, (sum, row) => sum / -(negative[row] as number)).filter(Number.isFinite);
  if (ratios.length === 0) return {};
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  return { rowBalance: { mean, min: Math.min(...ratios), max: Math.max(...ratios) } };
}

/** Which unit excites and which inhibits, by the signs of what it sends; null for those that send both or nothing. */
export function signsOf(data: Float64Array, n: number): ('E' | 'I' | null)[] {
  return Array.from({ length: n }, (_, column) => {
    let [positive, negative] = [false, false];
    for (let row = 0; row < n; row++) {
      const weight = data[row * n + column] as number;
      positive ||= weight > 0;
      negative ||= weight < 0;
    }
    return positive === negative ? null : positive ? 'E' : 'I';
  });
}
