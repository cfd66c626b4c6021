// A text of equations or statements that cannot be read.
import { codeIn } from '../brian/code';
import { Findings, placeOf } from '../brian/findings';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'unreadable-equation',
  severity: 'error',
  summary: 'A model equation, condition or statement is not written as Brian 2 reads it.',
  documentation: `
## What it does
Parses the texts that Brian 2 takes for models, thresholds, resets and synapses: each equation has a right side and a unit behind a colon
(\`dv/dt = -v/tau : volt\`), each statement assigns to a name.

## Why it matters
The text is only read when the group is made, and the message then points into Brian's own code.

## Example
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -(v/(10*ms) : volt')
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt')
\`\`\`
`,
  check: function* (context) {
    const findings = new Findings(context, rule.id);
    for (const code of codeIn(context.facts)) {
      const [first] = code.problems;
      if (first) findings.add('error', placeOf(context, code, first), `In ${code.what}, ${first.message}.`);
    }
    yield* findings.all();
  },
};

export default rule;
