// What a view of a data file is drawn from: cells of a matrix, stretches of a row, spikes in order.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dataset, elementCount } from '../../../src/data/dataset';
import { type SpikeSource } from '../../../src/data/spikes/source';
import { matrixPicture, type MatrixView } from '../../../src/data/view/matrix';
import { rasterSpikes } from '../../../src/data/view/raster';
import { runsOf } from '../../../src/data/view/runs';
import { series } from '../../../src/data/view/series';

/** A dataset whose numbers are made when they are asked for; counts how many were. */
function made(shape: readonly number[], valueAt: (...index: number[]) => number): Dataset & { reads: number } {
  const dataset = {
    path: 'made',
    shape,
    dtype: 'float64',
    filters: [],
    unread: null,
    layout: { chunk: null, fastest: 'last' as const },
    reads: 0,
    read(start: readonly number[], count: readonly number[]): Float64Array {
      dataset.reads += elementCount(count);
      return Float64Array.from({ length: elementCount(count) }, (_, flat) => {
        const index = count.map(() => 0);
        for (let axis = count.length - 1, rest = flat; axis >= 0; axis--) {
          index[axis] = (start[axis] ?? 0) + (rest % (count[axis] ?? 1));
          rest = Math.floor(rest / (count[axis] ?? 1));
        }
        return valueAt(...index);
      });
    },
  };
  return dataset;
}

const whole = ({ shape }: Dataset, change: Partial<MatrixView> = {}): MatrixView => ({
  rowAxis: 0,
  columnAxis: 1,
  at: shape.map(() => 0),
  fromRow: 0,
  toRow: shape[change.rowAxis ?? 0] ?? 0,
  fromColumn: 0,
  toColumn: shape[change.columnAxis ?? 1] ?? 0,
  height: 600,
  width: 600,
  ...change,
});

describe('the picture of a matrix', () => {
  const matrix = made([4, 6], (row, column) => 10 * row + column);

  test('has a cell per number where there is room', () => {
    const { cells, height, width, range } = matrixPicture(matrix, whole(matrix));
    assert.deepEqual([height, width, range], [4, 6, { min: 0, max: 35 }]);
    assert.deepEqual([...cells.subarray(6, 12)], [10, 11, 12, 13, 14, 15]);
  });

  test('averages where there is less room, over every number once', () => {
    const { cells, height, width } = matrixPicture(matrix, whole(matrix, { height: 2, width: 3 }));
    assert.deepEqual([height, width], [2, 3]);
    // The mean of rows 0 and 1 and of columns 0 and 1 is 5 + 0.5.
    assert.deepEqual([...cells], [5.5, 7.5, 9.5, 25.5, 27.5, 29.5]);
  });

  test('can be turned, and shows the part that is asked for', () => {
    const view = whole(matrix, { rowAxis: 1, columnAxis: 0, fromRow: 2, toRow: 4, fromColumn: 1, toColumn: 4 });
    const { cells } = matrixPicture(matrix, view);
    assert.deepEqual([...cells], [12, 22, 32, 13, 23, 33]);
  });

  test('of more axes is one at the given index', () => {
    const cube = made([3, 2, 2], (a, b, c) => 100 * a + 10 * b + c);
    const { cells } = matrixPicture(
      cube,
      whole(cube, { rowAxis: 1, columnAxis: 2, toRow: 2, toColumn: 2, at: [2, 0, 0] }),
    );
    assert.deepEqual([...cells], [200, 201, 210, 211]);
  });

  test('leaves cells without a finite number empty, and the others unharmed', () => {
    const holes = made([2, 2], (row, column) => (row === 0 ? NaN : column === 0 ? Infinity : 7));
    const { cells, range } = matrixPicture(holes, whole(holes));
    assert.deepEqual([...cells], [NaN, NaN, NaN, 7]);
    assert.deepEqual(range, { min: 7, max: 7 });
    assert.equal(matrixPicture(holes, whole(holes, { toRow: 1 })).range, null);
  });

  test('of a giant reads a part that is said, spread over all of it', () => {
    const giant = made([1_000_000, 4096], (row) => row);
    const { rowsRead, columnsRead, height, range } = matrixPicture(giant, whole(giant));
    assert.ok(giant.reads <= 4 * 2 ** 20, `${giant.reads} numbers were read`);
    assert.deepEqual([rowsRead * columnsRead, columnsRead], [giant.reads, 4096]);
    assert.equal(height, 600);
    assert.ok(range && range.min < 2000 && range.max > 998_000);
  });

  test('that does not exist is refused in one line', () => {
    const bad: Partial<MatrixView>[] = [{ toRow: 5 }, { rowAxis: 1 }, { fromColumn: -1 }, { at: [0] }, { height: 0 }];
    for (const change of bad)
      assert.throws(() => matrixPicture(matrix, { ...whole(matrix), ...change }), /^DataError: made has no such part$/);
  });
});

