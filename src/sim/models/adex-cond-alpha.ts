// The adaptive exponential neuron with alpha-shaped conductances: NEST's aeif_cond_alpha.
import { adexModel, twoReceptors } from '../adex';

export default adexModel('adex-cond-alpha', (given) => twoReceptors(given, 'alpha', 'conductance'));
