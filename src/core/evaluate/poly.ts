// Polynomials with exact rational coefficients over atoms: what a number is worth, in symbols.
import * as q from '../units/rational';
import { type Rational } from '../units/rational';

/** A symbol. Two atoms are the same if their ids are, in whatever file they were met. */
export interface Atom {
  readonly id: string;
  /** As written in a formula. */
  readonly text: string;
  /** What the name says it is: `role:threshold` and the like; a difference of two known roles is named by it. */
  readonly role: string | null;
  /** For an atom that stands for a sum or a function: what it was made of. */
  readonly parts: readonly Poly[];
}

/** coefficient × product of atoms to powers. */
export interface Term {
  readonly coefficient: Rational;
  readonly factors: readonly (readonly [Atom, number])[];
  readonly key: string;
}

/** A sum of few terms; none at all is zero. Terms are in the order of their keys. */
export interface Poly {
  readonly terms: readonly Term[];
}

const maxTerms = 8;
const maxFactors = 16;

const term = (coefficient: Rational, factors: readonly (readonly [Atom, number])[]): Term => ({
  coefficient,
  factors,
  key: factors.map(([atom, exponent]) => `${atom.id}^${exponent}`).join('*'),
});

export const zeroPoly: Poly = { terms: [] };
export const constant = (value: Rational): Poly =>
  q.isZero(value) ? zeroPoly : { terms: [{ coefficient: value, factors: [], key: '' }] };
export const onePoly: Poly = constant(q.one);
export const symbol = (atom: Atom): Poly => ({ terms: [term(q.one, [[atom, 1]])] });
export const makeAtom = (id: string, text: string, role: string | null = null, parts: readonly Poly[] = []): Atom => ({
  id: shortened(id),
  text: text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text,
  role,
  parts,
});

const maxIdLength = 160;
/** Longer than anybody reads; a text of texts would double with every step of a loop. */
const maxTextLength = 400;

/** A long id by its beginning and a fingerprint of all of it: ids of sums of sums would double with every step. */
function shortened(id: string): string {
  if (id.length <= maxIdLength) return id;
  let [a, b] = [0x811c9dc5, 0x9e3779b9];
  for (let i = 0; i < id.length; i++) {
    const code = id.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ (code + i), 0x85ebca6b);
  }
  return `${id.slice(0, 60)}…#${(a >>> 0).toString(16)}${(b >>> 0).toString(16)}`;
}

const brief = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

/** The number it is, or null where a symbol remains. */
export function asConstant(poly: Poly): Rational | null {
  if (poly.terms.length === 0) return q.zero;
  const [only] = poly.terms;
  return poly.terms.length === 1 && only?.factors.length === 0 ? only.coefficient : null;
}

/** The single atom it is, coefficient one and power one. */
export function asAtom(poly: Poly): Atom | null {
  const [only] = poly.terms;
  if (poly.terms.length !== 1 || !only || !q.isOne(only.coefficient) || only.factors.length !== 1) return null;
  const factor = only.factors[0];
  return factor && factor[1] === 1 ? factor[0] : null;
}

export const keyOf = (poly: Poly): string =>
  poly.terms.map((each) => `${q.toFraction(each.coefficient)}*${each.key}`).join('+');
export const samePoly = (a: Poly, b: Poly): boolean => a === b || keyOf(a) === keyOf(b);

export function addPolys(a: Poly, b: Poly): Poly {
  if (a.terms.length === 0) return b;
  if (b.terms.length === 0) return a;
  const sums = new Map(a.terms.map((each) => [each.key, each]));
  for (const each of b.terms) {
    const other = sums.get(each.key);
    if (!other) sums.set(each.key, each);
    else {
      const coefficient = q.add(other.coefficient, each.coefficient);
      if (q.isZero(coefficient)) sums.delete(each.key);
      else sums.set(each.key, { ...each, coefficient });
    }
  }
  return named(bounded([...sums.values()]));
}

export const scalePoly = (a: Poly, factor: Rational): Poly =>
  q.isZero(factor)
    ? zeroPoly
    : q.isOne(factor)
      ? a
      : unmonstrous({ terms: a.terms.map((each) => ({ ...each, coefficient: q.multiply(each.coefficient, factor) })) });
