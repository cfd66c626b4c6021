// Scripts of Brian 2, read and run, fire in the steps that Brian2 recorded: what a refractory time and the order within a step come to.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { simulate } from '../../../src/sim/simulate';
import { makeLinter } from '../cases/_check';

interface Recorded {
  readonly script: string;
  readonly steps: readonly number[];
  readonly neurons: readonly number[];
}

const linter = makeLinter();
const recordings = Object.entries(
  JSON.parse(readFileSync('test/recordings/refractory.json', 'utf8')) as Record<string, Recorded>,
);

describe('spikes are where Brian2 has them', () => {
  for (const [name, { script, steps, neurons }] of recordings)
    test(name, () => {
      const [network] = linter.networks({ file: 'model.py', text: script }, { set: new Map() }).networks;
      assert.ok(network, 'a network is read');
      const { ids, times } = simulate(network, { ms: 300, seed: 1 });
      assert.ok(steps.length > 3);
      // A spike is stamped with the end of its step here, and with the beginning in Brian2.
      const ours = Array.from(times, (timeMs, k) => `${Math.round(timeMs / 0.1) - 1} ${ids[k]}`);
      const theirs = steps.map((step, k) => `${step} ${neurons[k]}`);
      assert.deepEqual(ours.sort(), theirs.sort());
    });
});
