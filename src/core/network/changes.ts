// Parts of a network that the user sets: `dt`, `duration`, `exc.size`, `exc.tau_m`, `exc->inh.weight`, `exc.input.rate`.
import { type Given } from '../evaluate/settling';
import { parseUnit } from '../units/parse';
import { conversion, sameKind } from '../units/unit';
import { toNumber } from '../units/rational';
import { type Input, type Network, type Population, type Projection, type Quantity } from './network';

type Change = (network: Network, amount: Amount) => Network | null;

/** What was written: a number with its unit, if it has one. */
interface Amount {
  readonly value: number;
  readonly unit: string | null;
  readonly text: string;
}

export function changeNetworks(
  networks: readonly Network[],
  set: ReadonlyMap<string, Given>,
): { readonly networks: readonly Network[]; readonly used: ReadonlySet<string> } {
  const used = new Set<string>();
  let changed = networks;
  for (const [key, { value, unit }] of set) {
    if (typeof value !== 'object') continue;
    const amount = {
      value: toNumber(value),
      unit: unit?.symbol ?? null,
      text: unit?.symbol ? `${toNumber(value)} ${unit.symbol}` : String(toNumber(value)),
    };
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
  if (key === 'dt') return (network, amount) => ({ ...network, dtMs: changed(network.dtMs, amount, 'ms') });
  if (key === 'duration')
    return (network, amount) => ({ ...network, durationMs: changed(network.durationMs, amount, 'ms') });
  const at = key.lastIndexOf('.');
  const [path, field] = [key.slice(0, at), key.slice(at + 1)];
  if (at <= 0) return () => null;
  const [, pre, post] = /^(.+?)\s*(?:->|→)\s*(.+)$/.exec(path) ?? [];
  if (pre !== undefined && post !== undefined)
    return each('projections', (one) => one.pre === pre && one.post === post, projectionWith(field));
  if (path.endsWith('.input')) {
    const target = path.slice(0, -'.input'.length);
    return each('inputs', (one) => one.target === target, inputWith(field));
  }
  return each('populations', ({ name }) => name === path, populationWith(field));
}

/** Null where nothing of the list is meant, or none of it has such a part. */
function each<Key extends 'populations' | 'projections' | 'inputs'>(
  list: Key,
  isMeant: (one: Network[Key][number]) => boolean,
  change: (one: Network[Key][number], amount: Amount) => Network[Key][number] | null,
): Change {
  return (network, amount) => {
    let done = false;
    const next = (network[list] as readonly Network[Key][number][]).map((one) => {
      const other = isMeant(one) ? change(one, amount) : null;
      done ||= other !== null;
      return other ?? one;
    });
    return done ? { ...network, [list]: next } : null;
  };
}

const populationWith =
  (field: string) =>
  (one: Population, amount: Amount): Population | null => {
    if (field === 'size') return { ...one, size: Math.round(amount.value) };
    const key = Object.entries(one.params).find(([name, { role }]) => name === field || role === field)?.[0];
    const old = key === undefined ? undefined : one.params[key];
    if (key === undefined || !old) return null;
    const { role, span } = old;
    const parameter = {
      ...changed(old, amount, old.unit),
      ...(role ? { role } : {}),
      ...(span ? { span } : {}),
      byDefault: false,
    };
    return { ...one, params: { ...one.params, [key]: parameter }, isChanged: true };
  };

const projectionWith =
  (field: string) =>
  (one: Projection, amount: Amount): Projection | null => {
    if (field === 'weight') return { ...one, weight: changed(one.weight, amount, one.weight.unit) };
    if (field === 'delay') return { ...one, delay: changed(one.delay, amount, 'ms') };
    if (field === 'probability' || field === 'p')
      return { ...one, rule: { kind: 'fixed-probability', probability: amount.value } };
    if (field === 'indegree') return { ...one, rule: { kind: 'fixed-indegree', indegree: Math.round(amount.value) } };
    return null;
  };

const inputWith =
  (field: string) =>
  (one: Input, amount: Amount): Input | null => {
    if (field === 'rate') return { ...one, rateHz: changed(one.rateHz, amount, 'Hz') };
    if (field === 'weight') return { ...one, weight: changed(one.weight, amount, one.weight.unit) };
    return field === 'count' ? { ...one, count: amount.value } : null;
  };

/** A bare number is in the unit that the part stands in. */
function changed(old: Quantity | null, amount: Amount, unit: string | null): Quantity {
  const wanted = old?.unit ?? unit;
  const [from, to] = [amount.unit === null ? null : parseUnit(amount.unit), wanted === null ? null : parseUnit(wanted)];
  if (from && to && sameKind(from, to)) {
    const value = amount.value * toNumber(conversion(from, to));
    return { value, unit: wanted, text: amount.text, sure: 'declared' };
  }
  const written = amount.unit !== null || wanted === null ? amount.text : `${amount.text} ${wanted}`;
  return { value: amount.value, unit: amount.unit ?? wanted, text: written, sure: 'declared' };
}