/** Numbers of thousands of digits are nobody's model: they become a symbol. */
const unmonstrous = (poly: Poly): Poly =>
  poly.terms.some((each) => q.isHuge(each.coefficient))
    ? symbol(makeAtom(`huge(${keyOf(poly)})`, 'a huge number'))
    : poly;

export const negatePoly = (a: Poly): Poly => scalePoly(a, q.rational(-1));
export const subtractPolys = (a: Poly, b: Poly): Poly => addPolys(a, negatePoly(b));

export function multiplyPolys(a: Poly, b: Poly): Poly {
  const left = asConstant(a);
  if (left) return scalePoly(b, left);
  const right = asConstant(b);
  if (right) return scalePoly(a, right);
  // A sum meets its own inverse: W/(V_th - E_L) × (V_th - E_L).
  if (a.terms.length > 1 && b.terms.length === 1) return multiplyGroup(b, a);
  if (b.terms.length > 1 && a.terms.length === 1) return multiplyGroup(a, b);
  if (a.terms.length * b.terms.length > maxTerms) return multiplyPolys(group(a), group(b));
  return distribute(a, b);
}

function distribute(a: Poly, b: Poly): Poly {
  let sum = zeroPoly;
  for (const left of a.terms) {
    for (const right of b.terms) sum = addPolys(sum, { terms: [multiplyTerms(left, right)] });
  }
  return sum;
}

function multiplyGroup(single: Poly, sum: Poly): Poly {
  const id = groupId(sum);
  const has = single.terms[0]?.factors.some(([atom, exponent]) => atom.id === id && exponent < 0) ?? false;
  return has ? distribute(single, group(sum)) : distribute(single, sum);
}

function multiplyTerms(a: Term, b: Term): Term {
  const powers = new Map<string, [Atom, number]>();
  for (const [atom, exponent] of [...a.factors, ...b.factors]) {
    const known = powers.get(atom.id);
    powers.set(atom.id, [atom, (known?.[1] ?? 0) + exponent]);
  }
  const factors = [...powers.values()]
    .filter(([, exponent]) => exponent !== 0)
    .sort(([x], [y]) => (x.id < y.id ? -1 : 1));
  const coefficient = q.multiply(a.coefficient, b.coefficient);
  if (factors.length <= maxFactors) return term(coefficient, factors);
  // A product of very many symbols becomes one.
  const whole = term(q.one, factors);
  return term(coefficient, [[makeAtom(`product(${whole.key})`, '(a long product)', null, [{ terms: [whole] }]), 1]]);
}

/** Null for a division by zero. */
export function dividePolys(a: Poly, b: Poly): Poly | null {
  const inverse = powerOfPoly(b, -1);
  if (!inverse) return null;
  if (a.terms.length > 1 && b.terms.length > 1) return distribute(group(a), inverse);
  return multiplyPolys(a, inverse);
}

export function powerOfPoly(a: Poly, exponent: number): Poly | null {
  if (exponent === 0) return onePoly;
  if (exponent === 1) return a;
  if (a.terms.length === 0) return exponent > 0 ? zeroPoly : null;
  const base = a.terms.length > 1 ? group(a) : a;
  const [only] = base.terms;
  if (!only) return null;
  const coefficient = Number.isInteger(exponent)
    ? q.power(only.coefficient, exponent)
    : exponent === 0.5
      ? q.root(only.coefficient, 2)
      : null;
  if (!coefficient) return null;
  return {
    terms: [
      term(
        coefficient,
        only.factors.map(([atom, power]) => [atom, power * exponent] as const),
      ),
    ],
  };
}

/** A sum as one atom, up to its leading coefficient, so that equal sums cancel. */
function group(sum: Poly): Poly {
  if (sum.terms.length <= 1) return sum;
  const lead = sum.terms[0]?.coefficient ?? q.one;
  const monic = scalePoly(sum, q.divide(q.one, lead));
  return { terms: [term(lead, [[makeAtom(`(${keyOf(monic)})`, brief(`(${formatPoly(monic)})`), null, [monic]), 1]])] };
}

