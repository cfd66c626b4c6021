// Sparse matrices as scipy saves them: `data`, `indices` and `indptr` by rows or by columns, or `row`, `col` and `data`, each with `shape`.
import { type Dataset } from '../dataset';
import { DataError } from '../error';
import { type Group, groupsOf, isColumn, readColumn } from '../spikes/columns';
import { lengthOf, slicesOf } from './columns';
import { type Taken } from './pairs';
import { type WeightFamily, type WeightPiece, type WeightSource } from './source';

/** One pointer per line: as many as there may be neurons. */
const mostLines = 2 ** 24;

export function compressedWeights(datasets: readonly Dataset[]): Taken[] {
  return groupsOf(datasets).flatMap((group) => {
    const known = (name: string): Dataset | undefined => {
      const found = group.columns.get(name);
      return found && isColumn(found) ? found : undefined;
    };
    const [data, indices, indptr, row, col] = ['data', 'indices', 'indptr', 'row', 'col'].map(known);
    const shape = shapeOf(group);
    if (!data || !shape) return [];
    const source =
      indices && indptr
        ? byLines(group, data, indices, indptr, shape)
        : row && col
          ? byPairs(group, data, row, col, shape)
          : null;
    const used = [data, indices, indptr, row, col].flatMap((each) => (each ? [each.path] : []));
    return source ? [{ sources: [source], paths: used }] : [];
  });
}

type Shape = readonly [rows: number, columns: number];

function shapeOf({ columns }: Group): Shape | null {
  const stored = columns.get('shape') ?? columns.get('_shape');
  if (!stored || stored.unread !== null || lengthOf(stored) !== 2) return null;
  const [rows = 0, width = 0] = readColumn(stored, 0, 2);
  return Number.isInteger(rows) && Number.isInteger(width) && rows > 0 && width > 0 ? [rows, width] : null;
}

function sourceOf(
  { path }: Group,
  kind: string,
  data: Dataset,
  [rows, columns]: Shape,
  family: WeightFamily,
): WeightSource {
  return {
    path: path || 'data',
    kind,
    rows,
    columns,
    senders: null,
    isDense: false,
    entries: lengthOf(data),
    isRecurrent: rows === columns,
    family,
    part: 0,
    ...(data.unit === undefined ? {} : { unit: data.unit }),
  };
}

function byLines(group: Group, data: Dataset, indices: Dataset, indptr: Dataset, shape: Shape): WeightSource | null {
  const lines = lengthOf(indptr) - 1;
  const said = group.columns.get('format')?.text ?? '';
  const isColumns = /csc/i.test(said) || (!/csr/i.test(said) && lines !== shape[0] && lines === shape[1]);
  if (lines !== shape[isColumns ? 1 : 0] || lines > mostLines || lengthOf(indices) !== lengthOf(data)) return null;
  const [across, along] = isColumns ? [shape[0], shape[1]] : [shape[1], shape[0]];
  const family: WeightFamily = {
    *stream(reading) {
      const starts = readColumn(indptr, 0, along + 1);
      let line = 0;
      for (const { first, count } of slicesOf(lengthOf(data), reading)) {
        const others = places(readColumn(indices, first, count), across, indices.path);
        const own = new Uint32Array(count);
        for (let k = 0; k < count; k++) {
          while (line < along && first + k >= (starts[line + 1] as number)) line++;
          if (line === along) throw new DataError(`${indptr.path} ends before the numbers do`);
          own[k] = line;
        }
        const values = readColumn(data, first, count);
        const piece: WeightPiece = isColumns
          ? { kind: 'list', rows: others, columns: own, values }
          : { kind: 'list', rows: own, columns: others, values };
        yield { part: 0, piece };
      }
    },
  };
  return sourceOf(group, `sparse matrix (${isColumns ? 'CSC' : 'CSR'})`, data, shape, family);
}

function byPairs(group: Group, data: Dataset, row: Dataset, col: Dataset, shape: Shape): WeightSource | null {
  if (lengthOf(row) !== lengthOf(data) || lengthOf(col) !== lengthOf(data)) return null;
  const family: WeightFamily = {
    *stream(reading) {
      for (const { first, count } of slicesOf(lengthOf(data), reading)) {
        const rows = places(readColumn(row, first, count), shape[0], row.path);
        const columns = places(readColumn(col, first, count), shape[1], col.path);
        yield { part: 0, piece: { kind: 'list', rows, columns, values: readColumn(data, first, count) } };
      }
    },
  };
  return sourceOf(group, 'sparse matrix (COO)', data, shape, family);
}

function places(indices: Float64Array, length: number, path: string): Uint32Array {
  for (const index of indices)
    if (!(index >= 0 && index < length)) throw new DataError(`${path} holds ${index}, outside of ${length}`);
  return Uint32Array.from(indices);
}
