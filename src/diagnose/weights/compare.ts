// Two files of weights held against each other: which entries belong together, and how far those of one pair have moved.
import { boxes } from '../../data/boxes';
import { DataError } from '../../data/error';
import { type WeightSource } from '../../data/weights/source';
import { DifferencePictures, DifferenceTally } from '../../stats/difference';
import { type SparseRows } from '../../stats/sparseRows';
import { type Control, heldRows, mostHeld } from './reading';
import { type Difference, type Match, type Matching } from './difference';
import { spectrumOf } from './spectrum';

const bins = 80;
const cells = 96;
/** Entries that are compared; of larger matrices a sample of rows. */
const mostCompared = 2 ** 25;

/** By name and shape; then by the last part of the name, then by the shape, where only one of each file has it. */
export function matchWeights(before: readonly WeightSource[], after: readonly WeightSource[]): Matching {
  const left = new Set(before);
  const right = new Set(after);
  const pairs: Match[] = [];
  const take = (one: WeightSource, other: WeightSource, how: Match['how']): void => {
    left.delete(one);
    right.delete(other);
    pairs.push({ before: one.path, after: other.path, how, rows: one.rows, columns: one.columns });
  };
  const sameShape = (a: WeightSource, b: WeightSource): boolean => shapeOf(a) === shapeOf(b);
  for (const one of before) {
    const other = [...right].find((each) => each.path === one.path && sameShape(one, each));
    if (other) take(one, other, 'name');
  }
  const ways = [
    ['last', (each: WeightSource) => `${lastOf(each.path)} ${shapeOf(each)}`],
    ['shape', shapeOf],
  ] as const;
  for (const [how, keyOf] of ways) {
    for (const one of [...left]) {
      const key = keyOf(one);
      const [own, others] = [left, right].map((side) => [...side].filter((each) => keyOf(each) === key));
      const [other] = others ?? [];
      if (own?.length === 1 && others?.length === 1 && other) take(one, other, how);
    }
  }
  const order = new Map(before.map(({ path }, at) => [path, at]));
  pairs.sort((a, b) => (order.get(a.before) ?? 0) - (order.get(b.before) ?? 0));
  const rest = (side: ReadonlySet<WeightSource>) =>
    [...side].map(({ path, rows, columns }) => ({ path, rows, columns }));
  return { pairs, onlyBefore: rest(left), onlyAfter: rest(right) };
}

/** Lists of connections differ in how far their ids reach, not in what they are: they go by their kind. */
const shapeOf = ({ rows, columns, isDense }: WeightSource): string => (isDense ? `${rows} × ${columns}` : 'list');
const lastOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('.')) + 1);

/** Runs of entries of both sides in one order. */
interface Run {
  readonly before: ArrayLike<number>;
  readonly after: ArrayLike<number>;
  place(k: number): readonly [row: number, column: number];
}

export function differenceOf(before: WeightSource, after: WeightSource, control?: Control): Difference {
  const { runs, read, of } = runsOf(before, after, control);
  const tally = new DifferenceTally();
  let [added, removed] = [0, 0];
  for (const run of runs()) {
    tally.add(run.before, run.after, (k) => run.place(k));
    for (let k = 0; k < run.before.length; k++) {
      if (run.before[k] === 0 && run.after[k] !== 0) added++;
      else if (run.before[k] !== 0 && run.after[k] === 0) removed++;
    }
  }
  const pictures = new DifferencePictures(tally.ranges, bins, cells);
  for (const run of runs()) pictures.add(run.before, run.after);
  const { figures } = tally;
  const spectrum = (source: WeightSource) => {
    const { radius, unknown } = spectrumOf(source, 'columns', figures.leftOut, control);
    return { value: radius?.value ?? null, unknown };
  };
  return {
    figures,
    read,
    of,
    added,
    removed,
    linear: pictures.linear,
    log: pictures.log,
    meeting: pictures.meeting,
    radius: before.isRecurrent && after.isRecurrent ? { before: spectrum(before), after: spectrum(after) } : null,
    firstRow: before.firstRow ?? 0,
    firstColumn: before.firstColumn ?? 0,
  };
}

interface Runs {
  readonly runs: () => Iterable<Run>;
  readonly read: number;
  readonly of: number;
}

function runsOf(before: WeightSource, after: WeightSource, control?: Control): Runs {
  if (before.isDense && after.isDense) return denseRuns(before, after, control);
  const [one, other] = [before, after].map((each) => heldRows(each, control));
  if (!one || !other) throw new DataError(`lists of more than ${mostHeld} connections are not compared entry by entry`);
  const shift = [(before.firstRow ?? 0) - (after.firstRow ?? 0), (before.firstColumn ?? 0) - (after.firstColumn ?? 0)];
  const union = unionOf(one, other, shift as [number, number]);
  return { runs: () => [union], read: union.before.length, of: union.before.length };
}

function denseRuns(before: WeightSource, after: WeightSource, control?: Control): Runs {
  const { rows, columns } = before;
  const [one, other] = [before.dataset, after.dataset];
  if (!one || !other || rows !== after.rows || columns !== after.columns)
    throw new DataError(`${before.path} and ${after.path} are of different shapes`);
  const of = rows * columns;
  const every = Math.max(1, Math.ceil(of / mostCompared));
  const parts = [...boxes([rows, columns], { chunk: null, fastest: 'last' }, 2 ** 19)].filter(
    (_, at) => at % every === 0,
  );
  const runs = function* (): Generator<Run> {
    for (const { start, count } of parts) {
      if (control?.cancelled?.()) throw new DataError('cancelled');
      const [[row = 0, column = 0], [, width = 1]] = [start, count];
      yield {
        before: one.read(start, count),
        after: other.read(start, count),
        place: (k) => [row + Math.floor(k / width), column + (k % width)],
      };
    }
  };
  return { runs, of, read: parts.reduce((sum, { count: [height = 0, width = 0] }) => sum + height * width, 0) };
}

/** Pairs that are connected on either side; 0 stands for no connection. @param shift what is added to the second side's numbers less to get the first's */
function unionOf(one: SparseRows, other: SparseRows, [down, across]: readonly [number, number]): Run {
  const rows: number[] = [];
  const columns: number[] = [];
  const before: number[] = [];
  const after: number[] = [];
  const last = Math.max(one.rows, other.rows - down);
  for (let row = Math.min(0, -down); row < last; row++) {
    const [fromA, endA] = rangeOf(one, row);
    const [fromB, endB] = rangeOf(other, row + down);
    let [a, b] = [fromA, fromB];
    while (a < endA || b < endB) {
      const columnA = a < endA ? (one.columns[a] as number) : Infinity;
      const columnB = b < endB ? (other.columns[b] as number) - across : Infinity;
      rows.push(row);
      columns.push(Math.min(columnA, columnB));
      before.push(columnA <= columnB ? (one.values[a++] as number) : 0);
      after.push(columnB <= columnA ? (other.values[b++] as number) : 0);
    }
  }
  return { before, after, place: (k) => [rows[k] as number, columns[k] as number] };
}

const rangeOf = ({ rows, offsets }: SparseRows, row: number): [number, number] =>
  row >= 0 && row < rows ? [offsets[row] as number, offsets[row + 1] as number] : [0, 0];
