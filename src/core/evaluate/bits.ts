// Python's operators on bits; on conditions that are not known they make another one.
import * as q from '../units/rational';
import { conditionRole, constantOf, isCondition } from './numbers';
import { keyOf, makeAtom, symbol } from './poly';
import { type Num, num, type Origin, unknown, type Value } from './value';

export function bitwise(operator: string, a: Num, b: Num, origin: Origin): Value {
  const [x, y] = [constantOf(a), constantOf(b)];
  if (!x || !y || !q.isInteger(x) || !q.isInteger(y) || y.n > 4096n)
    return num(
      symbol(
        makeAtom(
          `(${keyOf(a.poly)}${operator}${keyOf(b.poly)})`,
          '…',
          isCondition(a) || isCondition(b) ? conditionRole : null,
        ),
      ),
      { origin, shape: a.shape ?? b.shape },
    );
  if ((operator === '<<' || operator === '>>') && y.n < 0n) return unknown('a negative shift');
  const value =
    operator === '&'
      ? x.n & y.n
      : operator === '|'
        ? x.n | y.n
        : operator === '^'
          ? x.n ^ y.n
          : operator === '<<'
            ? x.n << y.n
            : x.n >> y.n;
  return num(
    { terms: value === 0n ? [] : [{ coefficient: q.rational(value), factors: [], key: '' }] },
    { literal: a.literal && b.literal, origin },
  );
}
