// Comparisons: known where both sides are, a Bernoulli draw where a uniform draw meets a probability, and a meeting of units everywhere.
import { type CompareOperator } from '../python/syntax';
import * as q from '../units/rational';
import { type Span } from '../text';
import { metClaim } from './arithmetic';
import { unitOf } from './claim';
import { conditionRole, constantOf, fitsAnyUnit, toNumber } from './numbers';
import {
  addPolys,
  constant,
  dividePolys,
  formatPoly,
  keyOf,
  makeAtom,
  multiplyPolys,
  type Poly,
  samePoly,
  subtractPolys,
  symbol,
  zeroPoly,
} from './poly';
import { type Run } from './run';
import { sameValue } from './join';
import { flag, type Num, num, plainValue, unknown, type Value } from './value';

export function compareValues(
  run: Run,
  operands: readonly Value[],
  operators: readonly CompareOperator[],
  span: Span,
): Value {
  const results = operators.map((operator, i) =>
    pair(run, operator, operands[i] ?? unknown(''), operands[i + 1] ?? unknown(''), span),
  );
  const [only] = results;
  if (results.length === 1 && only) return only;
  if (results.some((each) => each.kind === 'flag' && !each.value)) return flag(false);
  return results.every((each) => each.kind === 'flag') ? flag(true) : unknown('a condition not known');
}

function pair(run: Run, operator: CompareOperator, left: Value, right: Value, span: Span): Value {
  if (operator === 'is' || operator === 'is not' || operator === '==' || operator === '!=') {
    const same = identity(left, right) ?? settled(run, left, right) ?? settled(run, right, left);
    if (same !== null) return flag(same === (operator === 'is' || operator === '=='));
  }
  if (operator === 'in' || operator === 'not in') return membership(left, right, operator === 'in');
  const [a, b] = [toNumber(run, left), toNumber(run, right)];
  if (!a || !b) return unknown('a condition not known');
  if (operator !== 'is' && operator !== 'is not') {
    metClaim(run, operator, a, b, span);
  }
  const draw = bernoulli(run, operator, a, b, span);
  if (draw) return draw;
  const [x, y] = [constantOf(a), constantOf(b)];
  if (!x || !y || a.shape?.length || b.shape?.length) return undecided(operator, a, b);
  // The same numbers in different units are not the same.
  if (unitOf(a.claim) && unitOf(b.claim) && a.quantity !== b.quantity && !fitsAnyUnit(a) && !fitsAnyUnit(b))
    return unknown('a comparison of quantities');
  const order = q.compare(x, y);
  switch (operator) {
    case '<':
      return flag(order < 0);
    case '>':
      return flag(order > 0);
    case '<=':
      return flag(order <= 0);
    case '>=':
      return flag(order >= 0);
    case '==':
    case 'is':
      return flag(order === 0);
    default:
      return flag(order !== 0);
  }
}

/** A condition that is not known is a number all the same: `10 * (t > 100)` switches a current on. */
function undecided(operator: CompareOperator, a: Num, b: Num): Num {
  const id = `condition(${a.special ?? keyOf(a.poly)} ${operator} ${b.special ?? keyOf(b.poly)})`;
  const text = `[${a.special ?? formatPoly(a.poly)} ${operator} ${b.special ?? formatPoly(b.poly)}]`;
  return num(symbol(makeAtom(id, text.length > 40 ? '[…]' : text, conditionRole, [a.poly, b.poly])), {
    literal: true,
    shape: a.shape ?? b.shape,
  });
}

/** `~mask`. */
export const complement = (value: Num): Num => ({
  ...value,
  poly: symbol(makeAtom(`not(${keyOf(value.poly)})`, '[…]', conditionRole, [value.poly])),
});

function identity(first: Value, second: Value): boolean | null {
  const [left, right] = [plainValue(first), plainValue(second)];
  if (left.kind === 'thing' && right.kind === 'thing' && left.type === 'enum.member' && right.type === left.type)
    return left === right;
  if (left.kind === 'nothing' || right.kind === 'nothing') {
    const other = left.kind === 'nothing' ? right : left;
    if (other.kind === 'nothing') return true;
    return other.kind === 'unknown' || other.kind === 'choice' ? null : false;
  }
  if (left.kind === 'text' && right.kind === 'text') return left.value === right.value;
  if (left.kind === 'flag' && right.kind === 'flag') return left.value === right.value;
  if (left.kind === 'external' && right.kind === 'external' && !left.receiver && !right.receiver)
    return sameValue(left, right);
  return null;
}

/** An argument of the command line is the text that it is first compared with. */
function settled(run: Run, open: Value, other: Value): boolean | null {
  if (open.kind !== 'unknown' || !open.symbol || other.kind !== 'text') return null;
  return run.settling?.isText(open.symbol.id, open.symbol.name, other.value) ?? null;
}

function membership(left: Value, right: Value, wanted: boolean): Value {
  if (left.kind === 'text' && right.kind === 'table' && (right.entries.has(left.value) || !right.open))
    return flag(right.entries.has(left.value) === wanted);
  if (left.kind === 'text' && right.kind === 'text') return flag(right.value.includes(left.value) === wanted);
  if (right.kind === 'sequence' && right.flavour !== 'array' && !right.count) {
    if (right.items.some((each) => sameValue(each, left))) return flag(wanted);
    const decided = left.kind === 'text' && right.items.every((each) => each.kind === 'text');
    if (decided) return flag(!wanted);
  }
  return unknown('a condition not known');
}

/** `uniform < p` is a Bernoulli draw of p; the other way round of 1 − p. */
function bernoulli(run: Run, operator: CompareOperator, a: Num, b: Num, span: Span): Num | null {
  const [draw, limit, below] = a.draw?.range ? [a, b, true] : [b, a, false];
  const range = draw.draw?.range;
  if (!range || limit.draw || !/^[<>]=?$/.test(operator)) return null;
  const share = dividePolys(subtractPolys(limit.poly, range[0]), subtractPolys(range[1], range[0]));
  if (!share) return null;
  const less = operator.startsWith('<') === below;
  const one = constant(q.one);
  if (less && samePoly(range[0], zeroPoly) && samePoly(range[1], one))
    run.chance({ kind: 'comparison', value: limit, span });
  const p: Poly = less ? share : subtractPolys(one, share);
  const variance = multiplyPolys(p, subtractPolys(one, p));
  return num(addPolys(p, { terms: [] }), {
    draw: {
      distribution: 'Bernoulli',
      variance,
      events: { kind: 'Bernoulli', sources: one, perStep: p },
      source: run.nextDraw(),
    },
    shape: draw.shape ?? limit.shape,
    origin: { span, what: operator, inputs: [a, b] },
  });
}
