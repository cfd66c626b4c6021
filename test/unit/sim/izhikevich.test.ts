// Izhikevich's neuron of every type of the 2003 paper against Brian2, by both schemes; and how its simulators let events act.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Parameter } from '../../../src/core/network/network';
import izhikevich from '../../../src/sim/models/izhikevich';
import { ParameterReader } from '../../../src/sim/parameters';
import { stream } from '../../../src/sim/random';
import { population, quantity } from './_networks';

interface Scheme {
  readonly dtMs: number;
  readonly ms: number;
  readonly spikes: readonly (readonly number[])[];
  /** v and u of each after so long. */
  readonly early: { readonly ms: number; readonly states: readonly (readonly [number, number])[] };
}
interface Recorded {
  readonly types: Readonly<Record<string, readonly [number, number, number, number, number]>>;
  readonly euler: Scheme;
  readonly halves: Scheme;
}

const recorded = JSON.parse(readFileSync('test/recordings/izhikevich.json', 'utf8')) as Recorded;

function neuronOf(backend: string, values: Readonly<Record<string, number>>, dtMs: number) {
  const params = Object.fromEntries(
    Object.entries(values).map(([key, value]): [string, Parameter] => [
      key,
      key === 'I_e' ? { ...quantity(value, 'pA'), role: 'constantCurrent' } : quantity(value, null),
    ]),
  );
  const cells = population('cell', 1, 'izhikevich', {}, params);
  const parameters = izhikevich.read(new ParameterReader(cells, 1, backend, 1, assert.fail));
  return { neurons: izhikevich.create(1, parameters, dtMs, stream(1, 'none')), ports: izhikevich.ports(parameters) };
}

for (const [scheme, consistent] of [
  ['euler', 1],
  ['halves', 0],
] as const) {
  describe(
    scheme === 'euler' ? 'by Euler, as NEST steps it consistently' : 'by two half steps, as in the paper',
    () => {
      Object.entries(recorded.types).forEach(([type, [a, b, c, d, current]], k) => {
        test(type, () => {
          const { dtMs, ms, spikes, early } = recorded[scheme];
          const values = { a, b, c, d, I_e: current, consistent_integration: consistent };
          const { neurons } = neuronOf('nest', values, dtMs);
          const [arriving, fired] = [new Float64Array(1), new Uint32Array(1)];
          const found: number[] = [];
          const steps = Math.round(ms / dtMs);
          for (let step = 1; step <= steps; step++) {
            if (step === Math.round(early.ms / dtMs) + 1) {
              const [v, u] = early.states[k] ?? [NaN, NaN];
              assert.ok(Math.abs(neurons.valueOf(0, 0) - v) < 1e-9);
              assert.ok(Math.abs(neurons.valueOf(1, 0) - u) < 1e-9);
            }
            if (neurons.step([arriving], fired) > 0) found.push(step);
          }
          assert.ok(found.length > 1);
          assert.deepEqual(found, spikes[k]);
        });
      });
    },
  );
}

describe('an event', () => {
  const values = { a: 0.02, b: 0.2, c: -65, d: 8, U_m: -14, V_m: -70 };
  /** The membrane after one step in which 3 arrives, less that of one in which nothing does. */
  const kick = (backend: string, more: Readonly<Record<string, number>>, dtMs: number): number => {
    const after = (weight: number): number => {
      const { neurons } = neuronOf(backend, { ...values, ...more }, dtMs);
      neurons.step([Float64Array.of(weight)], new Uint32Array(1));
      return neurons.valueOf(0, 0);
    };
    return after(3) - after(0);
  };

  test('is a jump in mV in NEST, whatever the step', () => {
    assert.ok(Math.abs(kick('nest', {}, 0.1) - 3) < 1e-12);
    assert.ok(Math.abs(kick('nest', {}, 1) - 3) < 1e-12);
  });

  test('is a current of its step where NEST integrates as the paper does', () => {
    // Two half steps: 3·h/2 each, the first one's gain carried on by 1 + h/2·(0.04·(2v + …) + 5), which is next to nothing at h = 0.001.
    assert.ok(Math.abs(kick('nest', { consistent_integration: 0 }, 0.001) - 0.003) < 1e-5);
  });

  test('is a current of its step elsewhere, and has no unit there', () => {
    assert.ok(Math.abs(kick('framework4d', {}, 0.5) - 1.5) < 1e-12);
    assert.equal(neuronOf('framework4d', values, 1).ports[0]?.unit, null);
    assert.equal(neuronOf('nest', values, 1).ports[0]?.unit, 'mV');
  });
});
