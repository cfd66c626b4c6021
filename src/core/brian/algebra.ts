// Right sides as polynomials: state variables and names as symbols first, then with the values that the script gives the names.
import { atomFor, fromFloat } from '../evaluate/numbers';
import {
  addPolys,
  type Atom,
  asConstant,
  constant,
  dividePolys,
  keyOf,
  makeAtom,
  multiplyPolys,
  negatePoly,
  type Poly,
  powerOfPoly,
  symbol,
  zeroPoly,
} from '../evaluate/poly';
import { type Value } from '../evaluate/value';
import { numberIn } from '../equations/dimensions';
import { type Expression } from '../equations/tree';
import { brianUnit } from '../backends/facts/brian2';
import { parseDecimal, toNumber } from '../units/rational';
import { type Lookup } from './lookup';

export const stateAtom = (name: string): Atom => makeAtom(`state:${name}`, name);
const nameAtom = (name: string): Atom => makeAtom(`name:${name}`, name);

/** What a group's parameters were set to for all of its neurons or synapses. */
export type Settings = ReadonlyMap<string, Value>;
export const noSettings: Settings = new Map();

const maxDepth = 60;

/** Null for what is no number: a condition. */
export function polyOf(expression: Expression, lookup: Lookup, depth = 0): Poly | null {
  const of = (each: Expression): Poly | null => polyOf(each, lookup, depth + 1);
  if (depth > maxDepth) return null;
  switch (expression.kind) {
    case 'number': {
      const exact = parseDecimal(expression.text);
      return exact && constant(exact);
    }
    case 'name':
      return polyOfName(expression.name, lookup, depth);
    case 'call':
      return polyOfCall(expression, of);
    case 'unary': {
      const operand = expression.operator === 'not' ? null : of(expression.operand);
      return operand && (expression.operator === '-' ? negatePoly(operand) : operand);
    }
    case 'binary':
      return polyOfBinary(expression, lookup, of);
    default:
      return null;
  }
}

function polyOfName(name: string, lookup: Lookup, depth: number): Poly {
  const meaning = lookup.meaningOf(name);
  if (meaning.kind === 'variable' && meaning.side === 'own') {
    const { equation } = meaning.variable;
    const inner = equation?.kind === 'subexpression' && equation.expression;
    return (inner && polyOf(inner, lookup, depth + 1)) || symbol(stateAtom(name));
  }
  if (meaning.kind === 'variable') return symbol(stateAtom(name));
  if (meaning.kind !== 'own') return symbol(nameAtom(name));
  const unit = brianUnit(name);
  if (unit) return constant(unit.factor);
  const plain = name === 'pi' ? Math.PI : name === 'e' ? Math.E : null;
  return plain === null ? symbol(stateAtom(name)) : fromFloat(plain).poly;
}

function polyOfCall(
  { name, args }: Extract<Expression, { kind: 'call' }>,
  of: (each: Expression) => Poly | null,
): Poly | null {
  const polys = args.map(of);
  const known = polys.filter((each) => each !== null);
  if (known.length < polys.length) return null;
  const [first] = known;
  const root = name === 'sqrt' && first ? powerOfPoly(first, 0.5) : null;
  return root ?? symbol(makeAtom(`${name}(${known.map(keyOf).join(',')})`, `${name}(…)`, null, known));
}

function polyOfBinary(
  expression: Extract<Expression, { kind: 'binary' }>,
  lookup: Lookup,
  of: (each: Expression) => Poly | null,
): Poly | null {
  const [left, right] = [of(expression.left), of(expression.right)];
  if (!left || !right) return null;
  switch (expression.operator) {
    case '+':
      return addPolys(left, right);
    case '-':
      return addPolys(left, negatePoly(right));
    case '*':
      return multiplyPolys(left, right);
    case '/':
      return dividePolys(left, right);
    case '**': {
      const exponent = numberIn(expression.right, lookup);
      return exponent === null ? null : powerOfPoly(left, exponent);
    }
    default:
      return symbol(makeAtom(`(${keyOf(left)}${expression.operator}${keyOf(right)})`, '(…)', null, [left, right]));
  }
}

