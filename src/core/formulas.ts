// How formulas on time are put together: which names are steps, time constants and times, the factors of a product, the terms of a sum.
import { type Constant, type Constants, lastNameOf } from './constants';
import { type Expr } from './python/syntax';
import { walkStatements, expressionsOf, childrenOf } from './python/walk';
import { type Stmt } from './python/syntax';
import { roleOfName } from './units/roles';
import { toNumber } from './units/rational';
import { conversion, sameKind } from './units/unit';

const stem = (name: string): string => name.replace(/^_+/, '').replace(/_(?:ms|s|sec|seconds?|us|msec)$/i, '');

export const isStepName = (name: string): boolean => roleOfName(name)?.role === 'dt' || /^_*dt\d*(?:_|$)/i.test(name);

/** `tau`, `tau_m`, `self._tau_mem`, `taum`; not a lag that is called tau. */
export const isTimeConstantName = (name: string): boolean =>
  /^tau(?:[_A-Z]\w*|m|s|syn)?$/.test(stem(name)) || /(?:^|_)time_?const(?:ant)?$/i.test(stem(name));

export const isTimeName = (name: string): boolean =>
  isStepName(name) ||
  isTimeConstantName(name) ||
  /^(?:delay|duration|refractory)$/.test(roleOfName(name)?.role ?? '') ||
  /(?:^|_)(?:bin(?:_?(?:size|width))?|window|interval|period|duration|delay|time|isi|lag|width)$/i.test(stem(name)) ||
  /_(?:ms|sec|seconds|us)$/i.test(name);

export interface Factors {
  readonly negative: boolean;
  readonly above: readonly Expr[];
  readonly below: readonly Expr[];
}

/** A product and quotient taken apart: `-(a * b) / c`. */
export function factorsOf(expr: Expr): Factors {
  if (expr.kind === 'unary' && (expr.operator === '-' || expr.operator === '+')) {
    const inner = factorsOf(expr.operand);
    return { ...inner, negative: inner.negative !== (expr.operator === '-') };
  }
  if (expr.kind === 'binary' && (expr.operator === '*' || expr.operator === '/')) {
    const [left, right] = [factorsOf(expr.left), factorsOf(expr.right)];
    const [above, below] = expr.operator === '*' ? [right.above, right.below] : [right.below, right.above];
    return {
      negative: left.negative !== right.negative,
      above: [...left.above, ...above],
      below: [...left.below, ...below],
    };
  }
  return { negative: false, above: [expr], below: [] };
}

export interface Term {
  readonly negative: boolean;
  readonly expr: Expr;
}

/** The terms of a sum with their signs. */
export function termsOf(expr: Expr, negative = false): Term[] {
  if (expr.kind === 'binary' && (expr.operator === '+' || expr.operator === '-'))
    return [...termsOf(expr.left, negative), ...termsOf(expr.right, negative !== (expr.operator === '-'))];
  if (expr.kind === 'unary' && expr.operator === '-') return termsOf(expr.operand, !negative);
  return [{ negative, expr }];
}

export interface Ratio {
  readonly top: Constant;
  readonly bottom: Constant;
  /** As Python computes it. */
  readonly plain: number;
  /** With the units that are said of both; as it is where they are not. */
  readonly physical: number;
}

/** The ratio of two names that are plain positive numbers. */
export function ratioOf(top: string, bottom: string, constants: Constants): Ratio | null {
  const [a, b] = [constants.get(top), constants.get(bottom)];
  if (!a || !b || a.value.n <= 0n || b.value.n <= 0n) return null;
  const plain = toNumber(a.value) / toNumber(b.value);
  const known = a.unit && b.unit && sameKind(a.unit, b.unit) ? toNumber(conversion(a.unit, b.unit)) : 1;
  return { top: a, bottom: b, plain, physical: plain * known };
}

export const nameAmong = (exprs: readonly Expr[], is: (name: string) => boolean): string | null => {
  for (const each of exprs) {
    const name = lastNameOf(each);
    if (name !== null && is(name)) return name;
  }
  return null;
};

/** Visits every expression of a body with the one that it stands in. */
export function walkWithParents(body: readonly Stmt[], visit: (expr: Expr, parent: Expr | null) => void): void {
  const down = (expr: Expr, parent: Expr | null): void => {
    visit(expr, parent);
    for (const child of childrenOf(expr)) down(child, expr);
  };
  walkStatements(body, (statement) => {
    for (const expr of expressionsOf(statement)) down(expr, null);
    return true;
  });
}

/** The name of a function that is called: `exp` of `np.exp(x)`. */
export const calleeName = (expr: Expr): string | null => (expr.kind === 'call' ? lastNameOf(expr.callee) : null);
