// Moves statements within the text, in place: what makes an unchanged statement cheap to keep after an edit above it.
import { type Argument, type Expr, type Node, type Parameter, type Stmt } from './syntax';

function shiftNode(node: Node, delta: number): void {
  node.start += delta;
  node.end += delta;
}

function shiftAll(exprs: readonly Expr[], delta: number): void {
  for (const expr of exprs) shiftExpression(expr, delta);
}

function shiftBody(body: readonly Stmt[], delta: number): void {
  for (const statement of body) shiftStatement(statement, delta);
}

function shiftArguments(args: readonly Argument[], delta: number): void {
  for (const argument of args) {
    shiftNode(argument, delta);
    shiftExpression(argument.value, delta);
  }
}

function shiftParameters(params: readonly Parameter[], delta: number): void {
  for (const parameter of params) {
    shiftNode(parameter, delta);
    if (parameter.annotation) shiftExpression(parameter.annotation, delta);
    if (parameter.defaultValue) shiftExpression(parameter.defaultValue, delta);
  }
}

export function shiftExpression(expr: Expr, delta: number): void {
  shiftNode(expr, delta);
  switch (expr.kind) {
    case 'name':
    case 'number':
    case 'constant':
    case 'bad':
      break;
    case 'string':
      if (expr.parts) for (const part of expr.parts) if (typeof part !== 'string') shiftExpression(part, delta);
      break;
    case 'tuple':
    case 'list':
    case 'set':
      shiftAll(expr.items, delta);
      break;
    case 'dict':
      for (const { key, value } of expr.entries) {
        if (key) shiftExpression(key, delta);
        shiftExpression(value, delta);
      }
      break;
    case 'attribute':
      expr.nameStart += delta;
      shiftExpression(expr.object, delta);
      break;
    case 'index':
      shiftExpression(expr.object, delta);
      shiftAll(expr.indexes, delta);
      break;
    case 'slice':
      if (expr.lower) shiftExpression(expr.lower, delta);
      if (expr.upper) shiftExpression(expr.upper, delta);
      if (expr.step) shiftExpression(expr.step, delta);
      break;
    case 'call':
      shiftExpression(expr.callee, delta);
      shiftArguments(expr.args, delta);
      break;
    case 'unary':
      shiftExpression(expr.operand, delta);
      break;
    case 'binary':
    case 'boolean':
      shiftExpression(expr.left, delta);
      shiftExpression(expr.right, delta);
      break;
    case 'compare':
      shiftAll(expr.operands, delta);
      break;
    case 'conditional':
      shiftExpression(expr.test, delta);
      shiftExpression(expr.body, delta);
      shiftExpression(expr.orElse, delta);
      break;
    case 'lambda':
      shiftParameters(expr.params, delta);
      shiftExpression(expr.body, delta);
      break;
    case 'comprehension':
      if (expr.key) shiftExpression(expr.key, delta);
      shiftExpression(expr.element, delta);
      for (const { target, iterable, conditions } of expr.clauses) {
        shiftExpression(target, delta);
        shiftExpression(iterable, delta);
        shiftAll(conditions, delta);
      }
      break;
    case 'yield':
      if (expr.value) shiftExpression(expr.value, delta);
      break;
    case 'await':
    case 'star':
      shiftExpression(expr.value, delta);
      break;
    case 'walrus':
      shiftExpression(expr.target, delta);
      shiftExpression(expr.value, delta);
  }
}

export function shiftStatement(statement: Stmt, delta: number): void {
  shiftNode(statement, delta);
  switch (statement.kind) {
    case 'expression':
      shiftExpression(statement.value, delta);
      break;
    case 'assign':
      shiftAll(statement.targets, delta);
      if (statement.annotation) shiftExpression(statement.annotation, delta);
      if (statement.value) shiftExpression(statement.value, delta);
      break;
    case 'augmented':
      shiftExpression(statement.target, delta);
      shiftExpression(statement.value, delta);
      break;
    case 'function':
      statement.nameStart += delta;
      shiftParameters(statement.params, delta);
      if (statement.returns) shiftExpression(statement.returns, delta);
      shiftAll(statement.decorators, delta);
      shiftBody(statement.body, delta);
      break;
    case 'class':
      statement.nameStart += delta;
      shiftArguments(statement.bases, delta);
      shiftAll(statement.decorators, delta);
      shiftBody(statement.body, delta);
      break;
    case 'return':
      if (statement.value) shiftExpression(statement.value, delta);
      break;
    case 'if':
    case 'while':
      shiftExpression(statement.test, delta);
      shiftBody(statement.body, delta);
      shiftBody(statement.orElse, delta);
      break;
    case 'for':
      shiftExpression(statement.target, delta);
      shiftExpression(statement.iterable, delta);
      shiftBody(statement.body, delta);
      shiftBody(statement.orElse, delta);
      break;
    case 'with':
      for (const { value, target } of statement.items) {
        shiftExpression(value, delta);
        if (target) shiftExpression(target, delta);
      }
      shiftBody(statement.body, delta);
      break;
    case 'try':
      shiftBody(statement.body, delta);
      for (const handler of statement.handlers) {
        if (handler.type) shiftExpression(handler.type, delta);
        shiftBody(handler.body, delta);
      }
      shiftBody(statement.orElse, delta);
      shiftBody(statement.finalBody, delta);
      break;
    case 'import':
    case 'importFrom':
      for (const name of statement.names) shiftNode(name, delta);
      break;
    case 'match':
      shiftExpression(statement.subject, delta);
      for (const each of statement.cases) {
        shiftExpression(each.pattern, delta);
        if (each.guard) shiftExpression(each.guard, delta);
        shiftBody(each.body, delta);
      }
      break;
    case 'delete':
      shiftAll(statement.targets, delta);
      break;
    case 'assert':
    case 'raise':
    case 'print':
    case 'exec':
      shiftAll(statement.values, delta);
      break;
    case 'typeAlias':
      shiftExpression(statement.name, delta);
      shiftExpression(statement.value, delta);
  }
}
