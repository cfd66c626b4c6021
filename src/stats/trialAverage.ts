// The PSTH of binned rates: the average over trials, of all or of each condition, with what is masked or NaN left out.
import { checkRates, type Rates } from './arrays';
import { StatisticError } from './error';
import { maskTest, type TrialMask } from './trialMask';

export interface TrialAverage {
  readonly bins: number;
  readonly neurons: number;
  /** Bin by bin, in it neuron by neuron; NaN where no trial has anything to say. */
  readonly values: Float64Array;
  /** How many trials each of these is the average of. */
  readonly trials: Uint32Array;
}

export interface TrialAverageOptions {
  readonly mask?: TrialMask | undefined;
  /** Whether a trial is taken at all. */
  readonly takes?: (trial: number) => boolean;
  /**
   * By how many a sum is divided: by the trials that count there, or by all that are taken. The second is what
   * `(rates * mask).mean(0)` does: it pulls every bin that some trials lack towards zero.
   */
  readonly divideBy?: 'valid' | 'all';
}

export function averageTrials(rates: Rates, options: TrialAverageOptions = {}): TrialAverage {
  checkRates(rates);
  const { values, trials, bins, neurons } = rates;
  const { mask, takes = () => true, divideBy = 'valid' } = options;
  const counts = maskTest(mask, rates);
  const sums = new Float64Array(bins * neurons);
  const valid = new Uint32Array(bins * neurons);
  let taken = 0;
  for (let trial = 0; trial < trials; trial++) {
    if (!takes(trial)) continue;
    taken++;
    for (let bin = 0; bin < bins; bin++) {
      if (!counts(trial, bin)) continue;
      const from = (trial * bins + bin) * neurons;
      const to = bin * neurons;
      for (let neuron = 0; neuron < neurons; neuron++) {
        const value = values[from + neuron] as number;
        if (value !== value) continue;
        sums[to + neuron] = (sums[to + neuron] as number) + value;
        valid[to + neuron] = (valid[to + neuron] as number) + 1;
      }
    }
  }
  for (let i = 0; i < sums.length; i++)
    sums[i] = (sums[i] as number) / (divideBy === 'all' ? taken : (valid[i] as number));
  return { bins, neurons, values: sums, trials: valid };
}

export interface ConditionAverage extends TrialAverage {
  readonly condition: number | string;
  /** The trials of this condition, empty ones among them. */
  readonly members: readonly number[];
}

/** In the order of the conditions' values. A trial whose label is NaN or empty belongs to none. */
export function averageByCondition(
  rates: Rates,
  labels: ArrayLike<number | string>,
  options: Omit<TrialAverageOptions, 'takes'> = {},
): ConditionAverage[] {
  if (labels.length !== rates.trials)
    throw new StatisticError(`${labels.length} labels are given for ${rates.trials} trials`);
  const members = new Map<number | string, number[]>();
  for (let trial = 0; trial < rates.trials; trial++) {
    const label = labels[trial] as number | string;
    if (label !== label || label === '') continue;
    const others = members.get(label);
    if (others === undefined) members.set(label, [trial]);
    else others.push(trial);
  }
  const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([condition, trials]) => {
    const wanted = new Set(trials);
    return { condition, members: trials, ...averageTrials(rates, { ...options, takes: (trial) => wanted.has(trial) }) };
  });
}
