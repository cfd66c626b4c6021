// The table that tells whether a model is any good: each figure against a least and a good target, and never "good" by accident.
import { type Behaviour } from './behaviour';
import { type HistoryFigures } from './history';

/** `undefined` where there is a model, but the figure has no value: constant units, numbers that are not finite. */
export type Verdict = 'good' | 'minimum' | 'below' | 'undefined' | 'unknown';

export interface Metric {
  readonly name: string;
  readonly unit: string | null;
  readonly current: number | string | null;
  readonly minimum: string;
  readonly good: string;
  readonly verdict: Verdict;
  /** Why there is no verdict, or what it is of. */
  readonly note: string;
}

const isNumber = (value: number | null | undefined): value is number =>
  typeof value === 'number' && value - value === 0;

/** @param given whether there is a file with a history, whatever it holds */
export function judge(behaviour: Behaviour | null, history: HistoryFigures | null, given = history !== null): Metric[] {
  return [
    correlation(behaviour),
    meanRate(behaviour),
    temporal(behaviour),
    psthSpread(behaviour),
    lossTrend(history, given),
  ];
}

const graded = (good: boolean, enough: boolean): Verdict => (good ? 'good' : enough ? 'minimum' : 'below');

function correlation(behaviour: Behaviour | null): Metric {
  const base = { name: 'PSTH correlation', unit: null, minimum: '≥ 0.30', good: '≥ 0.50' };
  const match = behaviour?.match;
  if (!match) return { ...base, current: null, verdict: 'unknown', note: missing(behaviour) };
  const r = match.correlation;
  if (!isNumber(r))
    return {
      ...base,
      current: null,
      verdict: 'undefined',
      note: `no correlation is defined: ${match.constantInModel} of the model’s PSTHs and ${match.constantInTarget} of the data’s do not move`,
    };
  const still = match.constantInModel > 0 ? `; ${match.constantInModel} units are constant and left out` : '';
  // A mean over the few units that move is no verdict on the others.
  const verdict = match.constantInModel > match.units.length / 2 ? 'below' : graded(r >= 0.5, r >= 0.3);
  return {
    ...base,
    current: r,
    verdict,
    note: `mean over neurons, ${match.trials} trials, units paired ${match.pairing}${still}`,
  };
}

function meanRate(behaviour: Behaviour | null): Metric {
  const target = behaviour?.match?.targetMean;
  const range = (low: number, high: number): string =>
    isNumber(target) ? `${figure(low * target)} to ${figure(high * target)}` : 'half to twice the data’s';
  const base = { name: 'mean rate', unit: 'sp/s', minimum: range(0.5, 2), good: range(0.8, 1.2) };
  const current = behaviour?.match?.modelMean;
  if (current === undefined || target === undefined)
    return { ...base, current: null, verdict: 'unknown', note: missing(behaviour) };
  if (!isNumber(current) || !isNumber(target) || target === 0)
    return {
      ...base,
      current: null,
      verdict: 'undefined',
      note: target === 0 ? 'the data’s mean is 0' : 'the model’s mean is not a finite number',
    };
  const ratio = current / target;
  const verdict = graded(Math.abs(ratio - 1) <= 0.2, ratio >= 0.5 && ratio <= 2);
  return { ...base, current, verdict, note: `the data’s is ${figure(target)} sp/s, over the bins that count` };
}

function temporal(behaviour: Behaviour | null): Metric {
  const target = behaviour?.temporalStd.target;
  const base = {
    name: 'temporal spread, single trials',
    unit: 'sp/s',
    minimum: '> 0.5',
    good: isNumber(target) ? `${figure(0.5 * target)} to ${figure(1.5 * target)}` : 'within 50 % of the data’s',
  };
  const current = behaviour?.temporalStd.model;
  if (behaviour === null) return { ...base, current: null, verdict: 'unknown', note: missing(behaviour) };
  if (!isNumber(current) || !isNumber(target) || target === 0)
    return {
      ...base,
      current: null,
      verdict: 'undefined',
      note: 'it has no finite value in the model or none in the data',
    };
  const verdict = graded(Math.abs(current / target - 1) <= 0.5, current > 0.5);
  return {
    ...base,
    current,
    verdict,
    note: `the data’s is ${figure(target)} sp/s, counting noise of spikes included; mean over units`,
  };
}

function psthSpread(behaviour: Behaviour | null): Metric {
  const match = behaviour?.match;
  const target = match?.targetSpread;
  const range = (low: number, high: number): string =>
    isNumber(target) ? `${figure(low * target)} to ${figure(high * target)}` : 'near the data’s';
  const base = { name: 'temporal spread of the PSTH', unit: 'sp/s', minimum: range(0.25, 2), good: range(0.5, 1.5) };
  if (!match) return { ...base, current: null, verdict: 'unknown', note: missing(behaviour) };
  const current = match.modelSpread;
  if (!isNumber(current) || !isNumber(target) || target === 0)
    return {
      ...base,
      current: null,
      verdict: 'undefined',
      note: 'it has no finite value in the model or none in the data',
    };
  const ratio = current / target;
  const verdict = graded(Math.abs(ratio - 1) <= 0.5, ratio >= 0.25 && ratio <= 2);
  return {
    ...base,
    current,
    verdict,
    note: `the data’s is ${figure(target)} sp/s; averaging takes the counting noise out`,
  };
}

function lossTrend(history: HistoryFigures | null, given: boolean): Metric {
  const base = { name: 'loss trend', unit: null, minimum: 'falling', good: 'falling, then stable' };
  if (!history)
    return {
      ...base,
      current: null,
      verdict: 'unknown',
      note: given
        ? 'the history holds no series of two or more epochs'
        : 'no training history is given: --history FILE',
    };
  const losses = history.series.filter(({ trend }) => trend !== null);
  const neuron = losses.find(({ name }) => /train.*(?:neuron|psth)/i.test(name));
  const loss = neuron ?? losses.find(({ name }) => !/val|test/i.test(name)) ?? losses[0];
  if (!loss || loss.trend === null)
    return { ...base, current: null, verdict: 'unknown', note: 'the history holds no loss' };
  const { trend, name, plateauFrom } = loss;
  const burst = history.explosions.find((each) => each.name === name);
  if (trend === 'not finite' || trend === 'too short')
    return { ...base, current: trend, verdict: 'undefined', note: `of ${name}` };
  const verdict: Verdict = trend !== 'falling' || burst ? 'below' : plateauFrom !== null ? 'good' : 'minimum';
  return {
    ...base,
    current: trend,
    verdict,
    note: `of ${name}${burst ? `, which leaps to ${burst.value === Infinity ? 'infinity' : burst.value.toPrecision(3)} in epoch ${burst.epoch}` : ''}`,
  };
}

const missing = (behaviour: Behaviour | null): string =>
  behaviour === null ? 'there is no model to run' : 'the model has fewer outputs than the data has neurons';

const figure = (value: number): string => String(Number(value.toPrecision(3)));
