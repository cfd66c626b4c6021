// Operators: arithmetic, logic, comparisons and the conditional, as Python binds them.
import { badAt, childExpressions, starAround } from './nodes';
import { type TreeReader } from './reader';
import { type BinaryOperator, type CompareOperator, type BinaryExpr, type Expr } from './syntax';

export function readUnary(reader: TreeReader): Expr {
  const { start, end } = reader;
  reader.enter();
  const operator = reader.type.slice(1) as '-' | '+' | '~' | 'not';
  reader.nextNamed();
  const operand = reader.expression();
  reader.leave();
  return { kind: 'unary', start, end, operator, operand };
}

/** Left operand, operator token and right operand of the current node. */
export function readOperation(reader: TreeReader): { left: Expr; operator: string; right: Expr } {
  reader.enter();
  const left = reader.expression();
  reader.next();
  const operator = reader.type.slice(1);
  reader.next();
  const right = reader.expression();
  reader.leave();
  return { left, operator, right };
}

export function readBinary(reader: TreeReader): Expr {
  const { start, end } = reader;
  const { left, operator: written, right } = readOperation(reader);
  const operator = written as BinaryOperator;
  if (left.kind === 'star') return starAround(binary(operator, left.value, right, start, end), left);
  return operator === '&' ? bindAnd(left, right, start, end) : binary(operator, left, right, start, end);
}

export function binary(operator: BinaryOperator, left: Expr, right: Expr, start: number, end: number): BinaryExpr {
  return { kind: 'binary', start, end, operator, left, right };
}

/** To Python `a & b ^ c` is `(a & b) ^ c`, the grammar has it the other way round. An operand in parentheses starts or ends short of the whole. */
export function bindAnd(left: Expr, right: Expr, start: number, end: number): Expr {
  if (right.kind === 'binary' && right.operator === '^' && right.end === end) {
    const first = bindAnd(left, right.left, start, right.left.end);
    return binary('^', first, right.right, start, end);
  }
  if (left.kind === 'binary' && left.operator === '^' && left.start === start)
    return binary('^', left.left, bindAnd(left.right, right, left.right.start, end), start, end);
  return binary('&', left, right, start, end);
}

export function readBoolean(reader: TreeReader): Expr {
  const { start, end } = reader;
  const { left, operator: written, right } = readOperation(reader);
  const operator = written as 'and' | 'or';
  if (left.kind !== 'star') return { kind: 'boolean', start, end, operator, left, right };
  return starAround({ kind: 'boolean', start, end, operator, left: left.value, right }, left);
}

export function readCompare(reader: TreeReader): Expr {
  const { start, end } = reader;
  const operands: Expr[] = [];
  const operators: CompareOperator[] = [];
  reader.enter();
  do {
    if (!reader.type.startsWith(' ')) operands.push(reader.expression());
    else operators.push(reader.type === ' <>' ? '!=' : (reader.type.slice(1) as CompareOperator));
  } while (reader.next());
  reader.leave();
  return { kind: 'compare', start, end, operands, operators };
}

export function readConditional(reader: TreeReader): Expr {
  const { start, end } = reader;
  const bad = badAt(start, end);
  const [body = bad, test = bad, orElse = bad] = childExpressions(reader);
  return { kind: 'conditional', start, end, test, body, orElse };
}
