// Judges learning: whether STDP is on and changes anything, its windows, homeostasis, gradients, and the learning rate.
import { answerTo, counted, figure, type Item, type Judged, origin, percent, unknown } from './evidence';
import { againstDivergence, againstStillWeights, issues } from './solutions';

const still = { verdict: 'fault', issue: issues.stdp, solutions: againstStillWeights } as const;

const stdp: Item = {
  id: 'stdp-enabled',
  item: 'Verify that STDP is enabled',
  from: ['stdp', 'weightDeltas'],
  judge(evidence) {
    const [metrics, deltas] = [answerTo(evidence, 'stdp'), answerTo(evidence, 'weightDeltas')];
    const logged = evidence.logs?.stdpEnabled ?? null;
    const skipped = evidence.logs?.skippedUpdates;
    const enabled = metrics?.enabled ?? logged?.value ?? null;
    const text = enabled === null ? 'not said' : enabled ? 'enabled' : 'off';
    const plain = { value: text, text };
    const where = metrics ? origin(evidence, 'stdp') : '';
    if (enabled === false) {
      const because =
        metrics?.enabled === false
          ? `the service says that it is off${where}`
          : `line ${logged?.at.line} of the log: ${logged?.at.text}`;
      return { ...still, ...plain, because };
    }
    if (metrics?.learningRate === 0)
      return { ...still, ...plain, because: `its learning rate is 0: no pair of spikes changes anything${where}` };
    const spikes = answerTo(evidence, 'stats')?.spikeRate;
    if (
      deltas &&
      deltas.changed === 0 &&
      (deltas.count ?? 0) > 0 &&
      typeof spikes === 'number' &&
      spikes > 0 &&
      (metrics?.updates ?? 0) === 0
    )
      return {
        ...still,
        ...plain,
        because: `none of ${deltas.count} weights changes, although ${percent(spikes)} of the neurons fire in a step`,
      };
    if (skipped && skipped.count > 0)
      return {
        ...{ ...still, ...plain, verdict: 'warning' },
        because: `the log speaks of ${counted(skipped.count, 'skipped update')}; line ${skipped.last?.line}: ${skipped.last?.text}`,
      };
    const updates = metrics?.updates ?? null;
    if (enabled === true) {
      const done = updates === null ? '' : `, ${counted(updates, 'update')} so far`;
      const rate = typeof metrics?.learningRate === 'number' ? `, learning rate ${figure(metrics.learningRate)}` : '';
      const said = metrics?.enabled === true ? 'the service says so' : `line ${logged?.at.line} of the log says so`;
      return { ...plain, verdict: 'good', because: `${said}${rate}${done}${where}` };
    }
    if (updates !== null && updates > 0)
      return {
        ...plain,
        verdict: 'good',
        text: counted(updates, 'update'),
        value: updates,
        because: `weights were changed ${updates} times${where}`,
      };
    return unknown(evidence, 'stdp', 'no route and no line of a log says whether STDP is enabled');
  },
};

const windows: Item = {
  id: 'causal-timing',
  item: 'Check the causal timing of STDP',
  from: ['windows'],
  judge(evidence) {
    const known = answerTo(evidence, 'windows');
    if (!known) return unknown(evidence, 'windows', 'no route tells the windows of STDP');
    const { tauPlusMs, tauMinusMs, windowPlusMs, windowMinusMs, amplitudePlus, causalPairs, pairs, curve } = known;
    const parts = [
      tauPlusMs === null ? null : `τ+ ${figure(tauPlusMs)} ms`,
      tauMinusMs === null ? null : `τ− ${figure(tauMinusMs)} ms`,
      windowPlusMs === null
        ? null
        : `window ${figure(windowPlusMs)} ms${windowMinusMs === null ? '' : ` and ${figure(windowMinusMs)} ms`}`,
    ].filter((each) => each !== null);
    const plain = { value: windowPlusMs ?? tauPlusMs, text: parts.join(', ') || 'a curve' };
    const where = origin(evidence, 'windows');
    const shut = [windowPlusMs, tauPlusMs].find((each) => each !== null && each <= 0);
    if (shut !== undefined)
      return { ...still, ...plain, because: `a causal window of ${figure(shut as number)} ms lets no pair in` };
    if (amplitudePlus === 0)
      return { ...still, ...plain, because: 'the amplitude of potentiation is 0: no pair strengthens a weight' };
    if (causalPairs === 0 && pairs !== null && pairs > 0)
      return { ...still, ...plain, because: `none of ${pairs} pairs of spikes came in causal order within the window` };
    // Half of the potentiation lies within 0.7 τ: a window that is much shorter cuts most of it off.
    if (windowPlusMs !== null && tauPlusMs !== null && windowPlusMs < 0.1 * tauPlusMs)
      return {
        ...{ ...still, ...plain, verdict: 'warning' },
        because: `the window of ${figure(windowPlusMs)} ms keeps only ${percent(1 - Math.exp(-windowPlusMs / tauPlusMs))} of what τ+ = ${figure(tauPlusMs)} ms would give`,
      };
    const area = areas(known);
    const causal =
      causalPairs !== null && pairs !== null && pairs > 0
        ? `${percent(causalPairs / pairs)} of ${pairs} pairs are causal`
        : null;
    const words = [
      causal,
      area,
      parts.length === 0 && curve ? 'the curve was sent, its numbers were not' : null,
    ].filter((each) => each !== null);
    return { ...plain, verdict: 'good', because: `${words.join('; ') || 'the windows are open'}${where}` };
  },
};

