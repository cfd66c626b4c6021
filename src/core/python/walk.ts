// Visitors: every expression and every statement of a tree, and the docstring of a body.
import { type Expr, type Parameter, type Stmt, type StringExpr } from './syntax';

/** The expressions directly inside one, in the order of the text where it has one. */
export function childrenOf(expr: Expr): Expr[] {
  switch (expr.kind) {
    case 'string':
      return (expr.parts ?? []).filter((part) => typeof part !== 'string');
    case 'tuple':
    case 'list':
    case 'set':
      return expr.items;
    case 'dict':
      return expr.entries.flatMap(({ key, value }) => (key ? [key, value] : [value]));
    case 'attribute':
      return [expr.object];
    case 'index':
      return [expr.object, ...expr.indexes];
    case 'slice':
      return present(expr.lower, expr.upper, expr.step);
    case 'call':
      return [expr.callee, ...expr.args.map((argument) => argument.value)];
    case 'unary':
      return [expr.operand];
    case 'binary':
    case 'boolean':
      return [expr.left, expr.right];
    case 'compare':
      return expr.operands;
    case 'conditional':
      return [expr.body, expr.test, expr.orElse];
    case 'lambda':
      return [...parameterExpressions(expr.params), expr.body];
    case 'comprehension':
      return [
        ...present(expr.key, expr.element),
        ...expr.clauses.flatMap((clause) => [clause.target, clause.iterable, ...clause.conditions]),
      ];
    case 'yield':
      return present(expr.value);
    case 'await':
    case 'star':
      return [expr.value];
    case 'walrus':
      return [expr.target, expr.value];
    default:
      return [];
  }
}

function present(...maybe: (Expr | null)[]): Expr[] {
  return maybe.filter((expr) => expr !== null);
}

function parameterExpressions(params: readonly Parameter[]): Expr[] {
  return params.flatMap((parameter) => present(parameter.annotation, parameter.defaultValue));
}

/** The expressions directly in a statement: those of its header, not those of the statements in its bodies. */
export function expressionsOf(statement: Stmt): Expr[] {
  switch (statement.kind) {
    case 'expression':
      return [statement.value];
    case 'assign':
      return [...statement.targets, ...present(statement.annotation, statement.value)];
    case 'augmented':
      return [statement.target, statement.value];
    case 'function':
      return [...statement.decorators, ...parameterExpressions(statement.params), ...present(statement.returns)];
    case 'class':
      return [...statement.decorators, ...statement.bases.map((base) => base.value)];
    case 'return':
      return present(statement.value);
    case 'if':
    case 'while':
      return [statement.test];
    case 'for':
      return [statement.target, statement.iterable];
    case 'with':
      return statement.items.flatMap((item) => present(item.value, item.target));
    case 'try':
      return present(...statement.handlers.map((handler) => handler.type));
    case 'match':
      return [statement.subject, ...statement.cases.flatMap((each) => present(each.pattern, each.guard))];
    case 'delete':
      return statement.targets;
    case 'assert':
    case 'raise':
    case 'print':
    case 'exec':
      return statement.values;
    case 'typeAlias':
      return [statement.name, statement.value];
    default:
      return [];
  }
}

/** The bodies of a compound statement, in the order of the text. */
export function bodiesOf(statement: Stmt): Stmt[][] {
  switch (statement.kind) {
    case 'function':
    case 'class':
    case 'with':
      return [statement.body];
    case 'if':
    case 'for':
    case 'while':
      return [statement.body, statement.orElse];
    case 'try':
      return [
        statement.body,
        ...statement.handlers.map((handler) => handler.body),
        statement.orElse,
        statement.finalBody,
      ];
    case 'match':
      return statement.cases.map((each) => each.body);
    default:
      return [];
  }
}

/** Visits an expression and all inside it, outer ones first. Returning false keeps out of what is inside. */
export function walkExpression(expr: Expr, visit: (expr: Expr) => boolean | undefined): void {
  if (visit(expr) === false) return;
  for (const child of childrenOf(expr)) walkExpression(child, visit);
}

/** Visits the statements of a body and those inside them, in the order of the text. Returning false keeps out of a statement's bodies. */
export function walkStatements(body: readonly Stmt[], visit: (statement: Stmt) => boolean | undefined): void {
  for (const statement of body) {
    if (visit(statement) === false) continue;
    for (const inner of bodiesOf(statement)) walkStatements(inner, visit);
  }
}

/** Visits every expression in a body, those of inner functions and classes too. */
export function walkExpressions(body: readonly Stmt[], visit: (expr: Expr) => boolean | undefined): void {
  walkStatements(body, (statement) => {
    for (const expr of expressionsOf(statement)) walkExpression(expr, visit);
    return true;
  });
}

/** The string that a module, class or function begins with. */
export function docstring(body: readonly Stmt[]): StringExpr | null {
  const [first] = body;
  if (first?.kind !== 'expression' || first.value.kind !== 'string') return null;
  return first.value.bytes || first.value.parts ? null : first.value;
}
