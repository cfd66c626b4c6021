// The generator, its streams and the Poisson numbers drawn from it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logFactorial, poissonSampler } from '../../../src/sim/poisson';
import { Random, stream } from '../../../src/sim/random';

describe('the generator', () => {
  test('is xoshiro128**', () => {
    // From the state (1, 2, 3, 4), worked out by hand from the published step: rotl(2 · 5, 7) · 9 = 11520 first.
    const random = new Random([1, 2, 3, 4]);
    assert.deepEqual([random.bits(), random.bits(), random.bits()], [11520, 0, 5927040]);
  });

  test('gives the same numbers for the same seed and purpose, and others otherwise', () => {
    const first = (seed: number, purpose: string) => {
      const random = stream(seed, purpose);
      return Array.from({ length: 4 }, () => random.uniform()).join();
    };
    assert.equal(first(1, 'a'), first(1, 'a'));
    const all = [
      first(1, 'a'),
      first(2, 'a'),
      first(1, 'b'),
      first(1.5, 'a'),
      first(2 ** 40 + 1, 'a'),
      first(2 ** 40 + 2, 'a'),
    ];
    assert.equal(new Set(all).size, all.length);
  });

  test('is uniform', () => {
    const random = stream(3, 'uniform');
    const cells = new Float64Array(100);
    const draws = 200_000;
    for (let i = 0; i < draws; i++) {
      const cell = random.integer(100);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const expected = draws / 100;
    const chiSquare = cells.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 99 degrees of freedom: 0.001 and 0.999 quantiles.
    assert.ok(chiSquare > 60 && chiSquare < 149, `chi-square ${chiSquare}`);
  });
});

describe('Poisson numbers', () => {
  for (const mean of [0.02, 0.7, 4, 29.9, 30.1, 250]) {
    test(`of mean ${mean} have the Poisson distribution`, () => {
      const draw = poissonSampler(mean);
      const random = stream(5, `poisson ${mean}`);
      const draws = 100_000;
      const counts = new Map<number, number>();
      for (let i = 0; i < draws; i++) {
        const k = draw(random);
        counts.set(k, (counts.get(k) ?? 0) + 1);
      }
      let chiSquare = 0;
      let cells = 0;
      let covered = 0;
      for (let k = 0; k < 400; k++) {
        const expected = draws * Math.exp(k * Math.log(mean) - mean - logFactorial(k));
        if (expected < 10) continue;
        chiSquare += ((counts.get(k) ?? 0) - expected) ** 2 / expected;
        covered += counts.get(k) ?? 0;
        cells++;
      }
      assert.ok(covered > 0.99 * draws);
      // Mean of chi-square is cells - 1, its spread √(2 (cells - 1)).
      assert.ok(chiSquare < cells + 4 * Math.sqrt(2 * cells) + 4, `chi-square ${chiSquare} of ${cells} cells`);
    });
  }

  test('of mean zero are zero', () => {
    assert.equal(poissonSampler(0)(stream(1, 'none')), 0);
  });

  test('rest on a logarithm of the factorial that is right', () => {
    let sum = 0;
    for (let k = 1; k < 300; k++) {
      sum += Math.log(k);
      assert.ok(Math.abs(logFactorial(k) - sum) < 1e-12 * Math.max(1, sum) + 1e-12, `${k}!`);
    }
  });
});
