// What the project file settles of names: the units that they are in, and the values that they are taken for where nothing tells.
import { type Assumed } from '../settings';
import { type Rational } from '../units/rational';
import { type Unit } from '../units/unit';
import { type Claim, claimOf, type Evidence } from './claim';
import { constant } from './poly';
import { flag, num, text, type Value } from './value';

export interface Settled {
  readonly units: ReadonlyMap<string, Unit>;
  readonly assume: ReadonlyMap<string, Assumed>;
}

export const unsettled: Settled = { units: new Map(), assume: new Map() };

/** `V_th` of `self.V_th` and of `params["V_th"]` alike: a name is settled wherever it is met. */
export function settledClaim({ units }: Settled, name: string): Claim | null {
  const unit = units.size === 0 ? undefined : units.get(name);
  return unit ? claimOf(unit, said(`the project file gives \`${name}\` in ${unit.symbol ?? '?'}`, unit)) : null;
}

const said = (words: string, unit: Unit): Evidence => ({ kind: 'declared', text: words, span: null, unit });

/** What a name that nothing tells of is taken for; null where the project file does not speak of it. */
export function assumedOf(settled: Settled, name: string): Value | null {
  const assumed = settled.assume.size === 0 ? undefined : settled.assume.get(name);
  if (!assumed) return null;
  const { value, unit } = assumed;
  if (typeof value === 'boolean') return flag(value);
  if (typeof value === 'string') return text(value);
  return number(value, unit, name, settled);
}

function number(value: Rational, unit: Unit | null, name: string, settled: Settled): Value {
  const claim = unit
    ? claimOf(unit, said(`the project file takes \`${name}\` for a number of ${unit.symbol ?? '?'}`, unit))
    : settledClaim(settled, name);
  return num(constant(value), claim ? { claim } : { literal: true });
}
