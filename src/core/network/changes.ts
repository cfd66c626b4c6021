// Parts of a network that the user sets: `dt`, `duration`, `exc.size`, `exc.tau_m`, `exc->inh.weight`, `exc.input.rate`, `exc.input.2.rate`; `*` stands
// for every population, and `x2` for twice what it is.
import { factorIn, type Given } from '../evaluate/settling';
import { parseUnit } from '../units/parse';
import { conversion, sameKind } from '../units/unit';
import { toNumber } from '../units/rational';
import { type Input, type Network, type Population, type Projection, type Quantity } from './network';
import { isScalable, originOf, roleOf } from './scalable';
import { scaled, stepped } from './scaled';

type Change = (network: Network, amount: Amount) => Network | null;

/** What was written: a number with its unit, if it has one, or by how much to multiply. */
type Amount =
  { readonly value: number; readonly unit: string | null; readonly text: string } | { readonly factor: number };

function amountOf({ value, unit }: Given): Amount | null {
  if (typeof value === 'string') {
    const factor = factorIn(value);
    return factor === null ? null : { factor };
  }
  if (typeof value !== 'object') return null;
  const number = toNumber(value);
  const symbol = unit?.symbol ?? null;
  return { value: number, unit: symbol, text: symbol ? `${number} ${symbol}` : String(number) };
}

/** The network with the part that `key` names so many times what it is; null where it has no such part. */
export const multiplied = (network: Network, key: string, factor: number): Network | null =>
  changeOf(key)(network, { factor });

export function changeNetworks(
  networks: readonly Network[],
  set: ReadonlyMap<string, Given>,
): { readonly networks: readonly Network[]; readonly used: ReadonlySet<string> } {
  const used = new Set<string>();
  let changed = networks;
  for (const [key, given] of set) {
    const amount = amountOf(given);
    if (!amount) continue;
    const change = changeOf(key);
    changed = changed.map((each) => {
      const next = change(each, amount);
      if (next) used.add(key);
      return next ? { ...next, assumed: next.assumed.filter((one) => one.key !== key) } : each;
    });
  }
  return { networks: changed, used };
}

function changeOf(key: string): Change {
  if (key === 'dt')
    return (network, amount) =>
      'factor' in amount && !isScalable(network.dtMs)
        ? null
        : { ...network, dtMs: changed(network.dtMs, amount, 'ms') };
  if (key === 'duration')
    return (network, amount) =>
      'factor' in amount && (network.durationMs?.value ?? null) === null
        ? null
        : { ...network, durationMs: changed(network.durationMs, amount, 'ms') };
  const at = key.lastIndexOf('.');
  const [path, field] = [key.slice(0, at), key.slice(at + 1)];
  if (at <= 0) return () => null;
  const [, pre, post] = /^(.+?)\s*(?:->|→)\s*(.+)$/.exec(path) ?? [];
  const isNamed = (wanted: string, name: string): boolean => wanted === name || wanted === '*';
  if (pre !== undefined && post !== undefined)
    return each('projections', (one) => isNamed(pre, one.pre) && isNamed(post, one.post), projectionWith(field));
  const [, target, place] = /^(.+)\.input(?:\.(\d+))?$/.exec(path) ?? [];
  if (target !== undefined)
    return each(
      'inputs',
      (one, before) =>
        isNamed(target, one.target) &&
        (place === undefined || before.filter((other) => other.target === one.target).length === Number(place) - 1),
      inputWith(field),
    );
  return each('populations', ({ name }) => isNamed(path, name), populationWith(field));
}

/** Null where nothing of the list is meant, or none of it has such a part. */
function each<Key extends 'populations' | 'projections' | 'inputs'>(
  list: Key,
  isMeant: (one: Network[Key][number], before: readonly Network[Key][number][]) => boolean,
  change: (one: Network[Key][number], amount: Amount) => Network[Key][number] | null,
): Change {
  return (network, amount) => {
    let done = false;
    const all = network[list] as readonly Network[Key][number][];
    const next = all.map((one, at) => {
      const other = isMeant(one, all.slice(0, at)) ? change(one, amount) : null;
      done ||= other !== null;
      return other ?? one;
    });
    return done ? { ...network, [list]: next } : null;
  };
}

