// What is particular to MATLAB 7.3 files: axes in reverse order, classes in attributes, text as numbers, cells and structs as references.
import { type Dataset, elementCount } from '../dataset';
import { describe } from './describe';
import { type AttributeValue, type Hdf5File } from './file';
import { isSparse, sparseMatrix } from './matlabSparse';
import { type FoundDataset, type Habits } from './walk';

export const matlabNotes =
  'MATLAB stores arrays with their axes reversed: shapes are given as the file holds them, and as MATLAB sees them';

/** `#refs#` and `#subsystem#` are MATLAB's own cupboards: what lies in them is shown where a cell, a struct or an object refers to it. */
export const matlabHabits = (file: Hdf5File): Habits => ({
  isHidden: (path) => path === '#refs#' || path === '#subsystem#',
  isWhole: (path) => isSparse(file, path),
});

/** Longer texts are data, not labels. */
const longestText = 200;
/** As many contents of one cell or struct array are listed; the others can be asked for by name. */
const mostListed = 100;
const deepest = 16;

/** Classes that say no more than the type of the numbers does. */
const plain = /^(double|single|u?int(8|16|32|64))$/;

/** A stored dataset, as all that MATLAB sees in it: itself, the contents of its cells, the fields of its structs. */
function* matlabDatasets(file: Hdf5File, found: FoundDataset, within: readonly string[]): Generator<Dataset> {
  const { datasets, attributes, type } = describe(file, found);
  const kind = attributes.get('MATLAB_class');
  const [dataset] = datasets;
  if (dataset === undefined) return;
  const named = datasets.map((each) => withClass(each, kind, attributes));
  if (type?.kind !== 'reference' || dataset.readTexts === undefined || within.length > deepest) {
    yield* named;
    return;
  }
  const count = elementCount(dataset.shape);
  const struct = kind === undefined || kind === 'struct';
  const name = (i: number): string => (struct ? elementOfStruct(found.path, i) : `${found.path}{${i + 1}}`);
  const shown = Math.min(count, mostListed);
  const more = count > shown ? `; ${shown} of ${count} are listed, the others can be asked for by name` : '';
  const [cell] = named;
  const what = struct ? 'a field of a struct array' : 'a cell';
  if (cell !== undefined) {
    const { readTexts: _paths, ...rest } = cell;
    yield { ...rest, dtype: struct ? 'struct field' : 'cell', unread: `${what}: see ${name(0)}${more}` };
  }
  for (const [i, target] of dataset.readTexts(0, shown).entries()) {
    yield* matlabObject(file, { path: name(i), stored: target.replace(/^\//, '') }, [...within, found.stored]);
  }
}

/** `s/name` for the second struct is `s(2)/name`. */
function elementOfStruct(path: string, i: number): string {
  const cut = path.lastIndexOf('/');
  return cut < 0 ? `${path}(${i + 1})` : `${path.slice(0, cut)}(${i + 1})${path.slice(cut)}`;
}

/**
 * A stored object as all that MATLAB sees in it; it may be a group: a struct, or a sparse matrix.
 * @param within by which the library opens what it lies in: no object lies in itself
 */
export function* matlabObject(file: Hdf5File, found: FoundDataset, within: readonly string[]): Generator<Dataset> {
  if (within.includes(found.stored) || within.length > deepest) return;
  const kind = file.kind(found.stored);
  if (kind === 'dataset') yield* matlabDatasets(file, found, within);
  else if (kind === 'group') yield* matlabGroup(file, found, within);
}

function* matlabGroup(file: Hdf5File, { path, stored }: FoundDataset, within: readonly string[]): Generator<Dataset> {
  const sparse = sparseMatrix(file, path, stored);
  if (sparse !== null) yield sparse;
  for (const name of file.names(stored) ?? [])
    yield* matlabObject(file, { path: `${path}/${name}`, stored: `${stored}/${name}` }, [...within, stored]);
}

function withClass(
  dataset: Dataset,
  kind: AttributeValue | undefined,
  attributes: ReadonlyMap<string, AttributeValue>,
): Dataset {
  const told = typeof kind === 'string' && !plain.test(kind) ? ` (MATLAB ${kind})` : '';
  const dtype = dataset.dtype + told;
  const matlabShape = [...dataset.shape].reverse();
  if (attributes.get('MATLAB_empty') === 1) return { ...emptyOf(dataset), dtype };
  if (kind === 'char' && dataset.unread === null) return { ...charactersOf(dataset), dtype, matlabShape };
  if (attributes.has('MATLAB_object_decode') && told !== '')
    return { ...dataset, dtype, unread: `a MATLAB ${String(kind)} object: its contents are not read here` };
  return { ...dataset, dtype, matlabShape };
}

/** MATLAB writes the size of an empty array where its numbers would stand. */
function emptyOf(dataset: Dataset): Dataset {
  const length = elementCount(dataset.shape);
  const lengths =
    dataset.unread === null && length < 32
      ? [
          ...dataset.read(
            dataset.shape.map(() => 0),
            dataset.shape,
          ),
        ]
      : [];
  return { ...dataset, shape: [...lengths].reverse(), matlabShape: lengths, unread: 'empty in MATLAB' };
}

/** Each row of a matrix of characters is a text; in the file a row is a column. */
function charactersOf(dataset: Dataset): Dataset {
  const [width = 1, height = 1, ...others] = dataset.shape;
  const unread = 'text';
  if (others.length > 0) return { ...dataset, unread };
  const readTexts = (first: number, count: number): string[] => {
    const rows = Math.max(0, Math.min(count, height - first));
    const codes = dataset.read([0, first], [width, rows]);
    return Array.from({ length: rows }, (_, row) =>
      Array.from({ length: width }, (_column, i) => String.fromCharCode(codes[i * rows + row] as number)).join(''),
    );
  };
  const short = height === 1 && width <= longestText;
  return { ...dataset, unread, readTexts, ...(short ? { text: readTexts(0, 1)[0] ?? '' } : {}) };
}
