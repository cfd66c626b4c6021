// What a recording says of the input that each population got.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { simulate } from '../../../src/sim/simulate';
import { lif, network, poisson, population, projection, quantity } from './_networks';

describe('what reached a population', () => {
  test('is every event times its weight, excitation and inhibition apart', () => {
    const e = population('E', 20, 'lif-current-exp', { ...lif, initial: -40 });
    const { reached, times } = simulate(
      network([e, population('I', 4, 'lif-current-exp')], [], [projection('E', 'I', quantity(-0.03, 'nA'))]),
      { ms: 10, seed: 1 },
    );
    // Each of E starts above threshold, fires once and reaches all four of I.
    assert.equal(times.length, 20);
    const [ofE, ofI] = reached;
    assert.deepEqual(ofE?.excitatory, { events: 0, weight: 0 });
    assert.equal(ofI?.population, 'I');
    assert.equal(ofI.weightUnit, 'pA');
    assert.deepEqual(ofI.excitatory, { events: 0, weight: 0 });
    assert.equal(ofI.inhibitory.events, 80);
    assert.ok(Math.abs(ofI.inhibitory.weight - 80 * 30) < 1e-6);
  });

  test('adds up to the events of the run', () => {
    const model = network(
      [population('E', 30, 'lif-current-delta')],
      [poisson('E', 8000, quantity(0.2, 'mV')), poisson('E', 2000, quantity(-0.1, 'mV'), { shared: true })],
    );
    const { reached, timing } = simulate(model, { ms: 100, seed: 3 });
    const [only] = reached;
    assert.ok(only);
    assert.equal(only.excitatory.events + only.inhibitory.events, timing.events);
    // 8000 Hz × 0.1 s × 30 neurons = 24 000 events, give or take five spreads of a Poisson number.
    assert.ok(Math.abs(only.excitatory.events - 24_000) < 5 * Math.sqrt(24_000));
    assert.ok(Math.abs(only.excitatory.weight - 0.2 * only.excitatory.events) < 1e-6);
    assert.ok(Math.abs(only.inhibitory.weight - 0.1 * only.inhibitory.events) < 1e-6);
  });
});
