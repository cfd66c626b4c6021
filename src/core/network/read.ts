// From evaluated values to the network's quantities: what backends' readers share.
import { type ApiCall } from '../evaluate/facts';
import { sureness, unitOf } from '../evaluate/claim';
import { asConstant, formatPoly } from '../evaluate/poly';
import { constantOf } from '../evaluate/numbers';
import { type Num, type Thing, type Value } from '../evaluate/value';
import { divide, multiply, toNumber } from '../units/rational';
import { sameKind } from '../units/unit';
import { unit } from '../backend';
import { drawnOf, drawnText, plainNumber } from './draws';
import { type Parameter, type Quantity, type Role, type Sureness } from './network';

const sureName = (claimSure: number): Sureness =>
  claimSure >= sureness.declared
    ? 'declared'
    : claimSure >= sureness.api
      ? 'api'
      : claimSure >= sureness.comment
        ? 'documented'
        : claimSure >= sureness.name
          ? 'named'
          : 'inferred';

/** A value as a quantity in the unit its place has; a brian2-like quantity is converted to it. */
export function quantity(value: Value | undefined, symbol: string | null): Quantity {
  return drawnQuantity(value, symbol) ?? listedQuantity(value, symbol) ?? plainQuantity(value, symbol);
}

function drawnQuantity(value: Value | undefined, symbol: string | null): Quantity | null {
  const drawn = drawnOf(value, symbol);
  return drawn && { value: null, unit: symbol, text: drawnText(drawn, symbol ?? ''), sure: 'api', drawn };
}

/** The numbers of a list that has at least two, where all are known. */
function listOf(value: Value | undefined, symbol: string | null): number[] | null {
  if (value?.kind !== 'sequence' || value.count || value.items.length < 2) return null;
  const each = value.items.map((item) => plainNumber(item, symbol));
  return each.every((one) => one !== null) ? each : null;
}

/** A list of known numbers: one for each; or one number where all are alike. */
function listedQuantity(value: Value | undefined, symbol: string | null): Quantity | null {
  const each = listOf(value, symbol);
  if (!each) return null;
  if (each.every((one) => one === each[0])) return null;
  const text = `${each.length} values, ${Math.min(...each)} to ${Math.max(...each)}${symbol === null ? '' : ` ${symbol}`}`;
  return { value: null, unit: symbol, text, sure: 'api', each };
}

function plainQuantity(value: Value | undefined, symbol: string | null): Quantity {
  // A switch of a model.
  if (value?.kind === 'flag')
    return { value: value.value ? 1 : 0, unit: null, text: value.value ? 'true' : 'false', sure: 'api' };
  const number = asNumber(value);
  if (!number) return { value: null, unit: symbol, text: describe(value), sure: 'assumed' };
  let exact = number.draw || number.special ? null : asConstant(number.poly);
  const own = unitOf(number.claim);
  if (exact && own && symbol !== null && number.quantity && sameKind(own, unit(symbol)))
    exact = divide(multiply(exact, own.factor), unit(symbol).factor);
  const text = exact
    ? String(toNumber(exact))
    : (number.special ?? (number.draw ? `${number.draw.distribution}, mean ` : '') + formatPoly(number.poly));
  return {
    value: exact ? toNumber(exact) : null,
    unit: symbol,
    text: symbol === null ? text : `${text} ${symbol}`,
    sure: number.claim ? sureName(number.claim.sure) : 'api',
  };
}

export function asNumber(value: Value | undefined): Num | null {
  if (value?.kind === 'num') return value;
  if (value?.kind === 'choice') {
    for (const each of value.options) if (each.value.kind === 'num') return each.value;
  }
  if (value?.kind === 'thing' && value.fields.has('carries unit'))
    return asNumber(value.fields.get('mean') ?? value.fields.get('mu') ?? value.fields.get('loc'));
  if (value?.kind === 'sequence' && value.items[0]?.kind === 'num') return value.items[0];
  return null;
}

const describe = (value: Value | undefined): string =>
  value === undefined ? 'not given' : value.kind === 'unknown' ? (value.symbol?.text ?? value.reason) : value.kind;

export const constantQuantity = (value: number, symbol: string | null, sure: Sureness): Quantity => ({
  value,
  unit: symbol,
  text: symbol === null ? String(value) : `${value} ${symbol}`,
  sure,
});

export function parameter(value: Value | undefined, symbol: string | null, role: Role | undefined): Parameter {
  const { each, ...given } = quantity(value, symbol);
  // A list stands for the neurons where the parameter is one number, else for what one neuron has several of.
  const list = role === undefined ? listOf(value, symbol) : null;
  const several = list ? { value: null, list } : each === undefined ? {} : { each };
  const infinite = role === 'threshold' && asNumber(value)?.special === 'inf' ? { infinite: true as const } : {};
  return { ...given, ...several, ...infinite, ...(role === undefined ? {} : { role }) };
}

export const defaultParameter = (value: number, symbol: string | null, role: Role | undefined): Parameter => ({
  ...constantQuantity(value, symbol, 'api'),
  ...(role === undefined ? {} : { role }),
  byDefault: true,
});

/** A whole number, or null where it is not known. */
export function wholeNumber(value: Value | undefined): number | null {
  const exact = constantOf(value);
  return exact ? Math.round(toNumber(exact)) : null;
}

export const textField = (of: Thing, name: string): string | null => {
  const value = of.fields.get(name);
  return value?.kind === 'text' ? value.value : null;
};

/** Calls of one kind, in order. */
export const callsOf = (calls: readonly ApiCall[], backend: string, what: string): ApiCall[] =>
  calls.filter((each) => each.backend === backend && each.what === what);

/** What is really made gets its name before what never is. */
export const liveFirst = (calls: readonly ApiCall[]): ApiCall[] => [
  ...calls.filter((each) => each.dead === null),
  ...calls.filter((each) => each.dead !== null),
];

/** A name for each thing: what the script calls it, else its model; of several of one name each goes by the loop's turn that made it, or a number. */
export function nameThings(things: readonly Thing[], wanted: (of: Thing) => string): Map<Thing, string> {
  const names = new Map<Thing, string>();
  const taken = new Map<string, number>();
  const bases = new Map(things.map((each) => [each, wanted(each)]));
  for (const each of things) {
    const own = bases.get(each) ?? '';
    const alike = things.filter((other) => bases.get(other) === own);
    const turns = alike.map((other) => textField(other, 'turn'));
    const apart = alike.length > 1 && !turns.includes(null) && new Set(turns).size === turns.length;
    const base = (apart ? textField(each, 'turn') : null) ?? own;
    const count = (taken.get(base) ?? 0) + 1;
    taken.set(base, count);
    names.set(each, count === 1 ? base : `${base} ${count}`);
  }
  return names;
}
