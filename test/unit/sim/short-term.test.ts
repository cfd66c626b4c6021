// Synapses that tire and are facilitated, against Brian 2 and against the steady state of regular spikes.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { enlist } from '../../../src/sim/members';
import discrete from '../../../src/sim/models/discrete-lif';
import { type NeuronModel } from '../../../src/sim/model';
import { type Connection, type Plan, type ShortTerm } from '../../../src/sim/plan';
import { type Rows } from '../../../src/sim/rows';
import { runPlan } from '../../../src/sim/run';
import { Workspace } from '../../../src/sim/workspace';

type Rule = Omit<ShortTerm, 'kind' | 'purpose'>;

const recorded = JSON.parse(readFileSync('test/recordings/short-term.json', 'utf8')) as {
  readonly dtMs: number;
  readonly ms: number;
  readonly spikes: { readonly steps: readonly number[]; readonly neurons: readonly number[] };
  readonly delays: readonly number[];
  readonly rules: Readonly<Record<string, { readonly rule: Rule; readonly sums: readonly number[] }>>;
};

/** Sums what arrives, and never fires. */
const sum = {
  stepping: {
    ...{ kept: 1, synapticKept: null, gain: 1, rest: 0, threshold: Infinity, subtract: null, resetTo: 0 },
    ...{ resetLater: false, refractorySteps: 0, fires: 'at', unit: null },
  },
  initial: 0,
  constantCurrentPa: 0,
};

/** Source `i` to target `i`, with the weight 1. */
function planOf(rule: Rule, spikes: typeof recorded.spikes, delays: readonly number[], steps: number): Plan {
  const size = delays.length;
  const synapses: Rows = {
    kind: 'rows',
    offsets: Uint32Array.from({ length: size + 1 }, (_, i) => i),
    targets: Uint16Array.from({ length: size }, (_, i) => i),
    delays: Uint16Array.from(delays),
  };
  const changes: ShortTerm = { kind: 'short-term', ...rule, purpose: 'quanta' };
  const delaySteps = Math.max(...delays);
  const connection: Connection = { source: -1, target: 0, port: 0, weight: 1, delaySteps, synapses, changes };
  const fires = {
    kind: 'given',
    steps: Uint32Array.from(spikes.steps),
    ids: Uint32Array.from(spikes.neurons),
  } as const;
  return {
    ...{ dtMs: recorded.dtMs, steps, seed: 4, connections: [], poisson: [], given: [], notes: [] },
    groups: [{ name: 'sum', size, model: discrete as NeuronModel, parameters: sum }],
    trains: [{ size, fires, span: { firstStep: 0 }, connections: [connection] }],
  };
}

function sumsOf(plan: Plan): number[] {
  const workspace = Workspace.open(null, 0, 'double');
  const { members, trains } = enlist(plan, workspace);
  const [member] = members;
  assert.ok(member);
  for (let step = 0; step < plan.steps; step++) {
    for (const train of trains) train.advance(step);
    for (const { deliver } of member.incoming) deliver(step);
    member.steps.advance(step);
  }
  return recorded.delays.map((_, i) => member.steps.valueOf(0, i));
}

describe('short-term plasticity', () => {
  for (const [name, { rule, sums }] of Object.entries(recorded.rules))
    test(`${name}: releases what Brian 2 does`, () => {
      const { spikes, delays, ms, dtMs } = recorded;
      const ours = sumsOf(planOf(rule, spikes, delays, Math.round(ms / dtMs)));
      assert.ok(sums.every((each) => each > 0.5));
      const errors = sums.map((each, i) => Math.abs(each - (ours[i] ?? NaN)));
      assert.ok(Math.max(...errors) < 1e-9, `off by ${Math.max(...errors)}`);
    });

  const everySteps = 250;
  const regular = { steps: Array.from({ length: 200 }, (_, k) => k * everySteps), neurons: Array<number>(200).fill(0) };

  test('settles at the closed form of regular spikes', () => {
    const [utilisation, recoveryMs, facilitationMs] = [0.2, 150, 400];
    const { released } = runPlan(planOf({ utilisation, recoveryMs, facilitationMs }, regular, [1], 200 * everySteps));
    const everyMs = everySteps * recorded.dtMs;
    const taken = utilisation / (1 - (1 - utilisation) * Math.exp(-everyMs / facilitationMs));
    const left = Math.exp(-everyMs / recoveryMs);
    const ready = (1 - left) / (1 - (1 - taken) * left);
    const [only] = released ?? [];
    assert.ok(only && Math.abs((only.first ?? 0) - utilisation) < 1e-12);
    assert.ok(Math.abs((only.last ?? 0) - taken * ready) < 1e-12, `${only.last}, not ${taken * ready}`);
  });

  test('quanta come to the same on average, and one at a time', () => {
    const [utilisation, recoveryMs, facilitationMs, sites] = [0.3, 150, 0, 5];
    const many = Array<number>(300).fill(1);
    const spikes = {
      steps: Array.from({ length: 40 * many.length }, (_, k) => Math.floor(k / many.length) * everySteps),
      neurons: Array.from({ length: 40 * many.length }, (_, k) => k % many.length),
    };
    const plan = planOf({ utilisation, recoveryMs, facilitationMs, sites }, spikes, many, 40 * everySteps);
    const [only] = runPlan(plan).released ?? [];
    const left = Math.exp((-everySteps * recorded.dtMs) / recoveryMs);
    // The mean number of ready sites follows the same recursion as the resources.
    let [ready, total] = [1, 0];
    for (let spike = 0; spike < 40; spike++) {
      total += ready * utilisation;
      ready = 1 - (1 - ready * (1 - utilisation)) * left;
    }
    const mean = (sites * total) / 40;
    assert.ok(Number.isInteger(only?.first));
    assert.ok(Math.abs((only?.meanShare ?? 0) - mean) < 0.03, `${only?.meanShare}, not ${mean}`);
  });
});
