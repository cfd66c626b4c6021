// What changes a network while it runs: weights that learn or tire, thresholds that follow a target, neuromodulators, and attention over its spikes.
import { type Span } from '../text';

/** What changes the weights in the run; times in ms, amounts in the unit of the weight where they are not relative. */
export type Plasticity = StdpRule | ShortTermRule | HebbianRule | { readonly kind: 'other'; readonly text: string };

/**
 * A pair of spikes Δt apart changes the weight by `potentiation`·e^(−Δt/tauPlusMs), or where the target fired first by −`depression`·e^(−Δt/tauMinusMs);
 * each times `wMax`, and with an exponent above 0 times (1 − w/wMax) or (w/wMax) to that power.
 */
export interface StdpRule {
  readonly kind: 'stdp';
  readonly tauPlusMs: number;
  readonly tauMinusMs: number;
  readonly potentiation: number;
  readonly depression: number;
  readonly exponentPlus: number;
  readonly exponentMinus: number;
  readonly wMin: number;
  /** Null where there is no upper bound; amounts are then in the unit of the weight. */
  readonly wMax: number | null;
  readonly pairing: 'all' | 'nearest';
  /**
   * Which spikes the delay holds up on their way to the synapse: those of the source (`axonal`, Brian 2), of the target (`dendritic`, NEST and PyNN),
   * or neither, where the spikes' own times count. Axonal where it is left out.
   */
  readonly delayed?: 'axonal' | 'dendritic' | 'neither';
  /** Pairs further apart don't count. */
  readonly windowPlusMs?: number;
  readonly windowMinusMs?: number;
  /** Whether it is switched off, so that no weight changes. */
  readonly off?: true;
  /** Where the numbers stand. */
  readonly places?: Readonly<Partial<Record<'potentiation' | 'depression' | 'tauPlusMs' | 'tauMinusMs', Span>>>;
}

/** Of Tsodyks and Markram; the fraction of the resources that a spike takes, and time constants of recovery and facilitation. */
export interface ShortTermRule {
  readonly kind: 'short-term';
  readonly utilisation: number;
  readonly recoveryMs: number;
  readonly facilitationMs: number;
  /** How long what was released stays in use before it recovers; where it is left out, it recovers at once. */
  readonly inactivationMs?: number;
  /** Of quanta released by chance: how many release sites there are. */
  readonly sites?: number;
}

/** In each step in which the source fires: `together` is added where the target fires too, and `alone` where it does not; then `decay` is taken off towards 0. */
export interface HebbianRule {
  readonly kind: 'hebbian';
  readonly together: number;
  readonly alone: number;
  readonly decay: number;
  readonly wMin: number;
  readonly wMax: number;
}

/** A neuromodulator: its level leaks back to the baseline, jumps when something is injected, and scales what is named in `acts`. */
export interface Modulator {
  readonly name: string;
  readonly level: number;
  readonly baseline: number;
  /** Null where it stays where it was put. */
  readonly decayMs: number | null;
  readonly injections: readonly { readonly atMs: number; readonly amount: number }[];
  /** Whether the script gives it anything that could move it: a call whose time is only known when it runs counts. */
  readonly driven: boolean;
  /** With (level − baseline)/baseline within ±1 times this added to 1, and never below a tenth: the gains of learning. */
  readonly acts: { readonly potentiation: number; readonly depression: number };
  readonly span: Span;
}

/** Moves the threshold of a population, all its neurons together, until their mean rate is the target. */
export interface Homeostasis {
  readonly population: string;
  /** Spikes per neuron and step. */
  readonly target: number;
  /** How far the threshold moves in a step for a rate that is off by 1; times the threshold where `relative`. */
  readonly rate: number;
  readonly relative: boolean;
  /** The mean rate is taken over so many steps. */
  readonly windowSteps: number;
  readonly lowest: number;
  readonly highest: number;
  readonly places?: Readonly<Partial<Record<'target' | 'rate', Span>>>;
  readonly span: Span;
}

/** Attention over the last spikes of a population: how much each of `tokens` steps looks at each of the others. */
export interface Attention {
  readonly name: string;
  readonly population: string;
  readonly size: number;
  readonly heads: number;
  readonly tokens: number;
  readonly span: Span;
}
