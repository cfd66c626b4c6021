// A refractory flag without a refractory period, or on another variable than the one that spikes.
import { groupsIn } from '../brian/code';
import { Findings, placeOf } from '../brian/findings';
import { type GroupModel, type Variable } from '../brian/model';
import { parseExpression } from '../equations/expression';
import { namesIn } from '../equations/tree';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'refractory-without-effect',
  severity: 'information',
  summary: '`(unless refractory)` is given without a refractory period, or leaves out the variable that spikes.',
  documentation: `
## What it does
Reports a Brian 2 model in which an equation is marked \`(unless refractory)\` while the group has no \`refractory\` argument, and one in which other
variables are held during the refractory period but not the one that the threshold looks at.

## Why it matters
In Brian 2 \`refractory\` alone only keeps a neuron from spiking: its membrane goes on integrating, and what arrives meanwhile is still there when the
period ends. That is a choice, and many models make it; a flag that has no effect mostly is not.

## Example
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt (unless refractory)', threshold='v > 20*mV', reset='v = 0*mV')
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt (unless refractory)', threshold='v > 20*mV', reset='v = 0*mV', refractory=2*ms)
\`\`\`
`,
  check: function* (context) {
    const findings = new Findings(context, rule.id);
    for (const group of groupsIn(context.facts)) {
      if (group.of.type !== 'brian2.NeuronGroup' || !group.complete) continue;
      const held = [...group.variables.values()].filter(isHeld);
      const [first] = held;
      if (!first) continue;
      const refractory = group.of.fields.get('refractory');
      const isOff = !refractory || (refractory.kind === 'flag' && !refractory.value);
      const watched = isOff ? first : watchedBy(group);
      if (!watched?.equation || (!isOff && isHeld(watched))) continue;
      const part = group.parts.find((each) => watched.equation && each.parsed.equations.includes(watched.equation));
      const span = group.of.places.get('model') ?? group.of.span;
      if (!part || !span) continue;
      findings.add(
        'information',
        placeOf(context, { text: part.text, span }, watched.equation.namePlace),
        isOff
          ? `\`${first.name}\` is marked \`(unless refractory)\`, but the group has no \`refractory\` period: the flag has no effect.`
          : `\`${watched.name}\` goes on integrating while the neuron is refractory: \`(unless refractory)\` stands with \`${first.name}\` only.`,
      );
    }
    yield* findings.all();
  },
};

export default rule;

const isHeld = ({ equation }: Variable): boolean =>
  equation?.flags.some((each) => each.text === 'unless refractory') ?? false;

/** The one state variable that the threshold looks at and the reset sets; null where there is none or more than one. */
function watchedBy(group: GroupModel): Variable | null {
  const [threshold, reset] = ['threshold', 'reset'].map((key) => group.of.fields.get(key));
  if (threshold?.kind !== 'text' || reset?.kind !== 'text') return null;
  const { value } = parseExpression(threshold.value);
  const states = [...(value ? namesIn(value) : [])].flatMap(({ name }) => {
    const variable = group.variables.get(name);
    return variable?.equation?.kind === 'differential' && new RegExp(`\\b${name}\\s*=`).test(reset.value)
      ? [variable]
      : [];
  });
  return states.length === 1 ? (states[0] ?? null) : null;
}
