// Says what reached each population in a run: events and their summed weights, excitatory and inhibitory apart.
import { type Reached } from './recording';

export interface Tallied {
  /** The population. */
  readonly target: number;
  /** Of one event. */
  readonly weight: number;
  readonly inhibits: boolean;
  readonly events: number;
}

export function reachedBy(
  populations: readonly { readonly name: string; readonly weightUnit: string | null }[],
  tallied: readonly Tallied[],
): Reached[] {
  return populations.map(({ name, weightUnit }, population) => {
    const sumOf = (inhibits: boolean) => {
      const side = tallied.filter((each) => each.target === population && each.inhibits === inhibits);
      return { events: sum(side.map(({ events }) => events)), weight: summedWeights(side) };
    };
    return { population: name, weightUnit, excitatory: sumOf(false), inhibitory: sumOf(true) };
  });
}

/** In an order of its own, so that it has the same bits however the events were counted. */
function summedWeights(tallied: readonly Tallied[]): number {
  const events = new Map<number, number>();
  for (const each of tallied) events.set(each.weight, (events.get(each.weight) ?? 0) + each.events);
  return sum([...events].map(([weight, count]) => Math.abs(weight * count)).sort((one, other) => one - other));
}

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);
