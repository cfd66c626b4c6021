// A refractory period that is given, and comes out as no step at all.
import { constantOf } from '../evaluate/numbers';
import { bindingsIn } from '../evaluate/facts';
import { type Num } from '../evaluate/value';
import { figure, parameterOf, placeIn, populationsIn } from '../network/neurons';
import { type Rule } from '../rule';
import { isZero, sign } from '../units/rational';

const rule: Rule = {
  id: 'refractory-below-step',
  severity: 'warning',
  summary: 'A refractory period is given, but is rounded to no step at all.',
  documentation: `
## What it does
Compares refractory periods with the time step: one that is shorter than half a step is rounded to nothing. The same holds for a number of
refractory steps that a division by the step and a cut to an integer make zero.

## Why it matters
Whoever writes a refractory period wants one. Mostly it was written in seconds where milliseconds are taken.

## Example
\`\`\`python
import nest
nest.resolution = 0.1
cells = nest.Create("iaf_psc_exp", 100, {"t_ref": 0.002})
\`\`\`

## Use instead
\`\`\`python
import nest
nest.resolution = 0.1
cells = nest.Create("iaf_psc_exp", 100, {"t_ref": 2.0})
\`\`\`

A refractory period of exactly zero is taken to be meant.
`,
  check: function* (context) {
    for (const { network, population } of populationsIn(context.networks)) {
      const refractory = parameterOf(population, 'refractory');
      const dtMs = network.dtMs.value;
      if (!refractory || refractory.byDefault || refractory.value === null || dtMs === null) continue;
      // sPyNNaker and others round up; NEST, below most of PyNN too, rounds to the nearest.
      if (network.backend !== 'nest' || refractory.value <= 0 || refractory.value >= dtMs / 2) continue;
      const span = placeIn(context.file, population, refractory);
      if (span)
        yield {
          rule: rule.id,
          severity: 'warning',
          message: `A refractory period of ${figure(refractory.value)} ms is no step of ${figure(dtMs)} ms: \`${population.name}\` has none.`,
          span,
          related: [],
          fixes: [],
        };
    }
    for (const binding of bindingsIn(context.facts, context.file)) {
      if (!/ref/i.test(binding.name) || !/step/i.test(binding.name)) continue;
      const cut = binding.values.find((each): each is Num => each.kind === 'num' && isCutToZero(each));
      if (cut)
        yield {
          rule: rule.id,
          severity: 'warning',
          message: `\`${binding.name}\` comes out as 0: the refractory period is less than a step, and is cut away.`,
          span: binding.span,
          related: [],
          fixes: [],
        };
    }
  },
};

export default rule;

/** `int(0.002 / 0.1)`: zero, made of something that was not. */
function isCutToZero(value: Num): boolean {
  const exact = constantOf(value);
  if (!exact || !isZero(exact) || value.origin?.what !== 'int') return false;
  const before = constantOf(value.origin.inputs[0]);
  return before !== null && sign(before) > 0;
}
