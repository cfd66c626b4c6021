// Exact percentiles of numbers that stream by, as numpy's: no sorting and no sampling, but the wanted ranks narrowed down pass by pass.
import { type Numbers } from './arrays';
import { StatisticError } from './error';

/** The same pieces in the same order each time it is called. */
export type Pieces = () => Iterable<Numbers>;

export interface Percentiles {
  /** One per percentile asked for, interpolated linearly as numpy's default; null where there is no number at all. */
  readonly values: readonly (number | null)[];
  /** How many numbers these are of. NaN is left out and counted: numpy's `percentile` would give NaN, `nanpercentile` this. */
  readonly count: number;
  readonly nan: number;
  /** How often the pieces were asked for: one to five times. */
  readonly passes: number;
}

/** So many candidates are sorted rather than narrowed down further: 8 MB of them. */
const defaultMostKept = 2 ** 20;
const digits = 2 ** 16;

/**
 * A double's bits, with the sign turned round, are ordered as the numbers are. Each pass counts the next sixteen bits of those numbers that
 * share the first ones with a wanted rank; once the candidates are few they are kept and sorted.
 */
export function percentiles(pieces: Pieces, wanted: readonly number[], mostKept = defaultMostKept): Percentiles {
  for (const percentile of wanted)
    if (!(percentile >= 0 && percentile <= 100))
      throw new StatisticError(`there is no ${percentile}th percentile: it lies between 0 and 100`);
  const root = new Float64Array(digits);
  let nan = 0;
  for (const piece of pieces()) nan += countLeading(piece, root);
  let count = 0;
  for (const amount of root) count += amount;
  if (count === 0) return { values: wanted.map(() => null), count, nan, passes: 1 };
  const places = wanted.map((percentile) => (percentile / 100) * (count - 1));
  const ranks = [...new Set(places.flatMap((at) => [Math.floor(at), Math.min(count - 1, Math.floor(at) + 1)]))];
  let groups = descend(root, { path: [], ranks });
  let passes = 1;
  const found = new Map<number, number>();
  for (let depth = 1; groups.length > 0; depth++) {
    if (depth === halves.length) {
      // All bits are known: whoever is left are equal.
      for (const { path, ranks: settled } of groups) for (const { place } of settled) found.set(place, numberOf(path));
      break;
    }
    passes++;
    const isFew = groups.reduce((sum, { size }) => sum + size, 0) <= mostKept;
    groups = isFew ? collect(pieces, groups, found) : refine(pieces, groups, found);
  }
  const at = (rank: number): number => found.get(rank) as number;
  return { values: places.map((place) => between(at, place, count)), count, nan, passes };
}

/** Percentiles of what is at hand. */
export function percentilesOf(values: Numbers, wanted: readonly number[]): Percentiles {
  return percentiles(() => [values], wanted);
}

/** numpy's way, which gives the same last digit. */
function between(at: (rank: number) => number, place: number, count: number): number {
  const low = Math.floor(place);
  const part = place - low;
  const a = at(low);
  const b = at(Math.min(count - 1, low + 1));
  // With infinities about, also no difference of theirs may be taken.
  if (part === 0 || a === b) return a;
  return part >= 0.5 ? b - (b - a) * (1 - part) : a + (b - a) * part;
}

interface Rank {
  /** Among all numbers. */
  readonly place: number;
  /** Among those of its group. */
  readonly within: number;
}

/** The numbers that share their leading digits, of which some rank is wanted. */
interface Group {
  readonly path: readonly number[];
  readonly size: number;
  readonly ranks: readonly Rank[];
}

function descend(counts: Float64Array, from: { path: readonly number[]; ranks: readonly (number | Rank)[] }): Group[] {
  const open = from.ranks
    .map((rank) => (typeof rank === 'number' ? { place: rank, within: rank } : rank))
    .sort((a, b) => a.within - b.within);
  const groups: Group[] = [];
  let before = 0;
  let next = 0;
  for (let digit = 0; digit < digits && next < open.length; digit++) {
    const size = counts[digit] as number;
    const ranks: Rank[] = [];
    for (; next < open.length && (open[next] as Rank).within < before + size; next++) {
      const { place, within } = open[next] as Rank;
      ranks.push({ place, within: within - before });
    }
    if (ranks.length > 0) groups.push({ path: [...from.path, digit], size, ranks });
    before += size;
  }
  return groups;
}

const isLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
/** Where in memory the sixteen bits of a number lie, the highest first. */
const halves = isLittleEndian ? [3, 2, 1, 0] : [0, 1, 2, 3];

const doubles = (piece: Numbers): Float64Array => (piece instanceof Float64Array ? piece : new Float64Array(piece));

function bitsOf(values: Float64Array): Uint16Array {
  return new Uint16Array(values.buffer, values.byteOffset, values.length * 4);
}

/** Negative numbers have all bits turned round, the others their sign. */
const signBit = 0x8000;
const allBits = 0xffff;

/** Counts each number's first digit, and gives how many are NaN. */
function countLeading(piece: Numbers, counts: Float64Array): number {
  const values = doubles(piece);
  const bits = bitsOf(values);
  const highest = halves[0] as number;
  let nan = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value !== value) {
      nan++;
      continue;
    }
    const raw = bits[4 * i + highest] as number;
    const digit = raw & signBit ? raw ^ allBits : raw ^ signBit;
    counts[digit] = (counts[digit] as number) + 1;
  }
  return nan;
}

type Visit = (which: number, value: number, next: number) => void;

/** Which group a number belongs to, by a table over its first digit; most numbers belong to none. */
function eachMember(pieces: Pieces, groups: readonly Group[], visit: Visit): void {
  const byFirst = firstDigits(groups);
  const depth = (groups[0] as Group).path.length;
  const highest = halves[0] as number;
  for (const piece of pieces()) {
    const values = doubles(piece);
    const bits = bitsOf(values);
    for (let i = 0; i < values.length; i++) {
      const raw = bits[4 * i + highest] as number;
      const turned = raw & signBit ? allBits : 0;
      const candidates = byFirst[raw ^ (turned || signBit)];
      if (candidates === undefined) continue;
      const value = values[i] as number;
      if (value !== value) continue;
      for (const which of candidates) {
        const { path } = groups[which] as Group;
        let level = 1;
        while (level < depth && ((bits[4 * i + (halves[level] as number)] as number) ^ turned) === path[level]) level++;
        if (level < depth) continue;
        visit(which, value, depth < 4 ? (bits[4 * i + (halves[depth] as number)] as number) ^ turned : 0);
        break;
      }
    }
  }
}

function firstDigits(groups: readonly Group[]): (number[] | undefined)[] {
  const table = new Array<number[] | undefined>(digits).fill(undefined);
  groups.forEach(({ path }, which) => {
    const first = path[0] as number;
    table[first] = [...(table[first] ?? []), which];
  });
  return table;
}

type Found = Map<number, number>;

/** Counts the next digits of each group. One whose numbers are all equal, as rates in steps are, is settled by that. */
function refine(pieces: Pieces, groups: readonly Group[], found: Found): Group[] {
  const counts = groups.map(() => new Float64Array(digits));
  const least = new Float64Array(groups.length).fill(Infinity);
  const most = new Float64Array(groups.length).fill(-Infinity);
  eachMember(pieces, groups, (which, value, next) => {
    const each = counts[which] as Float64Array;
    each[next] = (each[next] as number) + 1;
    if (value < (least[which] as number)) least[which] = value;
    if (value > (most[which] as number)) most[which] = value;
  });
  return groups.flatMap((group, which) => {
    if (least[which] !== most[which]) return descend(counts[which] as Float64Array, group);
    for (const { place } of group.ranks) found.set(place, least[which] as number);
    return [];
  });
}

/** Keeps the groups' numbers and sorts them: nothing is left to find. */
function collect(pieces: Pieces, groups: readonly Group[], found: Found): Group[] {
  const kept = groups.map(({ size }) => new Float64Array(size));
  const filled = groups.map(() => 0);
  eachMember(pieces, groups, (which, value) => {
    const place = filled[which] as number;
    (kept[which] as Float64Array)[place] = value;
    filled[which] = place + 1;
  });
  for (const [which, { ranks }] of groups.entries()) {
    const sorted = (kept[which] as Float64Array).sort();
    for (const { place, within } of ranks) found.set(place, sorted[within] as number);
  }
  return [];
}

/** The double that these sixteen-bit digits are of. */
function numberOf(path: readonly number[]): number {
  const turned = (path[0] as number) & signBit ? 0 : allBits;
  const bits = new Uint16Array(4);
  path.forEach((digit, level) => {
    bits[halves[level] as number] = level === 0 && turned === 0 ? digit ^ signBit : digit ^ turned;
  });
  return new Float64Array(bits.buffer)[0] as number;
}
