// Judges the neurons: their parameters, their membranes against the runbook's 100, and whether their input can make them fire at all.
import type { LifLayer, Spread } from '../values';
import { answerTo, counted, type Evidence, figure, type Item, type Judged, origin, percent, unknown } from './evidence';
import { runawayAbove } from './activity';
import { againstDivergence, againstRunaway, againstSilence, issues } from './solutions';

const divergedAbove = 100;
/** What the runbook's own trace counts as saturated. */
const saturatedAbove = 10;

/** u ← α·u + I in every step. */
export const steadyState = (input: number, alpha: number): number => input / (1 - alpha);
export const spreadOfMembrane = (sd: number, alpha: number): number => sd / Math.sqrt(1 - alpha * alpha);

const lif: Item = {
  id: 'lif-params',
  item: 'Verify the LIF parameters',
  from: ['lif'],
  judge(evidence) {
    const layers = answerTo(evidence, 'lif');
    if (!layers) return unknown(evidence, 'lif', 'no route tells α, β and the threshold');
    const text = layers.map((each) => wordsOf(each, layers.length > 1)).join('; ');
    const plain = { value: layers[0]?.alpha ?? layers[0]?.threshold ?? null, text };
    const growing = layers.find(({ alpha }) => alpha !== null && Math.abs(alpha) >= 1);
    if (growing)
      return {
        ...{ ...plain, verdict: 'fault', issue: issues.diverging, solutions: againstDivergence },
        because: `with α = ${figure(growing.alpha as number)} a membrane leaks nothing and grows without end; α belongs between 0 and 1`,
      };
    const backwards = layers.find(({ threshold }) => threshold !== null && threshold <= 0);
    if (backwards)
      return {
        ...{ ...plain, verdict: 'fault' },
        because: `the threshold of ${backwards.name} is ${figure(backwards.threshold as number)}: at rest, u = 0, it is reached already`,
      };
    const unreset = layers.find(({ beta }) => beta === 0);
    if (unreset)
      return {
        ...plain,
        verdict: 'warning',
        because: `β of ${unreset.name} is 0: a spike takes nothing off the membrane`,
      };
    if (layers.every(({ alpha }) => alpha === null)) return { ...plain, verdict: 'unknown', because: 'α is not told' };
    const known = layers.find(({ alpha }) => alpha !== null) as LifLayer;
    const alpha = known.alpha as number;
    const tau =
      alpha > 0
        ? `a membrane leaks with a time constant of ${figure(-1 / Math.log(alpha))} steps`
        : 'a membrane keeps nothing';
    const needed =
      known.threshold === null ? '' : `; a constant input above ${figure(known.threshold * (1 - alpha))} makes it fire`;
    return { ...plain, verdict: 'good', because: `${tau}${needed}${origin(evidence, 'lif')}` };
  },
};

function wordsOf({ name, alpha, threshold, beta }: LifLayer, named: boolean): string {
  const parts = [
    alpha === null ? null : `α ${figure(alpha)}`,
    threshold === null ? null : `threshold ${figure(threshold)}`,
    beta === null ? null : `β ${figure(beta)}`,
  ].filter((each) => each !== null);
  return `${named ? `${name}: ` : ''}${parts.join(', ')}`;
}

const membrane: Item = {
  id: 'membrane',
  item: 'Inspect the membrane potentials',
  from: ['membrane', 'snapshots', 'stats'],
  judge(evidence) {
    const traced = answerTo(evidence, 'membrane');
    const { overflows, instabilities } = evidence.logs ?? {};
    const strange = (traced?.strange ?? 0) > 0 || nanIn(evidence);
    const diverging = { verdict: 'fault', issue: issues.diverging, solutions: againstDivergence } as const;
    if (strange)
      return {
        ...diverging,
        value: null,
        text: 'NaN or infinite',
        because: `membranes are no finite numbers${origin(evidence, 'membrane')}`,
      };
    const loud = [overflows, instabilities].find((each) => each !== undefined && each.count > 0);
    const range = traced?.range;
    const most = range ? largest(range) : null;
    if (most === null && loud)
      return {
        ...{ ...diverging, value: loud.count, text: `${counted(loud.count, 'warning')} in the log` },
        because: `line ${loud.last?.line} of the log: ${loud.last?.text}`,
      };
    if (!range || most === null) return withFailure(evidence);
    const [text, where] = [rangeWords(range), origin(evidence, 'membrane')];
    if (most > divergedAbove)
      return {
        ...diverging,
        value: most,
        text,
        because: `|u| reaches ${figure(most)}, beyond the runbook’s 100${where}`,
      };
    if (most > saturatedAbove)
      return {
        ...{ ...diverging, verdict: 'warning', value: most, text },
        because: `|u| reaches ${figure(most)}: the runbook counts more than 10 as saturated${where}`,
      };
    const [only] =
      traced.neurons.length === 0 && range.max === range.mean ? ['; single neurons may be further out'] : [''];
    return { verdict: 'good', value: most, text, because: `|u| stays below 100${where}${only}` };
  },
};

