// The edit that converts a number in place: the smallest change of text that multiplies it by an exact power of ten.
import { type Fix } from './finding';
import { isInteger, powerOfTen, type Rational, toText } from './units/rational';
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
