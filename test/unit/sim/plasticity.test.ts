// Weights that learn from pairs of spikes, against Brian 2's from the same spikes; and what a network says of its learning.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type StdpRule } from '../../../src/core/network/plasticity';
import { type MembraneParameters } from '../../../src/sim/lif';
import { enlist } from '../../../src/sim/members';
import model from '../../../src/sim/models/lif-current-exp';
import { type NeuronModel } from '../../../src/sim/model';
import { type Connection, type Plan, type Stdp } from '../../../src/sim/plan';
import { Learning } from '../../../src/sim/plasticity';
import { type Rows, sortByDelay } from '../../../src/sim/rows';
import { runPlan } from '../../../src/sim/run';
import { simulate } from '../../../src/sim/simulate';
import { Workspace } from '../../../src/sim/workspace';
import { network, poisson, population, projection, quantity } from './_networks';

interface Recorded {
  readonly dtMs: number;
  readonly ms: number;
  readonly targets: number;
  readonly delaySteps: number;
  readonly rule: Pick<Stdp, 'tauPlusMs' | 'tauMinusMs' | 'potentiation' | 'depression' | 'lowest' | 'highest'>;
  /** Of each synapse, where each has its own. */
  readonly delays: readonly number[];
  readonly parameters: MembraneParameters;
  readonly start: readonly number[];
  readonly sources: { readonly steps: readonly number[]; readonly neurons: readonly number[] };
  readonly variants: Readonly<
    Record<
      string,
      {
        readonly weights: readonly number[];
        readonly spikes: { readonly steps: readonly number[]; readonly neurons: readonly number[] };
      }
    >
  >;
}

const recorded = JSON.parse(readFileSync('test/recordings/stdp.json', 'utf8')) as Recorded;

function planOf(name: string): Plan {
  const { dtMs, ms, targets, rule, start, sources } = recorded;
  const size = start.length / targets;
  const exponent = name.startsWith('multiplicative') ? 1 : 0;
  const changes: Stdp = {
    ...{ kind: 'stdp', ...rule, exponentPlus: exponent, exponentMinus: exponent, heardAfter: 0 },
    nearest: name.includes('nearest'),
  };
  const rows: Rows = {
    kind: 'rows',
    offsets: Uint32Array.from({ length: size + 1 }, (_, i) => i * targets),
    targets: Uint16Array.from(start, (_, k) => k % targets),
    weights: Float64Array.from(start),
  };
  const own = name.endsWith('own delays');
  const synapses = own ? sortByDelay({ ...rows, delays: Uint16Array.from(recorded.delays) }) : rows;
  const delaySteps = own ? Math.max(...recorded.delays) : recorded.delaySteps;
  const connection: Connection = { source: -1, target: 0, port: 0, weight: 60, delaySteps, synapses, changes };
  const fires = {
    kind: 'given',
    steps: Uint32Array.from(sources.steps),
    ids: Uint32Array.from(sources.neurons),
  } as const;
  return {
    dtMs,
    steps: Math.round(ms / dtMs),
    seed: 0,
    groups: [{ name: 'p', size: targets, model: model as NeuronModel, parameters: { ...recorded.parameters } }],
    connections: [],
    poisson: [],
    given: [],
    trains: [{ size, fires, span: { firstStep: 0 }, connections: [connection] }],
    notes: [],
  };
}

describe('STDP', () => {
  for (const [name, expected] of Object.entries(recorded.variants)) {
    test(`${name}: fires and learns as Brian 2`, () => {
      const plan = planOf(name);
      const run = runPlan(plan);
      assert.ok(expected.spikes.steps.length > 50);
      assert.deepEqual(
        Array.from(run.times, (time, k) => `${Math.round(time / recorded.dtMs)} ${run.ids[k]}`),
        expected.spikes.steps.map((step, k) => `${step} ${expected.spikes.neurons[k]}`),
      );
      const mean = expected.weights.reduce((sum, weight) => sum + weight, 0) / expected.weights.length;
      const [learned] = run.learned ?? [];
      assert.ok(
        learned && Math.abs(learned.after.mean - mean) < 1e-9,
        `mean weight ${learned?.after.mean}, not ${mean}`,
      );
      const highest = expected.weights.filter((weight) => weight === recorded.rule.highest).length;
      assert.equal(Math.round(learned.after.atHighest * expected.weights.length), highest);
      const weights = weightsAfter(plan);
      const places = name.endsWith('own delays') ? byDelay() : expected.weights.map((_, k) => k);
      const errors = places.map((k, i) => Math.abs((expected.weights[k] ?? NaN) - (weights[i] ?? NaN)));
      assert.ok(Math.max(...errors) < 1e-9, `off by ${Math.max(...errors)}`);
    });
  }

  /** The synapses of each source in the order of their delays, as `sortByDelay` leaves them. */
  function byDelay(): number[] {
    const { targets, delays } = recorded;
    const sourceOf = (k: number): number => Math.floor(k / targets);
    const delayOf = (k: number): number => delays[k] ?? NaN;
    return delays.map((_, k) => k).sort((a, b) => sourceOf(a) - sourceOf(b) || delayOf(a) - delayOf(b) || a - b);
  }

  /** Steps the plan by hand, to look at each weight. */
  function weightsAfter(plan: Plan): Float64Array {
    const workspace = Workspace.open(null, 0, 'double');
    const { members, trains } = enlist(plan, workspace);
    const [member] = members;
    assert.ok(member);
    for (let step = 0; step < plan.steps; step++) {
      for (const train of trains) train.advance(step);
      member.steps.advance(step);
      for (const { deliver } of member.incoming) deliver(step);
    }
    const changing = member.incoming[0]?.changing?.at;
    assert.ok(changing instanceof Learning);
    return changing.weights;
  }
});

describe('a projection that learns', () => {
  const stdp: StdpRule = {
    ...{ kind: 'stdp', tauPlusMs: 20, tauMinusMs: 20, potentiation: 0.01, depression: 0.0105, exponentPlus: 0 },
    ...{ exponentMinus: 0, wMin: 0, wMax: 0.1, pairing: 'all' },
  };
  const populations = [population('a', 60, 'lif-current-exp'), population('b', 20, 'lif-current-exp')];
  const inputs = [poisson('a', 12_000, quantity(60, 'pA')), poisson('b', 9000, quantity(60, 'pA'))];
  const link = (more: object) => projection('a', 'b', quantity(0.05, 'nA'), { plasticity: stdp, ...more });
  const run = (more: object = {}) => simulate(network(populations, inputs, [link(more)]), { ms: 500, seed: 1 });

  test('tells how far its weights have moved, in the unit of the port', () => {
    const { learned } = run();
    assert.equal(learned?.length, 1);
    const [only] = learned;
    assert.deepEqual([only?.source, only?.target, only?.weightUnit], ['a', 'b', 'pA']);
    assert.ok(only && Math.abs(only.before.mean - 50) < 1e-9 && Math.abs(only.after.mean - 50) > 1);
    assert.deepEqual(run(), run());
  });

  test('that stays as it is costs nothing and says nothing', () => {
    const still = simulate(network(populations, inputs, [projection('a', 'b', quantity(0.05, 'nA'))]), {
      ms: 100,
      seed: 1,
    });
    assert.equal(still.learned, undefined);
  });

  test('by a rule that is not known keeps its weights, which is said', () => {
    const other = run({ plasticity: { kind: 'other', text: 'clopath_synapse' } });
    assert.equal(other.learned, undefined);
    assert.ok(other.notes.includes('projection a → b: clopath_synapse is not simulated, the weights stay as they are'));
  });
});
