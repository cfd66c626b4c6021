// LIF with exponential conductances, and with two more that its own spikes open, for adaptation and for relative refractoriness: NEST's iaf_cond_exp_sfa_rr, PyNN's IF_cond_exp_gsfa_grr.
import { twoReceptors } from '../adex';
import { clampedModel, type OwnConductance } from '../clamped';
import { type ParameterReader } from '../parameters';

/** NEST 3.10's names and PyNN 0.12's, with NEST's defaults. */
function own(given: ParameterReader): readonly OwnConductance[] {
  const of = (keys: readonly string[], unit: string, otherwise: number): OwnConductance['jumpNs'] =>
    given.value({ keys, unit }, otherwise);
  return [
    {
      name: 'g_sfa',
      jumpNs: of(['q_sfa'], 'nS', 14.48),
      timeMs: of(['tau_sfa'], 'ms', 110),
      reversalMv: of(['E_sfa', 'e_rev_sfa'], 'mV', -70),
    },
    {
      name: 'g_rr',
      jumpNs: of(['q_rr'], 'nS', 3214),
      timeMs: of(['tau_rr'], 'ms', 1.97),
      reversalMv: of(['E_rr', 'e_rev_rr'], 'mV', -70),
    },
  ];
}

export default clampedModel('lif-cond-exp-adapting', (given) => twoReceptors(given, 'exp', 'conductance'), own);
