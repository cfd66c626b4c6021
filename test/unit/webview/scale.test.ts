// From a slider's place to a factor and back, and what a number becomes by it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  differenceInWords,
  durationAt,
  durationPlaceOf,
  factorAt,
  placeOf,
  tidyTurned,
  turnedInWords,
  turnedValue,
} from '../../../webview/probe/scale';

const plain = { value: 20, origin: 0, unit: 'pA', text: '20 pA' };

describe('a slider’s place', () => {
  test('stands for a factor from a tenth to ten, the middle for no change', () => {
    assert.deepEqual([-1, -0.3, 0, 0.3, 1].map(factorAt), [0.1, 0.501, 1, 2, 10]);
  });

  test('is found again from the factor', () => {
    for (let place = -100; place <= 100; place++)
      assert.equal(Math.round(placeOf(factorAt(place / 100)) * 100), place, `${place}`);
  });

  test('of a factor beyond its ends is the end', () => assert.deepEqual([placeOf(0.001), placeOf(500)], [-1, 1]));

  test('stands for a duration of two digits', () => {
    assert.deepEqual([1, 2.7, 3, 4.3].map(durationAt), [10, 500, 1000, 20000]);
    assert.equal(durationAt(durationPlaceOf(500)), 500);
  });
});

describe('a number that is turned', () => {
  test('is multiplied', () => assert.equal(turnedValue(plain, 1.5), 30));

  test('by its distance from rest, where it is a threshold', () => {
    assert.equal(turnedValue({ value: -50, origin: -65, unit: 'mV', text: '-50 mV' }, 2), -35);
  });

  test('by its time constant, where it is what is kept: twice as long keeps the root', () => {
    assert.equal(turnedValue({ value: 10, origin: 0, unit: null, text: '10', isWhole: true }, 1.26), 13);
    assert.equal(turnedValue({ value: 2, origin: 0, unit: null, text: '2', isWhole: true }, 0.1), 1);
    assert.equal(turnedValue({ value: 0.81, origin: 0, unit: null, text: '0.81', isKept: true }, 2), 0.9);
  });

  test('is shown with its factor, in its unit', () => {
    assert.equal(turnedInWords(plain, 1), '20 pA');
    assert.equal(turnedInWords(plain, 1.5), '× 1.5 · 30 pA');
    assert.equal(turnedInWords({ value: null, origin: 0, unit: 'pA', text: 'normal(20, 2)' }, 2), '× 2');
  });
});

describe('settings', () => {
  const base = { durationMs: 500, seed: 1 };

  test('of one meaning are one text', () => {
    assert.equal(JSON.stringify(tidyTurned({ b: 2, a: 3, c: 1 })), '{"a":3,"b":2}');
  });

  test('are told apart by what is different', () => {
    const named = (key: string): string => `<${key}>`;
    assert.equal(differenceInWords(base, base, named), '');
    assert.equal(differenceInWords({ ...base, seed: 2, turned: { a: 2 } }, base, named), 'seed 2, <a> × 2');
    assert.equal(differenceInWords(base, { ...base, durationMs: 100, turned: { a: 2 } }, named), '500 ms, <a> × 1');
  });
});
