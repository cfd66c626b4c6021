// Counts what reaches each population in a run: events and their summed weights, excitatory and inhibitory apart.
import { type Reached } from './recording';

export class Tally {
  private readonly sums: {
    excitatory: { events: number; weight: number };
    inhibitory: { events: number; weight: number };
  }[];

  constructor(private readonly populations: readonly { readonly name: string; readonly weightUnit: string | null }[]) {
    const nothing = () => ({ events: 0, weight: 0 });
    this.sums = populations.map(() => ({ excitatory: nothing(), inhibitory: nothing() }));
  }

  /** `weight` is that of all the events together. */
  add(population: number, inhibitory: boolean, events: number, weight: number): void {
    const sums = this.sums[population];
    if (sums === undefined || events === 0) return;
    const side = inhibitory ? sums.inhibitory : sums.excitatory;
    side.events += events;
    side.weight += Math.abs(weight);
  }

  result(): Reached[] {
    return this.populations.map(({ name, weightUnit }, at) => ({
      population: name,
      weightUnit,
      ...(this.sums[at] as (typeof this.sums)[number]),
    }));
  }
}
