// Traub and Miles' neuron with exponentially decaying conductances: NEST's hh_cond_exp_traub, and PyNN's HH_cond_exp.
import { twoReceptors } from '../adex';
import { hodgkinHuxley, traub, traubDefaults } from '../hodgkinHuxley';

export default hodgkinHuxley({
  dynamics: 'hh-cond-exp-traub',
  gates: traub,
  // 30 mV above the offset.
  peakMv: 30,
  defaults: traubDefaults,
  receptors: (given) => twoReceptors(given, 'exp', 'conductance'),
});
