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
      return {
        events: side.reduce((sum, { events }) => sum + events, 0),
        weight: side.reduce((sum, { events, weight }) => sum + Math.abs(events * weight), 0),
      };
    };
    return { population: name, weightUnit, excitatory: sumOf(false), inhibitory: sumOf(true) };
  });
}
