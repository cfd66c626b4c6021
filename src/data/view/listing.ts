// What stands in a data file, without its numbers: the entries for a tree, and what of it is spikes.
import { type DataFile, type Dataset, elementCount } from '../dataset';
import { findSpikes } from '../spikes/find';
import { type SpikeSource, type TimeUnit } from '../spikes/source';

export interface ListedEntry {
  readonly path: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly unit?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly filters: readonly string[];
  readonly text?: string;
  readonly note?: string;
  /** Why its numbers can't be shown; null where they can. */
  readonly unread: string | null;
}

export interface ListedSpikes {
  readonly path: string;
  readonly kind: string;
  readonly timeUnit: TimeUnit | null;
  readonly because: string;
  readonly spikes: number;
}

export interface Listing {
  readonly format: string;
  readonly entries: readonly ListedEntry[];
  /** How many there are, where that is more than are listed. */
  readonly total: number;
  readonly spikes: readonly ListedSpikes[];
  readonly notes: readonly string[];
}

export function listing(file: DataFile): { readonly listing: Listing; readonly sources: readonly SpikeSource[] } {
  const sources = findSpikes(file);
  const entries = file.datasets.map(describe);
  const spikes = sources.map(({ path, kind, timeUnit, because, spikes: count }) => ({
    path,
    kind,
    timeUnit,
    because,
    spikes: count,
  }));
  const { format, notes } = file;
  return { listing: { format, entries, total: file.total ?? entries.length, spikes, notes }, sources };
}

function describe(dataset: Dataset): ListedEntry {
  const { path, shape, dtype, unit, attributes, filters, text, note, unread } = dataset;
  return {
    path,
    shape,
    dtype,
    ...(unit === undefined ? {} : { unit }),
    ...(attributes === undefined ? {} : { attributes }),
    filters,
    ...(text === undefined ? {} : { text }),
    ...(note === undefined ? {} : { note }),
    unread: unread ?? (elementCount(shape) === 0 ? 'it is empty' : null),
  };
}
