// A population that runs away for want of inhibition, or is silent under too much of it.
import { figure, percent } from '../numbers';
import { type Observation, type SymptomKind } from '../symptom';
import { inhibitoryShare, isComplete, isRecurrent } from '../wiring';
import runaway from './runaway';
import silent from './silent';

/** Of all input. */
const hardlyAny = 0.05;
const mostlyInhibition = 0.8;

const symptom: SymptomKind = {
  kind: 'unbalanced',
  order: 7,
  find(observation) {
    const { balance, network, population } = observation;
    if (!balance || !isRecurrent(network, population.name) || !isComplete(network, population.name)) return null;
    const lacks = balance.inhibitoryFraction < hardlyAny && runaway.find(observation) !== null;
    const drowns = balance.inhibitoryFraction > mostlyInhibition && silent.find(observation) !== null;
    return lacks || drowns ? evidence(observation, balance) : null;
  },
};

export default symptom;

function evidence({ network }: Observation, balance: NonNullable<Observation['balance']>): string {
  const { excitatory, inhibitory, unit, ratio, inhibitoryFraction } = balance;
  const share = inhibitoryShare(network);
  const cells = share === null ? '' : `; ${percent(share)} of the cells are inhibitory`;
  const times = ratio === null ? 'there is no inhibition' : `${figure(ratio)} : 1`;
  return `each neuron gets ${figure(excitatory)} ${unit} of excitation and ${figure(inhibitory)} ${unit} of inhibition (${times}); ${percent(inhibitoryFraction)} of its input inhibits${cells}`;
}
