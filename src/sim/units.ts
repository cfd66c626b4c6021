// The quantities of a Network in the units that the simulation works in.
import { type Quantity } from '../core/network/network';
import { parseUnit } from '../core/units/parse';
import { conversion, sameKind } from '../core/units/unit';

/** The quantity's value in `to`; a quantity without a unit is taken to be in `to`. Null where the units don't belong together. */
export function convert(quantity: Quantity, to: string): number | null {
  const { value, unit } = quantity;
  if (value === null || unit === null || unit === to) return value;
  const from = parseUnit(unit);
  const target = parseUnit(to);
  if (from === null || target === null || !sameKind(from, target)) return null;
  // Both parts are exact as numbers, where 1/1000 would not be.
  const { n, d } = conversion(from, target);
  return (value * Number(n)) / Number(d);
}
