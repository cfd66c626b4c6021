// Tests the CSV file of spikes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { spikesAsCsv } from '../../../src/protocol/spikesCsv';
import { recording } from '../webview/recording';

describe('spikes as CSV', () => {
  test('name population and neuron, and keep times readable', () => {
    const { ...given } = recording(
      [
        [0.1 * 3, 0],
        [1.5, 2],
        [20, 3],
      ],
      [
        ['E', 2],
        ['I "fast", delayed', 2],
      ],
    );
    assert.deepEqual([...spikesAsCsv(given)].join('').split('\n'), [
      'time_ms,population,neuron,id',
      '0.3,E,0,0',
      '1.5,"I ""fast"", delayed",0,2',
      '20,"I ""fast"", delayed",1,3',
      '',
    ]);
  });

  test('of a silent run are the heading alone', () => {
    assert.equal([...spikesAsCsv(recording([], [['E', 2]]))].join(''), 'time_ms,population,neuron,id\n');
  });
});
