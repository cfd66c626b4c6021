// Spikes counted from a membrane that has been reset already.
import { contains, type Frame, framesOf, lastOf, pathOf } from '../python/frames';
import { type CompareExpr, type Expr, type Stmt } from '../python/syntax';
import { expressionsOf, walkExpression } from '../python/walk';
import { bindingsIn } from '../evaluate/facts';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'spikes-after-reset',
  severity: 'warning',
  summary: 'Spikes are counted by comparing the membrane with the threshold after it was reset.',
  documentation: `
## What it does
Finds \`u > v_thresh\` where \`u\` is the membrane that a step handed out after its reset: T4DM's \`LIFNeuron\`, or a reset in the lines before.

## Why it matters
The reset took the threshold off every neuron that fired, so none of them is above it any more: the count is 0 whatever fired (a soft reset leaves
those that stood at twice the threshold or more). A check that prints "0 neurons above threshold" then says nothing.

## Example
\`\`\`python
import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
spikes, u = lif(torch.ones(256) * 1.5, torch.zeros(256))
print((u > lif.v_thresh).sum())
\`\`\`

## Use instead
\`\`\`python
import torch
from t4dm.spiking.lif import LIFNeuron

lif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)
spikes, u = lif(torch.ones(256) * 1.5, torch.zeros(256))
print(spikes.sum())
\`\`\`

snnTorch resets in the step after, so its membrane still shows who fired: nothing is said there.
`,
  check: function* (context) {
    for (const frame of framesOf(context.loaded.module)) yield* checkFrame(frame, context);
  },
};

export default rule;

const levels = /thr|v_th|theta|vth/i;

function* checkFrame(frame: Frame, context: RuleContext): Generator<Finding> {
  const reset = new Map<string, { at: Expr; spikes: string | null }>();
  const handedOut = membranesOf(context);
  for (const statement of frame.statements) {
    for (const expr of expressionsOf(statement)) {
      const found: Finding[] = [];
      walkExpression(expr, (each) => {
        const finding = each.kind === 'compare' ? checkCompare(each, reset, context) : null;
        if (finding) found.push(finding);
        return true;
      });
      yield* found;
    }
    follow(statement, reset, handedOut);
  }
}

/** The places where a name gets the membrane that T4DM's neuron hands out. */
function membranesOf(context: RuleContext): ReadonlySet<number> {
  const places = new Set<number>();
  for (const binding of bindingsIn(context.facts, context.file))
    if (binding.values.some((each) => each.kind === 'unknown' && each.reason === 'the membrane after the reset'))
      places.add(binding.span.start);
  return places;
}

function follow(
  statement: Stmt,
  reset: Map<string, { at: Expr; spikes: string | null }>,
  handedOut: ReadonlySet<number>,
): void {
  if (statement.kind === 'augmented') {
    const path = pathOf(statement.target);
    if (path === null) return;
    if (statement.operator === '-' && takesThreshold(statement.value))
      reset.set(path, { at: statement.value, spikes: spikesIn(statement.value) });
    else reset.delete(path);
    return;
  }
  if (statement.kind !== 'assign' || !statement.value) return;
  const { value } = statement;
  for (const target of statement.targets) {
    if (target.kind === 'tuple' || target.kind === 'list') {
      target.items.forEach((item, i) => {
        const path = pathOf(item);
        if (path === null) return;
        if (handedOut.has(item.kind === 'attribute' ? item.nameStart : item.start))
          reset.set(path, { at: value, spikes: target.items[i - 1] ? pathOf(target.items[i - 1] as Expr) : null });
        else reset.delete(path);
      });
      continue;
    }
    const index = target.kind === 'index' ? target : null;
    const path = pathOf(index ? index.object : target);
    if (path === null) continue;
    // `v[spiked] = v_reset`: by a mask, not by a position in a recording.
    const [mask] = index?.indexes ?? [];
    if (index) {
      if (
        index.indexes.length === 1 &&
        mask &&
        /spik|fired|spk/i.test(lastOf(mask) ?? '') &&
        /reset|rest/i.test(lastOf(value) ?? '')
      )
        reset.set(path, { at: value, spikes: pathOf(mask) });
    } else if (isReset(value, path)) reset.set(path, { at: value, spikes: spikesIn(value) });
    else reset.delete(path);
  }
}

const spikeName = /^(?:spikes?|spk|spiked|fired|z|s)\d*(?:_\w+)?$/i;

const spikesIn = (value: Expr): string | null => {
  let found: string | null = null;
  walkExpression(value, (each) => {
    const last = lastOf(each);
    if (found === null && last !== null && spikeName.test(last)) found = pathOf(each);
    return found === null;
  });
  return found;
};

/** `v_thresh * spikes`, with whatever strength. */
const takesThreshold = (value: Expr): boolean =>
  value.kind === 'binary' &&
  value.operator === '*' &&
  contains(value, (each) => levels.test(lastOf(each) ?? '')) &&
  spikesIn(value) !== null;

/** `u - beta * v_thresh * spikes`, or `torch.where(spikes, v_reset, u)`. */
function isReset(value: Expr, path: string): boolean {
  if (value.kind === 'binary' && value.operator === '-')
    return pathOf(value.left) === path && takesThreshold(value.right);
  if (value.kind !== 'call' || lastOf(value.callee) !== 'where') return false;
  const [mask, level, otherwise] = value.args.map((each) => each.value);
  return (
    mask !== undefined && level !== undefined && otherwise !== undefined &&
    (spikeName.test(lastOf(mask) ?? '') || mask.kind === 'compare') &&
    /reset|rest/i.test(lastOf(level) ?? '') && pathOf(otherwise) === path
  ); // prettier-ignore
}

function checkCompare(
  compare: CompareExpr,
  reset: ReadonlyMap<string, { at: Expr; spikes: string | null }>,
  context: RuleContext,
): Finding | null {
  const [left, right] = compare.operands;
  const [operator] = compare.operators;
  if (!left || !right || compare.operands.length !== 2 || (operator !== '>' && operator !== '>=')) return null;
  const known = reset.get(pathOf(left) ?? '');
  if (!known || !levels.test(lastOf(right) ?? '')) return null;
  const { file } = context;
  const span = { file, start: compare.start, end: compare.end };
  return {
    rule: rule.id,
    severity: 'warning',
    message: `\`${pathOf(left) ?? ''}\` was reset before this comparison: no neuron that just fired is above the threshold any more${known.spikes === null ? '' : `; \`${known.spikes}\` says which did`}.`,
    span,
    related: [{ message: 'reset here', span: { file, start: known.at.start, end: known.at.end } }],
    fixes:
      known.spikes === null
        ? []
        : [{ title: `Use \`${known.spikes}\``, safety: 'unsafe', edits: [{ span, newText: `(${known.spikes} > 0)` }] }],
  };
}
