// The membrane leaves every range that a neuron can be in, or is no number any more.
import { counted, figure } from '../numbers';
import { membraneUnit, roleValue } from '../parameters';
import { type SymptomKind } from '../symptom';

/** In mV; a membrane between reversal potentials stays within 200. */
const furthestMv = 1000;
/** In thresholds, for models without units: the runbook of such models takes 100 for a threshold of 1. */
const furthestThresholds = 100;

const symptom: SymptomKind = {
  kind: 'diverging',
  order: 1,
  find({ population, recording }) {
    const traces = recording.traces.filter(
      ({ population: name, variable }) => name === population.name && (variable === 'v' || variable === 'u'),
    );
    const unit = membraneUnit(population);
    const [threshold, leak] = [roleValue(population, 'threshold'), roleValue(population, 'leak') ?? 0];
    if (threshold !== null && population.stepping?.unit === null && threshold === 0) return null;
    const limit = population.stepping?.unit === null ? furthestThresholds * Math.abs(threshold ?? 1) : furthestMv;
    let [furthest, atMs] = [leak, 0];
    for (const { values, intervalMs, unit: traced, variable } of traces) {
      if (variable === 'u' && population.stepping === undefined) continue;
      if (traced !== 'mV' && traced !== '') continue;
      for (let k = 0; k < values.length; k++) {
        const value = values[k] as number;
        if (!Number.isFinite(value))
          return `the membrane is ${figure(value)} from ${figure(k * intervalMs)} ms on, after ${counted(k, 'sample')}`;
        if (Math.abs(value - leak) > Math.abs(furthest - leak)) [furthest, atMs] = [value, k * intervalMs];
      }
    }
    // A threshold that is out there itself makes it a model's own scale.
    if (Math.abs(furthest - leak) <= Math.max(limit, 10 * Math.abs((threshold ?? leak) - leak))) return null;
    return `the membrane is at ${figure(furthest)}${unit} after ${figure(atMs)} ms, ${figure(Math.abs(furthest - leak))}${unit} away from rest`;
  },
};

export default symptom;
