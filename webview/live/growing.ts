// Typed arrays that grow at their end: what a stream adds is appended without a copy of what is there. No DOM.

const firstRoom = 256;

class Growing<Kind extends Float64Array | Uint32Array> {
  private used = 0;

  constructor(
    private room: Kind,
    private readonly make: (length: number) => Kind,
  ) {}

  get length(): number {
    return this.used;
  }

  get last(): number | undefined {
    return this.used > 0 ? this.room[this.used - 1] : undefined;
  }

  append(values: ArrayLike<number>, change: (value: number) => number = (value) => value): void {
    const needed = this.used + values.length;
    if (needed > this.room.length) {
      const wider = this.make(Math.max(needed, this.room.length * 2));
      wider.set(this.room.subarray(0, this.used));
      this.room = wider;
    }
    for (let at = 0; at < values.length; at++) this.room[this.used + at] = change(values[at] as number);
    this.used = needed;
  }

  /** Valid until the next append. */
  view(): Kind {
    return this.room.subarray(0, this.used) as Kind;
  }
}

export type GrowingFloats = Growing<Float64Array>;
export type GrowingIds = Growing<Uint32Array>;

export const growingFloats = (): GrowingFloats =>
  new Growing<Float64Array>(new Float64Array(firstRoom), (length) => new Float64Array(length));

export const growingIds = (): GrowingIds =>
  new Growing<Uint32Array>(new Uint32Array(firstRoom), (length) => new Uint32Array(length));
