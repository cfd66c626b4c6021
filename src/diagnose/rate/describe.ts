// What is said of the network that was read: in plain numbers, with the loop's gain and the places in the code.
import { type RateModel } from '../../core/rate/model';
import { type Amount } from '../../core/rate/dynamics';
import { type Runner, slopeAt, steepest } from '../../core/rate/leaky';
import { type Span } from '../../core/text';
import { inputsOf } from './behaviour';
import { meanOf } from './adviceOnModel';
import { type ModelDescription, type Summary } from './diagnosis';
import { signsOf } from './matrices';
import { type Session } from './session';

export function summary(of: Amount): Summary {
  if (typeof of === 'number') return of;
  let [sum, min, max] = [0, Infinity, -Infinity];
  for (const value of of) {
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  return { mean: sum / of.length, min, max };
}

/** Excitatory and inhibitory units by the signs of their weights; null where they are mixed. */
export function unitTypes({ dynamics: { recurrent, units } }: Runner): readonly ('E' | 'I' | null)[] | null {
  if (!recurrent) return null;
  const types = signsOf(recurrent.data, units);
  return types.filter((type) => type === null).length > units / 10 ? null : types;
}

export interface Described {
  readonly name: string;
  readonly place: Span | null;
  readonly arguments: RateModel['arguments'];
  readonly tauMs: Amount | null;
  readonly dtMs: number | null;
  readonly trained: boolean;
}

export function describeModel(
  runner: Runner,
  of: Described,
  session: Session,
  radius: number | null,
): ModelDescription {
  const { dynamics, channels } = runner;
  const { inside, outside, spans } = dynamics;
  const types = unitTypes(runner);
  const insideScale = summary(inside.scale);
  const most = steepest[dynamics.activation];
  const slope = meanSlope(runner, session);
  const gain = dynamics.form === 'current' ? loopOf(dynamics.kept, dynamics.recurrentGain) : 1;
  const times = (by: number | null | undefined): number | null =>
    radius === null || (by ?? null) === null ? null : radius * gain * Math.abs(meanOf(insideScale)) * (by ?? NaN);
  return {
    name: of.name,
    place: of.place,
    arguments: of.arguments,
    form: dynamics.form,
    units: dynamics.units,
    excitatory: types ? types.filter((type) => type === 'E').length : null,
    inhibitory: types ? types.filter((type) => type === 'I').length : null,
    channels,
    activation: dynamics.activation,
    tauMs: of.tauMs === null ? null : summary(of.tauMs),
    dtMs: of.dtMs,
    kept: summary(dynamics.kept),
    recurrentGain: summary(dynamics.recurrentGain),
    noiseSd: summary(dynamics.noiseSd),
    dale: dynamics.dale,
    insideScale,
    insideBaseline: summary(inside.baseline),
    outsideScale: outside && summary(outside.scale),
    outsideBaseline: outside && summary(outside.baseline),
    loopGain: { most: times(most), atOperatingPoint: times(slope), slope },
    trained: of.trained,
    places: spans,
  };
}

/** In the steady state the recurrent input counts by its gain over what leaks. */
function loopOf(kept: Amount, gain: Amount): number {
  const [k, g] = [meanOf(summary(kept)), meanOf(summary(gain))];
  return k < 1 ? g / (1 - k) : g;
}

/** The function's slope where the units are, on the mean over a few trials. */
function meanSlope(runner: Runner, session: Session): number | null {
  const { dynamics, channels } = runner;
  const { outside, putsOutState } = dynamics;
  if (putsOutState || !outside) return null;
  const trials = [...Array(Math.min(3, session.targets.trials)).keys()];
  const { rates, width } = runner.run(inputsOf(session, trials, channels), trials.length, session.targets.bins);
  const scale = meanOf(summary(outside.scale));
  const baseline = meanOf(summary(outside.baseline));
  if (width !== dynamics.units || scale === 0) return null;
  let sum = 0;
  for (const rate of rates) {
    const slope = slopeAt(dynamics.activation, (rate - baseline) / scale);
    if (slope === null) return null;
    sum += slope;
  }
  return sum / rates.length;
}
