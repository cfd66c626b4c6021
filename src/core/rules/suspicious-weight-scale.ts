// A weight whose one event can hardly be seen beside the gap to threshold, or jumps over it many times; and powers of ten that are no conversion.
import { type Arrival, spanKey } from '../evaluate/facts';
import { fits, isWitnessed, resolve } from '../evaluate/claim';
import { asConstant } from '../evaluate/poly';
import { constantOf } from '../evaluate/numbers';
import { isWritten, type Num } from '../evaluate/value';
import { twiceConverted } from '../conversion';
import { type Finding, type Step } from '../finding';
import { eventOf, type Membrane, membraneOf } from '../network/event';
import { type Input, type Network, type Population, type Projection } from '../network/network';
import { type Written, writtenSynapses } from '../network/written';
import { misfit } from '../magnitudes';
import { type Rule, type RuleContext } from '../rule';
import { multiply, one, powerOfTen, type Rational, toText } from '../units/rational';

const rule: Rule = {
  id: 'suspicious-weight-scale',
  severity: 'warning',
  summary: 'A weight moves the membrane by next to nothing or by many times its gap to threshold.',
  documentation: `
## What it does
Computes the peak of the postsynaptic potential that one event causes (exactly, for delta, exponential and alpha synapses, currents and
conductances) and compares it with the gap from rest to threshold. It reports weights whose event is below a thousandth of the gap and whose
source as a whole can't reach a twentieth of it, and weights whose single event is many gaps high. It also reports a chain of powers of ten on the
way to a weight that leaves a factor over: ×10 ÷1000 is no conversion.

## Why it matters
A weight that is off by a thousand gives a network that is silent, or one in which every spike fires every neuron. Both run to the end.

## Example
\`\`\`python
import nest

neurons = nest.Create("iaf_psc_exp", 100)
noise = nest.Create("poisson_generator", params={"rate": 1000.0})
nest.Connect(noise, neurons, syn_spec={"weight": 0.035})
\`\`\`

## Use instead
\`\`\`python
import nest

neurons = nest.Create("iaf_psc_exp", 100)
noise = nest.Create("poisson_generator", params={"rate": 1000.0})
nest.Connect(noise, neurons, syn_spec={"weight": 35.0})
\`\`\`

Small weights with many sources or high rates are sound and stay unreported, and so do plastic synapses and weights that are drawn at random.
`,
  check: function* (context) {
    const written = writtenSynapses(context.facts.calls);
    const seen = new Set<string>();
    for (const network of context.networks) {
      for (const each of [...network.inputs, ...network.projections]) {
        const synapse = written.get(spanKey(each.span));
        const weight = synapse?.weight;
        if (!synapse || !weight?.given || !weight.plain || synapse.plastic || weight.span.file !== context.file)
          continue;
        const finding = sizeOf(network, each, weight, context);
        if (!finding || seen.has(spanKey(finding.span))) continue;
        seen.add(spanKey(finding.span));
        yield finding;
      }
    }
    for (const arrival of context.facts.arrivals.values()) {
      if (arrival.span.file !== context.file || seen.has(spanKey(arrival.span))) continue;
      const finding = leftOver(arrival);
      if (finding) yield finding;
    }
  },
};

export default rule;

/** Weights of the models that simulate in pA, nS and mV. */
const toModelUnit: Readonly<Record<string, number>> = { pA: 1, nA: 1000, nS: 1, µS: 1000, mV: 1 };

function sizeOf(
  network: Network,
  connection: Input | Projection,
  written: Written,
  context: RuleContext,
): Finding | null {
  const { weight } = connection;
  const scale = toModelUnit[weight.unit ?? ''];
  if (
    ('kind' in connection && connection.kind === 'dc') ||
    weight.value === null ||
    weight.value === 0 ||
    scale === undefined
  )
    return null;
  const target = network.populations.find(({ name }) => name === targetOf(connection));
  const membrane = target && membraneOf(target);
  if (!target || !membrane) return null;
  const gapMv = membrane.thresholdMv - membrane.leakMv;
  // A threshold out of reach is how spiking is switched off, and one below rest fires by itself.
  if (!(gapMv > 0.5 && gapMv < 200)) return null;
  const inhibitory = weight.value < 0 || connection.receptor === 'inhibitory';
  const event = eventOf(membrane, weight.value * scale, inhibitory);
  const gaps = Math.abs(event.peakMv) / gapMv;
  const current = !membrane.dynamics.startsWith('lif-cond');
  // An inhibitory conductance may shunt without moving anything.
  if (gaps === 0 || (inhibitory && !current)) return null;
  const reach = reachOf(network, connection, event);
  const faint = gaps < 0.001 && reach !== null && reach < gapMv / 20;
  const huge = gaps > manyGaps && current;
  if ((!faint && !huge) || isElsewhere(context, written)) return null;
  const size = `${digits(event.peakMv)} mV`;
  const gap = `${digits(gapMv)} mV from rest (${digits(membrane.leakMv)} mV) to threshold (${digits(membrane.thresholdMv)} mV)`;
  const message = faint
    ? `One event of ${weight.text} moves \`${target.name}\` by ${size}, ${ratio(1 / gaps)} times less than the ${gap}: it is next to nothing.`
    : `One event of ${weight.text} moves \`${target.name}\` by ${size}, ${ratio(gaps)} times the ${gap}.`;
  return {
    rule: rule.id,
    // Two neurons may be joined by any weight that only has to be there: a source that drives them has to move them.
    severity: (huge && gaps < absurdGaps) || !('kind' in connection) ? 'information' : 'warning',
    message,
    span: written.span,
    related: [{ message: `\`${target.name}\` is a ${target.model}`, span: target.span }],
    derivation: stepsOf(target, membrane, weight.text, size, written),
    fixes: [],
  };
}

