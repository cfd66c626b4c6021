// The usual rate network given by its matrices: for weights without code, and for what the code's network would be with other weights.
import { type Tensor } from '../tensor/tensor';
import { type Amount, type Dynamics } from './dynamics';

/** What can be run on data. */
export interface Runner {
  readonly channels: number;
  readonly dynamics: Dynamics;
  run(inputs: Float64Array, trials: number, steps: number): { readonly rates: Float64Array; readonly width: number };
}

export const activations: Readonly<Record<string, (x: number) => number>> = {
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  relu: (x) => Math.max(0, x),
  tanh: Math.tanh,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

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
  const run: Runner['run'] = (inputs, trials, steps) => {
    const rates = new Float64Array(trials * steps * units);
    const drive = new Float64Array(units);
    for (let trial = 0; trial < trials; trial++) {
      const state = new Float64Array(units);
      const sent = Float64Array.from(state, (x) => (form === 'current' ? activate(x) : x));
      for (let step = 0; step < steps; step++) {
        const row = (trial * steps + step) * units;
        for (let unit = 0; unit < units; unit++) {
          let [own, outer] = [0, 0];
          for (let from = 0; from < units; from++)
            own += (recurrent.data[unit * units + from] as number) * (at(inside.scale, from) * (sent[from] as number) + at(inside.baseline, from)); // prettier-ignore
          for (let channel = 0; channel < channels; channel++)
            outer += (input.data[unit * channels + channel] as number) * (inputs[(trial * steps + step) * channels + channel] as number); // prettier-ignore
          drive[unit] =
            form === 'current'
              ? at(recurrentGain, unit) * own + at(inputGain, unit) * outer + at(bias, unit)
              : own + outer + at(bias, unit);
        }
        for (let unit = 0; unit < units; unit++) {
          const before = state[unit] as number;
          const put = sent[unit] as number;
          rates[row + unit] = outside ? at(outside.scale, unit) * put + at(outside.baseline, unit) : put;
          const value = drive[unit] as number;
          const next = form === 'current' ? at(kept, unit) * before + value : at(kept, unit) * before + at(recurrentGain, unit) * activate(value); // prettier-ignore
          state[unit] = next;
          sent[unit] = form === 'current' ? activate(next) : next;
        }
      }
    }
    return { rates, width: units };
  };
  return { channels, dynamics: { ...dynamics, recurrent }, run };
}
