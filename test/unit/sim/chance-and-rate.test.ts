// Neurons that fire by chance, and units that only have a rate, against closed forms.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Parameter } from '../../../src/core/network/network';
import { sampler } from '../../../src/sim/draws';
import { stream } from '../../../src/sim/random';
import { simulate } from '../../../src/sim/simulate';
import { network, population, projection, quantity } from './_networks';

const one = quantity(1, null);
const held = (params: Record<string, Parameter>, model: string, size = 1) => ({
  ...population('R', size, 'rate', {}, params),
  model,
});

describe('chance', () => {
  test('fires at the rate, as Poisson trains do', () => {
    const cells = population('P', 400, 'poisson', {}, { rate: quantity(20, 'Hz') });
    const { times } = simulate(network([cells]), { ms: 1000, seed: 1 });
    // 8000 spikes expected, less the 0.1 % of steps that would have held two; five spreads of a Poisson number.
    assert.ok(Math.abs(times.length - 8000) < 5 * Math.sqrt(8000));
    const counts = Array.from({ length: 100 }, (_, k) => times.filter((t) => Math.floor(t / 10) === k).length);
    const mean = counts.reduce((sum, each) => sum + each, 0) / 100;
    const fano = counts.reduce((sum, each) => sum + (each - mean) ** 2, 0) / 99 / mean;
    assert.ok(fano > 0.5 && fano < 1.6, `Fano factor ${fano}`);
  });

  test('waits out the dead time', () => {
    const dead: Parameter = { ...quantity(5, 'ms'), role: 'refractory' };
    const cells = population('P', 1, 'poisson', {}, { rate: quantity(1000, 'Hz'), dead });
    const { times } = simulate(network([cells]), { ms: 5000, seed: 1 });
    times.forEach((time, k) => {
      assert.ok(k === 0 || time - (times[k - 1] ?? 0) > 5);
    });
    // An interval is the dead time, a step to wake up in, and 1 ms on the average.
    assert.ok(Math.abs(times.length - 5000 / 6.05) < 0.06 * 830);
  });
});

describe('a rate unit', () => {
  const steady = (model: string, bias: number, weight: number): number => {
    const cells = held({ tau: quantity(10, 'ms'), bias: quantity(bias, null) }, model);
    const recurrent = projection('R', 'R', quantity(weight, null), { delay: quantity(0.1, 'ms') });
    return simulate(network([cells], [], [recurrent]), { ms: 400, seed: 1 }).traces[0]?.values.at(-1) ?? NaN;
  };

  test('of a linear kind amplifies by 1/(1 − w)', () => {
    assert.ok(Math.abs(steady('linear', 0.3, 0.6) - 0.3 / 0.4) < 1e-6);
    assert.ok(Math.abs(steady('linear', 0.3, -1.5) - 0.3 / 2.5) < 1e-6);
  });

  test('of tanh, softplus and relu settles where its own output holds it', () => {
    const gains = {
      tanh: Math.tanh,
      softplus: (x: number) => Math.log1p(Math.exp(x)),
      relu: (x: number) => Math.max(0, x),
    };
    for (const [name, gain] of Object.entries(gains)) {
      const rate = steady(name, 0.2, 0.5);
      assert.ok(Math.abs(rate - gain(0.2 + 0.5 * rate)) < 1e-6, name);
    }
    assert.equal(steady('relu', -0.2, 0.5), 0);
  });

  test('relaxes with its time constant', () => {
    const cells = held({ tau: quantity(10, 'ms'), x0: quantity(1, null) }, 'linear');
    const [trace] = simulate(network([cells]), { ms: 10, seed: 1 }).traces;
    // Euler: (1 − dt/τ)ⁿ.
    assert.ok(Math.abs((trace?.values.at(-1) ?? 0) - 0.99 ** 100) < 1e-12);
  });

  test('spreads by its noise', () => {
    const cells = held({ tau: quantity(5, 'ms'), noise: quantity(0.2, null) }, 'linear');
    const { traces } = simulate(network([cells]), { ms: 2000, seed: 2 });
    const values = (traces[0]?.values ?? new Float64Array()).subarray(1000);
    const variance = values.reduce((sum, each) => sum + each * each, 0) / values.length;
    // noise² τ/2 = 0.1; about 200 independent values tell it to a tenth.
    assert.ok(Math.abs(variance - 0.1) < 0.04, `${variance}`);
  });

  test('that is inhibitory takes away by a negative weight', () => {
    const both = [
      { ...held({ tau: quantity(10, 'ms'), bias: one }, 'relu'), name: 'I' },
      held({ tau: quantity(10, 'ms'), bias: quantity(3, null) }, 'relu'),
    ];
    const minus = projection('I', 'R', quantity(-2, null), { delay: quantity(0.1, 'ms') });
    const { traces } = simulate(network(both, [], [minus]), { ms: 200, seed: 1 });
    assert.ok(Math.abs((traces.find(({ population: name }) => name === 'R')?.values.at(-1) ?? 0) - 1) < 1e-6);
  });
});

describe('a draw', () => {
  const moments = (draw: () => number): readonly [number, number] => {
    const values = Array.from({ length: 40_000 }, draw);
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    return [mean, values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length];
  };
  for (const [drawn, mean, variance] of [
    [{ kind: 'uniform', low: 2, high: 5 }, 3.5, 0.75],
    [{ kind: 'uniform', low: 1, high: 6, whole: true }, 3.5, 35 / 12],
    [{ kind: 'normal', mean: -3, sd: 2 }, -3, 4],
    [{ kind: 'lognormal', mu: 0.1, sigma: 0.4 }, Math.exp(0.18), (Math.exp(0.16) - 1) * Math.exp(0.36)],
    [{ kind: 'exponential', mean: 4 }, 4, 16],
    [{ kind: 'gamma', shape: 3, scale: 0.5 }, 1.5, 0.75],
    [{ kind: 'gamma', shape: 0.5, scale: 2 }, 1, 2],
    // Half a normal distribution.
    [{ kind: 'normal', mean: 0, sd: 1, low: 0 }, Math.sqrt(2 / Math.PI), 1 - 2 / Math.PI],
  ] as const)
    test(`from ${JSON.stringify(drawn)} has its mean and its variance`, () => {
      const [found, spread] = moments(sampler(drawn, stream(4, 'draws')));
      assert.ok(Math.abs(found - mean) < 5 * Math.sqrt(variance / 40_000), `mean ${found}`);
      assert.ok(Math.abs(spread - variance) < 0.08 * variance, `variance ${spread}`);
    });
});