/** Above this many gaps one event is a way to force a spike at most; above the second it is a slip. */
const manyGaps = 20;
const absurdGaps = 60;

const targetOf = (connection: Input | Projection): string =>
  'kind' in connection ? connection.target : connection.post;

/** `unit-mismatch`, `converted-twice` and `implausible-magnitude` say more of a weight in another unit. */
function isElsewhere(context: RuleContext, written: Written): boolean {
  return [...context.facts.arrivals.values()].some((each) => {
    if (spanKey(each.span) !== spanKey(written.span)) return false;
    const exact = asConstant(each.value.poly);
    if (exact && misfit(each.callee, each.parameter, each.expected, exact)) return true;
    const claim = each.value.claim && resolve(each.value.claim);
    if (!claim || claim.term.unknowns.length > 0 || !isWitnessed(claim)) return false;
    return !fits(claim, each.expected) || twiceConverted(claim, each.expected) !== null;
  });
}

/** Fewer neurons than these are a test of a connection, not a network that has to work. */
const fewSources = 20;

/** How far the source as a whole moves the membrane, in mV: the mean of a Poisson input, all presynaptic neurons at once; null where not known. */
function reachOf(
  network: Network,
  connection: Input | Projection,
  event: { peakMv: number; areaMvMs: number },
): number | null {
  if ('kind' in connection) {
    const rateHz = connection.rateHz?.value ?? null;
    return rateHz === null ? null : Math.abs((connection.count * rateHz * event.areaMvMs) / 1000);
  }
  const size = network.populations.find(({ name }) => name === connection.pre)?.size ?? null;
  const { rule: how } = connection;
  if (size === null || size < fewSources) return null;
  const sources =
    how.kind === 'fixed-indegree'
      ? how.indegree
      : how.kind === 'fixed-probability'
        ? size * how.probability
        : how.kind === 'all-to-all'
          ? size
          : null;
  return sources === null ? null : Math.abs(sources * event.peakMv);
}

function stepsOf(target: Population, membrane: Membrane, weight: string, size: string, written: Written): Step[] {
  const steps: Step[] = [
    { text: 'the weight of one event', value: weight, span: written.span },
    { text: 'membrane time constant', value: `${digits(membrane.membraneTimeMs)} ms`, span: target.span },
    { text: 'membrane capacity', value: `${digits(membrane.capacityPf)} pF`, span: target.span },
  ];
  if (membrane.dynamics !== 'lif-current-delta')
    steps.push({
      text: 'synaptic time constant',
      value: `${digits(membrane.synapticTimeMs.excitatory)} ms`,
      span: target.span,
    });
  return [...steps, { text: `peak of the potential after one event (${membrane.dynamics})`, value: size }];
}

const digits = (value: number): string => String(Number(value.toPrecision(3))).replace('-', '−');
const ratio = (value: number): string =>
  Number(value.toPrecision(2)).toLocaleString('en-US', { maximumFractionDigits: 0 }).replaceAll(',', ' ');

/** A chain of powers of ten on the way to a weight: what is over once the conversions by thousands are taken out. */
function leftOver({ value, parameter, callee, span, kind }: Arrival): Finding | null {
  if (kind !== 'argument' || !/^weights?$/.test(parameter) || value.quantity) return null;
  const factors = powersOfTen(value);
  const product = factors.reduce(multiply, one);
  const exponent = powerOfTen(product) ?? 0;
  const converts = factors.some((each) => Math.abs(powerOfTen(each) ?? 0) % 3 === 0);
  const scales = factors.some((each) => Math.abs(powerOfTen(each) ?? 0) % 3 !== 0);
  if (!converts || !scales || exponent % 3 === 0) return null;
  const rest = factors.filter((each) => Math.abs(powerOfTen(each) ?? 0) % 3 !== 0).reduce(multiply, one);
  const chain = factors.map((each) =>
    (powerOfTen(each) ?? 0) < 0 ? `÷ ${toText({ n: each.d, d: each.n })}` : `× ${toText(each)}`,
  );
  return {
    rule: rule.id,
    severity: 'information',
    message: `The powers of ten on the way to \`${parameter}\` of \`${callee}\` come to ${toText(product)} (${chain.join(' ')}): a conversion goes by thousands, so ${toText(rest)} is left over.`,
    span,
    related: [],
    fixes: [],
  };
}

const maxDepth = 24;

/** The bare powers of ten that multiplied or divided a number, the first one first. */
function powersOfTen(value: Num, depth = 0): Rational[] {
  const { origin } = value;
  if (!origin || depth > maxDepth || (origin.what !== '*' && origin.what !== '/')) return [];
  const [left, right] = origin.inputs;
  if (!left || !right) return [];
  const factor = (of: Num): Rational | null => {
    const exact = of.literal && isWritten(of) ? constantOf(of) : null;
    const exponent = exact && powerOfTen(exact);
    return exact && exponent !== null && exponent !== 0 ? exact : null;
  };
  const [first, second] = [factor(left), factor(right)];
  if (first && origin.what === '*') return [first, ...powersOfTen(right, depth + 1)];
  if (second) {
    const { n, d } = second;
    return [...powersOfTen(left, depth + 1), origin.what === '*' ? second : { n: d, d: n }];
  }
  return origin.what === '*'
    ? [...powersOfTen(left, depth + 1), ...powersOfTen(right, depth + 1)]
    : powersOfTen(left, depth + 1);
}
