// What all leaky integrate-and-fire models share: their membrane's parameters and where events arrive.
import { type Role } from '../core/network/network';
import { type PerNeuron, type Port } from './model';
import { combine, type ParameterReader, type Wanted } from './parameters';

/** Checked, in the units of their names. */
export interface MembraneParameters {
  readonly thresholdMv: PerNeuron;
  readonly leakMv: PerNeuron;
  readonly resetMv: PerNeuron;
  readonly initialMv: PerNeuron;
  readonly capacityPf: PerNeuron;
  readonly membraneTimeMs: PerNeuron;
  readonly refractoryMs: PerNeuron;
  readonly synapticTimeExcitatoryMs: PerNeuron;
  readonly synapticTimeInhibitoryMs: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  readonly reversalExcitatoryMv: PerNeuron;
  readonly reversalInhibitoryMv: PerNeuron;
}

/** NEST 3 iaf_psc_exp's defaults: what most published models start from. */
const fallback: Readonly<Partial<Record<Role, number>>> = {
  threshold: -55,
  leak: -70,
  reset: -70,
  capacity: 250,
  membraneTime: 10,
  refractory: 2,
  synapticTimeExcitatory: 2,
  synapticTimeInhibitory: 2,
};
const because = "NEST's default";

const positive: ReadonlySet<Role> = new Set<Role>([
  'capacity',
  'membraneTime',
  'leakConductance',
  'synapticTimeExcitatory',
  'synapticTimeInhibitory',
]);

/** By role, with the bound of that role; `otherwise` says what holds without a word where it is not given. */
export function byRole(given: ParameterReader, role: Role, otherwise?: PerNeuron): PerNeuron {
  const wanted = withBound(role);
  return otherwise === undefined ? given.value(wanted, fallback[role] ?? 0, because) : given.value(wanted, otherwise);
}

function withBound(role: Role): Wanted {
  if (positive.has(role)) return { role, bound: 'positive' };
  return role === 'refractory' ? { role, bound: 'not negative' } : { role };
}

/** @param synaptic false for models without synaptic time constants */
export function readMembrane(given: ParameterReader, synaptic = true): MembraneParameters {
  const leakMv = byRole(given, 'leak');
  return {
    leakMv,
    thresholdMv: byRole(given, 'threshold'),
    resetMv: byRole(given, 'reset'),
    initialMv: byRole(given, 'initial', leakMv),
    ...readCapacity(given),
    refractoryMs: byRole(given, 'refractory'),
    synapticTimeExcitatoryMs: byRole(given, 'synapticTimeExcitatory', synaptic ? undefined : 2),
    synapticTimeInhibitoryMs: byRole(given, 'synapticTimeInhibitory', synaptic ? undefined : 2),
    constantCurrentPa: byRole(given, 'constantCurrent', 0),
    ...readReversals(given),
  };
}

/** Capacity and time constant, where one of them may be given through the leak conductance. */
export function readCapacity(given: ParameterReader): { capacityPf: PerNeuron; membraneTimeMs: PerNeuron } {
  const time = given.find({ role: 'membraneTime', bound: 'positive' });
  const conductance = given.find({ role: 'leakConductance', bound: 'positive' });
  const fromConductance = conductance !== null && (time === null || (time.byDefault && !conductance.byDefault));
  if (!fromConductance) {
    const membraneTimeMs = byRole(given, 'membraneTime');
    return { membraneTimeMs, capacityPf: byRole(given, 'capacity') };
  }
  if (time !== null && given.find({ role: 'capacity' }) === null) {
    const capacityPf = combine([time.value, conductance.value], (tau, leak) => tau * leak);
    return { membraneTimeMs: time.value, capacityPf };
  }
  const capacityPf = byRole(given, 'capacity');
  return { capacityPf, membraneTimeMs: combine([capacityPf, conductance.value], (c, g) => c / g) };
}

/** Reversal potentials have no role; every backend has its own names for them. */
export function readReversals(given: ParameterReader): {
  reversalExcitatoryMv: PerNeuron;
  reversalInhibitoryMv: PerNeuron;
} {
  // Defaults: NEST 3 iaf_cond_exp 0 and -85 mV, PyNN 0.10 IF_cond_exp 0 and -70 mV.
  const inhibitory = /pynn|spinn/i.test(given.backend) ? -70 : -85;
  return {
    reversalExcitatoryMv: given.value({ keys: ['E_ex', 'e_rev_E', 'E_exc', 'Ee'], unit: 'mV' }, 0),
    reversalInhibitoryMv: given.value({ keys: ['E_in', 'e_rev_I', 'E_inh', 'Ei'], unit: 'mV' }, inhibitory),
  };
}

export const currentPorts: readonly Port[] = [
  { name: 'excitatory', unit: 'pA', sign: 'any' },
  { name: 'inhibitory', unit: 'pA', sign: 'negative', inhibits: true },
];

export const conductancePorts: readonly Port[] = [
  { name: 'excitatory', unit: 'nS', sign: 'positive', inhibits: false },
  { name: 'inhibitory', unit: 'nS', sign: 'positive', inhibits: true },
];

export const deltaPorts: readonly Port[] = [{ name: 'membrane', unit: 'mV', sign: 'any' }];
