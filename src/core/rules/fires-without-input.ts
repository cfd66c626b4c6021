// A membrane that decays towards a value above its threshold: the neuron fires with no input at all.
import { agreedConstant, constantIn } from '../agreed';
import { lastNameOf } from '../constants';
import { type Finding, type Fix } from '../finding';
import { linearIn } from '../linear';
import { figure } from '../network/neurons';
import { childrenOf, expressionsOf, walkExpression, walkStatements } from '../python/walk';
import { type Expr, type FunctionStmt, type Stmt } from '../python/syntax';
import { type Rule, type RuleContext } from '../rule';

const rule: Rule = {
  id: 'fires-without-input',
  severity: 'warning',
  summary: 'The membrane decays towards a value above the threshold, so that the neuron fires with no input.',
  documentation: `
## What it does
Reads updates of the form \`v = v * 0.9 + input\`, written out as Euler steps or as a decay factor. What is multiplied like this decays to zero. Where the
same code compares it with a negative threshold, zero lies above the threshold.

## Why it matters
In millivolts, zero is not rest. From a reset at −65 mV a factor of 0.9 leads over −58.5 and −52.6 to −47.4 mV, past a threshold at −50 mV: the neuron fires
every third step, 333 times a second at a step of 1 ms, and no input changes much of it.

## Example
\`\`\`python
def update(v, synaptic_input, threshold=-50.0, v_reset=-65.0):
    new_v = v * 0.9 + synaptic_input
    spiked = new_v >= threshold
    if spiked:
        new_v = v_reset
    return spiked, new_v
\`\`\`

## Use instead
\`\`\`python
def update(v, synaptic_input, threshold=-50.0, v_reset=-65.0, v_rest=-65.0):
    new_v = v_rest + (v - v_rest) * 0.9 + synaptic_input
    spiked = new_v >= threshold
    if spiked:
        new_v = v_reset
    return spiked, new_v
\`\`\`

A constant that is added, or anything that is called rest, leak, bias or offset, is taken to be meant, and so is a resting potential above the threshold in a
simulator's neuron: both are ways to drive it.
`,
  check: function* (context) {
    for (const body of scopesOf(context.loaded.module.body)) {
      const finding = check(body, context);
      if (finding) yield finding;
    }
  },
};

export default rule;

/** Every function by itself, and the module without its functions. */
function scopesOf(body: readonly Stmt[]): (readonly Stmt[])[] {
  const scopes: (readonly Stmt[])[] = [body];
  walkStatements(body, (statement) => {
    if (statement.kind === 'function') scopes.push(statement.body);
    return true;
  });
  return scopes;
}

/** The statements of a scope, not those of functions and classes in it. */
function statementsIn(body: readonly Stmt[]): Stmt[] {
  const found: Stmt[] = [];
  walkStatements(body, (statement) => {
    found.push(statement);
    return statement.kind !== 'function' && statement.kind !== 'class';
  });
  return found.filter((each): each is Exclude<Stmt, FunctionStmt> => each.kind !== 'function' && each.kind !== 'class');
}

/** What is said to be a potential by its name: only for these is a negative number a voltage. */
const membrane =
  /^(?:new_?|next_?)?(?:v|u|vm|v_?m|mem|membrane|v_?mem(?:brane)?|potential|membrane_?potential|volt(?:age)?|V)(?:_?(?:new|next))?$/i;

/** Terms that hold the resting point, however they are called. */
const holds = /rest|leak|bias|offset|base|tonic|reset|e_?l\b|^e$|eq|steady|inf|const/i;

interface Update {
  readonly statement: Stmt;
  readonly target: Expr;
  readonly value: Expr;
  readonly term: Expr | null;
  readonly factor: number;
}

