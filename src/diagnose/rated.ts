// What rate units do in a run, in figures, and what is wrong with it: they don't fire, so each symptom is read off the course of their rates.
import { type Population } from '../core/network/network';
import { typical } from '../core/network/typical';
import { type RatedPopulation, type Recording } from '../sim/recording';
import { moments } from '../stats/moments';
import { figure, percent } from './numbers';
import { type Observation } from './symptom';
import { projectionsTo } from './wiring';

/** In the unit that the script has for rates. */
export interface RatedFigures {
  readonly mean: number;
  /** How far the mean rate moves over time. */
  readonly overTime: number;
  /** How far apart the units' own means are. */
  readonly overUnits: number;
  readonly lowest: number;
  readonly highest: number;
}

export const ratedOf = ({ rated }: Recording, name: string): RatedPopulation | null =>
  rated?.find(({ population }) => population === name) ?? null;

export function ratedFigures({ course, means }: RatedPopulation): RatedFigures {
  const [overTime, overUnits] = [moments(course.subarray(Math.min(1, course.length - 1))), moments(means)];
  return {
    mean: overUnits.mean,
    overTime: Math.sqrt(overTime.variance),
    overUnits: Math.sqrt(overUnits.variance),
    lowest: means.reduce((least, each) => Math.min(least, each), Infinity),
    highest: means.reduce((most, each) => Math.max(most, each), -Infinity),
  };
}

/** Nothing that a rate stands for is so large. */
const far = 1e6;

export function divergingRates({ recording, population }: Observation): string | null {
  const rated = ratedOf(recording, population.name);
  if (!rated) return null;
  if (rated.strangeMs !== null) return `its rates are no finite numbers from ${figure(rated.strangeMs)} ms on`;
  const at = rated.course.findIndex((each) => Math.abs(each) > far);
  if (at < 0) return null;
  return `its mean rate has come to ${figure(rated.course[at] ?? NaN)} after ${figure(at * rated.intervalMs)} ms${fedBack(population)}`;
}

/** More than twice from the middle to the end, which growth at a constant pace is not. */
const growing = 2.5;
const much = 10;
const leastSamples = 8;

export function runawayRates(observation: Observation): string | null {
  const { recording, population } = observation;
  const rated = ratedOf(recording, population.name);
  if (!rated || rated.course.length < leastSamples || divergingRates(observation) !== null) return null;
  const { course, intervalMs } = rated;
  const last = course.length - 1;
  const [quarter, middle, end] = [0.25, 0.5, 1].map((part) => Math.abs(course[Math.round(part * last)] ?? NaN));
  if (quarter === undefined || middle === undefined || end === undefined) return null;
  if (!(end > much && end > growing * middle && middle > quarter)) return null;
  const from = figure(Math.round(last / 2) * intervalMs);
  return `its mean rate grows from ${figure(middle)} at ${from} ms to ${figure(end)} at ${figure(last * intervalMs)} ms and does not settle${fedBack(population)}`;
}

const fedBack = ({ rate }: Population): string =>
  rate ? `; ${rate.activation} has no ceiling, and what comes back is more than what leaks away` : '';

/** What comes from outside of the recurrence; where there is nothing of it, rest is no symptom. */
function drivenBy({ params }: Population): string | null {
  const size = (key: string): number => {
    const parameter = params[key];
    if (!parameter) return 0;
    return Math.max(...Array.from(parameter.each ?? [typical(parameter) ?? 0], Math.abs));
  };
  const words: readonly (readonly [string, string])[] = [
    ['input', 'an input'],
    ['bias', 'a bias'],
    ['noise_per_step', 'noise'],
  ];
  const found = words.find(([key]) => size(key) > 0);
  return found ? `${found[1]} of up to ${figure(size(found[0]))} reaches them` : null;
}

const nearlyNothing = 1e-9;

export function silentRates({ recording, population }: Observation): string | null {
  const rated = ratedOf(recording, population.name);
  const driven = drivenBy(population);
  if (!rated || driven === null || recording.ms === 0) return null;
  const { means, spreads } = rated;
  if (!means.every((each, i) => Math.abs(each) + (spreads[i] as number) < nearlyNothing)) return null;
  return `all ${means.length} units send 0 for ${figure(recording.ms, 6)} ms, although ${driven}`;
}

const nearlyAll = 0.9;

export function saturatedRates({ recording, population }: Observation): string | null {
  const rated = ratedOf(recording, population.name);
  if (!rated || rated.atEnds === null || rated.atEnds < nearlyAll) return null;
  const name = population.rate?.activation ?? 'its function';
  return `${percent(rated.atEnds)} of its rates are at an end of what ${name} can give: more or less input changes nothing`;
}

export function stuckRates(observation: Observation): string | null {
  const { recording, population, network } = observation;
  const rated = ratedOf(recording, population.name);
  const driven = drivenBy(population);
  if (!rated || driven === null || rated.course.length < leastSamples) return null;
  if (silentRates(observation) !== null || saturatedRates(observation) !== null) return null;
  const { means, spreads } = rated;
  const [first = NaN] = means;
  const size = Math.max(1, Math.abs(first));
  const still = spreads.every((each) => each < nearlyNothing * size);
  const alike = means.every((each) => Math.abs(each - first) < nearlyNothing * size);
  if (!still || !alike || means.length < 2) return null;
  const alone = projectionsTo(network, population.name).length === 0 ? '; its recurrent weights are all 0' : '';
  return `all ${means.length} units send ${figure(first)} from first to last, although ${driven}${alone}`;
}
