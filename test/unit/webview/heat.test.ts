// Tests heat maps of two sessions: both on one scale, each row its own session's, and nothing between them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { stackHeats, type Heat } from '../../../webview/plots/stream/_heatOf';

const heat = (rows: readonly string[], min: number, max: number, base: number): Heat => ({
  rows,
  scale: { min, max, isTwoSided: false },
  unit: 'pA',
  at: (row, timeMs) => base + row + timeMs,
});

describe('two sessions in one heat map', () => {
  const both = stackHeats(heat(['a', 'b'], 0, 4, 100), heat(['a'], -1, 2, 200), (row) => `${row}, other`);

  test('has the other one below, on one scale', () => {
    assert.deepEqual(both.rows, ['a, other', '', 'a', 'b']);
    assert.deepEqual(both.scale, { min: -1, max: 4, isTwoSided: false });
    assert.equal(both.unit, 'pA');
  });

  test('tells each row from its own session, and of the row between nothing', () => {
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => both.at(row, 5)),
      [205, NaN, 105, 106],
    );
  });
});
