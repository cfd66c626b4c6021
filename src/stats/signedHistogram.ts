// Histograms of weights that stream by, each sign by itself: on a linear axis, and by size on a logarithmic one. Zeros are counted and not binned.
import { StreamingHistogram } from './histogram';

export interface SignedCounts {
  /** Of the numbers, or of their sizes; one more than the counts. */
  readonly edges: Float64Array;
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

/** Of numbers that are finite and not zero; empty where `least` is above `most`. */
export interface SignedRange {
  readonly min: number;
  readonly max: number;
  /** Of the sizes. */
  readonly least: number;
  readonly most: number;
}

export const noRange: SignedRange = { min: Infinity, max: -Infinity, least: Infinity, most: -Infinity };

export function widen(range: SignedRange, values: ArrayLike<number>): SignedRange {
  let { min, max, least, most } = range;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value === 0 || value - value !== 0) continue;
    const size = value < 0 ? -value : value;
    if (value < min) min = value;
    if (value > max) max = value;
    if (size < least) least = size;
    if (size > most) most = size;
  }
  return { min, max, least, most };
}

export const joined = (a: SignedRange, b: SignedRange): SignedRange => ({
  min: Math.min(a.min, b.min),
  max: Math.max(a.max, b.max),
  least: Math.min(a.least, b.least),
  most: Math.max(a.most, b.most),
});

/** Zeros have a place on the linear axis: it reaches to them. A single number gets a bin about it. */
function linearEnds({ min, max }: SignedRange): readonly [number, number] {
  const [from, to] = [Math.min(min, 0), Math.max(max, 0)];
  return Number.isFinite(to - from) ? [from, to] : [from / 2, to / 2];
}

/** Sizes far below the greatest are gathered in the first bin: no axis of three hundred decades says anything. */
const mostDecades = 12;

function logEnds({ least, most }: SignedRange): readonly [number, number] {
  const from = Math.max(least, most * 10 ** -mostDecades);
  return from < most ? [from, most] : [most / Math.SQRT2, most * Math.SQRT2];
}

export class SignedHistogram {
  zeros = 0;
  nonFinite = 0;
  private readonly parts: readonly [up: Pair, down: Pair] | null;

  constructor(range: SignedRange, bins: number) {
    if (range.least > range.most) {
      this.parts = null;
      return;
    }
    const [linear, log] = [linearEnds(range), logEnds(range)];
    const pair = (): Pair => ({
      linear: new StreamingHistogram(...linear, bins),
      log: new StreamingHistogram(...log, bins, 'log'),
    });
    this.parts = [pair(), pair()];
  }

  add(values: ArrayLike<number>): void {
    const { parts } = this;
    const up = new Float64Array(values.length);
    const down = new Float64Array(values.length);
    let [ups, downs] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value - value !== 0) this.nonFinite++;
      else if (value === 0) this.zeros++;
      else if (value > 0) up[ups++] = value;
      else down[downs++] = value;
    }
    if (!parts) return;
    const [above, below] = parts;
    above.linear.add(up.subarray(0, ups));
    above.log.add(up.subarray(0, ups));
    below.linear.add(down.subarray(0, downs));
    below.log.add(down.subarray(0, downs).map((value) => -value));
  }

  /** Null where there was no range. */
  get linear(): SignedCounts | null {
    return this.counts('linear');
  }

  /** By size. */
  get log(): SignedCounts | null {
    return this.counts('log');
  }

  private counts(axis: 'linear' | 'log'): SignedCounts | null {
    if (!this.parts) return null;
    const [up, down] = this.parts.map((each) => each[axis]) as [StreamingHistogram, StreamingHistogram];
    return { edges: up.edges, positive: gathered(up), negative: gathered(down) };
  }
}

interface Pair {
  readonly linear: StreamingHistogram;
  readonly log: StreamingHistogram;
}

/** What lies outside by rounding, or is too small for the axis, belongs to its ends. */
function gathered({ counts, below, above }: StreamingHistogram): Float64Array {
  const result = counts.slice();
  result[0] = (result[0] as number) + below;
  result[result.length - 1] = (result.at(-1) as number) + above;
  return result;
}
