// All matrices and projections of a file side by side: figures of each, and their distributions in bins that they share.
import { type WeightSource } from '../../data/weights/source';
import { joined, noRange, SignedHistogram, type SignedRange, widen } from '../../stats/signedHistogram';
import { ConnectionFigures, type Control, pass, teller } from './reading';
import { type Overview, type SharedCounts } from './report';

const bins = 80;

export function overviewOf(sources: readonly WeightSource[], control?: Control): Overview {
  const tell = teller(sources, 2, control);
  const figures = new Map(sources.map((each) => [each, new ConnectionFigures()]));
  const ranges = new Map<WeightSource, SignedRange>();
  for (const { source, piece } of pass(sources, control, tell)) {
    figures.get(source)?.add(piece.values);
    ranges.set(source, widen(ranges.get(source) ?? noRange, piece.values));
  }
  const range = [...ranges.values()].reduce(joined, noRange);
  const histograms = new Map(sources.map((each) => [each, new SignedHistogram(range, bins)]));
  for (const { source, piece } of pass(sources, control, tell)) histograms.get(source)?.add(piece.values);
  const shared = (axis: 'linear' | 'log'): SharedCounts | null => {
    const each = [...histograms.values()].map((histogram) => histogram[axis]);
    const edges = each[0]?.edges;
    if (!edges) return null;
    const empty = new Float64Array(bins);
    return {
      edges,
      positive: each.map((counts) => counts?.positive ?? empty),
      negative: each.map((counts) => counts?.negative ?? empty),
    };
  };
  return {
    figures: [...figures.values()].map(({ result }) => result),
    linear: shared('linear'),
    log: shared('log'),
  };
}