/** An answer that held NaN where a membrane belongs. */
function nanIn({ state }: Evidence): boolean {
  const { membrane: own, snapshots, stats } = state?.readings ?? {};
  return [own, snapshots, stats].some((reading) => {
    const raw = reading?.raw ?? '';
    return /"[^"]*(?:membrane|potential)[^"]*"\s*:\s*[[{\s]*(?:"\w+"\s*:\s*)?"?-?(?:NaN|Infinity)/i.test(raw);
  });
}

/** Python's web servers can't put NaN into JSON: they fail with 500 instead. */
function withFailure(evidence: Evidence): Judged {
  const judged = unknown(evidence, 'membrane', 'no route tells membranes without a trace being posted');
  const failed = evidence.state?.troubles.find(
    ({ status, route }) => status === 500 && route !== null && /dynamics|membrane|stats/.test(route),
  );
  return failed
    ? {
        ...judged,
        because: `${failed.message} NaN in the membranes makes such a route fail: FastAPI does not send it.`,
      }
    : judged;
}

function largest({ mean, min, max }: Spread): number | null {
  const all = [min, max].some((each) => each !== null) ? [min, max] : [mean];
  const sizes = all.flatMap((each) => (each === null ? [] : [Math.abs(each)]));
  return sizes.length === 0 ? null : Math.max(...sizes);
}

function rangeWords({ mean, min, max }: Spread): string {
  const range = min !== null && max !== null ? `${figure(min)} … ${figure(max)}` : null;
  return [range, mean === null ? null : `mean ${figure(mean)}`].filter((each) => each !== null).join(', ');
}

const notTold: Judged = {
  ...{ verdict: 'unknown', value: null, text: 'not known' },
  because: 'no route tells what the neurons are fed with: print its mean and standard deviation',
};

const input: Item = {
  id: 'input',
  item: 'Verify the distribution of the input',
  from: ['stats', 'pass', 'lif'],
  judge(evidence) {
    const spread = answerTo(evidence, 'stats')?.input ?? answerTo(evidence, 'pass')?.input ?? null;
    if (!spread || spread.mean === null) return notTold;
    const { mean, sd } = spread;
    const text = `mean ${figure(mean)}${sd === null ? '' : `, standard deviation ${figure(sd)}`}`;
    const plain = { value: mean, text };
    const layer = answerTo(evidence, 'lif')?.find(({ alpha, threshold }) => alpha !== null && threshold !== null);
    const { alpha = null, threshold = null, beta = null } = layer ?? {};
    if (alpha === null || threshold === null || !(alpha >= 0 && alpha < 1))
      return {
        ...plain,
        verdict: 'unknown',
        because: 'whether that makes them fire depends on α and the threshold, which are not told',
      };
    const level = steadyState(mean, alpha);
    const noise = sd === null ? 0 : spreadOfMembrane(sd, alpha);
    const far = noise > 0 ? (threshold - level) / noise : threshold > level ? Infinity : 0;
    const words = `the membrane settles at ${figure(level)}${noise > 0 ? ` ± ${figure(noise)}` : ''} below spikes, the threshold is ${figure(threshold)}`;
    if (far > farOff)
      return {
        ...{ ...plain, verdict: 'fault', issue: issues.noSpikes, solutions: againstSilence },
        because: `it can’t make them fire: ${words}${noise > 0 ? `, ${figure(far)} standard deviations away` : ''}`,
      };
    // Each spike takes β·θ off: what flows in and does not leak away has to leave by spikes.
    const least = beta === null || beta <= 0 ? 0 : (mean - (1 - alpha) * threshold) / (beta * threshold);
    if (least > runawayAbove)
      return {
        ...{ ...plain, verdict: 'warning', issue: issues.runaway, solutions: againstRunaway },
        because: `it alone makes them fire in at least ${percent(Math.min(1, least))} of the steps: ${words}`,
      };
    return { ...plain, verdict: 'good', because: words };
  },
};

/** At four standard deviations a neuron fires in 3 steps of 100 000. */
const farOff = 4;

export const neuronItems = { lif, membrane, input };
