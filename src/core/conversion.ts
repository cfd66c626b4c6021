// Conversions by powers of ten: the edit that makes one in place, how far off a number is without it, and whether it was made twice.
import { type Claim, sureness } from './evaluate/claim';
import { type Fix } from './finding';
import { equal, isInteger, isOne, multiply, powerOfTen, type Rational, toText } from './units/rational';
import { conversion, sameKind, sameUnit, type Unit } from './units/unit';
import { type Span } from './text';

const atom = /^[\w.]+$|^[\w.]+\([^()]*\)$|^[\w.]+\[[^[\]]*\]$/;

/** `x` → `x / 1000`. A number that changes is always for the user to see first. */
export function convertingFix(span: Span, source: string, factor: Rational, from: string, to: string): Fix | null {
  if (powerOfTen(factor) === null) return null;
  const inverse = { n: factor.d, d: factor.n };
  const [sign, amount] = isInteger(factor) ? ['*', factor] : ['/', inverse];
  const operand = atom.test(source) ? source : `(${source})`;
  const text = toText(amount);
  return {
    title: `Convert from ${from} to ${to}: ${sign === '*' ? '×' : '÷'} ${text}`,
    safety: 'unsafe',
    edits: [{ span, newText: `${operand} ${sign} ${text}` }],
  };
}

/** `1000 times too large`, or how far off otherwise. */
export function howFarOff(ratio: Rational): string {
  const exponent = powerOfTen(ratio);
  if (exponent === null) return `off by a factor of ${toText(ratio)}`;
  const size =
    Math.abs(exponent) > 6
      ? `10^${Math.abs(exponent)}`
      : (10 ** Math.abs(exponent)).toLocaleString('en-US').replaceAll(',', ' ');
  return `${size} times too ${exponent > 0 ? 'large' : 'small'}`;
}

/**
 * The unit that a number was given in, where its way to `to` holds the conversion between the two twice: either both factors since the
 * unit was said, or one, and one more after a name had said `to` already.
 */
export function twiceConverted(claim: Claim, to: Unit): Unit | null {
  const { unit } = claim.term;
  if (claim.term.unknowns.length > 0 || isOne(claim.scale) || !sameKind(unit, to)) return null;
  const once = conversion(unit, to);
  if (!isOne(once)) return powerOfTen(once) !== null && equal(claim.scale, multiply(once, once)) ? unit : null;
  const earlier = claim.evidence.find(
    (each) =>
      each.unit !== null &&
      sureness[each.kind] >= sureness.name &&
      sameKind(each.unit, to) &&
      !sameUnit(each.unit, to) &&
      equal(conversion(each.unit, to), claim.scale),
  );
  return earlier?.unit ?? null;
}
