// The runs that a panel can go back to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { History } from '../../../src/extension/probe/history';
import type { ProbedNetwork } from '../../../src/extension/probe/runs';

function probed(seed: number, key = 'one', byteLength = 80): ProbedNetwork {
  const recording = { times: { byteLength }, ids: { byteLength: 0 }, traces: [] };
  const examined = { recording, examination: { populations: [] } };
  return { examined, settings: { durationMs: 500, seed }, key } as unknown as ProbedNetwork;
}

describe('the runs that are kept', () => {
  test('are listed from the latest on, and found by their number', () => {
    const history = new History();
    const first = history.add(probed(1));
    const second = history.add(probed(2));
    assert.deepEqual(
      history.list().map(({ id }) => id),
      [second.id, first.id],
    );
    assert.equal(history.find(first.id)?.probed.settings.seed, 1);
    assert.equal(history.find(99), null);
  });

  test('a repetition takes the place of what it repeats', () => {
    const history = new History();
    for (const seed of [1, 2, 1]) history.add(probed(seed));
    assert.deepEqual(
      history.list().map(({ settings }) => settings.seed),
      [1, 2],
    );
  });

  test('texts of the script that run alike are one', () => {
    const history = new History();
    for (const key of ['one', 'two', 'one']) history.add(probed(key.length, key));
    assert.deepEqual(
      history.list().map(({ script }) => script),
      [1, 2],
    );
  });

  test('of a slider on its way are one, and the run that it began with stays however many follow', () => {
    let nowMs = 0;
    const history = new History(() => nowMs);
    const turned = (factor: number): ProbedNetwork => {
      const run = probed(1);
      return { ...run, settings: { ...run.settings, turned: { 'E->I.weight': factor } } };
    };
    const base = history.add(probed(1));
    for (const factor of [1.1, 1.2, 1.3]) history.add(turned(factor));
    assert.deepEqual(
      history.list().map(({ settings }) => settings.turned?.['E->I.weight'] ?? 1),
      [1.3, 1],
    );
    for (let factor = 2; factor < 14; factor++) {
      nowMs += 5000;
      history.add(turned(factor));
    }
    assert.equal(history.list().length, 8);
    assert.ok(history.find(base.id), 'the run of the script as it stands');
  });

  test('are eight at most, and the last one however large it is', () => {
    const history = new History();
    for (let seed = 0; seed < 12; seed++) history.add(probed(seed));
    assert.equal(history.list().length, 8);
    history.add(probed(99, 'one', 300 * 2 ** 20));
    assert.deepEqual(
      history.list().map(({ settings }) => settings.seed),
      [99],
    );
  });
});
