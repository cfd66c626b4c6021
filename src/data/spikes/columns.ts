// What the conventions of spikes have in common: columns of a group, their numbers in slices, and the unit that an attribute or a name tells.
import { type Dataset, elementCount } from '../dataset';
import { type SpikeSlice, type TimeUnit } from './source';

/** The datasets of one group or table by the last part of their paths. */
export interface Group {
  /** Without the slash or dot before the names; empty for the root. */
  readonly path: string;
  readonly columns: ReadonlyMap<string, Dataset>;
}

/** By slash, and by dot for the fields of a table. */
export function groupsOf(datasets: readonly Dataset[]): Group[] {
  const groups = new Map<string, Map<string, Dataset>>();
  for (const dataset of datasets) {
    const path = dataset.path.replace(/^\//, '');
    const cut = Math.max(path.lastIndexOf('/'), path.lastIndexOf('.'));
    const group = path.slice(0, Math.max(0, cut));
    const columns = groups.get(group) ?? new Map<string, Dataset>();
    columns.set(path.slice(cut + 1), dataset);
    groups.set(group, columns);
  }
  return [...groups].map(([path, columns]) => ({ path, columns }));
}

/** Numbers in a row, as MATLAB and numpy keep them too: `n`, `n × 1`, `1 × n`. */
export function isColumn({ shape, unread }: Dataset): boolean {
  return unread === null && shape.length > 0 && shape.filter((length) => length !== 1).length <= 1;
}

export function readColumn(dataset: Dataset, first: number, count: number): Float64Array {
  const long = dataset.shape.findIndex((length) => length !== 1);
  const axis = Math.max(0, long);
  return dataset.read(
    dataset.shape.map((_, i) => (i === axis ? first : 0)),
    dataset.shape.map((_, i) => (i === axis ? count : 1)),
  );
}

/** Spikes of two columns of one length. */
export function readPair(times: Dataset, ids: Dataset): (first: number, count: number) => SpikeSlice {
  return (first, count) => ({ times: readColumn(times, first, count), ids: readColumn(ids, first, count) });
}

export const sameLength = (a: Dataset, b: Dataset): boolean => elementCount(a.shape) === elementCount(b.shape);

const unitWords: readonly (readonly [RegExp, TimeUnit])[] = [
  [/^(ms|msecs?|millisecs?|milliseconds?)$/i, 'ms'],
  [/^(s|secs?|seconds?)$/i, 's'],
  [/^(us|µs|μs|usecs?|microsecs?|microseconds?)$/i, 'us'],
];

/** What a word says: `milliseconds`, `s`. */
export const timeUnitNamed = (word: string): TimeUnit | null =>
  unitWords.find(([pattern]) => pattern.test(word.trim()))?.[1] ?? null;

export interface ToldUnit {
  readonly timeUnit: TimeUnit | null;
  readonly because: string;
}

/** By the attribute, then by the end of the name (`times_ms`), then by the convention. */
export function toldUnit(dataset: Dataset, convention: ToldUnit): ToldUnit {
  const { path, unit } = dataset;
  if (unit !== undefined) {
    const timeUnit = timeUnitNamed(unit);
    if (timeUnit !== null) return { timeUnit, because: `the unit "${unit}" that ${path} has in the file` };
  }
  const suffix = /_([a-zµμ]+)$/i.exec(path)?.[1] ?? '';
  const named = timeUnitNamed(suffix);
  if (named !== null) return { timeUnit: named, because: `the name ${path}` };
  return convention;
}
