// The adaptive exponential neuron with exponentially decaying currents: NEST's aeif_psc_exp.
import { adexModel, twoReceptors } from '../adex';

export default adexModel('adex-current-exp', (given) => twoReceptors(given, 'exp', 'current'));
