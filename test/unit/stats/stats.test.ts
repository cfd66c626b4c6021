// Every statistic against values worked out by hand.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { meanCv, neuronCvs } from '../../../src/stats/cv';
import { fanoOf, meanFano } from '../../../src/stats/fano';
import { interSpikeIntervals } from '../../../src/stats/isi';
import { moments } from '../../../src/stats/moments';
import { rateHistogram } from '../../../src/stats/psth';
import { meanRateHz, neuronRatesHz, spikeCounts } from '../../../src/stats/rate';
import { type Spikes } from '../../../src/stats/spikes';
import { summarize } from '../../../src/stats/summary';
import { synchrony } from '../../../src/stats/synchrony';

function spikes(...pairs: readonly (readonly [timeMs: number, id: number])[]): Spikes {
  const sorted = [...pairs].sort((a, b) => a[0] - b[0]);
  return { times: Float64Array.from(sorted, ([time]) => time), ids: Uint32Array.from(sorted, ([, id]) => id) };
}

const close = (actual: number | null | undefined, expected: number) =>
  assert.ok(
    actual !== null && actual !== undefined && Math.abs(actual - expected) < 1e-12,
    `${actual}, not ${expected}`,
  );

/** Neuron 5 at 10, 20, 40 ms, neuron 6 at 20 and 100 ms, neuron 7 silent; 0 and 8 belong to others. */
const sample = spikes([10, 5], [20, 5], [40, 5], [20, 6], [100, 6], [15, 0], [50, 8]);
const population = { first: 5, size: 3 };
const whole = { startMs: 0, endMs: 100 };

describe('rates', () => {
  test('count each neuron’s spikes over the window', () => {
    assert.deepEqual([...spikeCounts(sample, population, whole)], [3, 2, 0]);
    assert.deepEqual([...neuronRatesHz(sample, population, whole)], [30, 20, 0]);
    close(meanRateHz(sample, population, whole), 50 / 3);
  });

  test('a window takes what lies on its ends', () => {
    assert.deepEqual([...spikeCounts(sample, population, { startMs: 10, endMs: 40 })], [3, 1, 0]);
  });

  test('are zero where there is no time or nobody', () => {
    assert.equal(meanRateHz(sample, population, { startMs: 5, endMs: 5 }), 0);
    assert.equal(meanRateHz(sample, { first: 5, size: 0 }, whole), 0);
    assert.deepEqual([...neuronRatesHz(sample, population, { startMs: 5, endMs: 5 })], [0, 0, 0]);
  });
});

describe('the rate histogram', () => {
  test('counts an edge’s spike in the bin that begins there, but the last in the last bin', () => {
    const { counts, ratesHz } = rateHistogram(sample, population, whole, 20);
    assert.deepEqual([...counts], [1, 2, 1, 0, 1]);
    close(ratesHz[0], 1 / 3 / 0.02);
    close(ratesHz[4], 1 / 3 / 0.02);
  });

  test('gives a bin that the window cuts short its true width', () => {
    const { counts, ratesHz } = rateHistogram(sample, population, whole, 30);
    assert.deepEqual([...counts], [3, 1, 0, 1]);
    close(ratesHz[3], 1 / 3 / 0.01);
  });

  test('keeps grid times in their bins in spite of rounding', () => {
    const grid = spikes(...Array.from({ length: 840 }, (_, k) => [k / 10, 0] as const));
    for (const binMs of [0.1, 0.3, 0.7, 4]) {
      const { counts } = rateHistogram(grid, { first: 0, size: 1 }, { startMs: 0, endMs: 84 }, binMs);
      const perBin = Math.round(binMs * 10);
      assert.deepEqual(
        [...counts],
        Array.from({ length: 840 / perBin }, () => perBin),
      );
    }
  });

  test('loses no spike', () => {
    const total = rateHistogram(sample, population, whole, 7).counts.reduce((sum, count) => sum + count, 0);
    assert.equal(total, 5);
    assert.throws(() => rateHistogram(sample, population, whole, 0), /bin of 0 ms/);
  });
});

