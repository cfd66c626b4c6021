// What an expression comes to where the whole file agrees on it: numbers behind names, attributes, keys and defaults.
import { constantsOf, lastNameOf } from './constants';
import { type Facts } from './evaluate/facts';
import { type Expr } from './python/syntax';
import { parseDecimal, toNumber } from './units/rational';

/** What a name is bound to, where all that bind it in the file bind the same number. */
export function agreedConstant(facts: Facts, file: string, name: string): number | null {
  const known = constantsOf(facts, file).get(name);
  return known ? toNumber(known.value) : null;
}

/** The number an expression comes to, by its literals and by the names that are agreed on; null where it is not known. */
export function constantIn(facts: Facts, file: string, expr: Expr, depth = 0): number | null {
  const inner = (each: Expr): number | null => (depth > 8 ? null : constantIn(facts, file, each, depth + 1));
  switch (expr.kind) {
    case 'number': {
      const exact = parseDecimal(expr.text.replaceAll('_', ''));
      return exact && toNumber(exact);
    }
    case 'name':
    case 'attribute':
    case 'index': {
      const name = lastNameOf(expr);
      return name === null ? null : agreedConstant(facts, file, name);
    }
    case 'unary': {
      const value = inner(expr.operand);
      return value === null || expr.operator === 'not' || expr.operator === '~'
        ? null
        : expr.operator === '-'
          ? -value
          : value;
    }
    case 'binary': {
      const [a, b] = [inner(expr.left), inner(expr.right)];
      return a === null || b === null ? null : combined(expr.operator, a, b);
    }
    case 'call':
      return calledConstant(expr, inner);
    default:
      return null;
  }
}

function combined(operator: string, a: number, b: number): number | null {
  if (operator === '+') return a + b;
  if (operator === '-') return a - b;
  if (operator === '*') return a * b;
  if (operator === '**') return a ** b;
  return operator === '/' && b !== 0 ? a / b : null;
}

/** `exp(x)`, `float(x)`, and `params.get("threshold", -50.0)` for its default. */
function calledConstant(expr: Extract<Expr, { kind: 'call' }>, inner: (each: Expr) => number | null): number | null {
  const name = lastNameOf(expr.callee);
  const [first, second] = expr.args.map((each) => each.value);
  if (name === 'get' && expr.callee.kind === 'attribute' && first?.kind === 'string')
    return second ? inner(second) : null;
  const value = first && expr.args.length === 1 ? inner(first) : null;
  if (value === null || value === undefined) return null;
  if (name === 'exp') return Math.exp(value);
  return name === 'float' || name === 'tensor' || name === 'array' ? value : null;
}
