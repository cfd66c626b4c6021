// One population excites in one projection and inhibits in another: against Dale's law, and often a sign that was lost on the way.
import { type Network, type Projection } from '../network/network';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'both-signs-from-one-population',
  severity: 'information',
  summary: 'One population excites in one projection and inhibits in another.',
  documentation: `
## What it does
Reports a population, named as one of excitatory or of inhibitory neurons, whose own projections are of both signs: by the sign of the weight, or by the receptor
where the simulator goes by that.

## Why it matters
By Dale's law a neuron excites all its targets or inhibits all of them. Where a script gives one population both, a minus sign was often lost, or the
wrong population was connected. Models that lump neurons of both kinds together do so on purpose, and so it is information.

## Example
\`\`\`python
import nest
exc = nest.Create("iaf_psc_exp", 800)
inh = nest.Create("iaf_psc_exp", 200)
nest.Connect(exc, inh, {"rule": "fixed_indegree", "indegree": 80}, {"weight": 20.0})
nest.Connect(inh, inh, {"rule": "fixed_indegree", "indegree": 20}, {"weight": -100.0})
nest.Connect(inh, exc, {"rule": "fixed_indegree", "indegree": 20}, {"weight": 100.0})
\`\`\`

## Use instead
\`\`\`python
import nest
exc = nest.Create("iaf_psc_exp", 800)
inh = nest.Create("iaf_psc_exp", 200)
nest.Connect(exc, inh, {"rule": "fixed_indegree", "indegree": 80}, {"weight": 20.0})
nest.Connect(inh, inh, {"rule": "fixed_indegree", "indegree": 20}, {"weight": -100.0})
nest.Connect(inh, exc, {"rule": "fixed_indegree", "indegree": 20}, {"weight": -100.0})
\`\`\`
`,
  check: function* (context) {
    for (const network of context.networks) {
      for (const [pre, sent] of bySource(network)) {
        const inhibiting = sent.filter((each) => signOf(network, each) < 0);
        const exciting = sent.filter((each) => signOf(network, each) > 0);
        if (inhibiting.length === 0 || exciting.length === 0 || !isOfOneKind(pre)) continue;
        // The rarer sign is the odd one; of equally many, what was connected last.
        const odd =
          exciting.length < inhibiting.length ? exciting : inhibiting.length < exciting.length ? inhibiting : [];
        const at = (odd.length > 0 ? odd : sent).at(-1);
        const other = (odd === exciting ? inhibiting : odd === inhibiting ? exciting : sent).find(
          (each) => each !== at,
        );
        if (!at || !other || at.span.file !== context.file) continue;
        const does = (each: Projection): string => (signOf(network, each) < 0 ? 'inhibits' : 'excites');
        yield {
          rule: rule.id,
          severity: 'information',
          message: `\`${pre}\` ${does(at)} \`${at.post}\` here, and ${does(other)} \`${other.post}\`: one population of both signs.`,
          span: at.span,
          related: [{ message: `here it ${does(other)}`, span: other.span }],
          fixes: [],
        };
      }
    }
  },
};

export default rule;

function bySource({ populations, projections }: Network): Map<string, Projection[]> {
  const result = new Map<string, Projection[]>();
  for (const { name } of populations) {
    const sent = projections.filter((each) => each.pre === name);
    if (sent.length > 1) result.set(name, sent);
  }
  return result;
}

/** 1, −1, or 0 where it is not known. */
function signOf({ backend }: Network, { receptor, weight }: Projection): number {
  if (backend === 'pynn' || backend === 'spynnaker')
    return receptor === 'inhibitory' ? -1 : receptor === 'excitatory' ? 1 : 0;
  return weight.value === null ? 0 : Math.sign(weight.value);
}

/** Its name says that it is of one kind: a script that has a population of another name may lump both together. */
const isOfOneKind = (name: string): boolean =>
  /(?:^|_|\b)(?:e|i|exc\w*|inh\w*|ex|in|pyr\w*|pv|som|sst|vip|basket\w*)(?:$|_|\b|\d)/i.test(name);
