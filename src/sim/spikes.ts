// A growing list of spikes in typed arrays.

export class SpikeList {
  private times = new Float64Array(1024);
  private ids = new Uint32Array(1024);
  count = 0;

  /** `count` neurons of a group whose first id is `first`, listed in `fired` from `start` on. */
  add(timeMs: number, first: number, fired: Uint32Array, start: number, count: number): void {
    while (this.count + count > this.times.length) this.grow();
    for (let i = start; i < start + count; i++) {
      this.times[this.count] = timeMs;
      this.ids[this.count++] = first + (fired[i] as number);
    }
  }

  /** `count` ids with the step that each fired in. */
  addSteps(ids: Uint32Array, steps: Uint32Array, count: number, timeOf: (step: number) => number): void {
    while (this.count + count > this.times.length) this.grow();
    for (let k = 0; k < count; k++) {
      this.times[this.count] = timeOf((steps[k] as number) + 1);
      this.ids[this.count++] = ids[k] as number;
    }
  }

  /** Copies, so that their buffers hold nothing else and can be transferred. */
  result(): { times: Float64Array; ids: Uint32Array } {
    return { times: this.times.slice(0, this.count), ids: this.ids.slice(0, this.count) };
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2);
    const ids = new Uint32Array(this.ids.length * 2);
    times.set(this.times);
    ids.set(this.ids);
    this.times = times;
    this.ids = ids;
  }
}
