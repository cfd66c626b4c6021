// Izhikevich's `a` is a rate: a recovery that is divided by it takes it for a time constant.
import { constantIn } from '../agreed';
import { lastNameOf } from '../constants';
import { type Finding, type Fix } from '../finding';
import { type BinaryExpr, type Expr } from '../python/syntax';
import { framesOf, walkFrame } from '../python/frames';
import { walkExpression } from '../python/walk';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'divided-by-recovery-rate',
  severity: 'warning',
  summary: 'The recovery of Izhikevich’s neuron is divided by its rate `a`, as if that were a time constant.',
  documentation: `
## What it does
Finds \`(b * v - u) / a\` where \`a\` is below one.

## Why it matters
In Izhikevich's equations u' = a (b v − u), and a = 0.02 is a rate, 0.02 per ms: a time constant of 50 ms. Divided by, it stands for one of 0.02 ms: recovery is
2500 times too fast, and an Euler step of 0.5 ms makes it grow without bound.

## Example
\`\`\`python
a, b = 0.02, 0.2

def recover(v, u, dt=0.5):
    return u + dt * (b * v - u) / a
\`\`\`

## Use instead
\`\`\`python
a, b = 0.02, 0.2

def recover(v, u, dt=0.5):
    return u + dt * a * (b * v - u)
\`\`\`

A divisor above one may be a time constant of its own, and is left alone.
`,
  check: function* (context) {
    const found: Finding[] = [];
    for (const frame of framesOf(context.loaded.module))
      walkFrame(frame, (expr) => {
        const finding = expr.kind === 'binary' && expr.operator === '/' ? divided(expr, context) : null;
        if (finding) found.push(finding);
        return true;
      });
    yield* found;
  },
};

export default rule;

const rate = /^(?:izh(?:ikevich)?_?)?a$/i;
const sensitivity = /^(?:izh(?:ikevich)?_?)?b$/i;
const membrane = /^(?:v|v_?m|vm|mem|membrane|potential|v_?membrane)$/i;
const recovery = /^(?:u|u_?recovery|recovery|w)$/i;

const isNamed = (expr: Expr, pattern: RegExp): boolean => pattern.test(lastNameOf(expr) ?? '');

function divided(expr: BinaryExpr, context: RuleContext): Finding | null {
  if (!isNamed(expr.right, rate) || !holdsRecovery(expr.left)) return null;
  const value = constantIn(context.facts, context.file, expr.right);
  if (value === null || value <= 0 || value >= 1) return null;
  const { file } = context;
  const name = context.textOf({ file, start: expr.right.start, end: expr.right.end });
  const timeMs = String(Number((1 / value).toPrecision(3)));
  return {
    rule: rule.id,
    severity: 'warning',
    message: `\`${name}\` = ${value} is the rate of recovery, ${value} per ms: a time constant of ${timeMs} ms. Multiply by it; divided by, it makes recovery ${String(Number((1 / value ** 2).toPrecision(3)))} times too fast.`,
    span: { file, start: expr.start, end: expr.end },
    related: [],
    fixes: [multiplied(expr, context)],
  };
}

/** \`b * v - u\`, whatever it is multiplied by. */
function holdsRecovery(expr: Expr): boolean {
  let found = false;
  walkExpression(expr, (each) => {
    if (each.kind !== 'binary' || each.operator !== '-' || !isNamed(each.right, recovery)) return !found;
    const { left } = each;
    found ||=
      left.kind === 'binary' &&
      left.operator === '*' &&
      [left.left, left.right].some((side) => isNamed(side, sensitivity)) &&
      [left.left, left.right].some((side) => isNamed(side, membrane));
    return !found;
  });
  return found;
}

function multiplied(expr: BinaryExpr, { file, textOf }: RuleContext): Fix {
  const between = textOf({ file, start: expr.left.end, end: expr.right.start });
  const at = expr.left.end + between.lastIndexOf('/');
  return {
    title: 'Multiply by the rate',
    safety: 'unsafe',
    edits: [{ span: { file, start: at, end: at + 1 }, newText: '*' }],
  };
}
