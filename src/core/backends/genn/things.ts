// The things that PyGeNN makes: models, populations, synapse groups, current sources, and initialisers of their parts.
import { asConstant } from '../../evaluate/poly';
import { isWitnessed, resolve } from '../../evaluate/claim';
import { type Table, type Thing, type Value } from '../../evaluate/value';
import { unit } from '../../backend';
import { toNumber } from '../../units/rational';
import { sameUnit } from '../../units/unit';
import { nano, pico, type Scale, scales } from '../facts/genn';

export const model = 'genn.Model';
export const neurons = 'genn.Neurons';
export const synapses = 'genn.Synapses';
export const source = 'genn.CurrentSource';
export const init = 'genn.Init';

export const tableField = (of: Thing, key: string): Table | null => {
  const value = of.fields.get(key);
  return value?.kind === 'table' ? value : null;
};

export const thingField = (of: Thing, key: string): Thing | null => {
  const value = of.fields.get(key);
  return value?.kind === 'thing' ? value : null;
};

export const textField = (of: Thing | null, key: string): string => {
  const value = of?.fields.get(key);
  return value?.kind === 'text' ? value.value : '';
};

/** In which units a population with a capacity counts: told by its capacity's own unit, else by its size, else not at all. */
export function scaleOf(population: Thing | null): Scale | null {
  if (!population || !/^(?:LIF|TraubMiles)$/.test(textField(population, 'model'))) return null;
  const capacity = tableField(population, 'params')?.entries.get('C');
  return capacity ? scaleOfCapacity(capacity) : null;
}

function scaleOfCapacity(value: Value): Scale | null {
  if (value.kind !== 'num' || value.quantity) return null;
  const claim = value.claim && resolve(value.claim);
  if (claim && claim.term.unknowns.length === 0 && isWitnessed(claim)) {
    const unscaled = toNumber(claim.scale) === 1;
    return (unscaled && scales.find((each) => sameUnit(unit(each.capacity), claim.term.unit))) || null;
  }
  const exact = asConstant(value.poly);
  const size = exact ? Math.abs(toNumber(exact)) : null;
  // 0.25 or 1 nF, 250 pF: what lies between says nothing.
  return size === null ? null : size <= 10 ? nano : size >= 40 ? pico : null;
}

/** A synapse group's weight, whichever way its model keeps it. */
export function weightOf(of: Thing): { readonly value: Value | undefined; readonly holder: Table | null } {
  for (const key of ['update params', 'update vars']) {
    const holder = tableField(of, key);
    const value = holder?.entries.get('g');
    if (value) return { value, holder };
  }
  return { value: undefined, holder: null };
}
