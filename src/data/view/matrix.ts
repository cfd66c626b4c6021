// The picture of a matrix before it has colours: two axes of a dataset, averaged into as many cells as there is room for.
import { type Dataset } from '../dataset';
import { DataError } from '../error';
import { lengthOf, runsOf, type Run } from './runs';

export interface MatrixView {
  /** The axis whose elements stand below each other, and the one whose elements stand side by side. */
  readonly rowAxis: number;
  readonly columnAxis: number;
  /** The index on every axis; those of the two axes above do not count. */
  readonly at: readonly number[];
  readonly fromRow: number;
  readonly toRow: number;
  readonly fromColumn: number;
  readonly toColumn: number;
  /** The most cells there is room for. */
  readonly height: number;
  readonly width: number;
}

export interface MatrixPicture {
  /** The mean of the finite numbers of each cell, row by row; NaN where a cell holds none. */
  readonly cells: Float32Array;
  readonly height: number;
  readonly width: number;
  /** Of the cells; null where none is finite. */
  readonly range: { readonly min: number; readonly max: number } | null;
  /** How many rows and columns were read of those in view. */
  readonly rowsRead: number;
  readonly columnsRead: number;
}

/** As much as is read for one picture, so that it comes while one waits. */
const mostElements = 4 * 2 ** 20;
const elementsAtATime = 2 ** 20;

export function matrixPicture(dataset: Dataset, view: MatrixView, cancelled?: () => boolean): MatrixPicture {
  const { rowAxis, columnAxis, fromRow, toRow, fromColumn, toColumn } = checked(dataset, view);
  const columns = runsOf(fromColumn, toColumn, mostElements, view.width);
  const columnsRead = lengthOf(columns);
  const rows = runsOf(fromRow, toRow, Math.max(1, Math.floor(mostElements / columnsRead)), view.height);
  const rowsRead = lengthOf(rows);
  const height = Math.min(view.height, rowsRead);
  const width = Math.min(view.width, columnsRead);
  const sums = new Float64Array(height * width);
  const counts = new Uint32Array(height * width);
  const atOnce = Math.max(1, Math.floor(elementsAtATime / columnsRead));
  let rowsDone = 0;
  for (const piece of cut(rows, atOnce)) {
    let columnsDone = 0;
    for (const run of columns) {
      if (cancelled?.()) throw new DataError('cancelled');
      const start = [...view.at];
      const count = dataset.shape.map(() => 1);
      start[rowAxis] = piece.from;
      start[columnAxis] = run.from;
      count[rowAxis] = piece.count;
      count[columnAxis] = run.count;
      const values = dataset.readNarrow?.(start, count) ?? dataset.read(start, count);
      const [rowStep, columnStep] = rowAxis < columnAxis ? [run.count, 1] : [1, piece.count];
      for (let row = 0; row < piece.count; row++) {
        const line = Math.floor(((rowsDone + row) * height) / rowsRead) * width;
        for (let column = 0; column < run.count; column++) {
          const value = values[row * rowStep + column * columnStep] as number;
          if (value - value !== 0) continue;
          const cell = line + Math.floor(((columnsDone + column) * width) / columnsRead);
          sums[cell] = (sums[cell] as number) + value;
          counts[cell] = (counts[cell] as number) + 1;
        }
      }
      columnsDone += run.count;
    }
    rowsDone += piece.count;
  }
  return { ...meanOf(sums, counts), height, width, rowsRead, columnsRead };
}

/** Throws where the view is not one of this dataset. */
function checked({ path, shape, unread }: Dataset, view: MatrixView): MatrixView {
  if (unread !== null) throw new DataError(`${path} can’t be read: ${unread}`);
  const { rowAxis, columnAxis, at, fromRow, toRow, fromColumn, toColumn, height, width } = view;
  const within = (from: number, to: number, axis: number): boolean =>
    Number.isInteger(from) && Number.isInteger(to) && from >= 0 && to > from && to <= (shape[axis] ?? 0);
  const fits =
    rowAxis !== columnAxis &&
    at.length === shape.length &&
    within(fromRow, toRow, rowAxis) &&
    within(fromColumn, toColumn, columnAxis) &&
    shape.every(
      (length, axis) =>
        axis === rowAxis || axis === columnAxis || (within(at[axis] ?? -1, (at[axis] ?? -1) + 1, axis) && length > 0),
    );
  if (!fits || !(height >= 1) || !(width >= 1)) throw new DataError(`${path} has no such part`);
  return view;
}

function* cut(runs: readonly Run[], most: number): Generator<Run> {
  for (const { from, count } of runs) {
    for (let done = 0; done < count; done += most) yield { from: from + done, count: Math.min(most, count - done) };
  }
}

function meanOf(sums: Float64Array, counts: Uint32Array): Pick<MatrixPicture, 'cells' | 'range'> {
  let min = Infinity;
  let max = -Infinity;
  const cells = Float32Array.from(sums, (sum, cell) => {
    const mean = sum / (counts[cell] as number);
    if (mean < min) min = mean;
    if (mean > max) max = mean;
    return mean;
  });
  return { cells, range: min <= max ? { min, max } : null };
}
