// The adaptive exponential neuron whose membrane jumps by the weight: NEST's aeif_psc_delta.
import { adexModel, jumps } from '../adex';

export default adexModel('adex-current-delta', jumps);
