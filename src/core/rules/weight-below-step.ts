// A weight that becomes zero on SpiNNaker, because the largest weight of the same receptor sets the scale for all.
import { importsSpynnaker, smallestWeightStep } from '../backends/facts/spynnaker';
import { figure } from '../network/neurons';
import { numberOf, type PynnProjection, pynnProjections } from '../network/pynn/projections';
import { type Thing } from '../evaluate/value';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'weight-below-step',
  severity: 'warning',
  summary: 'On SpiNNaker a weight is rounded to zero, because a larger one sets the scale.',
  documentation: `
## What it does
On SpiNNaker, weights are 16-bit numbers. All that reach one receptor of one population share a scale, chosen so that the largest of them fits. This rule
works out the step between neighbouring weights in the best case, and reports weights of less than half of it.

## Why it matters
The weight is zero on the machine, and right in every other simulator: the connection is there, and does nothing.

## Example
\`\`\`python
import pyNN.spiNNaker as sim
cells = sim.Population(100, sim.IF_curr_exp())
noise = sim.Population(100, sim.SpikeSourcePoisson(rate=10.0))
sim.Projection(noise, cells, sim.OneToOneConnector(), sim.StaticSynapse(weight=40.0))
sim.Projection(cells, cells, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.0005))
\`\`\`

## Use instead
\`\`\`python
import pyNN.spiNNaker as sim
cells = sim.Population(100, sim.IF_curr_exp())
noise = sim.Population(100, sim.SpikeSourcePoisson(rate=10.0))
sim.Projection(noise, cells, sim.OneToOneConnector(), sim.StaticSynapse(weight=4.0))
sim.Projection(cells, cells, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.0005))
\`\`\`

Weights that a plasticity rule changes begin small on purpose, and are left out.
`,
  check: function* (context) {
    if (!importsSpynnaker(context.loaded.module)) return;
    const groups = new Map<Thing, Map<string, PynnProjection[]>>();
    for (const each of pynnProjections(context.facts.calls)) {
      const receptors = groups.get(each.post) ?? new Map<string, PynnProjection[]>();
      groups.set(each.post, receptors);
      if (each.receptor !== null) receptors.set(each.receptor, [...(receptors.get(each.receptor) ?? []), each]);
    }
    const seen = new Set<number>();
    for (const projections of [...groups.values()].flatMap((each) => [...each.values()])) {
      const all = projections.flatMap(({ weights }) => weights.map((each) => Math.abs(numberOf(each))));
      const largest = Math.max(0, ...all);
      for (const { weights, weightUnit, plastic } of projections) {
        if (plastic || (weightUnit !== 'nA' && weightUnit !== 'µS')) continue;
        const step = smallestWeightStep(largest, weightUnit);
        for (const weight of weights) {
          const size = Math.abs(numberOf(weight));
          if (size === 0 || size >= step / 2 || weight.span.file !== context.file || seen.has(weight.span.start))
            continue;
          seen.add(weight.span.start);
          yield {
            rule: rule.id,
            severity: 'warning',
            message: `${figure(size)} ${weightUnit} is rounded to zero on SpiNNaker: the largest weight of this receptor, ${figure(largest)} ${weightUnit}, makes a step of ${figure(step)} ${weightUnit}.`,
            span: weight.span,
            related: [],
            fixes: [],
          };
        }
      }
    }
  },
};

export default rule;
