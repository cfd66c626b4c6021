// Tests that a model's understood dynamics stand in for its forward pass only where that pass gives the same numbers.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Dynamics } from '../../../src/core/rate/dynamics';
import { type Pass, witnessed } from '../../../src/core/rate/witnessed';
import { tensor } from '../../../src/core/tensor/tensor';

/** Two units that leak by half and drive each other; the second one also takes the input. */
const dynamics: Dynamics = {
  form: 'current',
  kept: 0.5,
  recurrentGain: 0.5,
  inputGain: 0.5,
  activation: 'relu',
  noiseSd: 0,
  bias: Float64Array.of(0.25, 0),
  recurrent: tensor([2, 2], Float64Array.of(0, 0.5, -0.25, 0)),
  input: tensor([2, 1], Float64Array.of(0, 1)),
  inside: { scale: 1, baseline: 0, span: null },
  outside: { scale: 2, baseline: 1, span: null },
  putsOutState: false,
  dale: false,
  units: 2,
  start: { state: 0.5, sends: true },
  spans: { recurrent: null, input: null, activation: null, update: null },
};

/** The same written out, with what code may do beside; it counts the trials that it is asked for. */
function codeOf(clamp: number, after: boolean, quirk = 0): { readonly pass: Pass; readonly asked: number[] } {
  const asked: number[] = [];
  const pass: Pass = (inputs, trials, steps) => {
    asked.push(trials);
    const rates = new Float64Array(trials * steps * 2);
    for (let trial = 0; trial < trials; trial++) {
      let [a, b] = [0.5, 0.5];
      for (let step = 0; step < steps; step++) {
        const put = (): void => rates.set([2 * Math.max(0, a) + 1, 2 * Math.max(0, b) + 1], (trial * steps + step) * 2);
        if (!after) put();
        const drive = Math.min(clamp, inputs[trial * steps + step] as number);
        const [sentA, sentB] = [Math.max(0, a), Math.max(0, b)];
        [a, b] = [0.5 * a + 0.25 * sentB + 0.25, 0.5 * b - 0.125 * sentA + 0.5 * drive + (step > 7 ? quirk : 0)];
        if (after) put();
      }
    }
    return { rates, width: 2 };
  };
  return { pass, asked };
}

const inputsOf = (trials: number, steps: number, size: number): Float64Array =>
  Float64Array.from({ length: trials * steps }, (_, i) => size * Math.abs(Math.sin(1 + i)));

function assertSame(clamp: number, after: boolean, size: number, quirk = 0): readonly number[] {
  const { pass, asked } = codeOf(clamp, after, quirk);
  const own = witnessed(dynamics, 1, pass);
  for (const scale of [1, 0, size, 0.5]) {
    const inputs = inputsOf(9, 12, scale);
    const { rates, width } = own(inputs, 9, 12);
    assert.equal(width, 2);
    const wanted = codeOf(clamp, after, quirk).pass(inputs, 9, 12).rates;
    rates.forEach((rate, i) =>
      assert.ok(Math.abs(rate - (wanted[i] as number)) <= 1e-12, `${i}: ${rate} and not ${String(wanted[i])}`),
    );
  }
  return asked;
}

describe('a model’s understood dynamics', () => {
  test('stand in for the code, once a trial of it, and the same tenfold, are the same', () => {
    assert.deepEqual(assertSame(Infinity, false, 10), [2]);
    assert.deepEqual(assertSame(Infinity, false, 11), [2, 2]);
    assert.deepEqual(assertSame(Infinity, true, 1), [2]);
  });

  test('give way to the code where larger inputs meet a clamp', () => {
    assert.deepEqual(assertSame(5, false, 10), [2, 9, 9, 9, 9]);
    assert.deepEqual(assertSame(15, false, 20), [2, 2, 9, 9]);
  });

  test('never stand in for code that does more in a late step', () => {
    assert.deepEqual(assertSame(Infinity, false, 10, 0.01), [2, 9, 9, 9, 9]);
  });

  test('are not asked where little is run, or where the start is drawn', () => {
    const few = codeOf(Infinity, false);
    witnessed(dynamics, 1, few.pass)(inputsOf(2, 12, 1), 2, 12);
    assert.deepEqual(few.asked, [2]);
    const drawn = codeOf(Infinity, false);
    witnessed({ ...dynamics, start: null }, 1, drawn.pass)(inputsOf(9, 12, 1), 9, 12);
    assert.deepEqual(drawn.asked, [9]);
  });
});
