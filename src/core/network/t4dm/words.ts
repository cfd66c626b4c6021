// What the parameters of T4DM's blocks come to, in words and figures for whoever points at their constructors.
import { type ApiCall, type Meaning } from '../../evaluate/facts';
import { type Thing, type Value } from '../../evaluate/value';
import { type SteppingNeuron, steppingRate } from '../../drive/steppingRate';
import { adaptiveThreshold, homeostasis, lifNeuron, spikeAttention } from '../../backends/facts/t4dm';
import { impliedByKept, numberFor, short } from '../../parameters';
import { type Drive, driveOf, feedsOf, fedWith } from './feeds';
import { configOf, paramsOf, stdpRuleOf } from './learning';
import { settlingThreshold } from '../settlingThreshold';
import { windowMeaning } from '../stdpWords';

/** Null where nothing follows from what is given. The calls are those of the whole script: what a layer is fed with stands further down. */
export function meaningOf(made: Thing, calls: () => readonly ApiCall[]): Meaning | null {
  const name = made.type.slice(made.type.lastIndexOf('.') + 1);
  const found = meaningBy(name, made, calls);
  return found && { ...found, text: `${name === 'LIFNeuron' ? 'LIF with soft reset' : name}: ${found.text}` };
}

function meaningBy(name: string, made: Thing, calls: () => readonly ApiCall[]): Meaning | null {
  switch (name) {
    case 'LIFNeuron':
      return lifMeaning(made, calls());
    case 'STDPConfig':
    case 'STDPLearner':
    case 'PairBasedSTDP':
    case 'TripletSTDP':
      return windowMeaning(stdpRuleOf(made));
    case 'HomeostasisControl':
      return homeostasisMeaning(made, calls());
    case 'AdaptiveThreshold':
    case 'AdaptiveThresholdManager':
    case 'AdaptiveThresholdConfig':
      return adaptiveMeaning(made);
    case 'SpikeAttention':
      return attentionMeaning(made);
    case 'NeuromodBus':
      return {
        text: 'levels between 0 and 1; in T4DM’s STDP dopamine at 1 multiplies potentiation by 1.5 and depression by 0.7, at 0 by 0.5 and 1.3, and at 0.5 by 1\nthe published bus keeps no levels: it hands on those of the state that it is given, with acetylcholine 0.8 where the mode is encoding, 0.3 where it is retrieval, else 0.5',
      };
    default:
      return null;
  }
}

const numbersOf = (layer: Thing): SteppingNeuron | null => {
  const [kept, threshold, beta] = (['alpha', 'v_thresh', 'beta'] as const).map((key) =>
    numberFor(paramsOf(layer), lifNeuron, key),
  );
  return typeof kept === 'number' && typeof threshold === 'number' && typeof beta === 'number'
    ? { kept, threshold, subtract: beta * threshold }
    : null;
};

/** Draws with these spreads are shown beside what the script feeds: the second is what the runbook advises, the last what torch.randn gives. */
const shownSpreads = [0.1, 0.3, 1];

