// Figures of the recorded rates: mean and spread as torch gives them, outliers and what a clip removes, PSTHs, types, masks, the step of the rates.
import { type Rates } from '../../stats/arrays';
import { percentilesOf } from '../../stats/percentile';
import { neuronSpread, temporalSpread } from '../../stats/temporalSpread';
import { averageTrials } from '../../stats/trialAverage';
import { maskCoverage } from '../../stats/trialMask';
import { type NeuronType, type Session } from './session';

export interface Spread {
  readonly mean: number;
  readonly std: number;
}

export interface DataFigures extends Spread {
  /** Trials, time bins, neurons. */
  readonly shape: readonly [number, number, number];
  readonly binMs: number | null;
  readonly min: number;
  readonly max: number;
  readonly p99: number | null;
  readonly nan: number;
  /** Left out of all figures, as NaN is. */
  readonly infinite: number;
  readonly outliers: { readonly threshold: number; readonly count: number; readonly fraction: number };
  /** What a clip at this percentile would do, by all numbers and by those that count. */
  readonly clip: Clip;
  readonly psthTemporalStd: number | null;
  readonly psthNeuronStd: number | null;
  readonly byType: readonly TypeFigures[];
  readonly mask: MaskFigures | null;
  /** Rates are multiples of this, as spike counts in bins are; null where they are not. */
  readonly stepHz: number | null;
  /** Spread over time that counting spikes of a Poisson process in such bins gives by itself. */
  readonly countingStd: number | null;
  /** Neurons whose PSTH does not move. */
  readonly constantNeurons: readonly number[];
}

export interface Clip {
  readonly percentile: number;
  readonly threshold: number | null;
  readonly count: number;
  readonly fraction: number;
  readonly meanAfter: number;
}

export interface TypeFigures extends Spread {
  readonly type: 'E' | 'I' | 'unknown';
  readonly neurons: number;
  readonly psthTemporalStd: number | null;
}

export interface MaskFigures extends Spread {
  readonly validBins: number;
  readonly allBins: number;
  readonly emptyTrials: number;
  readonly emptyBins: number;
  readonly psthTemporalStd: number | null;
}

const outlierHz = 200;
export const clipPercentile = 99.5;

export function describeData({ targets, types, mask, binMs, nan, infinite }: Session): DataFigures {
  const { values, trials, bins, neurons } = targets;
  const finite = nan + infinite > 0 ? values.filter((value) => value === value) : values;
  const { mean, std, min, max } = momentsOf(finite);
  const ranks = percentilesOf(finite, [99, clipPercentile]).values;
  const psth = averageTrials(targets);
  const average: Rates = { values: psth.values, trials: 1, bins, neurons };
  const temporal = temporalSpread(average);
  const stepHz = stepOf(finite, binMs);
  return {
    shape: [trials, bins, neurons],
    binMs,
    mean,
    std,
    min,
    max,
    p99: ranks[0] ?? null,
    nan,
    infinite,
    outliers: { threshold: outlierHz, ...above(finite, outlierHz) },
    clip: clipOf(finite, ranks[1] ?? null),
    psthTemporalStd: temporal.mean,
    psthNeuronStd: neuronSpread(average).mean,
    byType: types ? byType(targets, types, temporal.each) : [],
    mask: mask && maskFigures(targets, mask),
    stepHz,
    countingStd: stepHz !== null && mean > 0 ? Math.sqrt(mean * stepHz) : null,
    constantNeurons: [...temporal.each.keys()].filter((neuron) => temporal.each[neuron] === 0),
  };
}

/** Spread divided by n − 1, as torch's. */
export function momentsOf(values: ArrayLike<number>): Spread & { readonly min: number; readonly max: number } {
  let [sum, min, max] = [0, Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - mean) ** 2;
  return { mean, std: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : NaN, min, max };
}

function above(values: Float64Array, threshold: number): { count: number; fraction: number } {
  let count = 0;
  for (let i = 0; i < values.length; i++) if ((values[i] as number) > threshold) count++;
  return { count, fraction: count / values.length };
}

function clipOf(values: Float64Array, threshold: number | null): Clip {
  if (threshold === null) return { percentile: clipPercentile, threshold, count: 0, fraction: 0, meanAfter: NaN };
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.min(values[i] as number, threshold);
  return { percentile: clipPercentile, threshold, ...above(values, threshold), meanAfter: sum / values.length };
}

/** Spike counts over the bin's width: one step is one spike. */
function stepOf(values: Float64Array, binMs: number | null): number | null {
  if (binMs === null) return null;
  const step = 1000 / binMs;
  let some = false;
  for (const value of values) {
    const counts = value / step;
    if (Math.abs(counts - Math.round(counts)) > 1e-6) return null;
    some ||= value > 0;
  }
  return some ? step : null;
}

function byType({ values, neurons }: Rates, types: readonly NeuronType[], spreads: Float64Array): TypeFigures[] {
  return (['E', 'I', null] as const).flatMap((type) => {
    const members = [...types.keys()].filter((neuron) => types[neuron] === type);
    if (members.length === 0) return [];
    const { mean, std } = spreadWhere(values, neurons, members, null);
    const moving = members.map((neuron) => spreads[neuron] as number).filter((spread) => spread === spread);
    const psthTemporalStd = moving.length > 0 ? moving.reduce((sum, spread) => sum + spread, 0) / moving.length : null;
    return [{ type: type ?? 'unknown', neurons: members.length, mean, std, psthTemporalStd }];
  });
}

/** Of some neurons in the bins that count, NaN left out; in two passes over what is there, since a copy of it would be as large again. */
function spreadWhere(
  values: ArrayLike<number>,
  neurons: number,
  members: readonly number[],
  mask: Uint8Array | null,
): Spread {
  let [sum, squares, count, mean] = [0, 0, 0, 0];
  for (const pass of [0, 1]) {
    for (let row = 0; row * neurons < values.length; row++) {
      if (mask && mask[row] === 0) continue;
      for (let i = 0; i < members.length; i++) {
        const value = values[row * neurons + (members[i] as number)] as number;
        if (value !== value) continue;
        if (pass === 0) {
          sum += value;
          count++;
        } else squares += (value - mean) ** 2;
      }
    }
    if (pass === 0) mean = sum / count;
  }
  return { mean, std: count > 1 ? Math.sqrt(squares / (count - 1)) : NaN };
}

function maskFigures(targets: Rates, mask: Uint8Array): MaskFigures {
  const { values, bins, neurons } = targets;
  const { validBins, allBins, emptyTrials, emptyBins } = maskCoverage(mask, targets);
  const average = averageTrials(targets, { mask });
  const { mean, std } = spreadWhere(values, neurons, [...Array(neurons).keys()], mask);
  return {
    validBins,
    allBins,
    emptyTrials: emptyTrials.length,
    emptyBins: emptyBins.length,
    mean,
    std,
    psthTemporalStd: temporalSpread({ values: average.values, trials: 1, bins, neurons }).mean,
  };
}
