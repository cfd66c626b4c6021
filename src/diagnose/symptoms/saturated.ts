// Fires as fast as its refractory period lets it: more input changes nothing any more.
import { figure, percent } from '../numbers';
import { ceilingHz } from '../parameters';
import { saturatedRates } from '../rated';
import { type SymptomKind } from '../symptom';
import runaway from './runaway';

const nearlyAll = 0.9;
/** Below it the refractory period itself is what is unusual. */
const leastHz = 20;

const symptom: SymptomKind = {
  kind: 'saturated',
  order: 3,
  find(observation) {
    const { summary, population, recording } = observation;
    if (population.dynamics === 'rate') return saturatedRates(observation);
    if (population.dynamics === 'poisson' || population.stepping?.unit === null) return null;
    const ceiling = ceilingHz(population, recording.dtMs);
    const { rateHz } = summary;
    // Without a refractory period the ceiling is the step's, which nothing reaches by saturating.
    if (rateHz < leastHz || rateHz < nearlyAll * ceiling || ceiling > 900 / recording.dtMs) return null;
    if (runaway.find(observation) !== null) return null;
    return `${figure(rateHz)} Hz is ${percent(rateHz / ceiling)} of the ${figure(ceiling)} Hz that its refractory period allows`;
  },
};

export default symptom;
