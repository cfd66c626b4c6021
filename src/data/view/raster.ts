// Spikes of a file as a raster wants them: times in ms in ascending order, neurons numbered from zero.
import { inMs, type SpikeSource, type TimeUnit } from '../spikes/source';

export interface RasterSpikes {
  readonly path: string;
  /** In ms since `startMs`, ascending. */
  readonly times: Float64Array;
  /** The row of each spike's neuron. */
  readonly rows: Uint32Array;
  /** The id of each row. */
  readonly ids: Float64Array;
  /** The moment that is shown as zero. */
  readonly startMs: number;
  readonly durationMs: number;
  /** How many spikes the file holds: more than are shown where it holds very many. */
  readonly total: number;
  readonly timeUnit: TimeUnit;
  /** Who says that the times have this unit, or that nobody does. */
  readonly because: string;
}

/** So many are shown at most: 240 MB. */
const mostSpikes = 20_000_000;
const spikesAtATime = 2 ** 18;

/** @param timeUnit for files that don't say it */
export function rasterSpikes(
  source: SpikeSource,
  timeUnit: TimeUnit = source.timeUnit ?? 'ms',
  cancelled?: () => boolean,
): RasterSpikes {
  const length = Math.min(source.spikes, mostSpikes);
  const times = new Float64Array(length);
  const owners = new Float64Array(length);
  const scale = inMs[timeUnit];
  let kept = 0;
  for (let first = 0; first < length && !cancelled?.(); first += spikesAtATime) {
    const slice = source.read(first, Math.min(spikesAtATime, length - first));
    for (let i = 0; i < slice.times.length; i++) {
      const time = (slice.times[i] as number) * scale;
      // A time that is none can't be shown.
      if (time - time !== 0) continue;
      times[kept] = time;
      owners[kept++] = slice.ids[i] as number;
    }
  }
  const ids = idsOf(source, owners.subarray(0, kept));
  const rowOf = new Map(Array.from(ids, (id, row) => [id, row]));
  const order = ascending(times.subarray(0, kept));
  const sorted = order ? Float64Array.from(order, (i) => times[i] as number) : times.slice(0, kept);
  const rows = new Uint32Array(kept);
  for (let i = 0; i < kept; i++) rows[i] = rowOf.get(owners[order ? (order[i] as number) : i] as number) ?? 0;
  const startMs = startOf(sorted);
  if (startMs !== 0) for (let i = 0; i < kept; i++) sorted[i] = (sorted[i] as number) - startMs;
  return {
    path: source.path,
    times: sorted,
    rows,
    ids,
    startMs,
    durationMs: Math.max(sorted.at(-1) ?? 0, 1),
    total: source.spikes,
    timeUnit,
    because: source.timeUnit === timeUnit ? source.because : `${source.because}; shown as if in ${timeUnit}`,
  };
}

/** Those that the file knows of, in its order, and else those that spike, in rising order. */
function idsOf(source: SpikeSource, owners: Float64Array): Float64Array {
  const known = source.neurons?.();
  return known && new Set(known).size === known.length ? known : Float64Array.from(new Set(owners)).sort();
}

/** Recordings often begin late by their clock: then zero is a round moment before the first spike. */
function startOf(times: Float64Array): number {
  const [first = 0] = times;
  const span = (times.at(-1) ?? 0) - first;
  if (first >= 0 && first <= span) return 0;
  const grain = 10 ** Math.floor(Math.log10(Math.max(span, 1)));
  return Math.floor(first / grain) * grain;
}

/** The order that sorts the times; null where they are in order. By buckets, since most are spread evenly. */
function ascending(times: Float64Array): Uint32Array | null {
  let inOrder = true;
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < times.length; i++) {
    const time = times[i] as number;
    if (time < high) inOrder = false;
    if (time < low) low = time;
    if (time > high) high = time;
  }
  if (inOrder) return null;
  const buckets = Math.max(1, times.length >> 2);
  const perMs = (buckets - 1) / (high - low || 1);
  const starts = new Uint32Array(buckets + 1);
  const bucketOf = (time: number): number => Math.floor((time - low) * perMs);
  for (const time of times) starts[bucketOf(time) + 1] = (starts[bucketOf(time) + 1] as number) + 1;
  for (let b = 0; b < buckets; b++) starts[b + 1] = (starts[b + 1] as number) + (starts[b] as number);
  const next = starts.slice();
  const order = new Uint32Array(times.length);
  for (let i = 0; i < times.length; i++) {
    const b = bucketOf(times[i] as number);
    order[next[b] as number] = i;
    next[b] = (next[b] as number) + 1;
  }
  for (let b = 0; b < buckets; b++) {
    const [from, to] = [starts[b] as number, starts[b + 1] as number];
    if (to - from > 1) order.subarray(from, to).sort((a, c) => (times[a] as number) - (times[c] as number) || a - c);
  }
  return order;
}
