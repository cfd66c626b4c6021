// Adaptive exponential and Hodgkin-Huxley neurons against Brian2 in steps of 10 µs, from the same events.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Parameter, type Role, roleUnits } from '../../../src/core/network/network';
import { type NeuronModel } from '../../../src/sim/model';
import { models } from '../../../src/sim/models/index';
import { ParameterReader } from '../../../src/sim/parameters';
import { stream } from '../../../src/sim/random';
import { population, quantity } from './_networks';

interface Recorded {
  readonly gridMs: number;
  readonly ms: number;
  readonly timesMs: { readonly e: number; readonly i: number };
  readonly eventsMs: { readonly e: readonly number[]; readonly i: readonly number[] };
  readonly models: Readonly<
    Record<
      string,
      {
        readonly currentPa: number;
        readonly weights: readonly [number, number];
        readonly initialMv: number;
        readonly spikesMs: readonly number[];
        readonly everyMs: number;
        readonly valuesMv: readonly number[];
      }
    >
  >;
}

const recorded = JSON.parse(readFileSync('test/recordings/smooth.json', 'utf8')) as Recorded;

const adex = {
  roles: { capacity: 281, leakConductance: 30, leak: -70.6, threshold: -50.4, reset: -60, refractory: 2 },
  keys: { Delta_T: [2, 'mV'], a: [4, 'nS'], b: [80.5, 'pA'], tau_w: [144, 'ms'], V_peak: [0, 'mV'] },
} as const;
const reversals = { E_ex: [0, 'mV'], E_in: [-85, 'mV'] } as const;

function modelOf(dynamics: string): NeuronModel {
  const model = (models as readonly NeuronModel[]).find((each) => each.dynamics === dynamics);
  assert.ok(model);
  return model;
}

function make(dynamics: string, roles: Partial<Record<Role, number>>, keys: Record<string, readonly [number, string]>) {
  const byRole = Object.entries(roles).map(([role, value]): [string, Parameter] => [
    role,
    { ...quantity(value, roleUnits[role as Role]), role: role as Role },
  ]);
  const byKey = Object.entries(keys).map(([key, [value, unit]]): [string, Parameter] => [key, quantity(value, unit)]);
  const cells = population('cell', 1, 'unknown', {}, Object.fromEntries([...byRole, ...byKey]));
  const model = modelOf(dynamics);
  const parameters = model.read(new ParameterReader(cells, 1, 'nest', 1, assert.fail));
  return { model, parameters, neurons: model.create(1, parameters, recorded.gridMs, stream(1, 'none')) };
}

/**
 * Spikes stand at the end of the step of 0.1 ms in which they happen, and the refractory time is counted from there, as NEST does it:
 * each interval can be off by a step, either way. A spike with channels is the first step on which the membrane falls: one more step late.
 */
const stepMs = 0.1;

for (const [dynamics, { currentPa, weights, initialMv, spikesMs, everyMs, valuesMv }] of Object.entries(
  recorded.models,
)) {
  describe(dynamics, () => {
    const { gridMs, ms, timesMs, eventsMs } = recorded;
    const isAdex = dynamics.startsWith('adex');
    const { neurons } = make(
      dynamics,
      {
        ...(isAdex ? adex.roles : {}),
        ...{ initial: initialMv, constantCurrent: currentPa },
        ...{ synapticTimeExcitatory: timesMs.e, synapticTimeInhibitory: timesMs.i },
      },
      { ...(isAdex ? adex.keys : {}), ...reversals },
    );
    const negative = dynamics.includes('current') ? -1 : 1;
    const arrivals = [new Float64Array(1), new Float64Array(1)] as const;
    const fired = new Uint32Array(1);
    const found: number[] = [];
    const trace: number[] = [];
    for (let step = 1; step <= Math.round(ms / gridMs); step++) {
      if ((step - 1) % Math.round(everyMs / gridMs) === 0) trace.push(neurons.valueOf(0, 0));
      // An event at t is there when the step from t on begins, and so arrives at the end of the one before.
      for (const [k, times] of [eventsMs.e, eventsMs.i].entries())
        if (times.some((time) => Math.round(time / gridMs) === step))
          (arrivals[k] as Float64Array)[0] = (weights[k] ?? 0) * (k === 1 ? negative : 1);
      if (neurons.step(arrivals, fired) > 0) found.push(step * gridMs);
    }

    test('fires as often, and when Brian2 does to the step', () => {
      assert.ok(spikesMs.length > 0);
      assert.equal(found.length, spikesMs.length);
      const errors = found.map((time, k) => time - (spikesMs[k] ?? NaN));
      const off = errors.map((error, k) => error - (errors[k - 1] ?? (isAdex ? 0 : stepMs)));
      assert.ok(
        off.every((each) => Math.abs(each) < stepMs + 0.01),
        `off by ${errors.map((error) => error.toFixed(3)).join(' ')} ms`,
      );
    });

    test('has the membrane of Brian2 up to the first spike', () => {
      const until = Math.floor((spikesMs[0] ?? 0) / everyMs) - 1;
      assert.ok(until > 2);
      for (let k = 0; k <= until; k++) assert.ok(Math.abs((trace[k] ?? NaN) - (valuesMv[k] ?? NaN)) < 2e-4, `${k}`);
    });
  });
}
