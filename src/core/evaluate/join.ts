// Joins what two ways through the code make of one value: equal stays, unequal becomes a choice of a few.
import { samePoly } from './poly';
import { type Run } from './run';
import { type Choice, type Num, unknown, type Value } from './value';

const maxOptions = 4;

export interface Option {
  readonly value: Value;
  readonly condition: string;
}

export function joinValues(_run: Run, options: readonly Option[]): Value {
  const flat = options.flatMap(({ value, condition }): readonly Option[] =>
    value.kind === 'choice'
      ? value.options.map((each) => ({ value: each.value, condition: both(condition, each.condition) }))
      : [{ value, condition }],
  );
  const distinct: Option[] = [];
  for (const option of flat) {
    if (distinct.some((each) => sameValue(each.value, option.value))) continue;
    distinct.push(option);
    if (distinct.length > maxOptions) return unknown('one of many values');
  }
  const [only] = distinct;
  if (!only) return unknown('no way leads here');
  if (distinct.length === 1) return only.value;
  const choice: Choice = { kind: 'choice', options: distinct };
  return choice;
}

const maxCondition = 200;

/** Both conditions, each said once; past a certain length nobody reads on. */
function both(a: string, b: string): string {
  if (a === '' || b === '') return a + b;
  if (a === b || a.startsWith(`${b} and `) || a.endsWith(` and ${b}`) || a.includes(` and ${b} and `)) return a;
  const joined = `${a} and ${b}`;
  return joined.length > maxCondition ? `${joined.slice(0, maxCondition - 1)}…` : joined;
}

/** Deeper than this two containers count as different: one can hold itself. */
const maxNesting = 6;

export function sameValue(a: Value, b: Value, depth = 0): boolean {
  if (a === b) return true;
  if (depth > maxNesting) return false;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'num':
      return sameNumber(a, b as Num);
    case 'text':
      return a.value === (b as typeof a).value;
    case 'flag':
      return a.value === (b as typeof a).value;
    case 'nothing':
      return true;
    case 'external':
      return a.path === (b as typeof a).path && a.receiver === (b as typeof a).receiver;
    case 'unknown':
      return a.symbol === null ? (b as typeof a).symbol === null : a.symbol.id === (b as typeof a).symbol?.id;
    case 'sequence': {
      const other = b as typeof a;
      return (
        a.flavour === other.flavour &&
        a.items.length === other.items.length &&
        a.items.every((each, i) => sameValue(each, other.items[i] ?? unknown(''), depth + 1))
      );
    }
    default:
      return false;
  }
}

const sameNumber = (a: Num, b: Num): boolean =>
  a.special === b.special &&
  samePoly(a.poly, b.poly) &&
  (a.draw === null) === (b.draw === null) &&
  (!a.draw || a.draw.source === b.draw?.source) &&
  unitKey(a) === unitKey(b);

const unitKey = (value: Num): string => {
  const unit = value.claim?.term.unit;
  return unit && value.claim.term.unknowns.length === 0
    ? `${unit.dimension.join()}:${unit.factor.n}/${unit.factor.d}`
    : '';
};
