// Files of numbers as the core asks for them: whoever calls it opens them, and hands over datasets that are read in slices.
export interface DataTable {
  /** Within its file: `/nodes/cortex/node_type_id`. */
  readonly path: string;
  readonly shape: readonly number[];
  /** As the file says it. */
  readonly unit?: string;
  /** What else the file says of it in words. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Why its numbers can't be read; null where they can. */
  readonly unread: string | null;
  read(start: readonly number[], count: readonly number[]): Float64Array;
}

/** A file that is there and can't be read says why. */
export type DataFound = { readonly datasets: readonly DataTable[] } | { readonly error: string };

/** Finds a file of data by its path as another file writes it; null where there is none. */
export type FindData = (name: string, from: string) => DataFound | null;

/** As many numbers as are held of a column at once. */
const sliceLength = 2 ** 18;

/** A number that a file holds where its reader knows what to do about it. */
export class DataProblem extends Error {}

export function column(datasets: readonly DataTable[], path: string): DataTable | null {
  const found = datasets.find((each) => each.path.replace(/^\//, '') === path);
  if (!found) return null;
  if (found.unread !== null) throw new DataProblem(`${path}: ${found.unread}`);
  if (found.shape.length !== 1) throw new DataProblem(`${path} is no single column`);
  return found;
}

export function requiredColumn(datasets: readonly DataTable[], path: string): DataTable {
  const found = column(datasets, path);
  if (!found) throw new DataProblem(`there is no ${path} in it`);
  return found;
}

export const lengthOf = ({ shape }: DataTable): number => shape[0] ?? 0;

/** The pieces in which columns of this length are read. */
export function* slices(length: number): Generator<{ readonly start: number; readonly count: number }> {
  for (let start = 0; start < length; start += sliceLength)
    yield { start, count: Math.min(sliceLength, length - start) };
}

/** The names of the groups in `folder`: the populations in `nodes`. */
export const groupsIn = (datasets: readonly DataTable[], folder: string): string[] => [
  ...new Set(
    datasets.flatMap(({ path }) => {
      const parts = path.replace(/^\//, '').split('/');
      return parts[0] === folder && parts.length > 2 ? [parts[1] ?? ''] : [];
    }),
  ),
];
