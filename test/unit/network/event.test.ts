// One event's potential against what a fine Runge–Kutta integration of the same membrane gives, and against the formulas that are known by heart.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { eventOf, type Membrane } from '../../../src/core/network/event';
import { type Dynamics } from '../../../src/core/network/network';

const membrane = (dynamics: Dynamics, membraneTimeMs = 20, synapticMs = 5): Membrane => ({
  dynamics,
  leakMv: -65,
  thresholdMv: -50,
  membraneTimeMs,
  capacityPf: 250,
  synapticTimeMs: { excitatory: synapticMs, inhibitory: synapticMs },
  reversalMv: { excitatory: 0, inhibitory: -80 },
});

/** Peak and area of C·v′ = −C·v/τ + input(t, v), v in mV from rest. */
function integrated(m: Membrane, input: (t: number, v: number) => number): { peak: number; area: number } {
  const dt = 0.002;
  let [v, peak, area] = [0, 0, 0];
  const slope = (t: number, x: number): number => -x / m.membraneTimeMs + input(t, x) / m.capacityPf;
  for (let t = 0; t < 400; t += dt) {
    const a = slope(t, v);
    const b = slope(t + dt / 2, v + (a * dt) / 2);
    const c = slope(t + dt / 2, v + (b * dt) / 2);
    const d = slope(t + dt, v + c * dt);
    const next = v + (dt * (a + 2 * b + 2 * c + d)) / 6;
    area += ((v + next) / 2) * dt;
    v = next;
    if (Math.abs(v) > Math.abs(peak)) peak = v;
  }
  return { peak, area };
}

const near = (actual: number, expected: number, part = 1e-4): void => {
  assert.ok(Math.abs(actual - expected) <= part * Math.abs(expected), `${actual} against ${expected}`);
};

const exponential = (t: number, tau: number): number => Math.exp(-t / tau);
const alpha = (t: number, tau: number): number => ((Math.E * t) / tau) * Math.exp(-t / tau);

describe('one event', () => {
  test('of an exponential current', () => {
    for (const [tau, synaptic] of [
      [20, 5],
      [10, 2],
      [5, 5],
      [2, 10],
    ] as const) {
      const m = membrane('lif-current-exp', tau, synaptic);
      const reference = integrated(m, (t) => 100 * exponential(t, synaptic));
      near(eventOf(m, 100).peakMv, reference.peak);
      near(eventOf(m, 100).areaMvMs, reference.area);
    }
  });

  test('of an alpha-shaped current, which peaks at its weight', () => {
    for (const [tau, synaptic] of [
      [20, 5],
      [10, 0.3],
      [5, 5],
      [2, 10],
    ] as const) {
      const m = membrane('lif-current-alpha', tau, synaptic);
      const reference = integrated(m, (t) => -80 * alpha(t, synaptic));
      near(eventOf(m, -80).peakMv, reference.peak);
      near(eventOf(m, -80).areaMvMs, reference.area);
    }
  });

  test('of a delta synapse is its weight', () => {
    assert.deepEqual(eventOf(membrane('lif-current-delta'), 0.1), { peakMv: 0.1, areaMvMs: 2 });
  });

  test('of a conductance, whose driving force shrinks', () => {
    for (const weight of [1, 50]) {
      const m = membrane('lif-cond-exp');
      const reference = integrated(m, (t, v) => weight * exponential(t, 5) * (65 - v));
      near(eventOf(m, weight).peakMv, reference.peak, 1e-3);
      const n = membrane('lif-cond-alpha');
      near(eventOf(n, weight).peakMv, integrated(n, (t, v) => weight * alpha(t, 5) * (65 - v)).peak, 1e-3);
    }
  });

  test('of a conductance is inhibitory by its sign or by its receptor, and is held at the reversal potential', () => {
    const m = membrane('lif-cond-exp');
    assert.ok(eventOf(m, -5).peakMv < 0);
    assert.equal(eventOf(m, -5).peakMv, eventOf(m, 5, true).peakMv);
    assert.ok(eventOf(m, 1e9).peakMv <= 65 && eventOf(m, 1e9).peakMv > 64);
    assert.ok(eventOf(m, -1e9).peakMv >= -15);
  });
});
