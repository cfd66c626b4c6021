// Pairs of spikes at given times, against the sum over all pairs or the nearest ones, written out: with the delay on either side or none.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import discrete from '../../../src/sim/models/discrete-lif';
import { type NeuronModel } from '../../../src/sim/model';
import { type Connection, type Plan, type Stdp, type Train } from '../../../src/sim/plan';
import { type Rows } from '../../../src/sim/rows';
import { runPlan } from '../../../src/sim/run';
import { stream } from '../../../src/sim/random';

const dtMs = 0.5;
const steps = 400;
/** Fires in the step in which something arrives. */
const relay = {
  stepping: {
    ...{ kept: 0, synapticKept: null, gain: 1, rest: 0, threshold: 1, subtract: 1, resetTo: null, resetLater: false },
    ...{ refractorySteps: 0, fires: 'at', unit: null },
  },
  initial: 0,
  constantCurrentPa: 0,
};
const rule = { kind: 'stdp', tauPlusMs: 12, tauMinusMs: 25, potentiation: 0.01, depression: 0.006 } as const;
const unbounded = { exponentPlus: 0, exponentMinus: 0, lowest: 0, highest: Infinity } as const;

interface Pairing {
  readonly heardAfter: 0 | 1 | 2;
  readonly nearest: boolean;
  readonly windowMs?: number;
}

/** What each weight gains: `pre` and `post` are steps, the delay is in steps too. */
function expected(pre: readonly number[], post: readonly number[], delay: number, pairing: Pairing): number {
  const { heardAfter, nearest, windowMs = Infinity } = pairing;
  // When they meet at the synapse, with the delay of an axon added to both.
  const arrive = pre.map((step) => step + delay).filter((step) => step < steps);
  const known = post.map((step) => step + heardAfter * delay).filter((step) => step < steps);
  const last = (list: readonly number[], before: number, or: boolean): readonly number[] => {
    const earlier = list.filter((step) => step < before || (or && step === before));
    return nearest ? earlier.slice(-1) : earlier;
  };
  let sum = 0;
  // Where the delay is the axon's, a spike of the source that arrives in the step in which the target fires comes first.
  for (const at of known)
    for (const from of last(arrive, at, heardAfter === 0))
      if ((at - from) * dtMs <= windowMs) sum += rule.potentiation * Math.exp((-(at - from) * dtMs) / rule.tauPlusMs);
  for (const at of arrive)
    for (const from of last(known, at, false))
      if ((at - from) * dtMs <= windowMs) sum -= rule.depression * Math.exp((-(at - from) * dtMs) / rule.tauMinusMs);
  return sum;
}

const random = stream(3, 'pairs');
/** The last steps are quiet, so that all of them are heard of within the run. */
const quietSteps = 30;
const spikesOf = (size: number): { steps: number[]; ids: number[] } => {
  const found: { steps: number[]; ids: number[] } = { steps: [], ids: [] };
  for (let step = 0; step < steps - quietSteps; step++)
    for (let id = 0; id < size; id++)
      if (random.uniform() < 0.04) {
        found.steps.push(step);
        found.ids.push(id);
      }
  return found;
};
const [sources, targets] = [5, 4];
const [pre, post] = [spikesOf(sources), spikesOf(targets)];
const of = (spikes: typeof pre, id: number): number[] => spikes.steps.filter((_, k) => spikes.ids[k] === id);

function planOf(pairing: Pairing, delays: readonly number[]): Plan {
  const own = new Set(delays).size > 1;
  const size = own ? 1 : targets;
  const changes: Stdp = {
    ...{ ...rule, ...unbounded, nearest: pairing.nearest, heardAfter: pairing.heardAfter },
    ...(pairing.windowMs === undefined ? {} : { windowPlusMs: pairing.windowMs, windowMinusMs: pairing.windowMs }),
  };
  // With a delay for each, source k has a single synapse of its own delay.
  const synapses: Rows = {
    kind: 'rows',
    offsets: Uint32Array.from({ length: sources + 1 }, (_, i) => i * size),
    targets: Uint16Array.from({ length: sources * size }, (_, k) => (own ? k % targets : k % size)),
    weights: new Float64Array(sources * size).fill(0.5),
    ...(own ? { delays: Uint16Array.from(delays) } : {}),
  };
  const delaySteps = Math.max(...delays);
  const connection: Connection = { source: -1, target: 0, port: 1, weight: 0.5, delaySteps, synapses, changes };
  const fires = (spikes: typeof pre): Train['fires'] => {
    return { kind: 'given', steps: Uint32Array.from(spikes.steps), ids: Uint32Array.from(spikes.ids) };
  };
  const given = {
    target: 0,
    port: 0,
    weight: 1,
    steps: Uint32Array.from(post.steps),
    neurons: Uint32Array.from(post.ids),
  };
  return {
    ...{ dtMs, steps, seed: 0, connections: [], poisson: [], notes: [] },
    groups: [{ name: 'post', size: targets, model: twoPorts, parameters: relay }],
    given: [given],
    trains: [{ size: sources, fires: fires(pre), span: { firstStep: 0 }, connections: [connection] }],
  };
}

