// Reads sources of weights once more or in part: how much of them, with progress, as figures, as a matrix or as rows.
import { DataError } from '../../data/error';
import { RunningFigures } from '../../data/figures';
import { piecesOf, type WeightFamily, type WeightPiece, type WeightSource } from '../../data/weights/source';
import { type Matrix } from '../../stats/arrays';
import { rowsOfLists, type SparseRows } from '../../stats/sparseRows';
import { type SetFigures, type WeightSet } from './report';

export interface Control {
  progress?(fraction: number): void;
  cancelled?(): boolean;
}

/** Of one source so many entries are read; of larger ones a sample. */
const mostRead = 2 ** 26;
/** A matrix held whole, of 2 000 neurons; a list, of as many connections. */
export const mostHeld = 4_000_000;

export const describe = (source: WeightSource): WeightSet => ({
  path: source.path,
  kind: source.kind,
  rows: source.rows,
  columns: source.columns,
  firstRow: source.firstRow ?? 0,
  firstColumn: source.firstColumn ?? 0,
  isDense: source.isDense,
  isRecurrent: source.isRecurrent,
  isTotal: source.isTotal === true,
  entries: source.entries,
  unit: source.unit ?? null,
  note: source.note || null,
});

/** How many pieces are passed over for one that is read. */
export const everyOf = ({ entries }: WeightSource): number => Math.max(1, Math.ceil(entries / mostRead));

/** Each source's pieces, sources of one list together. */
export function* pass(
  sources: readonly WeightSource[],
  control: Control | undefined,
  tell: (entries: number) => void,
): Generator<{ readonly source: WeightSource; readonly piece: WeightPiece }> {
  const families = new Map<WeightFamily, WeightSource[]>();
  for (const source of sources) families.set(source.family, [...(families.get(source.family) ?? []), source]);
  const cancelled = (): boolean => control?.cancelled?.() === true;
  for (const own of families.values()) {
    const every = Math.max(...own.map(everyOf));
    for (const each of piecesOf(own, { every, cancelled })) {
      yield each;
      tell(each.piece.values.length * every);
    }
  }
}

/** Progress over so many passes. */
export function teller(sources: readonly WeightSource[], passes: number, control?: Control): (entries: number) => void {
  const all = Math.max(1, passes * sources.reduce((sum, { entries }) => sum + entries, 0));
  let [done, told] = [0, 0];
  return (entries) => {
    done += entries;
    if (done / all - told < 0.01) return;
    told = Math.min(1, done / all);
    control?.progress?.(told);
  };
}

/** The figures of connections as they stream by. */
export class ConnectionFigures {
  private readonly running = new RunningFigures();
  private read = 0;
  private zeros = 0;
  private readonly sums = { positive: 0, negative: 0 };
  private readonly counts = { positive: 0, negative: 0 };

  add(values: ArrayLike<number>): void {
    const kept = new Float64Array(values.length);
    let count = 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (value === 0) this.zeros++;
      else kept[count++] = value;
      if (!Number.isFinite(value) || value === 0) continue;
      const sign = value > 0 ? 'positive' : 'negative';
      this.sums[sign] += value;
      this.counts[sign]++;
    }
    this.running.add(kept.subarray(0, count));
    this.read += values.length;
  }

  get result(): SetFigures {
    const { finite, min, max, mean, std, nan, infinite } = this.running;
    const known = (value: number): number | null => (finite > 0 ? value : null);
    const sign = (of: 'positive' | 'negative') => ({
      count: this.counts[of],
      mean: this.counts[of] > 0 ? this.sums[of] / this.counts[of] : null,
    });
    return {
      read: this.read,
      connections: finite,
      min: known(min),
      max: known(max),
      mean: known(mean),
      std: known(std),
      zeros: this.zeros,
      nan,
      infinite,
      positive: sign('positive'),
      negative: sign('negative'),
    };
  }
}

/** A matrix as a whole, connections between the same two neurons added up; null where it is too large. */
export function wholeMatrix(source: WeightSource, control?: Control): Matrix | null {
  const { rows, columns } = source;
  if (rows * columns > mostHeld || source.entries > mostHeld) return null;
  const values = new Float64Array(rows * columns);
  for (const { piece } of pass([source], control, () => undefined)) {
    if (piece.kind === 'list') {
      for (let k = 0; k < piece.values.length; k++) {
        const at = (piece.rows[k] as number) * columns + (piece.columns[k] as number);
        values[at] = (values[at] as number) + (piece.values[k] as number);
      }
    } else {
      for (let i = 0; i < piece.height; i++)
        values.set(
          piece.values.subarray(i * piece.width, (i + 1) * piece.width),
          (piece.row + i) * columns + piece.column,
        );
    }
  }
  return { values, rows, columns };
}

/** Connections in a list, held by rows; null for a matrix, and where there are too many. */
export function heldRows(source: WeightSource, control?: Control): SparseRows | null {
  if (source.isDense || source.entries > mostHeld) return null;
  return rowsOfLists(source.rows, source.columns, function* () {
    for (const { piece } of pass([source], control, () => undefined)) {
      if (piece.kind !== 'list') throw new DataError(`${source.path} is no list of connections`);
      yield piece;
    }
  });
}
