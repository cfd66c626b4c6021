// The membrane leaves every range that a neuron can be in, or is no number any more.
import { type Recording, type Trace } from '../../sim/recording';
import { figure, percent } from '../numbers';
import { membraneUnit, roleValue } from '../parameters';
import { divergingRates } from '../rated';
import { type SymptomKind } from '../symptom';
import { hasCurrent } from '../wiring';

/** In mV; volleys of inhibitory currents take a sound membrane to several hundred for a moment, and no longer. */
const farMv = 1000;
/** In thresholds, for models without units: the runbook of such models takes 100 for a threshold of 1. */
const farThresholds = 100;
/** Beyond `far` for this part of the time, or once beyond this many times of it. */
const lasting = 0.1;
const beyondDoubt = 1000;

const symptom: SymptomKind = {
  kind: 'diverging',
  order: 1,
  find(observation) {
    const { population, recording, network, summary } = observation;
    if (population.dynamics === 'rate') return divergingRates(observation);
    // A parameter that only the running script knows stands at 0, which nothing can be divided by.
    if (population.equations?.starts?.some(({ expression, each }) => !expression && !each) === true) return null;
    const unit = membraneUnit(population);
    const [threshold, leak] = [roleValue(population, 'threshold'), roleValue(population, 'leak') ?? 0];
    const far = population.stepping?.unit === null ? farThresholds * Math.abs(threshold ?? 1) : farMv;
    // A threshold that is out there itself makes it a model's own scale; a current is what its author chose.
    const limit = hasCurrent(network, population) ? Infinity : Math.max(far, 10 * Math.abs((threshold ?? leak) - leak));
    let [furthest, atMs, beyond, all] = [leak, 0, 0, 0];
    for (const { values, intervalMs } of membranesOf(recording, population.name)) {
      for (let k = 0; k < values.length; k++) {
        const value = values[k] as number;
        if (!Number.isFinite(value)) return `the membrane is ${figure(value)} from ${figure(k * intervalMs)} ms on`;
        const distance = Math.abs(value - leak);
        if (distance > limit) beyond++;
        if (distance > Math.abs(furthest - leak)) [furthest, atMs] = [value, k * intervalMs];
      }
      all += values.length;
    }
    // Who fires comes back from there.
    if (summary.spikes > 0 && Math.abs(furthest - leak) <= beyondDoubt * limit) return null;
    if (beyond < lasting * all && Math.abs(furthest - leak) <= beyondDoubt * limit) return null;
    if (beyond === 0) return null;
    return `the membrane is at ${figure(furthest)}${unit} after ${figure(atMs)} ms, and more than ${figure(limit)}${unit} from rest for ${percent(beyond / all)} of the time`;
  },
};

export default symptom;

/** The first variable of each traced neuron, where it is a potential or a plain number. */
const membranesOf = ({ traces }: Recording, name: string): readonly Trace[] =>
  traces.filter(
    ({ population, isMembrane, unit }) => population === name && isMembrane && (unit === 'mV' || unit === ''),
  );
