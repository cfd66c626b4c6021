// Two halves of a run against the whole: the same spikes, traces and tallies, bit by bit; here both run by turns in one thread.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dynamics, type Network } from '../../../src/core/network/network';
import { buildPlan } from '../../../src/sim/build';
import { HalfRun } from '../../../src/sim/halfRun';
import { type Engine, type Kernels, loadKernels } from '../../../src/sim/kernels/kernels';
import { mailboxBytes } from '../../../src/sim/mailbox';
import { type Run } from '../../../src/sim/outcome';
import { type Control, type SimulateOptions } from '../../../src/sim/recording';
import { runPlan } from '../../../src/sim/run';
import { lif, network, poisson, population, projection, quantity } from './_networks';

const kernelsOfOwn = (): Kernels => {
  const kernels = loadKernels((globalThis as unknown as { WebAssembly: Engine }).WebAssembly);
  assert.ok(kernels, 'this machine has vectors');
  return kernels;
};

type Traced = NonNullable<SimulateOptions['traced']>;

/** Runs both halves by turns; null where the network can't be divided. */
function runHalves(of: Network, ms: number, seed: number, control?: Control, traced: Traced = []): Run | null {
  const shared = new SharedArrayBuffer(mailboxBytes);
  const open = (side: 0 | 1): HalfRun | null =>
    HalfRun.open(of, { ms, seed, traced }, side, shared, side === 0 ? control : undefined, kernelsOfOwn());
  const halves = [open(0), open(1)];
  const [first, second] = halves;
  if (!first || !second) return null;
  while (!first.isDone) {
    for (const half of [first, second]) half.advance();
    for (const half of [first, second]) {
      assert.ok(half.wait(0));
      half.hear();
    }
    assert.equal(second.isDone, first.isDone);
  }
  const run = first.result(second.outcome());
  for (const half of [first, second]) half.close();
  return run;
}

interface Case {
  readonly unit: string;
  readonly weights: readonly [number, number, number];
  readonly dynamics: Dynamics;
}

const cases: readonly Case[] = [
  { dynamics: 'lif-current-delta', unit: 'mV', weights: [0.25, -0.9, 0.4] },
  { dynamics: 'lif-current-exp', unit: 'pA', weights: [30, -110, 40] },
  { dynamics: 'lif-current-alpha', unit: 'pA', weights: [14, -50, 18] },
  { dynamics: 'lif-cond-exp', unit: 'nS', weights: [0.7, 3, 0.9] },
  { dynamics: 'lif-cond-alpha', unit: 'nS', weights: [0.4, 1.5, 0.5] },
];

/** Two groups that each end within a stream of random numbers, with noise for all and for each. */
function recurrent(
  { dynamics, unit, weights }: Case,
  noiseHz: number,
  more: Partial<Record<'threshold', object>> = {},
) {
  const [ex, inh, noise] = weights;
  const rule = { kind: 'fixed-probability', probability: 0.03 } as const;
  const link = (pre: string, post: string, weight: number, receptor: string, delayMs: number) =>
    projection(pre, post, quantity(weight, unit), { rule, receptor, delay: quantity(delayMs, 'ms') });
  const roles = { ...lif, refractory: 1.5 };
  const of = (name: string, size: number) => population(name, size, dynamics, roles, more as never);
  const shared = { receptor: 'excitatory', shared: true };
  return network(
    [of('E', 2500), of('I', 1100), of('few', 7)],
    ['E', 'I', 'few'].flatMap((target) => [
      poisson(target, noiseHz, quantity((noise * 16_000) / noiseHz, unit), { receptor: 'excitatory' }),
      poisson(target, 500, quantity(noise, unit), shared),
    ]),
    [
      link('E', 'E', ex, 'excitatory', 1.5),
      link('E', 'I', ex, 'excitatory', 0.7),
      link('I', 'E', inh, 'inhibitory', 0.9),
      link('I', 'I', inh, 'inhibitory', 1.5),
      link('E', 'few', ex, 'excitatory', 1.5),
      link('few', 'I', inh, 'inhibitory', 1.1),
    ],
  );
}

function assertSame(of: Network, ms = 60, traced: Traced = []): Run {
  const whole = runPlan(buildPlan(of, { ms, seed: 4, traced }), undefined, { kernels: null });
  const halves = runHalves(of, ms, 4, undefined, traced);
  assert.ok(halves, 'it can be divided');
  assert.ok(whole.times.length > 300, `${whole.times.length} spikes`);
  assert.deepEqual(halves.ids, whole.ids);
  assert.deepEqual(halves.times, whole.times);
  assert.deepEqual(halves, whole);
  return whole;
}

