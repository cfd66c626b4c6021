// A mean over what was multiplied by a mask: the masked entries count as zeros.
import { argumentOf, calledName, type Frame, framesOf, lastOf, operandOf, pathOf, walkFrame } from '../python/frames';
import { type CallExpr, type Expr } from '../python/syntax';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'masked-mean-over-all',
  severity: 'warning',
  summary: 'A mean over an axis divides by all entries, the masked ones too.',
  documentation: `
## What it does
Reports \`(rates * mask).mean(0)\`: the product sets masked entries to zero, and the mean still divides by all of them.

## Why it matters
Bins near the end of trials of unequal length look as if the rate fell there. If half of the trials are over, the mean rate is half of what it was.

## Example
\`\`\`python
def psth(rates, trial_mask):
    return (rates * trial_mask).mean(dim=0)
\`\`\`

## Use instead
\`\`\`python
def psth(rates, trial_mask):
    return (rates * trial_mask).sum(dim=0) / trial_mask.sum(dim=0).clamp(min=1)
\`\`\`

A warning where firing rates are averaged over trials or time; information elsewhere, for there may be a reason. Dropout, attention and weight masks
are left alone, and a mean that is divided by the mask's own mean.
`,
  check: function* (context) {
    for (const frame of framesOf(context.loaded.module)) yield* checkFrame(frame, context);
  },
};

export default rule;

const isMask = (expr: Expr): boolean => {
  const base = expr.kind === 'index' ? expr.object : expr.kind === 'call' ? (operandOf(expr) ?? expr) : expr;
  const name = base === expr ? lastOf(expr) : maskName(base);
  return (
    name !== null &&
    /(?:^|_)(?:mask|masks|valid|padding_mask)(?:$|_(?:expanded|exp|3d|b))/i.test(name) &&
    !/sign|diag|attn|attention|drop|dale|conn|weight|causal|grad/i.test(name)
  );
};
const maskName = (expr: Expr): string | null =>
  expr.kind === 'index' ? maskName(expr.object) : expr.kind === 'call' ? lastOf(expr.callee) : lastOf(expr);

const rates = /rate|spike|spk|psth|fr$|firing|trial|pop$|activity|neural/i;

function* checkFrame(frame: Frame, context: RuleContext): Generator<Finding> {
  const found: Finding[] = [];
  const text = (each: Expr): string => context.textOf({ file: context.file, start: each.start, end: each.end });
  walkFrame(frame, (expr, statement) => {
    // Only the sign or the place of the largest is asked for: the divisor does not matter.
    if (/^(?:sign|sgn|argmax|argmin|argsort)$/.test(calledName(expr) ?? '')) return false;
    if (expr.kind === 'binary' && expr.operator === '/' && /mask|valid/i.test(text(expr.right))) return false;
    if (
      expr.kind !== 'call' ||
      !/^(?:mean|reduce_mean|average)$/.test(calledName(expr) ?? '') ||
      !argumentOf(expr, ['axis', 'dim'], 0)
    )
      return true;
    const operand = operandOf(expr);
    const masked = operand && maskedIn(frame, operand, statement.start);
    if (!masked) return true;
    const aboutRates = rates.test(text(masked.value)) || rates.test(frame.node?.name ?? '');
    found.push({
      rule: rule.id,
      severity: aboutRates ? 'warning' : 'information',
      message: `This mean divides by all entries: those that \`${text(masked.mask)}\` takes out count as zeros. Divide the sum by the mask's sum.`,
      span: { file: context.file, start: expr.start, end: expr.end },
      related: masked.at
        ? [{ message: 'masked here', span: { file: context.file, start: masked.at.start, end: masked.at.end } }]
        : [],
      fixes: masked.at ? [] : fixFor(expr, masked, context),
    });
    return true;
  });
  yield* found;
}

interface Masked {
  readonly value: Expr;
  readonly mask: Expr;
  /** Where it was masked, if not in the mean itself. */
  readonly at: Expr | null;
}

function productWithMask(expr: Expr): Masked | null {
  if (expr.kind !== 'binary' || expr.operator !== '*') return null;
  if (isMask(expr.right)) return { value: expr.left, mask: expr.right, at: null };
  return isMask(expr.left) ? { value: expr.right, mask: expr.left, at: null } : null;
}

/** The product itself, or a name that a statement before set to one; no other statement may have changed the name since. */
function maskedIn(frame: Frame, operand: Expr, before: number): Masked | null {
  const direct = productWithMask(operand);
  if (direct) return direct;
  const path = pathOf(operand);
  if (path === null) return null;
  let last: Masked | null = null;
  for (const statement of frame.statements) {
    if (statement.start >= before) break;
    if (statement.kind !== 'assign' || !statement.value || !statement.targets.some((each) => pathOf(each) === path))
      continue;
    const masked = productWithMask(statement.value);
    last = masked && { ...masked, at: statement.value };
  }
  return last;
}

function fixFor(call: CallExpr, { mask }: Masked, context: RuleContext): Finding['fixes'] {
  const { callee } = call;
  if (callee.kind !== 'attribute' || callee.name !== 'mean') return [];
  const textOf = (start: number, end: number): string => context.textOf({ file: context.file, start, end });
  const args = textOf(callee.nameStart + callee.name.length, call.end);
  const object = textOf(callee.object.start, callee.nameStart);
  const divisor = `${textOf(mask.start, mask.end)}.sum${args}`;
  return [
    {
      title: 'Divide the sum by the mask’s sum',
      safety: 'unsafe',
      edits: [
        { span: { file: context.file, start: call.start, end: call.end }, newText: `${object}sum${args} / ${divisor}` },
      ],
    },
  ];
}
