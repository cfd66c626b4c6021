// The compiled kernels against the plain path: the same spikes and the same traces, bit by bit; and the plain path where there are no vectors.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { compileKernels, kernelFolders, staleKernels } from '../../../scripts/kernels.mjs';
import { readFileSync } from 'node:fs';
import { type Dynamics, type Network } from '../../../src/core/network/network';
import { buildPlan } from '../../../src/sim/build';
import { type Engine, kernelsHere, loadKernels } from '../../../src/sim/kernels/kernels';
import { type Plan } from '../../../src/sim/plan';
import { runPlan } from '../../../src/sim/run';
import { fillWords, seedLanes } from '../../../src/sim/words';
import { lif, network, poisson, population, projection, quantity } from './_networks';

const units: Partial<Record<Dynamics, string>> = {
  'lif-current-delta': 'mV',
  'lif-current-exp': 'pA',
  'lif-current-alpha': 'pA',
  'lif-cond-exp': 'nS',
  'lif-cond-alpha': 'nS',
};
/** Excitatory weight, inhibitory weight, weight of the noise. */
const weights: Partial<Record<Dynamics, readonly [number, number, number]>> = {
  'lif-current-delta': [0.8, -2, 0.6],
  'lif-current-exp': [90, -250, 60],
  'lif-current-alpha': [40, -100, 25],
  'lif-cond-exp': [2, 6, 1.2],
  'lif-cond-alpha': [1, 3, 0.6],
};
const dynamics = Object.keys(units) as Dynamics[];

/** Sizes that fill no vector, several delays, and noise below and above one event per neuron and step. */
function recurrent(kind: Dynamics, noiseHz: number, mixed = false): Network {
  const [ex, inh, noise] = weights[kind] ?? [1, -1, 1];
  const unit = units[kind] ?? null;
  const roles = { ...lif, refractory: 1.5 };
  const drawn = { ...quantity(null, 'mV'), drawn: { kind: 'normal', mean: -50, sd: 2 }, role: 'threshold' } as const;
  const others = mixed ? { threshold: drawn } : {};
  const rule = { kind: 'fixed-probability', probability: 0.2 } as const;
  const link = (pre: string, post: string, weight: number, receptor: string, delayMs: number) =>
    projection(pre, post, quantity(weight, unit), { rule, receptor, delay: quantity(delayMs, 'ms') });
  return network(
    [population('E', 61, kind, roles, others), population('I', 19, kind, roles, others)],
    ['E', 'I'].map((target) =>
      poisson(target, noiseHz, quantity((noise * 4000) / noiseHz, unit), { receptor: 'excitatory' }),
    ),
    [
      link('E', 'I', ex, 'excitatory', 1.5),
      link('E', 'E', ex, 'excitatory', 0.1),
      link('I', 'E', inh, 'inhibitory', 0.7),
    ],
  );
}

function assertSame(plan: Plan, least = 100): void {
  const kernels = kernelsHere();
  assert.ok(kernels, 'this machine has vectors');
  const fast = runPlan(plan, undefined, { kernels });
  const plain = runPlan(plan, undefined, { kernels: null });
  assert.ok(plain.times.length > least, `${plain.times.length} spikes`);
  assert.deepEqual(fast.ids, plain.ids);
  assert.deepEqual(fast.times, plain.times);
  assert.deepEqual(fast, plain);
}

