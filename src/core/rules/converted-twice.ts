// A conversion from one prefix to another that is applied once more than it takes.
import { type Arrival, type Contradiction } from '../evaluate/facts';
import { type Claim, type Evidence, isWitnessed, resolve, sureness } from '../evaluate/claim';
import { fitsAnyUnit } from '../evaluate/numbers';
import { howFarOff, twiceConverted } from '../conversion';
import { relatedTo, severityOf, witnessOf } from '../evidence';
import { stepsOf } from '../explain';
import { type Finding, type Fix } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { formatUnit } from '../units/format';
import { divide, one, powerOfTen, toText } from '../units/rational';
import { type Unit } from '../units/unit';

const rule: Rule = {
  id: 'converted-twice',
  severity: 'error',
  summary: 'A conversion is applied twice.',
  documentation: `
## What it does
Follows a number from the unit it was given in to the unit it is taken in, through names and calls, and reports where the factor between the
two was applied twice: pA to nA by a thousandth, and by a thousandth again.

## Why it matters
Each of the two lines looks right. The value is off by the factor, and nothing else of the script says so.

## Example
\`\`\`python
weight_pA = 87.8
weight_nA = weight_pA / 1000
synapse = sim.Projection(pre, post, sim.AllToAllConnector(), sim.StaticSynapse(weight=weight_nA / 1000))
\`\`\`

## Use instead
\`\`\`python
weight_pA = 87.8
weight_nA = weight_pA / 1000
synapse = sim.Projection(pre, post, sim.AllToAllConnector(), sim.StaticSynapse(weight=weight_nA))
\`\`\`

Only where both ends are known: who gave the unit, and who takes it. A single factor of a thousand on a number that is in the right unit already may
be a scale, and is not reported here.
`,
  check: function* (context) {
    for (const each of context.facts.arrivals.values()) {
      const finding = each.kind === 'argument' && each.span.file === context.file ? arrived(each, context) : null;
      if (finding) yield finding;
    }
    for (const each of context.facts.contradictions.values()) {
      const finding = each.span.file === context.file ? said(each) : null;
      if (finding) yield finding;
    }
  },
};

export default rule;

function arrived(arrival: Arrival, context: RuleContext): Finding | null {
  const { value, expected, because, span } = arrival;
  if (!value.claim || value.quantity || fitsAnyUnit(value)) return null;
  const claim = resolve(value.claim);
  const from = twiceConverted(claim, expected);
  if (!from) return null;
  const whose = `\`${arrival.parameter}\` of \`${arrival.callee}\``;
  const found = finding(claim, from, expected, whose, because, span, stepsOf(value, context.textOf));
  const fix = found && withoutLastFactor(span, context.textOf(span));
  return fix && !arrival.from ? { ...found, fixes: [fix] } : found;
}

/** `w_nA / 1000` → `w_nA`, where the last factor written is the conversion. */
function withoutLastFactor(span: Finding['span'], source: string): Fix | null {
  const match = /^([\w.[\]'"]+(?:\s*[*/]\s*[\w.]+)*)\s*[*/]\s*(?:10+(?:\.0*)?|0\.0+1|1(?:\.0*)?[eE][+-]?\d+)$/.exec(
    source,
  );
  const kept = match?.[1];
  return kept === undefined
    ? null
    : { title: `Convert once: write \`${kept}\``, safety: 'unsafe', edits: [{ span, newText: kept }] };
}

function said({ name, said: witness, saidUnit, computed, span }: Contradiction): Finding | null {
  const claim = resolve(computed);
  const from = twiceConverted(claim, saidUnit);
  return from && finding(claim, from, saidUnit, `\`${name}\``, witness, span, []);
}

function finding(
  claim: Claim,
  from: Unit,
  to: Unit,
  what: string,
  taker: Evidence,
  span: Finding['span'],
  derivation: NonNullable<Finding['derivation']>,
): Finding | null {
  if (!isWitnessed(claim)) return null;
  const factor = divide(from.factor, to.factor);
  const times = (powerOfTen(factor) ?? 0) < 0 ? `÷ ${toText(divide(one, factor))}` : `× ${toText(factor)}`;
  return {
    rule: rule.id,
    severity: severityOf(claim.sure, sureness[taker.kind]),
    message: `${what} is converted from ${formatUnit(from)} to ${formatUnit(to)} twice, by ${times} each time: it is ${howFarOff(factor)}.`,
    span,
    related: relatedTo(witnessOf(claim), taker),
    derivation,
    fixes: [],
  };
}
