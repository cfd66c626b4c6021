// Tests that edges are read by groups, listed or only counted, and that files which contradict themselves are turned down.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DataProblem, type DataTable } from '../../../src/core/dataFiles';
import { Figures } from '../../../src/core/network/figures';
import { readEdges } from '../../../src/core/network/sonata/edges';
import { readNodes } from '../../../src/core/network/sonata/nodes';

const table = (path: string, values: readonly number[], attributes?: Readonly<Record<string, string>>): DataTable => ({
  path,
  shape: [values.length],
  ...(attributes ? { attributes } : {}),
  unread: null,
  read: ([start = 0], [count = 0]) => Float64Array.from(values.slice(start, start + count)),
});

const nodes = new Map(
  readNodes([table('nodes/a/node_type_id', [1, 2, 1, 1])]).map((each) => [each.population, each] as const),
);
const ends = (): { source: string; target: string } => ({ source: 'a', target: 'a' });
const edges = (targets: readonly number[], weights: readonly number[]): DataTable[] => [
  table('/edges/e/source_node_id', [0, 1, 2]),
  table('/edges/e/target_node_id', targets),
  table('/edges/e/edge_type_id', [7, 7, 7]),
  table('/edges/e/0/syn_weight', weights),
];

describe('the edges of a SONATA file', () => {
  test('are in groups by the types of both ends, with cells counted within their types', () => {
    const [read] = readEdges(edges([1, 3, 1], [1, 2, 5]), nodes, ends);
    assert.deepEqual(
      read?.groups.map(({ sourceType, targetType, edges: count, weight, pairs }) => [
        [sourceType, targetType, count, weight?.mean, weight?.variance],
        [[...(pairs?.pre ?? [])], [...(pairs?.post ?? [])]],
      ]),
      [
        [
          [1, 2, 2, 3, 4],
          [
            [0, 1],
            [0, 0],
          ],
        ],
        [
          [2, 1, 1, 2, 0],
          [[0], [2]],
        ],
      ],
    );
  });

  test('are only counted where there are more of them than can be held', () => {
    const [read] = readEdges(edges([1, 3, 1], [1, 2, 5]), nodes, ends, 2);
    assert.deepEqual(
      read?.groups.map(({ edges: count, weight, pairs }) => [count, weight?.mean, pairs]),
      [
        [2, 3, null],
        [1, 2, null],
      ],
    );
  });

  test('are turned down where they join what is not there, or are not all of one length', () => {
    assert.throws(() => readEdges(edges([1, 3, 9], [1, 2, 5]), nodes, ends), DataProblem);
    assert.throws(() => readEdges(edges([1, 3], [1, 2, 5]), nodes, ends), DataProblem);
    assert.throws(() => readEdges(edges([1, 3, 1], [1, 2]), nodes, ends), DataProblem);
    assert.throws(() => readEdges(edges([1, 3, 1], [1, 2, 5]), nodes, () => null), DataProblem);
    assert.throws(() => readEdges([], nodes, ends), DataProblem);
  });
});

describe('nodes', () => {
  test('may be numbered in any order, and no number may be strange', () => {
    const [read] = readNodes([table('/nodes/b/node_type_id', [5, 6]), table('/nodes/b/node_id', [3, 1])]);
    assert.deepEqual([...(read?.types ?? [])], [-1, 6, -1, 5]);
    for (const strange of [-1, 0.5, Number.NaN, 2 ** 40])
      assert.throws(
        () => readNodes([table('/nodes/b/node_type_id', [5]), table('/nodes/b/node_id', [strange])]),
        DataProblem,
      );
  });
});

describe('figures', () => {
  test('keep the spread of large numbers that are nearly alike, and are the same times a factor', () => {
    for (const room of [0, 4]) {
      const figures = new Figures(room);
      for (const value of [1e9, 1e9 + 4, 1e9 + 8, 1e9 + 12]) figures.add(value);
      const doubled = figures.times(-2);
      assert.deepEqual([figures.mean, figures.variance], [1e9 + 6, 20]);
      assert.deepEqual([doubled.mean, doubled.variance, doubled.least], [-2e9 - 12, 80, -2e9 - 24]);
    }
  });
});
