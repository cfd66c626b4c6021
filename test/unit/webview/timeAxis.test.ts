// Tests the panels' shared time axis: zoom about a point, pan within bounds, reset, and what is told to whom.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { TimeAxis } from '../../../webview/timeAxis';

function axisOf(durationMs: number): TimeAxis {
  const axis = new TimeAxis();
  axis.setDuration(durationMs);
  return axis;
}
const rangeOf = ({ fromMs, toMs }: TimeAxis): number[] => [fromMs, toMs];

describe('the time axis', () => {
  test('shows everything at first', () => {
    const axis = axisOf(500);
    assert.deepEqual([...rangeOf(axis), axis.isWhole], [0, 500, true]);
  });

  test('zooms about the pointer', () => {
    const axis = axisOf(500);
    axis.zoom(0.5, 100);
    assert.deepEqual(rangeOf(axis), [50, 300]);
    axis.zoom(2, 100);
    assert.deepEqual(rangeOf(axis), [0, 500]);
  });

  test('never leaves the recording, nor goes below a millisecond', () => {
    const axis = axisOf(500);
    axis.zoom(10);
    assert.deepEqual(rangeOf(axis), [0, 500]);
    axis.zoom(1e-9, 500);
    assert.deepEqual(rangeOf(axis), [499, 500]);
    axis.pan(1000);
    assert.deepEqual(rangeOf(axis), [499, 500]);
    axis.pan(-1e6);
    assert.deepEqual(rangeOf(axis), [0, 1]);
  });

  test('keeps the range over a new run of the same length, and lets go where it no longer fits', () => {
    const axis = axisOf(500);
    axis.show(100, 200);
    axis.setDuration(500);
    assert.deepEqual(rangeOf(axis), [100, 200]);
    axis.setDuration(150);
    assert.deepEqual(rangeOf(axis), [50, 150]);
    axis.setDuration(40);
    assert.deepEqual(rangeOf(axis), [0, 40]);
  });

  test('takes up a kept range before its recording comes', () => {
    const axis = new TimeAxis();
    axis.restore({ fromMs: 0, toMs: 200 });
    axis.setDuration(500);
    assert.deepEqual(rangeOf(axis), [0, 200]);
  });

  test('ignores ranges that are no numbers', () => {
    const axis = axisOf(500);
    axis.show(NaN, 3);
    assert.deepEqual(rangeOf(axis), [0, 500]);
  });

  test('tells moves of the range and of the pointer apart, and a pointer at rest not at all', () => {
    const axis = axisOf(500);
    const told: string[] = [];
    axis.onMove((moved) => told.push(moved));
    axis.pan(1);
    axis.point(3);
    axis.point(3);
    axis.point(null);
    assert.deepEqual(told, ['range', 'cursor', 'cursor']);
  });
});

describe('a selection on the time axis', () => {
  test('is told, and shown alone when it is taken, from whichever side it was drawn', () => {
    const axis = new TimeAxis();
    axis.setDuration(1000);
    const moves: string[] = [];
    axis.onMove((moved) => moves.push(moved));
    axis.select(600, 200);
    assert.deepEqual(axis.selection, { fromMs: 200, toMs: 600 });
    assert.deepEqual([axis.fromMs, axis.toMs], [0, 1000]);
    axis.showSelection();
    assert.deepEqual([axis.fromMs, axis.toMs], [200, 600]);
    assert.equal(axis.selection, null);
    assert.deepEqual(moves, ['cursor', 'cursor', 'range']);
  });

  test('that is none changes nothing', () => {
    const axis = new TimeAxis();
    axis.setDuration(1000);
    axis.select(300, 300);
    axis.showSelection();
    assert.equal(axis.isWhole, true);
    axis.select(null);
    axis.showSelection();
    assert.equal(axis.isWhole, true);
  });
});
