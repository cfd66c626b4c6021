// Tests what the curves are drawn from: bin widths, rates and thinned traces.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { thin } from '../../../webview/plots/_decimation';
import { automaticBinMs, rateCurves } from '../../../webview/plots/_rate';
import { recording } from './recording';

describe('the rate curve', () => {
  test('has round bins, fewer than a hundred, none below the step', () => {
    assert.deepEqual(
      [1, 50, 500, 1000, 60_000].map((spanMs) => automaticBinMs(spanMs, 0.1)),
      [0.1, 1, 10, 20, 1000],
    );
    assert.equal(automaticBinMs(10, 1), 1);
  });

  test('is in spikes per second and neuron', () => {
    const { ratesHz } = rateCurves(
      recording(
        [
          [1, 0],
          [2, 1],
          [15, 1],
        ],
        [
          ['E', 2],
          ['I', 1],
        ],
        20,
      ),
      10,
    );
    assert.deepEqual(
      ratesHz.map((curve) => [...curve]),
      [
        [100, 50],
        [0, 0],
      ],
    );
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
