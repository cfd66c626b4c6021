// A model equation whose two sides, or whose terms, are of different dimensions.
import { codeIn } from '../brian/code';
import { mismatchText } from '../brian/mismatches';
import { Findings, isIn, placeOf, written } from '../brian/findings';
import { dimensionOf } from '../equations/dimensions';
import { type Rule } from '../rule';
import { sameDimension } from '../units/dimension';

const rule: Rule = {
  id: 'equation-dimension',
  severity: 'error',
  summary: 'The terms or the two sides of a model equation are of different dimensions.',
  documentation: `
## What it does
Works out the dimension of every equation of a Brian 2 model, with the values that its names have in the script: \`dx/dt\` must come out in the unit of
\`x\` per second, a subexpression in its own unit, and terms that are added or compared must be of one kind.

## Why it matters
Brian 2 refuses such a model, but only once the run begins, and with a stack trace. Mostly a division by the time constant or a resistance is missing.

## Example
\`\`\`python
from brian2 import *
tau = 10*ms
G = NeuronGroup(10, 'dv/dt = (1*nA - v)/tau : volt')
run(100*ms)
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
tau = 10*ms
R = 100*Mohm
G = NeuronGroup(10, 'dv/dt = (R*1*nA - v)/tau : volt')
run(100*ms)
\`\`\`

A name whose value the analysis does not know fits everything. In an equation Brian 2 takes a bare \`0\` for a pure number too: write \`0*mV\`.
`,
  check: function* (context) {
    const findings = new Findings(context, rule.id);
    for (const code of codeIn(context.facts)) {
      if (code.kind !== 'expression' || !code.equation) continue;
      const { lookup, equation, wanted, expression } = code;
      const given = dimensionOf(expression, lookup, (mismatch) =>
        findings.add('error', placeOf(context, code, mismatch), mismatchText(code, mismatch)),
      );
      if (!given || !wanted || sameDimension(given, wanted)) continue;
      const side =
        equation.kind === 'differential'
          ? `The right side of \`d${equation.name}/dt\` ${isIn(given)}, but must be in \`${equation.unit.trim()}/second\`, as \`${equation.name}\` is in \`${equation.unit.trim()}\`.`
          : `\`${written(code, expression)}\` ${isIn(given)}, but \`${equation.name}\` is given in \`${equation.unit}\`.`;
      findings.add('error', placeOf(context, code, expression), side);
    }
    yield* findings.all();
  },
};

export default rule;
