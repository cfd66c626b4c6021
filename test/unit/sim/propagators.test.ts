// The exact propagators against numerical quadrature, for time constants that are equal, nearly equal, far apart and far below the step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { constantOnLeak, exponentialOnLeak, rampOnLeak } from '../../../src/sim/propagators';

/** Gauss-Legendre with three points on many panels. */
function integrate(f: (t: number) => number, h: number): number {
  const panels = 4000;
  const width = h / panels;
  let sum = 0;
  for (let i = 0; i < panels; i++) {
    const middle = (i + 0.5) * width;
    const off = (width / 2) * Math.sqrt(0.6);
    sum += (5 * f(middle - off) + 8 * f(middle) + 5 * f(middle + off)) * (width / 18);
  }
  return sum;
}

const pairs: readonly (readonly [number, number])[] = [
  [20, 5],
  [5, 20],
  [10, 10],
  [10, 10.0000001],
  [10, 10.3],
  [0.2, 30],
  [30, 0.2],
  [0.01, 10],
  [10, 0.01],
];

for (const h of [0.1, 1]) {
  for (const [a, b] of pairs) {
    test(`step ${h} ms, membrane ${a} ms, synapse ${b} ms`, () => {
      const leak = (t: number) => Math.exp(-(h - t) / a);
      const near = (actual: number, f: (t: number) => number) => {
        const expected = integrate((t) => leak(t) * f(t), h);
        assert.ok(Math.abs(actual / expected - 1) < 1e-9, `${actual}, not ${expected}`);
      };
      near(exponentialOnLeak(h, a, b), (t) => Math.exp(-t / b));
      near(rampOnLeak(h, a, b), (t) => t * Math.exp(-t / b));
      near(constantOnLeak(h, a), () => 1);
    });
  }
}

test('stay finite where a time constant is a ten-thousandth of the step', () => {
  for (const f of [exponentialOnLeak, rampOnLeak]) {
    for (const value of [f(1, 1e-4, 10), f(1, 10, 1e-4), f(1, 1e-4, 1e-4)])
      assert.ok(Number.isFinite(value) && value >= 0);
  }
});
