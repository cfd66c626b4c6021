// Single neurons against closed forms: response to a constant current, f–I curve, shapes of postsynaptic potentials.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type MembraneParameters } from '../../../src/sim/lif';
import { type NeuronModel } from '../../../src/sim/model';
import lifCondAlpha from '../../../src/sim/models/lif-cond-alpha';
import lifCondExp from '../../../src/sim/models/lif-cond-exp';
import lifCurrentAlpha from '../../../src/sim/models/lif-current-alpha';
import lifCurrentDelta from '../../../src/sim/models/lif-current-delta';
import lifCurrentExp from '../../../src/sim/models/lif-current-exp';
import { type Plan } from '../../../src/sim/plan';
import { runPlan } from '../../../src/sim/run';

const dtMs = 0.1;

const leakMv = -65;
const parameters: MembraneParameters = {
  thresholdMv: 1e6,
  leakMv,
  resetMv: -60,
  initialMv: -65,
  capacityPf: 200,
  membraneTimeMs: 20,
  refractoryMs: 2,
  synapticTimeExcitatoryMs: 5,
  synapticTimeInhibitoryMs: 5,
  constantCurrentPa: 0,
  reversalExcitatoryMv: 0,
  reversalInhibitoryMv: -80,
};

function planOf(model: NeuronModel, changes: Partial<MembraneParameters>, ms: number, weight?: number): Plan {
  const port = (weight ?? 0) < 0 ? 1 : 0;
  const event = { target: 0, port, steps: Uint32Array.of(0), neurons: Uint32Array.of(0) };
  return {
    dtMs,
    steps: Math.round(ms / dtMs),
    seed: 0,
    groups: [{ name: 'neuron', size: 1, model, parameters: { ...parameters, ...changes } }],
    connections: [],
    poisson: [],
    given: weight === undefined ? [] : [{ ...event, weight }],
    notes: [],
  };
}

/** The free membrane relative to rest at 0, dt, 2 dt … */
function traceOf(model: NeuronModel, changes: Partial<MembraneParameters>, ms: number, weight?: number): number[] {
  const [trace] = runPlan(planOf(model, changes, ms, weight)).traces;
  assert.ok(trace);
  return Array.from(trace.values, (value) => value - leakMv);
}

function assertClose(actual: readonly number[], expected: (tMs: number) => number, tolerance: number): void {
  const errors = actual.map((value, k) => Math.abs(value - expected(k * dtMs)));
  assert.ok(Math.max(...errors) < tolerance, `off by ${Math.max(...errors)}`);
}

describe('a constant current', () => {
  for (const model of [lifCurrentDelta, lifCurrentExp, lifCurrentAlpha, lifCondExp, lifCondAlpha]) {
    test(`charges the free membrane of ${model.dynamics} exponentially`, () => {
      const trace = traceOf(model, { constantCurrentPa: 150 }, 100);
      // I·R = 150 pA × 20 ms / 200 pF = 15 mV
      assertClose(trace, (t) => 15 * (1 - Math.exp(-t / 20)), model.dynamics.startsWith('lif-cond') ? 1e-8 : 1e-11);
    });
  }

  for (const model of [lifCurrentDelta, lifCurrentExp, lifCurrentAlpha, lifCondExp]) {
    test(`gives the f–I curve of ${model.dynamics}`, () => {
      for (const currentPa of [140, 160, 200, 300, 500, 1000]) {
        const { times } = runPlan(planOf(model, { thresholdMv: -50, constantCurrentPa: currentPa }, 1000));
        const infinite = (currentPa * 20) / 200; // mV above rest
        if (infinite < 15) {
          assert.equal(times.length, 0, `${currentPa} pA stays below threshold`);
          continue;
        }
        // From the reset, 5 mV above rest, to the threshold, 15 mV above it; the grid rounds up, then 2 ms refractory.
        const rise = 20 * Math.log((infinite - 5) / (infinite - 15));
        const interval = Math.ceil(rise / dtMs) + 20;
        const steps = Array.from(times, (time) => Math.round(time / dtMs));
        assert.ok(steps.length > 5);
        for (let i = 1; i < steps.length; i++) assert.equal((steps[i] ?? 0) - (steps[i - 1] ?? 0), interval);
      }
    });
  }
});

