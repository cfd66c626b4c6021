// Weights are found in every form that files keep them in, and come to the same connections.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openData } from '../../../src/data/open';
import { densityPicture } from '../../../src/data/view/density';
import { type EdgeTypes } from '../../../src/data/weights/sonata';
import { findWeights } from '../../../src/data/weights/find';
import { piecesOf, type FoundWeights, type WeightSource } from '../../../src/data/weights/source';
import { numbers, recorded, type Recorded } from '../stats/_recorded';
import { tools, withFile } from './_files';

const { size, before } = recorded<{ size: number; before: Recorded }>('weights');
/** Without the sign that some zeros have. */
const plain = (values: Float64Array): Float64Array => values.map((value) => value + 0);
const expected = plain(numbers(before));

const found = <Result>(
  name: string,
  use: (weights: FoundWeights) => Result,
  edgeTypes: EdgeTypes = new Map(),
): Promise<Result> =>
  withFile(`test/fixtures/${name}`, async (bytes) =>
    use(findWeights(await openData(bytes, tools, name), { edgeTypes })),
  );

/** Row by row; connections between the same two neurons added up. */
function whole(source: WeightSource): Float64Array {
  const values = new Float64Array(source.rows * source.columns);
  for (const { piece } of piecesOf([source])) {
    if (piece.kind === 'block')
      piece.values.forEach((value, k) => {
        const [row, column] = [piece.row + Math.floor(k / piece.width), piece.column + (k % piece.width)];
        values[row * source.columns + column] = value;
      });
    else
      piece.values.forEach((value, k) => {
        const at = (piece.rows[k] as number) * source.columns + (piece.columns[k] as number);
        values[at] = (values[at] as number) + value;
      });
  }
  return plain(values);
}

const only = ({ sources }: FoundWeights): WeightSource => {
  assert.equal(sources.length, 1);
  return sources[0] as WeightSource;
};

describe('weights of a file', () => {
  for (const [name, kind] of [
    ['rows.npz', 'sparse matrix (CSR)'],
    ['columns.npz', 'sparse matrix (CSC)'],
    ['pairs.npz', 'sparse matrix (COO)'],
  ] as const)
    test(`saved by scipy, ${kind}`, () =>
      found(`weights/${name}`, (weights) => {
        const source = only(weights);
        assert.deepEqual([source.kind, source.rows, source.columns, source.senders], [kind, size, size, null]);
        assert.deepEqual(whole(source), expected);
      }));

  test('in a table of connections, whose neurons are counted from 1', () =>
    found('weights/connections.csv', (weights) => {
      const source = only(weights);
      assert.equal(source.kind, 'columns source, target and weight');
      assert.deepEqual([source.rows, source.columns, source.firstRow, source.senders], [size, size, 1, 'columns']);
      assert.deepEqual(whole(source), expected);
    }));

  test('as matrices, without what is no matrix', () =>
    found('weights/before.npz', ({ sources }) => {
      assert.deepEqual(
        sources.map(({ path, rows, columns, isRecurrent }) => [path, rows, columns, isRecurrent]),
        [
          ['W_rec', size, size, true],
          ['W_in', size, 6, false],
        ],
      );
      assert.deepEqual(whole(sources[0] as WeightSource), expected);
    }));

  test('as SONATA’s edges, together and by type, with the sign that the type has', async () => {
    const types: EdgeTypes = new Map([
      [100, { label: '* → *', weight: null, inhibits: false }],
      [101, { label: 'i → *', weight: null, inhibits: true }],
    ]);
    await found(
      'weights/cells_edges.h5',
      ({ sources }) => {
        assert.deepEqual(
          sources.map(({ path, isTotal }) => [path, isTotal ?? false]),
          [
            ['edges/cells', true],
            ['edges/cells/type 100', false],
            ['edges/cells/type 101', false],
          ],
        );
        const [all, up, down] = sources.map(whole) as [Float64Array, Float64Array, Float64Array];
        assert.deepEqual(all, expected);
        assert.deepEqual(up, plain(expected.map((value) => Math.max(0, value))));
        assert.deepEqual(down, plain(expected.map((value) => Math.min(0, value))));
      },
      types,
    );
    // Without the table of types they are what stands in the file: sizes.
    await found('weights/cells_edges.h5', ({ sources }) =>
      assert.deepEqual(whole(sources[0] as WeightSource), expected.map(Math.abs)),
    );
  });

  test('as SONATA’s edges in two numbered groups', () =>
    found('sonata/thalamus_cortex_edges.h5', (weights) => {
      const source = only(weights);
      assert.deepEqual([source.rows, source.columns, source.isRecurrent], [6, 5, false]);
      assert.ok(whole(source).filter(Boolean).length === 20);
    }));

  test('without what an optimiser keeps of them', () =>
    found('rates/checkpoint.pt', ({ sources }) => {
      assert.ok(sources.length > 0);
      assert.ok(sources.every(({ path }) => !/optimizer|exp_avg/.test(path)));
    }));

  test('of a file that has none are none', () =>
    found('sonata/spikes.h5', ({ sources }) => assert.deepEqual(sources, [])));
});

describe('the picture of connections in a list', () => {
  const view = { rowAxis: 0, columnAxis: 1, at: [0, 0], fromRow: 0, toRow: 4, fromColumn: 0, toColumn: 4 };
  const list = [{ rows: [0, 0, 1, 3], columns: [0, 1, 1, 3], values: [2, 4, -2, 8] }];

  test('has a cell for each pair where there is room, and none where nothing is connected', () => {
    const { cells, range } = densityPicture(list, { ...view, height: 10, width: 10 });
    assert.deepEqual([...cells.subarray(0, 8)], [2, 4, NaN, NaN, NaN, -2, NaN, NaN]);
    assert.equal(cells[15], 8);
    assert.deepEqual(range, { min: -2, max: 8 });
  });

  test('has means over all pairs of a cell where there is less', () => {
    const { cells, height, width } = densityPicture(list, { ...view, height: 2, width: 2 });
    assert.deepEqual([height, width], [2, 2]);
    assert.deepEqual([...cells], [(2 + 4 - 2) / 4, NaN, NaN, 8 / 4]);
  });

  test('shows only the part that is asked for', () => {
    const { cells } = densityPicture(list, { ...view, fromRow: 1, toRow: 2, height: 10, width: 10 });
    assert.deepEqual([...cells], [NaN, -2, NaN, NaN]);
  });
});
