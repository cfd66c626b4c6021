// The adaptive exponential neuron with exponentially decaying conductances: NEST's aeif_cond_exp.
import { adexModel, twoReceptors } from '../adex';

export default adexModel('adex-cond-exp', (given) => twoReceptors(given, 'exp', 'conductance'));
