// A number handed to a parameter that takes another unit or prefix.
import { type Arrival } from '../evaluate/facts';
import { type Claim, fits, isWitnessed, resolve, sureness } from '../evaluate/claim';
import { fitsAnyUnit } from '../evaluate/numbers';
import { type Finding } from '../finding';
import { convertingFix, howFarOff, twiceConverted } from '../conversion';
import { relatedTo, severityOf, witnessOf } from '../evidence';
import { type Rule, type RuleContext } from '../rule';
import { formatPoly } from '../evaluate/poly';
import { formatUnit, unitInWords } from '../units/format';
import { divide, isOne, powerOfTen, type Rational } from '../units/rational';
import { type Num, writtenMark } from '../evaluate/value';
import { conversion, isPure, sameKind } from '../units/unit';

const rule: Rule = {
  id: 'unit-mismatch',
  severity: 'error',
  summary: 'A value is handed to a parameter that takes another unit or prefix.',
  documentation: `
## What it does
Compares the unit of a value (from a \`# unit:\` comment, a comment beside it, a docstring, its name, or the library that made it) with the unit that
the called function takes.

## Why it matters
Simulators take bare numbers. A weight in pA handed to a call that takes nA is a thousand times too large, and nothing says so: the network is
epileptic, or silent, and the script runs to its end.

## Example
\`\`\`python
w_pA = 87.8
sim.Projection(pre, post, sim.AllToAllConnector(), sim.StaticSynapse(weight=w_pA))  # PyNN takes nA
\`\`\`

## Use instead
\`\`\`python
sim.Projection(pre, post, sim.AllToAllConnector(), sim.StaticSynapse(weight=w_pA / 1000))
\`\`\`

An error where the unit is declared or known from a library, a warning where a comment, a docstring or a name says it. A value whose unit is not known
is never reported.
`,
  check: function* (context) {
    for (const arrival of context.facts.arrivals.values()) {
      const finding = arrival.kind === 'argument' ? check(arrival, context) : null;
      if (finding) yield finding;
    }
  },
};

export default rule;

function check(arrival: Arrival, context: RuleContext): Finding | null {
  const { value, expected, because, span } = arrival;
  if (!value.claim || fitsAnyUnit(value) || span.file !== context.file) return null;
  const claim = resolve(value.claim);
  if (claim.term.unknowns.length > 0 || !isWitnessed(claim) || fits(claim, expected)) return null;
  if (twiceConverted(claim, expected)) return null;
  const { unit } = claim.term;
  if (convertsByExponent(value, conversion(unit, expected), claim, context)) return null;
  // `mS` beside a time is a slip of the pen for `ms`, not a conductance.
  if (formatUnit(unit).toLowerCase() === formatUnit(expected).toLowerCase()) return null;
  const source = context.textOf(span);
  const witness = witnessOf(claim);
  const prefix = sameKind(unit, expected);
  if (claim.loose && !prefix) return null;
  // What is missing to a fit: the whole conversion, less what the code multiplied already.
  const missing: Rational = divide(conversion(unit, expected), claim.scale);
  const fix =
    prefix && isOne(claim.scale) && !arrival.from
      ? convertingFix(span, source, missing, formatUnit(unit), formatUnit(expected))
      : null;
  const shown = arrival.from ? `\`${arrival.parameter}\`` : source.length > 40 ? 'the value' : `\`${source}\``;
  const scaled = isOne(claim.scale)
    ? ''
    : `, multiplied by ${formatPoly({ terms: [{ coefficient: claim.scale, factors: [], key: '' }] })}`;
  const off = prefix ? `: ${howFarOff({ n: missing.d, d: missing.n })}` : '';
  return {
    rule: rule.id,
    severity: severityOf(claim.sure, sureness[because.kind]),
    message: `${shown} is ${isPure(unit) ? '' : 'in '}${unitInWords(unit)}${scaled}, but \`${arrival.parameter}\` of \`${arrival.callee}\` takes ${unitInWords(expected)}${off}.`,
    span,
    related: [
      ...relatedTo(witness, because),
      ...(arrival.from ? [{ message: 'the number stands here', span: arrival.from }] : []),
    ],
    derivation: [
      {
        text: witness?.text ?? 'the unit of the value',
        value: formatUnit(unit),
        ...(witness?.span ? { span: witness.span } : {}),
      },
      { text: because.text, value: formatUnit(expected), span },
    ],
    fixes: fix ? [fix] : [],
  };
}

/** `36.8e-3  # pA` for a parameter in nA: the comment may speak of the digits, and the exponent converts. */
function convertsByExponent(value: Num, factor: Rational, claim: Claim, context: RuleContext): boolean {
  if (witnessOf(claim)?.kind !== 'comment') return false;
  const exponent = powerOfTen(factor);
  const writes = (each: Num, depth: number): boolean =>
    (each.origin?.what === writtenMark &&
      Number(/[eE]([+-]?\d+)$/.exec(context.textOf(each.origin.span))?.[1] ?? 0) === exponent) ||
    (depth < 8 && (each.origin?.inputs ?? []).some((input) => writes(input, depth + 1)));
  return exponent !== null && exponent !== 0 && writes(value, 0);
}
