// What is in a data file: every dataset's name, shape, type and range, with a histogram; the numbers stream by and are never held whole.
import { type ByteSource } from './bytes';
import { type DataFile, type Dataset, elementCount, type Tools } from './dataset';
import { DataError } from './error';
import { type Histogram } from './figures';
import { measure, shownPercentiles } from './measure';
import { openData } from './open';
import { firstTexts, type Preview, previewOf } from './preview';
import { sliceOf } from './slice';
import { findSpikes } from './spikes/find';
import { reportSpikes, type SpikeReport } from './spikes/report';

export interface InspectEntry {
  readonly path: string;
  readonly shape: readonly number[];
  /** As MATLAB's `size` gives it: axes the other way round. */
  readonly matlabShape?: readonly number[];
  readonly dtype: string;
  readonly unit?: string;
  readonly filters?: readonly string[];
  readonly text?: string;
  /** The first of many texts. */
  readonly texts?: readonly string[];
  readonly note?: string;
  /** Why there are no figures. */
  readonly unread?: string;
  /** Of the finite numbers, as are the next ones; null where there is none or where they were not read. */
  readonly min: number | null;
  readonly max: number | null;
  readonly mean: number | null;
  readonly std: number | null;
  readonly nan: number;
  readonly infinite: number;
  readonly histogram: Histogram | null;
  /** By percentile; absent where they were not read or would have taken too long. */
  readonly percentiles?: Readonly<Record<string, number>>;
  /** The next three only for an entry that was asked for by name. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly chunk?: readonly number[];
  readonly preview?: Preview;
}

export interface InspectReport {
  readonly version: 1;
  readonly file: string;
  readonly format: string;
  readonly entries: readonly InspectEntry[];
  /** How many datasets there are, where that is more than are shown. */
  readonly total?: number;
  readonly spikes?: readonly SpikeReport[];
  readonly notes: readonly string[];
}

export interface InspectControl {
  /** Part of the file's numbers that were read, 0 to 1. */
  progress?(fraction: number): void;
  cancelled?(): boolean;
}

export interface InspectOptions {
  /** Entries to be shown in depth, by name; all of them in short where there are none. */
  readonly paths?: readonly string[];
  /** A part of each of these, as numpy would write it: `0:10,:,3`. */
  readonly slice?: string;
  readonly bins?: number;
  /** Names, shapes and types alone: no number is read. */
  readonly namesOnly?: boolean;
}

const defaultBins = 50;
const mostTexts = 5;

/** Throws a DataError, with one line to show, where the file can't be read at all or has no such entry. */
export async function inspectFile(
  file: string,
  source: ByteSource,
  tools: Tools,
  control?: InspectControl,
  options: InspectOptions = {},
): Promise<InspectReport> {
  const opened = await openData(source, tools, file);
  try {
    const { paths = [], namesOnly = false } = options;
    const sources = namesOnly ? [] : findSpikes(opened);
    const datasets =
      paths.length === 0
        ? opened.datasets
        : asked(
            opened,
            paths,
            sources.map(({ path }) => path),
          );
    const work = datasets.map((each) => (options.slice === undefined ? each : sliceOf(each, options.slice)));
    const { entries, notes } = inspectAll(work, datasets, control, options);
    const spikes = sources
      .filter(({ path }) => paths.length === 0 || paths.includes(path))
      .map((each) => reportSpikes(each, paths.includes(each.path)));
    return {
      version: 1,
      file,
      format: opened.format,
      entries,
      ...(opened.total === undefined || paths.length > 0 ? {} : { total: opened.total }),
      ...(spikes.length === 0 ? {} : { spikes }),
      notes: [...(paths.length > 0 ? [] : opened.notes), ...notes],
    };
  } finally {
    opened.close();
  }
}

/** Every path names an entry, all entries of a group, or spikes. */
function asked(file: DataFile, paths: readonly string[], spikes: readonly string[]): Dataset[] {
  return paths.flatMap((path) => {
    const trimmed = path.replace(/^\/+|\/+$/g, '');
    const found = file.find?.(path) ?? file.datasets.find((each) => each.path === trimmed || each.path === path);
    // What lies in a cell is asked for with it.
    if (found) return [found, ...file.datasets.filter((each) => each.path.startsWith(`${found.path}{`))];
    const within = file.datasets.filter((each) => each.path.replace(/^\/+/, '').startsWith(`${trimmed}/`));
    if (spikes.includes(path)) return [];
    if (within.length > 0) return within;
    throw new DataError(`there is no ${path} in it${suggestion(file, trimmed)}`);
  });
}

