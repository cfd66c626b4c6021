// The PSTH loss that stays bounded where a z-scored error does not: correlation, scale and variance, weighted and apart.
import { type Rates } from './arrays';
import { checkPair, psthCorrelation, sharedBins } from './psthCorrelation';

export interface LossWeights {
  readonly correlation: number;
  readonly scale: number;
  readonly variance: number;
}

export const defaultLossWeights: LossWeights = { correlation: 1, scale: 0.1, variance: 0.05 };

/** Below this no variance is divided by. */
const leastVariance = 1e-6;

export interface PsthLoss {
  readonly total: number;
  /** Mean of 1 - r over neurons. A constant neuron counts as r = 0: nothing of the target's shape is in it. */
  readonly correlation: number;
  /** Squared difference of the mean rates over the variance of the target's PSTH. */
  readonly scale: number;
  /** Squared difference of the mean temporal variances over the square of the target's. */
  readonly variance: number;
  /** The term that weighs most, after weighting. */
  readonly dominant: keyof LossWeights;
  readonly neurons: number;
  readonly constantInModel: readonly number[];
  readonly constantInTarget: readonly number[];
  /** Neurons that no two bins are known of; they count in no term. */
  readonly unknown: readonly number[];
}

/**
 * Of PSTHs that are averaged over the trials that count (`averageTrials`), the neurons paired by the caller. Variances are divided by n - 1,
 * as torch's. Null where no neuron can be compared.
 */
export function psthLoss(model: Rates, target: Rates, weights: LossWeights = defaultLossWeights): PsthLoss | null {
  checkPair(model, target);
  const { bins, neurons } = model;
  const { each, constantInModel, constantInTarget, unknown } = psthCorrelation(model, target);
  const left = new Set(unknown);
  const ours = new Pool();
  const theirs = new Pool();
  let lack = 0;
  let compared = 0;
  for (let neuron = 0; neuron < neurons; neuron++) {
    if (left.has(neuron)) continue;
    const pairs = sharedBins(model, target, neuron, bins);
    ours.add(pairs.model);
    theirs.add(pairs.target);
    const r = each[neuron] as number;
    lack += r === r ? 1 - r : 1;
    compared++;
  }
  if (compared === 0) return null;
  const correlation = lack / compared;
  const scale = (ours.mean - theirs.mean) ** 2 / Math.max(leastVariance, theirs.variance);
  const within = theirs.meanVariance;
  const variance = (ours.meanVariance - within) ** 2 / (within ** 2 + leastVariance);
  const terms = {
    correlation: weights.correlation * correlation,
    scale: weights.scale * scale,
    variance: weights.variance * variance,
  };
  const [dominant] = (Object.keys(terms) as (keyof LossWeights)[]).sort((a, b) => terms[b] - terms[a]);
  return {
    total: terms.correlation + terms.scale + terms.variance,
    correlation,
    scale,
    variance,
    dominant: dominant as keyof LossWeights,
    neurons: compared,
    constantInModel,
    constantInTarget,
    unknown,
  };
}

/** Several neurons' series: their common mean and variance, and the mean of their own variances. */
class Pool {
  private readonly parts: Float64Array[] = [];

  add(series: Float64Array): void {
    this.parts.push(series);
  }

  get mean(): number {
    return this.parts.reduce((sum, part) => sum + total(part), 0) / this.count;
  }

  get variance(): number {
    const { mean, count } = this;
    return count > 1 ? this.parts.reduce((sum, part) => sum + squares(part, mean), 0) / (count - 1) : 0;
  }

  get meanVariance(): number {
    const each = this.parts.map((part) => squares(part, total(part) / part.length) / (part.length - 1));
    return each.reduce((sum, variance) => sum + variance, 0) / each.length;
  }

  private get count(): number {
    return this.parts.reduce((sum, part) => sum + part.length, 0);
  }
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
const squares = (values: Float64Array, mean: number): number =>
  values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
