// From evaluated values to the exact numbers of a path: what backends' `readPaths` share.
import { constantOf, literal } from '../evaluate/numbers';
import { dividePolys, multiplyPolys, samePoly } from '../evaluate/poly';
import { type Num, num, type Thing, type Value } from '../evaluate/value';
import { fromNumber, rational } from '../units/rational';
import { type Span } from '../text';
import { type Given } from './paths';

/** The number itself, or the mean of how it is drawn; null where it may be one of several. */
export function exactNumber(value: Value | undefined): Num | null {
  if (value?.kind === 'num') return value;
  if (value?.kind === 'thing' && value.fields.has('carries unit'))
    return exactNumber(value.fields.get('mean') ?? value.fields.get('mu') ?? value.fields.get('loc'));
  if (value?.kind === 'choice') {
    const numbers = value.options.flatMap((each) => exactNumber(each.value) ?? []);
    return numbers.length === 1 && numbers[0] ? numbers[0] : null;
  }
  // A list that one element stands for, or whose elements are all alike.
  if (value?.kind !== 'sequence') return null;
  const [first, ...rest] = value.items.map(exactNumber);
  return first && rest.every((each) => each !== null && samePoly(each.poly, first.poly)) ? first : null;
}

export function given(value: Value | undefined, unit: string | null, span: Span): Given | null {
  const exact = exactNumber(value);
  return exact && { value: exact, unit, span };
}

/** A number that the backend takes where the script says nothing. */
export const fixed = (value: number, unit: string | null, span: Span): Given => ({
  value: literal(fromNumber(value) ?? rational(0)),
  unit,
  span,
});

export function times(a: Num | null, b: Num | null, span: Span): Num | null {
  if (!a || !b || a.special || b.special) return null;
  return num(multiplyPolys(a.poly, b.poly), { origin: { span, what: '*', inputs: [a, b] }, draw: null });
}

/** So many times a given number; it keeps its place. */
export function scaled(given: Given | null, factor: Num | null): Given | null {
  const value = times(given?.value ?? null, factor, given?.span ?? { file: '', start: 0, end: 0 });
  return given && value && { ...given, value };
}

export function over(a: Num | null, b: Num | null, span: Span): Num | null {
  if (!a || !b || a.special || b.special) return null;
  const poly = dividePolys(a.poly, b.poly);
  return poly && num(poly, { origin: { span, what: '/', inputs: [a, b] } });
}

export const whole = (value: number): Num => literal(rational(value));

/** 1000 over an interval in ms: events per second. */
export function rateOfInterval(interval: Value | undefined, span: Span): Given | null {
  const exact = exactNumber(interval);
  const rate = exact && !isNought(exact) ? over(whole(1000), exact, span) : null;
  return rate && { value: rate, unit: 'Hz', span };
}

export const isNought = (value: Value | undefined): boolean => {
  const exact = constantOf(value);
  return exact !== null && exact.n === 0n;
};

export const isOneNumber = (value: Value | undefined): boolean => {
  const exact = constantOf(value);
  return exact !== null && exact.n === exact.d;
};

export const placeOf = (of: Thing, key: string, fallback: Span): Span => {
  const params = of.fields.get('params');
  return (params?.kind === 'table' ? params.valuePlaces.get(key) : of.places.get(key)) ?? fallback;
};