function lifMeaning(layer: Thing, calls: readonly ApiCall[]): Meaning | null {
  const alpha = numberFor(paramsOf(layer), lifNeuron, 'alpha');
  const implied = alpha === null ? null : impliedByKept(alpha);
  if (alpha === null || implied === null) return null;
  const threshold = numberFor(paramsOf(layer), lifNeuron, 'v_thresh');
  const least = threshold === null || !(threshold > 0) || !(alpha >= 0 && alpha < 1) ? null : threshold * (1 - alpha);
  const fires =
    least === null ? '' : `; it fires where the input stays above ${short(least)}, v_thresh·(1 − ${short(alpha)})`;
  const neuron = numbersOf(layer);
  if (!neuron || least === null) return { text: `${implied}${fires}` };
  const fed = feedsOf(layer, calls);
  const drives: Drive[] = [
    ...fed,
    ...shownSpreads.map((sd) => ({ mean: 0, sd })),
    ...[least / 2, 2 * least].map((mean) => ({ mean, sd: 0 })),
  ].filter((each, i, all) => all.findIndex(({ mean, sd }) => mean === each.mean && sd === each.sd) === i);
  const rows = drives.map((drive) => [
    fedWith(drive),
    shareWords(rateUnder(neuron, drive)),
    fed.includes(drive) ? 'as in this script' : '',
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const figure = rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return {
    text: [`${implied}${fires}`, afterSpike(neuron), 'input of each step, drawn anew for each neuron, and in how many of the steps it fires (Hz at dt = 1 ms):'].join('\n'),
    figure,
  }; // prettier-ignore
}

/** Where a spike leaves the membrane: there is no refractory step, and what lies below rest decays as everything does. */
function afterSpike({ kept, threshold, subtract }: SteppingNeuron): string {
  const left = threshold - subtract;
  const least = -subtract / (1 - kept);
  const back = left < 0 && kept > 0 ? Math.ceil(Math.log(20) / -Math.log(kept)) : 0;
  const taken = `a spike takes beta·v_thresh = ${short(subtract)} off, with no refractory step: from the threshold the membrane falls to ${short(left).replace('-', '−')}`;
  if (left < 0)
    return `${taken}, and 5 % of that is left ${back === 1 ? 'a step' : `${back} steps`} later; spikes alone take it down to ${short(least).replace('-', '−')} at most`;
  return left > 0 ? `${taken}: it fires on as long as it is not fed less than it leaks` : `${taken}, where it rests`;
}

const known = new Map<string, number | null>();
const mostKnown = 64;

function rateUnder({ kept, threshold, subtract }: SteppingNeuron, { mean, sd }: Drive): number | null {
  const key = [kept, threshold, subtract, mean, sd].join(' ');
  if (!known.has(key)) {
    if (known.size >= mostKnown) known.clear();
    known.set(key, steppingRate({ kept, threshold, subtract }, mean, sd));
  }
  return known.get(key) ?? null;
}

/** Below it the calculation's own error is no longer small. */
const leastKnown = 1e-6;

function oftenWords(rate: number | null): string {
  if (rate === null) return 'not known';
  if (rate === 0) return 'never fires';
  if (rate < leastKnown) return 'fires less than once in a million steps';
  return `fires in ${short(rate * 100)} % of the steps (${short(rate * 1000)} Hz at dt = 1 ms)`;
}

function shareWords(rate: number | null): string {
  if (rate === null) return 'not known';
  if (rate === 0) return 'never';
  return rate < leastKnown ? 'below 0.0001 %' : `${short(rate * 100)} %  (${short(rate * 1000)} Hz)`;
}

/** How often a layer fires under what it is called with. */
export function rateMeaning(layer: Thing, input: Value): Meaning | null {
  const [neuron, drive] = [numbersOf(layer), driveOf(input)];
  const rate = neuron && drive ? rateUnder(neuron, drive) : null;
  if (!drive || rate === null) return null;
  return { text: `fed with ${fedWith(drive)} in every step, a neuron ${oftenWords(rate)}` };
}

function homeostasisMeaning(made: Thing, calls: readonly ApiCall[]): Meaning | null {
  const params = paramsOf(made);
  const [target, rate] = [
    numberFor(params, homeostasis, 'target_rate'),
    numberFor(params, homeostasis, 'learning_rate'),
  ];
  if (target === null || rate === null || !(target > 0) || !(rate > 0)) return null;
  const text = `a layer that never fires is adjusted by ${short(rate * target)} a step, so that it takes ${short(1 / (rate * target))} steps to come by 1; it rests where ${short(target * 100)} % of the steps hold a spike (${short(target * 1000)} Hz at dt = 1 ms)`;
  return { text: [text, ...settlingWords(calls, target, rate)].join('\n') };
}

/** Where the threshold of the script's own layer comes to rest, and how fast, if its input stays as it is first given. */
function settlingWords(calls: readonly ApiCall[], target: number, rate: number): string[] {
  const layers = calls.flatMap(({ backend, what, args }) => {
    const layer = backend === 't4dm' && what === 'layer' ? args.get('made') : undefined;
    return layer?.kind === 'thing' ? [layer] : [];
  });
  const [layer] = layers;
  const neuron = layers.length === 1 && layer ? numbersOf(layer) : null;
  if (!layer || !neuron) return [];
  const [given] = feedsOf(layer, calls);
  const drive = given ?? { mean: 0, sd: 1 };
  const settled = settlingThreshold(neuron, drive, target);
  if (!settled) return [];
  const steps = 1 / (rate * settled.ratePerThreshold);
  return [
    `if its adjustments are added to the threshold of the layer, which is fed with ${fedWith(drive)}${given ? '' : ', as torch.randn gives it'}, the threshold goes from ${short(neuron.threshold)} to ${short(settled.threshold)}, with a time constant of about ${short(Number(steps.toPrecision(2)))} steps`,
  ];
}

function adaptiveMeaning(made: Thing): Meaning | null {
  const params = configOf(made);
  const [target, rate, low, high] = (
    ['target_firing_rate', 'adaptation_rate', 'min_threshold', 'max_threshold'] as const
  ).map((key) => numberFor(params, adaptiveThreshold, key));
  if (typeof target !== 'number' || typeof rate !== 'number' || !(target > 0 && target < 1)) return null;
  if (!(rate > 0 && rate < 1)) return null;
  const bounds =
    typeof low === 'number' && typeof high === 'number' ? `, between ${short(low)} and ${short(high)}` : '';
  return {
    text: [
      `the threshold begins at 1 and settles where ${short(target * 100)} % are above it${bounds}: of normal values with mean m and spread s at m + ${short(quantile(1 - target)).replace('-', '−')}·s`,
      `of a silent layer it falls by ${short(rate * 100)} % in an update, to half in ${short(Math.log(2) / -Math.log(1 - rate))} updates; with a share twice the target it rises by as much; nothing moves in the first 9 updates`,
    ].join('\n'),
  };
}

/** Of the normal distribution, by halving: 1e-9 is more than is shown. */
function quantile(part: number): number {
  const below = (value: number): number => 0.5 * (1 + erf(value / Math.SQRT2));
  let [low, high] = [-9, 9];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (below(middle) < part) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** By its series, which converges for every argument and is exact enough up to 6. */
function erf(value: number): number {
  if (Math.abs(value) > 6) return Math.sign(value);
  let [sum, term] = [value, value];
  for (let n = 1; n < 200; n++) {
    term *= (-value * value) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

/** Shares of the steps with a spike, for which the spread of untrained attention is given. */
const shownShares = [0.02, 0.1, 0.5];
const shownTokens = 8;

/**
 * Untrained, query and key are torch's uniform draws of ±1/√dim times the spikes, so that a key's element differs from step to step by a variance of p(1 − p)/3;
 * a product sums dim/heads of them around dim/heads.
 */
export const untrainedSpread = (share: number, headSize: number, tokens: number): number =>
  Math.sqrt((share * (1 - share)) / (3 * headSize)) / tokens;

function attentionMeaning(made: Thing): Meaning | null {
  const params = paramsOf(made);
  const [size, heads] = [numberFor(params, spikeAttention, 'dim'), numberFor(params, spikeAttention, 'num_heads')];
  if (size === null || heads === null || !(heads > 0)) return null;
  if (size % heads !== 0) return { text: `${short(size)} can't be divided among ${short(heads)} heads` };
  const each = size / heads;
  const spreads = shownShares.map(
    (share) => `${short(Number(untrainedSpread(share, each, shownTokens).toPrecision(2)))} where ${share * 100} %`,
  );
  return {
    text: [
      `${short(heads)} heads of ${short(each)}; linear attention: the weights of a step sum up to 1, over n steps they are 1/n in the mean`,
      `untrained they spread by σ = √(p(1 − p)/(3·${short(each)}))/n for neurons that fire in a part p of the steps: over ${shownTokens} steps ${spreads.join(', ')} fire; so a σ below 0.01 is no sign of a collapse before training`,
      'the published block hands out no such matrix but one weight a head, all 1 until trained: their σ is 0',
    ].join('\n'),
  };
}
