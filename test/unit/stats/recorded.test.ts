// Statistics of rates and of numbers that stream, against numpy, scipy and torch on the same data.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { StreamingHistogram } from '../../../src/stats/histogram';
import { percentiles, percentilesOf } from '../../../src/stats/percentile';
import { psthCorrelation } from '../../../src/stats/psthCorrelation';
import { psthLoss } from '../../../src/stats/psthLoss';
import { boxcar, type Edges, gaussian, smooth } from '../../../src/stats/smoothing';
import { neuronSpread, temporalSpread } from '../../../src/stats/temporalSpread';
import { averageByCondition, averageTrials } from '../../../src/stats/trialAverage';
import { trialFano } from '../../../src/stats/trialFano';
import { maskCoverage } from '../../../src/stats/trialMask';
import { allClose, close, numbers, recorded, type Recorded } from './_recorded';

interface Recording {
  readonly rates: {
    trials: number;
    bins: number;
    neurons: number;
    values: Recorded;
    mask: number[];
    labels: Recorded;
    average: Recorded;
    dividedByAll: Recorded;
    conditions: { condition: number; average: Recorded }[];
    emptyTrials: number[];
    validBins: number;
    torch: { meanTemporalStd: number; psthTemporalStd: number; psthNeuronStd: number };
    numpyTemporalStd: number;
    maskedTemporalStd: number;
    fano: { each: Recorded; mean: number };
  };
  readonly smoothing: {
    values: Recorded;
    columns: number;
    kernels: { kind: string; sigma: number; width: number; edges: Edges; result: Recorded }[];
  };
  readonly psths: {
    bins: number;
    neurons: number;
    target: Recorded;
    cases: {
      name: string;
      model: Recorded;
      loss: { correlation: number; scale: number; variance: number; total: number; each: Recorded };
    }[];
  };
  readonly percentiles: { name: string; values: Recorded; wanted: number[]; result: number[] }[];
  readonly histograms: {
    axis: 'linear' | 'log';
    min: number;
    max: number;
    values: Recorded;
    counts: number[];
    edges: Recorded;
    below?: number;
    above?: number;
  }[];
}

const recording = recorded<Recording>('rate-statistics');

describe('rates by trial, against numpy and torch', () => {
  const { rates: peer } = recording;
  const { trials, bins, neurons, mask } = peer;
  const rates = { values: numbers(peer.values), trials, bins, neurons };
  const known = { ...rates, values: rates.values.map((value) => (Number.isNaN(value) ? 0 : value)) };

  test('are averaged over the trials that count in each bin', () => {
    allClose(averageTrials(rates, { mask }).values, peer.average, 'average');
  });

  test('can be divided by all trials, to show what that does', () => {
    allClose(averageTrials(known, { mask, divideBy: 'all' }).values, peer.dividedByAll, 'average');
  });

  test('are averaged by condition, in order, without those that have none', () => {
    const conditions = averageByCondition(rates, numbers(peer.labels), { mask });
    assert.deepEqual(
      conditions.map(({ condition, members }) => [condition, members]),
      [
        [1, [1, 3, 8]],
        [2, [0, 2, 6]],
        [10, [4, 7]],
      ],
    );
    conditions.forEach(({ values }, i) => allClose(values, peer.conditions[i]?.average ?? [], `condition ${i}`));
  });

  test('say which trials have no bin that counts', () => {
    const coverage = maskCoverage(mask, rates);
    assert.deepEqual([coverage.emptyTrials, coverage.validBins], [peer.emptyTrials, peer.validBins]);
    assert.deepEqual(coverage.emptyBins, []);
    assert.deepEqual(maskCoverage(new Uint8Array(trials), rates).emptyBins.length, bins);
  });

  test('spread in time as torch’s std, divided by n - 1', () => {
    const psth = { ...averageTrials(known), trials: 1 };
    close(temporalSpread(known).mean, peer.torch.meanTemporalStd, 'temporal spread');
    close(temporalSpread(psth).mean, peer.torch.psthTemporalStd, 'of the PSTH');
    close(neuronSpread(psth).mean, peer.torch.psthNeuronStd, 'over neurons');
    close(temporalSpread(known, { divisor: 'n' }).mean, peer.numpyTemporalStd, 'divided by n');
    close(temporalSpread(rates, { mask }).mean, peer.maskedTemporalStd, 'masked');
  });

  test('vary from trial to trial by the Fano factor', () => {
    const fano = trialFano(rates, 0.025, mask);
    allClose(fano.each, peer.fano.each, 'Fano factor');
    close(fano.mean, peer.fano.mean, 'mean Fano factor');
    assert.ok(Number.isNaN(fano.neurons[3]), 'a silent neuron has none');
    assert.equal(fano.neurons[4], 0, 'a constant one has 0');
  });

  test('are refused where the numbers do not fit the shape', () => {
    assert.throws(() => averageTrials({ ...rates, trials: 8 }), /630 numbers are not 8 trials × 14 bins × 5 neurons/);
    assert.throws(() => averageTrials(rates, { mask: [1, 0] }), /mask of 2 numbers fits neither/);
  });
});

