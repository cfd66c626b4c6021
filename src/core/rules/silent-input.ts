// A stepped neuron whose input, or whose whole network, can't lift it to threshold.
import { asConstant } from '../evaluate/poly';
import { spanKey } from '../evaluate/facts';
import { type Num } from '../evaluate/value';
import { type Finding } from '../finding';
import { type Network, type Population, type Projection, type Stepping } from '../network/network';
import { synapsesPerTarget } from '../network/wiring';
import { type Rule, type RuleContext } from '../rule';
import { type Span } from '../text';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'silent-input',
  severity: 'warning',
  summary:
    'The input of a stepped neuron can not lift it to its threshold, or all synapses together move it by next to nothing.',
  documentation: `
## What it does
Works out where the membrane of a neuron that counts in steps settles: a constant input I at I·gain/(1 − kept), a random one with a spread of
σ·gain/√(1 − kept²). It reports inputs that leave it below threshold for good (or four and a half spreads below), and networks whose presynaptic neurons, all
firing in every step, would move it by less than a twentieth of the gap.

## Why it matters
Nothing raises: the spikes are zeros, the gradients are zeros, and the loss stays where it was.

## Example
\`\`\`python
import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
inputs = 0.1 * torch.randn(1000, 256)
u = torch.zeros(256)
for t in range(1000):
    spikes, u = lif(inputs[t], u)
\`\`\`

## Use instead
\`\`\`python
import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
inputs = 0.5 * torch.randn(1000, 256)
u = torch.zeros(256)
for t in range(1000):
    spikes, u = lif(inputs[t], u)
\`\`\`

A constant input that stays below is only information: it is how a leak is shown. Inputs that are not known are not judged.
`,
  check: function* (context) {
    yield* inputsOf(context);
    for (const network of context.networks) yield* synapsesOf(network, context);
  },
};

export default rule;

const digits = (value: number): string => String(Number(value.toPrecision(3)));

/** Beyond it a neuron fires less than three times in a million steps. */
const spreadsBelow = 4.3;

function* inputsOf(context: RuleContext): Generator<Finding> {
  const byPlace = new Map(
    context.networks.flatMap((each) => each.populations.map((one) => [spanKey(one.span), one] as const)),
  );
  const seen = new Set<string>();
  for (const { what, args, span } of context.facts.calls) {
    const [pre, post, via] = ['pre', 'post', 'via'].map((key) => args.get(key));
    if (what !== 'feed' || pre?.kind !== 'num' || post?.kind !== 'thing' || !post.span || span.file !== context.file)
      continue;
    const population = byPlace.get(spanKey(post.span));
    if (!population?.stepping || (via?.kind === 'sequence' && via.items.length > 0) || seen.has(spanKey(span)))
      continue;
    const finding = judge(pre, population, population.stepping, span);
    if (!finding) continue;
    seen.add(spanKey(span));
    yield finding;
  }
}

function judge(input: Num, population: Population, stepping: Stepping, span: Span): Finding | null {
  const { kept, gain, threshold, rest, synapticKept } = stepping;
  const mean = asConstant(input.poly);
  if (
    kept === null ||
    gain === null ||
    threshold === null ||
    rest === null ||
    synapticKept !== null ||
    !mean ||
    kept < 0 ||
    kept >= 1
  )
    return null;
  const gap = threshold - rest;
  const level = (toNumber(mean) * gain) / (1 - kept);
  const related = [
    { message: `\`${population.name}\` keeps ${digits(kept)} of its membrane each step`, span: population.span },
  ];
  if (!input.draw) {
    if (toNumber(mean) <= 0 || level >= gap) return null;
    return {
      rule: rule.id,
      severity: 'information',
      message: `A constant input of ${digits(toNumber(mean))} takes \`${population.name}\` to ${digits(level)} at most, and its threshold is ${digits(gap)} above rest: it never fires.`,
      span,
      related,
      fixes: [],
    };
  }
  const variance = input.draw.variance && asConstant(input.draw.variance);
  if (!variance || !/normal/i.test(input.draw.distribution)) return null;
  const spread = (Math.sqrt(toNumber(variance)) * gain) / Math.sqrt(1 - kept * kept);
  const below = (gap - level) / spread;
  if (!(below > spreadsBelow)) return null;
  return {
    rule: rule.id,
    severity: 'warning',
    message: `This input takes \`${population.name}\` to ${digits(level)} ± ${digits(spread)}; its threshold is ${digits(gap)} above rest, ${digits(below)} spreads off: at most ${beyond(below).toExponential(0)} spikes a step, which is silent.`,
    span,
    related,
    derivation: [
      { text: 'mean of the membrane, mean·gain/(1 − kept)', value: digits(level) },
      { text: 'its spread, σ·gain/√(1 − kept²)', value: digits(spread) },
      { text: 'threshold above rest', value: digits(gap), span: population.span },
    ],
    fixes: [],
  };
}

