// Steps a network that is told by its matrices over all trials, in buffers made once: what runs on data spends its time here.
import { activations } from '../network/activations';
import { addProduct } from '../tensor/linear';
import { permute, type Tensor } from '../tensor/tensor';
import { type Amount, type Dynamics, type Start } from './dynamics';

/** `trials × steps × channels` in, `trials × steps × units` out. */
export type Stepper = (inputs: Float64Array, trials: number, steps: number) => Float64Array;

export interface Course {
  readonly start: Start;
  /** Whether the state is put out, instead of what is sent. */
  readonly putsState: boolean;
  /** Whether a step puts out what it came to, instead of what it started from. */
  readonly putsAfter: boolean;
}

/** So many trials go through the steps together: their states and the weights stay near the processor. */
const trialsAtOnce = 16;

const perUnit = (amount: Amount, units: number): Float64Array =>
  Float64Array.from({ length: units }, (_, unit) => (typeof amount === 'number' ? amount : (amount[unit] ?? NaN)));

const isAll = (each: Float64Array, wanted: number): boolean => each.every((value) => value === wanted);

/** Null where the dynamics can't be told by two matrices and a known function. Without noise. */
export function stepperOf(dynamics: Dynamics, recurrent: Tensor | null, course: Course): Stepper | null {
  const { input, units, inside, outside } = dynamics;
  const activate = activations[dynamics.activation];
  if (!recurrent || !input || !activate || dynamics.inputGain === null || recurrent.shape[0] !== units) return null;
  const channels = input.shape[1] ?? 0;
  const [back, inward] = [permute(recurrent, [1, 0]).data, permute(input, [1, 0]).data];
  const isCurrent = dynamics.form === 'current';
  const each = (amount: Amount): Float64Array => perUnit(amount, units);
  const [kept, gain, inputGain, bias] = [
    each(dynamics.kept),
    each(dynamics.recurrentGain),
    each(dynamics.inputGain),
    each(dynamics.bias),
  ];
  const [innerScale, innerBaseline] = [each(inside.scale), each(inside.baseline)];
  const [outerScale, outerBaseline] = [each(outside?.scale ?? 1), each(outside?.baseline ?? 0)];
  const sendsAsIs = isAll(innerScale, 1) && isAll(innerBaseline, 0);
  const begun = each(course.start.state);

  const stepBlock = (inputs: Float64Array, rates: Float64Array, first: number, trials: number, steps: number): void => {
    const size = trials * units;
    const state = new Float64Array(size);
    for (let trial = 0; trial < trials; trial++) state.set(begun, trial * units);
    const sent = isCurrent ? state.map((x) => activate(x)) : state.slice();
    const held = dynamics.keepsSent === true ? sent : state;
    const scaled = sendsAsIs ? sent : new Float64Array(size);
    const [own, driven] = [new Float64Array(size), new Float64Array(size)];
    const outer = new Float64Array(trials * channels);
    const putOut = (step: number): void => {
      const put = course.putsState ? state : sent;
      for (let trial = 0; trial < trials; trial++) {
        const row = ((first + trial) * steps + step) * units;
        const from = trial * units;
        for (let unit = 0; unit < units; unit++) {
          const value = put[from + unit] as number;
          rates[row + unit] = course.putsState
            ? value
            : (outerScale[unit] as number) * value + (outerBaseline[unit] as number);
        }
      }
    };
    for (let step = 0; step < steps; step++) {
      if (!course.putsAfter) putOut(step);
      for (let trial = 0; trial < trials; trial++) {
        const from = ((first + trial) * steps + step) * channels;
        for (let channel = 0; channel < channels; channel++)
          outer[trial * channels + channel] = inputs[from + channel] as number;
      }
      own.fill(0);
      driven.fill(0);
      if (step > 0 || course.start.sends) {
        if (!sendsAsIs)
          for (let from = 0; from < size; from += units)
            for (let unit = 0; unit < units; unit++)
              scaled[from + unit] =
                (innerScale[unit] as number) * (sent[from + unit] as number) + (innerBaseline[unit] as number);
        addProduct(scaled, back, trials, units, units, own);
      }
      addProduct(outer, inward, trials, channels, units, driven);
      for (let from = 0; from < size; from += units)
        for (let unit = 0; unit < units; unit++) {
          const i = from + unit;
          const recurrence = own[i] as number;
          const drive = driven[i] as number;
          const left = (kept[unit] as number) * (held[i] as number);
          const next = isCurrent
            ? left + (gain[unit] as number) * recurrence + (inputGain[unit] as number) * drive + (bias[unit] as number)
            : left + (gain[unit] as number) * activate(recurrence + drive + (bias[unit] as number));
          state[i] = next;
          sent[i] = isCurrent ? activate(next) : next;
        }
      if (course.putsAfter) putOut(step);
    }
  };

  return (inputs, trials, steps) => {
    const rates = new Float64Array(trials * steps * units);
    for (let first = 0; first < trials; first += trialsAtOnce)
      stepBlock(inputs, rates, first, Math.min(trialsAtOnce, trials - first), steps);
    return rates;
  };
}
