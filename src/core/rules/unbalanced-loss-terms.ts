// A loss that adds a bounded term to squared differences of rates: one of the two decides alone.
import {
  calledName,
  contains,
  type Frame,
  framesOf,
  lastOf,
  numberText,
  operandOf,
  traced,
  walkFrame,
} from '../python/frames';
import { type BinaryExpr, type Expr } from '../python/syntax';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'unbalanced-loss-terms',
  severity: 'information',
  summary: 'A loss adds a term that is at most 2 to squared differences of rates, which are in the hundreds.',
  documentation: `
## What it does
Looks at sums of loss terms: where one is 1 − correlation (0 to 2) and another the mean squared difference of rates as they are, with a factor near 1, it says so.

## Why it matters
Rates that are off by 10 sp/s give a squared difference of 100 (sp/s)². Beside it a term that can't pass 2 has no say: its gradient is drowned, and the shape
that it was to teach is not learnt. The other way round, a term that plateaus high hides the progress of the rest.

## Example
\`\`\`python
def loss(model_rates, target_rates, correlation):
    L_shape = (1.0 - correlation).mean()
    L_rate = ((model_rates - target_rates) ** 2).mean()
    return L_shape + L_rate
\`\`\`

## Use instead
\`\`\`python
def loss(model_rates, target_rates, correlation):
    L_shape = (1.0 - correlation).mean()
    L_rate = ((model_rates - target_rates) ** 2).mean() / target_rates.var()
    return L_shape + 0.1 * L_rate
\`\`\`

Terms that are divided by a variance or weighed by a small factor or by a named one are balanced by their author, and not reported.
`,
  check: function* (context) {
    for (const frame of framesOf(context.loaded.module)) yield* checkFrame(frame, context);
  },
};

export default rule;

function* checkFrame(frame: Frame, context: RuleContext): Generator<Finding> {
  if (!frame.node) return;
  const found: Finding[] = [];
  walkFrame(frame, (expr) => {
    if (expr.kind !== 'binary' || expr.operator !== '+') return true;
    const terms = termsOf(expr);
    const bounded = terms.find((each) => isOneMinusCorrelation(traced(frame, each)));
    const squared = terms.find((each) => isSquaredRates(frame, traced(frame, each)));
    if (bounded && squared) {
      const spanOf = (each: Expr): Finding['span'] => ({ file: context.file, start: each.start, end: each.end });
      found.push({
        rule: rule.id,
        severity: 'information',
        message: `\`${context.textOf(spanOf(bounded))}\` is at most 2, and \`${context.textOf(spanOf(squared))}\` is 100 where rates are off by 10 sp/s: divide it by the variance of the target, or weigh it.`,
        span: spanOf(expr),
        related: [],
        fixes: [],
      });
    }
    return false;
  });
  yield* found;
}

const termsOf = (expr: Expr): Expr[] =>
  expr.kind === 'binary' && expr.operator === '+'
    ? [...termsOf((expr as BinaryExpr).left), ...termsOf((expr as BinaryExpr).right)]
    : [expr];

/** The mean of it or it itself. */
function unwrapped(expr: Expr): Expr {
  const operand =
    expr.kind === 'call' && /^(?:mean|reduce_mean|nanmean)$/.test(calledName(expr) ?? '') ? operandOf(expr) : null;
  return operand ? unwrapped(operand) : expr;
}

function isOneMinusCorrelation(expr: Expr): boolean {
  const value = unwrapped(expr);
  return (
    value.kind === 'binary' &&
    value.operator === '-' &&
    numberText(value.left) === 1 &&
    /corr|pearson|^r$|cosine/i.test(lastOf(value.right) ?? calledName(value.right) ?? '')
  );
}

/** `((model_rates - target_rates) ** 2).mean()`, or `mse_loss(model_rates, target_rates)`, of rates that no one normalised. */
function isSquaredRates(frame: Frame, expr: Expr): boolean {
  if (expr.kind !== 'call') return false;
  const aboutRates = (each: Expr): boolean => /rate|_fr$|psth/i.test(lastOf(each) ?? '') && !isNormalised(frame, each);
  if (/^(?:mse_loss|mean_squared_error)$/.test(calledName(expr) ?? '')) {
    const [a, b] = expr.args.map((each) => each.value);
    return a !== undefined && b !== undefined && aboutRates(a) && aboutRates(b);
  }
  const value = unwrapped(expr);
  if (value === expr || value.kind !== 'binary' || value.operator !== '**' || numberText(value.right) !== 2)
    return false;
  const { left } = value;
  return left.kind === 'binary' && left.operator === '-' && aboutRates(left.left) && aboutRates(left.right);
}

const isNormalised = (frame: Frame, expr: Expr): boolean =>
  /z_?score|norm|scaled|_z$/i.test(lastOf(expr) ?? '') ||
  contains(traced(frame, expr), (each) => each.kind === 'binary' && each.operator === '/');
