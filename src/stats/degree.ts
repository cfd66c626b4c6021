// How many connections each neuron receives and sends, and with what weight.
import { checkMatrix, type Matrix } from './arrays';
import { type Presynaptic } from './dale';

export interface Degrees {
  /** Entries that are not zero, of what each neuron receives and sends. */
  readonly inDegree: Uint32Array;
  readonly outDegree: Uint32Array;
  /** Sums of the weights. */
  readonly inStrength: Float64Array;
  readonly outStrength: Float64Array;
  readonly connections: number;
  /** Connections over all entries. */
  readonly density: number;
  /** Connections of a neuron with itself; 0 for a matrix that is not square. */
  readonly ownLoops: number;
}

/** `least`: the size from which an entry is a connection; without it whatever is not zero. */
export function degrees(matrix: Matrix, presynaptic: Presynaptic = 'columns', least = 0): Degrees {
  checkMatrix(matrix);
  const { values, rows, columns } = matrix;
  const along = { degree: new Uint32Array(rows), strength: new Float64Array(rows) };
  const down = { degree: new Uint32Array(columns), strength: new Float64Array(columns) };
  let connections = 0;
  let ownLoops = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const weight = values[i * columns + j] as number;
      if (!(Math.abs(weight) >= least) || weight === 0) continue;
      connections++;
      if (i === j && rows === columns) ownLoops++;
      along.degree[i] = (along.degree[i] as number) + 1;
      along.strength[i] = (along.strength[i] as number) + weight;
      down.degree[j] = (down.degree[j] as number) + 1;
      down.strength[j] = (down.strength[j] as number) + weight;
    }
  }
  const [receiving, sending] = presynaptic === 'columns' ? [along, down] : [down, along];
  return {
    inDegree: receiving.degree,
    outDegree: sending.degree,
    inStrength: receiving.strength,
    outStrength: sending.strength,
    connections,
    density: values.length > 0 ? connections / values.length : 0,
    ownLoops,
  };
}
