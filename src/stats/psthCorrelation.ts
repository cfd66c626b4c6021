// How well a model's PSTH follows the data's: Pearson's correlation over time of each neuron, with constant neurons named.
import { checkRates, type Rates } from './arrays';
import { StatisticError } from './error';

export interface PsthCorrelation {
  /** One per neuron; NaN for the constant ones, and where fewer than two bins are known of both. */
  readonly each: Float64Array;
  /** Over the neurons that have one; null where none has. */
  readonly mean: number | null;
  /** Neurons whose PSTH does not move: no correlation is defined for them, whatever the other does. */
  readonly constantInModel: readonly number[];
  readonly constantInTarget: readonly number[];
  /** Neurons with fewer than two bins that both know. */
  readonly unknown: readonly number[];
}

/** Both of one trial: averages over trials, the same neurons in the same order. Bins that are NaN in either are left out. */
export function psthCorrelation(model: Rates, target: Rates): PsthCorrelation {
  checkPair(model, target);
  const { bins, neurons } = model;
  const each = new Float64Array(neurons).fill(NaN);
  const constantInModel: number[] = [];
  const constantInTarget: number[] = [];
  const unknown: number[] = [];
  let sum = 0;
  let known = 0;
  for (let neuron = 0; neuron < neurons; neuron++) {
    const pairs = sharedBins(model, target, neuron, bins);
    if (pairs.model.length < 2) {
      unknown.push(neuron);
      continue;
    }
    const still = { model: isConstant(pairs.model), target: isConstant(pairs.target) };
    if (still.model) constantInModel.push(neuron);
    if (still.target) constantInTarget.push(neuron);
    if (still.model || still.target) continue;
    const r = pearson(pairs.model, pairs.target);
    each[neuron] = r;
    sum += r;
    known++;
  }
  return { each, mean: known > 0 ? sum / known : null, constantInModel, constantInTarget, unknown };
}

export function checkPair(model: Rates, target: Rates): void {
  checkRates(model);
  checkRates(target);
  if (model.trials !== 1 || target.trials !== 1)
    throw new StatisticError('PSTHs are compared after averaging over trials');
  if (model.bins !== target.bins || model.neurons !== target.neurons)
    throw new StatisticError(
      `a PSTH of ${model.bins} bins × ${model.neurons} neurons can't be held against one of ${target.bins} × ${target.neurons}`,
    );
}

/** The bins of one neuron that both know. */
export function sharedBins(
  model: Rates,
  target: Rates,
  neuron: number,
  bins: number,
): { model: Float64Array; target: Float64Array } {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let bin = 0; bin < bins; bin++) {
    const a = model.values[bin * model.neurons + neuron] as number;
    const b = target.values[bin * target.neurons + neuron] as number;
    if (a !== a || b !== b) continue;
    ours.push(a);
    theirs.push(b);
  }
  return { model: Float64Array.from(ours), target: Float64Array.from(theirs) };
}

/** Sums leave a constant's last digits different: so much of its size is no movement. */
const roundingOfConstant = 1e-12;

export function isConstant(values: ArrayLike<number>): boolean {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return max - min <= roundingOfConstant * Math.max(Math.abs(min), Math.abs(max));
}

export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = a.length;
  let meanA = 0;
  let meanB = 0;
  for (let i = 0; i < length; i++) {
    meanA += a[i] as number;
    meanB += b[i] as number;
  }
  meanA /= length;
  meanB /= length;
  let products = 0;
  let squaresA = 0;
  let squaresB = 0;
  for (let i = 0; i < length; i++) {
    const x = (a[i] as number) - meanA;
    const y = (b[i] as number) - meanB;
    products += x * y;
    squaresA += x * x;
    squaresB += y * y;
  }
  return Math.max(-1, Math.min(1, products / Math.sqrt(squaresA) / Math.sqrt(squaresB)));
}
