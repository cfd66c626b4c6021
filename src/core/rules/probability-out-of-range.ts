// A connection probability below 0 or above 1.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Value } from '../evaluate/value';
import { type Finding } from '../finding';
import { type Rule } from '../rule';
import { compare, one, toText, zero } from '../units/rational';
import { type Span } from '../text';

const rule: Rule = {
  id: 'probability-out-of-range',
  severity: 'error',
  summary: 'A connection probability is below 0 or above 1.',
  documentation: `
## What it does
Reports a connection probability outside of 0 to 1: \`p\` of \`connect\` in Brian 2, \`p\` of NEST's \`pairwise_bernoulli\`, \`p_connect\` of PyNN.

## Why it matters
A probability of 10 is a percentage, or a number of synapses. Some simulators stop; others connect everything to everything.

## Example
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'v : volt', threshold='v > 20*mV', reset='v = 0*mV')
S = Synapses(G, G, on_pre='v_post += 1*mV')
S.connect(p=10)
\`\`\`

## Use instead
\`\`\`python
from brian2 import *
G = NeuronGroup(10, 'v : volt', threshold='v > 20*mV', reset='v = 0*mV')
S = Synapses(G, G, on_pre='v_post += 1*mV')
S.connect(p=0.1)
\`\`\`
`,
  check: function* (context) {
    const seen = new Set<string>();
    for (const call of context.facts.calls) {
      if (call.what !== 'connect' || call.dead !== null) continue;
      const given = probabilityIn(call);
      const exact = constantOf(given?.value);
      if (!given || !exact || given.span.file !== context.file) continue;
      if (compare(exact, zero) >= 0 && compare(exact, one) <= 0) continue;
      const key = `${given.span.start}:${given.span.end}`;
      if (seen.has(key)) continue;
      seen.add(key);
      yield {
        rule: rule.id,
        severity: 'error',
        message: `The connection probability is ${toText(exact)}; it must be between 0 and 1.`,
        span: given.span,
        related: [],
        fixes: [],
      } satisfies Finding;
    }
  },
};

export default rule;

function probabilityIn(call: ApiCall): { value: Value; span: Span } | null {
  if (call.backend === 'brian2') {
    const value = call.args.get('p');
    return value ? { value, span: call.span } : null;
  }
  const holder = call.args.get(call.backend === 'nest' ? 'rule' : 'connector');
  if (holder?.kind === 'table') {
    const value = holder.entries.get('p');
    return value ? { value, span: holder.valuePlaces.get('p') ?? call.span } : null;
  }
  if (holder?.kind !== 'thing') return null;
  const value = holder.fields.get('p_connect');
  return value ? { value, span: holder.places.get('p_connect') ?? call.span } : null;
}
