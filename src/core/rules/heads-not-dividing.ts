// Attention whose width can't be divided among its heads.
import { type ApiCall } from '../evaluate/facts';
import { numberFor } from '../parameters';
import { corticalBlock, spikeAttention } from '../backends/facts/t4dm';
import { paramsOf } from '../network/t4dm/learning';
import { type Finding } from '../finding';
import { type Rule } from '../rule';

const rule: Rule = {
  id: 'heads-not-dividing',
  severity: 'error',
  summary: 'The width of an attention is no multiple of the number of its heads.',
  documentation: `
## What it does
Reports T4DM's \`SpikeAttention\`, \`CorticalBlock\` and \`CorticalStack\` with a \`dim\` that their \`num_heads\` does not divide.

## Why it matters
Every head gets an equal part of the width. Where there is none, the constructor's assertion fails; with assertions switched off, the first call does.

## Example
\`\`\`python
from t4dm.spiking.spike_attention import SpikeAttention

attention = SpikeAttention(dim=100, num_heads=8)
\`\`\`

## Use instead
\`\`\`python
from t4dm.spiking.spike_attention import SpikeAttention

attention = SpikeAttention(dim=96, num_heads=8)
\`\`\`
`,
  check: function* ({ facts, file }) {
    const seen = new Set<number>();
    for (const call of facts.calls) {
      if (call.backend !== 't4dm' || (call.what !== 'attention' && call.what !== 'block')) continue;
      const finding = call.dead === null && call.span.file === file ? check(call) : null;
      if (!finding || seen.has(call.span.start)) continue;
      seen.add(call.span.start);
      yield finding;
    }
  },
};

export default rule;

function check({ what, args, span }: ApiCall): Finding | null {
  const made = args.get('made');
  if (made?.kind !== 'thing') return null;
  const params = paramsOf(made);
  const facts = what === 'block' ? corticalBlock : spikeAttention;
  const [width, heads] = [numberFor(params, facts, 'dim'), numberFor(params, facts, 'num_heads')];
  if (width === null || heads === null || (heads >= 1 && width % heads === 0)) return null;
  const near = heads >= 1 ? Math.round(width / heads) * heads : 0;
  const divisors = [...Array(Math.min(64, width)).keys()].map((each) => each + 1).filter((each) => width % each === 0);
  const close = divisors.reduce((best, each) => (Math.abs(each - heads) < Math.abs(best - heads) ? each : best), 1);
  const way = near > 0 ? `${near} can, or take ${close} ${close === 1 ? 'head' : 'heads'}` : 'it needs one at least';
  return {
    rule: rule.id,
    severity: 'error',
    message: `A width of ${width} can't be divided among ${heads} heads: ${way}.`,
    span: params.valuePlaces.get('num_heads') ?? params.valuePlaces.get('dim') ?? span,
    related: [],
    fixes: [],
  };
}
