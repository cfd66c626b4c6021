// What a symptom is: one file in `symptoms/` that looks at one population of a run and says what is wrong with it, and by which figures.
import { type Network, type Population } from '../core/network/network';
import { type Reached, type Recording } from '../sim/recording';
import { type IdRange } from '../stats/spikes';
import { type PopulationSummary } from '../stats/summary';
import { type AttentionFigures } from './attention';
import { type Balance } from './balance';

/** One population in one run. */
export interface Observation {
  readonly network: Network;
  readonly population: Population;
  readonly recording: Recording;
  readonly range: IdRange;
  readonly summary: PopulationSummary;
  readonly balance: Balance | null;
  readonly reached: Reached | null;
  /** Whether no population of the network fired. */
  readonly allSilent: boolean;
  readonly attention: readonly AttentionFigures[];
}

export interface SymptomKind {
  /** As JSON names it. */
  readonly kind: string;
  /** The lower, the sooner it is treated: what follows from another symptom comes after it. */
  readonly order: number;
  /** The figures that show it; null where the population does not have it. */
  find(observation: Observation): string | null;
}

export interface Symptom {
  readonly kind: string;
  readonly population: string;
  readonly evidence: string;
}
