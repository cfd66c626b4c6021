// The parameters of an integrate-and-fire population, read by their roles and checked; what is missing is assumed and said.
import { type Parameter, type Population, type Role, roleUnits } from '../core/network/network';
import { SimulationError } from './error';
import { type MembraneParameters } from './model';
import { convert, type NaturalUnit } from './units';

/** NEST 3 iaf_psc_exp's defaults: what most published models start from. */
const fallback: Readonly<Record<Role, number>> = {
  threshold: -55,
  leak: -70,
  reset: -70,
  initial: -70,
  capacity: 250,
  membraneTime: 10,
  leakConductance: 25,
  refractory: 2,
  synapticTimeExcitatory: 2,
  synapticTimeInhibitory: 2,
  constantCurrent: 0,
};

const mustBePositive: ReadonlySet<Role> = new Set<Role>([
  'capacity',
  'membraneTime',
  'leakConductance',
  'synapticTimeExcitatory',
  'synapticTimeInhibitory',
]);

/** Roles that need no note when they are left out: a membrane starts at rest and no current flows. */
const silentlyDefault: ReadonlySet<Role> = new Set<Role>(['initial', 'constantCurrent']);

interface Known {
  readonly key: string;
  readonly value: number;
  readonly byDefault: boolean;
}

export function readParameters(
  population: Population,
  backend: string,
  note: (text: string) => void,
): MembraneParameters {
  const known = knownByRole(population);
  const get = (role: Role, otherwise?: number): number => {
    const found = known.get(role);
    if (found !== undefined) return found.value;
    const value = otherwise ?? fallback[role];
    if (otherwise === undefined && !silentlyDefault.has(role)) {
      note(`${population.name}: ${role} is not known, ${value} ${roleUnits[role]} assumed (NEST's default)`);
    }
    return value;
  };
  const leakMv = get('leak');
  const synaptic = population.dynamics !== 'lif-current-delta';
  return {
    leakMv,
    thresholdMv: get('threshold'),
    resetMv: get('reset'),
    initialMv: get('initial', leakMv),
    ...membrane(known, get),
    refractoryMs: get('refractory'),
    synapticTimeExcitatoryMs: synaptic ? get('synapticTimeExcitatory') : fallback.synapticTimeExcitatory,
    synapticTimeInhibitoryMs: synaptic ? get('synapticTimeInhibitory') : fallback.synapticTimeInhibitory,
    constantCurrentPa: get('constantCurrent'),
    ...reversals(population, backend),
  };
}

/** Capacity and time constant, where one of them may be given through the leak conductance. */
function membrane(
  known: ReadonlyMap<Role, Known>,
  get: (role: Role, otherwise?: number) => number,
): { capacityPf: number; membraneTimeMs: number } {
  const time = known.get('membraneTime');
  const conductance = known.get('leakConductance');
  const fromConductance =
    conductance !== undefined && (time === undefined || (time.byDefault && !conductance.byDefault));
  if (!fromConductance) {
    const membraneTimeMs = get('membraneTime');
    return { membraneTimeMs, capacityPf: get('capacity') };
  }
  if (known.get('capacity') === undefined && time !== undefined) {
    return { membraneTimeMs: time.value, capacityPf: time.value * conductance.value };
  }
  const capacityPf = get('capacity');
  return { capacityPf, membraneTimeMs: capacityPf / conductance.value };
}

function knownByRole(population: Population): Map<Role, Known> {
  const known = new Map<Role, Known>();
  for (const [key, parameter] of Object.entries(population.params)) {
    const { role } = parameter;
    if (role === undefined || parameter.value === null) continue;
    const value = inUnit(parameter, roleUnits[role] as NaturalUnit);
    requireSound(population, key, value, mustBePositive.has(role), role === 'refractory');
    const other = known.get(role);
    if (other === undefined || other.byDefault)
      known.set(role, { key, value, byDefault: parameter.byDefault ?? false });
  }
  return known;
}

/** Excitatory and inhibitory reversal potentials have no role; every backend has its own names for them. */
const reversalKeys = {
  excitatory: ['E_ex', 'e_rev_E', 'E_exc', 'Ee'],
  inhibitory: ['E_in', 'e_rev_I', 'E_inh', 'Ei'],
};

function reversals(
  population: Population,
  backend: string,
): { reversalExcitatoryMv: number; reversalInhibitoryMv: number } {
  // Defaults: NEST 3 iaf_cond_exp 0 and -85 mV, PyNN 0.10 IF_cond_exp 0 and -70 mV.
  const inhibitory = /pynn|spinn/i.test(backend) ? -70 : -85;
  return {
    reversalExcitatoryMv: byKey(population, reversalKeys.excitatory) ?? 0,
    reversalInhibitoryMv: byKey(population, reversalKeys.inhibitory) ?? inhibitory,
  };
}

function byKey(population: Population, keys: readonly string[]): number | undefined {
  for (const key of keys) {
    const parameter = population.params[key];
    if (parameter === undefined || parameter.value === null) continue;
    const value = inUnit(parameter, 'mV');
    requireSound(population, key, value, false, false);
    return value;
  }
  return undefined;
}

/** A role's quantity stands in the role's unit unless it says otherwise. */
function inUnit(parameter: Parameter, unit: NaturalUnit): number {
  return convert(parameter, unit) ?? (parameter.value as number);
}

function requireSound(
  population: Population,
  key: string,
  value: number,
  positive: boolean,
  notNegative: boolean,
): void {
  const expected = positive ? 'a positive number' : notNegative ? 'zero or more' : 'a finite number';
  const sound = Number.isFinite(value) && (!positive || value > 0) && (!notNegative || value >= 0);
  if (!sound) throw new SimulationError(`population ${population.name}: ${key} is ${value}; it must be ${expected}`);
}
