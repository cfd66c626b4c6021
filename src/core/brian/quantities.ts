// From polynomials in SI to numbers with their unit: exact ones for paths, rounded ones for the Network.
import { claimOf } from '../evaluate/claim';
import { asConstant, formatPoly, type Poly, scalePoly } from '../evaluate/poly';
import { num, type Num, type Value } from '../evaluate/value';
import { type Quantity, type Sureness } from '../network/network';
import { type Dimension, isDimensionless } from '../units/dimension';
import { parseUnit } from '../units/parse';
import { divide, one, toNumber } from '../units/rational';
import { makeUnit } from '../units/unit';
import { type Span } from '../text';

/** A number in SI that carries its unit. `inputs` are the script's own numbers that it was made of. */
export function quantityIn(poly: Poly, dimension: Dimension, span: Span, text: string, inputs: readonly Num[]): Num {
  const unit = makeUnit(one, dimension);
  return num(poly, {
    quantity: !isDimensionless(dimension),
    claim: claimOf(unit, { kind: 'api', text: 'Brian 2 works in SI units', span: null, unit }),
    origin: { span, what: text, inputs },
  });
}

/** A number in SI in the unit that a role has. */
export function inUnit(poly: Poly | null, symbol: string, sure: Sureness = 'api'): Quantity {
  const unit = parseUnit(symbol);
  if (!poly || !unit) return { value: null, unit: symbol, text: '?', sure: 'assumed' };
  const scaled = scalePoly(poly, divide(one, unit.factor));
  const exact = asConstant(scaled);
  // What an equation makes of decimal fractions is read more easily in few digits.
  const value = exact && Number(toNumber(exact).toPrecision(12));
  return { value, unit: symbol, text: `${value === null ? formatPoly(poly) : value} ${symbol}`, sure };
}

export const numbersIn = (values: readonly (Value | null)[]): Num[] =>
  values.flatMap((each) => (each?.kind === 'num' ? [each] : []));
