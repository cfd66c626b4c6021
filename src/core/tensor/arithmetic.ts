// Operators of the array machine, on numbers, texts, lists and arrays.
import { type BinaryOperator, type CompareOperator } from '../python/syntax';
import { type Span } from '../text';
import { matmul } from './linear';
import { type Machine, Stuck } from './machine';
import { map, scalar, ShapeError, zip } from './tensor';
import { toTensor } from './convert';
import { isItems, isKind, isTensor, isUnknown, numberOf, tuple, unknown, type Value } from './values';

type Scalar = (x: number, y: number) => number;

const modulo: Scalar = (x, y) => x - y * Math.floor(x / y);

const operations: Readonly<Partial<Record<BinaryOperator, readonly [string, Scalar]>>> = {
  '+': ['add', (x, y) => x + y],
  '-': ['sub', (x, y) => x - y],
  '*': ['mul', (x, y) => x * y],
  '/': ['div', (x, y) => x / y],
  '//': ['floordiv', (x, y) => Math.floor(x / y)],
  '%': ['mod', modulo],
  '**': ['pow', (x, y) => x ** y],
  '&': ['and', (x, y) => (x !== 0 && y !== 0 ? 1 : 0)],
  '|': ['or', (x, y) => (x !== 0 || y !== 0 ? 1 : 0)],
};

export function binary(machine: Machine, operator: BinaryOperator, a: Value, b: Value, span: Span): Value {
  if (isUnknown(a)) return a;
  if (isUnknown(b)) return b;
  if (isTensor(a) || isTensor(b)) {
    const [x, y] = [toTensor(a), toTensor(b)];
    if (!x || !y) return unknown('a calculation with something that is no number', span);
    return guarded(machine, span, () => {
      if (operator === '@') {
        machine.spend((x.data.length * (y.shape[y.shape.length - 1] ?? 1)) / 8, span);
        return machine.traced(matmul(x, y), 'matmul', [a, b], span);
      }
      const [name, f] = operations[operator] ?? [];
      if (!name || !f) return unknown(`the operator ${operator} on arrays`, span);
      const result = zip(x, y, f);
      return machine.traced(
        operator === '&' || operator === '|' ? { ...result, isMask: true } : result,
        name,
        [a, b],
        span,
      );
    });
  }
  if (typeof a === 'string' && operator === '+' && typeof b === 'string') return a + b;
  if (typeof a === 'string') return operator === '%' ? a : unknown('a text', span);
  if (isItems(a) && isItems(b) && operator === '+') return { kind: a.kind, items: [...a.items, ...b.items] };
  if (operator === '*' && (isItems(a) || isItems(b))) {
    const [items, times] = isItems(a) ? [a, numberOf(b)] : isItems(b) ? [b, numberOf(a)] : [tuple([]), null];
    if (times === null || items.items.length * times > 1e6) return unknown('a list of unknown length', span);
    return { kind: items.kind, items: Array.from({ length: Math.max(0, times) }, () => items.items).flat() };
  }
  const [x, y] = [numberOf(a), numberOf(b)];
  const f = operations[operator]?.[1];
  if (x === null || y === null || !f) return unknown(`the operator ${operator} on these`, span);
  return f(x, y);
}

export function unary(machine: Machine, operator: '-' | '+' | '~' | 'not', a: Value, span: Span): Value {
  if (isUnknown(a)) return a;
  if (operator === 'not') {
    const number = numberOf(a);
    if (number !== null) return number === 0;
    if (a === null) return true;
    if (isItems(a)) return a.items.length === 0;
    if (typeof a === 'string') return a === '';
    if (isKind(a, 'dict')) return a.entries.size === 0;
    return isTensor(a) ? unknown('a condition on an array', span) : false;
  }
  if (isTensor(a)) {
    if (operator === '+') return a;
    if (operator === '~') return { ...map(a, (x) => (x === 0 ? 1 : 0)), isMask: true };
    return machine.traced(
      map(a, (x) => -x),
      'mul',
      [scalar(-1), a],
      span,
    );
  }
  const number = numberOf(a);
  if (number === null) return unknown('the negative of something that is no number', span);
  return operator === '-' ? -number : operator === '~' ? ~number : number;
}

const comparisons: Readonly<Partial<Record<CompareOperator, Scalar>>> = {
  '<': (x, y) => (x < y ? 1 : 0),
  '>': (x, y) => (x > y ? 1 : 0),
  '<=': (x, y) => (x <= y ? 1 : 0),
  '>=': (x, y) => (x >= y ? 1 : 0),
  '==': (x, y) => (x === y ? 1 : 0),
  '!=': (x, y) => (x !== y ? 1 : 0),
};

export function compare(machine: Machine, operator: CompareOperator, a: Value, b: Value, span: Span): Value {
  if (operator === 'is' || operator === 'is not') {
    if (isUnknown(a)) return a;
    return (a === b) === (operator === 'is');
  }
  if (isUnknown(a)) return a;
  if (isUnknown(b)) return b;
  if (operator === 'in' || operator === 'not in') return holds(b, a, operator, span);
  if (isTensor(a) || isTensor(b)) {
    const [x, y] = [toTensor(a), toTensor(b)];
    const f = comparisons[operator];
    if (!x || !y || !f) return operator === '==' ? false : unknown('a comparison', span);
    return guarded(machine, span, () => ({ ...zip(x, y, f), isMask: true }));
  }
  if (operator === '==' || operator === '!=') {
    const same =
      isItems(a) && isItems(b)
        ? sameItems(machine, a.items, b.items, span)
        : a === b || (numberOf(a) !== null && numberOf(a) === numberOf(b));
    return same === (operator === '==');
  }
  const [x, y] = [numberOf(a), numberOf(b)];
  const f = comparisons[operator];
  if (x === null || y === null || !f) return unknown('a comparison of things that are no numbers', span);
  return f(x, y) !== 0;
}

const sameItems = (machine: Machine, a: readonly Value[], b: readonly Value[], span: Span): boolean =>
  a.length === b.length && a.every((each, i) => compare(machine, '==', each, b[i] ?? null, span) === true);

function holds(whole: Value, part: Value, operator: 'in' | 'not in', span: Span): Value {
  let found: boolean | null = null;
  if (isItems(whole)) found = whole.items.includes(part);
  else if (isKind(whole, 'dict')) found = whole.entries.has(part as string);
  else if (typeof whole === 'string' && typeof part === 'string') found = whole.includes(part);
  if (found === null) return unknown('whether something is in it', span);
  return found === (operator === 'in');
}

/** A mismatch of shapes is said with its line. */
export function guarded<Result>(machine: Machine, span: Span | null, attempt: () => Result): Result {
  try {
    return attempt();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    const line = machine.lineOf(span);
    throw new Stuck(line === '' ? error.message : `${line}: ${error.message}`, span);
  }
}
