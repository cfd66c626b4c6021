// The picture of connections that stand in a list: cells as in that of a matrix, the mean over all pairs of a cell, and none where no pair is connected.
import { type MatrixPicture, type MatrixView } from './matrix';

export interface ListedRow {
  readonly columns: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** @param lists connections by row and column, in any order */
export function densityPicture(
  lists: Iterable<{ readonly rows: ArrayLike<number> } & ListedRow>,
  { fromRow, toRow, fromColumn, toColumn, height: mostHeight, width: mostWidth }: MatrixView,
): MatrixPicture {
  const [rows, columns] = [toRow - fromRow, toColumn - fromColumn];
  const [height, width] = [Math.min(mostHeight, rows), Math.min(mostWidth, columns)];
  const sums = new Float64Array(height * width);
  const isMet = new Uint8Array(height * width);
  for (const list of lists) {
    for (let k = 0; k < list.values.length; k++) {
      const [row, column, value] = [
        (list.rows[k] as number) - fromRow,
        (list.columns[k] as number) - fromColumn,
        list.values[k] as number,
      ];
      if (row < 0 || row >= rows || column < 0 || column >= columns || value - value !== 0) continue;
      const cell = Math.floor((row * height) / rows) * width + Math.floor((column * width) / columns);
      sums[cell] = (sums[cell] as number) + value;
      isMet[cell] = 1;
    }
  }
  const cells = new Float32Array(height * width).fill(NaN);
  let [min, max] = [Infinity, -Infinity];
  for (let cell = 0; cell < cells.length; cell++) {
    if (isMet[cell] === 0) continue;
    const [y, x] = [Math.floor(cell / width), cell % width];
    const mean = (sums[cell] as number) / (lengthOf(y, height, rows) * lengthOf(x, width, columns));
    cells[cell] = mean;
    if (mean < min) min = mean;
    if (mean > max) max = mean;
  }
  return { cells, height, width, range: min <= max ? { min, max } : null, rowsRead: rows, columnsRead: columns };
}

/** How many of `all` fall into one of the cells: those `i` for which ⌊i·cells/all⌋ is `cell`. */
const lengthOf = (cell: number, cells: number, all: number): number =>
  Math.ceil(((cell + 1) * all) / cells) - Math.ceil((cell * all) / cells);