/** Unrelated spikes fall anywhere in the window: the areas decide which way they push a weight. */
function areas({
  tauPlusMs,
  tauMinusMs,
  amplitudePlus,
  amplitudeMinus,
}: NonNullable<ReturnType<typeof answerTo<'windows'>>>): string | null {
  if (tauPlusMs === null || tauMinusMs === null || amplitudePlus === null || amplitudeMinus === null) return null;
  const [plus, minus] = [tauPlusMs * Math.abs(amplitudePlus), tauMinusMs * Math.abs(amplitudeMinus)];
  const way = plus > minus ? 'strengthen' : plus < minus ? 'weaken' : 'leave';
  return `unrelated spikes ${way} weights (${figure(plus)} against ${figure(minus)})`;
}

const homeostasis: Item = {
  id: 'homeostasis',
  item: 'Monitor homeostatic plasticity',
  from: ['homeostasis', 'stats'],
  judge(evidence) {
    const known = answerTo(evidence, 'homeostasis');
    if (!known) return unknown(evidence, 'homeostasis', 'no route tells the homeostatic state');
    const isRate = known.quantity.startsWith('spike rate');
    const current = known.current ?? (isRate ? (answerTo(evidence, 'stats')?.spikeRate ?? null) : null);
    const { target, tolerance } = known;
    if (current === null || target === null)
      return {
        verdict: 'unknown',
        value: current,
        text: 'not known',
        because: `the ${target === null ? 'target' : 'current value'} is not told`,
      };
    const shown = (value: number): string => (isRate && value <= 1 ? percent(value) : figure(value));
    const plain = { value: current, text: `${shown(current)}, target ${shown(target)}` };
    const off = current - target;
    // Where no tolerance is told: half of the target, which a rate that is counted in a short window can be off by.
    const allowed = tolerance ?? 0.5 * Math.abs(target);
    const what = `${known.quantity}${origin(evidence, 'homeostasis')}`;
    return Math.abs(off) <= allowed
      ? { ...plain, verdict: 'good', because: `the ${what} is ${shown(Math.abs(off))} off its target` }
      : {
          ...plain,
          verdict: 'warning',
          because: `the ${what} is ${shown(Math.abs(off))} ${off > 0 ? 'above' : 'below'} its target: regulation does not keep up, or works on something else`,
        };
  },
};

const vanished = 1e-7;
const exploded = 1e3;

const gradients: Item = {
  id: 'gradients',
  item: 'Check the gradient flow',
  from: [],
  judge({ logs }) {
    if (!logs)
      return {
        verdict: 'unknown',
        value: null,
        text: 'not known',
        because: 'only the log tells: give its text or file',
      };
    const { gradients: norms, gradientLines: lines } = logs;
    if (lines.count === 0)
      return { verdict: 'unknown', value: null, text: 'not known', because: 'no line of the log speaks of gradients' };
    const strange = norms.filter((each) => !Number.isFinite(each)).length;
    const last = norms.findLast(Number.isFinite);
    const text = last === undefined ? counted(lines.count, 'line') : `last ${figure(last)}`;
    const plain = { value: last ?? null, text };
    if (strange > 0 || /\bnan\b|\binf\b/i.test(lines.last?.text ?? ''))
      return {
        ...plain,
        verdict: 'fault',
        issue: issues.diverging,
        solutions: againstDivergence,
        because: `gradients are NaN or infinite; line ${lines.last?.line} of the log: ${lines.last?.text}`,
      };
    if (last === undefined)
      return {
        ...plain,
        verdict: 'unknown',
        because: `the lines hold no numbers; the last, ${lines.last?.line}: ${lines.last?.text}`,
      };
    if (last < vanished)
      return { ...plain, verdict: 'fault', because: `nothing flows back: the last gradient is ${figure(last)}` };
    if (last > exploded)
      return { ...plain, verdict: 'warning', because: `the last gradient is ${figure(last)}: clip it to a norm of 1` };
    return { ...plain, verdict: 'good', because: `${norms.length} gradients in the log, all finite` };
  },
};

const learningRate: Item = {
  id: 'learning-rate',
  item: 'Verify the schedule of the learning rate',
  from: ['learningRate', 'stdp'],
  judge(evidence): Judged {
    const logged = evidence.logs?.learningRates.filter(Number.isFinite) ?? [];
    const known = answerTo(evidence, 'learningRate');
    const current = logged.at(-1) ?? known?.current ?? null;
    if (current === null)
      return unknown(evidence, 'learningRate', 'no route and no line of a log tells a learning rate');
    const plain = { value: current, text: figure(current) };
    if (current === 0) return { ...still, ...plain, because: 'it is 0: nothing learns' };
    if (current < 0) return { ...plain, verdict: 'fault', because: 'it is negative: learning goes the wrong way' };
    const different = new Set(logged).size;
    if (logged.length > 0)
      return {
        ...{ ...plain, verdict: 'good' },
        because:
          different > 1
            ? `it was adjusted: ${different} values in the log, from ${figure(logged[0] as number)} to ${figure(current)}`
            : `it stays as it is throughout the log`,
      };
    const base = typeof known?.base === 'number' ? `, base ${figure(known.base)}` : '';
    return { ...plain, verdict: 'good', because: `it is not 0${base}${origin(evidence, 'learningRate')}` };
  },
};

export const learningItems = { stdp, windows, homeostasis, gradients, learningRate };
