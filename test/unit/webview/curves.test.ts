// Tests what the curves are drawn from: bin widths, rates and thinned traces.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { thin } from '../../../webview/plots/recording/_decimation';
import { automaticBinMs, rateCurves, staircase } from '../../../webview/plots/recording/_rate';
import { recording } from './recording';

describe('the rate curve', () => {
  test('has round bins, fewer than a hundred, none below the step', () => {
    assert.deepEqual(
      [1, 50, 500, 1000, 60_000].map((spanMs) => automaticBinMs(spanMs, 0.1)),
      [0.1, 1, 10, 20, 1000],
    );
    assert.equal(automaticBinMs(10, 1), 1);
  });

  const given = recording(
    [
      [1, 0],
      [2, 1],
      [10, 0],
      [15, 1],
      [40, 2],
    ],
    [
      ['E', 2],
      ['I', 1],
    ],
    40,
  );

  test('of units that send a rate is the mean of the steps that end in each bin', () => {
    const course = Float64Array.from([0, 1, 2, 3, 4]);
    const none = new Float64Array(0);
    const own = { population: 'I', course, intervalMs: 10, means: none, spreads: none, atEnds: null, strangeMs: null };
    const curvesIn = (binMs: number) => rateCurves({ ...given, rated: [own] }, { fromMs: 0, toMs: 40 }, binMs).ratesHz;
    assert.deepEqual(
      curvesIn(20).map((curve) => [...curve]),
      [
        [100, 0],
        [1.5, 3.5],
      ],
    );
    assert.deepEqual([...(curvesIn(5)[1] ?? [])], [0, 1, 1, 2, 2, 3, 3, 4]);
  });

  test('is in spikes per second and neuron', () => {
    const { ratesHz } = rateCurves(given, { fromMs: 0, toMs: 40 }, 10);
    assert.deepEqual(
      ratesHz.map((curve) => [...curve]),
      [
        [100, 100, 0, 0],
        [0, 0, 0, 100],
      ],
    );
  });

  test('holds what is shown and keeps its bins in place while one pans', () => {
    const { startMs, ratesHz } = rateCurves(given, { fromMs: 12, toMs: 18 }, 10);
    assert.equal(startMs, 10);
    assert.deepEqual([...(ratesHz[0] ?? [])], [100, 0]);
  });

  test('is a staircase that ends with the recording', () => {
    const curves = rateCurves(given, { fromMs: 0, toMs: 40 }, 15);
    assert.deepEqual(
      staircase(Float64Array.of(3, 2, 1), curves, 40).map(({ x, y }) => [x, y]),
      [
        [0, 3],
        [15, 2],
        [30, 1],
        [40, 1],
      ],
    );
  });

  test('stays drawable with a hundred thousand bins, and keeps its peak', () => {
    const rates = new Float64Array(100_000);
    rates[77_777] = 9;
    const corners = staircase(rates, { startMs: 5, binMs: 0.1, ratesHz: [] }, 1e4);
    assert.ok(corners.length <= 1500);
    assert.ok(corners.some(({ x, y }) => y === 9 && Math.abs(x - 7782.7) < 1e-6));
  });
});

describe('thinning a trace', () => {
  const values = Float64Array.from({ length: 10_001 }, (_, at) => Math.sin(at / 500));
  values[5001] = 40;
  values[7003] = -40;

  test('keeps every peak and the order of time', () => {
    const points = thin(values, 0.1, { fromMs: 0, toMs: 1000 }, 300);
    assert.ok(points.length <= 600);
    assert.ok(points.some(({ y }) => y === 40) && points.some(({ y }) => y === -40));
    assert.ok(points.every(({ x }, at) => at === 0 || x > (points[at - 1]?.x ?? -1)));
  });

  test('gives every sample where there is room, and one beyond each end', () => {
    const points = thin(values, 0.1, { fromMs: 10, toMs: 11 }, 300);
    assert.deepEqual([points[0]?.x.toFixed(1), points.at(-1)?.x.toFixed(1), points.length], ['9.9', '11.1', 13]);
  });

  test('of nothing is nothing', () => {
    assert.deepEqual(thin(new Float64Array(0), 0.1, { fromMs: 0, toMs: 1 }, 10), []);
  });
});