describe('one event', () => {
  // It arrives at the end of the first step.
  const since = (t: number) => t - dtMs;

  test('lets the delta membrane jump by the weight and decay', () => {
    const trace = traceOf(lifCurrentDelta, {}, 60, 2.5);
    assertClose(trace, (t) => (since(t) < -1e-9 ? 0 : 2.5 * Math.exp(-since(t) / 20)), 1e-12);
  });

  test('gives a difference of exponentials for an exponential current', () => {
    const height = (100 / 200) * ((20 * 5) / (20 - 5));
    const expected = (t: number) => (since(t) < 0 ? 0 : height * (Math.exp(-since(t) / 20) - Math.exp(-since(t) / 5)));
    assertClose(traceOf(lifCurrentExp, {}, 100, 100), expected, 1e-11);
    assertClose(traceOf(lifCurrentExp, {}, 100, -100), (t) => -expected(t), 1e-11);
  });

  test('is no special case where the synapse is as slow as the membrane', () => {
    const trace = traceOf(lifCurrentExp, { synapticTimeExcitatoryMs: 20 }, 100, 100);
    assertClose(trace, (t) => (since(t) < 0 ? 0 : (100 / 200) * since(t) * Math.exp(-since(t) / 20)), 1e-11);
  });

  test('peaks at 2τ with 2wτ/(eC) for an alpha current as slow as the membrane', () => {
    const trace = traceOf(lifCurrentAlpha, { synapticTimeExcitatoryMs: 20 }, 100, 40);
    const peak = Math.max(...trace);
    assert.equal(trace.indexOf(peak), Math.round(40 / dtMs) + 1);
    assert.ok(Math.abs(peak - (2 * 40 * 20) / (Math.E * 200)) < 1e-11);
  });

  test('follows the closed form of the alpha PSP, with its peak where the slope is zero', () => {
    const a = 1 / 20 - 1 / 5;
    const scale = (40 * Math.E) / (5 * 200);
    const potential = (t: number) => scale * ((t / a - 1 / (a * a)) * Math.exp(-t / 5) + Math.exp(-t / 20) / (a * a));
    const trace = traceOf(lifCurrentAlpha, {}, 100, 40);
    assertClose(trace, (t) => (since(t) < 0 ? 0 : potential(since(t))), 1e-11);
    // The peak of the closed form, by bisection of its slope: current / C = V / τ.
    const slope = (t: number) => scale * t * Math.exp(-t / 5) - potential(t) / 20;
    let [low, high] = [1, 60];
    while (high - low > 1e-9) {
      const middle = (low + high) / 2;
      if (slope(middle) > 0) low = middle;
      else high = middle;
    }
    const height = Math.max(...trace);
    assert.ok(Math.abs(since(trace.indexOf(height) * dtMs) - low) <= dtMs / 2 + 1e-9);
    assert.ok(height <= potential(low) + 1e-12 && potential(low) - height < 1e-5);
  });
});

describe('a conductance', () => {
  test('far too large for Runge-Kutta pulls the membrane to its reversal and no further', () => {
    const trace = traceOf(lifCondExp, {}, 20, 5e6);
    assert.ok(trace.every((value) => value >= 0 && value <= 65 + 1e-9));
    assert.ok(Math.abs((trace[10] ?? 0) - 65) < 0.01);
  });

  test('of the inhibitory kind pulls towards its own reversal', () => {
    const plan = planOf(lifCondExp, {}, 20, 1);
    const [event] = plan.given;
    assert.ok(event);
    const inhibited = runPlan({ ...plan, given: [{ ...event, port: 1, weight: 5e6 }] }).traces[0];
    assert.ok(inhibited);
    assert.ok(Math.abs((inhibited.values[10] ?? 0) + 80) < 0.01);
  });
});
