// A read-out scale that is fed back through the recurrent weights, where it multiplies the loop gain.
import { constantOfExpr, constantsOf } from '../constants';
import { calledName, type Frame, framesOf, lastOf, pathOf } from '../python/frames';
import { carriersIn, isPlainScale, type ScaledRate } from '../python/scaledRates';
import { type Expr, type Stmt } from '../python/syntax';
import { bodiesOf, expressionsOf, walkExpression } from '../python/walk';
import { type Finding } from '../finding';
import { type Rule, type RuleContext } from '../rule';
import { toNumber } from '../units/rational';

const rule: Rule = {
  id: 'scale-inside-recurrence',
  severity: 'warning',
  summary:
    'Rates are scaled for read-out and fed back through the recurrent weights: the scale multiplies the loop gain.',
  documentation: `
## What it does
Finds loops in which \`r = softplus(x) * scale + baseline\` is what the recurrent weights multiply in the next step.

## Why it matters
The scale is meant for the read-out, to bring rates to those of the data. Inside the loop it multiplies the recurrent gain as well: recurrent weights
of spectral radius 0.9 act like 9 with a scale of 10, and the baseline becomes a constant input to every unit. Activity saturates or explodes, or
training spends itself on shrinking the weights again.

## Example
\`\`\`python
import torch
import torch.nn as nn
import torch.nn.functional as F


class Rates(nn.Module):
    def __init__(self, n=100, spectral_radius=0.9):
        super().__init__()
        self.W_rec = nn.Parameter(torch.randn(n, n))
        self.rate_scale = nn.Parameter(torch.tensor(10.0))
        self.rate_baseline = nn.Parameter(torch.tensor(0.5))

    def forward(self, inputs, x, r):
        for u in inputs:
            x = x + 0.5 * (-x + r @ self.W_rec.T + u)
            r = F.softplus(x) * self.rate_scale + self.rate_baseline
        return r
\`\`\`

## Use instead
\`\`\`python
import torch
import torch.nn as nn
import torch.nn.functional as F


class Rates(nn.Module):
    def __init__(self, n=100, spectral_radius=0.9):
        super().__init__()
        self.W_rec = nn.Parameter(torch.randn(n, n))
        self.rate_scale = nn.Parameter(torch.tensor(10.0))
        self.rate_baseline = nn.Parameter(torch.tensor(0.5))

    def forward(self, inputs, x, r):
        rates = []
        for u in inputs:
            x = x + 0.5 * (-x + r @ self.W_rec.T + u)
            r = F.softplus(x)
            rates.append(r * self.rate_scale + self.rate_baseline)
        return rates
\`\`\`

A warning where the scale is known and well above 1; information where only training will tell it. A scale of about 1 or below changes little, and a
product of two activations is a gate, not a scale.
`,
  check: function* (context) {
    for (const frame of framesOf(context.loaded.module)) {
      const { statements } = frame;
      const seen = new Set<number>();
      for (const loop of statements) {
        if (loop.kind === 'for' || loop.kind === 'while') yield* checkLoop(frame, loop, seen, context);
      }
    }
  },
};

export default rule;

const recurrent = /(?:^|_)(?:w?rec|recurrent|w?hh|res|reservoir|lateral)(?:$|_|\d)|^J(?:_|$)|^W_?r(?:$|_)/i;

function* checkLoop(frame: Frame, loop: Stmt, seen: Set<number>, context: RuleContext): Generator<Finding> {
  const inside = flattened(bodiesOf(loop)[0] ?? []);
  const carriers = carriersIn(frame, inside);
  if (carriers.size === 0) return;
  for (const statement of inside) {
    for (const expr of expressionsOf(statement)) {
      const found: Finding[] = [];
      walkExpression(expr, (each) => {
        const fed = fedBack(each);
        const scaled = fed && carriers.get(pathOf(fed.rates) ?? '');
        if (fed && scaled && !seen.has(scaled.at.start) && isPlainScale(frame, scaled.scale)) {
          seen.add(scaled.at.start);
          const finding = describe(scaled, fed, context);
          if (finding) found.push(finding);
        }
        return true;
      });
      yield* found;
    }
  }
}

const flattened = (body: readonly Stmt[]): Stmt[] =>
  body.flatMap((statement) => [
    statement,
    ...(statement.kind === 'function' || statement.kind === 'class' ? [] : bodiesOf(statement).flatMap(flattened)),
  ]);

interface Feedback {
  readonly rates: Expr;
  readonly weights: string;
  readonly at: Expr;
}

/** `r @ W_rec.T`, `torch.matmul(r, self.W_rec)`, `F.linear(r, W_rec)`, `self.recurrent(r)`. */
function fedBack(expr: Expr): Feedback | null {
  const weightsIn = (side: Expr): string | null => {
    const base =
      side.kind === 'attribute' && /^(?:T|mT)$/.test(side.name)
        ? side.object
        : side.kind === 'call' && side.callee.kind === 'attribute' && /^(?:t|transpose)$/.test(side.callee.name)
          ? side.callee.object
          : side;
    const name = lastOf(base);
    return name !== null && recurrent.test(name) ? (pathOf(base) ?? name) : null;
  };
  if (expr.kind === 'binary' && expr.operator === '@') {
    const [right, left] = [weightsIn(expr.right), weightsIn(expr.left)];
    return right === null
      ? left === null
        ? null
        : { rates: expr.right, weights: left, at: expr }
      : { rates: expr.left, weights: right, at: expr };
  }
  if (expr.kind !== 'call') return null;
  const [first, second] = expr.args.map((each) => each.value);
  if (first && second && /^(?:matmul|mm|linear|dot|bmm|mv|einsum)$/.test(calledName(expr) ?? '')) {
    const right = weightsIn(second);
    if (right !== null) return { rates: first, weights: right, at: expr };
    const left = weightsIn(first);
    return left === null ? null : { rates: second, weights: left, at: expr };
  }
  const callee = lastOf(expr.callee);
  return first &&
    callee !== null &&
    recurrent.test(callee) &&
    expr.callee.kind === 'attribute' &&
    expr.args.length === 1
    ? { rates: first, weights: pathOf(expr.callee) ?? callee, at: expr }
    : null;
}

function describe(scaled: ScaledRate, fed: Feedback, context: RuleContext): Finding | null {
  const constants = constantsOf(context.facts, context.file);
  const exact = constantOfExpr(scaled.scale, constants);
  const scale = exact && toNumber(exact);
  if (scale !== null && scale < 1.5) return null;
  const { file } = context;
  const spanOf = (each: Expr): Finding['span'] => ({ file, start: each.start, end: each.end });
  const source = context.textOf(spanOf(scaled.scale));
  const radius = constants.get('spectral_radius') ?? constants.get('rho') ?? constants.get('spec_rad');
  const given = radius && toNumber(radius.value);
  const gain =
    scale === null
      ? ''
      : given === undefined
        ? `: with ${scale} the weights act as if they were ${scale} times as large`
        : `: a spectral radius of ${given} acts like ${Number((given * scale).toPrecision(4))}`;
  return {
    rule: rule.id,
    severity: scale === null ? 'information' : 'warning',
    message: `\`${source}\` scales what \`${fed.weights}\` feeds back, and so multiplies the loop gain${gain}. Scale the read-out, and feed back the activation itself.`,
    span: spanOf(scaled.at),
    related: [
      { message: `fed back here`, span: spanOf(fed.at) },
      ...(radius ? [{ message: 'the spectral radius', span: radius.span }] : []),
    ],
    fixes: [],
  };
}