function check(body: readonly Stmt[], context: RuleContext): Finding | null {
  const statements = statementsIn(body);
  const update = statements.map((each) => updateIn(each, context)).find((each) => each !== null);
  if (!update) return null;
  const names = new Set([lastNameOf(update.target), sourceName(update)]);
  // Something else may bring it back to rest.
  const others = statements.filter((each) => each !== update.statement && changes(each, names));
  if (others.some((each) => mentions(each, holds) && !isReset(each))) return null;
  const threshold = thresholdIn(statements, names, context);
  if (!threshold || threshold.value >= 0) return null;
  const reset =
    others.map((each) => (isReset(each) ? resetValue(each, context) : null)).find((each) => each !== null) ?? null;
  const { file } = context;
  const percent = `${figure(update.factor)}`;
  const steps = reset && reset.value < threshold.value ? stepsTo(threshold.value, reset.value, update.factor) : null;
  const how =
    steps === null || !reset
      ? 'the neuron fires with no input'
      : `from ${figure(reset.value)} it is there in ${steps} ${steps === 1 ? 'step' : 'steps'}, which is ${figure(1000 / steps)} Hz at a step of 1 ms, with no input`;
  return {
    rule: rule.id,
    severity: 'warning',
    message: `\`${context.textOf({ file, start: update.target.start, end: update.target.end })}\` keeps ${percent} of itself each step and so decays to 0, above the threshold of ${figure(threshold.value)}: ${how}.`,
    span: { file, start: update.value.start, end: update.value.end },
    related: [{ message: 'the threshold', span: { file, start: threshold.expr.start, end: threshold.expr.end } }],
    fixes: fixesFor(update, reset?.text ?? null, context),
  };
}

/** `v = v * 0.9 + I`, `new_v = v * decay + I`, `v *= 0.9`. */
function updateIn(statement: Stmt, context: RuleContext): Update | null {
  const { facts, file } = context;
  const valueOf = (expr: Expr): number | null => constantIn(facts, file, expr);
  if (statement.kind === 'augmented' && statement.operator === '*' && isMembrane(statement.target)) {
    const factor = valueOf(statement.value);
    return factor !== null && factor > 0 && factor < 1
      ? { statement, target: statement.target, value: statement.value, term: null, factor }
      : null;
  }
  if (statement.kind !== 'assign' || !statement.value || statement.targets.length !== 1) return null;
  const [target] = statement.targets;
  if (!target || !isMembrane(target)) return null;
  const source = membranesIn(statement.value, target);
  if (source === null) return null;
  const linear = linearIn(statement.value, (each) => lastNameOf(each) === source, valueOf);
  if (!linear || linear.factor === null || linear.factor <= 0 || linear.factor >= 1) return null;
  for (const term of linear.terms) {
    const constant = valueOf(term);
    if ((constant !== null && constant !== 0) || mentionsName(term, holds)) return null;
  }
  return { statement, target, value: statement.value, term: decayTerm(statement.value, source), factor: linear.factor };
}

const isMembrane = (expr: Expr): boolean => {
  const name = lastNameOf(expr);
  return name !== null && membrane.test(name);
};

/** The potential that the new one is made of: itself, or the old one by another name. */
function membranesIn(value: Expr, target: Expr): string | null {
  const found = new Set<string>();
  walkExpression(value, (expr) => {
    if (expr.kind === 'name' || expr.kind === 'attribute') {
      const name = lastNameOf(expr);
      if (name !== null && membrane.test(name)) found.add(name);
    }
    return true;
  });
  const own = lastNameOf(target);
  if (own !== null && found.has(own)) return own;
  return found.size === 1 ? ([...found][0] ?? null) : null;
}

const sourceName = (update: Update): string | null =>
  update.term === null ? null : membranesIn(update.value, update.target);

/** The summand `v * 0.9`, where it stands alone. */
function decayTerm(expr: Expr, source: string): Expr | null {
  if (expr.kind !== 'binary') return null;
  if (expr.operator === '+' || expr.operator === '-')
    return decayTerm(expr.left, source) ?? decayTerm(expr.right, source);
  const sides = [expr.left, expr.right];
  return expr.operator === '*' && sides.some((each) => lastNameOf(each) === source) ? expr : null;
}

