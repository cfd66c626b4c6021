// Thresholds that follow a rate, levels of neuromodulators and what they do to learning, against closed forms.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Input, type Population, type Stepping } from '../../../src/core/network/network';
import { type Homeostasis, type Modulator, type StdpRule } from '../../../src/core/network/plasticity';
import { type Recording } from '../../../src/sim/recording';
import { simulate } from '../../../src/sim/simulate';
import { network, population, projection, quantity } from './_networks';

const span = { file: 'model.py', start: 0, end: 0 };
const inSteps = (kept: number, more: Partial<Stepping> = {}): Stepping => ({
  ...{ kept, synapticKept: null, gain: 1, rest: 0, threshold: 1, subtract: 1, resetTo: null, resetLater: false },
  ...{ refractorySteps: 0, fires: 'at', unit: null, ...more },
});
const cells = (name: string, size: number, stepping: Stepping): Population => ({
  ...population(name, size, 'discrete-lif', {}),
  stepping,
});
const noise = (target: string, meanPa: number, sdPa: number): Input => ({
  ...{ kind: 'noise', count: 1, rateHz: null, target, weight: quantity(1, null), delay: null, receptor: null },
  ...{ shared: false, noise: { meanPa, sdPa, everyMs: 1, shared: false }, span },
});
const constant = (target: string, value: number): Input => ({
  ...{ kind: 'dc', count: 1, rateHz: null, target, weight: quantity(value, null), delay: null, receptor: null },
  ...{ shared: true, span },
});
const stepMs = { dtMs: quantity(1, 'ms') };
const mean = (values: Float64Array): number => values.reduce((sum, each) => sum + each, 0) / values.length;

describe('a model in steps that is fed numbers', () => {
  test('settles at I/(1 − α) where that is below the threshold, without a word of pA', () => {
    const model = network([cells('a', 1, inSteps(0.9))], [constant('a', 0.05)], [], stepMs);
    const { traces, notes } = simulate(model, { ms: 400, seed: 1 });
    assert.ok(Math.abs((traces[0]?.values.at(-1) ?? 0) - 0.05 / (1 - 0.9)) < 1e-12);
    assert.deepEqual(notes, []);
  });

  test('has the spread σ/√(1 − α²) below the threshold', () => {
    const model = network([cells('a', 3, inSteps(0.9))], [noise('a', 0, 0.1)], [], stepMs);
    const { traces } = simulate(model, { ms: 20_000, seed: 2 });
    const values = traces.flatMap((each) => Array.from(each.values.slice(100)));
    const sd = Math.sqrt(values.reduce((sum, each) => sum + each ** 2, 0) / values.length);
    assert.ok(Math.abs(sd / (0.1 / Math.sqrt(1 - 0.81)) - 1) < 0.03, `${sd}`);
  });
});

describe('homeostasis', () => {
  const rule = (more: Partial<Homeostasis>): Homeostasis => ({
    ...{ population: 'a', target: 0.1, rate: 0.05, relative: false, windowSteps: 20, lowest: 0, highest: Infinity },
    ...{ span, ...more },
  });
  const run = (of: Homeostasis): Recording =>
    simulate(network([cells('a', 400, inSteps(0))], [noise('a', 0.2, 1)], [], { ...stepMs, homeostasis: [of] }), {
      ms: 3000,
      seed: 3,
    });

  for (const relative of [false, true])
    test(`brings the threshold to where the noise passes it as often as the target says, ${relative ? 'relative' : 'absolute'} steps`, () => {
      const [regulated] = run(rule({ relative })).regulated ?? [];
      assert.ok(regulated);
      // A tenth of a normal draw is above its mean + 1.2816 of its standard deviations.
      const settled = mean(regulated.threshold.slice(-500));
      assert.ok(Math.abs(settled - (0.2 + 1.2816)) < 0.02, `${settled}`);
      assert.ok(Math.abs(mean(regulated.rate.slice(-500)) - 0.1) < 0.005);
      assert.equal(regulated.threshold[0], 1);
    });

  test('stays within its bounds', () => {
    const [regulated] = run(rule({ highest: 1.2 })).regulated ?? [];
    assert.ok(regulated?.threshold.at(-1) === 1.2 && mean(regulated.rate.slice(-500)) > 0.12);
  });
});

describe('a neuromodulator', () => {
  const dopamine: Modulator = {
    ...{ name: 'DA', level: 0.5, baseline: 0.5, decayMs: 200, injections: [], driven: true, span },
    acts: { potentiation: 0.5, depression: -0.3 },
  };
  const stdp: StdpRule = {
    ...{ kind: 'stdp', tauPlusMs: 20, tauMinusMs: 20, potentiation: 0.01, depression: 0.02, exponentPlus: 0 },
    ...{ exponentMinus: 0, wMin: 0, wMax: 1, pairing: 'nearest', delayed: 'neither' },
  };
  const relay = inSteps(0, { threshold: 5, subtract: null, resetTo: 0 });
  const fires = (target: string, timesMs: readonly number[]): Input => ({
    ...{ kind: 'spikes', count: 1, rateHz: null, target, weight: quantity(5, null), delay: null, receptor: null },
    ...{ shared: true, spikes: { timesMs, ids: timesMs.map(() => 0) }, span },
  });
  /** One pair 5 ms apart, the source first, and one the other way round. */
  const run = (modulators: readonly Modulator[], first: number, second: number): Recording =>
    simulate(
      network(
        [cells('pre', 1, relay), cells('post', 1, relay)],
        [fires('pre', [first, second + 5]), fires('post', [first + 5, second])],
        [projection('pre', 'post', quantity(0.5, null), { plasticity: stdp, delay: quantity(1, 'ms') })],
        { ...stepMs, modulators },
      ),
      { ms: 1500, seed: 1 },
    );

  test('falls back to its baseline with its time constant', () => {
    const [modulated] = run([{ ...dopamine, injections: [{ atMs: 100, amount: 0.4 }] }], 20, 600).modulated ?? [];
    assert.ok(modulated);
    for (const atMs of [0, 99, 100, 150, 700]) {
      const expected = 0.5 + (atMs < 100 ? 0 : 0.4 * Math.exp(-(atMs - 100) / 200));
      assert.ok(Math.abs((modulated.values[atMs] ?? NaN) - expected) < 1e-12, `at ${atMs} ms`);
    }
  });

  test('never leaves 0 to 1', () => {
    const held = {
      ...dopamine,
      decayMs: null,
      injections: [
        { atMs: 10, amount: 3 },
        { atMs: 50, amount: -9 },
      ],
    };
    const [modulated] = run([held], 20, 600).modulated ?? [];
    assert.deepEqual([modulated?.values[9], modulated?.values[10], modulated?.values[50]], [0.5, 1, 0]);
  });

  const part = Math.exp(-5 / 20);
  const gained = ({ learned }: Recording): number => (learned?.[0]?.after.mean ?? NaN) - 0.5;

  test('at its baseline leaves learning alone', () => {
    assert.ok(Math.abs(gained(run([dopamine], 20, 600)) - (0.01 - 0.02) * part) < 1e-9);
  });

  test('at 1 makes potentiation half as strong again, and depression three tenths weaker', () => {
    const full = { ...dopamine, level: 1, decayMs: null };
    assert.ok(Math.abs(gained(run([full], 20, 600)) - (0.01 * 1.5 - 0.02 * 0.7) * part) < 1e-9);
  });
});
