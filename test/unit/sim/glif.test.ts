// The generalised LIF against closed forms of what each of its levels adds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Parameter, type Role, roleUnits } from '../../../src/core/network/network';
import glif from '../../../src/sim/models/glif';
import lifCurrentAlpha from '../../../src/sim/models/lif-current-alpha';
import { ParameterReader } from '../../../src/sim/parameters';
import { stream } from '../../../src/sim/random';
import { population, quantity } from './_networks';

const [tau, capacity, leak] = [8, 60, -75];
const roles = { threshold: -50, leak, reset: -70, capacity, leakConductance: capacity / tau, refractory: 3 };

function neuron(dtMs: number, currentPa: number, more: Record<string, Partial<Parameter>> = {}) {
  const params = Object.fromEntries([
    ...Object.entries({ ...roles, constantCurrent: currentPa }).map(([role, value]): [string, Parameter] => [
      role,
      { ...quantity(value, roleUnits[role as Role]), role: role as Role },
    ]),
    ...Object.entries(more).map(([key, part]): [string, Parameter] => [key, { ...quantity(null, null), ...part }]),
  ]);
  const cells = population('cell', 1, 'glif', {}, params);
  const parameters = glif.read(new ParameterReader(cells, 1, 'nest', 1, assert.fail));
  const neurons = glif.create(1, parameters, dtMs, stream(1, 'none'));
  const arrivals = glif.ports(parameters).map(() => new Float64Array(1));
  return { neurons, arrivals, step: () => neurons.step(arrivals, new Uint32Array(1)) > 0 };
}

/** The times of the spikes, and the membrane, threshold and after-spike current after each step. */
function run(dtMs: number, ms: number, currentPa: number, more: Record<string, Partial<Parameter>> = {}) {
  const { neurons, step } = neuron(dtMs, currentPa, more);
  const spikes: number[] = [];
  const values: number[][] = [];
  for (let k = 1; k <= Math.round(ms / dtMs); k++) {
    if (step()) spikes.push(k);
    values.push([0, 1, 2].map((variable) => neurons.valueOf(variable, 0)));
  }
  return { spikes, values };
}

test('level 1 has the f–I curve of the leaky neuron', () => {
  const { spikes } = run(0.1, 500, 250);
  const goal = (250 * tau) / capacity;
  const interval = Math.ceil((tau * Math.log((goal - 5) / (goal - 25))) / 0.1) + 30;
  assert.ok(spikes.length > 10);
  for (let k = 1; k < spikes.length; k++) assert.equal((spikes[k] ?? 0) - (spikes[k - 1] ?? 0), interval);
});

test('after-spike currents of level 3 add up, decay, and move the membrane', () => {
  const list = (values: number[], unit: string | null): Partial<Parameter> => ({ list: values, unit });
  const currents = {
    after_spike_currents: { value: 1 },
    asc_init: list([0, 0], 'pA'),
    asc_decay: list([0.02, 0.1], '1/ms'),
    asc_amps: list([-40, 30], 'pA'),
    asc_r: list([1, 0.5], null),
  };
  const dt = 0.01;
  const { spikes, values } = run(dt, 40, 250, currents);
  const [first = 0, second = 0] = spikes;
  const after = (steps: number) => -40 * Math.exp(-0.02 * steps * dt) + 30 * Math.exp(-0.1 * steps * dt);
  // They wait out the refractory time of 3 ms, and decay from then on; a spike lets the part of them go on that is left after another 3 ms.
  for (const steps of [1, 50, 200])
    assert.ok(Math.abs((values[first - 1 + 300 + steps]?.[2] ?? 0) - after(steps)) < 1e-9);
  const gone = second - first - 300;
  const kept = -40 * Math.exp(-0.02 * (gone * dt + 3)) + 0.5 * 30 * Math.exp(-0.1 * (gone * dt + 3));
  assert.ok(Math.abs((values[second - 1]?.[2] ?? 0) - (kept - 10)) < 1e-9);
  // dU/dt = -U/τ + (I + Σ A e^{-kt})/C from the reset 5 mV above rest.
  const response = (amount: number, rate: number, t: number): number =>
    ((amount / capacity) * (Math.exp(-rate * t) - Math.exp(-t / tau))) / (1 / tau - rate);
  const t = 2;
  const expected = 5 * Math.exp(-t / tau) + response(250, 0, t) + response(-40, 0.02, t) + response(30, 0.1, t) + leak;
  assert.ok(Math.abs((values[first - 1 + 300 + 200]?.[0] ?? 0) - expected) < 1e-5);
});

test('a spike of level 2 raises the threshold, which decays, and resets to a part of the membrane', () => {
  const raised = {
    spike_dependent_threshold: { value: 1 },
    th_spike_add: { value: 4, unit: 'mV' },
    th_spike_decay: { value: 0.05, unit: '1/ms' },
    voltage_reset_fraction: { value: 0.3 },
    voltage_reset_add: { value: 6, unit: 'mV' },
  };
  const { spikes, values } = run(0.1, 60, 250, raised);
  const [first = 0] = spikes;
  const before = (values[first - 2]?.[0] ?? 0) - leak;
  assert.ok(Math.abs((values[first - 1]?.[0] ?? 0) - (0.3 * before + 6 + leak)) < 1e-12);
  for (const steps of [1, 20])
    assert.ok(Math.abs((values[first - 1 + 30 + steps]?.[1] ?? 0) - (-50 + 4 * Math.exp(-0.05 * 0.1 * steps))) < 1e-9);
});

test('the threshold of level 5 follows the voltage', () => {
  const adapting = {
    adapting_threshold: { value: 1 },
    th_voltage_index: { value: 0.02, unit: '1/ms' },
    th_voltage_decay: { value: 0.05, unit: '1/ms' },
  };
  const { values } = run(0.1, 40, 100, adapting);
  // dθ/dt = a·U − b·θ under U = U∞(1 − e^{-t/τ}).
  const [a, b, goal] = [0.02, 0.05, (100 * tau) / capacity];
  for (const t of [5, 20, 40]) {
    const theta =
      (a * goal * (1 - Math.exp(-b * t))) / b - (a * goal * (Math.exp(-t / tau) - Math.exp(-b * t))) / (b - 1 / tau);
    assert.ok(Math.abs((values[Math.round(t / 0.1) - 1]?.[1] ?? 0) - (-50 + theta)) < 1e-9, `at ${t} ms`);
  }
});

test('each receptor has the alpha current of its own time constant', () => {
  const { neurons, arrivals, step } = neuron(0.1, 0, { tau_syn: { list: [2, 5], unit: 'ms' } });
  const alpha = { synapticTimeExcitatoryMs: 5, synapticTimeInhibitoryMs: 5, constantCurrentPa: 0, refractoryMs: 3 };
  const membrane = { leakMv: leak, thresholdMv: -50, resetMv: -70, initialMv: leak, capacityPf: capacity };
  const parameters = { ...alpha, ...membrane, membraneTimeMs: tau, reversalExcitatoryMv: 0, reversalInhibitoryMv: 0 };
  const plain = lifCurrentAlpha.create(1, parameters, 0.1, stream(1, 'none'));
  const two = [new Float64Array(1), new Float64Array(1)];
  arrivals[1]?.fill(100);
  two[0]?.fill(100);
  for (let k = 0; k < 300; k++) {
    step();
    plain.step(two, new Uint32Array(1));
    assert.ok(Math.abs(neurons.valueOf(0, 0) - plain.valueOf(0, 0)) < 1e-10);
  }
  assert.ok(neurons.valueOf(0, 0) > leak + 0.1);
});
