// Connection rules: who is connected to whom, how often, and after which delay.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect, type DrawnRule } from '../../../src/sim/connect';
import { kernelsHere } from '../../../src/sim/kernels/kernels';
import { parseExpression } from '../../../src/core/equations/expression';
import { type Expression, type PairRule, type Quantity } from '../../../src/core/network/network';
import { buildPlan } from '../../../src/sim/build';
import { type Pairing } from '../../../src/sim/rows';
import { simulate } from '../../../src/sim/simulate';
import { Words } from '../../../src/sim/words';
import { dc, lif, network, population, projection, quantity } from './_networks';

const pairing = (pre: number, post: number, more: Partial<Pairing> = {}): Pairing => ({
  pre,
  post,
  same: false,
  autapses: true,
  multapses: true,
  words: () => new Words(1, 'rows', kernelsHere()),
  ...more,
});

/** The targets of each source. */
function rows(rule: DrawnRule, pre: number, post: number, more: Partial<Pairing> = {}): number[][] {
  const synapses = connect(rule, pairing(pre, post, more));
  if (synapses.kind === 'everyone') return Array.from({ length: pre }, () => Array.from({ length: post }, (_, i) => i));
  const { offsets, targets } = synapses;
  assert.equal(offsets[pre], targets.length);
  return Array.from({ length: pre }, (_, i) => Array.from(targets.subarray(offsets[i], offsets[i + 1])));
}

function indegrees(table: number[][], post: number): number[] {
  return Array.from({ length: post }, (_, target) => table.flat().filter((each) => each === target).length);
}

