// Fires so fast that nothing but feedback, a wrong scale or a membrane that rests above its threshold explains it.
import { figure, percent } from '../numbers';
import { ceilingHz, membraneUnit, roleValue } from '../parameters';
import { runawayRates } from '../rated';
import { type Observation, type SymptomKind } from '../symptom';
import { hasCurrent, inputsOf, isComplete, isFedNumbers, isRecurrent } from '../wiring';

/** No cortical population fires so much for long. */
const runawayHz = 200;
/** Of the steps, for models whose time is counted in steps. */
const runawayPerStep = 0.5;

const muchInhibition = 0.2;
const nearlyAll = 0.9;

/** A single neuron that is driven hard shows what it does then. */
const fewNeurons = 20;

const symptom: SymptomKind = {
  kind: 'runaway',
  order: 2,
  find(observation) {
    const { summary, network, population, recording, reached, balance } = observation;
    const { rateHz } = summary;
    if (population.dynamics === 'rate') return runawayRates(observation);
    if (population.dynamics === 'poisson') return null;
    const perStep = (rateHz * recording.dtMs) / 1000;
    const isCounted = population.stepping?.unit === null;
    if (isCounted ? perStep <= runawayPerStep : rateHz <= runawayHz) return null;
    // What was left out may be what holds it.
    if (!isComplete(network, population.name)) return null;
    const events = (reached?.excitatory.events ?? 0) + (reached?.inhibitory.events ?? 0);
    // A current alone is what its author chose: a curve of rates against currents goes as high as it likes.
    // The input of a model that is given by equations may stand in them.
    if (events === 0 && population.dynamics === 'equations') return null;
    // Held by inhibition, and not as fast as it can: a regime of fast synchrony, which papers show on purpose.
    const isHeld = (balance?.inhibitoryFraction ?? 0) >= muchInhibition;
    if (isHeld && rateHz < nearlyAll * ceilingHz(population, recording.dtMs)) return null;
    const isOpen = !isRecurrent(network, population.name);
    if (events > 0 && isOpen && summary.size < fewNeurons) return null;
    const isFed = isFedNumbers(network, population);
    if (events === 0 && !isFed && (hasCurrent(network, population) || inputsOf(network, population.name).length > 0))
      return null;
    const fast = isCounted
      ? `${percent(perStep)} of the steps hold a spike`
      : `${figure(rateHz)} Hz is more than ${runawayHz} Hz`;
    return `${fast}${ofCeiling(observation)}${because(observation, events)}`;
  },
};

export default symptom;

function ofCeiling({ summary, population, recording }: Observation): string {
  const ceiling = ceilingHz(population, recording.dtMs);
  const part = summary.rateHz / ceiling;
  if (part < 0.5) return '';
  return `, ${percent(Math.min(1, part))} of the ${figure(ceiling)} Hz that its refractory period and step allow`;
}

function because({ population, network, balance }: Observation, events: number): string {
  const unit = membraneUnit(population);
  if (events === 0 && isFedNumbers(network, population)) return '; the numbers that it is fed do that alone';
  if (events === 0) {
    const [leak, threshold] = [roleValue(population, 'leak'), roleValue(population, 'threshold')];
    if (leak === null || threshold === null || leak < threshold) return '; no input reaches it';
    return `; no input reaches it: the membrane decays to ${figure(leak)}${unit}, above the threshold of ${figure(threshold)}${unit}`;
  }
  if (!balance) return '';
  const feeds = isRecurrent(network, population.name) ? '; its own spikes come back to it, and' : ';';
  const holds =
    balance.inhibitory === 0
      ? 'nothing inhibits it'
      : `inhibition is ${percent(balance.inhibitoryFraction)} of its input`;
  return `${feeds} ${figure(balance.excitatory)} ${balance.unit} of excitation reach each neuron, ${holds}`;
}
