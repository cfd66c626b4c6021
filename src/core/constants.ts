// The plain numbers that names and small expressions have in a file, for rules that look at how formulas are put together.
import { isWitnessed, resolve } from './evaluate/claim';
import { bindingsIn, type Facts } from './evaluate/facts';
import { constantOf } from './evaluate/numbers';
import { type Num } from './evaluate/value';
import { type Expr } from './python/syntax';
import { type Span } from './text';
import { add, divide, equal, isZero, multiply, negate, parseDecimal, type Rational, subtract } from './units/rational';
import { type Unit } from './units/unit';

/** A name that is one number wherever the file binds it. */
export interface Constant {
  readonly value: Rational;
  /** Null where nobody said it. */
  readonly unit: Unit | null;
  /** Where it was bound first. */
  readonly span: Span;
}

export type Constants = ReadonlyMap<string, Constant>;

const kept = new WeakMap<Facts, Map<string, Constants>>();

/** By name, whether it is a variable, an attribute or a key: `tau`, `self.tau` and `p['tau']` are one. */
export function constantsOf(facts: Facts, file: string): Constants {
  let files = kept.get(facts);
  if (!files) kept.set(facts, (files = new Map()));
  let constants = files.get(file);
  if (!constants) files.set(file, (constants = collect(facts, file)));
  return constants;
}

function collect(facts: Facts, file: string): Constants {
  const found = new Map<string, Constant | null>();
  for (const { name, values, span } of bindingsIn(facts, file)) {
    for (const value of values) {
      const number = value.kind === 'num' && !value.quantity ? value : null;
      const exact = number && constantOf(number);
      const known = found.get(name);
      if (!number || !exact || known === null || (known && !equal(known.value, exact))) found.set(name, null);
      else if (!known) found.set(name, { value: exact, unit: witnessedUnit(number), span });
    }
  }
  return new Map([...found].flatMap(([name, constant]) => (constant ? [[name, constant] as const] : [])));
}

/** The unit that somebody said a number has; null where it is only inferred, or not known. */
export function witnessedUnit(value: Num): Unit | null {
  if (!value.claim) return null;
  const claim = resolve(value.claim);
  return claim.term.unknowns.length === 0 && isWitnessed(claim) ? claim.term.unit : null;
}

/** What a name, attribute or element under a text key is called last. */
export function lastNameOf(expr: Expr): string | null {
  if (expr.kind === 'name') return expr.id;
  if (expr.kind === 'attribute') return expr.name;
  const [index] = expr.kind === 'index' ? expr.indexes : [];
  return index?.kind === 'string' && !index.parts && expr.kind === 'index' && expr.indexes.length === 1
    ? index.value
    : null;
}

/** The number that an expression of names, numbers and the four operators comes to; null where one of them is not known. */
export function constantOfExpr(expr: Expr, constants: Constants): Rational | null {
  if (expr.kind === 'number') return parseDecimal(expr.text);
  if (expr.kind === 'unary') {
    const value = constantOfExpr(expr.operand, constants);
    return value && (expr.operator === '-' ? negate(value) : expr.operator === '+' ? value : null);
  }
  if (expr.kind === 'binary') {
    const [left, right] = [constantOfExpr(expr.left, constants), constantOfExpr(expr.right, constants)];
    if (!left || !right) return null;
    switch (expr.operator) {
      case '+':
        return add(left, right);
      case '-':
        return subtract(left, right);
      case '*':
        return multiply(left, right);
      case '/':
        return isZero(right) ? null : divide(left, right);
      default:
        return null;
    }
  }
  const name = lastNameOf(expr);
  return name === null ? null : (constants.get(name)?.value ?? null);
}
