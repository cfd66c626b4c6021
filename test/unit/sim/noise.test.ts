// Mean and variance of the free membrane under Poisson input, against the shot-noise formulae (Campbell's theorem).
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dynamics, type Input } from '../../../src/core/network/network';
import { simulate } from '../../../src/sim/simulate';
import { dc, lif, network, poisson, population, quantity } from './_networks';

const free = { ...lif, threshold: 1e6 };
const dtMs = 0.1;
const tauMs = 20;

/** Mean and variance over 30 traced neurons in the stationary state. */
function moments(dynamics: Dynamics, input: Omit<Input, 'target'>): { mean: number; variance: number } {
  const names = Array.from({ length: 10 }, (_, i) => `p${i}`);
  const populations = names.map((name) => population(name, 3, dynamics, free));
  const inputs = names.map((target) => ({ ...input, target }));
  const { traces } = simulate(network(populations, inputs), { ms: 2200, seed: 11 });
  const values = traces.flatMap((trace) => Array.from(trace.values.subarray(2000), (value) => value + 65));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length };
}

function assertWithin(actual: number, expected: number, fraction: number, what: string): void {
  assert.ok(Math.abs(actual / expected - 1) < fraction, `${what} is ${actual}, not ${expected}`);
}

describe('Poisson input to a membrane with delta synapses', () => {
  // On the grid: V ← aV + wk, so mean wλh/(1 - a) and variance w²λh/(1 - a²).
  const decay = Math.exp(-dtMs / tauMs);
  for (const [rateHz, count] of [
    [800, 1],
    [20, 100],
    [40_000, 1],
    [600_000, 1],
  ] as const) {
    test(`${count} × ${rateHz} Hz`, () => {
      const { mean, variance } = moments('lif-current-delta', poisson('', rateHz, quantity(0.4, 'mV'), { count }));
      const events = (rateHz * count * dtMs) / 1000;
      assertWithin(mean, (0.4 * events) / (1 - decay), 0.02, 'mean');
      assertWithin(variance, (0.16 * events) / (1 - decay ** 2), 0.06, 'variance');
    });
  }
});

test('Poisson input through exponential currents has the shot noise of the difference of exponentials', () => {
  const { mean, variance } = moments('lif-current-exp', poisson('', 2000, quantity(50, 'pA')));
  const perMs = 2;
  assertWithin(mean, (perMs * 50 * 3 * tauMs) / 200, 0.02, 'mean');
  assertWithin(variance, (perMs * (50 / 200) ** 2 * (3 * tauMs) ** 2) / (2 * (3 + tauMs)), 0.06, 'variance');
});

test('Poisson input through alpha currents has e times the charge', () => {
  const { mean } = moments('lif-current-alpha', poisson('', 2000, quantity(-20, 'pA')));
  assertWithin(mean, (-2 * 20 * Math.E * 7 * tauMs) / 200, 0.02, 'mean');
});

test('Poisson input through conductances leads to the mean potential of the mean conductance', () => {
  // 4 events/ms × 1 nS × 3 ms = 12 nS beside a leak of 200 pF / 20 ms = 10 nS; small and frequent events fluctuate little.
  const { mean } = moments('lif-cond-exp', poisson('', 400_000, quantity(0.01, 'nS')));
  assertWithin(mean, (12 * 65) / (12 + 10), 0.01, 'mean');
});

describe('a Poisson input', () => {
  const run = (shared: boolean, rateHz: number) => {
    const input = poisson('p', rateHz, quantity(0.4, 'mV'), { shared });
    return simulate(network([population('p', 3, 'lif-current-delta', free)], [input]), { ms: 500, seed: 2 });
  };

  test('that is shared moves all neurons alike, and one that is not does not', () => {
    for (const rateHz of [500, 50_000]) {
      const [a, b] = run(true, rateHz).traces;
      assert.deepEqual(a?.values, b?.values);
      const [c, d] = run(false, rateHz).traces;
      assert.notDeepEqual(c?.values, d?.values);
    }
  });

  test('counts the events that reach neurons', () => {
    for (const shared of [true, false]) {
      const { events } = run(shared, 50_000).timing;
      assertWithin(events, 50_000 * 0.5 * 3, 0.02, 'events');
    }
  });

  test('does not change when another input is added', () => {
    const populations = [population('a', 50, 'lif-current-exp'), population('b', 50, 'lif-current-exp')];
    const alone = simulate(network(populations, [poisson('a', 9000, quantity(60, 'pA'))]), { ms: 200, seed: 4 });
    const both = [
      poisson('a', 9000, quantity(60, 'pA')),
      poisson('b', 9000, quantity(60, 'pA')),
      dc('b', quantity(0.1, 'nA')),
    ];
    const together = simulate(network(populations, both), { ms: 200, seed: 4 });
    assert.ok(alone.times.length > 50);
    const ofA = Array.from(together.times).filter((_, i) => (together.ids[i] ?? 0) < 50);
    assert.ok(ofA.length < together.times.length);
    assert.deepEqual(ofA, Array.from(alone.times));
  });
});
