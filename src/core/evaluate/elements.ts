// Elements of one array: they go by the array's symbol, and yet they differ.
import { asConstant, keyOf, makeAtom, type Poly, symbol } from './poly';
import { type Num } from './value';

/** How the origin of an indexed number begins; its index follows. */
export const elementMark = 'element ';

const indexOf = (value: Num): string | null => (value.origin?.what.startsWith(elementMark) ? value.origin.what : null);

/** Where two elements of one array would cancel, their difference is a number of its own. */
export function elementDifference(difference: Poly, a: Num, b: Num): Poly {
  if (difference.terms.length > 0 || asConstant(a.poly) || a.draw || b.draw) return difference;
  const [x, y] = [indexOf(a), indexOf(b)];
  if (x === y) return difference;
  return symbol(makeAtom(`difference(${keyOf(a.poly)},${x ?? ''},${y ?? ''})`, 'difference(…)', null, [a.poly]));
}
