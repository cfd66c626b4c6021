// How a neuron model gets at the parameters of a population: by role or by name, in the unit it works in, checked; what is missing is assumed and said.
import { type Parameter, type Population, type Role, roleUnits } from '../core/network/network';
import { sampler } from './draws';
import { SimulationError } from './error';
import { isMixed, type PerNeuron, valueAt } from './model';
import { type Random, stream } from './random';
import { convert } from './units';

export interface Wanted {
  readonly role?: Role;
  /** The names that backends have for it; the first one that the population has counts. */
  readonly keys?: readonly string[];
  /** Of the value; a role has its own. Null for a plain number. */
  readonly unit?: string | null;
  readonly bound?: 'positive' | 'not negative';
}

export interface Found {
  readonly value: PerNeuron;
  readonly byDefault: boolean;
}

export class ParameterReader {
  constructor(
    readonly population: Population,
    readonly size: number,
    readonly backend: string,
    private readonly seed: number,
    readonly note: (text: string) => void,
  ) {}

  /** Null where the script does not tell. */
  find(wanted: Wanted): Found | null {
    const entry = this.entry(wanted);
    if (entry === null) return null;
    const [key, parameter] = entry;
    const { bound } = wanted;
    const unit = unitOf(wanted);
    const value = this.valueOf(key, parameter, unit);
    if (parameter.infinite === true) return { value, byDefault: false };
    for (let i = 0; i < (typeof value === 'number' ? 1 : value.length); i++)
      requireSound(this.population, key, valueAt(value, i), bound);
    return { value, byDefault: parameter.byDefault ?? false };
  }

  /** Where the script does not tell, `otherwise` holds; with `because` that is noted. */
  value(wanted: Wanted, otherwise: PerNeuron, because?: string): PerNeuron {
    const found = this.find(wanted);
    if (found !== null) return found.value;
    if (because !== undefined) {
      const name = wanted.role ?? wanted.keys?.[0] ?? 'a parameter';
      const unit = unitOf(wanted);
      const shown = typeof otherwise === 'number' ? String(otherwise) : 'a value for each neuron';
      const amount = unit === null ? shown : `${shown} ${unit}`;
      this.note(`${this.population.name}: ${name} is not known, ${amount} assumed (${because})`);
    }
    return otherwise;
  }

  /** One number for all neurons; where each has its own, their mean, which is noted. */
  single(wanted: Wanted, otherwise: number, because?: string): number {
    const value = this.value(wanted, otherwise, because);
    if (typeof value === 'number') return value;
    const mean = value.reduce((sum, each) => sum + each, 0) / value.length;
    const name = wanted.role ?? wanted.keys?.[0] ?? 'a parameter';
    this.note(`${this.population.name}: ${name} is drawn for each neuron; its mean ${mean} is taken for all`);
    return mean;
  }

  /** A parameter that is a list for each neuron, such as one time constant for each receptor; null where it is none. */
  list(key: string, unit: string | null, bound?: Wanted['bound']): readonly number[] | null {
    const parameter = this.population.params[key];
    const list = parameter?.list;
    if (parameter === undefined || list === undefined) return null;
    return list.map((value) => {
      const converted = inUnit(parameter, value, unit);
      requireSound(this.population, key, converted, bound);
      return converted;
    });
  }

  /** A stream of random numbers of this population's own. */
  stream(purpose: string): Random {
    return stream(this.seed, `${purpose} of ${this.population.name}`);
  }

  private entry({ role, keys }: Wanted): readonly [string, Parameter] | null {
    let found: readonly [string, Parameter] | null = null;
    if (role !== undefined)
      for (const [key, parameter] of Object.entries(this.population.params))
        if (parameter.role === role && isKnown(parameter, this.size) && (found === null || found[1].byDefault === true))
          found = [key, parameter];
    if (found !== null) return found;
    for (const key of keys ?? []) {
      const parameter = this.population.params[key];
      if (parameter !== undefined && isKnown(parameter, this.size)) return [key, parameter];
    }
    return null;
  }

  private valueOf(key: string, parameter: Parameter, unit: string | null): PerNeuron {
    const { drawn, each } = parameter;
    if (parameter.infinite === true) return Infinity;
    if (parameter.value !== null) return inUnit(parameter, parameter.value, unit);
    const draw = drawn ? sampler(drawn, this.stream(`draw ${key}`)) : null;
    return Float64Array.from({ length: this.size }, (_, i) => inUnit(parameter, draw?.() ?? each?.[i] ?? NaN, unit));
  }
}

/** With a number, with one for each neuron, or with a way to draw them. */
const isKnown = ({ value, infinite, drawn, each }: Parameter, size: number): boolean =>
  value !== null || infinite === true || drawn !== undefined || each?.length === size;

const unitOf = ({ role, unit }: Wanted): string | null => (role === undefined ? (unit ?? null) : roleUnits[role]);

/** A quantity stands in the wanted unit unless it says otherwise. */
const inUnit = (parameter: Parameter, value: number, unit: string | null): number =>
  (unit === null ? null : convert({ ...parameter, value }, unit)) ?? value;

function requireSound(population: Population, key: string, value: number, bound: Wanted['bound']): void {
  const sound =
    Number.isFinite(value) && (bound !== 'positive' || value > 0) && (bound !== 'not negative' || value >= 0);
  if (sound) return;
  const expected =
    bound === 'positive' ? 'a positive number' : bound === 'not negative' ? 'zero or more' : 'a finite number';
  throw new SimulationError(`population ${population.name}: ${key} is ${value}; it must be ${expected}`);
}

/** Calculates with values of which some are one for each neuron. */
export function combine(values: readonly PerNeuron[], of: (...each: number[]) => number): PerNeuron {
  const length = values.find((value) => typeof value !== 'number')?.length;
  if (length === undefined || !isMixed(values)) return of(...(values as readonly number[]));
  return Float64Array.from({ length }, (_, i) => of(...values.map((value) => valueAt(value, i))));
}
