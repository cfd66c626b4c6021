// Attention that looks at everything alike, or at one thing only.
import { type AttentionFigures } from '../attention';
import { figure, percent } from '../numbers';
import { type SymptomKind } from '../symptom';

/**
 * The runbook takes a standard deviation below 0.01. Weights over `n` steps have a mean of 1/n, and linear attention before training spreads them by
 * a few per cent of that: what tells collapse is the spread as a part of the mean.
 */
const alike = 0.001;
/** One weight takes all, as the runbook has it; of two steps it may. */
const winner = 0.9;
const fewTokens = 3;

const symptom: SymptomKind = {
  kind: 'attention-collapsed',
  order: 11,
  find({ attention, summary }) {
    for (const each of attention) {
      const evidence = evidenceOf(each, summary.spikes);
      if (evidence !== null) return evidence;
    }
    return null;
  },
};

export default symptom;

function evidenceOf({ name, heads, tokens, mean, sd, max }: AttentionFigures, spikes: number): string | null {
  if (tokens < fewTokens) return null;
  if (max > winner)
    return `${name}: a weight is ${figure(max)}, above ${winner}: one of ${tokens} steps takes all of the attention`;
  if (!(sd < alike * mean)) return null;
  const why =
    spikes === 0
      ? 'no neuron that it attends to fires'
      : 'hardly a neuron fired in those steps, or the same ones in each';
  return `${name}: the weights of ${heads} heads over ${tokens} steps are ${figure(mean)} ± ${figure(sd)}, a spread of ${percent(sd / mean)}: every step counts alike; ${why}`;
}
