// LIF with numbered receptors of alpha-shaped currents: NEST's iaf_psc_alpha_multisynapse.
import { numberedModel } from '../numbered';

export default numberedModel('lif-current-alpha-receptors', 'alpha');