describe('a connection rule', () => {
  test('one-to-one pairs equal indices and leaves the rest alone', () => {
    assert.deepEqual(rows({ kind: 'one-to-one' }, 4, 3), [[0], [1], [2], []]);
    assert.deepEqual(rows({ kind: 'one-to-one' }, 2, 3), [[0], [1]]);
  });

  test('all-to-all reaches everyone, itself too', () => {
    assert.deepEqual(rows({ kind: 'all-to-all' }, 2, 2), [
      [0, 1],
      [0, 1],
    ]);
  });

  test('with a fixed probability draws each pair once, with that probability', () => {
    for (const probability of [0.003, 0.1, 0.6]) {
      const table = rows({ kind: 'fixed-probability', probability }, 400, 300);
      for (const row of table)
        assert.deepEqual(
          [...new Set(row)].sort((a, b) => a - b),
          row,
        );
      const count = table.flat().length;
      const spread = Math.sqrt(120_000 * probability * (1 - probability));
      assert.ok(Math.abs(count - 120_000 * probability) < 4 * spread, `${count} synapses at ${probability}`);
      assert.ok(Math.max(...table.flat()) > 290 && Math.min(...table.flat()) < 10);
    }
    assert.equal(rows({ kind: 'fixed-probability', probability: 0 }, 20, 30).flat().length, 0);
    assert.equal(rows({ kind: 'fixed-probability', probability: 1 }, 20, 30).flat().length, 600);
  });

  test('with a fixed probability chooses every target equally often', () => {
    const degrees = indegrees(rows({ kind: 'fixed-probability', probability: 0.2 }, 2000, 50), 50);
    const chiSquare = degrees.reduce((sum, degree) => sum + (degree - 400) ** 2 / 320, 0);
    assert.ok(chiSquare < 50 + 4 * 10, `chi-square ${chiSquare}`);
  });

  test('with a fixed in-degree gives every target that many sources', () => {
    const table = rows({ kind: 'fixed-indegree', indegree: 30 }, 40, 25);
    assert.deepEqual(
      indegrees(table, 25),
      Array.from({ length: 25 }, () => 30),
    );
    assert.ok(
      table.some((row) => new Set(row).size < row.length),
      'a source may be drawn twice',
    );
    const distinct = rows({ kind: 'fixed-indegree', indegree: 30 }, 40, 25, { multapses: false });
    assert.deepEqual(
      indegrees(distinct, 25),
      Array.from({ length: 25 }, () => 30),
    );
    assert.ok(distinct.every((row) => new Set(row).size === row.length));
  });

  test('with a fixed out-degree gives every source that many targets', () => {
    for (const multapses of [true, false]) {
      const table = rows({ kind: 'fixed-outdegree', outdegree: 30 }, 25, 40, { multapses });
      assert.ok(table.every((row) => row.length === 30));
      assert.equal(
        table.every((row) => new Set(row).size === row.length),
        !multapses,
      );
      assert.equal(new Set(table.flat()).size, 40);
    }
  });

  test('with a fixed total makes that many synapses, all over the table', () => {
    for (const multapses of [true, false]) {
      const table = rows({ kind: 'fixed-total', total: 300 }, 20, 30, { multapses });
      assert.equal(table.flat().length, 300);
      const pairs = new Set(table.flatMap((row, source) => row.map((target) => source * 30 + target)));
      assert.equal(pairs.size === 300, !multapses);
      assert.ok(table.every((row) => row.length > 3 && row.length < 30));
    }
  });

  test('of listed pairs makes these, and gives each its own weight and delay', () => {
    const rule = { kind: 'pairs', pre: [2, 0, 2, 1, 2], post: [1, 0, 0, 3, 1] } as const;
    assert.deepEqual(rows(rule, 3, 4), [[0], [3], [1, 0, 1]]);
    assert.throws(() => rows({ ...rule, post: [1, 0, 0, 4, 1] }, 3, 4), /synapse 3 goes from 1 to 4, of 3 and 4/);
    assert.throws(() => rows({ ...rule, post: [1] }, 3, 4), /5 sources and 1 targets/);
    const each = (values: number[], unit: string): Quantity => ({ ...quantity(null, unit), each: values });
    const listed = projection('a', 'b', each([1, 2, 3, 4, 5], 'nA'), { rule, delay: each([1, 1, 0.5, 2, 0.1], 'ms') });
    const populations = [population('a', 3, 'lif-current-exp'), population('b', 4, 'lif-current-exp')];
    const [connection] = buildPlan(network(populations, [], [listed]), { ms: 1, seed: 1 }).connections;
    assert.ok(connection?.synapses.kind === 'rows');
    const { targets, weights, delays } = connection.synapses;
    assert.deepEqual([...targets], [0, 3, 1, 0, 1]);
    assert.deepEqual([...(weights ?? [])], [2000, 4000, 5000, 3000, 1000]);
    assert.deepEqual([...(delays ?? [])], [10, 20, 1, 5, 10]);
    assert.deepEqual([connection.weight, connection.delaySteps], [3000, 20]);
  });

  test('leaves out the pair of a neuron with itself where that is asked for', () => {
    const rules: DrawnRule[] = [
      { kind: 'all-to-all' },
      { kind: 'fixed-probability', probability: 0.7 },
      { kind: 'fixed-indegree', indegree: 18 },
      { kind: 'fixed-outdegree', outdegree: 18 },
      { kind: 'fixed-total', total: 300 },
    ];
    for (const rule of rules) {
      for (const multapses of [true, false]) {
        const table = rows(rule, 20, 20, { same: true, autapses: false, multapses });
        assert.ok(table.flat().length > 200, rule.kind);
        assert.ok(
          table.every((row, source) => !row.includes(source)),
          rule.kind,
        );
        assert.ok(
          rows(rule, 20, 20, { multapses }).some((row, source) => row.includes(source)),
          rule.kind,
        );
      }
    }
    assert.equal(rows({ kind: 'all-to-all' }, 20, 20, { same: true, autapses: false }).flat().length, 380);
  });

  test('by a condition of Brian 2 takes the pairs for which it holds', () => {
    const expression = (text: string): Expression => {
      const parsed = parseExpression(text);
      assert.ok(parsed.value);
      return parsed.value;
    };
    const by = (condition: string | null, probability: string | null, more: Partial<PairRule> = {}): PairRule => ({
      kind: 'pair-condition',
      condition: condition === null ? null : expression(condition),
      probability: probability === null ? null : expression(probability),
      constants: { width: 2 },
      ...{ preFirst: 0, postFirst: 0, preSize: 6, postSize: 6, perPair: 1, text: condition ?? probability ?? '' },
      ...more,
    });
    assert.deepEqual(rows(by('abs(i - j) < width and i != j', null), 4, 4), [[1], [0, 2], [1, 3], [2]]);
    assert.deepEqual(rows(by('j == i % 2 or j == N_post - 1', null), 3, 6), [
      [0, 5],
      [1, 5],
      [0, 5],
    ]);
    assert.deepEqual(rows(by('i == j', null, { postFirst: 1 }), 3, 3), [[], [0], [1]]);
    assert.deepEqual(rows(by('i == j', null, { perPair: 2 }), 2, 2), [
      [0, 0],
      [1, 1],
    ]);
    assert.deepEqual(rows(by('i != j', null), 3, 3, { same: true }), [
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
    const near = rows(by(null, 'exp(-abs(i - j) / width)'), 300, 300).map((row, i) => row.filter((j) => j === i + 2));
    assert.ok(Math.abs(near.flat().length - 298 * Math.exp(-1)) < 4 * Math.sqrt(298 * 0.24));
    assert.throws(() => rows(by('i < limit', null), 3, 3), /speaks of `limit`, which is not known/);
  });

  test('is drawn alike with and without kernels', () => {
    for (const rule of [
      { kind: 'fixed-probability', probability: 0.1 },
      { kind: 'fixed-probability', probability: 0.001 },
      { kind: 'fixed-indegree', indegree: 20 },
    ] as const) {
      const plain = rows(rule, 300, 200, { words: () => new Words(1, 'rows', null) });
      assert.deepEqual(rows(rule, 300, 200), plain);
    }
  });

  test('refuses what is no probability, no number of sources, or too much', () => {
    assert.throws(() => rows({ kind: 'fixed-probability', probability: 1.2 }, 2, 2), /probability is 1.2/);
    assert.throws(() => rows({ kind: 'fixed-probability', probability: NaN }, 2, 2), /probability is NaN/);
    assert.throws(() => rows({ kind: 'fixed-indegree', indegree: 1.5 }, 2, 2), /in-degree is 1.5/);
    assert.throws(() => connect({ kind: 'fixed-probability', probability: 0.5 }, pairing(1e5, 1e5)), /too many/);
  });
});

describe('a projection', () => {
  /** One neuron that fires alone at known times drives another over threshold with each event. */
  const chain = (delayMs: number, weightMv: number) => {
    const driver = population('driver', 1, 'lif-current-delta');
    const follower = population('follower', 2, 'lif-current-delta', { ...lif, refractory: 0 });
    return simulate(
      network(
        [driver, follower],
        [dc('driver', quantity(0.3, 'nA'))],
        [projection('driver', 'follower', quantity(weightMv, 'mV'), { delay: quantity(delayMs, 'ms') })],
      ),
      { ms: 100, seed: 1 },
    );
  };
  const timesOf = (recording: ReturnType<typeof chain>, id: number) =>
    Array.from(recording.times).filter((_, i) => recording.ids[i] === id);

  test('delivers after its delay, to the step', () => {
    for (const delayMs of [0.1, 1.5, 12.3]) {
      const recording = chain(delayMs, 40);
      const sent = timesOf(recording, 0).filter((time) => time + delayMs <= 100);
      assert.ok(sent.length > 2);
      for (const id of [1, 2]) {
        const heard = timesOf(recording, id);
        assert.equal(heard.length, sent.length);
        heard.forEach((time, i) => assert.ok(Math.abs(time - (sent[i] ?? 0) - delayMs) < 1e-9, `heard at ${time}`));
      }
    }
  });

  test('without a delay takes one step and says so', () => {
    const recording = chain(0, 40);
    assert.equal(timesOf(recording, 1)[0], (timesOf(recording, 0)[0] ?? 0) + 0.1);
    assert.ok(recording.notes.some((note) => note.includes('one step of 0.1 ms')));
  });

  test('of a weight below threshold makes no spike', () => {
    assert.equal(timesOf(chain(1, 5), 1).length, 0);
  });
});
