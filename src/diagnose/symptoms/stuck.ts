// Rate units that all send the same number all the time, although something reaches them.
import { stuckRates } from '../rated';
import { type SymptomKind } from '../symptom';

const symptom: SymptomKind = {
  kind: 'stuck',
  order: 4,
  find: (observation) => (observation.population.dynamics === 'rate' ? stuckRates(observation) : null),
};

export default symptom;
