// Tests what the panel says: the summary in words, numbers as people read them, and texts in other languages.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { summarize } from '../../../src/stats/summary';
import { ratesInWords, runInWords, summaryInWords } from '../../../webview/probe/words';
import { formatCount, formatMeasure, formatTimeMs, setTexts, t } from '../../../webview/texts';
import { recording } from './recording';

const words = (given: ReturnType<typeof recording>): string =>
  summaryInWords(
    given.populations.map((each) => summarize(given, each, { startMs: 0, endMs: given.ms })),
    given.ms,
  );

describe('what a change does to the rates', () => {
  const row = (name: string, rateHz: number) => ({ name, rateHz, cvIsi: null, fano: null, synchrony: null });
  const [before, after_] = [
    [row('E', 1), row('I', 2), row('X', 3), row('Y', 4)],
    [row('E', 11), row('I', 2.5), row('X', 3), row('Y', 10)],
  ];

  test('is told of those that change the most', () =>
    assert.equal(
      ratesInWords({ before, after: after_ }, new Set()),
      'E 1 → 11 spikes/s, Y 4 → 10 spikes/s, I 2 → 2.5 spikes/s',
    ));

  test('has no unit of ours where units send rates', () =>
    assert.equal(
      ratesInWords({ before: before.slice(0, 2), after: after_.slice(0, 2) }, new Set(['E'])),
      'E 1 → 11, I 2 → 2.5 spikes/s',
    ));
});

describe('the summary', () => {
  test('of units that send a rate tells it, and no spikes', () => {
    const given = recording([], [['exc', 3]], 500);
    const [summary] = given.populations.map((each) => summarize(given, each, { startMs: 0, endMs: 500 }));
    assert.ok(summary);
    const rated = { mean: 0.7, overTime: 0.01, overUnits: 0.1, lowest: 0.5, highest: 0.9 };
    assert.equal(summaryInWords([{ ...summary, rated }], 500), 'exc sends 0.7 on average, ± 0.01 over time.');
  });

  test('of a silent run says so', () => {
    assert.equal(
      words(
        recording(
          [],
          [
            ['E', 3],
            ['I', 1],
          ],
          500,
        ),
      ),
      'No neuron fired in 500 ms.',
    );
  });

  test('tells rate and regularity of each population', () => {
    const clock = Array.from({ length: 10 }, (_, at) => [5 + 10 * at, 0] as const);
    assert.equal(
      words(
        recording(clock, [
          ['E', 1],
          ['I', 1],
        ]),
      ),
      'E fires at 100 spikes/s, regularly (CV 0.00). I is silent.',
    );
  });

  test('says nothing of regularity where two spikes do not tell', () => {
    assert.equal(
      words(
        recording(
          [
            [1, 0],
            [2, 0],
          ],
          [['E', 1]],
        ),
      ),
      'E fires at 20 spikes/s.',
    );
  });

  test('names four populations and counts the others', () => {
    const many = Array.from({ length: 6 }, (_, at) => [`P${at}`, 1] as const);
    assert.match(words(recording([[1, 0]], many)), /P3 is silent\. 2 more in the table\.$/);
  });

  test('of the run tells how to repeat it', () => {
    assert.match(runInWords(recording([], [['E', 1]])), /^100 ms in steps of 0\.1 ms · seed 1 · /);
  });
});

describe('numbers', () => {
  test('have three digits and no exponent in daily use', () => {
    assert.deepEqual([0, 4.0521, 12.345, 123.45, 12345.6, 0.05, 0.0001, NaN].map(formatMeasure), [
      '0',
      '4.05',
      '12.3',
      '123',
      '12,346',
      '0.05',
      '1.0e-4',
      '–',
    ]);
    assert.equal(formatCount(1234567), '1,234,567');
    assert.deepEqual(
      [500, 50, 5].map((spanMs) => formatTimeMs(12.3456, spanMs)),
      ['12', '12.3', '12.35'],
    );
  });
});

describe('texts', () => {
  after(() => setTexts({}, 'en'));

  test('fill their slots and fall back on English', () => {
    assert.equal(t('{0} of {1}, {2}', 1, 'two'), '1 of two, {2}');
    setTexts({ Run: 'Los' }, 'de');
    assert.deepEqual([t('Run'), t('Seed'), formatMeasure(1.5)], ['Los', 'Seed', '1,5']);
    setTexts({}, 'no such language!');
    assert.equal(formatMeasure(1.5), '1.5');
  });
});
