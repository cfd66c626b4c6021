// The runbook's checklist in its order, the service's health before it: each item judged by what is known of a session.
import type { ChecklistItem } from '../checklistItem';
import { activityItems } from './activity';
import { type Evidence, type Item, itemOf } from './evidence';
import { learningItems } from './learning';
import { modulationItems } from './modulation';
import { neuronItems } from './neurons';

const items: readonly Item[] = [
  activityItems.health,
  activityItems.spikeRate,
  neuronItems.lif,
  modulationItems.modulators,
  learningItems.stdp,
  activityItems.forwardPass,
  neuronItems.membrane,
  learningItems.windows,
  modulationItems.attention,
  learningItems.homeostasis,
  activityItems.raster,
  neuronItems.input,
  learningItems.gradients,
  learningItems.learningRate,
];

export const judge = (evidence: Evidence): ChecklistItem[] => items.map((each) => itemOf(each, evidence));

/** Whether a command that was asked to look has found something. */
export const hasFindings = (checklist: readonly ChecklistItem[]): boolean =>
  checklist.some(({ verdict }) => verdict === 'fault' || verdict === 'warning');
