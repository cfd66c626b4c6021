// A resting potential, or the reversal of an inhibitory or potassium current, that stands high above zero: its minus is missing.
import { type Arrival, spanKey } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { asConstant } from '../evaluate/poly';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { formatUnit } from '../units/format';
import { toNumber, toText } from '../units/rational';
import { conversion } from '../units/unit';
import { unit } from '../backend';

const rule: Rule = {
  id: 'potential-without-minus',
  severity: 'warning',
  summary: 'A resting potential, or the reversal of inhibition, is as far above zero as it usually is below.',
  documentation: `
## What it does
Reports resting and leak potentials, reversal potentials of inhibitory synapses and of potassium, between 30 and 120 mV above zero.

## Why it matters
A neuron that rests at +65 mV fires without end; inhibition that pulls to +70 mV excites. Both run without a message.

## Example
\`\`\`python
import pyNN.nest as sim
cells = sim.Population(100, sim.IF_cond_exp(v_rest=-65.0, v_thresh=-50.0, e_rev_I=70.0))
\`\`\`

## Use instead
\`\`\`python
import pyNN.nest as sim
cells = sim.Population(100, sim.IF_cond_exp(v_rest=-65.0, v_thresh=-50.0, e_rev_I=-70.0))
\`\`\`

A neuron whose own threshold, or whose own rest, is not below zero counts from another zero, and is left alone.
`,
  check: function* (context) {
    for (const arrival of context.facts.arrivals.values()) {
      const finding = arrival.span.file === context.file ? check(arrival, context) : null;
      if (finding) yield finding;
    }
  },
};

export default rule;

const rests = /^(?:E_L|v_rest|Vrest|EL|el)$/;
const inhibitory = /^(?:e_rev_I|E_in|E_K|ek|e_rev_K)$/;
const fromMv = 30;
const toMv = 120;

function check(arrival: Arrival, context: RuleContext): Finding | null {
  const { value, expected, parameter, callee, span } = arrival;
  const isRest = rests.test(parameter) || (callee === 'pas' && parameter === 'e');
  if (arrival.kind !== 'argument' || value.quantity || (!isRest && !inhibitory.test(parameter))) return null;
  const exact = asConstant(value.poly);
  const mV = unit('mV');
  if (!exact || formatUnit(expected) !== 'mV') return null;
  const sizeMv = toNumber(exact) * toNumber(conversion(expected, mV));
  if (sizeMv < fromMv || sizeMv > toMv || arrival.others.length > 0 || countsFromElsewhere(arrival, context))
    return null;
  const at = arrival.from ?? span;
  const source = context.textOf(at);
  const text = toText(exact);
  const effect = isRest
    ? 'a neuron that rests there fires without any input'
    : /I$|in$/.test(parameter)
      ? 'inhibition that pulls there excites'
      : 'potassium has its reversal far below zero';
  return {
    rule: rule.id,
    severity: 'warning',
    message: `\`${parameter}\`${callee === '' ? '' : ` of \`${callee}\``} is +${text} mV: ${effect}. Is -${text} mV meant?`,
    span,
    related: arrival.from ? [{ message: 'the number stands here', span: arrival.from }] : [],
    fixes: /^\+?[\d.]+$/.test(source)
      ? [{ title: `Write -${text}`, safety: 'unsafe', edits: [{ span: at, newText: `-${source.replace('+', '')}` }] }]
      : [],
  };
}

/** The potentials beside it tell where this neuron's zero is. */
function countsFromElsewhere({ span, parameter }: Arrival, { facts }: RuleContext): boolean {
  for (const call of facts.calls) {
    const made = call.what === 'create' ? call.args.get('made') : undefined;
    const params = made?.kind === 'thing' ? (made.fields.get('given') ?? made.fields.get('params')) : undefined;
    if (params?.kind !== 'table') continue;
    if (![...params.valuePlaces.values()].some((each) => spanKey(each) === spanKey(span))) continue;
    for (const name of ['V_th', 'v_thresh', 'Vthresh', 'V_reset', 'v_reset', 'E_L', 'v_rest', 'Vrest']) {
      const beside = name === parameter ? undefined : params.entries.get(name);
      const exact = constantOf(beside);
      // What is there and not known may be anything.
      if (beside && (!exact || exact.n >= 0n)) return true;
    }
  }
  return false;
}
