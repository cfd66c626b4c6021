// What NEST's neuron models are to the simulation: their dynamics, and the roles of their parameters.
import { type Dynamics, type Role } from './network';

export const nestRoles: Readonly<Record<string, Role>> = {
  V_th: 'threshold',
  E_L: 'leak',
  V_reset: 'reset',
  V_m: 'initial',
  C_m: 'capacity',
  tau_m: 'membraneTime',
  g_L: 'leakConductance',
  t_ref: 'refractory',
  tau_syn_ex: 'synapticTimeExcitatory',
  tau_syn_in: 'synapticTimeInhibitory',
  I_e: 'constantCurrent',
};

/** The precise-time variants (`_ps`) are the same neurons; their spikes are put on the grid here. */
export const nestDynamics: Readonly<Record<string, Dynamics>> = {
  iaf_psc_exp: 'lif-current-exp',
  iaf_psc_exp_ps: 'lif-current-exp',
  iaf_psc_exp_ps_lossless: 'lif-current-exp',
  iaf_psc_exp_multisynapse: 'lif-current-exp-receptors',
  iaf_psc_alpha: 'lif-current-alpha',
  iaf_psc_alpha_ps: 'lif-current-alpha',
  iaf_psc_alpha_multisynapse: 'lif-current-alpha-receptors',
  iaf_psc_delta: 'lif-current-delta',
  iaf_psc_delta_ps: 'lif-current-delta',
  iaf_cond_exp: 'lif-cond-exp',
  iaf_cond_alpha: 'lif-cond-alpha',
  aeif_cond_exp: 'adex-cond-exp',
  aeif_cond_alpha: 'adex-cond-alpha',
  aeif_cond_beta_multisynapse: 'adex-cond-beta',
  aeif_psc_exp: 'adex-current-exp',
  aeif_psc_alpha: 'adex-current-alpha',
  aeif_psc_delta: 'adex-current-delta',
  glif_psc: 'glif',
  hh_psc_alpha: 'hh-current-alpha',
  hh_cond_exp_traub: 'hh-cond-exp-traub',
  izhikevich: 'izhikevich',
};
