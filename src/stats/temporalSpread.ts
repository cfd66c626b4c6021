// How much rates move in time: the standard deviation over time of each neuron, and its mean; and the same over neurons.
import { checkRates, type Rates } from './arrays';
import { maskTest, type TrialMask } from './trialMask';

/** What the sum of squares is divided by: n - 1, as torch's `std` and MATLAB's, or n, as numpy's. */
export type Divisor = 'n-1' | 'n';

export interface SpreadOptions {
  readonly mask?: TrialMask | undefined;
  readonly divisor?: Divisor;
}

export interface TemporalSpread {
  /** Trial by trial, in it neuron by neuron; NaN where too few bins count. */
  readonly each: Float64Array;
  /** Over all trials and neurons that have one; null where none has. For one trial, a PSTH, this is `psth.std(dim=0).mean()`. */
  readonly mean: number | null;
}

export function temporalSpread(rates: Rates, options: SpreadOptions = {}): TemporalSpread {
  checkRates(rates);
  const { values, trials, bins, neurons } = rates;
  const counts = maskTest(options.mask, rates);
  const each = new Float64Array(trials * neurons);
  for (let trial = 0; trial < trials; trial++) {
    const sums = new Float64Array(neurons);
    const squares = new Float64Array(neurons);
    const known = new Float64Array(neurons);
    // Two passes: a large mean costs no digits.
    for (const pass of [0, 1]) {
      for (let bin = 0; bin < bins; bin++) {
        if (!counts(trial, bin)) continue;
        const from = (trial * bins + bin) * neurons;
        for (let neuron = 0; neuron < neurons; neuron++) {
          const value = values[from + neuron] as number;
          if (value !== value) continue;
          if (pass === 0) {
            sums[neuron] = (sums[neuron] as number) + value;
            known[neuron] = (known[neuron] as number) + 1;
          } else {
            const deviation = value - (sums[neuron] as number) / (known[neuron] as number);
            squares[neuron] = (squares[neuron] as number) + deviation * deviation;
          }
        }
      }
    }
    for (let neuron = 0; neuron < neurons; neuron++)
      each[trial * neurons + neuron] = spreadOf(squares[neuron] as number, known[neuron] as number, options.divisor);
  }
  return { each, mean: meanOfKnown(each) };
}

/** The spread over neurons in each bin of each trial, and its mean: for a PSTH `psth.std(dim=1).mean()`. */
export function neuronSpread(rates: Rates, options: SpreadOptions = {}): TemporalSpread {
  checkRates(rates);
  const { values, trials, bins, neurons } = rates;
  const counts = maskTest(options.mask, rates);
  const each = new Float64Array(trials * bins).fill(NaN);
  for (let at = 0; at < each.length; at++) {
    if (!counts(Math.floor(at / bins), at % bins)) continue;
    const known = [...values.subarray(at * neurons, (at + 1) * neurons)].filter((value) => value === value);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    each[at] = spreadOf(squares, known.length, options.divisor);
  }
  return { each, mean: meanOfKnown(each) };
}

function spreadOf(squares: number, count: number, divisor: Divisor = 'n-1'): number {
  const by = divisor === 'n-1' ? count - 1 : count;
  return by > 0 ? Math.sqrt(squares / by) : NaN;
}

function meanOfKnown(values: Float64Array): number | null {
  let sum = 0;
  let known = 0;
  for (const value of values) {
    if (value !== value) continue;
    sum += value;
    known++;
  }
  return known > 0 ? sum / known : null;
}
