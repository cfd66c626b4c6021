// Gradients are clipped against a membrane that diverges, where nothing but its own decay can make it.
import { type Finding } from '../finding';
import { calledName, framesOf, walkFrame } from '../python/frames';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'gradients-clipped-for-membrane',
  severity: 'information',
  summary: 'A comment has gradients clipped against a diverging membrane, whose decay bounds it already.',
  documentation: `
## What it does
Finds gradient clipping whose comment gives a diverging membrane as the reason, in a file whose stepped neurons all keep less than all of their membrane.

## Why it matters
With |alpha| < 1 and inputs up to I the membrane stays below I / (1 − alpha), whatever the gradients do. If it grows beyond, the input does: look for that. Clipping
the gradients slows training down and leaves the membrane as it is.

## Example
\`\`\`python
import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
spikes, u = lif(torch.rand(256), torch.zeros(256))
# keep the membrane from diverging
torch.nn.utils.clip_grad_norm_(lif.parameters(), 1.0)
\`\`\`

## Use instead
\`\`\`python
import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
# keep the membrane below 10 · 1 / (1 − 0.9)
spikes, u = lif(torch.rand(256).clamp(max=1.0), torch.zeros(256))
\`\`\`

Clipping for the sake of the gradients is what it is for, and is left alone.
`,
  check: function* (context) {
    const stepped = context.networks
      .flatMap((each) => each.populations)
      .filter(({ stepping }) => stepping && stepping.kept !== null);
    const [first] = stepped;
    if (!first || stepped.some(({ stepping }) => Math.abs(stepping?.kept ?? 1) >= 1)) return;
    const kept = first.stepping?.kept ?? 0;
    const found: Finding[] = [];
    for (const frame of framesOf(context.loaded.module))
      walkFrame(frame, (expr, statement) => {
        if (!/^clip_grad_(?:norm|value)_?$/.test(calledName(expr) ?? '')) return true;
        if (!blames.test(commentsAt(statement.start, context))) return true;
        found.push({
          rule: rule.id,
          severity: 'information',
          message: `\`${first.name}\` keeps ${figure(kept)} of its membrane each step, and so stays below input / ${figure(1 - kept)} whatever the gradients are: if it grows beyond, look at the input.`,
          span: { file: context.file, start: expr.start, end: expr.end },
          related: [{ message: `\`${first.name}\` is made here`, span: first.span }],
          fixes: [],
        });
        return true;
      });
    yield* found;
  },
};

export default rule;

const figure = (value: number): string => String(Number(value.toPrecision(4)));

const blames =
  /(?:membrane|potential|voltage)s?\b.*\b(?:diverg|overflow|explo|blow|unbounded|instab|grow)|\b(?:diverg|overflow|explo|blow|unbounded|grow)\w*.*\b(?:membrane|potential|voltage)/i;

/** The comment behind a statement's first line, and the one above it. */
function commentsAt(start: number, { loaded }: RuleContext): string {
  const line = loaded.lines.lineAt(start);
  return [loaded.ownLine.get(line - 1), loaded.trailing.get(line)].map((each) => each?.text ?? '').join(' ');
}
