// Distributions of a recording: bins of intervals, shares, samples of neurons, and long work in slices.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inSlices } from '../../../webview/slices';
import { intervalsIn, linearBinsFor, logarithmicBins } from '../../../webview/plots/recording/_intervals';
import { sampleOf, strengthOf } from '../../../webview/plots/recording/_sample';
import { extentOf, steps } from '../../../webview/plots/recording/_shares';
import { recording } from './recording';

describe('intervals of a stretch', () => {
  /** E fires every 10 ms, I at 20 and 25 ms. */
  const spikes: [timeMs: number, id: number][] = [0, 10, 20, 30, 40, 50].map((time) => [time, 0]);
  spikes.push([20, 1], [25, 1]);
  spikes.sort(([one], [other]) => one - other);
  const recorded = recording(spikes, [
    ['E', 1],
    ['I', 1],
  ]);

  test('are those between its own spikes', async () => {
    const whole = await intervalsIn(recorded, { fromMs: 0, toMs: 100 }, 'log');
    assert.deepEqual([...(whole?.intervals ?? [])], [5, 1]);
    assert.deepEqual([whole?.meanMs(0), whole?.meanMs(1)], [10, 5]);
    const part = await intervalsIn(recorded, { fromMs: 15, toMs: 45 }, 'log');
    assert.deepEqual([...(part?.intervals ?? [])], [2, 1]);
  });

  test('lie on whole steps of a linear axis that ends behind nearly all of them', async () => {
    const tally = await intervalsIn(recorded, { fromMs: 0, toMs: 100 }, 'linear');
    assert.ok(tally);
    const { edges, counts, above } = tally.histograms[0] ?? { edges: [], counts: [], above: 1 };
    assert.equal(above, 0);
    const filled = [...counts].flatMap((count, bin) => (count > 0 ? [[edges[bin], edges[bin + 1], count]] : []));
    assert.equal(filled.length, 1);
    assert.ok((filled[0]?.[0] ?? 99) <= 10 && 10 < (filled[0]?.[1] ?? 0), `${filled[0]}`);
    assert.equal(filled[0]?.[2], 5);
    const bins = linearBinsFor(tally, 0.1);
    assert.ok(Math.abs(Math.round(bins.maxMs / bins.bins / 0.1) * 0.1 * bins.bins - bins.maxMs) < 1e-9);
  });

  test('on a logarithmic axis begin where bins are wider than steps', () => {
    assert.deepEqual(logarithmicBins(0.1, 500), { minMs: 0.1, maxMs: 1000, bins: 48, axis: 'log' });
    assert.deepEqual(logarithmicBins(1, 500), { minMs: 1, maxMs: 1000, bins: 36, axis: 'log' });
  });
});

describe('shares', () => {
  const edges = Float64Array.from({ length: 21 }, (_, k) => 10 ** (k / 10));
  const counts = Float64Array.from({ length: 20 }, (_, bin) => (bin === 9 ? 3 : bin === 10 ? 1 : 0));
  const shown = { edges, counts: [counts], totals: [4], note: '', isLogarithmic: true };

  test('are of all that was counted, and the last step has its end', () => {
    const corners = steps(shown, counts, 4);
    assert.equal(corners.length, 21);
    assert.deepEqual([corners[9]?.y, corners[10]?.y, corners.at(-1)], [75, 25, { x: 100, y: 0 }]);
  });

  test('on a logarithmic axis are shown where there are some, with room beside them', () => {
    assert.deepEqual(extentOf(shown), { from: edges[6], to: edges[14] });
    assert.deepEqual(extentOf({ ...shown, isLogarithmic: false }), { from: 1, to: 100 });
  });
});

describe('a sample of neurons', () => {
  const populations = [
    { name: 'E', first: 0, size: 800 },
    { name: 'I', first: 800, size: 200 },
    { name: 'few', first: 1000, size: 3 },
  ];

  test('takes of each population its part, and two at least', () => {
    const { bands, ids, rowOf } = sampleOf(populations, 100);
    assert.deepEqual(
      bands.map(({ name, from, size }) => [name, from, size]),
      [
        ['E', 0, 80],
        ['I', 80, 18],
        ['few', 98, 2],
      ],
    );
    assert.deepEqual([ids[0], ids[1], ids[79], ids[80], ids[98]], [0, 10, 790, 800, 1000]);
    assert.equal(rowOf[790], 79);
    assert.equal(rowOf[791], -1);
  });

  test('is everybody where there are few', () => {
    assert.equal(sampleOf(populations, 2000).ids.length, 1003);
  });

  test('has colours for all but the few strongest pairs', () => {
    const size = 50;
    const values = new Float64Array(size * size).fill(0.1);
    values[1 * size + 0] = 0.9;
    values[2 * size + 0] = NaN;
    assert.equal(strengthOf({ size, values }), 0.1);
    assert.equal(strengthOf({ size: 2, values: Float64Array.of(1, -0.3, -0.3, 1) }), 0.3);
  });
});

describe('long work in slices', () => {
  test('is done to the end, piece by piece', async () => {
    const pieces: [number, number][] = [];
    let clock = 0;
    const isDone = await inSlices(
      5,
      50_005,
      (from, to) => {
        pieces.push([from, to]);
        clock += 20;
      },
      () => true,
      () => clock,
    );
    assert.equal(isDone, true);
    assert.deepEqual(pieces, [
      [5, 20_005],
      [20_005, 40_005],
      [40_005, 50_005],
    ]);
  });

  test('ends where nobody wants it any more', async () => {
    let [done, clock] = [0, 0];
    const work = (): void => {
      done++;
      clock += 20;
    };
    assert.equal(
      await inSlices(
        0,
        1e9,
        work,
        () => done < 2,
        () => clock,
      ),
      false,
    );
    assert.equal(done, 2);
  });
});
