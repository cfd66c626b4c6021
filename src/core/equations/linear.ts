// How a right side depends on the state variables: not at all, linearly, or otherwise; what an exact integration needs to know.
import { type Expression, namesIn, nodesOf } from './tree';

/** 0: does not depend on them; 1: linearly; null: in any other way. */
export type Degree = 0 | 1 | null;

/** @param substitutes subexpressions by name: they are looked through */
export function degreeIn(
  expression: Expression,
  variables: ReadonlySet<string>,
  substitutes: ReadonlyMap<string, Expression>,
  depth = 0,
): Degree {
  const of = (each: Expression): Degree => degreeIn(each, variables, substitutes, depth + 1);
  if (depth > 100) return null;
  switch (expression.kind) {
    case 'number':
    case 'flag':
      return 0;
    case 'name': {
      if (variables.has(expression.name)) return 1;
      const inner = substitutes.get(expression.name);
      return inner ? of(inner) : 0;
    }
    case 'call':
      return expression.args.every((each) => of(each) === 0) ? 0 : null;
    case 'unary':
      return expression.operator === 'not' ? unmoved(of(expression.operand)) : of(expression.operand);
    case 'compare':
    case 'logic':
      return of(expression.left) === 0 && of(expression.right) === 0 ? 0 : null;
    case 'binary': {
      const [left, right] = [of(expression.left), of(expression.right)];
      if (left === null || right === null) return null;
      if (expression.operator === '+' || expression.operator === '-') return left === 1 || right === 1 ? 1 : 0;
      if (expression.operator === '*') return left === 1 && right === 1 ? null : left === 1 || right === 1 ? 1 : 0;
      if (expression.operator === '/') return right === 0 ? left : null;
      if (expression.operator === '**' && left === 1 && isOne(expression.right)) return 1;
      return left === 0 && right === 0 ? 0 : null;
    }
  }
}

const unmoved = (degree: Degree): Degree => (degree === 0 ? 0 : null);
const isOne = (expression: Expression): boolean => expression.kind === 'number' && Number(expression.text) === 1;

/** True where noise stands in it, directly or through a subexpression. */
export function isStochastic(expression: Expression, substitutes: ReadonlyMap<string, Expression>, depth = 0): boolean {
  if (depth > 20) return false;
  for (const { name } of namesIn(expression)) {
    if (name === 'xi' || name.startsWith('xi_')) return true;
    const inner = substitutes.get(name);
    if (inner && isStochastic(inner, substitutes, depth + 1)) return true;
  }
  return false;
}

/** All names it depends on in the end, those in subexpressions included, and the functions it calls. */
export function reachedFrom(
  expression: Expression,
  substitutes: ReadonlyMap<string, Expression>,
  seen = new Set<string>(),
): Set<string> {
  for (const node of nodesOf(expression)) {
    if (node.kind !== 'name' && node.kind !== 'call') continue;
    if (seen.has(node.name)) continue;
    seen.add(node.name);
    const inner = node.kind === 'name' ? substitutes.get(node.name) : undefined;
    if (inner) reachedFrom(inner, substitutes, seen);
  }
  return seen;
}
