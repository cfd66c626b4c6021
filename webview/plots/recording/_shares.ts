// A distribution for each population, as shares that stand on the bins' edges. No DOM.

export interface Distribution {
  readonly edges: Float64Array;
  /** Of each population, in the recording's order. */
  readonly counts: readonly Float64Array[];
  /** How many were counted of each, those beyond the edges among them. */
  readonly totals: readonly number[];
  /** Beside the heading. */
  readonly note: string;
  readonly isLogarithmic: boolean;
}

/** Corners of the steps, as shares in per cent. */
export function steps({ edges }: Distribution, counts: Float64Array, total: number): { x: number; y: number }[] {
  const share = 100 / Math.max(total, 1);
  const corners = Array.from(counts, (count, bin) => ({ x: edges[bin] ?? 0, y: count * share }));
  return [...corners, { x: edges[counts.length] ?? 0, y: (counts.at(-1) ?? 0) * share }];
}

/** Empty bins to either side that give the steps room. */
const roomBins = 3;

/** What there is to see: all of a linear axis, and of a logarithmic one the part with something in it. */
export function extentOf({ edges, counts, isLogarithmic }: Distribution): {
  readonly from: number;
  readonly to: number;
} {
  const last = edges.length - 2;
  const isEmpty = counts.every((each) => each.every((count) => count === 0));
  if (isEmpty) return { from: edges[0] ?? 0, to: edges.at(-1) ?? 1 };
  const isFilled = (bin: number): boolean => counts.some((each) => (each[bin] ?? 0) > 0);
  let [low, high] = [0, last];
  while (isLogarithmic && low < high && !isFilled(low)) low++;
  while (isLogarithmic && high > low && !isFilled(high)) high--;
  return {
    from: edges[Math.max(0, low - roomBins)] ?? 0,
    to: edges[Math.min(last, high + roomBins) + 1] ?? 1,
  };
}

export const sameEdges = (one: Distribution, other: Distribution | null): boolean =>
  one.edges.length === other?.edges.length && one.edges.every((edge, at) => edge === other.edges[at]);
