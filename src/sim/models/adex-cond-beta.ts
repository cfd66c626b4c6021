// The adaptive exponential neuron with any number of conductances, each of its own rise, decay and reversal: NEST's aeif_cond_beta_multisynapse.
import { adexModel } from '../adex';
import { type ParameterReader } from '../parameters';
import { type Receptor } from '../synapses';

/** NEST 3.8: `receptor_type` counts them from 1; aeif_cond_alpha_multisynapse has one time constant for each, `tau_syn`. */
function numbered(given: ParameterReader): Receptor[] {
  const decays = given.list('tau_decay', 'ms', 'positive') ?? given.list('tau_syn', 'ms', 'positive') ?? [2];
  const rises = given.list('tau_rise', 'ms', 'positive');
  const reversals = given.list('E_rev', 'mV') ?? [];
  return decays.map((decayMs, k) => ({
    port: { name: String(k + 1), unit: 'nS', sign: 'positive', inhibits: (reversals[k] ?? 0) < -50 },
    shape: rises === null ? 'alpha' : 'beta',
    decayMs,
    ...(rises === null ? {} : { riseMs: rises[k] ?? 2 }),
    reversalMv: reversals[k] ?? 0,
  }));
}

export default adexModel('adex-cond-beta', numbered);
