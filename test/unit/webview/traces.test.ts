// Which traces are shown, with which levels and which spikes; and rates that are smoothed, put together and averaged over trials.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type About, type Trace } from '../../../src/protocol/probe';
import { bandsOf } from '../../../webview/plots/recording/_bands';
import { averaged, rateCurves, smoothedBinMs, smoothedCurves, together } from '../../../webview/plots/recording/_rate';
import {
  asked,
  chooseTraces,
  keyOf,
  levelsOf,
  nameOf,
  oneOfEach,
  spikesOfTraces,
} from '../../../webview/plots/recording/_traces';
import { recording } from './recording';

const trace = (population: string, neuron: number, unit = 'mV'): Trace => ({
  ...{ population, neuron, unit, variable: 'V_m', isMembrane: true, intervalMs: 0.1 },
  values: new Float64Array(3),
});
const about = (population: string, threshold: number | null, reset: number | null): About => ({
  ...{ population, threshold, reset, sign: null, unit: 'mV' },
});

describe('the traces that are shown', () => {
  const traces = [trace('E', 0), trace('E', 1), trace('I', 0), trace('E', 417)];

  test('are one of each population', () => {
    assert.deepEqual(chooseTraces({ traces }, oneOfEach).map(nameOf), ['E[0]', 'I[0]']);
  });

  test('or those that were asked for, in that order, as far as they are recorded', () => {
    assert.deepEqual(chooseTraces({ traces }, asked, ['E[417]', 'E[9]', 'I[0]']).map(nameOf), ['E[417]', 'I[0]']);
    assert.deepEqual(chooseTraces({ traces }, asked, ['E[9]']).map(nameOf), ['E[0]', 'I[0]']);
  });

  test('or a single one', () => {
    assert.deepEqual(chooseTraces({ traces }, keyOf(trace('E', 1))).map(nameOf), ['E[1]']);
  });

  test('have their thresholds and resets: one line where all agree', () => {
    const levels = levelsOf([trace('E', 0), trace('I', 0)], [about('E', -50, -65), about('I', -50, -60)]);
    assert.deepEqual(levels, [
      { kind: 'threshold', value: -50, population: null },
      { kind: 'reset', value: -65, population: 'E' },
      { kind: 'reset', value: -60, population: 'I' },
    ]);
  });

  test('also in volts, and none where the unit is another or nothing is known', () => {
    const [level] = levelsOf([trace('E', 0, 'V')], [about('E', -50, null)]);
    assert.ok(Math.abs((level?.value ?? 0) + 0.05) < 1e-12);
    assert.deepEqual(levelsOf([trace('E', 0, 'pA')], [about('E', -50, -65)]), []);
    assert.deepEqual(levelsOf([trace('E', 0)], [about('E', null, null)]), []);
  });

  test('have the spikes of their own neurons', () => {
    const recorded = recording(
      [
        [1, 0],
        [2, 3],
        [3, 0],
        [4, 2],
      ],
      [
        ['E', 3],
        ['I', 1],
      ],
    );
    const found = spikesOfTraces(recorded, [trace('E', 0), trace('I', 0), trace('gone', 0)]);
    assert.deepEqual(
      found.map((times) => [...times]),
      [[1, 3], [2], []],
    );
  });
});

describe('rates', () => {
  /** One spike at 50 ms, of one of two neurons. */
  const recorded = recording([[50, 0]], [['E', 2]]);
  const whole = { fromMs: 0, toMs: 100 };

  test('smoothed by a Gaussian keep their sum and have its height', () => {
    const { ratesHz, binMs } = smoothedCurves(recorded, whole, 1, 5);
    const rates = ratesHz[0] ?? new Float64Array(0);
    const sum = rates.reduce((all, rate) => all + (rate * binMs) / 1000, 0);
    assert.ok(Math.abs(sum * 2 - 1) < 1e-3, `${sum * 2} spikes`);
    const height = 1000 / (5 * Math.sqrt(2 * Math.PI)) / 2;
    assert.ok(Math.abs(Math.max(...rates) / height - 1) < 0.01, `${Math.max(...rates)} of ${height} Hz`);
  });

  test('smoothed do not change where one pans: what lies beyond the picture weighs in', () => {
    const all = smoothedCurves(recorded, whole, 1, 5);
    const part = smoothedCurves(recorded, { fromMs: 55, toMs: 70 }, 1, 5);
    assert.equal(part.startMs, 55);
    part.ratesHz[0]?.forEach((rate, bin) => {
      assert.ok(Math.abs(rate - (all.ratesHz[0]?.[55 + bin] ?? NaN)) < 1e-9, `bin ${bin}`);
    });
  });

  test('to be smoothed are counted in bins finer than the kernel, and no finer than steps', () => {
    assert.deepEqual(
      [smoothedBinMs(10, 500, 0.1), smoothedBinMs(2, 500, 1), smoothedBinMs(2, 20_000, 0.1)],
      [2, 1, 10],
    );
  });

  test('together weigh each population by its neurons', () => {
    const two = recording(
      [
        [5, 0],
        [5, 1],
      ],
      [
        ['E', 1],
        ['I', 3],
      ],
    );
    const curves = rateCurves(two, { fromMs: 0, toMs: 10 }, 10);
    assert.deepEqual([curves.ratesHz[0]?.[0], together(curves, two.populations).ratesHz[0]?.[0]], [100, 50]);
  });

  test('averaged over trials come with their standard deviation', () => {
    const of = (rate: number) => ({ startMs: 0, binMs: 1, ratesHz: [Float64Array.of(rate)] });
    const { mean, sdHz } = averaged([of(1), of(2), of(6)]) ?? {};
    assert.deepEqual([mean?.ratesHz[0]?.[0], sdHz?.[0]?.[0]], [3, Math.sqrt(7)]);
    assert.equal(averaged([]), null);
  });

  test('that are expected are areas with their words', () => {
    const expected = [
      { met: true, message: '', population: 'E', measure: 'rate', low: 5, high: 20, text: 'rate 5..20 Hz' },
      { met: true, message: '', population: 'E', measure: 'cv', low: 0, high: 1, text: 'cv ..1' },
      { met: true, message: '', population: 'E', measure: 'rate', low: 40, high: null, text: 'rate 40..' },
    ];
    const bands = bandsOf(expected, recorded.populations, whole, ['#112233'], 30);
    assert.deepEqual(
      bands.map(({ key, edges }) => [key.name, edges.map(({ data }) => data[0]?.y)]),
      [
        ['E expected: 5 to 20 Hz', [20, 5]],
        ['E expected: at least 40 Hz', [48, 40]],
      ],
    );
  });
});
