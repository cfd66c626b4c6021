// Values of NEST's nodes and connections: parameters that were set node by node, weights out of a matrix, the neurons that a generator reaches.
import { type Thing, type Value } from '../../evaluate/value';
import { nestDefaults, nestParameterUnit } from '../../backends/facts/nest';
import { type Part } from '../cuts';
import { plainNumber } from '../draws';
import { type End } from './ends';
import { nodeParameters } from './nodes';
import { type Numbers, type Quantity } from '../network';
import { quantity } from '../read';

export const textOf = (value: Value | undefined): string | null => (value?.kind === 'text' ? value.value : null);

/** Parameters that were set for each node: those that all have as plain numbers. */
export function ownParameters(of: Thing, model: string): [string, number[]][] {
  const own = of.fields.get(nodeParameters);
  if (own?.kind !== 'sequence') return [];
  const keys = new Set(own.items.flatMap((each) => (each.kind === 'table' ? [...each.entries.keys()] : [])));
  return [...keys].flatMap((key): [string, number[]][] => {
    const symbol = nestParameterUnit(model, key);
    const standard = nestDefaults[model]?.[key] ?? null;
    const values = own.items.map((each) => {
      const value = each.kind === 'table' ? each.entries.get(key) : undefined;
      return value ? quantity(value, symbol).value : standard;
    });
    return values.every((each) => each !== null) && new Set(values).size > 1 ? [[key, values]] : [];
  });
}

/** Of a matrix of weights, a row for each target, the one of this source. */
export function ofMatrix(value: Value | undefined, index: number, otherwise: Quantity): Quantity {
  if (value?.kind !== 'sequence' || value.count) return otherwise;
  const [row] = value.items;
  const item = row?.kind === 'sequence' ? row.items[index] : value.items[index];
  return item ? quantity(item, otherwise.unit) : otherwise;
}

/** The neurons of a part that an end names, where they are not all of it; of those that are drawn, the first as many. */
export function onlyWithin({ from, to, taken }: End, part: Part): Numbers | null {
  if (part.to !== null && taken) {
    const size = part.to - part.from;
    const chance = taken.by === 'chance' ? plainNumber(taken.chance, null) : null;
    const count =
      taken.by === 'number' && taken.count ? plainNumber(taken.count, null) : chance === null ? 1 : chance * size;
    return Array.from({ length: Math.min(size, Math.round(count ?? size)) }, (_, i) => i);
  }
  if (part.to === null || (from <= part.from && (to ?? Infinity) >= part.to)) return null;
  const [first, last] = [Math.max(from, part.from), Math.min(to ?? part.to, part.to)];
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first - part.from + i);
}
