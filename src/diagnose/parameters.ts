// A population's parameters by their role, as plain numbers, whichever form its model has them in.
import { type Population, type Role, roleUnits } from '../core/network/network';
import { parseUnit } from '../core/units/parse';
import { conversion, sameKind } from '../core/units/unit';

/** In the role's unit; null where it is not known as one number. */
export function roleValue(population: Population, role: Role): number | null {
  const { stepping } = population;
  if (stepping && role === 'threshold') return stepping.threshold;
  if (stepping && role === 'leak') return stepping.rest;
  if (stepping && role === 'reset') return stepping.resetTo;
  const all = Object.values(population.params).filter((each) => each.role === role && each.value !== null);
  const found = all.find((each) => each.byDefault !== true) ?? all[0];
  if (!found || found.value === null) return null;
  return inUnit(found.value, found.unit, roleUnits[role]);
}

/** The unit of the membrane: plain numbers have none. */
export const membraneUnit = ({ stepping }: Population): string => (stepping && stepping.unit === null ? '' : ' mV');

export function inUnit(value: number, from: string | null, to: string): number | null {
  if (from === null || from === to) return value;
  const [own, wanted] = [parseUnit(from), parseUnit(to)];
  if (!own || !wanted || !sameKind(own, wanted)) return null;
  const { n, d } = conversion(own, wanted);
  return (value * Number(n)) / Number(d);
}

/** Threshold above rest; null where one of them is not known. */
export function gapOf(population: Population): number | null {
  const [threshold, leak] = [roleValue(population, 'threshold'), roleValue(population, 'leak')];
  return threshold === null || leak === null ? null : threshold - leak;
}

/** How often a neuron of the population can fire at most: once in each refractory period and step. */
export function ceilingHz(population: Population, dtMs: number): number {
  const steps = population.stepping?.refractorySteps;
  const refractoryMs = steps === undefined ? (roleValue(population, 'refractory') ?? 0) : steps * dtMs;
  return 1000 / (Math.round(refractoryMs / dtMs) * dtMs + dtMs);
}

const decisive: ReadonlySet<string> = new Set(['threshold', 'leak', 'reset', 'membraneTime', 'capacity', 'refractory']);

/** Whether every parameter that decides when it fires is known: of an assumed one nobody can be told that it is wrong. */
export const isKnownNeuron = ({ params, dynamics }: Population): boolean =>
  dynamics !== 'unknown' &&
  Object.values(params).every(
    ({ role, value, drawn, each }) => role === undefined || !decisive.has(role) || value !== null || drawn || each,
  );