describe('the curve of a row', () => {
  test('is the row itself where there is room', () => {
    const row = made([1, 5], (_, i) => i * i);
    const { edges, mean, lowest, highest } = series(row, { from: 1, to: 5, width: 100 });
    assert.deepEqual([...edges], [1, 2, 3, 4, 5]);
    assert.deepEqual([...mean], [1, 4, 9, 16]);
    assert.deepEqual([...lowest], [...highest]);
  });

  test('keeps every extreme of long stretches', () => {
    const spike = made([100_000], (i) => (i === 54_321 ? 1000 : i % 2));
    const { highest, lowest, mean } = series(spike, { from: 0, to: 100_000, width: 100 });
    assert.equal(Math.max(...highest), 1000);
    assert.equal(highest[54], 1000);
    assert.ok(lowest.every((low) => low === 0));
    assert.equal(mean[0], 0.5);
  });

  test('of a giant reads a bounded part', () => {
    const giant = made([300_000_000], (i) => i);
    const { read, mean } = series(giant, { from: 0, to: 300_000_000, width: 50 });
    assert.ok(read <= 16 * 2 ** 20 && read === giant.reads, `${read} numbers were read`);
    assert.ok(mean.every((each, k) => Math.abs(each - (k + 0.5) * 6e6) < 3e5));
  });

  test('stretches without a finite number are gaps', () => {
    const { mean } = series(
      made([4], (i) => (i < 2 ? NaN : i)),
      { from: 0, to: 4, width: 2 },
    );
    assert.deepEqual([...mean], [NaN, 2.5]);
  });
});

describe('stretches that are read', () => {
  test('are one where all fits, and else lie apart within the axis', () => {
    assert.deepEqual(runsOf(3, 9, 10, 4), [{ from: 3, count: 6 }]);
    assert.deepEqual(runsOf(5, 5, 10, 4), []);
    const runs = runsOf(0, 1000, 100, 10);
    assert.equal(runs.length, 10);
    for (const [at, { from, count }] of runs.entries()) {
      assert.ok(from >= 0 && from + count <= 1000);
      const next = runs[at + 1];
      if (next) assert.ok(from + count <= next.from);
    }
  });
});

describe('spikes for a raster', () => {
  const source = (times: readonly number[], ids: readonly number[], rest: Partial<SpikeSource> = {}): SpikeSource => ({
    path: 'spikes',
    kind: 'test',
    timeUnit: 'ms',
    because: 'the test says so',
    spikes: times.length,
    read: (first, count) => ({
      times: Float64Array.from(times.slice(first, first + count)),
      ids: Float64Array.from(ids.slice(first, first + count)),
    }),
    ...rest,
  });

  test('are put in order, with rows for the ids', () => {
    const { times, rows, ids } = rasterSpikes(source([5, 1, 3, 1], [40, 7, 40, 9]));
    assert.deepEqual([...times], [1, 1, 3, 5]);
    assert.deepEqual([...ids], [7, 9, 40]);
    assert.deepEqual([...rows], [0, 1, 2, 2]);
  });

  test('are the same in any order of the file', () => {
    const length = 5000;
    const times = Array.from({ length }, (_, i) => ((i * 7919) % length) / 10);
    const sorted = [...times].sort((a, b) => a - b);
    assert.deepEqual(
      [
        ...rasterSpikes(
          source(
            times,
            times.map(() => 1),
          ),
        ).times,
      ],
      sorted,
    );
  });

  test('in seconds become milliseconds, and late recordings begin near zero', () => {
    const { times, startMs, durationMs } = rasterSpikes(source([1234.5, 1235.5], [1, 1], { timeUnit: 's' }));
    assert.equal(startMs, 1_234_000);
    assert.deepEqual([...times], [500, 1500]);
    assert.equal(durationMs, 1500);
  });

  test('keep silent neurons that the file knows of, and lose times that are none', () => {
    const known = { neurons: () => Float64Array.from([3, 1, 2]) };
    const { ids, rows, times } = rasterSpikes(source([1, NaN, 2], [2, 1, 3], known));
    assert.deepEqual([...ids], [3, 1, 2]);
    assert.deepEqual([...times], [1, 2]);
    assert.deepEqual([...rows], [2, 0]);
  });

  test('without a unit are shown as milliseconds, and that is said', () => {
    const { because, timeUnit } = rasterSpikes(source([1], [1], { timeUnit: null, because: 'nothing tells' }));
    assert.equal(timeUnit, 'ms');
    assert.equal(because, 'nothing tells; shown as if in ms');
  });
});
