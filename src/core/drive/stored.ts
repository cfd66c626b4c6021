// What is stored under a name that several files know: from what it is written with, and from the variables that models keep under that name.
import { type Facts, type Write } from '../evaluate/facts';
import {
  asConstant,
  atomsOf,
  dividePolys,
  formatPoly,
  keyOf,
  makeAtom,
  type Poly,
  substitute,
  symbol,
  voltageScale,
} from '../evaluate/poly';
import { type Num, type Value } from '../evaluate/value';
import { type Rational } from '../units/rational';
import { type Span } from '../text';

/** One way in which a key came to hold what it holds. */
export interface Stored {
  readonly key: string;
  readonly value: Num;
  readonly span: Span;
  readonly how: 'written' | 'variable';
  readonly standalone: boolean;
}

/** The name under which a key, a variable and an argument are taken for the same thing. */
export const plainName = (name: string): string => name.replace(/^_+/, '');

/** Too many things are called so for the name alone to mean anything. */
const generic =
  /^(?:weights?|w|values?|data|x|y|rates?|params?|inputs?|sources?|targets?|delays?|indices|ids?|node_type_ids?|tau_syn|k|g|[a-z])$/i;
export const isTelling = (name: string): boolean => !generic.test(plainName(name));

export const keyId = (name: string): string => `key:${name}`;

/** The names of stored things in a formula: keys of files, and arguments that nobody gave. */
export function keysIn(poly: Poly): string[] {
  const names = new Set<string>();
  for (const { id, text } of atomsOf(poly).values()) {
    if (id.startsWith('key:') || id.startsWith('param:')) names.add(plainName(text));
  }
  return [...names].filter(isTelling);
}

export function storedIn({ writes, held }: Facts): Stored[] {
  const variables = held.map(({ name, value, span, standalone }): Stored => {
    // How it came about is not asked, and would hold all of the script.
    return { key: plainName(name), value: { ...value, origin: null }, span, how: 'variable', standalone };
  });
  return [...writes.flatMap(written), ...variables].filter((each) => isTelling(each.key));
}

function written({ key, value, span }: Write): Stored[] {
  const name = plainName(key.split('/').filter(Boolean).pop() ?? key);
  return numbersIn(value).map((each) => ({ key: name, value: each, span, how: 'written', standalone: false }));
}

function numbersIn(value: Value): Num[] {
  if (value.kind === 'num') return [value];
  return value.kind === 'choice' ? value.options.flatMap((each) => numbersIn(each.value)) : [];
}

/** What a variable holds is worth following where it was scaled: a bare symbol tells nothing new. */
const isScaled = ({ value }: Stored): boolean => {
  const [only] = value.poly.terms;
  return (
    value.poly.terms.length === 1 &&
    only !== undefined &&
    only.factors.length > 0 &&
    only.factors.length <= 3 &&
    !(only.factors.length === 1 && only.factors[0]?.[1] === 1 && only.coefficient.n === only.coefficient.d)
  );
};

/** The most telling account of what is under a key: read in the fewest words, from the class alone where there is a choice. */
export function accountOf(all: readonly Stored[], key: string): Stored | null {
  const candidates = all.filter((each) => each.key === key && isScaled(each));
  const rank = (each: Stored): number => (each.standalone ? 0 : 1) * 1000 + formatPoly(each.value.poly).length;
  return [...candidates].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** The same number as a multiple of what is stored: `0.1 × bkg_weights`; null where it is none. */
export function inTermsOf(poly: Poly, held: Stored): Poly | null {
  const ratio = dividePolys(poly, held.value.poly);
  const factor: Rational | null = ratio && asConstant(ratio);
  return (
    factor && {
      terms: symbol(makeAtom(keyId(held.key), held.key)).terms.map((each) => ({ ...each, coefficient: factor })),
    }
  );
}

/** Formulas that differ in nothing but what their one unknown is called. */
export function sameForm(a: Poly, b: Poly): boolean {
  return keyOf(anonymous(a)) === keyOf(anonymous(b));
}

function anonymous(poly: Poly): Poly {
  let result = poly;
  for (const atom of atomsOf(poly).values())
    if (atom.role === null && atom.id !== voltageScale.id)
      result = substitute(result, atom.id, symbol(makeAtom('?', '?')));
  return result;
}
