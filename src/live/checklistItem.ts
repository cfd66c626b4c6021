// What an item of the runbook's checklist is: what was looked at, what it comes to, why, and what the runbook says to do, in its order.
import type { Question } from './values';

/** `unknown` is an honest answer: the data are missing, and `because` says which. */
export type Verdict = 'good' | 'warning' | 'fault' | 'unknown';

export interface Solution {
  readonly title: string;
  /** What is written in code, a shell or a request to do it. */
  readonly how: string;
  /** Which trial by simulation stands for it, where one does. */
  readonly trial: Trial | null;
  /** Whether it asks the service to change something. */
  readonly changesService: boolean;
}

export type Trial =
  | 'lower-threshold'
  | 'scale-input'
  | 'raise-alpha'
  | 'clip-recurrence'
  | 'raise-beta'
  | 'regulate-rate'
  | 'raise-learning-rate'
  | 'widen-window'
  | 'enable-learning'
  | 'inject-modulator'
  | 'clip-membrane'
  | 'lower-alpha';

export interface ChecklistItem {
  readonly id: ChecklistId;
  /** As the list shows it. */
  readonly item: string;
  readonly verdict: Verdict;
  /** The figure that decides: a number with its unit in `text`, or words; null where it is unknown. */
  readonly value: number | string | null;
  readonly text: string;
  readonly because: string;
  /** The runbook's name for what is wrong; null where nothing is. */
  readonly issue: string | null;
  /** In the runbook's order; none where nothing is wrong. */
  readonly solutions: readonly Solution[];
  readonly from: readonly Question[];
}

export type ChecklistId =
  | 'health'
  | 'spike-rate'
  | 'lif-params'
  | 'neuromodulators'
  | 'stdp-enabled'
  | 'forward-pass'
  | 'membrane'
  | 'causal-timing'
  | 'attention'
  | 'homeostasis'
  | 'raster'
  | 'input'
  | 'gradients'
  | 'learning-rate';
