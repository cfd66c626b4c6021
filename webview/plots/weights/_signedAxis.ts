// Where weights stand on an axis: by value, or by size on logarithmic axes to both sides of a gap that is zero. No DOM.

export type AxisKind = 'linear' | 'log';

/** What the bins of either sign reach over; of sizes where the axis is logarithmic. */
export interface SignedEdges {
  readonly edges: Float64Array;
  readonly positive: Float64Array;
  readonly negative: Float64Array;
}

export interface Tick {
  readonly at: number;
  readonly value: number;
}

export interface SignedAxis {
  readonly min: number;
  readonly max: number;
  /** From the place on the axis of a bin of one sign to that of its ends. */
  bin(bin: number, sign: 1 | -1): readonly [from: number, to: number];
  /** Which bin is here; null in the gap and outside. */
  binAt(at: number): { readonly bin: number; readonly sign: 1 | -1 } | null;
  /** Null where the chart's own ticks are good. */
  readonly ticks: readonly Tick[] | null;
}

const any = (counts: Float64Array): boolean => counts.some((count) => count > 0);

/** What all of these need: one axis for several. */
export function signedAxis(kind: AxisKind, { edges, positive, negative }: SignedEdges): SignedAxis {
  return kind === 'linear' ? byValue(edges) : bySize(edges, any(positive), any(negative));
}

function byValue(edges: Float64Array): SignedAxis {
  const bins = edges.length - 1;
  const [min, max] = [edges[0] as number, edges[bins] as number];
  return {
    min,
    max,
    bin: (bin) => [edges[bin] as number, edges[bin + 1] as number],
    binAt(at) {
      if (!(at >= min && at <= max)) return null;
      const bin = Math.min(bins - 1, Math.floor(((at - min) / (max - min)) * bins));
      return { bin, sign: ((edges[bin] as number) + (edges[bin + 1] as number)) / 2 < 0 ? -1 : 1 };
    },
    ticks: null,
  };
}

/** The gap about zero, as a part of the decades on one side. */
const gapPart = 0.08;
const mostTicks = 5;

function bySize(edges: Float64Array, hasPositive: boolean, hasNegative: boolean): SignedAxis {
  const bins = edges.length - 1;
  const [least, most] = [Math.log10(edges[0] as number), Math.log10(edges[bins] as number)];
  const span = most - least;
  const gap = gapPart * span;
  const place = (size: number): number => Math.min(span, Math.max(0, Math.log10(size) - least)) + gap;
  const marks = sizesOf(least, most);
  const ticks = [
    ...(hasNegative ? marks.map((size) => ({ at: -place(size), value: -size })).reverse() : []),
    ...(hasPositive || !hasNegative ? marks.map((size) => ({ at: place(size), value: size })) : []),
  ];
  return {
    min: hasNegative ? -(span + gap) : gap,
    max: hasPositive || !hasNegative ? span + gap : -gap,
    bin(bin, sign) {
      const [from, to] = [place(edges[bin] as number), place(edges[bin + 1] as number)];
      return sign > 0 ? [from, to] : [-to, -from];
    },
    binAt(at) {
      const away = Math.abs(at) - gap;
      if (away < 0 || away > span) return null;
      return { bin: Math.min(bins - 1, Math.floor((away / span) * bins)), sign: at < 0 ? -1 : 1 };
    },
    ticks,
  };
}

/** Whole decades, every so-many-th of them; over less than two decades also twos and fives. */
function sizesOf(least: number, most: number): number[] {
  const [first, last] = [Math.ceil(least - 1e-9), Math.floor(most + 1e-9)];
  const decades = Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => 10 ** (first + k));
  if (decades.length > 2) {
    const every = Math.ceil(decades.length / mostTicks);
    return decades.filter((_, k) => k % every === 0);
  }
  const finer: number[] = [];
  for (let decade = Math.floor(least) - 1; decade <= last + 1; decade++)
    for (const digit of [1, 2, 5]) finer.push(digit * 10 ** decade);
  const within = finer.filter((size) => Math.log10(size) >= least - 1e-9 && Math.log10(size) <= most + 1e-9);
  return within.length > 1 ? within : [10 ** least, 10 ** most];
}
