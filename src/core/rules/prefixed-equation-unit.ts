// A model equation that is given in a unit with a prefix, where Brian 2 takes base units alone.
import { groupsIn } from '../brian/code';
import { Findings, placeOf } from '../brian/findings';
import { prefixedNameIn, unitOfText } from '../backends/facts/brian2';
import { formatUnit } from '../units/format';
import { one } from '../units/rational';
import { makeUnit } from '../units/unit';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'prefixed-equation-unit',
  severity: 'error',
  summary: 'An equation is given in a prefixed unit; behind the colon Brian 2 takes base units.',
  documentation: `
## What it does
Reports \`: mV\`, \`: nS\`, \`: ms\` and the like behind a Brian 2 equation, and what is no unit at all.

## Why it matters
The unit behind the colon says what kind of quantity a variable is, not how it is scaled: Brian 2 takes \`volt\`, \`siemens\`, \`second\` and refuses
the rest.

## Example
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : mV')
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'dv/dt = -v/(10*ms) : volt')
\`\`\`
`,
  check: function* (context) {
    const findings = new Findings(context, rule.id);
    for (const group of groupsIn(context.facts)) {
      const span = group.of.places.get('model') ?? group.of.span;
      for (const part of group.parts) {
        for (const { name, unit, unitPlace } of part.parsed.equations) {
          const prefixed = prefixedNameIn(unit);
          if (prefixed === null || !span) continue;
          const known = unitOfText(unit);
          const base = known && (words[formatUnit(makeUnit(one, known.dimension))] ?? null);
          const hint = base === null ? 'use base units' : `use \`${base}\``;
          findings.add(
            'error',
            placeOf(context, { text: part.text, span }, unitPlace),
            `\`${name}\` is given in \`${unit}\`, but behind the colon Brian 2 takes base units only: ${hint}.`,
          );
        }
      }
    }
    yield* findings.all();
  },
};

export default rule;

/** Brian's own words for what is asked for most. */
const words: Readonly<Record<string, string>> = {
  V: 'volt',
  A: 'amp',
  S: 'siemens',
  F: 'farad',
  s: 'second',
  Hz: 'Hz',
  Ω: 'ohm',
  m: 'metre',
  C: 'coulomb',
};
