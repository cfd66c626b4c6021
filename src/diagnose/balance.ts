// The balance of excitation and inhibition: the input that each population got in a run, as mean currents where the model tells how long an event acts.
import { type Network, type Population } from '../core/network/network';
import { type Reached } from '../sim/recording';
import { roleValue } from './parameters';

export interface Balance {
  /** Per neuron, both as sizes. */
  readonly excitatory: number;
  readonly inhibitory: number;
  /** `pA` is a mean current, `mV/s` what the events add to the membrane in a second, others a weight per second. */
  readonly unit: string;
  /** Excitation over inhibition; null where nothing inhibits. */
  readonly ratio: number | null;
  /** Of both together. */
  readonly excitatoryFraction: number;
  readonly inhibitoryFraction: number;
}

/** Null where nothing arrived. */
export function balanceOf(
  { excitatory, inhibitory, weightUnit }: Reached,
  population: Population | null,
  size: number,
  ms: number,
  meanMv: number | null,
): Balance | null {
  if (size === 0 || ms === 0 || excitatory.events + inhibitory.events === 0) return null;
  const kernel = population ? kernelOf(population, meanMv) : null;
  const perSecond = 1000 / ms / size;
  // An area in ms makes a mean current: events per second × weight × ms / 1000.
  const scale = (area: number | undefined): number => (area === undefined ? perSecond : (perSecond * area) / 1000);
  const one = excitatory.weight * scale(kernel?.excitatory);
  const other = inhibitory.weight * scale(kernel?.inhibitory);
  if (one + other === 0) return null;
  return {
    excitatory: one,
    inhibitory: other,
    unit: kernel?.unit ?? (weightUnit === null ? '1/s' : `${weightUnit}/s`),
    ratio: other === 0 ? null : one / other,
    excitatoryFraction: one / (one + other),
    inhibitoryFraction: other / (one + other),
  };
}

interface Kernel {
  readonly unit: string;
  /** What an event of unit weight carries, in the unit times ms. */
  readonly excitatory: number;
  readonly inhibitory: number;
}

function kernelOf(population: Population, meanMv: number | null): Kernel | null {
  const { dynamics } = population;
  const excitatory = roleValue(population, 'synapticTimeExcitatory');
  const inhibitory = roleValue(population, 'synapticTimeInhibitory') ?? excitatory;
  const shape = /alpha/.test(dynamics) ? Math.E : 1;
  if (excitatory === null || inhibitory === null || !/^(?:lif|adex)-(?:current|cond)-(?:exp|alpha)$/.test(dynamics))
    return null;
  if (!dynamics.includes('cond')) return { unit: 'pA', excitatory: excitatory * shape, inhibitory: inhibitory * shape };
  // A conductance carries current by the distance from its reversal potential: nS × mV = pA.
  const [reversalEx, reversalIn] = [named(population, 'E_ex', 'e_rev_E'), named(population, 'E_in', 'e_rev_I')];
  if (meanMv === null || reversalEx === null || reversalIn === null) return null;
  return {
    unit: 'pA',
    excitatory: excitatory * shape * Math.abs(reversalEx - meanMv),
    inhibitory: inhibitory * shape * Math.abs(reversalIn - meanMv),
  };
}

const named = ({ params }: Population, ...names: readonly string[]): number | null =>
  names.map((each) => params[each]?.value ?? null).find((each) => each !== null) ?? null;

export const populationOf = ({ populations }: Network, name: string): Population | null =>
  populations.find((each) => each.name === name) ?? null;
