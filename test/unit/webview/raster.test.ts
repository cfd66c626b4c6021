// Tests the raster's picture: no spike is dropped, each stands in its place and colour, and density shows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { binSpikes, firstAtOrAfter, layRows, spikesWithin } from '../../../webview/plots/recording/_binning';
import { paint, pixelColour, shades } from '../../../webview/plots/recording/_shading';
import { recording } from './recording';

const sum = (counts: Uint32Array): number => counts.reduce((total, count) => total + count, 0);
const opacity = (pixel: number): number => pixel >>> 24;

describe('binning', () => {
  const { times, ids, populations } = recording(
    [
      [0, 0],
      [5, 1],
      [5, 2],
      [50, 0],
      [99.9, 3],
      [100, 3],
    ],
    [
      ['E', 2],
      ['I', 2],
    ],
  );
  const rows = layRows(populations);

  test('counts every spike of the range, those at both ends included', () => {
    for (const [columns, lines] of [
      [1, 1],
      [7, 3],
      [100, 4],
      [1000, 1000],
    ] as const)
      assert.equal(sum(binSpikes(times, ids, rows, { fromMs: 0, toMs: 100 }, columns, lines).counts), 6);
    assert.equal(sum(binSpikes(times, ids, rows, { fromMs: 5, toMs: 50 }, 10, 4).counts), 3);
  });

  test('puts the first neuron into the lowest line and the end of the range into the last column', () => {
    const { counts, columns, lines } = binSpikes(times, ids, rows, { fromMs: 0, toMs: 100 }, 10, 99);
    assert.equal(lines, 4);
    assert.deepEqual([counts[0], counts[5], counts[3 * columns + 9]], [1, 1, 2]);
  });

  test('lets neurons share lines where there are more of them', () => {
    const { counts, lines, most } = binSpikes(times, ids, rows, { fromMs: 0, toMs: 100 }, 1, 2);
    assert.deepEqual([lines, [...counts], most], [2, [3, 3], 3]);
  });

  test('keeps apart what the range shows and what it does not', () => {
    assert.deepEqual(spikesWithin(times, { fromMs: 5, toMs: 99.9 }), { start: 1, end: 5 });
    assert.deepEqual(spikesWithin(times, { fromMs: 6, toMs: 49 }), { start: 3, end: 3 });
    assert.equal(firstAtOrAfter(new Float64Array(0), 1), 0);
  });

  test('orders ids by population, wherever they begin', () => {
    const laid = layRows([
      { name: 'I', first: 10, size: 2 },
      { name: 'E', first: 0, size: 3 },
    ]);
    assert.deepEqual([laid.count, laid.rowOf[10], laid.rowOf[0], laid.rowOf[5]], [5, 0, 2, -1]);
  });
});

describe('shading', () => {
  test('a lone spike is plain, and fuller cells are never fainter', () => {
    assert.equal(shades(1)[1], 255);
    const table = [...shades(100)].slice(1);
    assert.ok(table.every((shade, at) => at === 0 || shade >= (table[at - 1] ?? 0)));
    assert.ok((table[0] ?? 0) >= 100 && table.at(-1) === 255);
  });

  test('each population is painted in its colour, top row last', () => {
    const { times, ids, populations } = recording(
      [
        [0, 0],
        [10, 1],
      ],
      [
        ['E', 1],
        ['I', 1],
      ],
      10,
    );
    const rows = layRows(populations);
    const picture = { pixels: new Uint32Array(4 * 2), width: 4, height: 2 };
    const colours = ['#0072b2', '#d55e00'].map(pixelColour);
    paint(binSpikes(times, ids, rows, { fromMs: 0, toMs: 10 }, 4, 2), rows, colours, { width: 1, height: 1 }, picture);
    const bytes = new Uint8Array(picture.pixels.buffer);
    assert.deepEqual([...bytes.slice(4 * 4, 4 * 4 + 4)], [0x00, 0x72, 0xb2, 255], 'first neuron at the lower left');
    assert.deepEqual([...bytes.slice(3 * 4, 3 * 4 + 4)], [0xd5, 0x5e, 0x00, 255], 'second neuron at the upper right');
    assert.equal(picture.pixels.filter((pixel) => opacity(pixel) > 0).length, 2);
  });

  test('marks grow to the asked size within the picture', () => {
    const { times, ids, populations } = recording([[9.9, 0]], [['E', 1]], 10);
    const rows = layRows(populations);
    const picture = { pixels: new Uint32Array(10 * 2), width: 10, height: 2 };
    paint(binSpikes(times, ids, rows, { fromMs: 0, toMs: 10 }, 10, 2), rows, [0], { width: 4, height: 9 }, picture);
    assert.equal(picture.pixels.filter((pixel) => opacity(pixel) > 0).length, 2);
  });

  test('a million spikes are painted within a few frames', () => {
    const count = 1e6;
    const times = Float64Array.from({ length: count }, (_, at) => at / 1000);
    const ids = Uint32Array.from({ length: count }, (_, at) => (at * 7919) % 5000);
    const rows = layRows([
      { name: 'E', first: 0, size: 4000 },
      { name: 'I', first: 4000, size: 1000 },
    ]);
    const picture = { pixels: new Uint32Array(1200 * 600), width: 1200, height: 600 };
    const startMs = performance.now();
    const bins = binSpikes(times, ids, rows, { fromMs: 0, toMs: 1000 }, 1200, 600);
    paint(bins, rows, [1, 2], { width: 1, height: 1 }, picture);
    const tookMs = performance.now() - startMs;
    assert.equal(sum(bins.counts), count);
    assert.ok(tookMs < 400, `took ${tookMs.toFixed(0)} ms`);
  });
});
