// Weights that are set up to learn and stay where they are, although both sides of their synapses fire.
import { type StdpRule } from '../../core/network/plasticity';
import { type Learned } from '../../sim/recording';
import { ruleOf } from '../learning';
import { counted, figure, percent } from '../numbers';
import { type Observation, type SymptomKind } from '../symptom';

/** So few pairs of spikes show nothing. */
const fewPairs = 10;
/** Moves below this part of the weights are rounding. */
const nothing = 1e-7;
/** With a trace that is gone within the step, moves below this part are what is left of it. */
const nearlyNothing = 1e-3;
const nearlyAll = 0.99;

const symptom: SymptomKind = {
  kind: 'learning-not-engaged',
  order: 9,
  find(observation) {
    const { recording, population, summary } = observation;
    if (summary.spikes === 0) return null;
    for (const learned of recording.learned ?? []) {
      const evidence = learned.target === population.name ? evidenceOf(learned, observation) : null;
      if (evidence !== null) return evidence;
    }
    return null;
  },
};

export default symptom;

function evidenceOf(learned: Learned, { network, recording, summary }: Observation): string | null {
  const { source, target, synapses, before, after, weightUnit, potentiations, depressions } = learned;
  const sources = recording.populations.find(({ name }) => name === source);
  if (synapses === 0 || (sources && !hasFired(sources, recording.ids))) return null;
  const pairs = potentiations + depressions;
  // Weights that begin at their lower bound wait for the first pair that strengthens them.
  const couldMove = after.atLowest > 0 ? potentiations : pairs;
  const stalled = couldMove >= fewPairs ? stalledAt(learned) : null;
  if (stalled !== null) return `${source} → ${target}: ${stalled}`;
  const scale = Math.max(Math.abs(before.mean), Math.abs(before.max - before.min), Number.MIN_VALUE);
  const moved = Math.max(Math.abs(after.mean - before.mean), Math.abs(after.sd - before.sd)) / scale;
  const rule = ruleOf(network, learned);
  const short = rule?.kind === 'stdp' ? Math.max(rule.tauPlusMs, rule.tauMinusMs) < recording.dtMs : false;
  if (moved > (short ? nearlyNothing : nothing)) return null;
  // No pair at all tells only of a window that lets none through.
  const isNarrow =
    rule?.kind === 'stdp' && Math.max(rule.windowPlusMs ?? Infinity, rule.windowMinusMs ?? Infinity) < recording.dtMs;
  if (pairs < fewPairs && !(isNarrow && summary.spikes >= fewPairs)) return null;
  if (after.atLowest > nearlyAll && potentiations < fewPairs) return null;
  const unit = weightUnit === null ? '' : ` ${weightUnit}`;
  const still = `${counted(synapses, 'weight')} of ${source} → ${target} ${moved === 0 ? 'stay' : 'all but stay'} at ${figure(before.mean)}${unit} although ${counted(pairs, 'pair')} of spikes came together`;
  if (rule?.kind === 'hebbian' && rule.together === 0 && rule.alone === 0) return `${still}; the learning rate is 0`;
  return `${still}; ${because(learned, rule?.kind === 'stdp' ? rule : null, recording.dtMs)}`;
}

const hasFired = ({ first, size }: { readonly first: number; readonly size: number }, ids: Uint32Array): boolean =>
  ids.some((id) => id >= first && id < first + size);

/** The weights came to their bounds and move no more. */
function stalledAt({ after, before, course, lowest, highest }: Learned): string | null {
  const at = after.atLowest + after.atHighest;
  if (at < nearlyAll || (before.atLowest + before.atHighest >= nearlyAll && course.mean.length < 2)) return null;
  const half = Math.floor(course.mean.length / 2);
  const [mean, sd] = [course.mean.slice(half), course.sd.slice(half)];
  const isFlat = mean.length > 2 && mean.every((each) => each === mean[0]) && sd.every((each) => each === sd[0]);
  if (!isFlat) return null;
  const bounds = [
    ...(after.atLowest > 0 ? [`${percent(after.atLowest)} at the lowest, ${figure(lowest)}`] : []),
    ...(after.atHighest > 0 && highest !== null
      ? [`${percent(after.atHighest)} at the highest, ${figure(highest)}`]
      : []),
  ];
  const since = course.mean.findIndex((each, k) => each === mean[0] && course.sd[k] === sd[0]);
  return `every weight stands at a bound and moves no more from ${figure(since * course.intervalMs)} ms on: ${bounds.join(', ')}`;
}

function because({ before, highest, lowest }: Learned, rule: StdpRule | null, dtMs: number): string {
  if (rule?.off === true) return 'learning is switched off';
  if (rule && rule.potentiation === 0 && rule.depression === 0) return 'the learning rate is 0';
  if (rule && Math.max(rule.tauPlusMs, rule.tauMinusMs) < dtMs)
    return `its time constants of ${figure(rule.tauPlusMs)} and ${figure(rule.tauMinusMs)} ms are shorter than the step of ${figure(dtMs)} ms, so that no trace is left when the other side fires`;
  const windowMs = Math.max(rule?.windowPlusMs ?? Infinity, rule?.windowMinusMs ?? Infinity);
  if (rule && windowMs < dtMs)
    return `the window of ${figure(windowMs)} ms is narrower than the step of ${figure(dtMs)} ms`;
  if (before.atHighest >= nearlyAll && highest !== null) return `they begin at their upper bound of ${figure(highest)}`;
  if (before.atLowest >= nearlyAll) return `they begin at their lower bound of ${figure(lowest)}`;
  return rule
    ? `a pair changes a weight by at most ${figure(Math.max(rule.potentiation, rule.depression) * (rule.wMax ?? 1))}, too little to be kept`
    : 'a change is too little to be kept';
}
