// The ring of arrivals of one group: what reaches each port of each neuron in this step and in those that the delays look ahead to.

export class Arrivals {
  private readonly slots: readonly (readonly Float64Array[])[];

  constructor(size: number, longestDelaySteps: number, ports: number) {
    this.slots = Array.from({ length: longestDelaySteps + 1 }, () =>
      Array.from({ length: ports }, () => new Float64Array(size)),
    );
  }

  /** The arrivals at the end of step `step`, by port. */
  at(step: number): readonly Float64Array[] {
    return this.slots[step % this.slots.length] as readonly Float64Array[];
  }
}
