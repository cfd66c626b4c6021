// What meets an expectation.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Expectation } from '../../../src/core/expectations';
import { judgeExpectations } from '../../../src/diagnose/expected';
import { type PopulationSummary } from '../../../src/stats/summary';

const summary = (name: string, rateHz: number, cvIsi: number | null): PopulationSummary => ({
  ...{ name, size: 10, spikes: 5, rateHz, cvIsi, fano: 0.5, synchrony: 1, vMean: -60, vSd: 1 },
});

const expected = (more: Partial<Expectation>): Expectation => ({
  ...{ measure: 'rate', population: null, low: 5, high: 20, text: '', span: { file: 'm.py', start: 0, end: 0 } },
  ...more,
});

const populations = [summary('E', 8, 0.9), summary('I', 20, null), summary('X', 20.01, 0.1)];

const met = (expectation: Partial<Expectation>): string[] =>
  judgeExpectations([expected(expectation)], populations)
    .filter((each) => each.met)
    .map(({ population }) => population);

describe('an expectation', () => {
  test('of all is judged for each population, its ends included', () => assert.deepEqual(met({}), ['E', 'I']));
  test('of one is judged for that one', () => {
    const verdicts = judgeExpectations([expected({ population: 'X' })], populations);
    assert.deepEqual(
      verdicts.map((each) => each.message),
      ['X has a rate of 20 Hz, 5 to 20 Hz is expected'],
    );
    assert.equal(verdicts[0]?.met, false);
  });
  test('may be open at one end', () => {
    assert.deepEqual(met({ low: null }), ['E', 'I']);
    assert.deepEqual(met({ low: 20, high: null }), ['I', 'X']);
  });
  test('is not met by a figure that there is none of', () => {
    assert.deepEqual(met({ measure: 'cv', low: 0, high: null }), ['E', 'X']);
    const [, of] = judgeExpectations([expected({ measure: 'cv' })], populations);
    assert.match(of?.message ?? '', /I has no CV: it fired too little/);
  });
});
