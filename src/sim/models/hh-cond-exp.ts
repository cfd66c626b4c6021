// Hodgkin and Huxley's neuron with exponentially decaying conductances.
import { twoReceptors } from '../adex';
import { hodgkinHuxley, squid, squidDefaults } from '../hodgkinHuxley';

export default hodgkinHuxley({
  dynamics: 'hh-cond-exp',
  gates: squid,
  peakMv: 0,
  defaults: squidDefaults,
  receptors: (given) => twoReceptors(given, 'exp', 'conductance'),
});
