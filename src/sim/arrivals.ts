// What reaches the neurons of one group: added to their state where that takes it, else to a slot for each port; and rings of slots for later steps.
import { type Reals, type Receiver } from './model';
import { type Order } from './orders';
import { padded, type Workspace } from './workspace';

const nothing: readonly Reals[] = [];

export class Arrivals {
  readonly slots: number;
  /** From one slot of a ring to the next, in neurons. */
  readonly stride: number;
  /** One for each port; none where all events are added to the state in their own step. */
  readonly rings: readonly Reals[];
  private readonly views: readonly (readonly Reals[])[];

  /**
   * @param ahead the longest way that events are sent ahead, in steps
   * @param single whether the neurons take single precision
   */
  constructor(
    private readonly size: number,
    ports: number,
    ahead: number,
    readonly receivers: readonly Receiver[] | undefined,
    single: boolean,
    private readonly workspace: Workspace,
  ) {
    this.slots = ahead + 1;
    this.stride = padded(size);
    const length = this.slots * this.stride;
    const rings = receivers !== undefined && ahead === 0 ? 0 : ports;
    this.rings = Array.from({ length: rings }, () => (single ? workspace.reals(length) : workspace.doubles(length)));
    this.views = Array.from({ length: this.slots }, (_, slot) =>
      this.rings.map((ring) => ring.subarray(slot * this.stride, slot * this.stride + size)),
    );
  }

  /** What the neurons are given in this step, by port; nothing where their state takes it. */
  at(step: number): readonly Reals[] {
    return this.receivers === undefined ? this.slotsOf(step) : nothing;
  }

  /** Where an event of this step is added to, after its weight was multiplied by the gain. */
  into(step: number, port: number): Reals {
    return this.receivers === undefined ? (this.slotsOf(step)[port] as Reals) : (this.receivers[port] as Receiver).into;
  }

  /** The same for an order: where the port's slots begin, how many they are, and from one to the next in bytes. */
  slotWords(port: number): readonly [number, number, number] {
    if (this.receivers !== undefined) return [this.into(0, port).byteOffset, 1, 0];
    const ring = this.ring(port);
    return [ring.byteOffset, this.slots, this.stride * ring.BYTES_PER_ELEMENT];
  }

  gain(port: number): number {
    return this.receivers?.[port]?.gain ?? 1;
  }

  ring(port: number): Reals {
    return this.rings[port] as Reals;
  }

  /** The slot of a later step; its weights are not multiplied by the gain. */
  later(step: number, port: number): Reals {
    return this.slotsOf(step)[port] as Reals;
  }

  /** Adds to the state what was sent ahead to this step. */
  settle(step: number): void {
    const { receivers, workspace } = this;
    if (receivers === undefined || this.rings.length === 0) return;
    this.slotsOf(step).forEach((slot, port) => {
      const { into, gain } = receivers[port] as Receiver;
      if (workspace.kernels !== null && slot.byteOffset > 0 && into.buffer === slot.buffer) {
        workspace.call(`merge${8 * into.BYTES_PER_ELEMENT}`)(slot.byteOffset, into.byteOffset, this.stride, gain);
        return;
      }
      for (let i = 0; i < this.size; i++) {
        into[i] = (into[i] as number) + (slot[i] as number) * gain;
        slot[i] = 0;
      }
    });
  }

  /** Orders that do what `settle` does. */
  get settling(): readonly Order[] {
    const { receivers } = this;
    if (receivers === undefined) return [];
    return this.rings.map((ring, port) => {
      const { into, gain } = receivers[port] as Receiver;
      const bytes = ring.BYTES_PER_ELEMENT;
      const words = [ring.byteOffset, this.slots, this.stride * bytes, bytes, into.byteOffset, this.stride];
      return { task: 'settle', numbers: [gain], words };
    });
  }

  private slotsOf(step: number): readonly Reals[] {
    return this.views[this.slots === 1 ? 0 : step % this.slots] as readonly Reals[];
  }
}
