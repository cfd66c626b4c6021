// An activation that starts far from the rates it is to match, where the file says what those are.
import { constantOfExpr, constantsOf, type Constants } from '../constants';
import { computable } from '../evaluate/functionClasses';
import { type Finding, type Fix } from '../finding';
import { framesOf, pathOf, walkFrame } from '../python/frames';
import { scaledRate, type ScaledRate } from '../python/scaledRates';
import { type Expr } from '../python/syntax';
import { expressionsOf, walkExpression, walkStatements } from '../python/walk';
import { type Rule, type RuleContext } from '../rule';
import { type Span } from '../text';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'activation-below-data',
  severity: 'information',
  summary: 'A scaled activation starts at another rate than the data that it is to match.',
  documentation: `
## What it does
Computes what \`softplus(x) * scale + baseline\` gives at x = 0, where training starts, and compares it with the mean rate of the data, if the file says it: by a
name such as \`target_mean_rate\`, or by a comment such as \`# data: 11 sp/s\`.

## Why it matters
softplus(0) is 0.69, not 1: with a scale of 10 and a baseline of 0.5 the model starts at 7.4 sp/s, where the data have 11. What is missing at the start is learnt
through the weights, or not at all.

## Example
\`\`\`python
import torch
import torch.nn.functional as F

target_mean_rate = 11.0  # sp/s
rate_scale = 10.0
rate_baseline = 0.5


def rates(x):
    return F.softplus(x) * rate_scale + rate_baseline
\`\`\`

## Use instead
\`\`\`python
import torch
import torch.nn.functional as F

target_mean_rate = 11.0  # sp/s
rate_scale = 15.15
rate_baseline = 0.5


def rates(x):
    return F.softplus(x) * rate_scale + rate_baseline
\`\`\`

Nothing is said where the file does not tell the data's rate, or where the start is within a fifth of it.
`,
  check: function* (context) {
    const constants = constantsOf(context.facts, context.file);
    const target = targetOf(context, constants);
    if (!target) return;
    const found: Finding[] = [];
    const taken: Expr[] = [];
    for (const frame of framesOf(context.loaded.module)) {
      walkFrame(frame, (expr) => {
        const scaled = scaledRate(frame, expr);
        if (!scaled || taken.some((each) => each.start <= expr.start && expr.end <= each.end)) return true;
        taken.push(expr);
        const finding = compare(scaled, target, constants, context);
        if (finding) found.push(finding);
        return true;
      });
    }
    yield* found;
  },
};

export default rule;

interface Target {
  readonly rate: number;
  readonly span: Span;
  readonly text: string;
}

const targetName =
  /^(?:target|data|recorded|observed)_(?:mean_)?(?:firing_)?(?:rate|fr)(?:_hz|_sps?)?$|^(?:target|data)_mean(?:_(?:firing_)?(?:rate|fr))?(?:_hz)?$|^mean_(?:target|data)_(?:rate|fr)(?:_hz)?$/i;
const targetComment = /(?:target|data|recorded)\b[^#\n]{0,40}?(\d+(?:\.\d+)?)\s*(?:sp\/s|spikes\/s|Hz)\b/i;

function targetOf(context: RuleContext, constants: Constants): Target | null {
  for (const [name, { value, span }] of constants)
    if (targetName.test(name)) return { rate: toNumber(value), span, text: `\`${name}\` is ${toNumber(value)}` };
  for (const comment of context.loaded.module.comments) {
    const match = targetComment.exec(comment.text);
    if (match)
      return {
        rate: Number(match[1]),
        span: { file: context.file, start: comment.start, end: comment.end },
        text: `the comment says ${match[1] ?? ''} sp/s`,
      };
  }
  return null;
}

function compare(scaled: ScaledRate, target: Target, constants: Constants, context: RuleContext): Finding | null {
  const number = (expr: Expr | null): number | null => {
    if (!expr) return 0;
    const exact = constantOfExpr(expr, constants);
    return exact && toNumber(exact);
  };
  const [scale, baseline] = [number(scaled.scale), number(scaled.baseline)];
  // At 0 a sigmoid is half open, softplus at ln 2; the others start at 0 and rise at once.
  const atZero =
    scaled.activation === 'softplus' || scaled.activation === 'sigmoid'
      ? computable[scaled.activation]?.(0)
      : undefined;
  if (scale === null || baseline === null || atZero === undefined || !(target.rate > 0)) return null;
  const start = atZero * scale + baseline;
  if (start > target.rate * 0.8 && start < target.rate * 1.25) return null;
  const wanted = (target.rate - baseline) / atZero;
  const text = (value: number): string => String(Number(value.toPrecision(3)));
  return {
    rule: rule.id,
    severity: 'information',
    message: `At x = 0 this is ${scaled.activation}(0) × ${scale} + ${baseline} = ${text(start)}, ${text(start / target.rate)} times the ${target.rate} of the data${wanted > 0 ? `: a scale of ${text(wanted)} would start there` : ''}.`,
    span: { file: context.file, start: scaled.at.start, end: scaled.at.end },
    related: [{ message: target.text, span: target.span }],
    derivation: [
      { text: `${scaled.activation}(0)`, value: text(atZero) },
      {
        text: 'times the scale',
        value: text(atZero * scale),
        span: { file: context.file, start: scaled.scale.start, end: scaled.scale.end },
      },
      { text: 'plus the baseline', value: text(start) },
    ],
    fixes: wanted > 0 ? fixFor(scaled.scale, scale, Number(wanted.toPrecision(4)), context) : [],
  };
}

/** The number that the scale was set to, where it was set once. */
function fixFor(scale: Expr, from: number, to: number, context: RuleContext): Fix[] {
  const path = pathOf(scale);
  const literals: Expr[] = scale.kind === 'number' ? [scale] : [];
  if (path !== null)
    walkStatements(context.loaded.module.body, (statement) => {
      if (statement.kind !== 'assign' || !statement.targets.some((each) => pathOf(each) === path)) return true;
      for (const expr of expressionsOf(statement))
        walkExpression(expr, (each) =>
          each.kind === 'number' && Number(each.text) === from ? literals.push(each) > 0 : true,
        );
      return true;
    });
  const [only] = literals;
  if (!only || literals.length !== 1) return [];
  return [
    {
      title: `Start at the data’s rate: a scale of ${to}`,
      safety: 'unsafe',
      edits: [{ span: { file: context.file, start: only.start, end: only.end }, newText: String(to) }],
    },
  ];
}