const changes = (statement: Stmt, names: ReadonlySet<string | null>): boolean => {
  const targets =
    statement.kind === 'assign' ? statement.targets : statement.kind === 'augmented' ? [statement.target] : [];
  return targets.some(
    (each) => names.has(lastNameOf(each.kind === 'index' ? each.object : each)) || names.has(lastNameOf(each)),
  );
};

const mentions = (statement: Stmt, pattern: RegExp): boolean =>
  expressionsOf(statement).some((each) => mentionsName(each, pattern));

function mentionsName(expr: Expr, pattern: RegExp): boolean {
  const name =
    expr.kind === 'attribute' || expr.kind === 'name' ? lastNameOf(expr) : expr.kind === 'string' ? expr.value : null;
  if (name !== null && pattern.test(name)) return true;
  return childrenOf(expr).some((each) => mentionsName(each, pattern));
}

/** `v = v_reset` and `v[spiked] = v_reset`: one value put in place of another, with nothing of the old in it. */
const isReset = (statement: Stmt): boolean =>
  statement.kind === 'assign' &&
  statement.value !== null &&
  (statement.value.kind === 'name' ||
    statement.value.kind === 'attribute' ||
    statement.value.kind === 'unary' ||
    statement.value.kind === 'number' ||
    statement.value.kind === 'index' ||
    statement.value.kind === 'call');

function resetValue(statement: Stmt, context: RuleContext): { readonly value: number; readonly text: string } | null {
  if (statement.kind !== 'assign' || !statement.value) return null;
  const value = constantIn(context.facts, context.file, statement.value);
  if (value === null || value >= 0) return null;
  return {
    value,
    text: context.textOf({ file: context.file, start: statement.value.start, end: statement.value.end }),
  };
}

function thresholdIn(
  statements: readonly Stmt[],
  names: ReadonlySet<string | null>,
  context: RuleContext,
): { readonly value: number; readonly expr: Expr } | null {
  let found: { value: number; expr: Expr } | null = null;
  const look = (expr: Expr): boolean => {
    if (expr.kind !== 'compare' || expr.operators.length !== 1) return true;
    const [left, right] = expr.operands;
    const above = /^>=?$/.test(expr.operators[0] ?? '')
      ? [left, right]
      : /^<=?$/.test(expr.operators[0] ?? '')
        ? [right, left]
        : [];
    const [potential, threshold] = above;
    if (!potential || !threshold || !names.has(lastNameOf(potential))) return true;
    const name = lastNameOf(threshold);
    const value =
      (name === null ? null : agreedConstant(context.facts, context.file, name)) ??
      constantIn(context.facts, context.file, threshold);
    if (value !== null) found ??= { value, expr };
    return true;
  };
  for (const statement of statements) for (const expr of expressionsOf(statement)) walkExpression(expr, look);
  return found;
}

/** Steps until reset · factorⁿ has come up to the threshold. */
function stepsTo(threshold: number, reset: number, factor: number): number {
  return Math.max(1, Math.ceil(Math.log(threshold / reset) / Math.log(factor) - 1e-9));
}

function fixesFor({ term }: Update, rest: string | null, { file, textOf }: RuleContext): Fix[] {
  if (term?.kind !== 'binary' || rest === null) return [];
  const [left, right] = [term.left, term.right].map((each) => textOf({ file, start: each.start, end: each.end }));
  const [potential, factor] = isMembrane(term.left) ? [left, right] : [right, left];
  return [
    {
      title: `Decay towards ${rest}`,
      safety: 'unsafe',
      edits: [
        {
          span: { file, start: term.start, end: term.end },
          newText: `(${rest} + (${potential} - ${rest}) * ${factor})`,
        },
      ],
    },
  ];
}
