// The order of a raster's rows, and what the rows are then.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bandColours, layRows } from '../../../webview/plots/recording/_binning';
import { canGroup, orderRows } from '../../../webview/plots/recording/_order';
import { recording } from './recording';

/** Of E 1 is the most active and 2 the earliest; 0 is silent. Of I both fire once, the second one first. */
const recorded = recording(
  [
    [1, 2],
    [5, 1],
    [6, 4],
    [7, 1],
    [8, 3],
    [9, 1],
    [9.5, 2],
  ],
  [
    ['E', 3],
    ['I', 2],
  ],
);
const about = (name: string, sign: 'excitatory' | 'inhibitory' | null) => ({
  ...{ population: name, sign, threshold: null, reset: null, unit: 'mV' },
});

describe('rows', () => {
  test('stand as they are numbered', () => {
    assert.deepEqual([...orderRows(recorded, 'written', null)], [0, 1, 2, 3, 4]);
  });

  test('by rate: the most active below, population by population, and alike ones as numbered', () => {
    assert.deepEqual([...orderRows(recorded, 'rate', null)], [1, 2, 0, 3, 4]);
  });

  test('by their first spike: the earliest below, who is silent above', () => {
    assert.deepEqual([...orderRows(recorded, 'first-spike', null)], [2, 1, 0, 4, 3]);
  });

  test('with excitatory populations below and inhibitory ones above', () => {
    const three = recording(
      [],
      [
        ['I', 2],
        ['other', 1],
        ['E', 2],
      ],
    );
    const signs = [about('I', 'inhibitory'), about('other', null), about('E', 'excitatory')];
    assert.deepEqual([...orderRows(three, 'written', signs)], [3, 4, 2, 0, 1]);
    const rows = layRows(three.populations, orderRows(three, 'written', signs));
    assert.deepEqual(
      rows.bands.map(({ name, firstRow, size }) => [name, firstRow, size]),
      [
        ['E', 0, 2],
        ['other', 2, 1],
        ['I', 3, 2],
      ],
    );
    assert.equal(rows.isSorted, false);
  });

  test('grouping says something only where there are both kinds', () => {
    assert.equal(canGroup([about('E', 'excitatory'), about('I', 'inhibitory')]), true);
    assert.equal(canGroup([about('E', 'excitatory'), about('x', null)]), false);
  });
});

describe('laid rows', () => {
  const rows = layRows(recorded.populations, orderRows(recorded, 'rate', null));

  test('know who stands where, both ways', () => {
    assert.deepEqual([...rows.rowOf], [2, 0, 1, 3, 4]);
    assert.deepEqual([...rows.idOf], [1, 2, 0, 3, 4]);
    assert.equal(rows.isSorted, true);
  });

  test('keep their populations’ colours wherever these stand', () => {
    const turned = layRows(recorded.populations, Uint32Array.of(3, 4, 0, 1, 2));
    assert.deepEqual(bandColours(turned, ['#000001', '#000002']), ['#000002', '#000001']);
  });

  test('of nobody are none', () => {
    assert.deepEqual(layRows([{ name: 'E', first: 0, size: 0 }]).count, 0);
  });
});
