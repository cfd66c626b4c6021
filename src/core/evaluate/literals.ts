// Numbers as they are written in Python, exactly.
import { parseDecimal, rational } from '../units/rational';
import { literal } from './numbers';
import { type Span } from '../text';
import { type Num, unknown, type Value, writtenMark } from './value';

const literals = new Map<string, Num | null>();

export function numberLiteral(source: string): Value {
  let value = literals.get(source);
  if (value === undefined) {
    value = readNumber(source);
    if (literals.size > 5000) literals.clear();
    literals.set(source, value);
  }
  return value ?? unknown('a number out of range');
}

/** The number with the place where it is written: what a fix would change. */
export const placed = (value: Value, span: Span): Value =>
  value.kind === 'num' ? { ...value, origin: { span, what: writtenMark, inputs: [] } } : value;

function readNumber(source: string): Num | null {
  const plain = source.replaceAll('_', '').replace(/[lL]$/, '');
  if (/^0[xX][\da-fA-F]+$|^0[oO][0-7]+$|^0[bB][01]+$/.test(plain)) return literal(rational(BigInt(plain)));
  if (/[jJ]$/.test(plain)) return null;
  const value = parseDecimal(plain);
  return value && literal(value);
}
