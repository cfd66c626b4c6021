// A division by a standard deviation that can be zero, or by one with an epsilon that only makes it huge.
import {
  argumentOf,
  calledName,
  contains,
  type Frame,
  framesOf,
  numberText,
  operandOf,
  pathOf,
  traced,
  walkFrame,
} from '../python/frames';
import { type BinaryExpr, type Expr } from '../python/syntax';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'division-by-spread',
  severity: 'information',
  summary: 'A z-score divides by a spread that can be zero, or by one with a tiny epsilon where gradients flow.',
  documentation: `
## What it does
Looks for \`(x - x.mean()) / x.std()\` whose divisor is not kept away from zero, and, in functions that compute a loss, for \`x.std() + 1e-8\`.

## Why it matters
A neuron that never fires, or an input channel that never changes, has the spread 0: its z-score is NaN, and one NaN in a loss ends the training. An
epsilon of 1e-8 keeps the value finite, but multiplies the gradient by up to 10⁸ where the spread is small, and the gradient of a standard deviation
at 0 is itself not defined. A constant channel stays a dead channel either way.

## Example
\`\`\`python
def loss(model_psth, target_psth):
    z = (model_psth - model_psth.mean(dim=0)) / model_psth.std(dim=0)
    return ((z - target_psth) ** 2).mean()
\`\`\`

## Use instead
\`\`\`python
def loss(model_psth, target_psth):
    centred = model_psth - model_psth.mean(dim=0)
    z = centred / (centred ** 2).mean(dim=0).sqrt().clamp(min=1e-3)
    return ((z - target_psth) ** 2).mean()
\`\`\`

The z-score of one array with one spread over all of it is left alone: data as a whole are hardly ever constant. So is a spread that is compared,
clipped or filled in before it divides, and a result whose NaNs are taken out.
`,
  check: function* (context) {
    if (context.loaded.module.body.length === 0) return;
    for (const frame of framesOf(context.loaded.module)) yield* checkFrame(frame, context);
  },
};

export default rule;

const spreads = /^(?:std|nanstd|reduce_std)$/;
const means = /^(?:mean|nanmean|reduce_mean|average|median|nanmedian)$/;

function* checkFrame(frame: Frame, context: RuleContext): Generator<Finding> {
  const found: Finding[] = [];
  walkFrame(frame, (expr, statement) => {
    if (expr.kind !== 'binary' || expr.operator !== '/' || !isCentred(frame, expr.left)) return true;
    const divisor = dividedBy(frame, expr);
    if (!divisor) return true;
    const { name, spread, epsilon } = divisor;
    if (
      isCaredFor(frame, name, expr) ||
      (statement.kind === 'assign' && isCleanedLater(frame, statement.targets, expr.end))
    )
      return true;
    const span = { file: context.file, start: expr.right.start, end: expr.right.end };
    const source = context.textOf({ file: context.file, start: spread.start, end: spread.end });
    if (epsilon === null && hasAxis(spread))
      found.push({
        rule: rule.id,
        severity: 'information',
        message: `\`${source}\` is 0 for every channel that does not change, and the z-score is NaN there: keep it away from zero, or leave such channels out.`,
        span,
        related: [],
        fixes: [
          {
            title: 'Keep the spread away from zero: + 1e-6',
            safety: 'unsafe',
            edits: [{ span, newText: `(${context.textOf(span)} + 1e-6)` }],
          },
        ],
      });
    else if (epsilon !== null && epsilon <= 1e-6 && isLoss(frame) && !/target|label|y_true|data|recorded/.test(source))
      found.push({
        rule: rule.id,
        severity: 'information',
        message: `Where \`${source}\` is near 0, dividing by it + ${epsilon} multiplies the gradient by up to ${String(1 / epsilon)}, and the gradient of a standard deviation at 0 is not defined: use a floor of the size of the noise, such as clamp(min=1e-3).`,
        span,
        related: [],
        fixes: [],
      });
    return true;
  });
  yield* found;
}

const isLoss = ({ node }: Frame): boolean => node !== null && /loss|^L_|_L_|criterion|objective/i.test(node.name);

/** `x - x.mean()`, or a name for it. */
function isCentred(frame: Frame, left: Expr): boolean {
  const value = traced(frame, left, 1);
  if (value.kind !== 'binary' || value.operator !== '-') return false;
  const mean = traced(frame, value.right);
  return mean.kind === 'call' && means.test(calledName(mean) ?? '');
}

interface Divisor {
  readonly name: string | null;
  readonly spread: Expr & { kind: 'call' };
  readonly epsilon: number | null;
}

function dividedBy(frame: Frame, { right }: BinaryExpr): Divisor | null {
  const name = pathOf(right) ?? (right.kind === 'binary' ? (pathOf(right.left) ?? pathOf(right.right)) : null);
  const plain = asSpread(traced(frame, right));
  if (plain) return { name, spread: plain, epsilon: null };
  const sum = traced(frame, right);
  if (sum.kind !== 'binary' || sum.operator !== '+') return null;
  for (const [one, other] of [
    [sum.left, sum.right],
    [sum.right, sum.left],
  ] as const) {
    const spread = asSpread(traced(frame, one));
    const epsilon = numberText(traced(frame, other));
    if (spread && epsilon !== null && epsilon > 0) return { name, spread, epsilon };
  }
  return null;
}

const asSpread = (expr: Expr): Divisor['spread'] | null =>
  expr.kind === 'call' && spreads.test(calledName(expr) ?? '') && operandOf(expr) ? expr : null;

const hasAxis = (spread: Divisor['spread']): boolean => argumentOf(spread, ['axis', 'dim'], 0) !== null;

/** The spread is looked at somewhere else than in the division: compared, filled in, tested. */
function isCaredFor(frame: Frame, name: string | null, division: BinaryExpr): boolean {
  if (name === null) return false;
  let cared = false;
  for (const statement of frame.statements) {
    if (statement.kind === 'assign')
      for (const target of statement.targets)
        if (target.kind === 'index' && pathOf(target.object) === name) cared = true;
  }
  walkFrame(frame, (expr) => {
    if (expr.start >= division.start && expr.end <= division.end) return false;
    if (expr.kind === 'compare' && contains(expr, (each) => pathOf(each) === name)) cared = true;
    if (
      expr.kind === 'call' &&
      /^(?:where|isclose|any|all|nonzero|divide|maximum|clip|clamp|clamp_)$/.test(calledName(expr) ?? '') &&
      contains(expr, (each) => pathOf(each) === name)
    )
      cared = true;
    return !cared;
  });
  return cared;
}

/** `z = np.nan_to_num(z)`, or `z[np.isnan(z)] = 0`. */
function isCleanedLater(frame: Frame, targets: readonly Expr[], after: number): boolean {
  const names = targets.map(pathOf).filter((each) => each !== null);
  let cleaned = false;
  walkFrame(frame, (expr) => {
    if (
      expr.start > after &&
      expr.kind === 'call' &&
      /^(?:nan_to_num|isnan|isfinite|nan_to_num_)$/.test(calledName(expr) ?? '') &&
      names.some((name) => contains(expr, (each) => pathOf(each) === name))
    )
      cleaned = true;
    return !cleaned;
  });
  return cleaned;
}
