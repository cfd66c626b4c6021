// Thins a sampled curve to what a screen can show, keeping every peak: per column its lowest and its highest sample. No DOM.
import { type TimeRange } from '../../timeAxis';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Samples stand at k·intervalMs. With room for all, all are given; one sample beyond each end lets the line leave the picture. */
export function thin(values: Float64Array, intervalMs: number, { fromMs, toMs }: TimeRange, columns: number): Point[] {
  const first = Math.max(0, Math.floor(fromMs / intervalMs) - 1);
  const last = Math.min(values.length - 1, Math.ceil(toMs / intervalMs) + 1);
  const points: Point[] = [];
  const push = (at: number): number => points.push({ x: at * intervalMs, y: values[at] as number });
  if (last - first + 1 <= columns * 2) {
    for (let at = first; at <= last; at++) push(at);
    return points;
  }
  const perColumn = (last - first + 1) / columns;
  for (let column = 0; column < columns; column++) {
    const start = first + Math.floor(column * perColumn);
    const end = Math.min(first + Math.floor((column + 1) * perColumn), last + 1);
    let low = start;
    let high = start;
    for (let at = start; at < end; at++) {
      if ((values[at] as number) < (values[low] as number)) low = at;
      if ((values[at] as number) > (values[high] as number)) high = at;
    }
    push(Math.min(low, high));
    if (low !== high) push(Math.max(low, high));
  }
  return points;
}

const known = new WeakMap<Float64Array, { readonly low: number; readonly high: number }>();

/** The lowest and the highest of all samples; looked for once per array. */
export function extremes(values: Float64Array): { readonly low: number; readonly high: number } {
  const found = known.get(values);
  if (found) return found;
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  known.set(values, { low, high });
  return { low, high };
}
