// Spikes with a train per neuron: a MATLAB cell of rows of times, called spikes or the like.
import { type DataFile, type Dataset, elementCount } from '../dataset';
import { isColumn, readColumn, toldUnit } from './columns';
import { type SpikeSlice, type SpikeSource } from './source';

const untold = { timeUnit: null, because: 'the file does not say the unit of the times' } as const;
const named = /(^|[_/.])(spikes?|spks?)([_ ]?(times?|trains?|ts|ms|s|us))?(_(ms|s|us))?$/i;
/** Cells with more contents are not opened one by one. */
const mostTrains = 5000;

export function trainSpikes({ datasets, find }: DataFile): SpikeSource[] {
  return datasets.flatMap((cell) => {
    const count = elementCount(cell.shape);
    if (cell.dtype !== 'cell' || !named.test(cell.path) || count === 0 || count > mostTrains) return [];
    const listed = new Map(datasets.map((each) => [each.path, each]));
    const trains = Array.from({ length: count }, (_, i) => {
      const path = `${cell.path}{${i + 1}}`;
      return listed.get(path) ?? find?.(path) ?? null;
    });
    const whole = trains.filter((each): each is Dataset => each !== null);
    const tells = whole.some((each) => each.unread === null && elementCount(each.shape) > 1);
    return tells && whole.length === count && whole.every(isTrain) ? [sourceOf(cell, whole)] : [];
  });
}

/** Empty, or a row of times that rise. */
function isTrain(train: Dataset): boolean {
  if (train.unread === 'empty in MATLAB') return true;
  if (!isColumn(train) || elementCount(train.shape) === 0) return train.unread === null;
  const times = readColumn(train, 0, elementCount(train.shape));
  return times.every((time, i) => i === 0 || time >= (times[i - 1] as number));
}

function sourceOf(cell: Dataset, trains: readonly Dataset[]): SpikeSource {
  const ends: number[] = [];
  for (const train of trains) {
    const length = train.unread === null ? elementCount(train.shape) : 0;
    ends.push((ends.at(-1) ?? 0) + length);
  }
  const read = (first: number, count: number): SpikeSlice => {
    const times = new Float64Array(count);
    const ids = new Float64Array(count);
    ends.forEach((end, i) => {
      const begin = ends[i - 1] ?? 0;
      const [from, to] = [Math.max(first, begin), Math.min(first + count, end)];
      if (from >= to) return;
      times.set(readColumn(trains[i] as Dataset, from - begin, to - from), from - first);
      ids.fill(i + 1, from - first, to - first);
    });
    return { times, ids };
  };
  return {
    path: cell.path,
    kind: 'a cell of spike times',
    ...toldUnit(cell, untold),
    spikes: ends.at(-1) ?? 0,
    read,
    // As MATLAB counts.
    neurons: () => Float64Array.from(trains, (_, i) => i + 1),
  };
}
