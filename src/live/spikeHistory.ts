// Spikes of the last hour in bounded memory: a ring, of which the oldest go first, and how many went is kept.
import type { SpikeWindow } from './series';

export const mostSpikesKept = 400_000;
export const spikesKeptMs = 3_600_000;

const firstRoom = 4096;

export class SpikeHistory {
  private times = new Float64Array(firstRoom);
  private ids = new Uint32Array(firstRoom);
  private start = 0;
  private length = 0;
  /** For each round that brought spikes, how many had come in all by its end. */
  private rounds: { round: number; total: number }[] = [];
  private total = 0;
  private neurons = 0;

  constructor(
    private readonly most = mostSpikesKept,
    private readonly keptMs = spikesKeptMs,
  ) {}

  get size(): number {
    return this.length;
  }

  /** In order of time. */
  add(times: readonly number[], ids: readonly number[], round: number, neurons: number | null): void {
    this.neurons = Math.max(this.neurons, neurons ?? 0);
    for (let k = 0; k < times.length; k++) {
      if (this.length === this.times.length && this.length < this.most) this.grow();
      if (this.length === this.times.length) this.drop();
      const at = (this.start + this.length++) % this.times.length;
      this.times[at] = times[k] as number;
      this.ids[at] = ids[k] as number;
      this.neurons = Math.max(this.neurons, (ids[k] as number) + 1);
      this.total++;
    }
    if (times.length > 0) this.rounds.push({ round, total: this.total });
    const newest = this.length === 0 ? 0 : (this.times[(this.start + this.length - 1) % this.times.length] as number);
    while (this.length > 0 && (this.times[this.start] as number) < newest - this.keptMs) this.drop();
    while ((this.rounds[0]?.total ?? Infinity) <= this.total - this.length) this.rounds.shift();
  }

  /** What came after a round, as far as it is still there. */
  since(round: number): SpikeWindow {
    const before = this.rounds.findLast((each) => each.round <= round)?.total ?? 0;
    const news =
      round <= 0 ? this.length : Math.min(this.length, this.total - Math.max(before, this.firstUnknown(round)));
    const [times, ids] = [new Float64Array(news), new Uint32Array(news)];
    for (let k = 0; k < news; k++) {
      const at = (this.start + this.length - news + k) % this.times.length;
      times[k] = this.times[at] as number;
      ids[k] = this.ids[at] as number;
    }
    return { times, ids, neurons: this.neurons, dropped: this.total - this.length };
  }

  /** Where all rounds that are kept came after the asked one, everything that is there is new. */
  private firstUnknown(round: number): number {
    const [first] = this.rounds;
    if (!first) return this.total;
    return first.round > round ? this.total - this.length : 0;
  }

  private drop(): void {
    this.start = (this.start + 1) % this.times.length;
    this.length--;
  }

  private grow(): void {
    const room = Math.min(this.most, 2 * this.times.length);
    const [times, ids] = [new Float64Array(room), new Uint32Array(room)];
    for (let k = 0; k < this.length; k++) {
      const at = (this.start + k) % this.times.length;
      times[k] = this.times[at] as number;
      ids[k] = this.ids[at] as number;
    }
    [this.times, this.ids, this.start] = [times, ids, 0];
  }
}