const mostSuggested = 3;

/** Entries whose last names are alike. */
function suggestion({ datasets }: DataFile, path: string): string {
  const last = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const alike = datasets
    .filter((each) => last !== '' && each.path.toLowerCase().includes(last))
    .slice(0, mostSuggested);
  return alike.length === 0 ? '' : `; there is ${alike.map((each) => each.path).join(', ')}`;
}

function inspectAll(
  datasets: readonly Dataset[],
  whole: readonly Dataset[],
  control: InspectControl | undefined,
  { paths = [], slice, bins, namesOnly }: InspectOptions,
): { entries: InspectEntry[]; notes: string[] } {
  const total = datasets.reduce((sum, each) => sum + (each.unread === null ? elementCount(each.shape) : 0), 0);
  let done = 0;
  const read = (elements: number): void => {
    done += elements;
    // Thirds don't add up to a whole in the last digit.
    control?.progress?.(done < total * (1 - 1e-9) ? done / total : 1);
  };
  const entries: InspectEntry[] = [];
  for (const [i, dataset] of datasets.entries()) {
    if (control?.cancelled?.())
      return { entries, notes: [`cancelled after ${entries.length} of ${datasets.length} datasets`] };
    const entry = namesOnly ? { ...described(dataset), ...nothing } : inspectDataset(dataset, read, control, bins);
    const inDepth = paths.length > 0 && namesOnly !== true;
    entries.push(inDepth ? { ...entry, ...depthOf(dataset, whole[i] as Dataset, slice !== undefined) } : entry);
  }
  return { entries, notes: [] };
}

function depthOf(dataset: Dataset, { attributes, layout }: Dataset, sliced: boolean): Partial<InspectEntry> {
  const preview = previewOf(dataset, sliced);
  return {
    ...(attributes === undefined ? {} : { attributes }),
    ...(layout.chunk === null ? {} : { chunk: layout.chunk }),
    ...(preview === null ? {} : { preview }),
  };
}

const nothing = { min: null, max: null, mean: null, std: null, nan: 0, infinite: 0, histogram: null } as const;

function described({ path, shape, matlabShape, dtype, unit, filters, text, note, unread }: Dataset) {
  return {
    path,
    shape,
    ...(matlabShape === undefined ? {} : { matlabShape }),
    dtype,
    ...(unit === undefined ? {} : { unit }),
    ...(filters.length === 0 ? {} : { filters }),
    ...(text === undefined ? {} : { text }),
    ...(note === undefined ? {} : { note }),
    ...(unread === null ? {} : { unread }),
  };
}

/** @param read is told how many elements were read since the last time */
export function inspectDataset(
  dataset: Dataset,
  read: (elements: number) => void,
  control?: InspectControl,
  bins = defaultBins,
): InspectEntry {
  const common = described(dataset);
  const texts = dataset.text === undefined ? firstTexts(dataset, mostTexts) : [];
  if (dataset.unread !== null) return { ...common, ...(texts.length === 0 ? {} : { texts }), ...nothing };
  try {
    const { figures, histogram, percentiles } = measure(dataset, bins, read, () => control?.cancelled?.() ?? false);
    const { nan, infinite } = figures;
    if (figures.finite === 0) return { ...common, ...nothing, nan, infinite };
    const { min, max, mean, std } = figures;
    const named =
      percentiles && Object.fromEntries(shownPercentiles.map((each, i) => [each, percentiles[i] as number]));
    return {
      ...common,
      min,
      max,
      mean,
      std,
      nan,
      infinite,
      histogram,
      ...(named === null ? {} : { percentiles: named }),
    };
  } catch (error) {
    // Stopped or damaged half-way: figures of a part would be taken for the whole.
    if (error instanceof DataError) return { ...common, unread: error.message, ...nothing };
    throw error;
  }
}
