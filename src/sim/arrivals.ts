// The ring of arrivals of one group: what reaches each neuron in this step and in those that the delays look ahead to.

export class Arrivals {
  private readonly excitatory: Float64Array[];
  private readonly inhibitory: Float64Array[];

  constructor(
    size: number,
    longestDelaySteps: number,
    private readonly separate: boolean,
  ) {
    const slots = () => Array.from({ length: longestDelaySteps + 1 }, () => new Float64Array(size));
    this.excitatory = slots();
    this.inhibitory = separate ? slots() : this.excitatory;
  }

  /** The arrivals at the end of step `step`. */
  at(step: number, inhibitory: boolean): Float64Array {
    const slots = inhibitory && this.separate ? this.inhibitory : this.excitatory;
    return slots[step % slots.length] as Float64Array;
  }
}
