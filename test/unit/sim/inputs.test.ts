// Inputs that change over time, reach some neurons or are shared by sources: when they act, on whom, and how much.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Input } from '../../../src/core/network/network';
import { type Recording } from '../../../src/sim/recording';
import { simulate } from '../../../src/sim/simulate';
import { dc, lif, network, poisson, population, projection, quantity } from './_networks';

const free = { ...lif, threshold: 1e6 };
const ms = (value: number) => quantity(value, 'ms');

function run(input: Input, size = 3, duration = 200, roles = free): Recording {
  const kind = input.weight.unit === 'mV' ? 'lif-current-delta' : 'lif-current-exp';
  return simulate(network([population('p', size, kind, roles)], [input]), { ms: duration, seed: 3 });
}
/** The membrane of a neuron above rest, by step. */
const trace = (recording: Recording, neuron = 0) => (recording.traces[neuron]?.values ?? []).map((value) => value + 65);
const silent = (each: Float64Array | readonly number[], from: number, to: number) =>
  each.slice(from, to).every((value) => Math.abs(value) < 1e-12);
const current = (kind: Input['kind'], more: Partial<Input>): Input => ({
  ...dc('p', quantity(1, null)),
  kind,
  ...more,
});

describe('a current', () => {
  // 200 pF and 20 ms: 1 pA holds the membrane 0.1 mV above rest.
  const charged = (pa: number, forMs: number) => 0.1 * pa * (1 - Math.exp(-forMs / 20));

  test('of a DC source acts from its start to its stop', () => {
    const v = trace(run({ ...dc('p', quantity(50, 'pA')), startMs: ms(50), stopMs: ms(150) }));
    assert.ok(silent(v, 0, 501));
    assert.ok(Math.abs((v[1500] ?? 0) - charged(50, 100)) < 1e-9);
    assert.ok(Math.abs((v[2000] ?? 0) - charged(50, 100) * Math.exp(-50 / 20)) < 1e-9);
  });

  test('reaches only the neurons that are named', () => {
    const recording = run({ ...dc('p', quantity(50, 'pA')), only: [1] });
    assert.ok(silent(trace(recording, 0), 0, 2001));
    assert.ok(Math.abs((trace(recording, 1)[2000] ?? 0) - charged(50, 200)) < 1e-9);
  });

  test('of steps changes at its times', () => {
    const v = trace(run(current('step-current', { course: { timesMs: [20, 60], values: [30, -10] } })));
    assert.ok(silent(v, 0, 201));
    const at60 = charged(30, 40);
    assert.ok(Math.abs((v[600] ?? 0) - at60) < 1e-9);
    assert.ok(Math.abs((v[1000] ?? 0) - (at60 * Math.exp(-40 / 20) + charged(-10, 40))) < 1e-9);
  });

  test('that is a sine swings the membrane as an RC circuit', () => {
    const sine = { offsetPa: 20, amplitudePa: 60, frequencyHz: 25, phaseDegrees: 0 };
    const v = trace(run(current('ac', { sine }), 3, 400)).slice(2000);
    const swing = 6 / Math.hypot(1, 2 * Math.PI * 0.025 * 20);
    assert.ok(Math.abs(Math.max(...v) - (2 + swing)) < 0.02, `${Math.max(...v)}`);
    assert.ok(Math.abs(Math.min(...v) - (2 - swing)) < 0.02);
  });

  test('of noise has the mean and the variance of an autoregressive process', () => {
    const noise = { meanPa: 20, sdPa: 100, everyMs: 0.5, shared: false };
    const names = Array.from({ length: 10 }, (_, i) => `p${i}`);
    const inputs = names.map((target) => ({ ...current('noise', { noise }), target }));
    const model = network(
      names.map((name) => population(name, 3, 'lif-current-exp', free)),
      inputs,
    );
    const { traces } = simulate(model, { ms: 2100, seed: 5 });
    // Seen every 0.5 ms: V ← aV + (1 - a)·0.1·I.
    const values = traces.flatMap(({ values: each }) => Array.from(each).filter((_, k) => k > 1000 && k % 5 === 0));
    const mean = values.reduce((sum, value) => sum + value + 65, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value + 65 - mean) ** 2, 0) / values.length;
    const a = Math.exp(-0.5 / 20);
    assert.ok(Math.abs(mean - 2) < 0.1, `mean ${mean}`);
    assert.ok(Math.abs(variance / ((10 * (1 - a)) ** 2 / (1 - a * a)) - 1) < 0.06, `variance ${variance}`);
  });

  test('of shared noise moves all alike, and any other does not', () => {
    for (const shared of [true, false]) {
      const noise = { meanPa: 0, sdPa: 100, everyMs: 1, shared };
      const recording = run(current('noise', { noise }));
      assert.equal(trace(recording, 0).join() === trace(recording, 1).join(), shared);
    }
  });
});

