// Coefficients of a group: one for all neurons where their parameters are equal, else one for each, read by the same step.
import { isMixed, type PerNeuron, valueAt } from './model';

/** `table[neuron * stride]` is a neuron's coefficient. */
export class Coefficients {
  readonly stride: 0 | 1;
  private readonly rows: number;

  /** @param values all parameters that any of the coefficients depends on */
  constructor(size: number, values: readonly PerNeuron[]) {
    this.stride = isMixed(values) ? 1 : 0;
    this.rows = this.stride === 1 ? size : 1;
  }

  table(of: (at: (value: PerNeuron) => number) => number): Float64Array {
    return Float64Array.from({ length: this.rows }, (_, neuron) => of((value) => valueAt(value, neuron)));
  }
}
