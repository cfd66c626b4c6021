// Reads what numpy, scipy and torch gave, and compares numbers and arrays with it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** A recording of test/recordings; null stands for NaN. */
export function recorded<T>(name: string): T {
  return JSON.parse(readFileSync(`test/recordings/${name}.json`, 'utf8')) as T;
}

export type Recorded = readonly (number | null)[];

export const numbers = (values: Recorded): Float64Array => Float64Array.from(values, (value) => value ?? NaN);

const relative = 1e-9;

export function close(actual: number | null | undefined, expected: number, what = '', tolerance = relative): void {
  assert.ok(typeof actual === 'number', `${what} is ${actual}, not ${expected}`);
  const apart = Math.abs(actual - expected);
  assert.ok(apart <= tolerance * Math.abs(expected) || apart < 1e-300, `${what} is ${actual}, not ${expected}`);
}

/** Each within the tolerance of the largest; NaN only where the peer has it. */
export function allClose(actual: ArrayLike<number>, expected: Recorded, what = '', tolerance = relative): void {
  assert.equal(actual.length, expected.length, what);
  const size = expected.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  expected.forEach((value, i) => {
    const ours = actual[i] as number;
    const fits = value === null ? Number.isNaN(ours) : Math.abs(ours - value) <= tolerance * size;
    assert.ok(fits, `${what}[${i}] is ${ours}, not ${value}`);
  });
}
