// The rate curves of a recording's populations, and how wide their bins are where nobody has said so. No DOM.
import { type Recording } from '../../../src/protocol/probe';
import { rateHistograms } from '../../../src/stats/psth';
import { gaussian, smooth } from '../../../src/stats/smoothing';
import { type TimeRange } from '../../timeAxis';
import { spikesWithin } from './_binning';
import { thin, type Point } from './_decimation';

const niceWidthsMs = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

/** A round width that gives about sixty bins over the span, and none narrower than the simulation's own steps. */
export function automaticBinMs(spanMs: number, dtMs: number): number {
  const wanted = Math.max(spanMs / 60, dtMs);
  return niceWidthsMs.find((widthMs) => widthMs >= wanted * 0.999) ?? 10000;
}

export interface RateCurves {
  readonly startMs: number;
  readonly binMs: number;
  /** By population: spikes per second and neuron in bin k, which begins at startMs + k·binMs. */
  readonly ratesHz: readonly Float64Array[];
}

/** Only the bins that the range shows, and one beyond: bins stand on multiples of their width, so that they keep still while one pans. */
export function rateCurves(recording: Recording, range: TimeRange, binMs: number): RateCurves {
  const { times, ids, populations, ms, rated = [] } = recording;
  const startMs = Math.max(0, Math.floor(range.fromMs / binMs + 1e-9) * binMs);
  const endMs = Math.min(ms, (Math.ceil(range.toMs / binMs - 1e-9) + 1) * binMs);
  const { start, end } = spikesWithin(times, { fromMs: startMs, toMs: endMs });
  const spikes = { times: times.subarray(start, end), ids: ids.subarray(start, end) };
  const window = { startMs, endMs };
  const counted = rateHistograms(spikes, populations, window, binMs);
  const ratesHz = populations.map(({ name }, at) => {
    const own = rated.find(({ population }) => population === name);
    return own ? binned(own, window, binMs) : (counted[at]?.ratesHz ?? new Float64Array(0));
  });
  return { startMs, binMs, ratesHz };
}

/** A kernel reaches this many of its widths to either side. */
const reach = 4;
/** Bins this much finer than the kernel show no steps. */
const finerThanKernel = 4;

/** Bins that a kernel of this width smooths well, and no finer than the simulation's own steps. */
export function smoothedBinMs(sigmaMs: number, spanMs: number, dtMs: number): number {
  const wanted = Math.max(sigmaMs / finerThanKernel, spanMs / 2000, dtMs);
  return [...niceWidthsMs].reverse().find((widthMs) => widthMs <= wanted * 1.001) ?? wanted;
}

/** Each bin's rate weighed with those around it by a Gaussian; beyond the recording's ends there is nothing to weigh. */
export function smoothedCurves(recording: Recording, range: TimeRange, binMs: number, sigmaMs: number): RateCurves {
  const aroundMs = reach * sigmaMs;
  const wide = { fromMs: Math.max(0, range.fromMs - aroundMs), toMs: Math.min(recording.ms, range.toMs + aroundMs) };
  const { startMs, ratesHz } = rateCurves(recording, wide, binMs);
  const from = Math.max(0, Math.floor((range.fromMs - startMs) / binMs + 1e-9));
  const count = Math.ceil((range.toMs - range.fromMs) / binMs - 1e-9) + 1;
  const kernel = gaussian(sigmaMs / binMs, reach);
  return {
    startMs: startMs + from * binMs,
    binMs,
    ratesHz: ratesHz.map((rates) => (rates.length > 0 ? smooth(rates, 1, kernel).slice(from, from + count) : rates)),
  };
}

/** One curve for all: each population as much as it has neurons. */
export function together(
  curves: RateCurves,
  populations: readonly { readonly size: number }[],
  isShown: (population: number) => boolean = () => true,
): RateCurves {
  const all = populations.reduce((sum, { size }, at) => sum + (isShown(at) ? size : 0), 0);
  const sum = new Float64Array(curves.ratesHz[0]?.length ?? 0);
  curves.ratesHz.forEach((rates, at) => {
    const part = isShown(at) ? (populations[at]?.size ?? 0) / Math.max(all, 1) : 0;
    rates.forEach((rate, bin) => (sum[bin] = (sum[bin] ?? 0) + part * rate));
  });
  return { ...curves, ratesHz: [sum] };
}

export interface Averaged {
  readonly mean: RateCurves;
  /** Of the trials, by population and bin; divided by their number less one. */
  readonly sdHz: readonly Float64Array[];
}

/** The mean over trials of one network: runs that differ in their seed alone. */
export function averaged(trials: readonly RateCurves[]): Averaged | null {
  const [first] = trials;
  if (!first) return null;
  const n = trials.length;
  const means = first.ratesHz.map((rates, at) =>
    rates.map((_, bin) => trials.reduce((sum, each) => sum + (each.ratesHz[at]?.[bin] ?? 0), 0) / n),
  );
  const sdHz = means.map((mean, at) =>
    mean.map((value, bin) => {
      const squares = trials.reduce((sum, each) => sum + ((each.ratesHz[at]?.[bin] ?? 0) - value) ** 2, 0);
      return n > 1 ? Math.sqrt(squares / (n - 1)) : 0;
    }),
  );
  return { mean: { ...first, ratesHz: means }, sdHz };
}

/** Units that send a rate: its mean in each bin; in a bin between two steps that of the last one. */
function binned(
  { course, intervalMs }: NonNullable<Recording['rated']>[number],
  { startMs, endMs }: { startMs: number; endMs: number },
  binMs: number,
): Float64Array {
  const last = course.length - 1;
  const stepAt = (timeMs: number): number => Math.min(last, Math.floor(timeMs / intervalMs + 1e-9));
  return Float64Array.from({ length: Math.max(0, Math.ceil((endMs - startMs) / binMs - 1e-9)) }, (_, bin) => {
    const to = stepAt(startMs + (bin + 1) * binMs);
    const from = Math.min(to, stepAt(startMs + bin * binMs) + 1);
    let sum = 0;
    for (let step = from; step <= to; step++) sum += course[step] ?? NaN;
    return sum / (to - from + 1);
  });
}

/** More corners than this can't be told apart on a screen. */
const stepsAtMost = 1500;

/** Corners of a staircase whose steps begin at their first edge; of very many steps only the lowest and highest are kept. */
export function staircase(ratesHz: Float64Array, { startMs, binMs }: RateCurves, endMs: number): Point[] {
  const count = ratesHz.length;
  if (count > stepsAtMost) {
    const thinned = thin(ratesHz, binMs, { fromMs: 0, toMs: count * binMs }, stepsAtMost / 2);
    return thinned.map(({ x, y }) => ({ x: x + startMs, y }));
  }
  const corners = Array.from(ratesHz, (y, bin) => ({ x: startMs + bin * binMs, y }));
  return [...corners, { x: Math.min(startMs + count * binMs, endMs), y: ratesHz.at(-1) ?? 0 }];
}

/** A smoothed curve's points: each in the middle of its bin. */
export function middles(ratesHz: Float64Array, { startMs, binMs }: RateCurves, endMs: number): Point[] {
  const points = Array.from(ratesHz, (y, bin) => ({ x: startMs + (bin + 0.5) * binMs, y }));
  return points.filter(({ x }) => x <= endMs);
}
