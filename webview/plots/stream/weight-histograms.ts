// The weights' histogram over live time: bins up, time across, colours by how many weights are in a bin.
import { formatCount, formatMeasure, t } from '../../texts';
import { heatView } from './_heat';
import { type StreamPlot } from './_plot';
import { type LiveSession } from './_session';

/** A frame stands until the next one, but not for ever. */
const longestMs = 120_000;

/** In the order in which they were told first. */
const layersOf = ({ histograms }: LiveSession): string[] => [
  ...new Set(histograms.flatMap(({ layer, counts }) => (counts.length > 0 ? [layer] : []))),
];

function heat({ histograms }: LiveSession, layer: string) {
  const frames = histograms.filter((each) => each.layer === layer && each.counts.length > 0);
  const last = frames.at(-1);
  if (!last) return null;
  // Bins are those of the last frame: what other frames count is put where it belongs in these.
  const { edges } = last;
  const bins = edges.length - 1;
  const counted = frames.map((frame) => (sameEdges(frame.edges, edges) ? frame.counts : rebinned(frame, edges)));
  const most = counted.reduce((top, counts) => counts.reduce((best, each) => Math.max(best, each), top), 1);
  return {
    rows: Array.from({ length: bins }, (_, bin) => formatMeasure(edges[bin] ?? NaN)),
    scale: { min: 0, max: most, isTwoSided: false },
    unit: t('weights'),
    at(row: number, timeMs: number): number {
      const at = frameAt(frames, timeMs);
      return at < 0 ? NaN : (counted[at]?.[row] ?? NaN);
    },
  };
}

const sameEdges = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((each, at) => each === other[at]);

function rebinned(
  { edges, counts }: { edges: readonly number[]; counts: readonly number[] },
  into: readonly number[],
): number[] {
  const made = new Array<number>(into.length - 1).fill(0);
  counts.forEach((count, bin) => {
    const middle = ((edges[bin] ?? 0) + (edges[bin + 1] ?? 0)) / 2;
    const at = into.findIndex((edge, i) => middle >= edge && (middle < (into[i + 1] ?? edge) || i === made.length - 1));
    const place = Math.min(made.length - 1, Math.max(0, at));
    made[place] = (made[place] ?? 0) + count;
  });
  return made;
}

/** The last frame at or before a moment, unless it is too old to stand for it. */
function frameAt(frames: readonly { readonly atMs: number }[], timeMs: number): number {
  let [low, high] = [0, frames.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((frames[middle]?.atMs ?? 0) <= timeMs) low = middle + 1;
    else high = middle;
  }
  const found = low - 1;
  return found < 0 || timeMs - (frames[found]?.atMs ?? 0) > longestMs ? -1 : found;
}

export default {
  id: 'live-histograms',
  order: 12,
  create: (context) =>
    heatView(
      {
        id: 'live-histograms',
        title: () => t('Weight histograms'),
        heat,
        parts: layersOf,
        labels: 'numbers',
        note(_, session, layer) {
          const last = session.histograms.filter((each) => each.layer === layer).at(-1);
          const total = (last?.counts ?? []).reduce((sum, each) => sum + each, 0);
          const layers = layersOf(session).length;
          const words = t('{0} weights of {1}', formatCount(total), layer);
          return layers > 1 ? `${words}, ${t('showing {0} of {1} layers', 1, layers)}` : words;
        },
      },
      context,
    ),
} satisfies StreamPlot;