function groupId(sum: Poly): string {
  const lead = sum.terms[0]?.coefficient ?? q.one;
  return shortened(`(${keyOf(scalePoly(sum, q.divide(q.one, lead)))})`);
}

function bounded(terms: readonly Term[]): Poly {
  const sorted = [...terms].sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : 0));
  if (sorted.length <= maxTerms && !sorted.some((each) => q.isHuge(each.coefficient))) return { terms: sorted };
  const sum: Poly = { terms: sorted.slice(0, maxTerms) };
  const id = `sum(${keyOf({ terms: sorted })})`;
  return symbol(makeAtom(id, '(a long sum)', null, [sum]));
}

/** threshold − leak is the voltage scale, wherever and however it is computed. */
function named(sum: Poly): Poly {
  if (sum.terms.length !== 2) return sum;
  const [a, b] = sum.terms;
  const [x, y] = [a && asRole(a), b && asRole(b)];
  if (!x || !y || !a || !b || !q.equal(a.coefficient, q.negate(b.coefficient))) return sum;
  const threshold = x === 'threshold' ? a : y === 'threshold' ? b : null;
  if (!threshold || (x !== 'leak' && y !== 'leak')) return sum;
  return { terms: [term(threshold.coefficient, [[voltageScale, 1]])] };
}

const asRole = (each: Term): string | null =>
  each.factors.length === 1 && each.factors[0]?.[1] === 1 ? each.factors[0][0].role : null;

/** By id, so that a dataset called `voltage_scale` and a difference of roles are one symbol. */
export const voltageScale: Atom = makeAtom('role:voltageScale', 'vsc', 'voltageScale');

const superscript = (exponent: number): string =>
  Number.isInteger(exponent)
    ? [...String(exponent)].map((each) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(each)] ?? '⁻').join('')
    : `^${exponent}`;

export function formatPoly(poly: Poly): string {
  if (poly.terms.length === 0) return '0';
  return poly.terms
    .map((each, i) => {
      const text = formatTerm(
        i > 0 && q.sign(each.coefficient) < 0 ? { ...each, coefficient: q.negate(each.coefficient) } : each,
      );
      return i === 0 ? text : q.sign(each.coefficient) < 0 ? ` − ${text}` : ` + ${text}`;
    })
    .join('');
}

function formatTerm({ coefficient, factors }: Term): string {
  if (factors.length === 0) return q.toText(coefficient);
  const write = ([atom, exponent]: readonly [Atom, number]): string =>
    exponent === 1 ? atom.text : atom.text + superscript(exponent);
  const above = factors.filter(([, exponent]) => exponent > 0).map(write);
  const below = factors.filter(([, exponent]) => exponent < 0).map(([atom, exponent]) => write([atom, -exponent]));
  const minusOne = q.equal(coefficient, q.rational(-1));
  const head = q.isOne(coefficient) || minusOne ? [] : [q.toText(coefficient)];
  const top = [...head, ...above].join('·') || '1';
  const bottom = below.length > 1 ? `(${below.join('·')})` : below[0];
  return (minusOne ? '-' : '') + (bottom === undefined ? top : `${top}/${bottom}`);
}

/** All atoms in it, those inside groups and functions included. */
export function atomsOf(poly: Poly, seen = new Map<string, Atom>()): Map<string, Atom> {
  for (const each of poly.terms) {
    for (const [atom] of each.factors) {
      if (seen.has(atom.id)) continue;
      seen.set(atom.id, atom);
      for (const part of atom.parts) atomsOf(part, seen);
    }
  }
  return seen;
}

/** Puts polynomials for atoms, where the atoms stand in the terms themselves. */
export function substitute(poly: Poly, atomId: string, value: Poly): Poly {
  let sum = zeroPoly;
  for (const each of poly.terms) {
    let product = constant(each.coefficient);
    for (const [atom, exponent] of each.factors) {
      const base = atom.id === atomId ? value : symbol(atom);
      const factor = powerOfPoly(base, exponent) ?? symbol(atom);
      product = multiplyPolys(product, factor);
    }
    sum = addPolys(sum, product);
  }
  return sum;
}