/** What comes to the second port does nothing, so that the target fires when it is told to. */
const twoPorts: NeuronModel = {
  ...(discrete as NeuronModel),
  ports: () => [
    { name: 'input', unit: null, sign: 'any' },
    { name: 'plastic', unit: null, sign: 'any' },
  ],
};

describe('the weight after pairs of spikes', () => {
  for (const heardAfter of [0, 1, 2] as const)
    for (const nearest of [false, true])
      for (const delays of [[3], [1, 7, 4, 12, 2]]) {
        const where = ['axon', 'nobody', 'dendrite'][heardAfter];
        test(`${nearest ? 'nearest' : 'all'} pairs, the delay is of the ${where}, ${delays.length} delays`, () => {
          const pairing = { heardAfter, nearest };
          const [learned] = runPlan(planOf(pairing, delays)).learned ?? [];
          assert.ok(learned);
          const gains = Array.from({ length: learned.synapses }, (_, k) => {
            const own = delays.length > 1;
            const [source, target] = own ? [k, k % targets] : [Math.floor(k / targets), k % targets];
            return expected(of(pre, source), of(post, target), delays[own ? k : 0] ?? 0, pairing);
          });
          const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
          assert.ok(gains.some((gain) => Math.abs(gain) > 1e-2));
          assert.ok(Math.abs(learned.after.mean - (0.5 + mean)) < 1e-12, `${learned.after.mean - 0.5}, not ${mean}`);
          assert.ok(Math.abs(learned.after.max - (0.5 + Math.max(...gains))) < 1e-12);
          assert.ok(Math.abs(learned.after.min - (0.5 + Math.min(...gains))) < 1e-12);
        });
      }

  test('pairs further apart than the window count for nothing', () => {
    const pairing = { heardAfter: 1, nearest: true, windowMs: 4 } as const;
    const [learned] = runPlan(planOf(pairing, [3])).learned ?? [];
    const gains = Array.from({ length: sources * targets }, (_, k) =>
      expected(of(pre, Math.floor(k / targets)), of(post, k % targets), 3, pairing),
    );
    const wide = expected(of(pre, 0), of(post, 0), 3, { ...pairing, windowMs: Infinity });
    assert.notEqual(gains[0], wide);
    const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
    assert.ok(learned && Math.abs(learned.after.mean - 0.5 - mean) < 1e-12);
  });
});

describe('what is said of the weights', () => {
  const [learned] = runPlan(planOf({ heardAfter: 0, nearest: false }, [3])).learned ?? [];

  test('both histograms count every synapse in the same bins', () => {
    assert.ok(learned);
    const sum = (counts: Uint32Array): number => counts.reduce((all, count) => all + count, 0);
    assert.deepEqual([sum(learned.before.counts), sum(learned.after.counts)], [sources * targets, sources * targets]);
    assert.deepEqual(
      [learned.before.mean, learned.before.sd, learned.before.min, learned.before.max],
      [0.5, 0, 0.5, 0.5],
    );
    assert.equal(learned.edges.length, learned.after.counts.length + 1);
    assert.equal(learned.edges[0], Math.min(0.5, learned.after.min));
  });

  test('the course begins at the first weights and ends at the last', () => {
    assert.ok(learned);
    const { mean, intervalMs } = learned.course;
    assert.equal(mean[0], 0.5);
    assert.ok(Math.abs((mean.at(-1) ?? 0) - learned.after.mean) < 1e-12);
    assert.equal((mean.length - 1) * intervalMs, steps * dtMs);
    assert.equal(learned.changed, 1);
  });
});
