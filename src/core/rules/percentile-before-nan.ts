// A percentile, maximum or mean of an array whose NaNs are only taken out afterwards.
import { calledName, contains, type Frame, framesOf, operandOf, pathOf, walkFrame } from '../python/frames';
import { type CallExpr, type Expr, type FunctionStmt } from '../python/syntax';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'percentile-before-nan',
  severity: 'warning',
  summary: 'A percentile is taken of an array whose NaNs are only taken out afterwards.',
  documentation: `
## What it does
Finds \`np.percentile\`, \`quantile\`, \`median\`, \`max\` or \`std\` of an array that the same code hands to \`nan_to_num\` later.

## Why it matters
One NaN makes the percentile NaN. Clipping at NaN makes every value NaN, and \`nan_to_num\` then makes them all 0: the data are gone, and nothing raises.

## Example
\`\`\`python
import numpy as np


def prepare(firing_rates):
    limit = np.percentile(firing_rates, 99.5)
    firing_rates = np.clip(firing_rates, 0, limit)
    return np.nan_to_num(firing_rates, nan=0.0)
\`\`\`

## Use instead
\`\`\`python
import numpy as np


def prepare(firing_rates):
    limit = np.nanpercentile(firing_rates, 99.5)
    firing_rates = np.clip(firing_rates, 0, limit)
    return np.nan_to_num(firing_rates, nan=0.0)
\`\`\`

That the array holds NaNs is taken from the code itself: nobody calls \`nan_to_num\` on an array without any.
`,
  check: function* (context) {
    const frames = framesOf(context.loaded.module);
    const ordering = new Map(
      frames.flatMap(({ node }) => (node ? [[node.name, takesPercentileOf(node, frames)] as const] : [])),
    );
    for (const frame of frames) yield* checkFrame(frame, ordering, context);
  },
};

export default rule;

const orderStatistics = /^(?:percentile|quantile|median|amax|max|std|histogram)$/;
const skipping: Readonly<Record<string, string>> = {
  percentile: 'nanpercentile',
  quantile: 'nanquantile',
  median: 'nanmedian',
  max: 'nanmax',
  amax: 'nanmax',
  std: 'nanstd',
};

const isNumpy = (call: CallExpr): boolean =>
  call.callee.kind === 'attribute' && /^(?:np|numpy)$/.test(pathOf(call.callee.object) ?? '');

interface Use {
  readonly call: CallExpr;
  readonly path: string;
  readonly statistic: string;
}

/** Which parameters of a function go into a percentile as they come. */
function takesPercentileOf(node: FunctionStmt, frames: readonly Frame[]): ReadonlyMap<number, CallExpr> {
  const frame = frames.find((each) => each.node === node);
  const result = new Map<number, CallExpr>();
  if (!frame) return result;
  for (const { call, path, statistic } of statisticsIn(frame)) {
    const at = node.params.findIndex((each) => each.name === path);
    if (at !== -1 && !isTouched(frame, path, call.start) && (statistic === 'percentile' || statistic === 'quantile'))
      result.set(at, call);
  }
  return result;
}

function statisticsIn(frame: Frame): Use[] {
  const uses: Use[] = [];
  walkFrame(frame, (expr) => {
    const statistic = calledName(expr) ?? '';
    if (expr.kind !== 'call' || !orderStatistics.test(statistic)) return true;
    const operand = operandOf(expr);
    const path = operand && pathOf(operand);
    // Only numpy's percentiles are surely not NaN-skipping; pandas leaves NaNs out by itself.
    if (path !== null && isNumpy(expr)) uses.push({ call: expr, path, statistic });
    return true;
  });
  return uses;
}

/** Its NaNs were looked after before: filled in, tested for, or it is another array by then. */
function isTouched(frame: Frame, path: string, before: number): boolean {
  let touched = false;
  walkFrame(frame, (expr) => {
    if (
      expr.start < before &&
      expr.kind === 'call' &&
      /nan|isfinite|masked_invalid|fillna|dropna/.test(calledName(expr) ?? '') &&
      contains(expr, (each) => pathOf(each) === path)
    )
      touched = true;
    return !touched;
  });
  return touched;
}

const filledAfter = (frame: Frame, path: string, after: number): CallExpr | null => {
  let found: CallExpr | null = null;
  walkFrame(frame, (expr) => {
    const operand = expr.kind === 'call' && calledName(expr) === 'nan_to_num' ? operandOf(expr) : null;
    if (!found && expr.kind === 'call' && expr.start > after && operand && pathOf(operand) === path) found = expr;
    return found === null;
  });
  return found;
};

function* checkFrame(
  frame: Frame,
  ordering: ReadonlyMap<string, ReadonlyMap<number, CallExpr>>,
  context: RuleContext,
): Generator<Finding> {
  const spanOf = (each: Expr): Finding['span'] => ({ file: context.file, start: each.start, end: each.end });
  for (const { call, path, statistic } of statisticsIn(frame)) {
    const filled = isTouched(frame, path, call.start) ? null : filledAfter(frame, path, call.end);
    if (!filled) continue;
    const better = skipping[statistic];
    const name = call.callee.kind === 'attribute' ? call.callee : null;
    yield {
      rule: rule.id,
      severity: 'warning',
      message: `\`${path}\` has its NaNs taken out only afterwards: with one of them, this ${statistic} is NaN.`,
      span: spanOf(call),
      related: [{ message: `\`${path}\` has its NaNs taken out here`, span: spanOf(filled) }],
      fixes:
        better === undefined || !name
          ? []
          : [
              {
                title: `Use ${better}`,
                safety: 'unsafe',
                edits: [
                  {
                    span: { file: context.file, start: name.nameStart, end: name.nameStart + name.name.length },
                    newText: better,
                  },
                ],
              },
            ],
    };
  }
  const calls: CallExpr[] = [];
  walkFrame(frame, (expr) => {
    if (expr.kind === 'call') calls.push(expr);
    return true;
  });
  for (const call of calls) {
    const takes = call.callee.kind === 'name' ? ordering.get(call.callee.id) : undefined;
    for (const [at, statistic] of takes ?? []) {
      const given = call.args[at];
      const path = given && given.star === '' ? pathOf(given.value) : null;
      const filled = path === null || isTouched(frame, path, call.start) ? null : filledAfter(frame, path, call.end);
      if (path === null || !filled) continue;
      yield {
        rule: rule.id,
        severity: 'warning',
        message: `\`${path}\` has its NaNs taken out only afterwards: the percentile that this call takes of it is NaN with one of them.`,
        span: spanOf(call),
        related: [
          { message: 'the percentile is taken here', span: spanOf(statistic) },
          { message: `\`${path}\` has its NaNs taken out here`, span: spanOf(filled) },
        ],
        fixes: [],
      };
    }
  }
}
