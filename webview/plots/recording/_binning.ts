// Counts spikes per cell of a grid, time across and neurons up: the picture of a raster before it has colours. No DOM.
import { type Population } from '../../../src/protocol/probe';
import { type TimeRange } from '../../timeAxis';

/** Which row of the raster each neuron has: populations one above the other, the first one at the bottom. */
export interface Rows {
  readonly count: number;
  /** Row by neuron id; -1 where the id is nobody's. */
  readonly rowOf: Int32Array;
  readonly bands: readonly { readonly name: string; readonly firstRow: number; readonly size: number }[];
}

export function layRows(populations: readonly Population[]): Rows {
  const rowOf = new Int32Array(populations.reduce((most, { first, size }) => Math.max(most, first + size), 0)).fill(-1);
  let count = 0;
  const bands = populations.map(({ name, first, size }) => {
    const firstRow = count;
    for (let at = 0; at < size; at++) rowOf[first + at] = firstRow + at;
    count += size;
    return { name, firstRow, size };
  });
  return { count, rowOf, bands };
}

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

export interface Bins {
  /** Row by row from the bottom, `columns` cells each. */
  readonly counts: Uint32Array;
  readonly columns: number;
  readonly lines: number;
  /** The fullest cell. */
  readonly most: number;
}

/** Bins into at most `lines` rows of cells: one per neuron where there is room, else several neurons share one. Every spike in the range is counted. */
export function binSpikes(
  times: Float64Array,
  ids: Uint32Array,
  rows: Rows,
  range: TimeRange,
  columns: number,
  linesAtMost: number,
): Bins {
  const lines = Math.max(1, Math.min(rows.count, linesAtMost));
  const counts = new Uint32Array(columns * lines);
  const { start, end } = spikesWithin(times, range);
  const perMs = columns / Math.max(range.toMs - range.fromMs, Number.MIN_VALUE);
  const perRow = lines / Math.max(rows.count, 1);
  const { rowOf } = rows;
  const { fromMs } = range;
  let most = 0;
  for (let spike = start; spike < end; spike++) {
    const row = rowOf[ids[spike] as number] ?? -1;
    if (row < 0) continue;
    let column = (((times[spike] as number) - fromMs) * perMs) | 0;
    if (column >= columns) column = columns - 1;
    const cell = ((row * perRow) | 0) * columns + column;
    const count = (counts[cell] as number) + 1;
    counts[cell] = count;
    if (count > most) most = count;
  }
  return { counts, columns, lines, most };
}
