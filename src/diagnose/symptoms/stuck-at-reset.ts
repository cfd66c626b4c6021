// Held at the reset for most of the run, because the refractory period is longer than what happens around it.
import { figure, percent } from '../numbers';
import { roleValue } from '../parameters';
import { type SymptomKind } from '../symptom';

const mostOfTheTime = 0.8;
/** Shorter ones are usual; a neuron that fires again at once is a runaway. */
const longMs = 50;

const symptom: SymptomKind = {
  kind: 'stuck-at-reset',
  order: 4,
  find({ population, recording, summary }) {
    const [reset, refractoryMs] = [roleValue(population, 'reset'), roleValue(population, 'refractory')];
    if (reset === null || refractoryMs === null || refractoryMs < longMs || summary.spikes === 0) return null;
    const traces = recording.traces.filter(
      ({ population: name, isMembrane, unit }) => name === population.name && isMembrane && unit === 'mV',
    );
    let [held, all] = [0, 0];
    for (const { values } of traces) {
      for (const value of values) if (Math.abs(value - reset) < 1e-9) held++;
      all += values.length;
    }
    if (all === 0 || held < mostOfTheTime * all) return null;
    return `the membrane is at the reset of ${figure(reset)} mV for ${percent(held / all)} of the time: the refractory period is ${figure(refractoryMs)} ms, the run ${figure(recording.ms, 6)} ms`;
  },
};

export default symptom;
