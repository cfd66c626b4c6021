// A population's neuron as a mean-field estimate needs it: a membrane with one fixed threshold, or the reason why it is none.
import { unit } from '../backend';
import { type Parameter, type Population, type Role, roleUnits } from '../network/network';
import { spreadOf } from '../network/spread';
import { parseUnit } from '../units/parse';
import { divide, toNumber } from '../units/rational';
import { sameKind } from '../units/unit';

export interface Membrane {
  readonly leakMv: number;
  readonly thresholdMv: number;
  readonly resetMv: number;
  readonly tauMs: number;
  /** Null where the equations have no capacity, and for jumps of the membrane: nothing is divided by it then. */
  readonly capacityPf: number | null;
  readonly refractoryMs: number;
  readonly synapticTimeMs: { readonly excitatory: number | null; readonly inhibitory: number | null };
  /** Of neurons with any number of receptors, counted from 1. */
  readonly receptorTimesMs: readonly number[];
  readonly reversalMv: { readonly excitatory: number | null; readonly inhibitory: number | null };
  /** A constant current of the population's own parameters, as the voltage it amounts to. */
  readonly currentMv: number;
}

/** NEST 3: models of the plain membrane, with more receptors or exact spike times, that have no dynamics of their own in the Network. */
const plain = /^iaf_psc_(?:exp|alpha|delta)(?:_multisynapse|_ps|_ps_lossless)?$/;

/** NEST 3: passes on what it gets. */
export const isRelay = ({ model }: Population): boolean => model === 'parrot_neuron';

/** The membrane, or in words why there is none to calculate with. */
export function membraneIn(population: Population): Membrane | string {
  const { dynamics, model } = population;
  if (model === '') return 'its model';
  if (dynamics === 'discrete-lif') return `\`${model}\` counts in steps`;
  if (population.equations && !dynamics.startsWith('lif-'))
    return 'its equations are not those of a leaky integrate-and-fire neuron with a fixed threshold';
  if (!dynamics.startsWith('lif-') && !plain.test(model))
    return `\`${model}\` is no leaky integrate-and-fire neuron with a fixed threshold`;
  const given = (role: Role): number | null => roleValue(population, role);
  const [leakMv, thresholdMv] = [given('leak'), given('threshold')];
  const capacityPf = given('capacity');
  const tauMs = timeConstant(population, capacityPf);
  const missing = [
    ...(leakMv === null ? ['its resting potential'] : []),
    ...(thresholdMv === null ? ['its threshold'] : []),
    ...(tauMs === null ? ['its membrane time constant'] : []),
  ];
  if (leakMv === null || thresholdMv === null || tauMs === null) return `${missing.join(' and ')} is not known`;
  if (!(tauMs > 0) || (capacityPf !== null && !(capacityPf > 0))) return 'its membrane time constant is not positive';
  const current = given('constantCurrent');
  return {
    leakMv,
    thresholdMv,
    resetMv: given('reset') ?? leakMv,
    tauMs,
    capacityPf,
    refractoryMs: Math.max(0, given('refractory') ?? 0),
    synapticTimeMs: { excitatory: given('synapticTimeExcitatory'), inhibitory: given('synapticTimeInhibitory') },
    receptorTimesMs: population.params['tau_syn']?.list ?? [],
    reversalMv: { excitatory: reversal(population, 'excitatory'), inhibitory: reversal(population, 'inhibitory') },
    currentMv: current !== null && capacityPf !== null ? (current * tauMs) / capacityPf : 0,
  };
}

/** A leak conductance that the script gives goes before a time constant that it does not. */
function timeConstant(population: Population, capacityPf: number | null): number | null {
  const [time, leak] = [found(population, 'membraneTime'), found(population, 'leakConductance')];
  const conductanceNs = leak && inRoleUnit(leak);
  const fromLeak = conductanceNs && capacityPf !== null ? capacityPf / conductanceNs : null;
  if (time && (fromLeak === null || time.byDefault !== true || leak?.byDefault === true)) return inRoleUnit(time);
  return fromLeak;
}

/** What the script gives goes before a default. */
function found({ params }: Population, role: Role): Parameter | null {
  const known = Object.values(params).filter((each) => each.role === role && spreadOf(each) !== null);
  return known.find((each) => each.byDefault !== true) ?? known[0] ?? null;
}

/** Where each neuron has its own, the mean of them. */
function inRoleUnit(parameter: Parameter): number | null {
  const spread = spreadOf(parameter);
  if (parameter.role === undefined || !spread) return null;
  return valueIn({ value: spread.mean, unit: parameter.unit }, roleUnits[parameter.role]);
}

function roleValue(population: Population, role: Role): number | null {
  const parameter = found(population, role);
  return parameter && inRoleUnit(parameter);
}

/** A quantity's value in another unit; a number without a unit is in it already. */
export function valueIn(
  { value, unit: own }: { value: number | null; unit: string | null },
  to: string,
): number | null {
  if (value === null || own === null || own === to) return value;
  const from = parseUnit(own);
  if (!from || !sameKind(from, unit(to))) return null;
  return value * toNumber(divide(from.factor, unit(to).factor));
}

/** Reversal potentials have no role: every backend has its own names for them (NEST, PyNN, Brian 2's as read). */
const reversalNames = {
  excitatory: ['E_ex', 'e_rev_E', 'E_exc', 'Ee'],
  inhibitory: ['E_in', 'e_rev_I', 'E_inh', 'Ei'],
};

function reversal({ params }: Population, kind: keyof typeof reversalNames): number | null {
  for (const name of reversalNames[kind]) {
    const parameter = params[name];
    if (parameter && parameter.value !== null) return valueIn(parameter, 'mV');
  }
  return null;
}
