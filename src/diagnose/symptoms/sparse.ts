// So few spikes, of so few neurons, that nothing can be learned from them although input arrives.
import { spikeCounts } from '../../stats/rate';
import { counted, figure, percent } from '../numbers';
import { type SymptomKind } from '../symptom';
import { isFedNumbers, isKnown, isSwitchedOff } from '../wiring';

/** Cortical populations fire at less than 1 Hz by design: only next to nothing is a symptom. */
const activePart = 0.01;
/** Of the steps, in models that are fed numbers: T4DM's runbook. */
const fewPerStep = 0.01;
const leastNeurons = 100;
const leastMs = 200;

const symptom: SymptomKind = {
  kind: 'sparse',
  order: 6,
  find({ summary, recording, range, population, network, reached }) {
    const { spikes, size, rateHz } = summary;
    if (spikes === 0 || size < leastNeurons || recording.ms < leastMs || population.dynamics === 'poisson') return null;
    const perStep = (rateHz * recording.dtMs) / 1000;
    if (isFedNumbers(network, population))
      return perStep < fewPerStep
        ? `${percent(perStep)} of the steps hold a spike, below ${percent(fewPerStep)}: ${figure(rateHz)} Hz at ${figure(recording.dtMs)} ms a step`
        : null;
    if ((reached?.excitatory.events ?? 0) === 0 || !isKnown(network, population.name) || isSwitchedOff(population))
      return null;
    const counts = spikeCounts(recording, range, { startMs: 0, endMs: recording.ms });
    const active = counts.reduce((sum, each) => sum + (each > 0 ? 1 : 0), 0);
    if (active >= size * activePart) return null;
    return `${counted(active, 'neuron')} of ${size} fired in ${figure(recording.ms, 6)} ms (${percent(active / size)}), ${figure(rateHz)} Hz on average`;
  },
};

export default symptom;
