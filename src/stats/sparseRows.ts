// Connections in rows: the columns and weights of each row in order, those between the same two neurons added up.
import { type SparseMatrix } from './algebra/operators';
import { StatisticError } from './error';

export interface SparseRows extends Omit<SparseMatrix, 'size'> {
  readonly rows: number;
  readonly columnCount: number;
  readonly values: Float64Array;
}

/** Of as many rows as columns, as what asks for eigenvalues takes it. */
export const asSquare = ({ rows, offsets, columns, values }: SparseRows): SparseMatrix => ({
  size: rows,
  offsets,
  columns,
  values,
});

export interface Listed {
  readonly rows: ArrayLike<number>;
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** @param lists the same connections each time it is called: once to count, once to place them */
export function rowsOfLists(rows: number, columnCount: number, lists: () => Iterable<Listed>): SparseRows {
  const starts = new Uint32Array(rows + 1);
  for (const { rows: own } of lists()) {
    for (let k = 0; k < own.length; k++) {
      const row = own[k] as number;
      if (!(row >= 0 && row < rows)) throw new StatisticError(`row ${row} is outside of ${rows} rows`);
      starts[row + 1] = (starts[row + 1] as number) + 1;
    }
  }
  for (let row = 0; row < rows; row++) starts[row + 1] = (starts[row + 1] as number) + (starts[row] as number);
  const next = starts.slice(0, rows);
  const columns = new Uint32Array(starts[rows] as number);
  const values = new Float64Array(columns.length);
  for (const list of lists()) {
    for (let k = 0; k < list.values.length; k++) {
      const row = list.rows[k] as number;
      const at = next[row] as number;
      next[row] = at + 1;
      columns[at] = list.columns[k] as number;
      values[at] = list.values[k] as number;
    }
  }
  return merged(rows, columnCount, starts, columns, values);
}

/** In place: what is written never overtakes what is read. */
function merged(
  rows: number,
  columnCount: number,
  starts: Uint32Array,
  columns: Uint32Array,
  values: Float64Array,
): SparseRows {
  const offsets = new Uint32Array(rows + 1);
  let filled = 0;
  for (let row = 0; row < rows; row++) {
    const [start, end] = [starts[row] as number, starts[row + 1] as number];
    const [own, weights] = inOrder(columns.slice(start, end), values.slice(start, end));
    const first = filled;
    own.forEach((column, k) => {
      if (filled > first && columns[filled - 1] === column) {
        values[filled - 1] = (values[filled - 1] as number) + (weights[k] as number);
        return;
      }
      columns[filled] = column;
      values[filled++] = weights[k] as number;
    });
    offsets[row + 1] = filled;
  }
  return { rows, columnCount, offsets, columns: columns.slice(0, filled), values: values.slice(0, filled) };
}

function inOrder(columns: Uint32Array, values: Float64Array): readonly [Uint32Array, Float64Array] {
  if (columns.every((column, k) => k === 0 || (columns[k - 1] as number) <= column)) return [columns, values];
  const order = Uint32Array.from(columns, (_, k) => k).sort(
    (a, b) => (columns[a] as number) - (columns[b] as number) || a - b,
  );
  return [
    columns.map((_, k) => columns[order[k] as number] as number),
    values.map((_, k) => values[order[k] as number] as number),
  ];
}
