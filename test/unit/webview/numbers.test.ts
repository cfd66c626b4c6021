// Tests a plot's numbers as files: every row and digit, units in the header, quotes where they are needed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { csvBytes, tabSeparated, type Numbers } from '../../../webview/plots/_csv';
import { sampledNumbers } from '../../../webview/plots/recording/_samples';

const numbers: Numbers = {
  caption: 'Rates',
  columns: ['from (ms)', 'E, "regular" (spikes/s)', 'note'],
  count: 2,
  rows: () => [
    [0.1, 1 / 3, 'a\tb'],
    [1e-7, NaN, null],
  ],
};

describe('numbers as files', () => {
  test('CSV has all digits and quotes what needs it', async () =>
    assert.equal(
      new TextDecoder().decode(await csvBytes(numbers)),
      'from (ms),"E, ""regular"" (spikes/s)",note\n0.1,0.3333333333333333,a\tb\n1e-7,,\n',
    ));

  test('tabs part the columns, and none is left in a cell', async () =>
    assert.equal(
      await tabSeparated(numbers),
      'from (ms)\tE, "regular" (spikes/s)\tnote\n0.1\t0.3333333333333333\ta b\n1e-7\t\t\n',
    ));

  test('more rows than are written at once are all there, in order', async () => {
    const many: Numbers = {
      caption: '',
      columns: ['k'],
      count: 120_001,
      *rows() {
        for (let k = 0; k < 120_001; k++) yield [k];
      },
    };
    const lines = new TextDecoder().decode(await csvBytes(many)).split('\n');
    assert.equal(lines.length, 120_003);
    assert.equal(lines[100_001], '100000');
    assert.equal(lines.at(-2), '120000');
  });
});

describe('sampled curves as one table', () => {
  const fine = { name: 'V', unit: 'mV', intervalMs: 0.1, values: [1, 2, 3, 4, 5] };
  const coarse = { name: 'u', unit: '', intervalMs: 0.2, values: [10, 20, 30] };

  test('times of the finest, and a gap where another has no sample', () => {
    const { columns, count, rows } = sampledNumbers('', 'time (ms)', [fine, coarse], { fromMs: 0, toMs: 100 });
    assert.deepEqual(columns, ['time (ms)', 'V (mV)', 'u']);
    assert.equal(count, 5);
    assert.deepEqual(
      [...rows()],
      [
        [0, 1, 10],
        [0.1, 2, null],
        [0.2, 3, 20],
        [0.3, 4, null],
        [0.4, 5, 30],
      ],
    );
  });

  test('only those that the range shows', () => {
    const { count, rows } = sampledNumbers('', 'time (ms)', [fine], { fromMs: 0.15, toMs: 0.3 });
    assert.equal(count, 2);
    assert.deepEqual(
      [...rows()].map(([time]) => time),
      [0.2, 0.3],
    );
  });

  test('without curves there are no rows', () => {
    const { count, rows } = sampledNumbers('', 'time (ms)', [], { fromMs: 0, toMs: 1 });
    assert.equal(count, 0);
    assert.deepEqual([...rows()], []);
  });
});
