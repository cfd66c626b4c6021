// Thins a live series to what a screen can show: per column its lowest, its mean and its highest; a gap stays a gap. No DOM.
import { type TimeRange } from '../../timeAxis';
import { type LiveSeries } from './_session';

export interface Thinned {
  readonly x: number[];
  readonly low: number[];
  readonly mean: number[];
  readonly high: number[];
}

/** Longer than so many usual steps without a sample is a gap. */
const gapSteps = 6;
const shortestGapMs = 3000;

/** Index of the first sample that ends at or after the time. */
export function firstEndingAfter({ to }: LiveSeries, timeMs: number): number {
  let [low, high] = [0, to.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((to[middle] as number) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is in the range, and one sample beyond each end, so that lines leave the picture. */
export function thinSeries(series: LiveSeries, { fromMs, toMs }: TimeRange, columns: number): Thinned {
  const { from, to, min, mean, max } = series;
  const first = Math.max(0, firstEndingAfter(series, fromMs) - 1);
  let end = firstEndingAfter(series, toMs);
  while (end < from.length && (from[end] as number) <= toMs) end++;
  end = Math.min(from.length, end + 1);
  const thinned: Thinned = { x: [], low: [], mean: [], high: [] };
  const count = end - first;
  if (count <= 0) return thinned;
  const gapMs = Math.max(shortestGapMs, (gapSteps * ((to[end - 1] as number) - (from[first] as number))) / count);
  const perColumn = Math.max(1, count / Math.max(columns, 1));
  let last = NaN;
  for (let column = 0; column * perColumn < count; column++) {
    const start = first + Math.floor(column * perColumn);
    const stop = Math.min(end, first + Math.floor((column + 1) * perColumn));
    let [low, high, sum, weights] = [Infinity, -Infinity, 0, 0];
    for (let at = start; at < stop; at++) {
      if (!Number.isFinite(mean[at] as number)) continue;
      low = Math.min(low, min[at] as number);
      high = Math.max(high, max[at] as number);
      const weight = Math.max((to[at] as number) - (from[at] as number), 1);
      sum += weight * (mean[at] as number);
      weights += weight;
    }
    if (weights === 0) continue;
    const x = ((from[start] as number) + (to[stop - 1] as number)) / 2;
    if ((from[start] as number) - last > gapMs) add(thinned, ((from[start] as number) + last) / 2, NaN, NaN, NaN);
    add(thinned, x, low, sum / weights, high);
    last = to[stop - 1] as number;
  }
  return thinned;
}

function add(thinned: Thinned, x: number, low: number, mean: number, high: number): void {
  thinned.x.push(x);
  thinned.low.push(low);
  thinned.mean.push(mean);
  thinned.high.push(high);
}

/** The sample at a moment, or the last one before it; undefined before the first and within a gap. */
export function sampleAt(series: LiveSeries, timeMs: number): number | undefined {
  const { from, to, mean } = series;
  const at = Math.min(firstEndingAfter(series, timeMs), from.length - 1);
  const index = (from[at] as number) <= timeMs ? at : at - 1;
  if (index < 0 || timeMs - (to[index] as number) > gapSteps * shortestGapMs) return undefined;
  return mean[index];
}