/** The value of a name or a number as a polynomial in SI; null where there is none. */
export function polyOfValue(value: Value | null | undefined): Poly | null {
  if (value?.kind === 'num') return value.special ? null : value.poly;
  if (value?.kind === 'unknown') return value.symbol && symbol(atomFor(value.symbol));
  if (value?.kind === 'flag') return constant({ n: value.value ? 1n : 0n, d: 1n });
  return null;
}

/** Puts the script's values for the names. */
export function valued(poly: Poly, lookup: Lookup, settings: Settings = noSettings): Poly {
  const ofAtom = (atom: Atom): Poly => {
    const [, kind = '', name = ''] = /^(state|name):(.*)$/.exec(atom.id) ?? [];
    if (kind === 'name') return polyOfValue(lookup.valueOf(name)) ?? symbol(atom);
    if (kind === 'state') return polyOfValue(settings.get(name)) ?? symbol(atom);
    const [part] = atom.parts;
    if (atom.id.startsWith('(') && atom.parts.length === 1 && part) return valued(part, lookup, settings);
    if (atom.id.startsWith('sqrt(') && part) return rootOf(valued(part, lookup, settings)) ?? symbol(atom);
    return symbol(atom);
  };
  let sum = zeroPoly;
  for (const { coefficient, factors } of poly.terms) {
    let product: Poly = constant(coefficient);
    for (const [atom, exponent] of factors) {
      const value = ofAtom(atom);
      product = multiplyPolys(product, powerOfPoly(value, exponent) ?? rounded(value, exponent) ?? symbol(atom));
    }
    sum = addPolys(sum, product);
  }
  return sum;
}

const rootOf = (poly: Poly): Poly | null => powerOfPoly(poly, 0.5) ?? rounded(poly, 0.5);

/** A root that is no rational number. */
function rounded(poly: Poly, exponent: number): Poly | null {
  const exact = asConstant(poly);
  const value = exact && toNumber(exact) ** exponent;
  return value === null || !Number.isFinite(value) ? null : fromFloat(value).poly;
}

/** Splits a polynomial by one atom: what stands with it, what stands without; null where it stands in any other way than linearly. */
export function splitBy(poly: Poly, atom: Atom): { withIt: Poly; without: Poly } | null {
  let [withIt, without] = [zeroPoly, zeroPoly];
  for (const term of poly.terms) {
    const at = term.factors.find(([each]) => each.id === atom.id);
    if (!at && term.factors.some(([each]) => mentions(each, atom))) return null;
    if (!at) without = addPolys(without, { terms: [term] });
    else if (at[1] !== 1) return null;
    else {
      const quotient = dividePolys({ terms: [term] }, symbol(atom));
      if (!quotient || mentionedIn(quotient, atom)) return null;
      withIt = addPolys(withIt, quotient);
    }
  }
  return { withIt, without };
}

const mentions = (atom: Atom, wanted: Atom): boolean => atom.parts.some((each) => mentionedIn(each, wanted));
const mentionedIn = (poly: Poly, wanted: Atom): boolean =>
  poly.terms.some((term) => term.factors.some(([each]) => each.id === wanted.id || mentions(each, wanted)));

/** The state variables in it, those inside groups too. */
export function statesIn(poly: Poly, found = new Set<string>()): Set<string> {
  for (const { factors } of poly.terms) {
    for (const [atom] of factors) {
      const [, name] = /^state:(.*)$/.exec(atom.id) ?? [];
      if (name !== undefined) found.add(name);
      for (const each of atom.parts) statesIn(each, found);
    }
  }
  return found;
}

/** The names of the script in a polynomial. */
export function namesOf(poly: Poly, found = new Set<string>()): Set<string> {
  for (const { factors } of poly.terms) {
    for (const [atom] of factors) {
      const [, name] = /^name:(.*)$/.exec(atom.id) ?? [];
      if (name !== undefined) found.add(name);
      for (const each of atom.parts) namesOf(each, found);
    }
  }
  return found;
}

export const numberOf = (poly: Poly | null): number | null => {
  const exact = poly && asConstant(poly);
  return exact && toNumber(exact);
};
