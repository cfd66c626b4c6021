// What a plot of a run has to know of a population beside its spikes: whether it excites, and between which potentials its membrane moves.
import { type Network } from '../core/network/network';
import { populationOf } from './balance';
import { membraneUnit, roleValue } from './parameters';
import { signsOf } from './wiring';

export interface About {
  readonly population: string;
  /** Null where its synapses are of both kinds, or not known, or it has none. */
  readonly sign: 'excitatory' | 'inhibitory' | null;
  /** Null where it is not known as one number. */
  readonly threshold: number | null;
  readonly reset: number | null;
  /** Of both. */
  readonly unit: string;
}

export function aboutOf(network: Network, name: string): About {
  const population = populationOf(network, name);
  return {
    population: name,
    sign: signOf(network, name),
    threshold: population ? roleValue(population, 'threshold') : null,
    reset: population ? roleValue(population, 'reset') : null,
    unit: population ? membraneUnit(population).trim() : '',
  };
}

function signOf(network: Network, name: string): About['sign'] {
  const signs = signsOf(network, name);
  if (signs.length === 0 || signs.some((sign) => sign !== signs[0])) return null;
  return signs[0] === null ? null : signs[0] ? 'inhibitory' : 'excitatory';
}