const populationWith =
  (field: string) =>
  (one: Population, amount: Amount): Population | null => {
    if (field === 'size') {
      const size = 'factor' in amount ? (one.size === null ? null : one.size * amount.factor) : amount.value;
      return size === null ? null : { ...one, size: Math.max(1, Math.round(size)) };
    }
    if (field === 'kept') return keptWith(one, amount);
    const key = Object.entries(one.params).find(
      ([name, parameter]) => name === field || roleOf(one, name, parameter) === field,
    )?.[0];
    const old = key === undefined ? undefined : one.params[key];
    if (key === undefined || !old) return null;
    const origin = originOf(one, key, old);
    if ('factor' in amount && (origin === null || !isScalable(old))) return null;
    const { span } = old;
    const next = changed(old, amount, old.unit, origin ?? 0);
    const role = roleOf(one, key, old);
    const parameter = {
      ...next,
      ...(old.role ? { role: old.role } : {}),
      ...(span ? { span } : {}),
      byDefault: false,
    };
    const { value } = next;
    const stepping =
      one.stepping && role && value !== null ? { stepping: stepped(one.stepping, role, () => value) } : {};
    return { ...one, ...stepping, params: { ...one.params, [key]: parameter }, isChanged: true };
  };

/** What a membrane in steps keeps of itself; so many times its time constant. */
function keptWith(one: Population, amount: Amount): Population | null {
  const kept = one.stepping?.kept ?? null;
  if (!one.stepping || kept === null) return null;
  if ('factor' in amount && !(kept > 0 && kept < 1)) return null;
  const next = 'factor' in amount ? kept ** (1 / amount.factor) : amount.value;
  return { ...one, stepping: { ...one.stepping, kept: next }, isChanged: true };
}

const projectionWith =
  (field: string) =>
  (one: Projection, amount: Amount): Projection | null => {
    const isFactor = 'factor' in amount;
    if (field === 'weight')
      return isFactor && !isScalable(one.weight)
        ? null
        : { ...one, weight: changed(one.weight, amount, one.weight.unit) };
    if (field === 'delay')
      return isFactor && !isScalable(one.delay) ? null : { ...one, delay: changed(one.delay, amount, 'ms') };
    if (field === 'probability' || field === 'p') {
      const old = one.rule.kind === 'fixed-probability' ? one.rule.probability : null;
      const probability = isFactor ? old && Math.min(1, old * amount.factor) : amount.value;
      return probability === null ? null : { ...one, rule: { kind: 'fixed-probability', probability } };
    }
    if (field === 'indegree') {
      const old = one.rule.kind === 'fixed-indegree' ? one.rule.indegree : null;
      const indegree = isFactor ? old && old * amount.factor : amount.value;
      return indegree === null ? null : { ...one, rule: { kind: 'fixed-indegree', indegree: Math.round(indegree) } };
    }
    return null;
  };

const inputWith =
  (field: string) =>
  (one: Input, amount: Amount): Input | null => {
    const isFactor = 'factor' in amount;
    if (field === 'rate')
      return isFactor && !(one.rateHz && isScalable(one.rateHz))
        ? null
        : { ...one, rateHz: changed(one.rateHz, amount, 'Hz') };
    if (field === 'weight')
      return isFactor && !isScalable(one.weight)
        ? null
        : { ...one, weight: changed(one.weight, amount, one.weight.unit) };
    if (field !== 'count') return null;
    return { ...one, count: isFactor ? Math.max(1, Math.round(one.count * amount.factor)) : amount.value };
  };

/** A bare number is in the unit that the part stands in. */
function changed(old: Quantity | null, amount: Amount, unit: string | null, origin = 0): Quantity {
  if ('factor' in amount)
    return scaled(old ?? { value: null, unit, text: '', sure: 'declared' as const }, amount.factor, origin);
  const wanted = old?.unit ?? unit;
  const [from, to] = [amount.unit === null ? null : parseUnit(amount.unit), wanted === null ? null : parseUnit(wanted)];
  if (from && to && sameKind(from, to)) {
    const value = amount.value * toNumber(conversion(from, to));
    return { value, unit: wanted, text: amount.text, sure: 'declared' };
  }
  const written = amount.unit !== null || wanted === null ? amount.text : `${amount.text} ${wanted}`;
  return { value: amount.value, unit: amount.unit ?? wanted, text: written, sure: 'declared' };
}
