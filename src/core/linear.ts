// An expression as a·x + terms, for one variable x: how a hand-written update carries a variable over to the next step.
import { type Expr } from './python/syntax';

export interface Linear {
  /** What x is multiplied by; null where x is in it, but the factor is not known. */
  readonly factor: number | null;
  /** Everything added that has no x in it, whatever it is multiplied by. */
  readonly terms: readonly Expr[];
}

/** The value of an expression without x, where it is known. */
type ValueOf = (expr: Expr) => number | null;

/** Null where x occurs otherwise than linearly. */
export function linearIn(expr: Expr, isX: (expr: Expr) => boolean, valueOf: ValueOf): Linear | null {
  if (isX(expr)) return { factor: 1, terms: [] };
  if (expr.kind === 'unary' && (expr.operator === '-' || expr.operator === '+')) {
    const inner = linearIn(expr.operand, isX, valueOf);
    return inner && (expr.operator === '-' ? scaled(inner, -1) : inner);
  }
  if (expr.kind === 'binary') {
    const [left, right] = [linearIn(expr.left, isX, valueOf), linearIn(expr.right, isX, valueOf)];
    if (!left || !right) return null;
    const [inLeft, inRight] = [left.factor !== 0, right.factor !== 0];
    switch (expr.operator) {
      case '+':
        return sum(left, right);
      case '-':
        return sum(left, scaled(right, -1));
      case '*':
        if (inLeft && inRight) return null;
        if (inLeft) return scaled(left, valueOf(expr.right));
        return inRight ? scaled(right, valueOf(expr.left)) : { factor: 0, terms: [expr] };
      case '/': {
        if (inRight) return null;
        const divisor = valueOf(expr.right);
        return inLeft
          ? scaled(left, divisor === null || divisor === 0 ? null : 1 / divisor)
          : { factor: 0, terms: [expr] };
      }
      default:
        return inLeft || inRight ? null : { factor: 0, terms: [expr] };
    }
  }
  return contains(expr, isX) ? null : { factor: 0, terms: [expr] };
}

function contains(expr: Expr, isX: (expr: Expr) => boolean): boolean {
  if (isX(expr)) return true;
  switch (expr.kind) {
    case 'attribute':
      return contains(expr.object, isX);
    case 'index':
      return contains(expr.object, isX) || expr.indexes.some((each) => contains(each, isX));
    case 'call':
      return contains(expr.callee, isX) || expr.args.some((each) => contains(each.value, isX));
    case 'conditional':
      return [expr.test, expr.body, expr.orElse].some((each) => contains(each, isX));
    case 'compare':
      return expr.operands.some((each) => contains(each, isX));
    case 'tuple':
    case 'list':
      return expr.items.some((each) => contains(each, isX));
    case 'boolean':
    case 'binary':
      return contains(expr.left, isX) || contains(expr.right, isX);
    case 'unary':
      return contains(expr.operand, isX);
    default:
      return false;
  }
}

const scaled = ({ factor, terms }: Linear, by: number | null): Linear => ({
  factor: factor === 0 ? 0 : factor === null || by === null ? null : factor * by,
  terms,
});

const sum = (a: Linear, b: Linear): Linear => ({
  factor: a.factor === null || b.factor === null ? null : a.factor + b.factor,
  terms: [...a.terms, ...b.terms],
});
