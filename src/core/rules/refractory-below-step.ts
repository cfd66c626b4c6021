// A refractory period that is given, and comes out as no step at all.
import { figure, parameterOf, placeIn, populationsIn } from '../network/neurons';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'refractory-below-step',
  severity: 'warning',
  summary: 'A refractory period is given, but is rounded to no step at all.',
  documentation: `
## What it does
Compares refractory periods with the time step: one that is shorter than half a step is rounded to nothing.

## Why it matters
Whoever writes a refractory period wants one. Without one, a strongly driven neuron fires at every step.

## Example
\`\`\`python
import nest
nest.resolution = 0.1
cells = nest.Create("iaf_psc_exp", 100, {"t_ref": 0.04})
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
  },
};

export default rule;
