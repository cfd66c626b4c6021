// The dimension of an expression, as Brian 2 works it out before a run; where two known ones don't fit, that is a mismatch.
import {
  type Dimension,
  dimension,
  dimensionless,
  isDimensionless,
  multiplyDimensions,
  raiseDimension,
  sameDimension,
} from '../units/dimension';
import { parseDecimal, type Rational, toNumber } from '../units/rational';
import { equationFunction } from './functions';
import { type Expression, type Place } from './tree';

export interface Surroundings {
  /** The dimension of a name; null where it is not known. */
  dimensionOf(name: string): Dimension | null;
  /** What a function that is not Brian's own gives; null where it is not known. */
  dimensionOfCall(name: string): Dimension | null;
  /** The number that a name stands for, for exponents. */
  numberOf(name: string): number | null;
}

export interface Mismatch extends Place {
  readonly kind: 'sum' | 'comparison' | 'argument' | 'exponent';
  /** The operator or the function. */
  readonly by: string;
  readonly left: Expression;
  readonly leftDimension: Dimension;
  readonly right: Expression | null;
  readonly rightDimension: Dimension;
}

const time = dimension({ s: 1 });

/** @param report called for each mismatch, inner ones first */
export function dimensionOf(
  expression: Expression,
  around: Surroundings,
  report: (mismatch: Mismatch) => void,
): Dimension | null {
  const of = (each: Expression): Dimension | null => dimensionOf(each, around, report);
  switch (expression.kind) {
    case 'number':
    case 'flag':
      return dimensionless;
    case 'name':
      return around.dimensionOf(expression.name);
    case 'unary': {
      const operand = of(expression.operand);
      return expression.operator === 'not' ? dimensionless : operand;
    }
    case 'logic':
      of(expression.left);
      of(expression.right);
      return dimensionless;
    case 'compare':
      meet(expression, 'comparison', of(expression.left), of(expression.right), report);
      return dimensionless;
    case 'binary':
      return arithmetic(expression, around, of, report);
    case 'call':
      return called(expression, around, of, report);
  }
}

type Pair = Extract<Expression, { kind: 'binary' | 'compare' }>;

function meet(
  pair: Pair,
  kind: 'sum' | 'comparison',
  leftDimension: Dimension | null,
  rightDimension: Dimension | null,
  report: (mismatch: Mismatch) => void,
): boolean {
  const { left, right, operator: by, start, end } = pair;
  if (!leftDimension || !rightDimension || sameDimension(leftDimension, rightDimension)) return true;
  // Infinity is compared with anything; Brian's own check takes no other number without a unit, not even 0.
  if (isInfinite(left) || isInfinite(right)) return true;
  report({ kind, by, left, leftDimension, right, rightDimension, start, end });
  return false;
}

const isInfinite = (expression: Expression): boolean =>
  expression.kind === 'unary'
    ? isInfinite(expression.operand)
    : expression.kind === 'name' && expression.name === 'inf';

function arithmetic(
  expression: Extract<Expression, { kind: 'binary' }>,
  around: Surroundings,
  of: (each: Expression) => Dimension | null,
  report: (mismatch: Mismatch) => void,
): Dimension | null {
  const [left, right] = [of(expression.left), of(expression.right)];
  switch (expression.operator) {
    case '+':
    case '-':
    case '%':
      // After a mismatch nothing further is concluded from this sum.
      return meet(expression, 'sum', left, right, report) ? (left ?? right) : null;
    case '*':
      return left && right && multiplyDimensions(left, right);
    case '/':
      return left && right && multiplyDimensions(left, raiseDimension(right, -1));
    case '//':
      return dimensionless;
    case '**':
      return raised(expression, left, right, around, report);
  }
}

function raised(
  { left, right, start, end }: Extract<Expression, { kind: 'binary' }>,
  base: Dimension | null,
  exponentDimension: Dimension | null,
  around: Surroundings,
  report: (mismatch: Mismatch) => void,
): Dimension | null {
  if (exponentDimension && !isDimensionless(exponentDimension)) {
    report({
      ...{ kind: 'exponent', by: '**', left: right, leftDimension: exponentDimension },
      ...{ right: left, rightDimension: dimensionless, start, end },
    });
    return null;
  }
  if (!base || isDimensionless(base)) return base;
  const exponent = numberIn(right, around);
  return exponent === null ? null : raiseDimension(base, exponent);
}

/** The number that an exponent comes to. */
export function numberIn(expression: Expression, around: Pick<Surroundings, 'numberOf'>): number | null {
  switch (expression.kind) {
    case 'number': {
      const exact: Rational | null = parseDecimal(expression.text);
      return exact && toNumber(exact);
    }
    case 'name':
      return around.numberOf(expression.name);
    case 'unary': {
      const operand = numberIn(expression.operand, around);
      return operand === null || expression.operator === 'not'
        ? null
        : expression.operator === '-'
          ? -operand
          : operand;
    }
    case 'binary': {
      const [left, right] = [numberIn(expression.left, around), numberIn(expression.right, around)];
      if (left === null || right === null) return null;
      return (
        { '+': left + right, '-': left - right, '*': left * right, '/': left / right, '**': left ** right }[
          expression.operator as string
        ] ?? null
      );
    }
    default:
      return null;
  }
}

function called(
  expression: Extract<Expression, { kind: 'call' }>,
  around: Surroundings,
  of: (each: Expression) => Dimension | null,
  report: (mismatch: Mismatch) => void,
): Dimension | null {
  const args = expression.args.map(of);
  const known = equationFunction(expression.name);
  if (!known) return around.dimensionOfCall(expression.name);
  known.takes.forEach((takes, i) => {
    const [node, given] = [expression.args[i], args[i]];
    const wanted = takes === 'pure' ? dimensionless : takes === 'time' ? time : takes === 'first' ? args[0] : null;
    if (!node || !given || !wanted || sameDimension(given, wanted) || isInfinite(node)) return;
    // Older versions did not look at the bounds of `clip`, and 0 is one that everybody writes.
    if (takes === 'first' && node.kind === 'number' && Number(node.text) === 0) return;
    report({
      ...{ kind: 'argument', by: expression.name, left: node, leftDimension: given },
      ...{ right: null, rightDimension: wanted, start: node.start, end: node.end },
    });
  });
  return known.gives(args);
}
