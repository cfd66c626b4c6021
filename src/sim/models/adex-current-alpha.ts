// The adaptive exponential neuron with alpha-shaped currents: NEST's aeif_psc_alpha.
import { adexModel, twoReceptors } from '../adex';

export default adexModel('adex-current-alpha', (given) => twoReceptors(given, 'alpha', 'current'));
