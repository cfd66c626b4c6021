// Tests two runs in one raster: no spike is lost, each stands in its run's row, and neurons of both stand in one order.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { coloursBeside, joinRuns, orderBeside, rowsBehind } from '../../../webview/plots/recording/_beside';
import { binSpikes, layRows } from '../../../webview/plots/recording/_binning';
import { pointedAt } from '../../../webview/plots/recording/_pointed';
import { recording } from './recording';

const own = recording(
  [
    [1, 0],
    [3, 2],
    [9, 1],
  ],
  [
    ['E', 2],
    ['I', 1],
  ],
);
const before = recording(
  [
    [0.5, 1],
    [3, 0],
    [20, 2],
    [30, 3],
  ],
  [
    ['E', 2],
    ['I', 1],
    ['gone', 1],
  ],
);
const joined = joinRuns(own, before, (name) => `${name} before`);

describe('two runs in one raster', () => {
  test('has every spike of both, in the order of their times', () => {
    assert.deepEqual([...joined.times], [0.5, 1, 3, 3, 9, 20, 30]);
    assert.deepEqual([...joined.ids], [4, 0, 2, 3, 1, 5, 6]);
    assert.deepEqual(
      joined.populations.map(({ name, first, size }) => [name, first, size]),
      [
        ['E', 0, 2],
        ['I', 2, 1],
        ['E before', 3, 2],
        ['I before', 5, 1],
        ['gone before', 6, 1],
      ],
    );
  });

  test('puts each population of the other run below its own, its neurons in the same order', () => {
    assert.deepEqual([...orderBeside(Uint32Array.of(1, 0, 2), own, before)], [4, 3, 1, 0, 5, 2, 6]);
    // Inhibitory first: the pairs go together.
    assert.deepEqual([...orderBeside(Uint32Array.of(2, 0, 1), own, before)], [5, 2, 3, 4, 0, 1, 6]);
  });

  test('counts neurons as they are numbered where the other run has more of them', () => {
    const more = recording([], [['E', 3]]);
    assert.deepEqual([...orderBeside(Uint32Array.of(1, 0), recording([], [['E', 2]]), more)], [2, 3, 4, 1, 0]);
  });

  test('draws and points at what is of the other run', () => {
    const rows = layRows(joined.populations, orderBeside(Uint32Array.of(0, 1, 2), own, before));
    const range = { fromMs: 0, toMs: 100 };
    const { counts } = binSpikes(joined.times, joined.ids, rows, range, 1, 99);
    // From below: E before, E, I before, I, gone.
    assert.deepEqual([...counts], [1, 1, 1, 1, 1, 1, 1]);
    const pointed = pointedAt(joined, rows, range, { x: 0.005, y: 1.5 / 7, width: 1000, height: 7 });
    assert.deepEqual([pointed?.population, pointed?.firstNeuron, pointed?.fromMs], ['E before', 1, 0.5]);
  });

  test('lays the other run into the rows of this one, but for whom it does not have', () => {
    const rows = layRows(own.populations, Uint32Array.of(1, 0, 2));
    assert.deepEqual([...rowsBehind(rows, own, before).rowOf], [1, 0, 2, -1]);
  });

  test('gives the other run the colours of the same names, nearer to the ground', () => {
    const swapped = recording(
      [],
      [
        ['I', 1],
        ['E', 2],
      ],
    );
    const colours = coloursBeside(joinRuns(own, swapped, String), swapped, ['#000000', '#ff0000'], [255, 255, 255]);
    assert.deepEqual(colours, ['#000000', '#ff0000', '#ff7373', '#737373']);
  });
});
