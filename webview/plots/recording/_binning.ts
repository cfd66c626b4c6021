// Counts spikes per cell of a grid, time across and neurons up: the picture of a raster before it has colours. No DOM.
import { type Population } from '../../../src/protocol/probe';
import { type TimeRange } from '../../timeAxis';

/** Which row of the raster each neuron has: populations one above the other, the first one at the bottom. */
export interface Rows {
  readonly count: number;
  /** Row by neuron id; -1 where the id is nobody's. */
  readonly rowOf: Int32Array;
  /** Neuron id by row. */
  readonly idOf: Uint32Array;
  readonly bands: readonly Band[];
  /** Whether the neurons of a population stand in another order than their numbers'. */
  readonly isSorted: boolean;
}

export interface Band {
  readonly name: string;
  readonly firstRow: number;
  readonly size: number;
  /** Its place among the populations, which its colour goes by. */
  readonly population: number;
  /** Id of the population's first neuron. */
  readonly first: number;
}

/** @param order neuron ids from the bottom up, population by population; as they are numbered where it is left out */
export function layRows(populations: readonly Population[], order?: Uint32Array): Rows {
  const rowOf = new Int32Array(populations.reduce((most, { first, size }) => Math.max(most, first + size), 0)).fill(-1);
  const count = populations.reduce((sum, { size }) => sum + size, 0);
  const idOf = order ?? new Uint32Array(count);
  if (!order) {
    let row = 0;
    for (const { first, size } of populations) for (let at = 0; at < size; at++) idOf[row++] = first + at;
  }
  const firstRowOf = populations.map(() => Infinity);
  const groupOf = new Int32Array(rowOf.length);
  populations.forEach(({ first, size }, at) => groupOf.fill(at, first, first + size));
  let isSorted = false;
  for (let row = 0; row < count; row++) {
    const id = idOf[row] as number;
    rowOf[id] = row;
    const group = groupOf[id] as number;
    if (firstRowOf[group] === Infinity) firstRowOf[group] = row;
    if (id !== (populations[group]?.first ?? 0) + row - (firstRowOf[group] ?? 0)) isSorted = true;
  }
  const bands = populations
    .map(({ name, first, size }, population) => ({
      name,
      first,
      size,
      population,
      firstRow: firstRowOf[population] ?? 0,
    }))
    .map((band) => (band.firstRow === Infinity ? { ...band, firstRow: count } : band))
    .sort((one, other) => one.firstRow - other.firstRow);
  return { count, rowOf, idOf, bands, isSorted };
}

/** The colour of each band: its population's, wherever it stands. */
export const bandColours = ({ bands }: Rows, palette: readonly string[]): string[] =>
  bands.map(({ population }) => palette[population % palette.length] ?? '#808080');

/** Index of the first time that is not before `ms`; `times` ascends. */
export function firstAtOrAfter(times: Float64Array, ms: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Spikes from the start of the range to its end, both included. */
export function spikesWithin(
  times: Float64Array,
  { fromMs, toMs }: TimeRange,
): { readonly start: number; readonly end: number } {
  const start = firstAtOrAfter(times, fromMs);
  let end = firstAtOrAfter(times, toMs);
  while (end < times.length && times[end] === toMs) end++;
  return { start, end };
}

/** Which line of the picture each neuron is drawn in. */
export interface Lines {
  readonly count: number;
  /** By neuron id; -1 where the id is nobody's. */
  readonly lineOf: Int32Array;
  /** By line. */
  readonly bandOf: Uint32Array;
  /** By line its first row, and at the end how many rows there are. */
  readonly firstRow: Uint32Array;
}

const laid = new WeakMap<Rows, Lines>();

/** One line per neuron where there is room, else several share one; but never two populations, as long as there are lines for all. */
export function layLines(rows: Rows, linesAtMost: number): Lines {
  const count = Math.max(1, Math.min(rows.count, linesAtMost));
  const known = laid.get(rows);
  if (known?.count === count) return known;
  const { bands, rowOf } = rows;
  const bandOf = new Uint32Array(count);
  const firstRow = new Uint32Array(count + 1).fill(rows.count);
  const lineOfRow = new Int32Array(rows.count);
  let line = 0;
  bands.forEach(({ firstRow: own, size }, band) => {
    if (size === 0) return;
    const later = bands.slice(band + 1).filter((each) => each.size > 0).length;
    // As many lines as its share, one at least, and one left for each that comes.
    const fair = Math.round(((own + size) / rows.count) * count);
    const end = Math.max(Math.min(count, line + 1), Math.min(fair, count - later));
    const start = Math.min(line, count - 1);
    for (let at = start; at < end; at++) {
      bandOf[at] = band;
      firstRow[at] = Math.min(firstRow[at] as number, own + Math.ceil(((at - start) * size) / (end - start)));
    }
    for (let at = 0; at < size; at++) lineOfRow[own + at] = start + Math.floor((at * (end - start)) / size);
    line = end;
  });
  const lines = { count, bandOf, firstRow, lineOf: rowOf.map((row) => (row < 0 ? -1 : (lineOfRow[row] as number))) };
  laid.set(rows, lines);
  return lines;
}

export interface Bins {
  /** Row by row from the bottom, `columns` cells each. */
  readonly counts: Uint32Array;
  readonly columns: number;
  readonly lines: Lines;
  /** The fullest cell. */
  readonly most: number;
}

/**
 * Bins into at most `linesAtMost` lines of cells. Every spike in the range is counted.
 * @param room counts of an earlier picture, which may be overwritten
 */
export function binSpikes(
  times: Float64Array,
  ids: Uint32Array,
  rows: Rows,
  range: TimeRange,
  columns: number,
  linesAtMost: number,
  room?: Uint32Array,
): Bins {
  const lines = layLines(rows, linesAtMost);
  const size = columns * lines.count;
  const counts = room?.length === size ? room.fill(0) : new Uint32Array(size);
  const { start, end } = spikesWithin(times, range);
  const perMs = columns / Math.max(range.toMs - range.fromMs, Number.MIN_VALUE);
  const { lineOf } = lines;
  const { fromMs } = range;
  let most = 0;
  for (let spike = start; spike < end; spike++) {
    const line = lineOf[ids[spike] as number] ?? -1;
    if (line < 0) continue;
    let column = (((times[spike] as number) - fromMs) * perMs) | 0;
    if (column >= columns) column = columns - 1;
    const cell = line * columns + column;
    const count = (counts[cell] as number) + 1;
    counts[cell] = count;
    if (count > most) most = count;
  }
  return { counts, columns, lines, most };
}
