// Two sets of weights held against each other, entry by entry as they stream by: correlation, how far they moved, and what moved most.
import { joined, noRange, type SignedCounts, SignedHistogram, type SignedRange, widen } from './signedHistogram';

export interface Moved {
  readonly row: number;
  readonly column: number;
  readonly before: number;
  readonly after: number;
}

export interface DifferenceFigures {
  /** Of pairs of finite numbers, of which there are so many; the others are left out. */
  readonly compared: number;
  readonly leftOut: number;
  /** Pairs that are not equal. */
  readonly changed: number;
  /** Pearson's; null where one side is constant. */
  readonly correlation: number | null;
  /** Of after minus before. */
  readonly mean: number | null;
  readonly rms: number | null;
  readonly greatest: number | null;
  /** The root of the sum of squared differences, over that of the numbers before; null where these are all zero. */
  readonly relative: number | null;
  /** Entries whose sign turned. */
  readonly turned: number;
  /** The ones that moved farthest, first. */
  readonly most: readonly Moved[];
}

const mostKept = 50;

/** First pass: figures, ranges, and what moved most. */
export class DifferenceTally {
  private compared = 0;
  private leftOut = 0;
  private changed = 0;
  private turned = 0;
  private greatest = 0;
  private readonly mean = { before: 0, after: 0 };
  private readonly squares = { before: 0, after: 0, product: 0 };
  private readonly sums = { moved: 0, squared: 0, before: 0 };
  private readonly kept: Moved[] = [];
  /** Of the differences, and of both sides together. */
  ranges: { readonly moved: SignedRange; readonly values: SignedRange } = { moved: noRange, values: noRange };

  /** @param place where entry `k` stands */
  add(
    before: ArrayLike<number>,
    after: ArrayLike<number>,
    place: (k: number) => readonly [row: number, column: number],
  ): void {
    const moved = new Float64Array(before.length);
    for (let k = 0; k < before.length; k++) {
      const [a, b] = [before[k] as number, after[k] as number];
      const by = b - a;
      if (by - by !== 0) {
        this.leftOut++;
        continue;
      }
      moved[k] = by;
      this.pair(a, b);
      this.sums.moved += by;
      this.sums.squared += by * by;
      this.sums.before += a * a;
      if (by === 0) continue;
      this.changed++;
      if (a * b < 0) this.turned++;
      this.keep(a, b, Math.abs(by), () => place(k));
    }
    this.ranges = {
      moved: widen(this.ranges.moved, moved),
      values: joined(widen(this.ranges.values, before), widen(noRange, after)),
    };
  }

  get figures(): DifferenceFigures {
    const { compared, leftOut, changed, turned, squares, sums } = this;
    const known = <T>(value: T): T | null => (compared > 0 ? value : null);
    const spread = Math.sqrt(squares.before) * Math.sqrt(squares.after);
    return {
      compared,
      leftOut,
      changed,
      correlation: compared > 1 && spread > 0 ? Math.max(-1, Math.min(1, squares.product / spread)) : null,
      mean: known(sums.moved / compared),
      rms: known(Math.sqrt(sums.squared / compared)),
      greatest: known(this.greatest),
      relative: sums.before > 0 ? Math.sqrt(sums.squared / sums.before) : null,
      turned,
      most: [...this.kept].sort(farthest),
    };
  }

  /** Welford's update, for both and their product. */
  private pair(before: number, after: number): void {
    const { mean, squares } = this;
    const n = ++this.compared;
    const apart = before - mean.before;
    mean.before += apart / n;
    squares.before += apart * (before - mean.before);
    const other = after - mean.after;
    mean.after += other / n;
    squares.after += other * (after - mean.after);
    squares.product += apart * (after - mean.after);
  }

  private keep(before: number, after: number, by: number, place: () => readonly [number, number]): void {
    if (by > this.greatest) this.greatest = by;
    if (this.kept.length >= mostKept) {
      if (by <= this.least) return;
      this.kept.splice(this.leastAt, 1);
    }
    const [row, column] = place();
    this.kept.push({ row, column, before, after });
    if (this.kept.length < mostKept) return;
    this.leastAt = this.kept.reduce((at, each, k) => (size(each) < size(this.kept[at] as Moved) ? k : at), 0);
    this.least = size(this.kept[this.leastAt] as Moved);
  }

  private least = 0;
  private leastAt = 0;
}

const size = ({ before, after }: Moved): number => Math.abs(after - before);
const farthest = (a: Moved, b: Moved): number => size(b) - size(a) || a.row - b.row || a.column - b.column;

/** How often each value before met each value after: `counts[up * cells + across]`, both from `min` to `max`. */
export interface Meeting {
  readonly min: number;
  readonly max: number;
  readonly cells: number;
  readonly counts: Float64Array;
}

/** Second pass: the distribution of the differences, and before against after. */
export class DifferencePictures {
  private readonly histogram: SignedHistogram;
  readonly meeting: Meeting;

  constructor({ moved, values }: DifferenceTally['ranges'], bins: number, cells: number) {
    this.histogram = new SignedHistogram(moved, bins);
    const [min, max] = values.least > values.most ? [-1, 1] : [Math.min(values.min, 0), Math.max(values.max, 0)];
    this.meeting = { min, max, cells, counts: new Float64Array(cells * cells) };
  }

  add(before: ArrayLike<number>, after: ArrayLike<number>): void {
    const { min, max, cells, counts } = this.meeting;
    const scale = cells / (max - min);
    const cell = (value: number): number => Math.min(cells - 1, Math.floor((value - min) * scale));
    const moved = Float64Array.from(before, (value, k) => (after[k] as number) - value);
    this.histogram.add(moved);
    for (let k = 0; k < moved.length; k++) {
      if ((moved[k] as number) - (moved[k] as number) !== 0) continue;
      const at = cell(after[k] as number) * cells + cell(before[k] as number);
      counts[at] = (counts[at] as number) + 1;
    }
  }

  get unchanged(): number {
    return this.histogram.zeros;
  }

  get linear(): SignedCounts | null {
    return this.histogram.linear;
  }

  get log(): SignedCounts | null {
    return this.histogram.log;
  }
}
