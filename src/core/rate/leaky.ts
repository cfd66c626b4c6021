// The usual rate network given by its matrices: for weights without code, and for what the code's network would be with other weights.
import { activations } from '../network/activations';
import { product } from '../tensor/linear';
import { permute, type Tensor } from '../tensor/tensor';
import { type Amount, type Dynamics } from './dynamics';

export { activations };

/** What can be run on data. */
export interface Runner {
  readonly channels: number;
  readonly dynamics: Dynamics;
  run(inputs: Float64Array, trials: number, steps: number): { readonly rates: Float64Array; readonly width: number };
}

/** The slope of a function where it gives `rate`; null where it is not known. */
export function slopeAt(activation: string, rate: number): number | null {
  switch (activation) {
    case 'softplus':
      return 1 - Math.exp(-Math.max(0, rate));
    case 'relu':
      return rate > 0 ? 1 : 0;
    case 'tanh':
      return 1 - rate * rate;
    case 'sigmoid':
      return rate * (1 - rate);
    default:
      return null;
  }
}

export const steepest: Readonly<Record<string, number>> = { softplus: 1, relu: 1, tanh: 1, sigmoid: 0.25 };

const at = (amount: Amount, unit: number): number => (typeof amount === 'number' ? amount : (amount[unit] ?? NaN));

/** Null where the dynamics can't be told by two matrices and a known function. Without noise. */
export function leakyRunner(dynamics: Dynamics, recurrent: Tensor | null = dynamics.recurrent): Runner | null {
  const { input, units, kept, recurrentGain, inputGain, bias, inside, outside, form } = dynamics;
  const activate = activations[dynamics.activation];
  if (!recurrent || !input || !activate || inputGain === null || recurrent.shape[0] !== units) return null;
  const channels = input.shape[1] ?? 0;
  const [back, inward] = [permute(recurrent, [1, 0]).data, permute(input, [1, 0]).data];
  const isCurrent = form === 'current';
  const run: Runner['run'] = (inputs, trials, steps) => {
    const rates = new Float64Array(trials * steps * units);
    const state = new Float64Array(trials * units);
    const sent = Float64Array.from(state, (x) => (isCurrent ? activate(x) : x));
    const fed = new Float64Array(trials * units);
    const outer = new Float64Array(trials * channels);
    for (let step = 0; step < steps; step++) {
      for (let i = 0; i < fed.length; i++)
        fed[i] = at(inside.scale, i % units) * (sent[i] as number) + at(inside.baseline, i % units);
      for (let trial = 0; trial < trials; trial++) {
        const from = (trial * steps + step) * channels;
        outer.set(inputs.subarray(from, from + channels), trial * channels);
      }
      const own = product(fed, back, trials, units, units);
      const driven = product(outer, inward, trials, channels, units);
      for (let i = 0; i < state.length; i++) {
        const unit = i % units;
        const put = sent[i] as number;
        const row = (Math.floor(i / units) * steps + step) * units;
        rates[row + unit] = outside ? at(outside.scale, unit) * put + at(outside.baseline, unit) : put;
        const [recurrence, drive] = [own[i] as number, driven[i] as number];
        const left = at(kept, unit) * (state[i] as number);
        const next = isCurrent
          ? left + at(recurrentGain, unit) * recurrence + at(inputGain, unit) * drive + at(bias, unit)
          : left + at(recurrentGain, unit) * activate(recurrence + drive + at(bias, unit));
        state[i] = next;
        sent[i] = isCurrent ? activate(next) : next;
      }
    }
    return { rates, width: units };
  };
  return { channels, dynamics: { ...dynamics, recurrent }, run };
}
