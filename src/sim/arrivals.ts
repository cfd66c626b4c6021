// The rings of arrivals of one group, one for each port: what reaches each neuron in this step and in those that the delays look ahead to.
import { type Reals } from './model';
import { padded } from './workspace';

export class Arrivals {
  readonly slots: number;
  /** From one slot of a ring to the next, in neurons. */
  readonly stride: number;
  /** One for each port. */
  readonly rings: readonly Reals[];
  private readonly views: readonly (readonly Reals[])[];

  constructor(size: number, longestDelaySteps: number, ports: number, allocate: (length: number) => Reals) {
    this.slots = longestDelaySteps + 1;
    this.stride = padded(size);
    this.rings = Array.from({ length: ports }, () => allocate(this.slots * this.stride));
    this.views = Array.from({ length: this.slots }, (_, slot) =>
      this.rings.map((ring) => ring.subarray(slot * this.stride, slot * this.stride + size)),
    );
  }

  /** The arrivals at the end of step `step`, by port. */
  at(step: number): readonly Reals[] {
    return this.views[step % this.slots] as readonly Reals[];
  }

  of(step: number, port: number): Reals {
    return this.at(step)[port] as Reals;
  }
}
