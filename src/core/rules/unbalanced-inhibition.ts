// A recurrent network in which inhibition is a small fraction of excitation: worth a look where both are there.
import { type Network, type Population, type Projection } from '../network/network';
import { figure } from '../network/neurons';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'unbalanced-inhibition',
  severity: 'information',
  summary: 'The recurrent inhibition of a population is a small fraction of its excitation.',
  documentation: `
## What it does
Adds up, for each population, synapses times weight of its recurrent projections, excitatory and inhibitory, and reports inhibition of less than
a twentieth of the excitation.

## Why it matters
A network with that little inhibition has nothing to hold it back: it is silent, or fires as fast as it can. Often the factor \`g\` was left out, or the
inhibitory weight is in another prefix.

## Example
\`\`\`python
import nest
exc = nest.Create("iaf_psc_exp", 800)
inh = nest.Create("iaf_psc_exp", 200)
nest.Connect(exc, exc, {"rule": "fixed_indegree", "indegree": 80}, {"weight": 20.0})
nest.Connect(inh, exc, {"rule": "fixed_indegree", "indegree": 20}, {"weight": -3.0})
\`\`\`

## Use instead
\`\`\`python
import nest
exc = nest.Create("iaf_psc_exp", 800)
inh = nest.Create("iaf_psc_exp", 200)
nest.Connect(exc, exc, {"rule": "fixed_indegree", "indegree": 80}, {"weight": 20.0})
nest.Connect(inh, exc, {"rule": "fixed_indegree", "indegree": 20}, {"weight": -100.0})
\`\`\`

Rates and time constants are not known here, and so it is information. A population without any inhibition is taken to be meant.
`,
  check: function* (context) {
    for (const network of context.networks) {
      for (const population of network.populations) {
        const found = balanceOf(network, population);
        if (!found || found.inhibition >= found.excitation / 20 || found.last.span.file !== context.file) continue;
        yield {
          rule: rule.id,
          severity: 'information',
          message: `The inhibition of \`${population.name}\` (synapses × weight) is ${figure(found.inhibition)}, its recurrent excitation ${figure(found.excitation)}: less than a twentieth.`,
          span: found.last.span,
          related: [],
          fixes: [],
        };
      }
    }
  },
};

export default rule;

interface Balance {
  readonly excitation: number;
  readonly inhibition: number;
  /** The inhibitory projection that was read last. */
  readonly last: Projection;
}

/** Null where a projection's size or weight is not known, or one of the two kinds is missing. */
function balanceOf({ backend, populations, projections }: Network, of: Population): Balance | null {
  const own = projections.filter((each) => each.post === of.name);
  let [excitation, inhibition] = [0, 0];
  let last: Projection | null = null;
  for (const each of own) {
    const count = synapsesOf(each, populations.find(({ name }) => name === each.pre)?.size ?? null);
    const { value } = each.weight;
    if (count === null || value === null) return null;
    const inhibits = backend === 'pynn' ? each.receptor === 'inhibitory' : value < 0;
    if (inhibits) [inhibition, last] = [inhibition + count * Math.abs(value), each];
    else excitation += count * Math.abs(value);
  }
  return last && excitation > 0 && inhibition > 0 ? { excitation, inhibition, last } : null;
}

function synapsesOf({ rule: connects }: Projection, size: number | null): number | null {
  switch (connects.kind) {
    case 'all-to-all':
      return size;
    case 'one-to-one':
      return 1;
    case 'fixed-indegree':
      return connects.indegree;
    case 'fixed-probability':
      return size === null ? null : size * connects.probability;
    default:
      return null;
  }
}
