// Numbers of a network multiplied, however they are known: one value, a draw, one for each.
import { scaledDraw } from './draws';
import { type Population, type Quantity, type Role } from './network';
import { quantityText, shortly } from './scalable';

/** @param factor above 0 @param from where it is measured from: a potential's distance from another is multiplied, not what stands above 0 mV */
export function scaled<Given extends Quantity>(quantity: Given, factor: number, from = 0): Given {
  const { value, drawn, each, unit } = quantity;
  if (factor === 1) return quantity;
  const to = value === null ? null : from + (value - from) * factor;
  return {
    ...quantity,
    ...(to === null
      ? { text: `${shortly(factor)} × (${quantity.text})` }
      : { value: Number(to.toPrecision(12)), text: quantityText(to, unit) }),
    ...(drawn === undefined ? {} : { drawn: scaledDraw(drawn, factor) }),
    ...(each === undefined ? {} : { each: Float64Array.from(each, (one) => one * factor) }),
  };
}

type Stepping = NonNullable<Population['stepping']>;

export function stepped(stepping: Stepping, role: Role, change: (value: number) => number): Stepping {
  const key = { threshold: 'threshold', leak: 'rest', reset: 'resetTo' }[role as string] as
    'threshold' | 'rest' | 'resetTo' | undefined;
  const value = key === undefined ? null : stepping[key];
  if (key === undefined || value === null) return stepping;
  const to = change(value);
  // What a spike takes off is a part of the threshold.
  const { subtract } = stepping;
  const less = key === 'threshold' && subtract !== null && value > 0 ? { subtract: (subtract * to) / value } : {};
  return { ...stepping, [key]: to, ...less };
}
