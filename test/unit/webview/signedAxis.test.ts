// Where weights stand on linear and on logarithmic axes, with a gap for zero between the signs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { outline } from '../../../webview/plots/weights/_outline';
import { signedAxis } from '../../../webview/plots/weights/_signedAxis';

const [some, none] = [Float64Array.of(1, 2, 3), new Float64Array(3)];

describe('the axis of weights', () => {
  test('by value leaves the ticks to the chart', () => {
    const axis = signedAxis('linear', { edges: Float64Array.of(-1, 0, 1, 2), positive: some, negative: some });
    assert.deepEqual([axis.min, axis.max, axis.ticks], [-1, 2, null]);
    assert.deepEqual(axis.bin(1, 1), [0, 1]);
    assert.deepEqual(axis.binAt(-0.5), { bin: 0, sign: -1 });
    assert.deepEqual(axis.binAt(2), { bin: 2, sign: 1 });
    assert.equal(axis.binAt(2.1), null);
  });

  test('by size has both signs on either side of a gap, mirrored', () => {
    const edges = Float64Array.of(0.01, 0.1, 1, 10);
    const axis = signedAxis('log', { edges, positive: some, negative: some });
    assert.equal(axis.min, -axis.max);
    const [from, to] = axis.bin(2, 1);
    assert.deepEqual(axis.bin(2, -1), [-to, -from]);
    assert.deepEqual(axis.binAt((from + to) / 2), { bin: 2, sign: 1 });
    assert.deepEqual(axis.binAt(-(from + to) / 2), { bin: 2, sign: -1 });
    assert.equal(axis.binAt(0), null);
    assert.deepEqual(
      axis.ticks?.map(({ value }) => value),
      [-10, -1, -0.1, -0.01, 0.01, 0.1, 1, 10],
    );
    assert.ok(axis.ticks?.every(({ at }, k, all) => k === 0 || at > (all[k - 1]?.at ?? NaN)));
  });

  test('by size of one sign has only its side', () => {
    const edges = Float64Array.of(1, 2, 3, 4);
    const up = signedAxis('log', { edges, positive: some, negative: none });
    assert.ok(up.min > 0);
    const down = signedAxis('log', { edges, positive: none, negative: some });
    assert.ok(down.max < 0);
    assert.deepEqual(
      up.ticks?.map(({ value }) => Math.round(value)),
      [1, 2],
    );
  });

  test('has few ticks over many decades', () => {
    const edges = Float64Array.of(1e-12, 1e-8, 1e-4, 1);
    const { ticks } = signedAxis('log', { edges, positive: some, negative: none });
    assert.ok(ticks && ticks.length >= 3 && ticks.length <= 6);
  });
});

describe('an outline', () => {
  test('goes up and down at the edges, and ends on the floor', () => {
    assert.deepEqual(
      outline(
        [
          [0, 1],
          [1, 2],
        ],
        [3, 0],
        0.5,
      ),
      [
        { x: 0, y: 0.5 },
        { x: 0, y: 3 },
        { x: 1, y: 3 },
        { x: 1, y: 0.5 },
        { x: 2, y: 0.5 },
        { x: 2, y: 0.5 },
      ],
    );
    assert.deepEqual(outline([], []), []);
  });
});
