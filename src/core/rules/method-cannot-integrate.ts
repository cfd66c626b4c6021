// An integration method that cannot integrate the equations it is given.
import { codeIn, groupsIn } from '../brian/code';
import { Findings, placeOf } from '../brian/findings';
import { type GroupModel } from '../brian/model';
import { degreeIn, isStochastic } from '../equations/linear';
import { type Rule } from '../rule';
import { type Span } from '../text';

const rule: Rule = {
  id: 'method-cannot-integrate',
  severity: 'error',
  summary: 'The chosen integration method cannot integrate these equations.',
  documentation: `
## What it does
Compares the \`method\` of a Brian 2 group with its equations: \`exact\` (also called \`linear\`) takes linear equations without noise,
\`exponential_euler\`, \`rk2\`, \`rk4\` and the GSL methods take none with noise (\`xi\`).

## Why it matters
Brian 2 stops when the run begins. Chosen well, a method is also the difference between a membrane that is exact and one that explodes.

## Example
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = (v**2 - v)/(10*ms) : 1', method='exact')
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = (v**2 - v)/(10*ms) : 1', method='rk4')
\`\`\`
`,
  check: function* (context) {
    const findings = new Findings(context, rule.id);
    for (const group of groupsIn(context.facts)) {
      const method = group.of.fields.get('method');
      if (method?.kind !== 'text') continue;
      const span = group.of.places.get('method') ?? group.of.span;
      const trouble = span && troubleWith(group, method.value);
      if (!trouble) continue;
      const code = codeIn(context.facts).find(
        (each) => each.kind === 'expression' && each.group === group && each.equation?.name === trouble.name,
      );
      const related: { message: string; span: Span }[] =
        code?.kind === 'expression'
          ? [{ message: trouble.because, span: placeOf(context, code, code.expression) }]
          : [];
      findings.add(
        'error',
        span,
        `\`${method.value}\` cannot integrate \`d${trouble.name}/dt\`: ${trouble.because}.`,
        related,
      );
    }
    yield* findings.all();
  },
};

export default rule;

const needsLinear = new Set(['exact', 'linear']);
/** Of brian2/stateupdaters, 2.10: those that take no stochastic equations. */
const takesNoNoise = /^(?:exact|linear|independent|exponential_euler|rk2|rk4|gsl\w*)$/;

function troubleWith(group: GroupModel, method: string): { name: string; because: string } | null {
  const { variables, substitutes } = group;
  // What is integrated when an event comes is always integrated exactly.
  const differential = [...variables.values()].filter(
    ({ equation }) => equation?.kind === 'differential' && !equation.flags.some((each) => each.text === 'event-driven'),
  );
  const states = new Set(differential.map((each) => each.name));
  for (const { name, equation } of differential) {
    if (!equation?.expression) continue;
    if (takesNoNoise.test(method) && isStochastic(equation.expression, substitutes))
      return { name, because: 'it holds noise (`xi`); `euler`, `heun` and `milstein` take it' };
    if (needsLinear.has(method) && degreeIn(equation.expression, states, substitutes) === null)
      return { name, because: 'it is not linear in the state variables' };
  }
  return null;
}
