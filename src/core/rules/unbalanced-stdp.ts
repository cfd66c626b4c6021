// Additive STDP whose potentiation outweighs its depression: spikes without any relation drive the weights to their ceiling.
import { spanKey } from '../evaluate/facts';
import { type StdpRule } from '../network/plasticity';
import { areasOf } from '../network/stdpWords';
import { stdpRuleOf } from '../network/t4dm/learning';
import { type Rule, type RuleContext } from '../rule';
import { type Span } from '../text';

const rule: Rule = {
  id: 'unbalanced-stdp',
  severity: 'information',
  summary: 'The potentiating side of an additive STDP rule is far larger than the depressing one.',
  documentation: `
## What it does
Compares the areas A₊τ₊ and A₋τ₋ of rules of pairs whose changes do not depend on the weight, and notes those whose potentiation is more than half as large again.

## Why it matters
Spikes that have nothing to do with each other fall on both sides of the window alike, and so move a weight by the difference of its areas. Where it is positive, all
weights climb to their ceiling whatever the input is, and drive the neuron harder the further they climb (Song, Miller and Abbott, Nature Neuroscience 3, 2000;
Morrison, Diesmann and Gerstner, Biological Cybernetics 98, 2008).

## Example
\`\`\`python
from t4dm.learning.stdp import STDPConfig, STDPLearner

stdp = STDPLearner(STDPConfig(multiplicative=False, a_plus=0.02, a_minus=0.005, tau_plus=0.02, tau_minus=0.02))
\`\`\`

## Use instead
\`\`\`python
from t4dm.learning.stdp import STDPConfig, STDPLearner

stdp = STDPLearner(STDPConfig(multiplicative=False, a_plus=0.01, a_minus=0.0105, tau_plus=0.02, tau_minus=0.02))
\`\`\`

Rules that only potentiate are meant to, and rules whose changes shrink towards the bounds come to rest by themselves: nothing is said of them.
`,
  check: function* (context) {
    const seen = new Set<string>();
    for (const { rule: pairs, span } of rulesIn(context)) {
      const place = pairs.places?.potentiation ?? span;
      if (place.file !== context.file || seen.has(spanKey(place)) || !isAdditive(pairs)) continue;
      const { potentiation, depression } = areasOf(pairs, 0.5);
      if (!(depression > 0) || potentiation <= mostOf * depression) continue;
      seen.add(spanKey(place));
      yield {
        rule: rule.id,
        severity: 'information',
        message: `Potentiation has an area of ${figure(potentiation)} (A₊τ₊) against ${figure(depression)} of depression (A₋τ₋), ${figure(potentiation / depression)} to 1, and neither depends on the weight: spikes that have nothing to do with each other drive all weights to their ceiling.`,
        span: place,
        related: pairs.places?.depression
          ? [{ message: 'the amplitude of depression', span: pairs.places.depression }]
          : [],
        fixes: [],
      };
    }
  },
};

export default rule;

/** Rules a little off balance are published, and held by their bounds. */
const mostOf = 1.5;

const figure = (value: number): string => String(Number(value.toPrecision(3)));

const isAdditive = ({ exponentPlus, exponentMinus, off }: StdpRule): boolean =>
  exponentPlus === 0 && exponentMinus === 0 && off !== true;

function* rulesIn({ networks, facts }: RuleContext): Iterable<{ readonly rule: StdpRule; readonly span: Span }> {
  for (const { projections, inputs } of networks) {
    // Where rewards decide what is learned, the window alone decides nothing.
    if ([...projections, ...inputs].some(({ receptor }) => /reward|punish/.test(String(receptor)))) continue;
    for (const { plasticity, span } of [...projections, ...inputs])
      if (plasticity?.kind === 'stdp') yield { rule: plasticity, span };
  }
  for (const { backend, what, args, dead, span } of facts.calls) {
    const made = backend === 't4dm' && what === 'learner' && dead === null ? args.get('made') : undefined;
    if (made?.kind === 'thing') yield { rule: stdpRuleOf(made), span };
  }
}
