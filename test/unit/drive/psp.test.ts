// One event's potential: peak, area and power against the integrals they stand for, and against the figures that the field knows.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Course, momentsOf, peakOf } from '../../../src/core/drive/psp';

/** The current of a unit event over time. */
function currentOf({ shape, tauMs, riseMs }: Course, t: number): number {
  if (shape === 'exponential') return Math.exp(-t / tauMs);
  if (shape === 'alpha') return (Math.E * t * Math.exp(-t / tauMs)) / tauMs;
  const peak = (Math.log(tauMs / riseMs) * tauMs * riseMs) / (tauMs - riseMs);
  const at = (x: number): number => Math.exp(-x / tauMs) - Math.exp(-x / riseMs);
  return at(t) / at(peak);
}

/** C·v′ = −v·C/τ + I by a Runge-Kutta of fourth order, long enough to come to rest. */
function integrated(course: Course, tauM: number): { peak: number; at: number; area: number; power: number } {
  const dt = 0.005;
  let [v, peak, at, area, power] = [0, 0, 0, 0, 0];
  for (let i = 0; i * dt < 30 * Math.max(tauM, course.tauMs); i++) {
    const t = i * dt;
    const slope = (x: number, time: number): number => currentOf(course, time) - x / tauM;
    const k1 = slope(v, t);
    const k2 = slope(v + (k1 * dt) / 2, t + dt / 2);
    const k3 = slope(v + (k2 * dt) / 2, t + dt / 2);
    const k4 = slope(v + k3 * dt, t + dt);
    const next = v + ((k1 + 2 * k2 + 2 * k3 + k4) * dt) / 6;
    area += ((v + next) * dt) / 2;
    power += ((v * v + next * next) * dt) / 2;
    v = next;
    if (v > peak) [peak, at] = [v, t + dt];
  }
  return { peak, at, area, power };
}

const close = (actual: number, expected: number, by: number, what: string): void =>
  assert.ok(Math.abs(actual / expected - 1) < by, `${what}: ${actual}, not ${expected}`);

describe('the potential of one event', () => {
  const courses: readonly (readonly [Course, number])[] = [
    [{ shape: 'exponential', tauMs: 0.5, riseMs: 0 }, 10],
    [{ shape: 'exponential', tauMs: 10, riseMs: 0 }, 10],
    [{ shape: 'exponential', tauMs: 30, riseMs: 0 }, 10],
    [{ shape: 'alpha', tauMs: 0.5, riseMs: 0 }, 20],
    [{ shape: 'alpha', tauMs: 10, riseMs: 0 }, 10],
    [{ shape: 'alpha', tauMs: 9.99, riseMs: 0 }, 10],
    [{ shape: 'biexponential', tauMs: 5, riseMs: 1 }, 10],
    [{ shape: 'biexponential', tauMs: 10, riseMs: 2 }, 10],
    [{ shape: 'biexponential', tauMs: 5, riseMs: 4.99 }, 15],
  ];
  for (const [course, tauM] of courses) {
    it(`is the integral of its current: ${course.shape} of ${course.tauMs} ms on ${tauM} ms`, () => {
      const [truth, moments, peak] = [integrated(course, tauM), momentsOf(course, 1, tauM), peakOf(course, 1, tauM)];
      close(peak.peakMv, truth.peak, 1e-5, 'peak');
      assert.ok(Math.abs(peak.peakMs - truth.at) < 0.02, `${peak.peakMs}, not ${truth.at}`);
      close(moments.areaMvMs, truth.area, 1e-5, 'area');
      close(moments.powerMv2Ms, truth.power, 1e-5, 'power');
    });
  }

  it('does not jump where the two time constants meet', () => {
    const sizes = [9.99999, 10, 10.00001].map((tauMs) => peakOf({ shape: 'exponential', tauMs, riseMs: 0 }, 1, 10));
    assert.equal(sizes[1]?.peakMv, 10 / Math.E);
    assert.equal(sizes[1]?.peakMs, 10);
    for (const { peakMv } of sizes) close(peakMv, 10 / Math.E, 1e-5, 'peak');
    const alphas = [9.999999, 10, 10.000001].map((tauMs) => peakOf({ shape: 'alpha', tauMs, riseMs: 0 }, 1, 10));
    // e/τ·t²/2·e^(−t/τ) peaks at 2τ.
    for (const { peakMv } of alphas) close(peakMv, (2 * 10) / Math.E, 1e-5, 'peak');
    const twins = peakOf({ shape: 'biexponential', tauMs: 5, riseMs: 5 }, 1, 10);
    close(twins.peakMv, peakOf({ shape: 'alpha', tauMs: 5, riseMs: 0 }, 1, 10).peakMv, 1e-12, 'peak');
  });

  it('is 0.15 mV for the 87.8 pA of the cortical microcircuit', () => {
    // Potjans and Diesmann 2014, table 4: τ_m 10 ms, τ_s 0.5 ms, C_m 250 pF.
    const { peakMv } = peakOf({ shape: 'exponential', tauMs: 0.5, riseMs: 0 }, 87.8 / 250, 10);
    close(peakMv, 0.15, 1e-3, 'peak');
  });

  it('grows with the weight, and its power with the square', () => {
    const course: Course = { shape: 'alpha', tauMs: 2, riseMs: 0 };
    const [one, three] = [momentsOf(course, 1, 10), momentsOf(course, -3, 10)];
    close(three.areaMvMs, -3 * one.areaMvMs, 1e-12, 'area');
    close(three.powerMv2Ms, 9 * one.powerMv2Ms, 1e-12, 'power');
  });

  it('of a jump is the jump', () => {
    const jump: Course = { shape: 'delta', tauMs: 0, riseMs: 0 };
    assert.deepEqual(peakOf(jump, -0.5, 20), { peakMv: -0.5, peakMs: 0 });
    assert.deepEqual(momentsOf(jump, -0.5, 20), { areaMvMs: -10, powerMv2Ms: 2.5, correlationMs: 0 });
  });
});
