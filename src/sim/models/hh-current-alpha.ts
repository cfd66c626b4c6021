// Hodgkin and Huxley's neuron with alpha-shaped synaptic currents: NEST's hh_psc_alpha.
import { twoReceptors } from '../adex';
import { hodgkinHuxley, squid, squidDefaults } from '../hodgkinHuxley';

export default hodgkinHuxley({
  dynamics: 'hh-current-alpha',
  gates: squid,
  peakMv: 0,
  defaults: squidDefaults,
  receptors: (given) => twoReceptors(given, 'alpha', 'current'),
});
