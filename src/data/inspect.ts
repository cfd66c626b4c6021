// What is in a data file: every dataset's name, shape, type and range, with a histogram; the numbers stream by and are never held whole.
import { boxes } from './boxes';
import { type ByteSource } from './bytes';
import { type Dataset, elementCount, type Tools } from './dataset';
import { DataError } from './error';
import { type Histogram, RunningFigures, RunningHistogram } from './figures';
import { openData } from './open';

export interface InspectEntry {
  readonly path: string;
  readonly shape: readonly number[];
  /** As MATLAB's `size` gives it: axes the other way round. */
  readonly matlabShape?: readonly number[];
  readonly dtype: string;
  readonly unit?: string;
  readonly filters?: readonly string[];
  readonly text?: string;
  readonly note?: string;
  /** Why there are no figures. */
  readonly unread?: string;
  /** Of the finite numbers, as are the next three; null where there is none or where they were not read. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly nan: number;
  readonly infinite: number;
  readonly histogram: Histogram | null;
}

export interface InspectReport {
  readonly version: 1;
  readonly file: string;
  readonly format: string;
  readonly entries: readonly InspectEntry[];
  readonly notes: readonly string[];
}

export interface InspectControl {
  /** Part of the file's numbers that were read, 0 to 1. */
  progress?(fraction: number): void;
  cancelled?(): boolean;
}

const histogramBins = 50;
/** So much is read at a time: 8 MB of numbers. */
const elementsAtATime = 2 ** 20;
/** Up to here the numbers are kept for the histogram's pass; above it they are read twice. */
const mostKept = 4 * 2 ** 20;

/** Throws a DataError, with one line to show, where the file can't be read at all. */
export async function inspectFile(
  file: string,
  source: ByteSource,
  tools: Tools,
  control?: InspectControl,
): Promise<InspectReport> {
  const opened = await openData(source, tools, file);
  try {
    const total = opened.datasets.reduce((sum, each) => sum + (each.unread === null ? elementCount(each.shape) : 0), 0);
    let done = 0;
    const read = (elements: number): void => {
      done += elements;
      control?.progress?.(total > 0 ? done / total : 1);
    };
    const entries: InspectEntry[] = [];
    const notes = [...opened.notes];
    for (const dataset of opened.datasets) {
      if (control?.cancelled?.()) {
        notes.push(`cancelled after ${entries.length} of ${opened.datasets.length} datasets`);
        break;
      }
      entries.push(inspectDataset(dataset, read, control));
    }
    return { version: 1, file, format: opened.format, entries, notes };
  } finally {
    opened.close();
  }
}

/** @param read is told how many elements were read since the last time */
export function inspectDataset(
  dataset: Dataset,
  read: (elements: number) => void,
  control?: InspectControl,
): InspectEntry {
  const { path, shape, matlabShape, dtype, unit, filters, text, note, unread } = dataset;
  const described = {
    path,
    shape,
    ...(matlabShape === undefined ? {} : { matlabShape }),
    dtype,
    ...(unit === undefined ? {} : { unit }),
    ...(filters.length === 0 ? {} : { filters }),
    ...(text === undefined ? {} : { text }),
    ...(note === undefined ? {} : { note }),
  };
  const nothing = { min: null, max: null, mean: null, std: null, nan: 0, infinite: 0, histogram: null };
  if (unread !== null) return { ...described, unread, ...nothing };
  try {
    const { figures, histogram } = measure(dataset, read, control);
    const { nan, infinite } = figures;
    if (figures.finite === 0) return { ...described, ...nothing, nan, infinite };
    const { min, max, mean, std } = figures;
    return { ...described, min, max, mean, std, nan, infinite, histogram };
  } catch (error) {
    // Stopped or damaged half-way: figures of a part would be taken for the whole.
    if (error instanceof DataError) return { ...described, unread: error.message, ...nothing };
    throw error;
  }
}

/** One pass for the range and the moments, one for the histogram. */
function measure(
  dataset: Dataset,
  read: (elements: number) => void,
  control?: InspectControl,
): { figures: RunningFigures; histogram: Histogram | null } {
  const figures = new RunningFigures();
  const elements = elementCount(dataset.shape);
  const kept: Float64Array[] | null = elements <= mostKept ? [] : null;
  for (const values of pieces(dataset, control)) {
    figures.add(values);
    kept?.push(values);
    read(kept === null ? values.length / 2 : values.length);
  }
  const { min, max } = figures;
  if (figures.finite === 0 || !Number.isFinite(max - min)) return { figures, histogram: null };
  if (min === max) return { figures, histogram: { edges: [min, max], counts: [figures.finite] } };
  const histogram = new RunningHistogram(min, max, histogramBins);
  for (const values of kept ?? pieces(dataset, control)) {
    histogram.add(values);
    if (kept === null) read(values.length / 2);
  }
  return { figures, histogram: histogram.result() };
}

function* pieces(dataset: Dataset, control?: InspectControl): Generator<Float64Array> {
  for (const { start, count } of boxes(dataset.shape, dataset.layout, elementsAtATime)) {
    if (control?.cancelled?.()) throw new DataError('cancelled');
    yield dataset.read(start, count);
  }
}
