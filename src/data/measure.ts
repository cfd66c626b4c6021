// The figures of one dataset: its numbers stream by in pieces that follow its chunks, once more for the histogram and once more for the percentiles.
import { boxes } from './boxes';
import { type Dataset, elementCount, type Numbers } from './dataset';
import { DataError } from './error';
import { type Histogram, RunningFigures, RunningHistogram } from './figures';
import { percentilesOf } from './percentiles';

export const shownPercentiles = [1, 5, 25, 50, 75, 95, 99] as const;

export interface Measures {
  readonly figures: RunningFigures;
  readonly histogram: Histogram | null;
  /** One per `shownPercentiles`; null where they were not worth another pass. */
  readonly percentiles: readonly number[] | null;
}

/** So much is read at a time: 4 to 8 MB of numbers. */
const elementsAtATime = 2 ** 20;
/** Up to here the numbers are kept for the next passes; above it they are read again. */
const mostKeptBytes = 2 ** 26;
/** Beyond this a third pass would cost more than percentiles are worth. */
const mostForPercentiles = 2 ** 29;

/** @param read is told how many elements were dealt with since the last time; together they are all of them. */
export function measure(
  dataset: Dataset,
  bins: number,
  read: (elements: number) => void,
  cancelled?: () => boolean,
): Measures {
  const elements = elementCount(dataset.shape);
  const figures = new RunningFigures();
  const kept: Numbers[] = [];
  let keptBytes = 0;
  let told = 0;
  const tell = (part: number): void => {
    read(part);
    told += part;
  };
  for (const values of piecesOf(dataset, cancelled)) {
    figures.add(values);
    keptBytes += values.byteLength;
    if (keptBytes <= mostKeptBytes) kept.push(values);
    else kept.length = 0;
    tell(values.length / 3);
  }
  const again = (): Iterable<Numbers> => (keptBytes <= mostKeptBytes ? kept : piecesOf(dataset, cancelled));
  const finish = (histogram: Histogram | null, percentiles: readonly number[] | null): Measures => {
    read(elements - told);
    return { figures, histogram, percentiles };
  };
  const { min, max, finite } = figures;
  if (finite === 0 || !Number.isFinite(max - min)) return finish(null, null);
  if (min === max)
    return finish(
      { edges: [min, max], counts: [finite] },
      shownPercentiles.map(() => min),
    );
  const histogram = new RunningHistogram(min, max, bins);
  for (const values of again()) {
    histogram.add(values);
    tell(values.length / 3);
  }
  const wanted = elements <= mostForPercentiles;
  return finish(histogram.result(), wanted ? percentilesOf(finite, histogram.counted, shownPercentiles, again) : null);
}

export function* piecesOf(dataset: Dataset, cancelled?: () => boolean): Generator<Numbers> {
  const read = dataset.readNarrow ?? dataset.read;
  for (const { start, count } of boxes(dataset.shape, dataset.layout, elementsAtATime)) {
    if (cancelled?.()) throw new DataError('cancelled');
    yield read(start, count);
  }
}