describe('two halves give what one gives, bit by bit', () => {
  for (const each of cases) {
    for (const noiseHz of [1500, 20_000])
      test(`${each.dynamics} under ${noiseHz} Hz`, () => void assertSame(recurrent(each, noiseHz)));
  }

  const [delta, exponential] = cases as [Case, Case];

  test('with neurons of either half traced beside the first ones', () => {
    const asked = [2499, 7, 1300, 2500, -1].map((neuron) => ({ population: 'E', neuron }));
    const { traces } = assertSame(recurrent(exponential, 20_000), 60, asked);
    const own = traces.filter(({ population }) => population === 'E').map(({ neuron }) => neuron);
    assert.deepEqual(own, [0, 1, 2, 7, 1300, 2499]);
    const last = traces.find(({ population, neuron }) => population === 'E' && neuron === 2499);
    assert.ok(new Set(last?.values).size > 100, 'its potential moves');
  });

  test('where each neuron has its own threshold', () => {
    const threshold = { ...quantity(null, 'mV'), drawn: { kind: 'normal', mean: -50, sd: 2 }, role: 'threshold' };
    for (const each of [delta, exponential]) assertSame(recurrent(each, 20_000, { threshold }));
  });

  test('where each synapse has its own weight and delay', () => {
    for (const each of [delta, exponential]) {
      const plain = recurrent(each, 20_000);
      const projections = plain.projections.map((one) => ({
        ...one,
        weight: {
          ...quantity(null, each.unit),
          drawn: { kind: 'normal', mean: one.weight.value ?? 0, sd: 0.02 } as const,
        },
        delay: { ...quantity(null, 'ms'), drawn: { kind: 'uniform', low: 0.3, high: 2.5 } as const },
      }));
      assertSame({ ...plain, projections });
    }
  });

  test('a fixed number of sources or of targets for each, with and without pairs that are connected twice', () => {
    const plain = recurrent(exponential, 20_000);
    for (const multapses of [true, false]) {
      const projections = plain.projections.map((each, k) => {
        const rule = k % 2 === 0 ? ({ kind: 'fixed-indegree', indegree: 7 } as const) : each.rule;
        return { ...each, rule: k === 3 ? ({ kind: 'fixed-outdegree', outdegree: 40 } as const) : rule, multapses };
      });
      assertSame({ ...plain, projections });
    }
  });

  test('sources that reach several neurons each', () => {
    const plain = recurrent(exponential, 20_000);
    const rule = { kind: 'fixed-probability', probability: 0.02 } as const;
    const more = plain.inputs.map((each) => ({
      ...each,
      ...{ shared: false, rule, sources: 200, rateHz: quantity(100, 'Hz'), weight: quantity(60, 'pA') },
      delay: quantity(0.6, 'ms'),
    }));
    assertSame({ ...plain, inputs: [...plain.inputs, ...more] });
  });

  test('a delay of one step, every pair connected, and spikes that are given', () => {
    const plain = recurrent(exponential, 20_000);
    const [first] = plain.projections;
    assert.ok(first);
    const everyone = {
      ...first,
      pre: 'few',
      post: 'E',
      rule: { kind: 'all-to-all' },
      delay: quantity(0.1, 'ms'),
    } as const;
    const [noise] = plain.inputs;
    assert.ok(noise);
    const given = {
      ...noise,
      kind: 'spikes',
      rateHz: null,
      weight: quantity(900, 'pA'),
      spikes: { timesMs: [3, 3, 4.5, 20], ids: [5, 2400, 1024, 1023] },
    } as const;
    assertSame({ ...plain, projections: [...plain.projections, everyone], inputs: [...plain.inputs, given] });
  });
});

describe('two halves', () => {
  const [delta] = cases as [Case];

  test('leave alone what they would not give the same spikes of', () => {
    const plain = recurrent(delta, 20_000);
    const [noise] = plain.inputs;
    assert.ok(noise);
    const some = { ...noise, only: [1, 2, 3] };
    assert.equal(runHalves({ ...plain, inputs: [some] }, 10, 1), null);
    const rates = plain.populations.map((each) => ({ ...each, dynamics: 'izhikevich' as const }));
    assert.equal(runHalves({ ...plain, populations: rates, inputs: [] }, 10, 1), null);
  });

  test('stop at the same step where the run is cancelled, and say so', () => {
    let looked = 0;
    const run = runHalves(recurrent(delta, 20_000), 100, 1, { cancelled: () => ++looked > 50 });
    assert.ok(run && run.ms > 10 && run.ms < 90, `${run?.ms} ms`);
    assert.deepEqual(
      run.notes.filter((note) => note.startsWith('cancelled')),
      [`cancelled after ${run.ms} of 100 ms`],
    );
    assert.ok(run.times.every((time) => time <= run.ms));
  });

  test('tell how far they are', () => {
    const told: number[] = [];
    runHalves(recurrent(delta, 20_000), 20, 1, { progress: (fraction) => told.push(fraction) });
    assert.equal(told[0], 0);
    assert.equal(told.at(-1), 1);
    assert.ok(told.length > 20);
    assert.deepEqual(
      told,
      [...told].sort((one, other) => one - other),
    );
  });
});
