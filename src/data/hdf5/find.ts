// Finds one dataset by the name a user gives it: `weights/rec`, `table.field`, `cells{3}`, `s(2)/name`, listed or not.
import { type Dataset, elementCount } from '../dataset';
import { describe } from './describe';
import { type Hdf5File } from './file';
import { matlabObject } from './matlab';

/** Names in names: more than anybody writes. */
const deepest = 64;

export function findDataset(file: Hdf5File, asked: string, matlab: boolean): Dataset | null {
  const path = asked.replace(/^\/+/, '');
  // In MATLAB a field stands behind a dot.
  const spellings = matlab ? [path, path.replaceAll('.', '/')] : [path];
  for (const spelling of new Set(spellings)) {
    for (const prefix of prefixes(spelling)) {
      const stored = resolve(file, prefix, 0);
      if (stored === null) continue;
      const datasets = matlab
        ? matlabObject(file, { path: prefix, stored }, [])
        : file.kind(stored) === 'dataset'
          ? describe(file, { path: prefix, stored }).datasets
          : [];
      for (const dataset of datasets) if (dataset.path === spelling) return dataset;
    }
  }
  return null;
}

/** The whole, and what stands before each dot: a table whose field is meant. */
function* prefixes(path: string): Generator<string> {
  yield path;
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) yield path.slice(0, dot);
}

/** By which the library opens what is called so; null where there is no such thing. */
function resolve(file: Hdf5File, path: string, depth: number): string | null {
  if (depth > deepest || path === '') return null;
  if (['dataset', 'group'].includes(file.kind(path))) return path;
  const cell = /^(.*)\{(\d+)\}$/.exec(path);
  if (cell) return follow(file, resolve(file, cell[1] ?? '', depth + 1), Number(cell[2]));
  const struct = /^(.*)\((\d+)\)\/([^/]+)$/.exec(path);
  if (struct) {
    const group = resolve(file, struct[1] ?? '', depth + 1);
    const field = struct[3] ?? '';
    return group === null ? null : follow(file, `${group}/${field}`, Number(struct[2]));
  }
  const cut = path.lastIndexOf('/');
  if (cut < 0) return null;
  const parent = resolve(file, path.slice(0, cut), depth + 1);
  const stored = parent === null ? null : `${parent}/${path.slice(cut + 1)}`;
  return stored !== null && ['dataset', 'group'].includes(file.kind(stored)) ? stored : null;
}

/** What the reference at that place of a dataset leads to, counted from 1. */
function follow(file: Hdf5File, stored: string | null, place: number): string | null {
  if (stored === null || file.kind(stored) !== 'dataset') return null;
  const [dataset] = describe(file, { path: stored, stored }).datasets;
  if (dataset?.dtype !== 'reference' || dataset.readTexts === undefined) return null;
  if (place < 1 || place > elementCount(dataset.shape)) return null;
  return dataset.readTexts(place - 1, 1)[0]?.replace(/^\//, '') ?? null;
}
