// Which of a recording's traces are shown, between which potentials they move, and when their neurons fired. No DOM.
import { type About, type Recording, type Trace } from '../../../src/protocol/probe';

/** More lines over each other can't be told apart. */
const tracesAtMost = 6;
export const oneOfEach = 'one of each';
/** Those that were asked for, together. */
export const asked = 'asked';

export const keyOf = ({ population, neuron, variable }: Trace): string => `${population} ${neuron} ${variable}`;
export const nameOf = ({ population, neuron }: Pick<Trace, 'population' | 'neuron'>): string =>
  `${population}[${neuron}]`;

/** The first trace of each population, as long as they are of the same variable; the neurons that were asked for; or a single one. */
export function chooseTraces(
  { traces }: Pick<Recording, 'traces'>,
  chosen: string,
  wanted: readonly string[] = [],
): readonly Trace[] {
  const [first] = traces;
  const alike = traces.filter(({ variable, unit }) => variable === first?.variable && unit === first.unit);
  const single = traces.find((trace) => keyOf(trace) === chosen);
  if (single) return [single];
  const named = wanted.flatMap((name) => alike.find((trace) => nameOf(trace) === name) ?? []);
  if (chosen === asked && named.length > 0) return named.slice(-tracesAtMost);
  return alike
    .filter(({ population }, at, all) => all.findIndex((other) => other.population === population) === at)
    .slice(0, tracesAtMost);
}

export interface Level {
  readonly kind: 'threshold' | 'reset';
  readonly value: number;
  /** Of whom, where the populations that are shown differ in it. */
  readonly population: string | null;
}

const perMillivolt: Readonly<Record<string, number>> = { mV: 1, V: 1e-3 };

/** Threshold and reset of the membranes that are shown, in their unit; each once. */
export function levelsOf(traces: readonly Trace[], about: readonly About[]): Level[] {
  const levels: Level[] = [];
  for (const kind of ['threshold', 'reset'] as const) {
    const found = new Map<string, number>();
    for (const { population, unit, isMembrane } of traces) {
      const own = about.find((each) => each.population === population);
      const factor = own?.unit === unit ? 1 : own?.unit === 'mV' ? perMillivolt[unit] : undefined;
      const value = own?.[kind] ?? null;
      if (isMembrane && factor !== undefined && value !== null) found.set(population, value * factor);
    }
    const values = new Set(found.values());
    if (values.size === 1) levels.push({ kind, value: [...values][0] ?? 0, population: null });
    else for (const [population, value] of found) levels.push({ kind, value, population });
  }
  return levels;
}

/** When each of the traces' neurons fired: one pass over all spikes. */
export function spikesOfTraces(
  { populations, times, ids }: Pick<Recording, 'populations' | 'times' | 'ids'>,
  traces: readonly Trace[],
): readonly Float64Array[] {
  const found: number[][] = traces.map(() => []);
  const idsOf = traces.map(({ population, neuron }) => {
    const own = populations.find(({ name }) => name === population);
    return own ? own.first + neuron : -1;
  });
  const most = Math.max(-1, ...idsOf);
  const placeOf = new Int32Array(most + 1).fill(-1);
  idsOf.forEach((id, at) => {
    if (id >= 0) placeOf[id] = at;
  });
  for (let spike = 0; spike < ids.length; spike++) {
    const id = ids[spike] as number;
    const at = id <= most ? (placeOf[id] as number) : -1;
    if (at >= 0) found[at]?.push(times[spike] as number);
  }
  return found.map((each) => Float64Array.from(each));
}
