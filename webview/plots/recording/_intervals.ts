// The intervals between a recording's spikes, counted in slices, and once for all plots that show them. No DOM.
import { type Recording } from '../../../src/protocol/probe';
import { IntervalTally, type IntervalBins } from '../../../src/stats/intervalTally';
import { inSlices } from '../../slices';
import { type TimeRange } from '../../timeAxis';
import { spikesWithin } from './_binning';

const binsPerDecade = 12;
const linearBins = 60;
/** Longer ones than this part's are few, and would press the others together. */
const shownPart = 0.99;

/** From where bins are wider than the steps that spikes keep to, up to the longest interval there can be. */
export function logarithmicBins(dtMs: number, spanMs: number): IntervalBins {
  const from = Math.floor(Math.log10(5 * dtMs));
  const to = Math.max(Math.ceil(Math.log10(Math.max(spanMs, dtMs))), from + 1);
  return { minMs: 10 ** from, maxMs: 10 ** to, bins: (to - from) * binsPerDecade, axis: 'log' };
}

/** From 0 to a round number that all but the longest intervals are below, in whole steps. */
export function linearBinsFor(tally: IntervalTally, dtMs: number): IntervalBins {
  const [first] = tally.histograms;
  const edges = first?.edges ?? new Float64Array(2);
  const sums = new Float64Array(edges.length - 1);
  for (const { counts } of tally.histograms) counts.forEach((count, bin) => (sums[bin] = (sums[bin] ?? 0) + count));
  const all = sums.reduce((sum, count) => sum + count, 0);
  let [bin, seen] = [0, 0];
  while (bin < sums.length - 1 && seen + (sums[bin] ?? 0) < all * shownPart) seen += sums[bin++] ?? 0;
  const widthMs = Math.max(1, Math.ceil((edges[bin + 1] ?? 1) / linearBins / dtMs)) * dtMs;
  return { minMs: 0, maxMs: Number((widthMs * linearBins).toPrecision(9)), bins: linearBins, axis: 'linear' };
}

/** The population of each id, in the recording's order; -1 where it is nobody's. */
export function groupsOf({ populations }: Pick<Recording, 'populations'>): Int32Array {
  const groupOf = new Int32Array(populations.reduce((most, { first, size }) => Math.max(most, first + size), 0));
  groupOf.fill(-1);
  populations.forEach(({ first, size }, at) => groupOf.fill(at, first, first + size));
  return groupOf;
}

const known = new WeakMap<Recording, Map<string, Promise<IntervalTally | null>>>();
/** Of one recording: two axes of the stretch that is shown, and of the one before. */
const mostKept = 4;

/** Between the spikes of the stretch; null where nobody wants them any more. */
export function intervalsIn(
  recording: Recording,
  range: TimeRange,
  axis: IntervalBins['axis'],
): Promise<IntervalTally | null> {
  const kept = known.get(recording) ?? new Map<string, Promise<IntervalTally | null>>();
  known.set(recording, kept);
  const key = `${range.fromMs} ${range.toMs} ${axis}`;
  const found = kept.get(key);
  if (found) return found;
  const counted = count(recording, range, axis);
  kept.set(key, counted);
  for (const old of kept.keys()) if (kept.size > mostKept) kept.delete(old);
  return counted;
}

async function count(
  recording: Recording,
  range: TimeRange,
  axis: IntervalBins['axis'],
): Promise<IntervalTally | null> {
  const { dtMs, populations } = recording;
  let bins = logarithmicBins(dtMs, range.toMs - range.fromMs);
  if (axis === 'linear') {
    const logarithmic = await intervalsIn(recording, range, 'log');
    if (!logarithmic) return null;
    bins = linearBinsFor(logarithmic, dtMs);
  }
  const tally = new IntervalTally(groupsOf(recording), Math.max(populations.length, 1), bins);
  const { start, end } = spikesWithin(recording.times, range);
  await inSlices(start, end, (from, to) => tally.add(recording, from, to));
  tally.finish();
  return tally;
}
