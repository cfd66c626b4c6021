// What a run says: the figures of each population with the balance of its input, its symptoms, and whether it is as expected.
import { type Expectation } from '../core/expectations';
import { type Network } from '../core/network/network';
import { type Recording } from '../sim/recording';
import { type PopulationSummary, summarize } from '../stats/summary';
import { type AttentionFigures, attentionIn } from './attention';
import { type Balance, balanceOf, populationOf } from './balance';
import { judgeExpectations, type Verdict } from './expected';
import { type RatedFigures, ratedFigures, ratedOf } from './rated';
import { isKnownNeuron } from './parameters';
import { type Observation, type Symptom } from './symptom';
import { symptoms as kinds } from './symptoms/index';
import { inhibitoryShare } from './wiring';

export interface Figures extends PopulationSummary {
  readonly balance: Balance | null;
  /** Only of rate units; `rateHz` is their mean then, in the unit that the script has for it. */
  readonly rated?: RatedFigures;
}

/** The mean weight of synapses that learn, at first and at last. */
export interface Moved {
  readonly source: string;
  readonly target: string;
  readonly weightUnit: string | null;
  readonly before: number;
  readonly after: number;
}

export interface Examination {
  readonly populations: readonly Figures[];
  /** The part of the network's cells that inhibit; null where it is not known or nobody has synapses. */
  readonly inhibitoryShare: number | null;
  readonly symptoms: readonly Symptom[];
  /** Only of synapses that learn. */
  readonly weights: readonly Moved[];
  /** Only of attention that the network has. */
  readonly attention: readonly AttentionFigures[];
  readonly expectations: readonly Verdict[];
}

export function examine(
  network: Network,
  recording: Recording,
  expectations: readonly Expectation[] = [],
): Examination {
  const window = { startMs: 0, endMs: recording.ms };
  const populations = recording.populations.map((range): Figures => {
    const summary = summarize(recording, range, window, recording.traces);
    const reached = recording.reached.find(({ population }) => population === range.name);
    const population = populationOf(network, range.name);
    const balance = reached ? balanceOf(reached, population, range.size, recording.ms, summary.vMean) : null;
    const rated = ratedOf(recording, range.name);
    if (!rated) return { ...summary, balance };
    const figures = ratedFigures(rated);
    return { ...summary, rateHz: figures.mean, balance, rated: figures };
  });
  const attention = attentionIn(network, recording);
  return {
    populations,
    inhibitoryShare: inhibitoryShare(network),
    symptoms: findSymptoms(network, recording, populations, attention),
    weights: (recording.learned ?? []).map(({ before, after, source, target, weightUnit }) => ({
      ...{ source, target, weightUnit, before: before.mean, after: after.mean },
    })),
    attention,
    expectations: judgeExpectations(expectations, populations),
  };
}

function findSymptoms(
  network: Network,
  recording: Recording,
  figures: readonly Figures[],
  attention: readonly AttentionFigures[],
): Symptom[] {
  const allSilent = figures.every(({ spikes }) => spikes === 0);
  const ordered = [...kinds].sort((one, other) => one.order - other.order);
  return figures.flatMap((summary): Symptom[] => {
    const population = populationOf(network, summary.name);
    const range = recording.populations.find(({ name }) => name === summary.name);
    // A run of no time shows nothing.
    if (!population || !range || recording.ms === 0 || !isKnownNeuron(population)) return [];
    const reached = recording.reached.find((each) => each.population === summary.name) ?? null;
    const { balance } = summary;
    const own = attention.filter((each) => each.population === summary.name);
    const seen = { network, population, recording, range, summary, balance, reached, allSilent };
    const observation: Observation = { ...seen, attention: own };
    return ordered.flatMap(({ kind, find }) => {
      const evidence = find(observation);
      return evidence === null ? [] : [{ kind, population: summary.name, evidence }];
    });
  });
}
