// One series over time in bounded memory: the last hour sample by sample, before that min, mean and max of cells that widen as they age.
import type { Series } from './series';

export interface HistoryLimits {
  /** How long samples are kept one by one. */
  readonly detailMs: number;
  readonly mostSamples: number;
  /** What older samples are put together in, at first. */
  readonly cellMs: number;
  readonly mostCells: number;
}

export const historyLimits: HistoryLimits = {
  detailMs: 3_600_000,
  mostSamples: 20_000,
  cellMs: 10_000,
  mostCells: 4_320,
};

interface Cell {
  from: number;
  to: number;
  min: number;
  sum: number;
  max: number;
  count: number;
}

const firstRoom = 256;

export class SeriesHistory {
  private times = new Float64Array(firstRoom);
  private values = new Float64Array(firstRoom);
  /** The round in which a sample came. */
  private rounds = new Float64Array(firstRoom);
  private start = 0;
  private length = 0;
  private cells: Cell[] = [];
  private cellMs: number;
  /** The round of the last sample that is no longer there by itself. */
  private agedRound = 0;

  constructor(
    readonly name: string,
    private readonly limits: HistoryLimits = historyLimits,
  ) {
    this.cellMs = limits.cellMs;
  }

  get samples(): number {
    return this.length;
  }

  get points(): number {
    return this.length + this.cells.length;
  }

  get lastMs(): number {
    return this.length === 0
      ? (this.cells.at(-1)?.to ?? -Infinity)
      : (this.times[this.index(this.length - 1)] as number);
  }

  /** A time before the last one is taken for the last: clocks are set back. */
  add(atMs: number, value: number, round: number): void {
    if (!Number.isFinite(value)) return;
    const time = Math.max(atMs, this.lastMs);
    if (this.length === this.times.length) {
      if (this.length < this.limits.mostSamples) this.grow();
      else this.age();
    }
    const at = this.index(this.length++);
    this.times[at] = time;
    this.values[at] = value;
    this.rounds[at] = round;
    while (this.length > this.limits.mostSamples || (this.times[this.start] as number) < time - this.limits.detailMs)
      this.age();
  }

  /** Samples that came after a round; null where some of them are in cells by now, so that only the whole is right. */
  since(round: number): Series | null {
    if (this.agedRound > round) return null;
    let from = this.length;
    while (from > 0 && (this.rounds[this.index(from - 1)] as number) > round) from--;
    return this.series(from, []);
  }

  whole(): Series {
    return this.series(0, this.cells);
  }

  /** The last values, oldest first. */
  last(count: number): { readonly times: number[]; readonly values: number[] } {
    const from = Math.max(0, this.length - count);
    const [times, values]: [number[], number[]] = [[], []];
    for (let k = from; k < this.length; k++) {
      times.push(this.times[this.index(k)] as number);
      values.push(this.values[this.index(k)] as number);
    }
    return { times, values };
  }

  private index(k: number): number {
    return (this.start + k) % this.times.length;
  }

  private series(fromSample: number, cells: readonly Cell[]): Series {
    const size = cells.length + this.length - fromSample;
    const made = {
      name: this.name,
      ...{ from: new Float64Array(size), to: new Float64Array(size) },
      ...{ min: new Float64Array(size), mean: new Float64Array(size), max: new Float64Array(size) },
    };
    cells.forEach(({ from, to, min, sum, max, count }, i) => {
      made.from[i] = from;
      made.to[i] = to;
      made.min[i] = min;
      made.mean[i] = sum / count;
      made.max[i] = max;
    });
    for (let k = fromSample, i = cells.length; k < this.length; k++, i++) {
      const at = this.index(k);
      made.from[i] = made.to[i] = this.times[at] as number;
      made.min[i] = made.mean[i] = made.max[i] = this.values[at] as number;
    }
    return made;
  }

  private grow(): void {
    const room = Math.min(this.limits.mostSamples, 2 * this.times.length);
    const moved = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const made = new Float64Array(room);
      for (let k = 0; k < this.length; k++) made[k] = old[this.index(k)] as number;
      return made;
    };
    [this.values, this.rounds, this.times] = [moved(this.values), moved(this.rounds), moved(this.times)];
    this.start = 0;
  }

  /** The oldest sample goes into a cell. */
  private age(): void {
    const [time, value] = [this.times[this.start] as number, this.values[this.start] as number];
    this.agedRound = this.rounds[this.start] as number;
    this.start = this.index(1);
    this.length--;
    const last = this.cells.at(-1);
    if (last && time - last.from < this.cellMs) {
      last.to = time;
      last.min = Math.min(last.min, value);
      last.max = Math.max(last.max, value);
      last.sum += value;
      last.count++;
    } else {
      this.cells.push({ from: time, to: time, min: value, sum: value, max: value, count: 1 });
      if (this.cells.length > this.limits.mostCells) this.widen();
    }
  }

  /** Two cells become one: nothing is dropped, it only gets coarser. */
  private widen(): void {
    this.cellMs *= 2;
    const made: Cell[] = [];
    for (const each of this.cells) {
      const last = made.at(-1);
      if (last && each.to - last.from < this.cellMs) {
        last.to = each.to;
        last.min = Math.min(last.min, each.min);
        last.max = Math.max(last.max, each.max);
        last.sum += each.sum;
        last.count += each.count;
      } else made.push(each);
    }
    this.cells = made;
  }
}
