// Makes numbers of what can be one: symbols for unknowns, 0 and 1 for truth, the claims that names carry.
import { unitFromName } from '../units/hints';
import { parseUnit } from '../units/parse';
import { fromNumber, isZero, one, type Rational } from '../units/rational';
import { factOfRole, isCountName, roleOfName } from '../units/roles';
import { pure } from '../units/unit';
import { type Span } from '../text';
import { type Claim, claimOf, unknownClaim } from './claim';
import { type Atom, asAtom, asConstant, constant, makeAtom, type Poly, symbol, zeroPoly } from './poly';
import { type Run } from './run';
import { assumedOf, type Settled, settledClaim } from './settled';
import { type Num, num, type NumParts, plainValue, type SymbolName, type Text, type Value } from './value';

export const literal = (value: Rational): Num => num(constant(value), { literal: true });
export const fromFloat = (value: number, parts: NumParts = {}): Num => {
  const exact = fromNumber(value);
  if (exact) return num(constant(exact), { approximate: true, ...parts });
  return num(zeroPoly, { ...parts, special: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' });
};

/** The plain number that a value is, or null. */
export function constantOf(value: Value | undefined): Rational | null {
  if (!value || value.kind !== 'num' || value.special) return null;
  return value.draw ? null : asConstant(value.poly);
}

export const conditionRole = 'condition';

/** A comparison whose outcome is not known; as an index it is a mask. */
export const isCondition = (value: Value): boolean =>
  value.kind === 'num' && asAtom(value.poly)?.role === conditionRole;

export const isZeroNumber = (value: Num): boolean => {
  const exact = constantOf(value);
  return exact !== null && isZero(exact);
};

/** 0, ±inf and nan fit every unit. */
export const fitsAnyUnit = (value: Num): boolean => value.special !== undefined || isZeroNumber(value);

/** A role that only its full, unadorned name gives is one symbol in every file; `V_th_e` is its own. */
export function atomFor(name: SymbolName): Atom {
  const fact = roleOfName(name.name);
  const shared = fact && (fact.role === 'threshold' || fact.role === 'leak' || fact.role === 'voltageScale');
  return makeAtom(shared ? `role:${fact.role}` : name.id, shared ? fact.symbol : name.text, fact?.role ?? null);
}

/** The number a symbol stands for; asked twice, it is the same number with the same unknowns. */
export function symbolNumber(run: Run, name: SymbolName, span: Span | null, claim: Claim | null = null): Num {
  const known = run.symbols.get(name.id);
  if (known) return known;
  const assumed = assumedOf(run.settled, name.name);
  const value =
    assumed?.kind === 'num'
      ? assumed
      : num(symbol(atomFor(name)), { claim: claim ?? namedClaim(run, name.name, span) });
  run.symbols.set(name.id, value);
  return value;
}

/** What the project file says of a name, or else the name itself. */
export function claimFromName(run: Run, name: string, span: Span | null): Claim | null {
  return settledClaim(run.settled, name) ?? spelledClaim(name, span);
}

/** What the name itself says by its ending. */
export function spelledClaim(name: string, span: Span | null): Claim | null {
  const unit = unitFromName(name);
  return unit && claimOf(unit, { kind: 'name', text: `the name \`${name}\` says ${unit.symbol ?? '?'}`, span, unit });
}

/** `float(os.environ["TAU_MS"])`: in the unit that the setting's name says; a number written in the code where it says none. */
export function numberOfSetting(exact: Rational, { name, span }: NonNullable<Text['setting']>): Num {
  const claim = spelledClaim(name.toLowerCase(), span);
  return claim ? { ...literal(exact), literal: false, claim } : literal(exact);
}

/** What is held of a bare number under a name: the unit the name says, a plain number where the name counts, or nothing yet. */
export const namedClaim = (run: Run, name: string, span: Span | null): Claim => namedClaimIn(run.settled, name, span);

/** The same outside a run. */
export function namedClaimIn(settled: Settled, name: string, span: Span | null): Claim {
  const said = settledClaim(settled, name) ?? spelledClaim(name, span);
  if (said) return said;
  if (!isCountName(name)) return unknownClaim(name);
  return claimOf(pure, { kind: 'role', text: `\`${name}\` is the name of a count or a share`, span, unit: pure });
}

/** The number in it, where there is one to be had. */
export function toNumber(run: Run, value: Value | undefined): Num | null {
  switch (value?.kind) {
    case 'num':
      return value;
    case 'flag':
      return num(constant(value.value ? one : { n: 0n, d: 1n }));
    case 'unknown':
      return value.symbol ? symbolNumber(run, value.symbol, null) : null;
    case 'thing': {
      const plain = plainValue(value);
      if (plain !== value) return toNumber(run, plain);
      const path = value.fields.get('path');
      if (value.type !== 'file.node' || path?.kind !== 'text') return null;
      return symbolNumber(run, keySymbol(path.value), value.span);
    }
    case 'sequence':
      return value.flavour === 'array' && value.count && value.items[0] ? toNumber(run, value.items[0]) : null;
    default:
      return null;
  }
}

/** A dataset or dictionary key as a symbol: its last segment is what it is known by in other files. */
export function keySymbol(path: string): SymbolName {
  const last = path.split('/').filter(Boolean).pop() ?? path;
  return { id: `key:${last}`, text: last, name: last };
}

export const roleKind = (name: string): ReturnType<typeof parseUnit> => {
  const kind = roleOfName(name)?.kind ?? factOfRole(name)?.kind ?? null;
  return kind === null ? null : parseUnit(kind);
};

/** A fresh symbol for a number that is not followed any further, but keeps its unit. */
export function opaque(id: string, text: string, parts: NumParts, from: readonly Poly[] = []): Num {
  return num(symbol(makeAtom(id, text, null, from)), parts);
}

/** What `float` and `asarray` make of a quantity: its number in SI, which its author now counts in whatever he likes. */
export const bareNumber = (value: Num): Num => (value.quantity ? { ...value, quantity: false, claim: null } : value);
