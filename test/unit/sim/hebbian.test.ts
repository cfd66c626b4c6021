// The step-wise Hebbian rule of the 4D framework against the same rule written out step by step, and where it is read from.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Input, type Population } from '../../../src/core/network/network';
import { type HebbianRule } from '../../../src/core/network/plasticity';
import { simulate } from '../../../src/sim/simulate';
import { makeLinter } from '../cases/_check';
import { network, population, projection, quantity } from './_networks';

const span = { file: 'model.py', start: 0, end: 0 };
const relay = (name: string): Population => ({
  ...population(name, 1, 'discrete-lif', {}),
  stepping: {
    ...{ kept: 0, synapticKept: null, gain: 1, rest: 0, threshold: 3, subtract: null, resetTo: 0, resetLater: false },
    ...{ refractorySteps: 0, fires: 'at', unit: null },
  },
});
const fires = (target: string, timesMs: readonly number[]): Input => ({
  ...{ kind: 'spikes', count: 1, rateHz: null, target, weight: quantity(5, null), delay: null, receptor: null },
  ...{ shared: true, spikes: { timesMs, ids: timesMs.map(() => 0) }, span },
});
const rule: HebbianRule = { kind: 'hebbian', together: 0.05, alone: -0.025, decay: 1e-4, wMin: -1, wMax: 1 };
const steps = 200;
const [pre, post] = [
  [10, 20, 30, 31, 90, 150],
  [10, 31, 60, 90],
];

/** A spike that is given at t ms comes in step t; the last step is not learned from any more. */
function expected(start: number, sign: number): number {
  let weight = start * sign;
  for (let step = 0; step < steps - 1; step++) {
    if (pre.includes(step)) weight += post.includes(step) ? rule.together : rule.alone;
    weight = Math.max(rule.wMin, Math.min(rule.wMax, weight));
    weight = weight > 0 ? Math.max(0, weight - rule.decay) : Math.min(0, weight + rule.decay);
  }
  return weight * sign;
}

describe('the Hebbian rule', () => {
  for (const [start, sign] of [
    [0.5, 1],
    [0.99, 1],
    [0.001, 1],
    [-0.5, -1],
  ] as const)
    test(`moves a weight of ${start} as the rule step by step`, () => {
      const link = projection('pre', 'post', quantity(start, null), { plasticity: rule, delay: quantity(1, 'ms') });
      const model = network([relay('pre'), relay('post')], [fires('pre', pre), fires('post', post)], [link], {
        dtMs: quantity(1, 'ms'),
      });
      const [learned] = simulate(model, { ms: steps, seed: 1 }).learned ?? [];
      assert.ok(
        learned && Math.abs(learned.after.mean - expected(start, sign)) < 1e-12,
        `${learned?.after.mean}, not ${expected(start, sign)}; ${learned?.potentiations} ${learned?.depressions}`,
      );
      assert.deepEqual([learned.potentiations, learned.depressions], [3, 3]);
    });

  test('is read from the framework’s configuration', () => {
    const config = {
      lattice_shape: [4, 4, 4, 4],
      neuron_model: { type: 'LIF', params_default: { v_rest: -65, v_threshold: -50, v_reset: -65, tau_m: 20 } },
      areas: [{ name: 'a', coord_ranges: { x: [0, 1], y: [0, 1], z: [0, 1], w: [0, 1] } }],
      plasticity: { rule: 'hebb_like', learning_rate: 0.01, weight_min: -1, weight_max: 1, weight_decay: 0.00001 },
    };
    const saved = {
      config,
      neurons: [0, 1].map((id) => ({ id, x: id, y: 0, z: 0, w: 0 })),
      synapses: [{ pre_id: 0, post_id: 1, weight: 0.1, delay: 1, synapse_type: 'excitatory' }],
    };
    const [read] = makeLinter().networks({ file: 'saved.json', text: JSON.stringify(saved) }).networks;
    const amounts = { together: 0.01, alone: -0.005, decay: 0.00001, wMin: -1, wMax: 1 };
    assert.deepEqual(read?.projections[0]?.plasticity, { kind: 'hebbian', ...amounts });
  });
});
