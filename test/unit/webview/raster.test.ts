// Tests the raster's picture: no spike is dropped, each stands in its place and colour, and density shows.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { binSpikes, firstAtOrAfter, layLines, layRows, spikesWithin } from '../../../webview/plots/recording/_binning';
import { pointedAt } from '../../../webview/plots/recording/_pointed';
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
    assert.equal(lines.count, 4);
    assert.deepEqual([counts[0], counts[5], counts[3 * columns + 9]], [1, 1, 2]);
  });

  test('lets neurons share lines where there are more of them', () => {
    const { counts, lines, most } = binSpikes(times, ids, rows, { fromMs: 0, toMs: 100 }, 1, 2);
    assert.deepEqual([lines.count, [...counts], most], [2, [3, 3], 3]);
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

describe('lines', () => {
  test('give a population of a few neurons a line of its own beside one of very many', () => {
    const rows = layRows([
      { name: 'E', first: 0, size: 100_000 },
      { name: 'few', first: 100_000, size: 3 },
      { name: 'I', first: 100_003, size: 25_000 },
    ]);
    const { bandOf, lineOf, firstRow, count } = layLines(rows, 500);
    assert.equal(count, 500);
    const counts = [0, 1, 2].map((band) => bandOf.filter((each) => each === band).length);
    assert.deepEqual([counts[1], counts.reduce((sum, each) => sum + each)], [1, 500]);
    for (const id of [0, 99_999, 100_000, 100_002, 100_003, 125_002]) {
      const line = lineOf[id] as number;
      assert.ok((firstRow[line] as number) <= id && id < (firstRow[line + 1] as number), `neuron ${id}`);
    }
  });

  test('of more populations than lines lose nobody', () => {
    const rows = layRows(Array.from({ length: 40 }, (_, at) => ({ name: `P${at}`, first: at * 2, size: 2 })));
    const ids = Uint32Array.from({ length: 80 }, (_, at) => at);
    const { counts, lines } = binSpikes(new Float64Array(80), ids, rows, { fromMs: 0, toMs: 1 }, 4, 7);
    assert.deepEqual([lines.count, sum(counts)], [7, 80]);
  });
});

describe('under the pointer', () => {
  const { times, ids, populations } = recording(
    [
      [10, 0],
      [50.05, 5],
      [50.1, 5],
      [90, 9],
    ],
    [
      ['E', 8],
      ['I', 2],
    ],
  );
  const rows = layRows(populations);
  const at = (x: number, y: number, size = { width: 100, height: 100 }) =>
    pointedAt({ times, ids }, rows, { fromMs: 0, toMs: 100 }, { x, y, ...size });

  test('stands the neuron with the spikes of its cell', () => {
    const both = { population: 'E', firstNeuron: 5, lastNeuron: 5, neurons: 1, spikes: 2, fromMs: 50.05, toMs: 50.1 };
    assert.deepEqual(at(0.505, 0.55), both);
    assert.deepEqual(at(0.52, 0.55), both, 'two pixels aside is near enough');
    assert.deepEqual(at(0.905, 0.95), {
      population: 'I',
      firstNeuron: 1,
      lastNeuron: 1,
      neurons: 1,
      spikes: 1,
      fromMs: 90,
      toMs: 90,
    });
  });

  test('stands a neuron without spikes where none is near, and nobody outside', () => {
    assert.deepEqual(at(0.3, 0.05), {
      population: 'E',
      firstNeuron: 0,
      lastNeuron: 0,
      neurons: 1,
      spikes: 0,
      fromMs: 30,
      toMs: 30,
    });
    assert.equal(at(0.5, 1.2), null);
    assert.equal(at(-0.1, 0.5), null);
  });

  test('are several neurons where they share a line', () => {
    const seen = at(0.1, 0.1, { width: 100, height: 5 });
    assert.deepEqual([seen?.firstNeuron, seen?.lastNeuron, seen?.spikes], [0, 1, 1]);
  });
});

describe('shading', () => {
  test('a single spike is seen beside a crowd, and a spike keeps its own place where a mark reaches into it', () => {
    const { times, ids, populations } = recording(
      [...Array.from({ length: 5000 }, () => [0.5, 0] as const), [1.5, 0], [2.5, 1]],
      [
        ['E', 1],
        ['I', 1],
      ],
      4,
    );
    const bins = binSpikes(times, ids, layRows(populations), { fromMs: 0, toMs: 4 }, 4, 2);
    const picture = { pixels: new Uint32Array(4 * 2), width: 4, height: 2 };
    paint(bins, [1, 2], { width: 2, height: 2 }, picture);
    const [alone, above] = [picture.pixels[4 + 1] as number, picture.pixels[2] as number];
    assert.deepEqual([bins.most, alone & 0xffffff, above & 0xffffff], [5000, 1, 2]);
    assert.ok(opacity(alone) >= 100 && opacity(alone) < 255, 'fainter than the crowd, and seen');
  });

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
    paint(binSpikes(times, ids, rows, { fromMs: 0, toMs: 10 }, 4, 2), colours, { width: 1, height: 1 }, picture);
    const bytes = new Uint8Array(picture.pixels.buffer);
    assert.deepEqual([...bytes.slice(4 * 4, 4 * 4 + 4)], [0x00, 0x72, 0xb2, 255], 'first neuron at the lower left');
    assert.deepEqual([...bytes.slice(3 * 4, 3 * 4 + 4)], [0xd5, 0x5e, 0x00, 255], 'second neuron at the upper right');
    assert.equal(picture.pixels.filter((pixel) => opacity(pixel) > 0).length, 2);
  });

  test('marks grow to the asked size within the picture', () => {
    const { times, ids, populations } = recording([[9.9, 0]], [['E', 1]], 10);
    const rows = layRows(populations);
    const picture = { pixels: new Uint32Array(10 * 2), width: 10, height: 2 };
    paint(binSpikes(times, ids, rows, { fromMs: 0, toMs: 10 }, 10, 2), [0], { width: 4, height: 9 }, picture);
    assert.equal(picture.pixels.filter((pixel) => opacity(pixel) > 0).length, 2);
  });

  test('every pixel in which a spike falls is painted, at any zoom', () => {
    const count = 20_000;
    const times = Float64Array.from({ length: count }, (_, at) => Math.round((at / count) * 10_000) / 10);
    const ids = Uint32Array.from({ length: count }, (_, at) => (at * 7919) % 3000);
    const rows = layRows([
      { name: 'E', first: 0, size: 2990 },
      { name: 'I', first: 2990, size: 10 },
    ]);
    const [width, height] = [300, 200];
    for (const range of [
      { fromMs: 0, toMs: 1000 },
      { fromMs: 0.05, toMs: 999.9 },
      { fromMs: 400, toMs: 433.3 },
    ])
      for (const mark of [1, 2, 3]) {
        const picture = { pixels: new Uint32Array(width * height), width, height };
        const bins = binSpikes(times, ids, rows, range, width, height);
        paint(bins, [1, 2], { width: mark, height: mark }, picture);
        const inside = times.filter((time) => time >= range.fromMs && time <= range.toMs).length;
        assert.equal(sum(bins.counts), inside);
        bins.counts.forEach((own, cell) => {
          const [line, column] = [Math.floor(cell / width), cell % width];
          const pixel = picture.pixels[(height - 1 - line) * width + column] as number;
          if (own > 0) assert.equal(pixel & 0xffffff, (bins.lines.bandOf[line] as number) + 1, `line ${line}`);
          if (own > 0) assert.ok(opacity(pixel) >= 100);
        });
      }
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
    paint(bins, [1, 2], { width: 1, height: 1 }, picture);
    const tookMs = performance.now() - startMs;
    assert.equal(sum(bins.counts), count);
    assert.ok(tookMs < 400, `took ${tookMs.toFixed(0)} ms`);
  });
});
