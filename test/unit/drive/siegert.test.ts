// Siegert's integral against mpmath's quadrature, from far below to far above threshold, and its limits.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { rateOf, waitingTime } from '../../../src/core/drive/siegert';

const { waitingTimes } = JSON.parse(readFileSync(join(process.cwd(), 'test/recordings/firing-rates.json'), 'utf8')) as {
  waitingTimes: readonly { threshold: number; reset: number; value: number }[];
};

const neuron = { membraneTimeMs: 10, refractoryMs: 2, thresholdMv: 20, resetMv: 10, synapticTimeMs: 0, spreadMv: 0 };

describe("Siegert's integral", () => {
  for (const { threshold, reset, value } of waitingTimes) {
    it(`is mpmath's from ${reset} to ${threshold}`, () => {
      const found = waitingTime(threshold, reset);
      assert.equal(found.exponent, Math.max(0, threshold) ** 2);
      assert.ok(Math.abs(found.value / value - 1) < 1e-10, `${found.value}, not ${value}`);
    });
  }
});

describe('the rate', () => {
  it('goes over into that without noise', () => {
    const exact = 1000 / (2 + 10 * Math.log((30 - 10) / (30 - 20)));
    assert.ok(Math.abs((rateOf({ ...neuron, meanMv: 30, noiseMv: 0 }) ?? NaN) - exact) < 1e-9);
    assert.ok(Math.abs((rateOf({ ...neuron, meanMv: 30, noiseMv: 1e-3 }) ?? NaN) - exact) < 1e-4);
    assert.equal(rateOf({ ...neuron, meanMv: 20, noiseMv: 0 }), 0);
  });

  it('is nothing far below threshold and bounded by the refractory time far above', () => {
    assert.equal(rateOf({ ...neuron, meanMv: -100, noiseMv: 1 }), 0);
    const most = rateOf({ ...neuron, meanMv: 1e6, noiseMv: 10 }) ?? NaN;
    assert.ok(most < 500 && most > 499.9, String(most));
  });

  it('is lower where the noise is filtered', () => {
    const white = rateOf({ ...neuron, meanMv: 15, noiseMv: 5 }) ?? NaN;
    const filtered = rateOf({ ...neuron, meanMv: 15, noiseMv: 5, synapticTimeMs: 0.5 }) ?? NaN;
    assert.ok(filtered < white && filtered > white / 2, `${filtered}, ${white}`);
  });

  it('of slow noise is the mean over its levels', () => {
    const slow = { ...neuron, meanMv: 18, noiseMv: 20, synapticTimeMs: 1000, spreadMv: 2 };
    let sum = 0;
    for (let z = 1.000005; z < 9; z += 1e-5) {
      const rate = 1000 / (2 + 10 * Math.log((18 + 2 * z - 10) / (18 + 2 * z - 20)));
      sum += (1e-5 * Math.exp((-z * z) / 2) * rate) / Math.sqrt(2 * Math.PI);
    }
    const found = rateOf(slow) ?? NaN;
    assert.ok(Math.abs(found / sum - 1) < 1e-5, `${found}, ${sum}`);
  });

  it('is not known where the reset is not below the threshold', () => {
    assert.equal(rateOf({ ...neuron, resetMv: 20, meanMv: 15, noiseMv: 5 }), null);
  });
});
