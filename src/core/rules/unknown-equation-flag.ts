// A flag behind an equation that Brian 2 does not have, or not there.
import { groupsIn } from '../brian/code';
import { Findings, placeOf } from '../brian/findings';
import { nearest } from '../nearest';
import { type Rule } from '../rule';
import { type Equation } from '../equations/tree';

const rule: Rule = {
  id: 'unknown-equation-flag',
  severity: 'error',
  summary: 'A flag behind an equation is none that its kind of equation can have.',
  documentation: `
## What it does
Compares the flags in parentheses behind Brian 2's equations with those that a neuron's or a synapse's differential equations, subexpressions and
parameters can have.

## Why it matters
A misspelt \`(unless refractory)\` would let the membrane run on through the refractory period; Brian 2 refuses it instead.

## Example
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt (unless refractary)', threshold='v > 20*mV', reset='v = 0*mV', refractory=2*ms)
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
      const allowed = flagsOf[group.of.type];
      if (!allowed) continue;
      const span = group.of.places.get('model') ?? group.of.span;
      for (const part of group.parts) {
        for (const equation of part.parsed.equations) {
          const known = allowed[equation.kind];
          for (const flag of equation.flags) {
            if (known.includes(flag.text) || !span) continue;
            const close = nearest(flag.text, known);
            const hint =
              close === null
                ? known.length > 0
                  ? `it can have ${known.map((each) => `\`${each}\``).join(', ')}`
                  : 'it can have none'
                : `is \`${close}\` meant?`;
            findings.add(
              'error',
              placeOf(context, { text: part.text, span }, flag),
              `\`${flag.text}\` is no flag that ${words[equation.kind]} can have here: ${hint}`,
            );
          }
        }
      }
    }
    yield* findings.all();
  },
};

export default rule;

const words: Readonly<Record<Equation['kind'], string>> = {
  differential: 'a differential equation',
  subexpression: 'a subexpression',
  parameter: 'a parameter',
};

/** Of neurongroup.py and synapses.py, 2.10. */
const flagsOf: Readonly<Record<string, Readonly<Record<Equation['kind'], readonly string[]>>>> = {
  'brian2.NeuronGroup': {
    differential: ['unless refractory'],
    subexpression: ['shared', 'constant over dt'],
    parameter: ['constant', 'shared', 'linked'],
  },
  'brian2.Synapses': {
    differential: ['event-driven', 'clock-driven'],
    subexpression: ['summed', 'shared', 'constant over dt'],
    parameter: ['constant', 'shared', 'linked'],
  },
};
