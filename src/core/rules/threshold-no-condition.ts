// A threshold that is a number and not a condition.
import { codeIn } from '../brian/code';
import { Findings, placeOf, written } from '../brian/findings';
import { isCondition } from '../equations/tree';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'threshold-no-condition',
  severity: 'error',
  summary: 'A threshold is a number where a condition is needed.',
  documentation: `
## What it does
Reports a Brian 2 \`threshold\` (and a condition of \`connect\`) that calculates a number instead of comparing two.

## Why it matters
The threshold is the condition under which a neuron spikes, not the value that \`v\` has to reach.

## Example
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt', threshold='20*mV', reset='v = 0*mV')
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt', threshold='v > 20*mV', reset='v = 0*mV')
\`\`\`
`,
  check: function* (context) {
    const findings = new Findings(context, rule.id);
    for (const code of codeIn(context.facts)) {
      if (code.kind !== 'expression' || !code.condition || isCondition(code.expression)) continue;
      // A name or a call may stand for a condition.
      const { kind } = code.expression;
      if (kind === 'name' || kind === 'call') continue;
      const shown = written(code, code.expression);
      findings.add(
        'error',
        placeOf(context, code, code.expression),
        `\`${shown}\` is a number, but ${code.what} is a condition: write something like \`v > ${shown}\`.`,
      );
    }
    yield* findings.all();
  },
};

export default rule;