describe('intervals', () => {
  test('stand neuron by neuron', () => {
    const { offsets, valuesMs } = interSpikeIntervals(sample, population, whole);
    assert.deepEqual([...offsets], [0, 2, 3, 3]);
    assert.deepEqual([...valuesMs], [10, 20, 80]);
  });

  test('vary by their spread over their mean, where there are three spikes', () => {
    const intervals = interSpikeIntervals(sample, population, whole);
    const cvs = neuronCvs(intervals);
    close(cvs[0], 5 / 15);
    assert.ok(Number.isNaN(cvs[1]) && Number.isNaN(cvs[2]));
    close(meanCv(intervals), 1 / 3);
  });

  test('of a clock do not vary, and of nobody there is no CV', () => {
    const clock = spikes([10, 0], [20, 0], [30, 0], [40, 0]);
    close(meanCv(interSpikeIntervals(clock, { first: 0, size: 1 }, whole)), 0);
    assert.equal(meanCv(interSpikeIntervals(clock, { first: 1, size: 4 }, whole)), null);
  });
});

describe('the Fano factor', () => {
  test('is variance over mean of the counts', () => {
    // Counts 3, 1, 0, 0: their mean is 1, the squared deviations 4 + 0 + 1 + 1 = 6, over 3.
    close(fanoOf(4, 10, 4), 2);
    assert.equal(fanoOf(0, 0, 2), null);
    assert.equal(fanoOf(4, 16, 1), null);
  });

  test('is the mean over neurons that fired', () => {
    // In windows of 50 ms neuron 5 counts 3, 0 and neuron 6 counts 1, 1.
    close(meanFano(sample, population, whole, 50), (4.5 / 1.5 + 0) / 2);
  });

  test('needs two whole windows', () => {
    assert.equal(meanFano(sample, population, whole, 60), null);
    assert.equal(meanFano(sample, { first: 7, size: 1 }, whole, 50), null);
  });
});

describe('synchrony', () => {
  test('is the number of neurons where all fire together, for rare volleys', () => {
    const volley = spikes(...Array.from({ length: 10 }, (_, id) => [150, id] as const));
    // 100 bins of 3 ms, one of them with 10 spikes: mean 0.1, variance 1 - 0.01.
    close(synchrony(volley, { first: 0, size: 10 }, { startMs: 0, endMs: 300 }), 0.99 / 0.1);
  });

  test('is zero where the population is as even as a clock', () => {
    const even = spikes(...Array.from({ length: 100 }, (_, k) => [3 * k + 1, k % 10] as const));
    close(synchrony(even, { first: 0, size: 10 }, { startMs: 0, endMs: 300 }), 0);
  });

  test('of nobody is not known', () => {
    assert.equal(synchrony(spikes(), population, whole), null);
    assert.equal(synchrony(sample, population, { startMs: 0, endMs: 4 }), null);
  });
});

describe('moments', () => {
  test('keep their digits beside a large mean', () => {
    const { mean, variance } = moments(Float64Array.of(1e9 + 1, 1e9 + 2, 1e9 + 3));
    assert.equal(mean, 1e9 + 2);
    close(variance, 2 / 3);
    assert.ok(Number.isNaN(moments([]).mean));
  });
});

describe('the summary', () => {
  const trace = (name: string, values: number[]) => ({
    population: name,
    isMembrane: true,
    values: Float64Array.from(values),
    intervalMs: 25,
  });

  test('puts the figures of one population together', () => {
    const traces = [trace('E', [-60, -60, -50, -60, -50]), trace('I', [0, 0, 0, 0, 0])];
    const figures = summarize(sample, { name: 'E', ...population }, whole, traces);
    assert.deepEqual([figures.name, figures.size, figures.spikes], ['E', 3, 5]);
    close(figures.rateHz, 50 / 3);
    close(figures.cvIsi, 1 / 3);
    assert.equal(figures.fano, null);
    // 33 whole bins of 3 ms hold four spikes, two of them in one bin; the fifth comes after them.
    close(figures.synchrony, (6 / 33 - (4 / 33) ** 2) / (4 / 33));
    assert.equal(figures.vMean, -56);
    close(figures.vSd, Math.sqrt(24));
  });

  test('has nulls where there is nothing to compute from', () => {
    const figures = summarize(spikes(), { name: 'E', ...population }, { startMs: 0, endMs: 0 });
    assert.deepEqual(figures, {
      name: 'E',
      size: 3,
      spikes: 0,
      rateHz: 0,
      cvIsi: null,
      fano: null,
      synchrony: null,
      vMean: null,
      vSd: null,
    });
  });
});
