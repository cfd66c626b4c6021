// Numbers that carry their unit at run time (Brian, pint, astropy): what multiplying, dividing and stripping them leaves.
import { isDimensionless } from '../units/dimension';
import { formatUnit } from '../units/format';
import { divide, one } from '../units/rational';
import { makeUnit, sameKind, type Unit } from '../units/unit';
import { type Claim, claimOf, raiseClaim, unitOf } from './claim';
import { constantOf } from './numbers';
import { scalePoly } from './poly';
import { isWritten, type Num } from './value';

export const unitMark = 'unit';

/** The unit that a bare `ms` or `u.mV` stands for. */
function unitSymbol(value: Num): Unit | null {
  const factor = value.quantity && value.origin?.what === unitMark ? constantOf(value) : null;
  const unit = factor && unitOf(value.claim);
  return unit && makeUnit(factor, unit.dimension);
}

/** The claim of a product or quotient in which at least one quantity takes part, and whether the result is still one. */
export function combinedQuantity(
  a: Num,
  b: Num,
  operator: '*' | '/',
  combined: Claim | null,
): { claim: Claim | null; quantity: boolean } {
  if (!a.quantity && !b.quantity) return { claim: besidePlainUnit(a, b, operator, combined), quantity: false };
  const claim = (a.quantity ? isBare(b) || isGiven(b, a) : isBare(a) || isGiven(a, b))
    ? claimBesideBare(a, b, operator)
    : combined;
  const unit = unitOf(claim);
  if (!unit || !isDimensionless(unit.dimension)) return { claim, quantity: true };
  // `tau / ms` is the plain number of milliseconds.
  const counted = operator === '/' ? unitSymbol(b) : null;
  // `width / (2 * second)` may be half the number of seconds as well as a ratio of times.
  if (!counted)
    return {
      claim: claim && operator === '/' && isWrittenMultiple(b) ? { ...claim, loose: true } : claim,
      quantity: false,
    };
  const text = `divided by ${formatUnit(counted)}`;
  return { claim: claimOf(counted, { kind: 'api', text, span: null, unit: counted }), quantity: false };
}

/** `2 * second`, written where it divides: a named time constant has its own meaning. */
const isWrittenMultiple = ({ quantity, origin }: Num): boolean =>
  quantity &&
  origin?.what === '*' &&
  origin.inputs.length === 2 &&
  origin.inputs.some((each) => unitSymbol(each)) &&
  origin.inputs.some((each) => each.literal);

const isPlainUnit = (value: Num): boolean => value.origin?.what === unitMark && !value.quantity;

/**
 * NEURON's `ms` and `s` are plain factors into the unit that NEURON counts in: `2 * s` and `dur_s * s` are milliseconds, `t / s` is the number
 * of seconds.
 */
function besidePlainUnit(a: Num, b: Num, operator: '*' | '/', combined: Claim | null): Claim | null {
  const [factor, other] = isPlainUnit(b) ? [b, a] : [a, b];
  const unit = isPlainUnit(factor) && !isPlainUnit(other) ? unitOf(factor.claim) : null;
  if (!unit) return combined;
  const said = unitOf(other.claim);
  if (operator === '*')
    return !said || isDimensionless(said.dimension) || sameKind(said, unit) ? factor.claim : combined;
  const named = factor === b && said && sameKind(said, unit) ? factor.claim?.evidence[0]?.unit : null;
  return named
    ? claimOf(named, { kind: 'api', text: `divided by ${formatUnit(named)}`, span: null, unit: named })
    : combined;
}

/** A number made of literals, or one that was taken out of a quantity. What is not known may be a quantity itself. */
const isBare = (value: Num): boolean =>
  !value.quantity && (value.literal || value.draw !== null || constantOf(value) !== null || isTakenOut(value));

/** `v_rest * volt`, of a number that is said to be in volts, gives it its unit. */
function isGiven(value: Num, symbol: Num): boolean {
  const [said, unit] = [unitOf(value.claim), unitSymbol(symbol)];
  return said !== null && unit !== null && sameKind(said, unit);
}

const isTakenOut = ({ claim }: Num): boolean =>
  claim?.evidence.some(({ kind, text }) => kind === 'api' && /^(?:divided by|a number in) /.test(text)) ?? false;

/** A bare number has no unit at run time, whatever is said of it: `tau_ms * ms` is a time. */
function claimBesideBare(a: Num, b: Num, operator: '*' | '/'): Claim | null {
  if (a.quantity) return a.claim;
  return operator === '/' && b.claim ? raiseClaim(b.claim, -1) : b.claim;
}

/** The unit in which a quantity was written, or to which it was converted last. */
function shownUnit(value: Num): Unit | null {
  const { origin } = value;
  if (origin?.what === unitMark) return unitSymbol(value);
  if (origin?.what === 'to') return origin.inputs[1] ? unitSymbol(origin.inputs[1]) : null;
  const [a, b] = origin?.inputs ?? [];
  return origin?.what === '*' && a && b && a.quantity !== b.quantity ? shownUnit(a.quantity ? a : b) : null;
}

/** `.magnitude` and `.value`: the bare number, where it is known in which unit it stands. */
export function strippedQuantity(value: Num, into: Unit | null = shownUnit(value)): Num | null {
  if (!into) return null;
  return {
    ...value,
    poly: scalePoly(value.poly, divide(one, into.factor)),
    quantity: false,
    claim: claimOf(into, { kind: 'api', text: `a number in ${formatUnit(into)}`, span: null, unit: into }),
  };
}

export const unitOfQuantity = unitSymbol;

const arithmeticSteps = /^(?:[-+*/%]|\*\*|\/\/)$/;

/** A number that was written down, or calculated from such numbers alone: nothing on its way can have given it a unit. */
export function surelyBare(value: Num, depth = 0): boolean {
  if (value.quantity || !constantOf(value) || value.shape?.length || depth > 20) return false;
  const { origin } = value;
  return (
    !origin ||
    isWritten(value) ||
    (arithmeticSteps.test(origin.what) && origin.inputs.every((each) => surelyBare(each, depth + 1)))
  );
}

/** A quantity of which nothing on its way may itself have had a unit that nobody wrote. */
export function surelyQuantity(value: Num, depth = 0): boolean {
  if (!value.quantity || depth > 20) return false;
  return (value.origin?.inputs ?? []).every((each) =>
    each.quantity ? surelyQuantity(each, depth + 1) : surelyPlain(each),
  );
}

const surelyPlain = (value: Num): boolean => {
  if (constantOf(value)) return true;
  const unit = unitOf(value.claim);
  return unit !== null && isDimensionless(unit.dimension);
};
