// A sum, difference or comparison of numbers in different units or prefixes.
import { type Claim, isWitnessed, resolve, sureness } from '../evaluate/claim';
import { constantOf } from '../evaluate/numbers';
import { type Meeting } from '../evaluate/facts';
import { type Num } from '../evaluate/value';
import { type Finding } from '../finding';
import { relatedTo, severityOf, witnessOf } from '../evidence';
import { type Rule } from '../rule';
import { isDimensionless } from '../units/dimension';
import { unitInWords } from '../units/format';
import { sameKind } from '../units/unit';

const rule: Rule = {
  id: 'mixed-units',
  severity: 'error',
  summary: 'Numbers of different units or prefixes are added, subtracted or compared.',
  documentation: `
## What it does
Reports \`+\`, \`-\`, \`<\`, \`max\` and the like where both sides have a known unit and the units differ, in dimension or in prefix.

## Why it matters
\`t_ms + delay_s\` is a number, but not a time. Only the larger term is noticed, and the other one is off by a thousand.

## Example
\`\`\`python
t_stop = duration_ms + delay_s
\`\`\`

## Use instead
\`\`\`python
t_stop = duration_ms + delay_s * 1000
\`\`\`

0, infinities and bare literals fit every unit. A side whose unit is only guessed is not reported. Quantities that carry their unit
(brian2, astropy, pint) raise by themselves when they are run, and are only reported where both are known in full.
`,
  check: function* (context) {
    for (const meeting of context.facts.meetings.values()) {
      const finding = meeting.span.file === context.file ? check(meeting) : null;
      if (finding) yield finding;
    }
  },
};

export default rule;

const claimOf = (value: Num): Claim | null => value.claim && resolve(value.claim);

const answersNo = ({ quantity, claim }: Num): boolean =>
  quantity && (claim?.evidence.some((each) => /^a quantity of (?!Brian)/.test(each.text)) ?? false);

const onlyDocumented = (claim: Claim): boolean => claim.evidence.every((each) => each.kind === 'documentation');

function check({ operator, left, right, span }: Meeting): Finding | null {
  // A quantity that carries its unit raises by itself at run time; only where both are known in full is it said before.
  if ((left.quantity || right.quantity) && !(constantOf(left) && constantOf(right))) return null;
  // Asked whether they are equal, quantities of different dimensions say no; only Brian's raise.
  if ((operator === '==' || operator === '!=') && [left, right].some(answersNo)) return null;
  const [a, b] = [claimOf(left), claimOf(right)];
  if (!a || !b || a.term.unknowns.length > 0 || b.term.unknowns.length > 0) return null;
  const weaker = Math.min(a.sure, b.sure);
  if (!isWitnessed(a) || !isWitnessed(b)) return null;
  // A product of named numbers may be a pure number in disguise; only what has a dimension on both sides is sure enough.
  if ((isDimensionless(a.term.unit.dimension) || isDimensionless(b.term.unit.dimension)) && weaker < sureness.api)
    return null;
  // Docstrings of normalised models give their numbers dimensions that they do not have.
  if (!sameKind(a.term.unit, b.term.unit) && (onlyDocumented(a) || onlyDocumented(b))) return null;
  // `(t - t0) ** 2 < eps`: a threshold of another dimension is a habit, and harmless more often than not.
  const looseComparison =
    operator !== '+' && operator !== '-' && !sameKind(a.term.unit, b.term.unit) && weaker < sureness.api;
  if ((a.loose || b.loose) && !left.quantity && !right.quantity && !sameKind(a.term.unit, b.term.unit)) return null;
  const verb = { '+': 'adds', '-': 'subtracts' }[operator] ?? (/^[<>=!]/.test(operator) ? 'compares' : 'puts together');
  return {
    rule: rule.id,
    severity: looseComparison ? 'information' : severityOf(a.sure, b.sure),
    message: `This ${verb} ${unitInWords(a.term.unit)} and ${unitInWords(b.term.unit)}.`,
    span,
    related: relatedTo(witnessOf(a), witnessOf(b)),
    fixes: [],
  };
}
