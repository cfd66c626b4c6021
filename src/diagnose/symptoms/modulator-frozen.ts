// Neuromodulators that stay where they began: nothing that would move them is ever given to them.
import { type Population } from '../../core/network/network';
import { figure } from '../numbers';
import { type Observation, type SymptomKind } from '../symptom';

/** A run this short shows no change. */
const leastMs = 50;

const symptom: SymptomKind = {
  kind: 'modulator-frozen',
  order: 10,
  find(observation) {
    const { network, recording, population } = observation;
    const { modulators = [] } = network;
    const modulated = recording.modulated ?? [];
    if (modulated.length === 0 || recording.ms < leastMs || population.name !== speaker(observation)?.name) return null;
    // One that moves shows that the bus is connected.
    const isStill = modulated.every(({ values }) => values.every((value) => value === values[0]));
    if (!isStill || modulators.some(({ driven }) => driven)) return null;
    const levels = modulated.map(({ name, values }) => `${name} at ${figure(values[0] ?? 0)}`).join(', ');
    const gain = modulators.some(({ acts }) => acts.potentiation !== 0 || acts.depression !== 0)
      ? '; learning runs at the gain of that level throughout'
      : '';
    return `${levels} from the first step to the last, in ${figure(recording.ms, 6)} ms: nothing in the script injects a reward or sets a level${gain}`;
  },
};

export default symptom;

/** The modulators are the network's: said once, of the first population whose synapses learn, or else of the first. */
function speaker({ network, recording }: Observation): Population | null {
  const learning = recording.learned?.[0]?.target;
  const { populations } = network;
  return populations.find(({ name }) => name === learning) ?? populations[0] ?? null;
}
