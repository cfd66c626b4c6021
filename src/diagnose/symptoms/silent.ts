// No spike, although what arrives was meant to cause some.
import { typical } from '../../core/network/typical';
import { eventSize } from '../event';
import { counted, figure } from '../numbers';
import { membraneUnit, roleValue } from '../parameters';
import { silentRates } from '../rated';
import { type Observation, type SymptomKind } from '../symptom';
import {
  hasCurrent,
  inputsOf,
  isChangedAfter,
  isCurrent,
  isFedNumbers,
  isKnown,
  isSwitchedOff,
  projectionsTo,
} from '../wiring';

/** A single neuron that a handful of events reach shows its potentials, and is not meant to fire. */
const fewNeurons = 10;
const fewEvents = 50;

const symptom: SymptomKind = {
  kind: 'silent',
  order: 5,
  find(observation) {
    const { summary, network, population } = observation;
    if (population.dynamics === 'rate') return silentRates(observation);
    if (summary.spikes > 0 || population.dynamics === 'poisson') return null;
    // Without a threshold nobody can fire: a read-out, or traces.
    if (population.equations && population.equations.threshold === null) return null;
    if (!isKnown(network, population.name) || isSwitchedOff(population) || !isMeantToFire(observation)) return null;
    // What comes later in the script may be what starts it.
    if (isChangedAfter(network, population, observation.recording.ms)) return null;
    return `no spike of ${counted(summary.size, 'neuron')} in ${figure(observation.recording.ms, 6)} ms; ${because(observation)}`;
  },
};

export default symptom;

function isMeantToFire({ network, population, summary, reached, allSilent }: Observation): boolean {
  // A current that holds it down does so on purpose.
  if (inputsOf(network, population.name).some((each) => isCurrent(each) && (typical(each.weight) ?? 0) < 0))
    return false;
  if (isFedNumbers(network, population) && summary.size >= fewNeurons) return true;
  const events = reached?.excitatory.events ?? 0;
  // Weights of nothing are placeholders.
  if (events > 0 && (reached?.excitatory.weight ?? 0) === 0) return false;
  if (events > 0) return summary.size >= fewNeurons || events / summary.size >= fewEvents;
  // A current that stays below the threshold shows the leak; a network in which nothing at all starts is another matter.
  const alone = network.inputs.length === 0 && !network.populations.some((each) => hasCurrent(network, each));
  return allSilent && alone && summary.size >= fewNeurons && projectionsTo(network, population.name).length > 0;
}

function because({ network, population, summary, reached, recording }: Observation): string {
  const unit = membraneUnit(population);
  const event = eventSize(network, population);
  const events = reached?.excitatory.events ?? 0;
  const perSecond = recording.ms > 0 ? (events * 1000) / recording.ms / summary.size : 0;
  const membrane =
    summary.vMean === null ? '' : `the membrane is at ${figure(summary.vMean)} ± ${figure(summary.vSd ?? 0)}${unit}`;
  if (!event) {
    const threshold = roleValue(population, 'threshold');
    return [membrane, threshold === null ? '' : `the threshold at ${figure(threshold)}${unit}`]
      .filter(Boolean)
      .join(', ');
  }
  const one = `one synaptic event moves the membrane by ${figure(event.peak)}${event.unit}; the gap from rest to threshold is ${figure(event.gap)}${event.unit}, so ${counted(Math.ceil(event.gap / event.peak), 'event')} would have to come at once`;
  if (events === 0) return `${one}, and nothing arrives: no input starts it`;
  const lift = (event.area * perSecond) / 1000;
  return `${one}; the ${figure(perSecond)} events/s that arrive lift it by ${figure(lift)}${event.unit}`;
}
