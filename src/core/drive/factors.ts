// A weight as a product: the number it starts from, and everything that it is multiplied and divided by until it arrives, each with its place.
import { constantOf } from '../evaluate/numbers';
import { elementMark } from '../evaluate/elements';
import {
  asConstant,
  atomsOf,
  dividePolys,
  keyOf,
  multiplyPolys,
  onePoly,
  type Poly,
  powerOfPoly,
  scalePoly,
  voltageScale,
} from '../evaluate/poly';
import { type Num } from '../evaluate/value';
import { type Span } from '../text';
import { parseUnit } from '../units/parse';
import { absolute, isOne, isZero, one, powerOfTen, type Rational, rational } from '../units/rational';
import { keysIn } from './stored';

/**
 * `stored`: where it starts. `scaling`: a number, or a symbol that says nothing more. `normalisation`: the gap from leak to threshold.
 * `conversion`: from one prefix to another.
 */
export type FactorRole = 'stored' | 'scaling' | 'normalisation' | 'conversion';

export interface Factor {
  readonly role: FactorRole;
  /** What it multiplies by; of a divisor its inverse. */
  readonly poly: Poly;
  /** True where the code divides. */
  readonly divides: boolean;
  /** As the code has it, or what it is in words; null where the number says it all. */
  readonly code: string | null;
  readonly span: Span | null;
}

interface Part {
  readonly value: Num;
  readonly power: 1 | -1;
  /** Of the expression it is part of, for what has no place of its own. */
  readonly within: Span | null;
}

const mostParts = 40;

/**
 * @param weight what the product comes to in the end, in `unit` where a conversion by the API is part of the way: what the parts do not
 * explain is one more factor, so that the product is always exact
 * @param unit `nA → pA`, where the API takes another unit than the one compared in
 */
export function factorsOf(
  value: Num,
  weight: Poly,
  textOf: (span: Span) => string,
  conversion: { readonly factor: Rational; readonly text: string | null } | null = null,
): Factor[] {
  // What is drawn is no part of the weight: it is how many events there are.
  const parts = partsOf(value).filter((each) => each.value.draw === null);
  const first = baseOf(parts);
  // `5 * mV` is five of them: the unit, and the way back from SI, are no steps by themselves.
  const isUnit = (each: Part): boolean => each !== first && isUnitOf(each, textOf);
  const factors = parts
    .filter((each) => !isUnit(each) && (each === first || !isDefaultOne(each)))
    .map((each) => factorOf(each, each === first, textOf));
  const units = productOf(parts.filter(isUnit).map(polyOf));
  const scale = asConstant(scalePoly(units, conversion?.factor ?? one));
  // A quantity that starts the product is in SI itself.
  const whole = first?.value.quantity === true && scale ? completedBy(factors, scale) : factors;
  if (whole === factors && scale && !isOne(scale))
    factors.push({ ...plain('conversion', scale), code: conversion?.text ?? null });
  return completed(whole, weight);
}

/** A factor of one that nobody wrote is no step. */
const isDefaultOne = ({ value }: Part): boolean => {
  const exact = asConstant(value.poly);
  return exact !== null && isOne(exact) && (!value.origin || value.origin.span.file === '');
};

const completedBy = (factors: readonly Factor[], scale: Rational): Factor[] =>
  factors.map((each) => (each.role === 'stored' ? { ...each, poly: scalePoly(each.poly, scale) } : each));

const polyOf = ({ value, power }: Part): { readonly poly: Poly } => ({
  poly: powerOfPoly(value.poly, power) ?? value.poly,
});

/** A unit of the units' library by its name. */
function isUnitOf({ value, within }: Part, textOf: (span: Span) => string): boolean {
  if (!value.quantity || asConstant(value.poly) === null) return false;
  const span = value.origin?.span;
  if (!span || span.file === '' || span === within) return true;
  return parseUnit(textOf(span).replace(/^.*\./, '')) !== null;
}

export const plain = (role: FactorRole, factor: Rational): Factor => ({
  role,
  poly: scalePoly(onePoly, factor),
  divides: false,
  code: null,
  span: null,
});

/** The parts of a product, in the order in which they are written. */
function partsOf(value: Num): Part[] {
  const found: Part[] = [];
  const visit = (each: Num, power: 1 | -1, within: Span | null, depth: number): void => {
    const { origin } = each;
    const [first, second] = origin?.inputs ?? [];
    const here = origin && origin.span.file !== '' ? origin.span : within;
    if (origin && depth < mostParts && found.length < mostParts) {
      if (origin.what === '*' && first && second) {
        visit(first, power, here, depth + 1);
        return visit(second, power, here, depth + 1);
      }
      if (origin.what === '/' && first && second) {
        visit(first, power, here, depth + 1);
        return visit(second, power === 1 ? -1 : 1, here, depth + 1);
      }
      // Of a product of arrays an element is the product of theirs.
      if (origin.what.startsWith(elementMark) && first && keyOf(first.poly) === keyOf(each.poly))
        return visit(first, power, here, depth + 1);
    }
    found.push({ value: each, power, within });
  };
  visit(value, 1, null, 0);
  return found;
}

/** What the others are done to: a thing that is kept somewhere, else the first number that is more than a power of ten. */
function baseOf(parts: readonly Part[]): Part | undefined {
  const above = parts.filter(({ power }) => power === 1);
  return (
    above.find(({ value }) => keysIn(value.poly).length > 0) ??
    above.find(({ value }) => !isPlainPower(value) && !hasGap(value.poly) && !value.quantity) ??
    above.find(({ value }) => !isPlainPower(value) && !hasGap(value.poly)) ??
    above[0]
  );
}

const isPlainPower = (value: Num): boolean => {
  const exact = constantOf(value);
  return exact !== null && (isZero(exact) ? false : powerOfTen(absolute(exact)) !== null);
};

const hasGap = (poly: Poly): boolean => atomsOf(poly).has(voltageScale.id);

function factorOf({ value, power, within }: Part, isBase: boolean, textOf: (span: Span) => string): Factor {
  const span = value.origin && value.origin.span.file !== '' ? value.origin.span : within;
  const source = span && span !== within ? textOf(span).replace(/\s+/g, ' ').trim() : '';
  return {
    role: isBase ? 'stored' : roleOf(value),
    poly: powerOfPoly(value.poly, power) ?? value.poly,
    divides: power === -1,
    code: source === '' || source.length > 60 ? null : source,
    span,
  };
}

function roleOf({ poly }: Num): FactorRole {
  if (hasGap(poly)) return 'normalisation';
  const exact = asConstant(poly);
  if (!exact || isZero(exact)) return 'scaling';
  const exponent = powerOfTen(exact);
  return exponent !== null && exponent !== 0 && exponent % 3 === 0 ? 'conversion' : 'scaling';
}

/** With what is left of the weight when the factors are taken out of it. */
export function completed(factors: readonly Factor[], weight: Poly): Factor[] {
  const product = productOf(factors);
  if (keyOf(product) === keyOf(weight)) return [...factors];
  const base = factors.find(({ role }) => role === 'stored');
  const rest = dividePolys(weight, product);
  if (factors.length <= 1 || !rest || !base)
    return [{ ...(base ?? plain('stored', one)), poly: weight, divides: false }];
  const exact = asConstant(rest);
  if (exact && isOne(exact)) return [...factors];
  return [...factors, { role: 'scaling', poly: rest, divides: false, code: null, span: null }];
}

export const productOf = (factors: readonly { readonly poly: Poly }[]): Poly =>
  factors.reduce((product, { poly }) => multiplyPolys(product, poly), scalePoly(onePoly, rational(1)));