describe('the kernels give what the plain path gives, bit by bit', () => {
  for (const kind of dynamics) {
    for (const noiseHz of [2500, 12_000, 400_000]) {
      test(`${kind} under ${noiseHz} Hz`, () => assertSame(buildPlan(recurrent(kind, noiseHz), { ms: 300, seed: 5 })));
    }
    test(`${kind} where each neuron has its own threshold`, () =>
      assertSame(buildPlan(recurrent(kind, 12_000, true), { ms: 300, seed: 6 })));
  }

  test('connections without a delay', () => {
    for (const kind of dynamics) {
      const { projections, ...rest } = recurrent(kind, 12_000);
      const atOnce = projections.map((each, k) => (k === 0 ? each : { ...each, delay: quantity(0, 'ms') }));
      assertSame(buildPlan({ ...rest, projections: atOnce, backend: 'brian2' }, { ms: 300, seed: 10 }));
    }
  });

  test('sources that reach several neurons each, fired for a block of steps ahead', () => {
    const rule = { kind: 'fixed-probability', probability: 0.1 } as const;
    const each = { ...quantity(null, 'ms'), drawn: { kind: 'uniform', low: 0.4, high: 9 } } as const;
    for (const kind of dynamics) {
      const model = recurrent(kind, 12_000);
      const [noise] = model.inputs;
      assert.ok(noise);
      const common = { ...noise, rule, sources: 300, delay: quantity(1.1, 'ms'), rateHz: quantity(200, 'Hz') };
      const timesMs = Array.from({ length: 400 }, (_, k) => k / 2);
      const inputs = [
        ...[{ ...common }, { ...common, kind: 'bernoulli' as const, delay: quantity(7, 'ms') }],
        { ...common, kind: 'spikes' as const, spikes: { timesMs, ids: timesMs.map((_, k) => k % 300) } },
      ];
      assertSame(buildPlan({ ...model, inputs: [...model.inputs, ...inputs] }, { ms: 300, seed: 12 }));
      const plan = buildPlan(
        { ...model, inputs: [...model.inputs, { ...common, delay: each }] },
        { ms: 300, seed: 12 },
      );
      assertSame(plan);
    }
  });

  test('more spikes in a block of steps than their list holds', () => {
    const noise = quantity(40, 'mV');
    const busy = network(
      [population('E', 3000, 'lif-current-delta', { ...lif, refractory: 0 })],
      [poisson('E', 20_000, noise)],
    );
    assertSame(buildPlan(busy, { ms: 20, seed: 11 }), 100_000);
  });

  test('conductances too large for Runge-Kutta', () => {
    for (const kind of ['lif-cond-exp', 'lif-cond-alpha'] as const) {
      const stiff = recurrent(kind, 12_000);
      const inputs = stiff.inputs.map((input) => ({ ...input, weight: quantity(900, 'nS') }));
      assertSame(buildPlan({ ...stiff, inputs }, { ms: 100, seed: 7 }));
    }
  });

  test('weights and delays of each synapse, and targets in two sizes', () => {
    const plan = buildPlan(recurrent('lif-current-exp', 12_000), { ms: 300, seed: 8 });
    for (const single of [false, true]) {
      for (const parts of [{ weights: true }, { delays: true }, { weights: true, delays: true }, {}] as const) {
        const connections = plan.connections.map((connection) => {
          const { synapses } = connection;
          assert.ok(synapses.kind === 'rows');
          const { targets } = synapses;
          const each = Float64Array.from(targets, (_, i) => connection.weight * (0.5 + ((i * 7) % 11) / 11));
          const own = {
            ...('weights' in parts ? { weights: single ? Float32Array.from(each) : each } : {}),
            ...('delays' in parts ? { delays: Uint16Array.from(targets, (_, i) => 1 + ((i * 5) % 23)) } : {}),
          };
          const sized = single ? Uint16Array.from(targets) : Uint32Array.from(targets);
          const delaySteps = 'delays' in parts ? 23 : connection.delaySteps;
          return { ...connection, delaySteps, synapses: { ...synapses, targets: sized, ...own } };
        });
        assertSame({ ...plan, connections });
      }
    }
  });

  test('random words', () => {
    const kernels = kernelsHere();
    assert.ok(kernels);
    const [state, other] = [seedLanes(3, 'words'), seedLanes(3, 'words')];
    const [words, others] = [new Uint32Array(1024), new Uint32Array(1024)];
    for (let k = 0; k < 3; k++) {
      fillWords(state, words);
      kernels.fillWords(other, others);
      assert.deepEqual(others, words);
      assert.deepEqual(other, state);
    }
  });
});

describe('single precision', () => {
  test('fires at the rate of double precision, not in the same steps', () => {
    for (const kind of dynamics) {
      const plan = buildPlan(recurrent(kind, 12_000), { ms: 1000, seed: 9 });
      const double = runPlan(plan);
      const single = runPlan(plan, undefined, { precision: 'single' });
      assert.notDeepEqual(single.traces, double.traces);
      assert.ok(Math.abs(single.times.length / double.times.length - 1) < 0.05, kind);
    }
  });
});

describe('without kernels', () => {
  test('an engine that has no vectors is left alone', () => {
    const engine = { validate: () => false } as unknown as Engine;
    assert.equal(loadKernels(engine), null);
    assert.equal(loadKernels(undefined), null);
  });

  test('a run within a run takes the plain path, and the memory is given back after a failure', () => {
    const plan = buildPlan(recurrent('lif-current-exp', 12_000), { ms: 50, seed: 1 });
    const alone = runPlan(plan);
    const inner: unknown[] = [];
    runPlan(plan, { progress: () => inner.length === 0 && inner.push(runPlan(plan)) });
    assert.deepEqual(inner, [alone]);
    const fail = () => {
      throw new Error('stopped');
    };
    assert.throws(() => runPlan(plan, { progress: fail }), /stopped/);
    assert.ok(kernelsHere()?.borrow(1), 'it can be borrowed again');
    kernelsHere()?.giveBack();
  });
});

test('the compiled kernels are those of the sources', () => {
  assert.deepEqual(staleKernels(), []);
  for (const folder of kernelFolders)
    assert.equal(compileKernels(folder), readFileSync(`${folder}/compiled.ts`, 'utf8'), folder);
});
