// Levels of neuromodulators over the steps of a run, and what they do to learning.
import { type Modulator } from '../core/network/plasticity';
import { type Stdp } from './plan';
import { type Modulated } from './recording';

const mostSamples = 2000;
/** However low a level falls, so much of learning is left: T4DM's `_compute_da_modulated_rates`. */
const leastGain = 0.1;

export interface ModulatorCourse {
  readonly modulator: Modulator;
  /** Before the first step, and after each. */
  readonly levels: Float64Array;
}

/** A level is between 0 and 1; it leaks back to the baseline between injections. */
export function courseOf(modulator: Modulator, steps: number, dtMs: number): ModulatorCourse {
  const { level, baseline, decayMs, injections } = modulator;
  const kept = decayMs === null ? 1 : Math.exp(-dtMs / decayMs);
  const due = [...injections].sort((one, other) => one.atMs - other.atMs);
  const levels = new Float64Array(steps + 1);
  let [now, next] = [level, 0];
  for (let step = 0; step <= steps; step++) {
    if (step > 0) now = baseline + (now - baseline) * kept;
    for (let each = due[next]; each && each.atMs <= step * dtMs + 1e-9; each = due[++next])
      now = Math.min(1, Math.max(0, now + each.amount));
    levels[step] = now;
  }
  return { modulator, levels };
}

/** What the amplitudes of learning are multiplied by; none where nothing acts on them. */
export function gainsOf(courses: readonly ModulatorCourse[]): Pick<Stdp, 'gains'> {
  const acting = courses.filter(({ modulator: { acts } }) => acts.potentiation !== 0 || acts.depression !== 0);
  const [first] = acting;
  if (!first) return {};
  const ones = (): Float64Array => new Float64Array(first.levels.length).fill(1);
  const gains = { plus: ones(), minus: ones() };
  for (const { modulator, levels } of acting) {
    const { baseline, acts } = modulator;
    levels.forEach((level, step) => {
      const off = baseline === 0 ? level : Math.min(1, Math.max(-1, (level - baseline) / baseline));
      gains.plus[step] = (gains.plus[step] as number) * Math.max(leastGain, 1 + acts.potentiation * off);
      gains.minus[step] = (gains.minus[step] as number) * Math.max(leastGain, 1 + acts.depression * off);
    });
  }
  return { gains };
}

export function modulatedOf({ modulator, levels }: ModulatorCourse, dtMs: number): Modulated {
  const every = Math.max(1, Math.ceil(levels.length / mostSamples));
  const values = Float64Array.from({ length: Math.ceil(levels.length / every) }, (_, k) => levels[k * every] as number);
  return { name: modulator.name, baseline: modulator.baseline, intervalMs: every * dtMs, values };
}
