// Scripts of Brian 2, read and run, do what Brian2 recorded of them: spike by spike, or as often where chance is at work.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { simulate } from '../../../src/sim/simulate';
import { makeLinter } from '../cases/_check';

interface Recorded {
  readonly exact: Readonly<
    Record<string, { readonly script: string; readonly steps: readonly number[]; readonly neurons: readonly number[] }>
  >;
  /** Of each seed, the spikes of each group. */
  readonly chance: Readonly<
    Record<string, { readonly script: string; readonly counts: readonly (readonly number[])[] }>
  >;
}

const linter = makeLinter();
const { exact, chance } = JSON.parse(readFileSync('test/recordings/scripts.json', 'utf8')) as Recorded;
const ms = 300;

function run(script: string, seed: number): ReturnType<typeof simulate> {
  const [network] = linter.networks({ file: 'model.py', text: script }, { set: new Map() }).networks;
  assert.ok(network, 'a network is read');
  return simulate(network, { ms, seed });
}

describe('scripts of Brian 2 without chance', () => {
  for (const [name, { script, steps, neurons }] of Object.entries(exact))
    test(name, () => {
      const { ids, times } = run(script, 1);
      assert.ok(steps.length > 20);
      // A spike is stamped with the end of its step here, and with the beginning in Brian2.
      const ours = Array.from(times, (timeMs, k) => `${Math.round(timeMs / 0.1) - 1} ${ids[k]}`);
      assert.deepEqual(ours.sort(), steps.map((step, k) => `${step} ${neurons[k]}`).sort());
    });
});

const meanOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
const varianceOf = (values: readonly number[]): number =>
  values.reduce((sum, each) => sum + (each - meanOf(values)) ** 2, 0) / (values.length - 1);

describe('scripts of Brian 2 with chance', () => {
  for (const [name, { script, counts }] of Object.entries(chance))
    test(name, () => {
      const ours = counts.map((_, k) => {
        const { populations, ids } = run(script, k + 1);
        let first = 0;
        return populations.map(({ size }) => {
          const from = first;
          first += size;
          return ids.filter((id) => id >= from && id < from + size).length;
        });
      });
      for (const group of counts[0]?.keys() ?? []) {
        const of = (runs: readonly (readonly number[])[]): number[] => runs.map((each) => each[group] ?? NaN);
        const [here, there] = [of(ours), of(counts)];
        const sd = Math.sqrt((varianceOf(here) + varianceOf(there)) / counts.length);
        const apart = Math.abs(meanOf(here) - meanOf(there)) / sd;
        assert.ok(apart < 3.5, `group ${group}: ${meanOf(here)} spikes here, ${meanOf(there)} in Brian2`);
      }
    });
});
