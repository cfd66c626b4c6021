// Exact percentiles of the finite numbers of a dataset: the small parts of a histogram tell where a rank lies, and only the numbers there are sorted.
import { type Numbers } from './dataset';

/** So many candidates are kept at a time: 8 MB. */
const mostKept = 2 ** 20;
/** How often a part may be cut into smaller ones; each time costs two passes. */
const mostCuts = 6;
const parts = 2 ** 14;

/** How many numbers of a range lie in each of its parts, which are of one width. */
export interface Counted {
  readonly min: number;
  readonly max: number;
  readonly fine: Float64Array;
}

export type Pieces = () => Iterable<Numbers>;

/**
 * As numpy's `percentile`, interpolated linearly; null where the numbers lie too close together to be told apart.
 * @param pieces the same numbers each time it is called
 */
export function percentilesOf(
  count: number,
  counted: Counted,
  wanted: readonly number[],
  pieces: Pieces,
): number[] | null {
  const places = wanted.map((percentile) => (percentile / 100) * (count - 1));
  const ranks = places.flatMap((place) => [Math.floor(place), Math.min(count - 1, Math.floor(place) + 1)]);
  const found = new Map<number, number>();
  const all = [...new Set(ranks)].sort((a, b) => a - b).map((rank) => ({ rank, within: rank }));
  if (!settle(counted, all, pieces, found, 0)) return null;
  return places.map((place) => {
    const a = found.get(Math.floor(place)) as number;
    const b = found.get(Math.min(count - 1, Math.floor(place) + 1)) as number;
    const part = place - Math.floor(place);
    return part >= 0.5 ? b - (b - a) * (1 - part) : a + (b - a) * part;
  });
}

interface Rank {
  /** Among all numbers. */
  readonly rank: number;
  /** Among those of the range. */
  readonly within: number;
}

/** The numbers of one part, some rank of which is wanted. */
interface Group {
  readonly size: number;
  readonly ranks: readonly Rank[];
  /** Of the numbers that are there, once they were looked at. */
  min: number;
  max: number;
  /** Null where they are too many. */
  readonly kept: Float64Array | null;
  filled: number;
}

/** Finds the numbers of all ranks; false where the range can't be cut any further. */
function settle(
  counted: Counted,
  ranks: readonly Rank[],
  pieces: Pieces,
  found: Map<number, number>,
  cuts: number,
): boolean {
  const groups = groupsOf(counted.fine, ranks);
  for (const values of pieces()) collect(values, counted, groups);
  for (const group of groups.values()) {
    const { kept, min, max } = group;
    kept?.sort();
    const open = kept === null && min < max;
    for (const { rank, within } of open ? [] : group.ranks)
      found.set(rank, kept === null ? min : (kept[within] as number));
    if (!open) continue;
    if (cuts === mostCuts) return false;
    const finer = { min, max, fine: new Float64Array(parts) };
    for (const values of pieces()) count(values, finer);
    if (!settle(finer, group.ranks, pieces, found, cuts + 1)) return false;
  }
  return true;
}

function groupsOf(fine: Float64Array, ranks: readonly Rank[]): Map<number, Group> {
  const groups = new Map<number, Group>();
  let before = 0;
  let next = 0;
  let room = mostKept;
  for (let part = 0; part < fine.length && next < ranks.length; part++) {
    const size = fine[part] as number;
    const own: Rank[] = [];
    for (; next < ranks.length && (ranks[next] as Rank).within < before + size; next++) {
      const { rank, within } = ranks[next] as Rank;
      own.push({ rank, within: within - before });
    }
    if (own.length > 0) {
      const kept = size <= room ? new Float64Array(size) : null;
      room -= kept === null ? 0 : size;
      groups.set(part, { size, ranks: own, min: Infinity, max: -Infinity, kept, filled: 0 });
    }
    before += size;
  }
  return groups;
}

function collect(values: Numbers, { min, max, fine }: Counted, groups: ReadonlyMap<number, Group>): void {
  const wanted = new Uint8Array(fine.length);
  for (const part of groups.keys()) wanted[part] = 1;
  const last = fine.length - 1;
  const scale = fine.length / (max - min);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= min && value <= max)) continue;
    const product = Math.floor((value - min) * scale);
    const part = product < last ? product : last;
    if (wanted[part] === 0) continue;
    const group = groups.get(part) as Group;
    if (value < group.min) group.min = value;
    if (value > group.max) group.max = value;
    if (group.kept !== null) group.kept[group.filled++] = value;
  }
}

function count(values: Numbers, { min, max, fine }: Counted): void {
  const last = fine.length - 1;
  const scale = fine.length / (max - min);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (!(value >= min && value <= max)) continue;
    const product = Math.floor((value - min) * scale);
    const part = product < last ? product : last;
    fine[part] = (fine[part] as number) + 1;
  }
}
