// One synaptic event beside the gap that it has to help across: how far the strongest excitatory one moves the membrane.
import { eventOf, membraneOf } from '../core/network/event';
import { type Network, type Population } from '../core/network/network';
import { typical } from '../core/network/typical';
import { gapOf, inUnit } from './parameters';
import { inhibits, inputsOf, isCurrent, projectionsTo } from './wiring';

export interface EventSize {
  /** Peak of the potential, above rest. */
  readonly peak: number;
  /** Its integral over time, in ms. */
  readonly area: number;
  readonly gap: number;
  /** ` mV`, or nothing for a model without units. */
  readonly unit: string;
}

const weightUnits: Readonly<Record<string, string>> = {
  'lif-current-delta': 'mV',
  'lif-current-exp': 'pA',
  'lif-current-alpha': 'pA',
  'lif-cond-exp': 'nS',
  'lif-cond-alpha': 'nS',
};

/** Of the strongest excitatory weight; null where nothing excites, or the model does not tell. */
export function eventSize(network: Network, population: Population): EventSize | null {
  const gap = gapOf(population);
  const weights = [
    ...inputsOf(network, population.name).filter((each) => !isCurrent(each)),
    ...projectionsTo(network, population.name),
  ];
  const sizes = weights.flatMap(({ weight, receptor }) => {
    const mean = typical(weight);
    return mean === null || inhibits(weight, receptor) !== false ? [] : [sizeOf(population, mean, weight.unit)];
  });
  const known = sizes.flatMap((each) => each ?? []);
  if (gap === null || !(gap > 0) || known.length === 0) return null;
  const largest = known.reduce((one, other) => (other.peak > one.peak ? other : one));
  return { ...largest, gap, unit: population.stepping?.unit === null ? '' : ' mV' };
}

function sizeOf(population: Population, weight: number, unit: string | null): { peak: number; area: number } | null {
  const { stepping, dynamics } = population;
  if (stepping) {
    const { gain, kept, synapticKept } = stepping;
    if (gain === null || kept === null || kept >= 1) return null;
    // Summed over the steps that a synaptic variable holds on to it.
    const lasting = synapticKept === null ? 1 : 1 / (1 - synapticKept);
    return { peak: Math.abs(weight) * gain, area: (Math.abs(weight) * gain * lasting) / (1 - kept) };
  }
  const natural = weightUnits[dynamics];
  const membrane = natural === undefined ? null : membraneOf(population);
  const value = natural === undefined ? null : inUnit(Math.abs(weight), unit, natural);
  if (membrane === null || value === null) return null;
  const { peakMv, areaMvMs } = eventOf(membrane, value, false);
  return { peak: peakMv, area: areaMvMs };
}
