// The quantities of a Network as numbers in the simulation's units, checked; what is not known is noted.
import { type Quantity } from '../core/network/network';
import { sampler } from './draws';
import { SimulationError } from './error';
import { type Random } from './random';
import { convert } from './units';

export class ValueReader {
  constructor(private readonly notes: string[]) {}

  note(text: string): void {
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  /** The value in `unit`; null, with a note, where the script leaves it open. */
  value(quantity: Quantity | null, unit: string | null, what: string, otherwise = 'left out'): number | null {
    if (quantity === null || quantity.value === null) {
      this.note(`${what} is not known${quantity === null ? '' : ` (${quantity.text})`}, ${otherwise}`);
      return null;
    }
    if (quantity.unit === null && unit !== null) this.note(`${what} has no unit, ${unit} assumed`);
    const value = unit === null ? quantity.value : convert(quantity, unit);
    if (value === null) throw this.foreign(quantity, unit, what);
    requireFinite(what, value);
    return value;
  }

  /** What gives a number after the other in `unit` where each is drawn; null where they are not. */
  draws(quantity: Quantity, unit: string | null, what: string, random: Random): (() => number) | null {
    if (quantity.value !== null || quantity.drawn === undefined) return null;
    const draw = sampler(quantity.drawn, random);
    const factor = this.factor(quantity, unit, what);
    return () => draw() * factor;
  }

  /** The numbers in `unit` where each is known; null where they are not. */
  each(quantity: Quantity, unit: string | null, what: string): Float64Array | null {
    if (quantity.value !== null || quantity.each === undefined) return null;
    const factor = this.factor(quantity, unit, what);
    const values = Float64Array.from(quantity.each, (value) => value * factor);
    for (const value of values) requireFinite(what, value);
    return values;
  }

  private factor(quantity: Quantity, unit: string | null, what: string): number {
    const factor = unit === null ? 1 : convert({ ...quantity, value: 1 }, unit);
    if (factor === null) throw this.foreign(quantity, unit, what);
    return factor;
  }

  private foreign({ unit }: Quantity, needed: string | null, what: string): SimulationError {
    return new SimulationError(`${what} is in ${unit}; the model needs ${needed ?? 'a plain number'}`);
  }
}

export function requireFinite(what: string, value: number): void {
  if (!Number.isFinite(value)) throw new SimulationError(`${what} is ${value}; it must be a finite number`);
}
