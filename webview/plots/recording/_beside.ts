// Two runs in one raster: each population twice, the other run's below its own, or the other run's spikes behind. No DOM.
import { type Population, type Recording } from '../../../src/protocol/probe';
import { type Rows } from './_binning';

export type Recorded = Pick<Recording, 'populations' | 'times' | 'ids'>;

export const places = ['below', 'behind'] as const;
export type Place = (typeof places)[number];

export interface Beside extends Recorded {
  /** How many of the populations are the run's own: the others are those of the run that it is held against. */
  readonly own: number;
}

const idsOf = (populations: readonly Population[]): number =>
  populations.reduce((most, { first, size }) => Math.max(most, first + size), 0);

/** Both runs' spikes in one order of time; the other's ids and populations come after the run's own. */
export function joinRuns(own: Recorded, other: Recorded, nameOther: (name: string) => string): Beside {
  const after = idsOf(own.populations);
  const count = own.times.length + other.times.length;
  const times = new Float64Array(count);
  const ids = new Uint32Array(count);
  let [a, b] = [0, 0];
  for (let at = 0; at < count; at++) {
    const isOwn = b >= other.times.length || (own.times[a] as number) <= (other.times[b] as number);
    times[at] = (isOwn ? own.times[a] : other.times[b]) as number;
    ids[at] = isOwn ? (own.ids[a++] as number) : after + (other.ids[b++] as number);
  }
  const others = other.populations.map(({ name, first, size }) => ({
    name: nameOther(name),
    first: after + first,
    size,
  }));
  return { populations: [...own.populations, ...others], times, ids, own: own.populations.length };
}

/** The one of the same name, if it was in both runs. */
const partner = (other: Recorded, name: string): Population | undefined =>
  other.populations.find((each) => each.name === name);

/**
 * Ids of joined runs from the bottom row up: below each population the other run's, its neurons in the same order where they are as many, and at the
 * top what only the other run has.
 * @param order the run's own ids from the bottom up
 */
export function orderBeside(order: Uint32Array, own: Recorded, other: Recorded): Uint32Array {
  const after = idsOf(own.populations);
  const laid = new Uint32Array(order.length + other.populations.reduce((sum, { size }) => sum + size, 0));
  let at = 0;
  const layOther = ({ first, size }: Population, like?: Uint32Array, likeFirst = 0): void => {
    for (let k = 0; k < size; k++)
      laid[at++] = after + first + (like?.length === size ? (like[k] as number) - likeFirst : k);
  };
  for (let from = 0; from < order.length;) {
    const id = order[from] as number;
    const population = own.populations.find(({ first, size }) => id >= first && id < first + size);
    const rows = order.subarray(from, from + (population?.size ?? order.length));
    const before = population && partner(other, population.name);
    if (before) layOther(before, rows, population.first);
    laid.set(rows, at);
    at += rows.length;
    from += rows.length;
  }
  for (const each of other.populations) if (!partner(own, each.name)) layOther(each);
  return laid;
}

/** The other run's ids in the rows of this one; who has no partner has no row. */
export function rowsBehind(rows: Rows, own: Recorded, other: Recorded): Rows {
  const rowOf = new Int32Array(idsOf(other.populations)).fill(-1);
  for (const { name, first, size } of own.populations) {
    const before = partner(other, name);
    if (!before) continue;
    for (let k = 0; k < Math.min(size, before.size); k++) rowOf[before.first + k] = rows.rowOf[first + k] as number;
  }
  return { ...rows, rowOf };
}

/** How much of its colour a population of the other run keeps. */
const kept = 0.55;

export type Rgb = readonly [red: number, green: number, blue: number];

export const hexOf = (rgb: Rgb): string =>
  `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** `#rrggbb` on this ground, standing back. */
export function fade(colour: string, ground: Rgb): string {
  const own = (at: number): number => Number.parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16);
  const mixed = (at: 0 | 1 | 2): number => own(at) * kept + ground[at] * (1 - kept);
  return hexOf([mixed(0), mixed(1), mixed(2)]);
}

/** One colour for each population of joined runs: the other run's are those of the same name, and stand back. */
export function coloursBeside(
  { populations, own }: Beside,
  other: Recorded,
  palette: readonly string[],
  ground: Rgb,
): string[] {
  const colourAt = (at: number): string => palette[at % palette.length] ?? '#808080';
  return populations.map((_, at) => {
    if (at < own) return colourAt(at);
    const name = other.populations[at - own]?.name;
    const partnerAt = populations.findIndex((each, place) => place < own && each.name === name);
    return fade(colourAt(partnerAt < 0 ? at - own : partnerAt), ground);
  });
}
