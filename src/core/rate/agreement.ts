// Whether what was understood of a network gives what its own forward pass gives: both are stepped, and compared number by number.
import { activations } from '../network/activations';
import { type Amount, type Dynamics } from './dynamics';
import { type RateModel } from './model';

const steps = 8;
/** Of the largest number that both give; codes calculate in another order. */
const tolerance = 1e-7;

const at = (amount: Amount, unit: number): number => (typeof amount === 'number' ? amount : (amount[unit] ?? NaN));

/** The largest difference in parts of the largest number, without noise; null where the forward pass puts out something else. */
export function disagreement(model: RateModel): number | null {
  const { dynamics, channels } = model;
  const { units } = dynamics;
  // Without the matrix of the inputs only the network by itself can be compared.
  const input = new Float64Array(steps * channels).map((_, i) => (dynamics.input ? Math.sin(1 + i) : 0));
  const { rates, width } = model.run(input, 1, steps);
  if (width !== units) return null;
  const own = stepped(dynamics, input, channels);
  if (!own) return null;
  // What is put out is what the step started from, or what it came to.
  return Math.min(distance(own, rates, 0), distance(own, rates, units));
}

export const agrees = (model: RateModel): boolean => (disagreement(model) ?? 0) <= tolerance;

/** What is put out before each of the steps, and after the last one. */
function stepped(dynamics: Dynamics, input: Float64Array, channels: number): Float64Array | null {
  const { units, form, kept, recurrentGain, inputGain, bias, inside, outside, recurrent, start, putsOutState } =
    dynamics;
  const activate = activations[dynamics.activation];
  if (!activate || !recurrent) return null;
  const isCurrent = form === 'current';
  const state = Float64Array.from({ length: units }, (_, unit) => at(start?.state ?? 0, unit));
  let sent = start?.sends === false ? new Float64Array(units) : isCurrent ? state.map(activate) : state.slice();
  const put = new Float64Array((steps + 1) * units);
  const putOut = (step: number): void => {
    for (let unit = 0; unit < units; unit++) {
      const [x, r] = [state[unit] as number, isCurrent ? activate(state[unit] as number) : (state[unit] as number)];
      const scaled = outside ? at(outside.scale, unit) * r + at(outside.baseline, unit) : r;
      put[step * units + unit] = putsOutState ? x : scaled;
    }
  };
  putOut(0);
  for (let step = 0; step < steps; step++) {
    const silent = step === 0 && start?.sends === false;
    const drive = new Float64Array(units);
    for (let unit = 0; unit < units; unit++) {
      let sum = 0;
      if (!silent)
        for (let pre = 0; pre < units; pre++)
          sum +=
            (recurrent.data[unit * units + pre] as number) *
            (at(inside.scale, pre) * (sent[pre] as number) + at(inside.baseline, pre));
      let fed = 0;
      for (let k = 0; k < channels; k++)
        fed += (dynamics.input?.data[unit * channels + k] ?? 0) * (input[step * channels + k] as number);
      drive[unit] = isCurrent
        ? at(recurrentGain, unit) * sum + (inputGain === null ? 0 : at(inputGain, unit)) * fed + at(bias, unit)
        : at(recurrentGain, unit) * activate(sum + fed + at(bias, unit));
    }
    const held = dynamics.keepsSent === true ? sent : state;
    for (let unit = 0; unit < units; unit++)
      state[unit] = at(kept, unit) * (held[unit] as number) + (drive[unit] as number);
    sent = isCurrent ? state.map(activate) : state.slice();
    putOut(step + 1);
  }
  return put;
}

function distance(own: Float64Array, theirs: Float64Array, from: number): number {
  let [most, size] = [0, 1e-12];
  for (let i = 0; i < theirs.length; i++) {
    const [a, b] = [own[from + i] as number, theirs[i] as number];
    most = Math.max(most, Object.is(a, b) ? 0 : Math.abs(a - b));
    size = Math.max(size, Math.abs(b));
  }
  return Number.isFinite(size) ? most / size : Infinity;
}
