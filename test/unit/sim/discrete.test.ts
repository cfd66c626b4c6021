// The stepped LIF against what snnTorch, Norse and BindsNET themselves make of the same input.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { type Stepping } from '../../../src/core/network/network';
import discreteLif from '../../../src/sim/models/discrete-lif';
import { ParameterReader } from '../../../src/sim/parameters';
import { stream } from '../../../src/sim/random';
import { population } from './_networks';

interface Recorded {
  readonly size: number;
  readonly input: readonly (readonly number[])[];
  readonly cases: Readonly<
    Record<
      string,
      {
        readonly scale: number;
        readonly stepping: Stepping;
        readonly spikes: readonly (readonly number[])[];
        readonly membrane: readonly number[];
      }
    >
  >;
}

const recorded = JSON.parse(readFileSync('test/recordings/discrete-lif.json', 'utf8')) as Recorded;

for (const [name, { scale, stepping, spikes, membrane }] of Object.entries(recorded.cases)) {
  test(`${name} fires in the same steps, with the same membrane`, () => {
    const { size, input } = recorded;
    const cells = { ...population('layer', size, 'discrete-lif', {}), stepping };
    const notes: string[] = [];
    const parameters = discreteLif.read(new ParameterReader(cells, size, 'torch', 1, (text) => notes.push(text)));
    assert.deepEqual(notes, []);
    const neurons = discreteLif.create(size, parameters, 1, stream(1, 'none'));
    const arriving = new Float64Array(size);
    const fired = new Uint32Array(size);
    const found: number[][] = [];
    input.forEach((values, step) => {
      arriving.set(values.map((value) => value * scale));
      const count = neurons.step([arriving], fired);
      found.push(...Array.from(fired.subarray(0, count), (neuron) => [step, neuron]));
      // snnTorch shows the membrane before it is set to zero; what that comes to is seen in the next step.
      if (stepping.resetTo !== null && fired.subarray(0, count).includes(0)) return;
      assert.ok(Math.abs(neurons.valueOf(0, 0) - (membrane[step] ?? NaN)) < 1e-12, `v in step ${step}`);
    });
    assert.ok(spikes.length > 5);
    assert.deepEqual(found, spikes);
  });
}

test('what the script leaves open is assumed and said', () => {
  const open = {
    kept: null,
    synapticKept: null,
    gain: 1,
    rest: 0,
    threshold: 1,
    subtract: null,
    resetTo: null,
  } as const;
  const stepping: Stepping = { ...open, resetLater: false, refractorySteps: 0, fires: 'above', unit: null };
  const notes: string[] = [];
  const cells = { ...population('layer', 1, 'discrete-lif', {}), stepping };
  discreteLif.read(new ParameterReader(cells, 1, 'torch', 1, (text) => notes.push(text)));
  assert.deepEqual(notes, [
    'layer: not known and assumed: the part of the membrane kept in each step 0.9, a reset to 0',
  ]);
});
