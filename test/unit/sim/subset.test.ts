// Networks that are too large to simulate whole: what is cut, what each neuron keeps, and when nothing is cut.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { networkOf, specifications } from '../../../bench/networks.mjs';
import { type ConnectionRule, type Network } from '../../../src/core/network/network';
import { synapsesPerTarget } from '../../../src/core/network/wiring';
import { simulate } from '../../../src/sim/simulate';
import { subsetOf } from '../../../src/sim/subset';
import { network, population, projection, quantity } from './_networks';

const weight = quantity(20, 'pA');
const wired = (rule: ConnectionRule): Network =>
  network(
    [population('a', 1000, 'lif-current-exp'), population('b', 500, 'lif-current-exp')],
    [],
    [projection('a', 'b', weight, { rule })],
  );

describe('a subset', () => {
  test('gives each neuron as many synapses as the whole', () => {
    const rules: ConnectionRule[] = [
      { kind: 'all-to-all' },
      { kind: 'fixed-probability', probability: 0.1 },
      { kind: 'fixed-probability', probability: 0.9 },
      { kind: 'fixed-indegree', indegree: 300 },
      { kind: 'fixed-outdegree', outdegree: 100 },
      { kind: 'fixed-total', total: 100_000 },
    ];
    for (const rule of rules) {
      const whole = wired(rule);
      const subset = subsetOf(whole, 20_000);
      assert.ok(subset, rule.kind);
      const [pre, post] = subset.network.populations.map(({ size }) => size ?? 0);
      const before = synapsesPerTarget(rule, 1000, 500) ?? NaN;
      const after = synapsesPerTarget(subset.network.projections[0]?.rule ?? rule, pre ?? 0, post ?? 0) ?? NaN;
      assert.ok(Math.abs(after / before - 1) < 0.02, `${rule.kind}: ${after} synapses, not ${before}`);
      assert.ok(Math.abs((after * (post ?? 0)) / 20_000 - 1) < 0.05);
      simulate(subset.network, { ms: 1, seed: 1 });
    }
  });

  test('is not made of a small network, nor of neurons or synapses that are listed one by one', () => {
    const rule = { kind: 'fixed-probability', probability: 0.1 } as const;
    assert.equal(subsetOf(wired(rule), 60_000), null);
    const listed = { kind: 'pairs', pre: [0, 1, 2], post: [0, 1, 2] } as const;
    assert.equal(subsetOf(wired(listed), 2), null);
    const whole = wired(rule);
    const each = { ...quantity(null, 'mV'), each: new Array<number>(1000).fill(-50) };
    const populations = whole.populations.map((one) => ({ ...one, params: { ...one.params, threshold: each } }));
    assert.equal(subsetOf({ ...whole, populations }, 20_000), null);
  });

  test('fires at the rate of the whole, and says what it is', () => {
    const whole = networkOf(specifications.cuba) as Network;
    const subset = subsetOf(whole, 160_000);
    assert.ok(subset);
    assert.match(subset.note, /^2000 of 4000 neurons are simulated, 0 of 0 million synapses: each neuron keeps/);
    const rateHz = (of: Network): number => {
      const { times, populations } = simulate(of, { ms: 1000, seed: 1 });
      return times.length / populations.reduce((sum, { size }) => sum + size, 0);
    };
    assert.ok(Math.abs(rateHz(subset.network) / rateHz(whole) - 1) < 0.2);
  });

  test('is made of a network of 300 million synapses without being asked for', () => {
    const rule = { kind: 'fixed-indegree', indegree: 4000 } as const;
    const large = network(
      [population('a', 75_000, 'lif-current-delta')],
      [],
      [projection('a', 'a', quantity(0.1, 'mV'), { rule })],
    );
    const { populations, notes } = simulate(large, { ms: 1, seed: 1 });
    assert.equal(populations[0]?.size, 12_500);
    assert.ok(
      notes.some((note) => note.startsWith('12500 of 75000 neurons are simulated, 50 of 300 million synapses')),
    );
  });
});
