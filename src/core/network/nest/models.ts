// What NEST's neuron models are to the simulation: their dynamics, and the roles of their parameters.
import { type Dynamics, type Role } from '../network';

export const nestRoles: Readonly<Record<string, Role>> = {
  V_th: 'threshold',
  E_L: 'leak',
  V_reset: 'reset',
  V_m: 'initial',
  // Where the threshold rests: of gif, mat2 and amat2.
  V_T_star: 'threshold',
  omega: 'threshold',
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
  aeif_cond_alpha_multisynapse: 'adex-cond-beta',
  glif_psc: 'glif',
  glif_cond: 'glif-cond',
  iaf_cond_beta: 'lif-cond-beta',
  iaf_cond_exp_sfa_rr: 'lif-cond-exp-adapting',
  iaf_tum_2000: 'lif-current-exp',
  gif_psc_exp: 'gif-current-exp',
  gif_psc_exp_multisynapse: 'gif-current-exp',
  gif_cond_exp: 'gif-cond-exp',
  gif_cond_exp_multisynapse: 'gif-cond-exp',
  mat2_psc_exp: 'mat-current-exp',
  amat2_psc_exp: 'mat-current-exp',
  pp_psc_delta: 'point-process-delta',
  ht_neuron: 'hill-tononi',
  hh_psc_alpha: 'hh-current-alpha',
  // The same membrane; what it keeps for Clopath's rule changes nothing of it.
  hh_psc_alpha_clopath: 'hh-current-alpha',
  hh_cond_exp_traub: 'hh-cond-exp-traub',
  izhikevich: 'izhikevich',
};

/** What a model has beside the dynamics that it is run with (NEST 3.10, `models/iaf_tum_2000.h`). */
export const nestLeftOut: Readonly<Record<string, { readonly what: string; readonly why: string }>> = {
  iaf_tum_2000: {
    what: 'short-term plasticity',
    why: 'iaf_tum_2000 keeps it in the neuron that sends (U, tau_rec, tau_fac): its synapses keep their weights here',
  },
};
