// To run a network: what an array of one axis was made of where its numbers are put in another order, repeated, counted out or written in part.
import { type Span } from '../text';
import { rational, toNumber, zero } from '../units/rational';
import { positionsOf, wholeOf } from './nested';
import { literal } from './numbers';
import { asConstant, multiplyPolys } from './poly';
import { type Num, num, type Origin, type Shape, type Value } from './value';

/** NumPy's functions that keep the numbers and not their places. */
export const rearranging = /^(?:sort|flip|flipud|roll|repeat|tile|masked_select|gather|take)$/;

export function rearranged(name: string, value: Num, by: Num | null, span: Span): Num {
  const [size = null] = value.shape ?? [];
  const times = /^(?:repeat|tile)$/.test(name) ? by : null;
  const shape: Shape = times ? [size && num(multiplyPolys(size.poly, times.poly))] : [size];
  return { ...value, shape, origin: { span, what: name, inputs: by ? [value, by] : [value] } };
}

/** How many numbers `arange` gives, as NumPy counts them; null where an end is not known. */
export function stepsIn(ends: readonly Num[]): Num | null {
  const [a, b, c] = ends.map((each) => (each.special || each.draw ? null : asConstant(each.poly)));
  const [from, to] = b === undefined ? [zero, a] : [a, b];
  const by = c === undefined ? rational(1) : c;
  if (!from || !to || !by || by.n === 0n) return null;
  const length = Math.ceil((toNumber(to) - toNumber(from)) / toNumber(by));
  return Number.isSafeInteger(length) ? literal(rational(Math.max(0, length))) : null;
}

/** What stands before the numbers that are written, they, and what stands behind them; null where that is not known. */
export function writtenParts(object: Num, written: Num, key: Value, value: Value, span: Span): Origin | null {
  const length = wholeOf(object.shape?.length === 1 ? (object.shape[0] ?? undefined) : undefined);
  const [first, last] = length === null ? [null, null] : boundsOf(key, length);
  if (length === null || first === null || last === null || last <= first || value.kind !== 'num') return null;
  const part = (from: number, to: number): Num => ({
    ...object,
    shape: [literal(rational(to - from))],
    origin: asConstant(object.poly)
      ? object.origin
      : { span, what: 'part', inputs: [object, literal(rational(from)), literal(rational(to))] },
  });
  const middle: Num = written.shape?.length ? written : { ...written, shape: [literal(rational(last - first))] };
  return { span, what: 'concatenate', inputs: [part(0, first), middle, part(last, length)] };
}

/** The ends of a slice without gaps, or of one element. */
function boundsOf(key: Value, length: number): [number | null, number | null] {
  const positions = positionsOf(key, length);
  const [first = null] = positions ?? [];
  const last = positions?.at(-1) ?? null;
  const isWhole = positions !== null && first !== null && last !== null && last - first === positions.length - 1;
  return isWhole ? [first, last + 1] : [null, null];
}
