// Intervals as they stream by, against closed forms and against the intervals taken at once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { neuronCvs } from '../../../src/stats/cv';
import { IntervalTally } from '../../../src/stats/intervalTally';
import { interSpikeIntervals } from '../../../src/stats/isi';

const linear = { minMs: 0, maxMs: 50, bins: 10, axis: 'linear' } as const;

/** In order of time. */
function spikesOf(trains: readonly (readonly number[])[]) {
  const all = trains.flatMap((times, id) => times.map((time) => ({ time, id })));
  all.sort((one, other) => one.time - other.time);
  return {
    times: Float64Array.from(all, ({ time }) => time),
    ids: Uint32Array.from(all, ({ id }) => id),
  };
}

describe('intervals that stream by', () => {
  test('of a clock all fall into one bin, and do not vary', () => {
    const spikes = spikesOf([Array.from({ length: 20 }, (_, k) => 12 * k)]);
    const tally = new IntervalTally(new Int32Array(1), 1, linear);
    tally.add(spikes, 0, 20);
    tally.finish();
    assert.deepEqual([...(tally.histograms[0]?.counts ?? [])], [0, 0, 19, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual([tally.intervals[0], tally.meanMs(0), tally.cvs()[0]], [19, 12, 0]);
  });

  test('of 1 and 3 ms by turns vary by a half', () => {
    const times = [0, 1, 4, 5, 8];
    const tally = new IntervalTally(new Int32Array(1), 1, linear);
    tally.add(spikesOf([times]), 0, 5);
    tally.finish();
    assert.ok(Math.abs((tally.cvs()[0] ?? NaN) - 0.5) < 1e-12);
  });

  test('keep to their groups, and leave out whom none knows', () => {
    const spikes = spikesOf([
      [0, 10],
      [0, 20, 40],
      [0, 1, 2],
    ]);
    const tally = new IntervalTally(Int32Array.of(0, 1, -1), 2, linear);
    tally.add(spikes, 0, spikes.times.length);
    tally.finish();
    assert.deepEqual([...tally.intervals], [1, 2]);
    assert.deepEqual([tally.meanMs(0), tally.meanMs(1)], [10, 20]);
    assert.ok(Number.isNaN(tally.cvs()[0]), 'two spikes do not vary');
  });

  test('come to the same in pieces as at once', () => {
    let state = 7;
    const next = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
    const trains = Array.from({ length: 40 }, () => {
      let time = 0;
      return Array.from({ length: 200 }, () => (time += -8 * Math.log(next())));
    });
    const spikes = spikesOf(trains);
    const pieces = new IntervalTally(new Int32Array(40), 1, { ...linear, minMs: 0.01, maxMs: 1000, axis: 'log' });
    for (let from = 0; from < spikes.ids.length; from += 777)
      pieces.add(spikes, from, Math.min(from + 777, spikes.ids.length));
    pieces.finish();
    const window = { startMs: 0, endMs: 1e6 };
    const whole = interSpikeIntervals(spikes, { first: 0, size: 40 }, window);
    assert.equal(pieces.intervals[0], whole.valuesMs.length);
    const counted = pieces.histograms[0]?.counts.reduce((sum, count) => sum + count, 0);
    assert.equal((counted ?? 0) + (pieces.histograms[0]?.below ?? 0), whole.valuesMs.length);
    const expected = neuronCvs(whole);
    pieces.cvs().forEach((cv, neuron) => assert.ok(Math.abs(cv - (expected[neuron] ?? NaN)) < 1e-9));
  });
});
