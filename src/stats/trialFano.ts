// Variability of counts from trial to trial: the Fano factor of each bin and neuron over the trials that count there.
import { checkRates, type Rates } from './arrays';
import { maskTest, type TrialMask } from './trialMask';

export interface TrialFano {
  /** Bin by bin, in it neuron by neuron: variance (divided by n - 1) over mean; NaN with fewer than two trials or a mean of zero. */
  readonly each: Float64Array;
  /** Of each neuron, over its bins that have one; NaN where none has. */
  readonly neurons: Float64Array;
  readonly mean: number | null;
}

/** Of counts. Rates of bins of b seconds are turned into counts by `countsPerUnit` = b: the Fano factor is no pure number of rates. */
export function trialFano(rates: Rates, countsPerUnit = 1, mask?: TrialMask): TrialFano {
  checkRates(rates);
  const { values, trials, bins, neurons } = rates;
  const takes = maskTest(mask, rates);
  const size = bins * neurons;
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  const known = new Uint32Array(size);
  for (const pass of [0, 1]) {
    for (let trial = 0; trial < trials; trial++) {
      for (let bin = 0; bin < bins; bin++) {
        if (!takes(trial, bin)) continue;
        for (let neuron = 0; neuron < neurons; neuron++) {
          const at = bin * neurons + neuron;
          const value = (values[trial * size + at] as number) * countsPerUnit;
          if (value !== value) continue;
          if (pass === 0) {
            sums[at] = (sums[at] as number) + value;
            known[at] = (known[at] as number) + 1;
          } else squares[at] = (squares[at] as number) + (value - (sums[at] as number) / (known[at] as number)) ** 2;
        }
      }
    }
  }
  const each = Float64Array.from(sums, (sum, at) => {
    const count = known[at] as number;
    return count > 1 && sum > 0 ? (squares[at] as number) / (count - 1) / (sum / count) : NaN;
  });
  const perNeuron = Float64Array.from({ length: neurons }, (_, neuron) => {
    const its = each.filter((fano, at) => at % neurons === neuron && fano === fano);
    return its.reduce((sum, fano) => sum + fano, 0) / its.length;
  });
  const all = each.filter((fano) => fano === fano);
  return {
    each,
    neurons: perNeuron,
    mean: all.length > 0 ? all.reduce((sum, fano) => sum + fano, 0) / all.length : null,
  };
}
