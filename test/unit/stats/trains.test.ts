// Statistics of spike trains against numpy: local variation, correlation between neurons, correlograms, PSTHs around events.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { alignedCounts } from '../../../src/stats/alignedHistogram';
import { autocorrelation, crossCorrelation } from '../../../src/stats/autocorrelation';
import { correlationMatrix, spikeCorrelation } from '../../../src/stats/correlation';
import { correlogram } from '../../../src/stats/correlogram';
import { interSpikeIntervals } from '../../../src/stats/isi';
import { localVariation } from '../../../src/stats/localVariation';
import { allClose, close, numbers, recorded, type Recorded } from './_recorded';

interface Recording {
  readonly spikes: {
    size: number;
    durationMs: number;
    trains: number[][];
    cv2: Recorded;
    lv: Recorded;
    correlations: { binMs: number; bins: number; matrix: Recorded; mean: number; counts: number[] }[];
    correlogram: { a: number; b: number; maxLagMs: number; bins: number; cross: number[]; own: number[] };
    aligned: { eventsMs: Recorded; startMs: number; endMs: number; binMs: number; counts: Recorded };
    cross: { a: number[]; b: number[]; maxLag: number; result: Recorded };
    acf: { maxLag: number; result: Recorded };
  };
  readonly series: { rows: number; columns: number; values: Recorded; matrix: Recorded };
}

const { spikes: peer, series } = recorded<Recording>('rate-statistics');
const pairs = peer.trains
  .flatMap((train, id) => train.map((timeMs) => [timeMs, id] as const))
  .sort((a, b) => a[0] - b[0]);
const spikes = { times: Float64Array.from(pairs, ([at]) => at), ids: Uint32Array.from(pairs, ([, id]) => id) };
const population = { first: 0, size: peer.size };
const whole = { startMs: 0, endMs: peer.durationMs };

test('CV2 and LV', () => {
  const { cv2, lv, meanCv2, meanLv } = localVariation(interSpikeIntervals(spikes, population, whole));
  allClose(cv2, peer.cv2, 'CV2');
  allClose(lv, peer.lv, 'LV');
  const meanOf = (values: Recorded) =>
    values.reduce<number>((sum, value) => sum + (value ?? 0), 0) / values.filter((value) => value !== null).length;
  close(meanCv2, meanOf(peer.cv2));
  close(meanLv, meanOf(peer.lv));
});

test('CV2 and LV of a clock are 0, and of nobody unknown', () => {
  const clock = { times: Float64Array.of(1, 2, 3, 4), ids: new Uint32Array(4) };
  const { meanCv2, meanLv } = localVariation(interSpikeIntervals(clock, { first: 0, size: 1 }, whole));
  assert.deepEqual([meanCv2, meanLv], [0, 0]);
  assert.equal(localVariation(interSpikeIntervals(clock, { first: 5, size: 2 }, whole)).meanLv, null);
});

describe('correlation between neurons', () => {
  for (const { binMs, bins, matrix, mean, counts } of peer.correlations) {
    test(`in bins of ${binMs} ms`, () => {
      const result = spikeCorrelation(spikes, population, whole, binMs);
      allClose(result.values, matrix, 'correlation');
      close(result.mean, mean, 'mean');
      assert.deepEqual(result.constant, [5]);
    });
    test(`of counts in bins of ${binMs} ms, given as series`, () => {
      const result = correlationMatrix({ values: Float64Array.from(counts), rows: peer.size, columns: bins });
      allClose(result.values, matrix, 'correlation');
    });
  }

  test('of series whose number fits no block', () => {
    const { rows, columns, values, matrix } = series;
    for (let some = rows; some > 0; some--) {
      const result = correlationMatrix({ values: numbers(values.slice(0, some * columns)), rows: some, columns });
      const expected = matrix.filter((_, i) => i % rows < some && Math.floor(i / rows) < some);
      allClose(result.values, expected, `${some} rows`);
    }
  });

  test('of nobody is unknown', () => {
    assert.equal(spikeCorrelation(spikes, { first: 5, size: 1 }, whole, 5).mean, null);
    assert.equal(spikeCorrelation(spikes, population, { startMs: 0, endMs: 2 }, 5).mean, null);
    assert.throws(() => spikeCorrelation(spikes, population, whole, 0), /bin of 0 ms/);
  });
});

describe('against the lag', () => {
  test('series', () => {
    const { a, b, maxLag, result } = peer.cross;
    allClose(crossCorrelation(Float64Array.from(a), Float64Array.from(b), maxLag) ?? [], result, 'cross-correlation');
    allClose(autocorrelation(Float64Array.from(a), peer.acf.maxLag) ?? [], peer.acf.result, 'autocorrelation');
  });

  test('a copy that comes two bins later peaks at +2', () => {
    const a = Float64Array.of(0, 0, 5, 1, 0, 3, 0, 0, 0);
    const later = Float64Array.of(0, 0, 0, 0, 5, 1, 0, 3, 0);
    const result = crossCorrelation(a, later, 4) ?? new Float64Array();
    assert.equal(result.indexOf(Math.max(...result)) - 4, 2);
    assert.equal(crossCorrelation(a, new Float64Array(9).fill(0.1), 4), null);
    assert.equal(autocorrelation(a, 100)?.length, 9);
  });

  test('spikes', () => {
    const { a, b, maxLagMs, bins, cross, own } = peer.correlogram;
    const [one, other] = [a, b].map((id) => Float64Array.from(peer.trains[id] ?? []));
    assert.ok(one && other);
    const { counts, edgesMs } = correlogram(one, other, maxLagMs, bins);
    assert.deepEqual([...counts], cross);
    assert.deepEqual([edgesMs[0], edgesMs[bins]], [-maxLagMs, maxLagMs]);
    assert.deepEqual([...correlogram(one, one, maxLagMs, bins).counts], own);
  });
});

test('spikes around events', () => {
  const { eventsMs, startMs, endMs, binMs, counts } = peer.aligned;
  const result = alignedCounts(spikes, population, numbers(eventsMs), { startMs, endMs }, binMs);
  assert.deepEqual([result.trials, result.bins, result.neurons], [5, 8, 6]);
  allClose(result.values, counts, 'count');
});
