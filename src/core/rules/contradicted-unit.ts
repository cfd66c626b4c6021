// A comment, docstring or name that says another unit than the value has.
import { isWitnessed, resolve, sureness } from '../evaluate/claim';
import { type Contradiction } from '../evaluate/facts';
import { twiceConverted } from '../conversion';
import { type Finding } from '../finding';
import { walkConfig } from '../config/tree';
import { claimOfConfig } from '../evaluate/configuration';
import { spelledClaim } from '../evaluate/numbers';
import { relatedTo, severityOf, witnessOf } from '../evidence';
import { type ConfigContext, type Rule } from '../rule';
import { exponentOf } from '../units/dimension';
import { unitInWords } from '../units/format';
import { sameUnit } from '../units/unit';

const rule: Rule = {
  id: 'contradicted-unit',
  severity: 'error',
  summary: 'A comment, docstring or name says another unit than the value has.',
  documentation: `
## What it does
Compares what is said of a name's unit with what its value was computed to be, and two sayings about one name with each other.

## Why it matters
One of the two is wrong. If it is the comment, the next reader will trust it; if it is the value, the model is wrong already.

## Example
\`\`\`python
delay_ms = 20.0
delay_s = delay_ms  # still milliseconds
\`\`\`

## Use instead
\`\`\`python
delay_s = delay_ms / 1000
\`\`\`

A \`# unit:\` comment wins over everything else for what follows; the contradiction is reported where it stands.
`,
  check: function* (context) {
    for (const each of context.facts.contradictions.values()) {
      const finding = each.span.file === context.file ? check(each) : null;
      if (finding) yield finding;
    }
  },
  checkConfig,
};

export default rule;

function check({ name, said, saidUnit, computed, span }: Contradiction): Finding | null {
  const claim = resolve(computed);
  if (claim.term.unknowns.length > 0 || !isWitnessed(claim) || twiceConverted(claim, saidUnit)) return null;
  // The times of steps are called steps too: `sim_steps = np.arange(0, t_sim, interval)`.
  if (said.kind === 'name' && exponentOf(saidUnit.dimension, 'step') !== 0) return null;
  // With a step of a millisecond a number that is called steps is one of milliseconds.
  if (
    exponentOf(saidUnit.dimension, 's') === 1 &&
    exponentOf(claim.term.unit.dimension, 'step') === 1 &&
    claim.evidence.every(({ kind }) => kind === 'name')
  )
    return null;
  return {
    rule: rule.id,
    severity: severityOf(sureness[said.kind], claim.sure),
    message: `\`${name}\` is said to be in ${unitInWords(saidUnit)}, but its value is in ${unitInWords(claim.term.unit)}.`,
    span,
    related: relatedTo(said, witnessOf(claim)),
    fixes: [],
  };
}

/** In a configuration file the comment behind a number speaks against the name of its key. */
function* checkConfig({ file, document, format }: ConfigContext): Iterable<Finding> {
  const found: Finding[] = [];
  if (!document.root || format === 'csv') return;
  walkConfig(document.root, (node, _, entry) => {
    if (node.kind !== 'scalar' || node.type !== 'number' || !node.comment || !entry) return undefined;
    const span = { file, start: entry.keyStart, end: entry.keyEnd };
    const [said] = spelledClaim(entry.key, span)?.evidence ?? [];
    const [comment] = claimOfConfig(file, node, entry.key).evidence;
    if (!said?.unit || comment?.kind !== 'comment' || !comment.unit || sameUnit(said.unit, comment.unit))
      return undefined;
    found.push({
      rule: rule.id,
      severity: severityOf(sureness.name, sureness.comment),
      message: `The name \`${entry.key}\` says ${unitInWords(said.unit)}, but the comment says ${unitInWords(comment.unit)}.`,
      span,
      related: relatedTo(comment),
      fixes: [],
    });
    return undefined;
  });
  yield* found;
}