describe('events', () => {
  test('of a Bernoulli source come at most once a step, at its rate', () => {
    const input = { ...poisson('p', 4000, quantity(1, 'mV')), kind: 'bernoulli' } as const;
    const fast = { ...lif, membraneTime: 1e-3, threshold: 1e6 };
    const recording = run(input, 3, 2000, fast);
    const jumps = trace(recording).slice(1);
    assert.ok(jumps.every((jump) => Math.abs(jump) < 1e-9 || Math.abs(jump - 1) < 1e-9));
    const { events } = recording.timing;
    assert.ok(Math.abs(events / 24_000 - 1) < 4 * Math.sqrt(0.6 / 24_000), `${events}`);
    assert.equal(run({ ...input, rateHz: quantity(10_000, 'Hz') }, 3, 100).timing.events, 3000);
  });

  test('of a Poisson source come between its start and its stop, at the neurons that are named', () => {
    const input = poisson('p', 5000, quantity(1, 'mV'), { startMs: ms(50), stopMs: ms(100) });
    for (const only of [undefined, [0, 2]]) {
      const recording = run(only === undefined ? input : { ...input, only });
      const heard = only?.length ?? 3;
      assert.ok(Math.abs(recording.timing.events / (heard * 250) - 1) < 0.15);
      assert.ok(silent(trace(recording), 0, 501) && !silent(trace(recording), 501, 600));
      assert.equal(silent(trace(recording, 1), 0, 2001), only !== undefined);
    }
  });

  test('of a rate that changes follow it', () => {
    const course = { timesMs: [0, 100, 150], values: [1000, 20_000, 0] };
    const input = { ...poisson('p', 0, quantity(1, 'mV')), kind: 'inhomogeneous-poisson', course } as const;
    const { events } = run(input, 50).timing;
    const expected = 50 * (100 + 1000);
    assert.ok(Math.abs(events - expected) < 4 * Math.sqrt(expected), `${events}`);
  });

  test('that are given arrive after their delay, each at its neuron or at all', () => {
    const spikes = { timesMs: [30, 10], ids: [1, 0] };
    const input = { ...poisson('p', 0, quantity(1, 'mV')), kind: 'spikes', spikes, delay: ms(2) } as const;
    const own = run(input, 3, 50);
    assert.deepEqual(
      [trace(own, 0), trace(own, 1), trace(own, 2)].map((v) => v.findIndex((value) => value > 0.5)),
      [120, 320, -1],
    );
    const shared = run({ ...input, shared: true }, 3, 50);
    assert.equal(shared.timing.events, 6);
  });

  test('of sources that a rule connects are heard by several neurons at once', () => {
    const rule = { kind: 'fixed-indegree', indegree: 4 } as const;
    const input = poisson('p', 50, quantity(1, 'mV'), { rule, sources: 100, delay: ms(1) });
    const { events } = run(input, 200, 1000).timing;
    assert.ok(Math.abs(events / (4 * 200 * 50) - 1) < 0.1, `${events}`);
    const all = run({ ...input, rule: { kind: 'all-to-all' }, sources: 1 }, 3, 1000);
    assert.deepEqual(trace(all, 0), trace(all, 1));
    const spikes = { timesMs: [10, 20, 20], ids: [0, 1, 3] };
    const given = run({ ...input, kind: 'spikes', spikes, sources: 4, rule: { kind: 'one-to-one' } }, 4, 50);
    assert.equal(given.timing.events, 3);
    assert.equal(
      trace(given, 1).findIndex((value) => value > 0.5),
      210,
    );
  });
});

describe('weights and delays that are drawn', () => {
  const drawn = (low: number, high: number, unit: string) =>
    ({ ...quantity(null, unit), drawn: { kind: 'uniform', low, high } }) as const;
  const populations = [population('a', 200, 'lif-current-exp'), population('b', 100, 'lif-current-exp')];

  test('are drawn for each synapse, in the port’s unit', () => {
    const rule = { kind: 'fixed-probability', probability: 0.5 } as const;
    const link = projection('a', 'b', drawn(0.01, 0.03, 'nA'), { rule, delay: drawn(0.5, 2, 'ms') });
    const inputs = [poisson('a', 12_000, quantity(60, 'pA'))];
    const recording = simulate(network(populations, inputs, [link]), { ms: 200, seed: 2 });
    const [, reached] = recording.reached;
    assert.ok(reached && reached.excitatory.events > 10_000);
    assert.ok(Math.abs(reached.excitatory.weight / reached.excitatory.events / 20 - 1) < 0.02);
  });
});
