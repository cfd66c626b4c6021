// Inter-spike intervals of many populations as the spikes stream by: one histogram for each, and every neuron's coefficient of variation.
import { StatisticError } from './error';
import { type HistogramAxis, StreamingHistogram } from './histogram';
import { type Spikes } from './spikes';

export interface IntervalBins {
  readonly minMs: number;
  readonly maxMs: number;
  readonly bins: number;
  readonly axis: HistogramAxis;
}

/** Two intervals, and so three spikes, are the fewest that can vary. */
const fewestIntervals = 2;
/** Intervals that are handed to a histogram at once. */
const batch = 1024;

export class IntervalTally {
  /** One for each group. */
  readonly histograms: readonly StreamingHistogram[];
  /** Of each group, over its neurons. */
  readonly intervals: Float64Array;
  private readonly sums: Float64Array;
  private readonly lastMs: Float64Array;
  private readonly counts: Uint32Array;
  private readonly means: Float64Array;
  private readonly squares: Float64Array;
  private readonly waiting: readonly Float64Array[];
  private readonly fill: Uint32Array;

  /** @param groupOf the group of each id; -1 where it is nobody's */
  constructor(
    private readonly groupOf: Int32Array,
    groups: number,
    { minMs, maxMs, bins, axis }: IntervalBins,
  ) {
    if (!(groups > 0)) throw new StatisticError('there is no population to take intervals of');
    const size = groupOf.length;
    this.histograms = Array.from({ length: groups }, () => new StreamingHistogram(minMs, maxMs, bins, axis));
    this.intervals = new Float64Array(groups);
    this.sums = new Float64Array(groups);
    this.lastMs = new Float64Array(size).fill(NaN);
    this.counts = new Uint32Array(size);
    this.means = new Float64Array(size);
    this.squares = new Float64Array(size);
    this.waiting = this.histograms.map(() => new Float64Array(batch));
    this.fill = new Uint32Array(groups);
  }

  /** Takes the spikes from `start` up to `end`, which come after those that it has. */
  add({ times, ids }: Spikes, start: number, end: number): void {
    const { groupOf, lastMs, counts, means, squares, waiting, fill } = this;
    for (let spike = start; spike < end; spike++) {
      const id = ids[spike] as number;
      const group = groupOf[id] ?? -1;
      if (group < 0) continue;
      const time = times[spike] as number;
      const interval = time - (lastMs[id] as number);
      lastMs[id] = time;
      // The first spike ends no interval.
      if (interval !== interval) continue;
      const count = (counts[id] as number) + 1;
      const off = interval - (means[id] as number);
      counts[id] = count;
      means[id] = (means[id] as number) + off / count;
      squares[id] = (squares[id] as number) + off * (interval - (means[id] as number));
      const own = waiting[group] as Float64Array;
      const at = fill[group] as number;
      own[at] = interval;
      fill[group] = at + 1;
      if (at + 1 === batch) this.pour(group);
    }
  }

  /** To be called when all spikes have been taken. */
  finish(): void {
    for (let group = 0; group < this.fill.length; group++) this.pour(group);
  }

  /** By id; NaN for a neuron with fewer than three spikes. */
  cvs(): Float64Array {
    const { counts, means, squares } = this;
    return Float64Array.from(counts, (count, id) =>
      count >= fewestIntervals ? Math.sqrt((squares[id] as number) / count) / (means[id] as number) : NaN,
    );
  }

  /** Of a group's intervals; NaN where it has none. */
  meanMs(group: number): number {
    return (this.sums[group] as number) / (this.intervals[group] as number);
  }

  private pour(group: number): void {
    const own = (this.waiting[group] as Float64Array).subarray(0, this.fill[group]);
    this.histograms[group]?.add(own);
    this.intervals[group] = (this.intervals[group] as number) + own.length;
    this.sums[group] = own.reduce((sum, each) => sum + each, this.sums[group] as number);
    this.fill[group] = 0;
  }
}
