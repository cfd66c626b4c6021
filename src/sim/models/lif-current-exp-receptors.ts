// LIF with numbered receptors of exponentially decaying currents: NEST's iaf_psc_exp_multisynapse.
import { numberedModel } from '../numbered';

export default numberedModel('lif-current-exp-receptors', 'exp');
