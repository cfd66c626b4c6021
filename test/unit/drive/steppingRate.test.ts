// The rate of a neuron in steps that is fed normal draws, against the closed form without memory, and against the steps made one by one.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { steppingRate } from '../../../src/core/drive/steppingRate';
import { stream } from '../../../src/sim/random';

const lif = { kept: 0.9, threshold: 1, subtract: 1 };

/** Spikes per step of many neurons, made step by step. */
function counted({ kept, threshold, subtract }: typeof lif, mean: number, sd: number): number {
  const random = stream(8, 'steps');
  const [neurons, steps] = [400, 3000];
  let fired = 0;
  const membrane = new Float64Array(neurons);
  for (let step = 0; step < steps; step++)
    for (let i = 0; i < neurons; i++) {
      membrane[i] = kept * (membrane[i] as number) + mean + sd * random.normal();
      if ((membrane[i] as number) < threshold) continue;
      membrane[i] = (membrane[i] as number) - subtract;
      if (step >= 200) fired++;
    }
  return fired / neurons / (steps - 200);
}

describe('the rate of a neuron in steps', () => {
  test('that keeps nothing is the part of the draws above the threshold', () => {
    const rate = steppingRate({ kept: 0, threshold: 1, subtract: 1 }, 0.2, 0.5) ?? NaN;
    // A normal draw is above its mean + 1.6 standard deviations in 5.4799 % of all.
    assert.ok(Math.abs(rate - 0.054799) < 1e-4, `${rate}`);
  });

  for (const [mean, sd] of [
    [0, 1],
    [0.05, 0.3],
    [0.3, 0.2],
    [-0.1, 0.8],
    [1.5, 1],
  ] as const)
    test(`under N(${mean}, ${sd}) is that of the steps made one by one`, () => {
      const [rate, expected] = [steppingRate(lif, mean, sd) ?? NaN, counted(lif, mean, sd)];
      assert.ok(Math.abs(rate - expected) < 0.03 * expected + 0.0005, `${rate}, not ${expected}`);
    });

  test('under N(0, 0.1) is next to nothing, as the runbook’s own advice gives', () => {
    const rate = steppingRate(lif, 0, 0.1) ?? NaN;
    assert.ok(rate > 1e-6 && rate < 2e-5, `${rate}`);
  });

  test('of a constant input is 0 below (1 − α) of the threshold, and counted above', () => {
    assert.equal(steppingRate(lif, 0.099, 0), 0);
    // Every spike takes 1 off: in the mean what comes in, less what leaks, is what is taken off.
    const rate = steppingRate(lif, 2, 0) ?? NaN;
    assert.equal(rate, 1);
  });

  test('of a neuron that grows by itself is not said', () => {
    assert.equal(steppingRate({ ...lif, kept: 1.1 }, 0, 1), null);
  });
});
