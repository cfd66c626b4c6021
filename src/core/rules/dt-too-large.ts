// Euler steps that are long against the time constant they step along.
import { constantsOf, lastNameOf, type Constants } from '../constants';
import { factorsOf, isStepName, isTimeConstantName, nameAmong, ratioOf, termsOf } from '../formulas';
import { type Finding } from '../finding';
import { type Expr, type Stmt } from '../python/syntax';
import { walkStatements } from '../python/walk';
import { type Rule, type RuleContext } from '../rule';
import { toText } from '../units/rational';

const rule: Rule = {
  id: 'dt-too-large',
  severity: 'warning',
  summary: 'An Euler step is long against its time constant.',
  documentation: `
## What it does
Finds forward-Euler steps of a leak, \`v += dt / tau * (E - v)\` in any of its spellings, where both numbers are known, and compares the step with the
time constant.

## Why it matters
Euler's step keeps 1 − dt/τ of the distance. From dt = τ on the state overshoots and alternates, from dt = 2τ on it explodes. Up to τ/5 the error is
some per cent.

## Example
\`\`\`python
dt = 1.0
tau = 0.4
v = 0.0
for step in range(100):
    v += dt / tau * (1.0 - v)
\`\`\`

## Use instead
\`\`\`python
dt = 0.05
tau = 0.4
v = 0.0
for step in range(100):
    v += dt / tau * (1.0 - v)
\`\`\`

Warning above τ, information above τ/5. \`exp(-dt / tau)\` is exact at every step and is never reported.
`,
  check: function* (context) {
    const constants = constantsOf(context.facts, context.file);
    const found: Finding[] = [];
    walkStatements(context.loaded.module.body, (statement) => {
      const finding = check(statement, constants, context);
      if (finding) found.push(finding);
      return true;
    });
    yield* found;
  },
};

export default rule;

function check(statement: Stmt, constants: Constants, { file, textOf }: RuleContext): Finding | null {
  const source = (expr: Expr): string => textOf({ file, start: expr.start, end: expr.end });
  const step = eulerStep(statement, source);
  if (!step) return null;
  const ratio = ratioOf(step.dt, step.tau, constants);
  // Twenty time constants in a step are another unit, and `seconds-as-milliseconds` says so.
  if (!ratio || ratio.physical <= 0.2 || ratio.physical >= 20) return null;
  const { physical } = ratio;
  const effect =
    physical >= 2
      ? 'it explodes from 2 on'
      : physical > 1
        ? 'it overshoots and alternates from 1 on'
        : 'the error is some per cent from 1/5 on';
  return {
    rule: rule.id,
    severity: physical > 1 ? 'warning' : 'information',
    message: `This Euler step of \`${step.dt}\` = ${toText(ratio.top.value)} is ${String(Number(physical.toPrecision(3)))} times \`${step.tau}\` = ${toText(ratio.bottom.value)}: ${effect}.`,
    span: { file, start: step.term.start, end: step.term.end },
    related: [
      { message: `\`${step.dt}\` is set here`, span: ratio.top.span },
      { message: `\`${step.tau}\` is set here`, span: ratio.bottom.span },
    ],
    fixes: [],
  };
}

/** The term of an update that takes the state towards something by dt/τ. */
function eulerStep(
  statement: Stmt,
  source: (expr: Expr) => string,
): { readonly dt: string; readonly tau: string; readonly term: Expr } | null {
  const update = updateOf(statement);
  if (!update) return null;
  const state = source(update.target);
  if (lastNameOf(update.target) === null) return null;
  const whole =
    statement.kind === 'augmented' ||
    termsOf(update.value).some((each) => !each.negative && source(each.expr) === state);
  if (!whole) return null;
  for (const { expr, negative } of termsOf(update.value)) {
    const factors = factorsOf(expr);
    const [dt, tau] = [nameAmong(factors.above, isStepName), nameAmong(factors.below, isTimeConstantName)];
    if (dt === null || tau === null || factors.below.length !== 1) continue;
    const sign = (negative !== factors.negative) !== (statement.kind === 'augmented' && statement.operator === '-');
    const leaks = factors.above.some((each) =>
      termsOf(each).some((part) => source(part.expr) === state && part.negative !== sign),
    );
    if (leaks) return { dt, tau, term: expr };
  }
  return null;
}

function updateOf(statement: Stmt): { readonly target: Expr; readonly value: Expr } | null {
  if (statement.kind === 'augmented')
    return statement.operator === '+' || statement.operator === '-' ? statement : null;
  const [target] = statement.kind === 'assign' && statement.targets.length === 1 ? statement.targets : [];
  return statement.kind === 'assign' && statement.value && target ? { target, value: statement.value } : null;
}
