// A threshold, reset, synaptic statement or initial value whose parts are of different dimensions.
import { codeIn, type Code } from '../brian/code';
import { mismatchText } from '../brian/mismatches';
import { dimensionInWords, Findings, isIn, placeOf, written } from '../brian/findings';
import { Lookup } from '../brian/lookup';
import { dimensionOf, type Mismatch } from '../equations/dimensions';
import { type Statement } from '../equations/tree';
import { type Rule, type RuleContext } from '../rule';
import { type Dimension, isDimensionless, multiplyDimensions, raiseDimension, sameDimension } from '../units/dimension';

const rule: Rule = {
  id: 'statement-dimension',
  severity: 'error',
  summary: 'A threshold, reset, synaptic statement or initial value does not fit the dimension of its variable.',
  documentation: `
## What it does
Follows the units through \`threshold\`, \`reset\`, \`on_pre\`, \`on_post\`, \`run_regularly\`, \`refractory\` and through values that are set by a text
(\`G.v = 'El + rand()*5*mV'\`).

## Why it matters
What a synapse adds must be in the unit of the variable it is added to: volts where it jumps the membrane, siemens where it opens a conductance.
Brian 2 says so when the run begins, not where it is written.

## Example
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt', threshold='v > 20*mV', reset='v = 0')
run(100*ms)
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt', threshold='v > 20*mV', reset='v = 0*mV')
run(100*ms)
\`\`\`
`,
  check: function* (context) {
    const findings = new Findings(context, rule.id);
    for (const code of codeIn(context.facts)) {
      if (code.kind === 'statements') checkStatements(context, findings, code);
      if (code.kind !== 'expression' || code.equation) continue;
      const given = dimensionOf(code.expression, code.lookup, reporter(context, findings, code));
      if (given && code.wanted && !code.condition && !sameDimension(given, code.wanted))
        findings.add(
          'error',
          placeOf(context, code, code.expression),
          `\`${written(code, code.expression)}\` ${isIn(given)}, but ${code.what} takes ${dimensionInWords(code.wanted)}.`,
        );
    }
    yield* findings.all();
  },
};

export default rule;

const reporter = (context: RuleContext, findings: Findings, code: Code) => (mismatch: Mismatch) =>
  findings.add('error', placeOf(context, code, mismatch), mismatchText(code, mismatch));

/** A name that the model does not have is a new variable of this code, with the dimension of its first value. */
function checkStatements(context: RuleContext, findings: Findings, code: Extract<Code, { kind: 'statements' }>): void {
  const local = new Map<string, Dimension | null>();
  const lookup = new Lookup(code.group, null, new Map(), local);
  for (const each of code.parsed.statements) {
    const given = dimensionOf(each.expression, lookup, reporter(context, findings, code));
    const meaning = lookup.meaningOf(each.name);
    if (meaning.kind === 'undefined' || meaning.kind === 'unknown' || meaning.kind === 'value') {
      if (each.operator === '') local.set(each.name, meaning.kind === 'undefined' ? given : null);
      continue;
    }
    const own = lookup.dimensionOf(each.name);
    const wanted = own && wantedBy(each, own);
    if (!given || !own || !wanted || sameDimension(given, wanted)) continue;
    findings.add(
      'error',
      placeOf(context, code, each),
      wanted === own
        ? `\`${written(code, each.expression)}\` ${isIn(given)}, but \`${each.name}\` ${isIn(own)}.`
        : `\`${written(code, each)}\` takes a pure number, but \`${written(code, each.expression)}\` ${isIn(given)}.`,
    );
  }
}

/** `w *= 2` keeps the unit of `w`; a plain variable may be squared or whatever else. */
function wantedBy({ operator }: Statement, own: Dimension): Dimension | null {
  switch (operator) {
    case '':
    case '+':
    case '-':
    case '%':
      return own;
    case '*':
    case '/':
      return multiplyDimensions(own, raiseDimension(own, -1));
    default:
      return isDimensionless(own) ? own : null;
  }
}
