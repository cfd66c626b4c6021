// A decay factor upside down: exp(+dt/τ), exp(−τ/dt), the part lost where the part kept is meant, a factor above one.
import { constantsOf, lastNameOf, type Constants } from '../constants';
import {
  calleeName,
  factorsOf,
  isStepName,
  isTimeConstantName,
  nameAmong,
  ratioOf,
  termsOf,
  walkWithParents,
} from '../formulas';
import { type Finding, type Fix } from '../finding';
import { type Expr, type Stmt } from '../python/syntax';
import { walkStatements } from '../python/walk';
import { type Rule, type RuleContext } from '../rule';
import { compare, one, toNumber } from '../units/rational';

const rule: Rule = {
  id: 'inverted-decay',
  severity: 'warning',
  summary: 'A decay factor is inverted: it grows, or keeps the part that should be lost.',
  documentation: `
## What it does
Reports \`exp(dt/tau)\` of known positive numbers, \`exp(-tau/dt)\`, a factor \`1 - exp(-dt/tau)\` that multiplies the state itself, and a decay
factor above one.

## Why it matters
\`exp(-dt/tau)\` is the part that is *kept* each step. Upside down the trace explodes, or is gone after one step.

## Example
\`\`\`python
import numpy as np

dt, tau = 1.0, 20.0
v = 1.0
for step in range(100):
    v = v * np.exp(dt / tau)
\`\`\`

## Use instead
\`\`\`python
import numpy as np

dt, tau = 1.0, 20.0
v = 1.0
for step in range(100):
    v = v * np.exp(-dt / tau)
\`\`\`

The \`dt\` of a spike pair may have either sign: only numbers that are known and positive are reported as growing.
`,
  check: function* (context) {
    const { body } = context.loaded.module;
    const constants = constantsOf(context.facts, context.file);
    const lost = new Map<string, Expr>();
    const found: Finding[] = [];
    walkWithParents(body, (expr, parent) => {
      const finding = exponential(expr, parent, constants, context);
      if (finding) found.push(finding);
    });
    walkStatements(body, (statement) => {
      rememberLost(statement, lost);
      const finding = update(statement, lost, constants, context);
      if (finding) found.push(finding);
      return true;
    });
    yield* found;
  },
};

export default rule;

/** `exp(dt / tau)`, `exp(-tau / dt)`. */
function exponential(
  expr: Expr,
  parent: Expr | null,
  constants: Constants,
  { file, textOf }: RuleContext,
): Finding | null {
  const [argument] = expr.kind === 'call' ? expr.args : [];
  if (expr.kind !== 'call' || calleeName(expr) !== 'exp' || expr.args.length !== 1 || !argument) return null;
  const { negative, above, below } = factorsOf(argument.value);
  if (above.length !== 1 || below.length !== 1) return null;
  const span = { file, start: argument.value.start, end: argument.value.end };
  const source = textOf(span);
  const [step, tau] = [nameAmong(above, isStepName), nameAmong(below, isTimeConstantName)];
  const finding = (message: string, fix: Fix | null): Finding => ({
    rule: rule.id,
    severity: 'warning',
    message,
    span,
    related: [],
    fixes: fix ? [fix] : [],
  });
  if (step !== null && tau !== null) {
    const ratio = ratioOf(step, tau, constants);
    // `x / exp(dt/tau)` decays.
    const divides = parent?.kind === 'binary' && parent.operator === '/' && parent.right === expr;
    if (negative || divides || !ratio) return null;
    return finding(
      `\`exp(${source})\` is ${digits(Math.exp(ratio.plain))}: it grows each step. The part kept is \`exp(-${source})\`.`,
      {
        title: `Write exp(-${source})`,
        safety: 'unsafe',
        edits: [{ span: { ...span, end: span.start }, newText: '-' }],
      },
    );
  }
  const [top, bottom] = [nameAmong(above, isTimeConstantName), nameAmong(below, isStepName)];
  if (top === null || bottom === null) return null;
  const ratio = ratioOf(top, bottom, constants);
  if (!ratio) return null;
  const [a, b] = [above[0], below[0]];
  const upright =
    a && b
      ? `-${textOf({ file, start: b.start, end: b.end })} / ${textOf({ file, start: a.start, end: a.end })}`
      : null;
  return finding(
    `\`exp(${source})\` has the time constant above the step: it is ${digits(Math.exp(negative ? -ratio.plain : ratio.plain))}. The part kept each step is \`exp(-${bottom}/${top})\`.`,
    upright === null ? null : { title: `Write exp(${upright})`, safety: 'unsafe', edits: [{ span, newText: upright }] },
  );
}

