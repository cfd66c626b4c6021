// A unit: an exact factor to SI and a dimension, with the symbol it was written with.
import {
  type Dimension,
  dimensionless,
  isDimensionless,
  multiplyDimensions,
  raiseDimension,
  sameDimension,
} from './dimension';
import { type Rational, divide, equal, isOne, multiply, one, power, root } from './rational';

export interface Unit {
  readonly factor: Rational;
  readonly dimension: Dimension;
  /** As written, or null for a unit that arithmetic made: `formatUnit` finds its name. */
  readonly symbol: string | null;
}

export const pure: Unit = { factor: one, dimension: dimensionless, symbol: '1' };

export const makeUnit = (factor: Rational, dimension: Dimension, symbol: string | null = null): Unit => ({
  factor,
  dimension,
  symbol,
});

export const sameUnit = (a: Unit, b: Unit): boolean =>
  equal(a.factor, b.factor) && sameDimension(a.dimension, b.dimension);
export const sameKind = (a: Unit, b: Unit): boolean => sameDimension(a.dimension, b.dimension);
export const isPure = (a: Unit): boolean => isOne(a.factor) && isDimensionless(a.dimension);

export function multiplyUnits(a: Unit, b: Unit): Unit {
  if (isPure(a)) return b;
  if (isPure(b)) return a;
  return makeUnit(multiply(a.factor, b.factor), multiplyDimensions(a.dimension, b.dimension));
}

export function divideUnits(a: Unit, b: Unit): Unit {
  if (isPure(b)) return a;
  return makeUnit(divide(a.factor, b.factor), multiplyDimensions(a.dimension, raiseDimension(b.dimension, -1)));
}

/** A whole or fractional power; null where the factor has no exact root. */
export function raiseUnit(a: Unit, exponent: number): Unit | null {
  if (exponent === 1) return a;
  const whole = power(a.factor, exponent);
  if (whole) return makeUnit(whole, raiseDimension(a.dimension, exponent));
  for (const degree of [2, 3, 4]) {
    const top = exponent * degree;
    if (!Number.isInteger(top)) continue;
    const radical = root(a.factor, degree);
    const factor = radical && power(radical, top);
    if (factor) return makeUnit(factor, raiseDimension(a.dimension, exponent));
  }
  return null;
}

/** By what a number in `from` is multiplied to stand in `to`; meaningful for units of one kind only. */
export const conversion = (from: Unit, to: Unit): Rational => divide(from.factor, to.factor);