/** The part of a normal distribution above x spreads, for large x: φ(x)/x · (1 − 1/x² + 3/x⁴). */
const beyond = (x: number): number =>
  (Math.exp((-x * x) / 2) / (x * Math.sqrt(2 * Math.PI))) * (1 - 1 / x ** 2 + 3 / x ** 4);

/** Of models in mV: what one event does beside the gap, and what all presynaptic neurons in every step would. */
function* synapsesOf(network: Network, context: RuleContext): Generator<Finding> {
  const seen = new Set<string>();
  for (const target of network.populations) {
    const { stepping } = target;
    if (stepping?.unit !== 'mV' || stepping.gain === null || stepping.kept === null || stepping.kept >= 1) continue;
    if (stepping.threshold === null || stepping.rest === null) continue;
    const gap = stepping.threshold - stepping.rest;
    const incoming = network.projections.filter(({ post }) => post === target.name);
    const [first] = incoming;
    const sources = incoming.map((each) => inDegree(network, each));
    if (!first || sources.some((each) => each === null) || incoming.some(({ weight }) => weight.value === null))
      continue;
    const perStep = incoming.reduce((sum, { weight }, i) => sum + Math.abs(weight.value ?? 0) * (sources[i] ?? 0), 0);
    const all = (perStep * stepping.gain) / (1 - stepping.kept);
    const event = Math.max(...incoming.map(({ weight }) => Math.abs(weight.value ?? 0))) * stepping.gain;
    if (!(gap > 0 && event > 0 && all < gap / 5 && event < gap / 1000)) continue;
    const place = placeOfWeight(first, context);
    if (place.file !== context.file || seen.has(spanKey(place))) continue;
    seen.add(spanKey(place));
    const count = sources.reduce<number>((sum, each) => sum + (each ?? 0), 0);
    yield {
      rule: rule.id,
      severity: all < gap / 10 ? 'warning' : 'information',
      message: `One event moves \`${target.name}\` by ${digits(event)} mV, and the gap to threshold is ${digits(gap)} mV: with all presynaptic neurons (${digits(count)} on average) firing in every step it would rise by ${digits(all)} mV. Without other input the network is silent, and its synapses hardly count.`,
      span: place,
      related: [{ message: `\`${target.name}\` is made here`, span: target.span }],
      derivation: [
        { text: 'one event, weight × dt/tau_m', value: `${digits(event)} mV`, span: place },
        { text: 'all presynaptic neurons in every step', value: `${digits(all)} mV` },
        { text: 'threshold − rest', value: `${digits(gap)} mV`, span: target.span },
      ],
      fixes: [],
    };
  }
}

function inDegree(network: Network, { pre, post, rule: how }: Projection): number | null {
  const sizeOf = (wanted: string): number | null =>
    network.populations.find(({ name }) => name === wanted)?.size ?? null;
  return synapsesPerTarget(how, sizeOf(pre), sizeOf(post));
}

/** The argument that sets the weights, or the call. */
function placeOfWeight(projection: Projection, context: RuleContext): Span {
  const call = context.facts.calls.find((each) => spanKey(each.span) === spanKey(projection.span));
  const params = call?.args.get('params');
  return (params?.kind === 'table' ? params.valuePlaces.get('weight_mean') : undefined) ?? projection.span;
}
