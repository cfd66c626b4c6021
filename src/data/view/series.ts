// The curve of a row of numbers before it is drawn: lowest, highest and mean of each stretch, as many as there is room for.
import { type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { runsOf } from './runs';

export interface SeriesView {
  readonly from: number;
  readonly to: number;
  /** The most stretches there is room for. */
  readonly width: number;
}

export interface Series {
  /** The first element of each stretch, and behind the last one the end. */
  readonly edges: Float64Array;
  /** Of the finite numbers; NaN where a stretch holds none. */
  readonly lowest: Float64Array;
  readonly highest: Float64Array;
  readonly mean: Float64Array;
  /** How many numbers were read of those in view. */
  readonly read: number;
}

const mostElements = 16 * 2 ** 20;
const elementsAtATime = 2 ** 20;

/** The dataset is a row: no axis but one is longer than one. */
export const isRow = ({ shape }: Pick<Dataset, 'shape'>): boolean =>
  elementCount(shape) > 1 && shape.filter((length) => length !== 1).length === 1;

export function series(dataset: Dataset, { from, to, width }: SeriesView, cancelled?: () => boolean): Series {
  const { shape, path, unread } = dataset;
  const axis = shape.findIndex((length) => length !== 1);
  const length = shape[axis] ?? 0;
  if (unread !== null) throw new DataError(`${path} can’t be read: ${unread}`);
  if (!isRow(dataset) || !(from >= 0 && to > from && to <= length && width >= 1))
    throw new DataError(`${path} has no such part`);
  const count = Math.min(width, to - from);
  const edges = Float64Array.from({ length: count + 1 }, (_, k) => from + Math.floor((k * (to - from)) / count));
  const lowest = new Float64Array(count).fill(NaN);
  const highest = new Float64Array(count).fill(NaN);
  const mean = new Float64Array(count).fill(NaN);
  let read = 0;
  for (let k = 0; k < count; k++) {
    // Short stretches are read together: a file is not asked for ten numbers at a time.
    let last = k + 1;
    while (last < count && (edges[last + 1] as number) - (edges[k] as number) <= elementsAtATime) last++;
    const first = edges[k] as number;
    const end = edges[last] as number;
    const share = Math.max(1, Math.floor((mostElements * (end - first)) / (to - from)));
    if (last === k + 1 && end - first > share) {
      const values = runsOf(first, end, share, 16).map((run) => take(run.from, run.count));
      summarise(k, values);
    } else {
      const values = take(first, end - first);
      for (let each = k; each < last; each++)
        summarise(each, [values.subarray((edges[each] as number) - first, (edges[each + 1] as number) - first)]);
    }
    k = last - 1;
  }
  return { edges, lowest, highest, mean, read };

  function take(start: number, length: number): Float64Array {
    if (cancelled?.()) throw new DataError('cancelled');
    read += length;
    return dataset.read(
      shape.map((_, i) => (i === axis ? start : 0)),
      shape.map((_, i) => (i === axis ? length : 1)),
    );
  }

  function summarise(at: number, parts: readonly Float64Array[]): void {
    let sum = 0;
    let finite = 0;
    let [low, high] = [Infinity, -Infinity];
    for (const values of parts) {
      for (const value of values) {
        if (value - value !== 0) continue;
        finite++;
        sum += value;
        if (value < low) low = value;
        if (value > high) high = value;
      }
    }
    if (finite === 0) return;
    lowest[at] = low;
    highest[at] = high;
    mean[at] = sum / finite;
  }
}
