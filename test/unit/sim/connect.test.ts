// Connection rules: who is connected to whom, how often, and after which delay.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connect, type DrawnRule } from '../../../src/sim/connect';
import { stream } from '../../../src/sim/random';
import { simulate } from '../../../src/sim/simulate';
import { dc, lif, network, population, projection, quantity } from './_networks';

/** The targets of each source. */
function rows(rule: DrawnRule, pre: number, post: number, distinct = false): number[][] {
  const synapses = connect(rule, pre, post, stream(1, 'rows'), distinct);
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
    const distinct = rows({ kind: 'fixed-indegree', indegree: 30 }, 40, 25, true);
    assert.deepEqual(
      indegrees(distinct, 25),
      Array.from({ length: 25 }, () => 30),
    );
    assert.ok(distinct.every((row) => new Set(row).size === row.length));
  });

  test('refuses what is no probability, no number of sources, or too much', () => {
    assert.throws(() => rows({ kind: 'fixed-probability', probability: 1.2 }, 2, 2), /probability is 1.2/);
    assert.throws(() => rows({ kind: 'fixed-probability', probability: NaN }, 2, 2), /probability is NaN/);
    assert.throws(() => rows({ kind: 'fixed-indegree', indegree: 1.5 }, 2, 2), /in-degree is 1.5/);
    assert.throws(() => connect({ kind: 'fixed-probability', probability: 0.5 }, 1e5, 1e5, stream(1, '')), /too many/);
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