/** `loss = 1 - exp(-dt / tau)`, by its name. */
function rememberLost(statement: Stmt, lost: Map<string, Expr>): void {
  if (statement.kind !== 'assign' || !statement.value) return;
  const [target] = statement.targets;
  const name = target ? lastNameOf(target) : null;
  if (name === null) return;
  lost.delete(name);
  const [first, second, third] = termsOf(statement.value);
  if (!first || !second || third || first.negative || !second.negative) return;
  if (first.expr.kind !== 'number' || Number(first.expr.text) !== 1 || calleeName(second.expr) !== 'exp') return;
  const [argument] = second.expr.kind === 'call' ? second.expr.args : [];
  const factors = argument && factorsOf(argument.value);
  if (factors?.negative === true && nameAmong(factors.below, isTimeConstantName) !== null)
    lost.set(name, statement.value);
}

/** `v = k * v + …` or `v *= k` where k is the part lost, or more than one. */
function update(
  statement: Stmt,
  lost: ReadonlyMap<string, Expr>,
  constants: Constants,
  { file, textOf }: RuleContext,
): Finding | null {
  const factor = ownFactor(statement, (expr) => textOf({ file, start: expr.start, end: expr.end }));
  const name = factor && lastNameOf(factor.factor);
  if (!factor || name === null) return null;
  const span = { file, start: factor.factor.start, end: factor.factor.end };
  const definition = lost.get(name);
  const found = { rule: rule.id, severity: 'warning', span, related: [], fixes: [] } as const;
  if (definition)
    return {
      ...found,
      message: `\`${name}\` is 1 − exp(−dt/τ), the part lost each step, and multiplies \`${factor.state}\` as the part kept.`,
      related: [
        { message: `\`${name}\` is defined here`, span: { file, start: definition.start, end: definition.end } },
      ],
    };
  const known = constants.get(name);
  if (!known || !/decay|leak/i.test(name) || compare(known.value, one) <= 0) return null;
  return {
    ...found,
    message: `\`${name}\` is ${digits(toNumber(known.value))}: a factor above one makes \`${factor.state}\` grow. A decay keeps exp(−dt/τ) each step.`,
    related: [{ message: `\`${name}\` is defined here`, span: known.span }],
  };
}

/** What multiplies the state in its own update. */
function ownFactor(statement: Stmt, source: (expr: Expr) => string): { factor: Expr; state: string } | null {
  if (statement.kind === 'augmented')
    return statement.operator === '*' ? { factor: statement.value, state: source(statement.target) } : null;
  if (statement.kind !== 'assign' || !statement.value || statement.targets.length !== 1) return null;
  const [target] = statement.targets;
  const state = target && lastNameOf(target) !== null ? source(target) : null;
  if (state === null) return null;
  for (const { expr, negative } of termsOf(statement.value)) {
    const { above, below } = factorsOf(expr);
    const [a, b] = above;
    if (negative || above.length !== 2 || below.length > 0 || !a || !b) continue;
    if (source(a) === state) return { factor: b, state };
    if (source(b) === state) return { factor: a, state };
  }
  return null;
}

const digits = (value: number): string => (value > 1e6 ? value.toExponential(1) : String(Number(value.toPrecision(4))));
