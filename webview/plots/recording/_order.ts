// In which order a raster's rows stand: populations as they are or by what they do to others, and in each its neurons by what they did. No DOM.
import { type About, type Recording } from '../../../src/protocol/probe';

export const sortings = ['written', 'rate', 'first-spike'] as const;
export type Sorting = (typeof sortings)[number];

type Recorded = Pick<Recording, 'populations' | 'times' | 'ids'>;

/** Excitatory at the bottom, inhibitory at the top, and between them whatever is neither. */
const rank = { excitatory: 0, neither: 1, inhibitory: 2 };

/** Neuron ids from the bottom row to the top one. */
export function orderRows(recording: Recorded, sorting: Sorting, grouped: readonly About[] | null): Uint32Array {
  const { populations } = recording;
  const rankOf = (name: string): number =>
    rank[grouped?.find(({ population }) => population === name)?.sign ?? 'neither'];
  const ordered = grouped ? [...populations].sort((one, other) => rankOf(one.name) - rankOf(other.name)) : populations;
  const order = new Uint32Array(ordered.reduce((sum, { size }) => sum + size, 0));
  const measure = sorting === 'written' ? null : measureOf(recording, sorting);
  let at = 0;
  for (const { first, size } of ordered) {
    const own = order.subarray(at, at + size);
    for (let neuron = 0; neuron < size; neuron++) own[neuron] = first + neuron;
    // Who is alike keeps its order.
    if (measure) own.sort((one, other) => (measure[one] as number) - (measure[other] as number) || one - other);
    at += size;
  }
  return order;
}

/** By id what comes first where it is least: the most active, or the earliest. */
function measureOf({ populations, times, ids }: Recorded, sorting: Exclude<Sorting, 'written'>): Float64Array {
  const size = populations.reduce((most, each) => Math.max(most, each.first + each.size), 0);
  const isRate = sorting === 'rate';
  const measure = new Float64Array(size).fill(isRate ? 0 : Infinity);
  for (let spike = 0; spike < ids.length; spike++) {
    const id = ids[spike] as number;
    if (id >= size) continue;
    if (isRate) measure[id] = (measure[id] as number) - 1;
    else if (measure[id] === Infinity) measure[id] = times[spike] as number;
  }
  // Infinity less infinity is no order.
  return isRate ? measure : measure.map((timeMs) => (timeMs === Infinity ? Number.MAX_VALUE : timeMs));
}

/** Whether there are both kinds, so that grouping says something. */
export const canGroup = (about: readonly About[]): boolean =>
  about.some(({ sign }) => sign === 'excitatory') && about.some(({ sign }) => sign === 'inhibitory');