describe('smoothing, against scipy', () => {
  const { values, columns, kernels } = recording.smoothing;
  for (const { kind, sigma, width, edges, result } of kernels)
    test(`${kind} of ${sigma ?? width} bins, ${edges} at the edges`, () => {
      const kernel = kind === 'gaussian' ? gaussian(sigma) : boxcar(width);
      allClose(smooth(numbers(values), columns, kernel, edges), result, 'smoothed', 1e-12);
    });

  test('leaves NaN bins out where it makes weights sum to one', () => {
    assert.deepEqual([...smooth(Float64Array.of(1, NaN, 3, 8), 1, boxcar(3))], [1, 2, 5.5, 5.5]);
  });

  test('of nothing is refused', () => {
    assert.throws(() => boxcar(0), /boxcar of 0 bins/);
    assert.throws(() => gaussian(0), /Gaussian of 0 bins/);
  });
});

describe('the PSTH loss, against torch', () => {
  const { bins, neurons, target, cases } = recording.psths;
  const theirs = { values: numbers(target), trials: 1, bins, neurons };
  for (const { name, model, loss } of cases)
    test(name, () => {
      const ours = { values: numbers(model), trials: 1, bins, neurons };
      const result = psthLoss(ours, theirs);
      assert.ok(result);
      for (const term of ['correlation', 'scale', 'variance', 'total'] as const) close(result[term], loss[term], term);
      const { each, constantInModel } = psthCorrelation(ours, theirs);
      const still = name === 'all constant' ? [0, 1, 2, 3] : name === 'one constant' ? [2] : [];
      assert.deepEqual(constantInModel, still);
      allClose(
        each,
        loss.each.map((r, neuron) => (still.includes(neuron) ? null : r)),
        'correlation',
      );
    });

  test('names the term that weighs most', () => {
    const of = (name: string) => {
      const model = cases.find((each) => each.name === name)?.model ?? [];
      return psthLoss({ values: numbers(model), trials: 1, bins, neurons }, theirs)?.dominant;
    };
    assert.equal(of('all constant'), 'correlation');
    assert.equal(of('far off'), 'variance');
  });

  test('leaves out bins that no trial has, and says when nothing is left', () => {
    const nothing = { ...theirs, values: new Float64Array(bins * neurons).fill(NaN) };
    assert.equal(psthLoss(nothing, theirs), null);
    const part = { ...theirs, values: theirs.values.map((value, i) => (i < 2 * neurons ? NaN : value)) };
    assert.ok((psthLoss(part, theirs)?.total ?? 1) < 1e-15);
    assert.deepEqual(psthCorrelation(nothing, theirs).unknown, [0, 1, 2, 3]);
    assert.equal(psthCorrelation(nothing, theirs).mean, null);
  });

  test('is refused for PSTHs that do not pair', () => {
    assert.throws(
      () => psthLoss({ values: new Float64Array(6), trials: 1, bins: 2, neurons: 3 }, theirs),
      /2 bins × 3/,
    );
  });
});

describe('percentiles, against numpy', () => {
  for (const { name, values, wanted, result } of recording.percentiles)
    for (const mostKept of [1 << 20, 40, 0])
      test(`${name}, at most ${mostKept} kept`, () => {
        const all = numbers(values);
        // In two pieces, as it would come from a file.
        const pieces = () => [all.subarray(0, all.length >> 1), all.subarray(all.length >> 1)];
        const found = percentiles(pieces, wanted, mostKept);
        found.values.forEach((value, i) => close((value ?? NaN) + 0, result[i] ?? NaN, `${wanted[i]} %`, 1e-15));
        assert.equal(found.count + found.nan, all.length);
        assert.ok(found.passes <= 5);
      });

  test('hold for float32 and infinities, and are null of nothing', () => {
    const values = Float32Array.of(-Infinity, 1, 2, 3, Infinity);
    assert.deepEqual(percentilesOf(values, [0, 50, 100]).values, [-Infinity, 2, Infinity]);
    assert.deepEqual(percentilesOf(Float64Array.of(NaN), [50]), { values: [null], count: 0, nan: 1, passes: 1 });
    assert.throws(() => percentilesOf(values, [101]), /no 101th percentile/);
  });
});

describe('histograms, against numpy', () => {
  recording.histograms.forEach((peer, i) =>
    test(`${peer.axis} ${i}`, () => {
      const { axis, min, max, values, counts, edges } = peer;
      const all = numbers(values);
      const histogram = new StreamingHistogram(min, max, counts.length, axis);
      for (let at = 0; at < all.length; at += 100) histogram.add(all.subarray(at, at + 100));
      assert.deepEqual([...histogram.counts], counts);
      allClose(histogram.edges, edges, 'edge', 1e-14);
      assert.deepEqual([histogram.below, histogram.above], [peer.below ?? 0, peer.above ?? 0]);
    }),
  );

  test('count NaN apart and refuse what is no axis', () => {
    const histogram = new StreamingHistogram(0, 1, 2);
    histogram.add(Float64Array.of(NaN, 0.5, 1, Infinity));
    assert.deepEqual([[...histogram.counts], histogram.nan, histogram.above], [[0, 2], 1, 1]);
    assert.throws(() => new StreamingHistogram(0, 1, 5, 'log'), /logarithmic axis can't begin at 0/);
    assert.throws(() => new StreamingHistogram(1, 1, 5), /from 1 to 1/);
  });
});
