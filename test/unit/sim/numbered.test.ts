// Numbered receptors: one of them is the plain model, several add up, each in its own time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type NeuronModel } from '../../../src/sim/model';
import lifCurrentAlpha from '../../../src/sim/models/lif-current-alpha';
import alphaReceptors from '../../../src/sim/models/lif-current-alpha-receptors';
import lifCurrentExp from '../../../src/sim/models/lif-current-exp';
import expReceptors from '../../../src/sim/models/lif-current-exp-receptors';
import { stream } from '../../../src/sim/random';
import { simulate } from '../../../src/sim/simulate';
import { lif, network, poisson, population, quantity } from './_networks';

const membrane = {
  ...{ thresholdMv: -50, leakMv: -65, resetMv: -60, initialMv: -65, capacityPf: 200, membraneTimeMs: 18 },
  ...{ refractoryMs: 2, synapticTimeExcitatoryMs: 3, synapticTimeInhibitoryMs: 7, constantCurrentPa: 150 },
  ...{ reversalExcitatoryMv: 0, reversalInhibitoryMv: -80 },
};

/** The membrane under the same events for every model: `weight` at the first port, a third of it off at the second. */
function traced<P extends object>(model: NeuronModel<P>, parameters: P, weight: number): number[] {
  const neurons = model.create(1, parameters, 0.1, stream(1, 'none'));
  const arrivals = model.ports(parameters).map(() => new Float64Array(1));
  return Array.from({ length: 1500 }, (_, step) => {
    if (step % 37 === 0) arrivals[0]?.fill(weight);
    if (step % 53 === 0) arrivals[1]?.fill(-weight / 3);
    neurons.step(arrivals, new Uint32Array(1));
    neurons.receivers?.forEach(({ into, gain }, port) => {
      into[0] = (into[0] ?? 0) + gain * (arrivals[port]?.[0] ?? 0);
      arrivals[port]?.fill(0);
    });
    return neurons.valueOf(0, 0);
  });
}

for (const [numbered, plain, weight] of [
  [expReceptors, lifCurrentExp, 900],
  [alphaReceptors, lifCurrentAlpha, 300],
] as const)
  test(`${numbered.dynamics} with two receptors is ${plain.dynamics}`, () => {
    const expected = traced(plain, membrane, weight);
    const found = traced(numbered, { ...membrane, timesMs: [3, 7] }, weight);
    assert.ok(expected.includes(-60), 'it fires');
    found.forEach((value, k) => {
      assert.ok(Math.abs(value - (expected[k] ?? NaN)) < 1e-9);
    });
  });

test('a receptor that a script numbers is the one that gets the events', () => {
  const cells = population(
    'E',
    1,
    'lif-current-exp-receptors',
    { ...lif, threshold: 1e6 },
    {
      tau_syn: { ...quantity(null, 'ms'), list: [1, 2, 50] },
    },
  );
  const level = (receptor: string): number => {
    const input = poisson('E', 1000, quantity(10, 'pA'), { receptor });
    return simulate(network([cells], [input]), { ms: 400, seed: 1 }).traces[0]?.values.at(-1) ?? NaN;
  };
  // The mean current is rate · weight · τ: 1000 Hz · 10 pA · 50 ms = 500 pA, and 500 pA · 20 ms / 200 pF = 50 mV.
  assert.ok(Math.abs(level('3') + 65 - 50) < 15);
  assert.ok(Math.abs(level('1') + 65 - 1) < 2);
  const input = poisson('E', 1000, quantity(10, 'pA'), { receptor: '4' });
  const { notes } = simulate(network([cells], [input]), { ms: 1, seed: 1 });
  assert.deepEqual(notes, ['Poisson input of E is left out: lif-current-exp-receptors neurons have no receptor 4']);
});
