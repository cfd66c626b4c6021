// The part of an array that is seen: zoomed about a point, moved, and never beyond its ends.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { colourTable, paintCells, scaleFor } from '../../../webview/plots/array/_colours';
import { keptSlice } from '../../../webview/plots/array/_sliceOf';
import { keptSeen, Zoom } from '../../../webview/plots/array/_zoom';

describe('zoom', () => {
  test('keeps the point in its place and stops at whole elements', () => {
    let moves = 0;
    const zoom = new Zoom({ x: 100, y: 50 }, () => moves++);
    zoom.zoom(0.5, 0.2, 0.5);
    assert.deepEqual(zoom.seen, { x: { from: 10, to: 60 }, y: { from: 13, to: 38 } });
    for (let k = 0; k < 20; k++) zoom.zoom(0.5);
    assert.equal(zoom.seen.x.to - zoom.seen.x.from, 4);
    zoom.reset();
    assert.ok(zoom.isWhole);
    assert.ok(moves > 2);
  });

  test('moves by at least one element and never beyond the ends', () => {
    const zoom = new Zoom({ x: 1000, y: null }, () => undefined);
    zoom.pan(0.15, 0);
    assert.ok(zoom.isWhole);
    zoom.zoom(0.01, 0, 0);
    assert.deepEqual(zoom.seen, { x: { from: 0, to: 10 }, y: null });
    zoom.pan(0.001, 0.5);
    assert.deepEqual(zoom.seen.x, { from: 1, to: 11 });
    zoom.pan(1e6, 0);
    assert.deepEqual(zoom.seen.x, { from: 990, to: 1000 });
  });

  test('a short axis is seen whole', () => {
    const zoom = new Zoom({ x: 3, y: 2 }, () => undefined);
    zoom.zoom(0.5);
    assert.ok(zoom.isWhole);
  });
});

describe('what is chosen by dragging over it', () => {
  test('is shown whole, every element that was touched', () => {
    const zoom = new Zoom({ x: 100, y: 50 }, () => undefined);
    zoom.select({ x: 0.505, y: 0.9 }, { x: 0.25, y: 0.5 });
    assert.deepEqual(zoom.seen, { x: { from: 25, to: 51 }, y: { from: 25, to: 45 } });
    zoom.select({ x: 0, y: 0 }, { x: 1, y: 1 });
    assert.deepEqual(zoom.seen, { x: { from: 25, to: 51 }, y: { from: 25, to: 45 } });
    // A touch of one element shows no fewer than can be seen.
    zoom.select({ x: 0, y: 0 }, { x: 0.01, y: 0.01 });
    assert.deepEqual(zoom.seen, { x: { from: 25, to: 29 }, y: { from: 25, to: 29 } });
  });

  test('of a curve goes along its one axis', () => {
    const zoom = new Zoom({ x: 1000, y: null }, () => undefined);
    zoom.select({ x: 0.1, y: 0.2 }, { x: 0.2, y: 0.9 });
    assert.deepEqual(zoom.seen, { x: { from: 100, to: 200 }, y: null });
  });
});

describe('what was kept over a reload', () => {
  test('is taken where it can be seen, and else left', () => {
    const seen = { x: { from: 2, to: 9 }, y: { from: 0, to: 4 } };
    assert.deepEqual(keptSeen(JSON.parse(JSON.stringify(seen))), seen);
    assert.deepEqual(keptSeen({ x: { from: 2, to: 9 } }), { x: { from: 2, to: 9 }, y: null });
    for (const wrong of [undefined, null, 3, {}, { x: { from: 'a', to: 9 } }, { y: { from: 1, to: 2 } }])
      assert.equal(keptSeen(wrong), null);
  });

  test('of a slice is one of this dataset, or none', () => {
    const slice = { rowAxis: 0, columnAxis: 2, at: [0, 3, 0] };
    assert.deepEqual(keptSlice(slice, [5, 4, 6]), slice);
    assert.equal(keptSlice(slice, [5, 3, 6]), null);
    assert.equal(keptSlice(slice, [5, 4]), null);
    assert.equal(keptSlice({ ...slice, rowAxis: 2 }, [5, 4, 6]), null);
    assert.equal(keptSlice(undefined, [5, 4, 6]), null);
  });
});

describe('numbers as colours', () => {
  test('of both signs have zero in the middle, in the colour of the ground', () => {
    const scale = scaleFor({ min: -1, max: 3 });
    assert.deepEqual(scale, { min: -3, max: 3, isTwoSided: true });
    const table = colourTable(scale, [30, 30, 30]);
    const middle = table[128] ?? 0;
    for (const shift of [0, 8, 16]) assert.ok(Math.abs(((middle >>> shift) & 255) - 30) <= 3);
    assert.notEqual(table[0], table[255]);
  });

  test('a cell without a number is not drawn, and a constant has one colour', () => {
    const scale = scaleFor({ min: 2, max: 2 });
    const pixels = new Uint32Array(3);
    paintCells(Float32Array.from([2, NaN, 2]), scale, colourTable(scale, [0, 0, 0]), pixels);
    assert.equal(pixels[1], 0);
    assert.equal(pixels[0], pixels[2]);
    assert.notEqual(pixels[0], 0);
  });
});
