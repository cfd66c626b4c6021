// NEST's neuron models: parameters and state variables with units and defaults, and the unit of a connection's weight.
// Read in the C++ sources of NEST 3.10 (master of 2026-08-21); defaults are those of `Parameters_` or the connection's constructor.
import { type ModelFact, readSheet } from './sheet';

const iaf = 'V_m -70 mV, E_L -70 mV, C_m 250 pF, tau_m 10 ms, t_ref 2 ms, V_th -55 mV, V_reset -70 mV, I_e 0 pA';
const iafTwo = `${iaf}, tau_syn_ex 2 ms, tau_syn_in 2 ms`;
const precise = 'V_min mV, is_refractory, I_syn_ex pA, I_syn_in pA';
const cond =
  'V_th -55 mV, V_reset -60 mV, t_ref 2 ms, g_L 16.6667 nS, E_L -70 mV, E_ex 0 mV, E_in -85 mV, C_m 250 pF, I_e 0 pA, V_m -70 mV, g_ex nS, g_in nS';
const aeif =
  'C_m 281 pF, t_ref 0 ms, g_L 30 nS, E_L -70.6 mV, V_reset -60 mV, a 4 nS, b 80.5 pA, Delta_T 2 mV, tau_w 144 ms, I_e 0 pA, gsl_error_tol, V_m -70.6 mV, w pA';
const aeifPlain = `${aeif}, V_th -50.4 mV, V_peak 0 mV`;
const aeifTwo = `${aeifPlain}, tau_syn_ex 0.2 ms, tau_syn_in 2 ms`;
const aeifCond = `${aeifTwo}, E_ex 0 mV, E_in -85 mV, g_ex nS, g_in nS`;
const gif =
  'I_e 0 pA, E_L -70 mV, g_L 4 nS, C_m 80 pF, V_reset -55 mV, Delta_V 0.5 mV, V_T_star -35 mV, lambda_0 1 1/s, t_ref 4 ms, tau_sfa ms, q_sfa mV, tau_stc ms, q_stc pA, V_m -70 mV, E_sfa mV, I_stc pA';
const glif =
  'V_th -51.68 mV, E_L -78.85 mV, C_m 58.72 pF, t_ref 3.75 ms, V_reset -78.85 mV, th_spike_add 0.37 mV, th_spike_decay 0.009 1/ms, voltage_reset_fraction 0.2 1, voltage_reset_add 18.51 mV, th_voltage_index 0.005 1/ms, th_voltage_decay 0.09 1/ms, asc_init pA, asc_decay 1/ms, asc_amps pA, asc_r 1, spike_dependent_threshold, after_spike_currents, adapting_threshold, has_connections, V_m -78.85 mV, ASCurrents pA, ASCurrents_sum pA, threshold mV, threshold_spike mV, threshold_voltage mV';
const hh = 't_ref 2 ms, C_m 100 pF, I_e 0 pA, V_m -65 mV, Act_m, Inact_h, Act_n, tau_syn_ex 0.2 ms, tau_syn_in 2 ms';
const hhAlpha = `${hh}, g_Na 12000 nS, g_K 3600 nS, g_L 30 nS, E_Na 50 mV, E_K -77 mV, E_L -54.402 mV`;
const traub =
  'g_Na 20000 nS, g_K 6000 nS, g_L 10 nS, C_m 200 pF, E_Na 50 mV, E_K -90 mV, E_L -60 mV, E_ex 0 mV, E_in -80 mV, t_ref 2 ms, I_e 0 pA, V_m mV, Act_m, Inact_h, Act_n';
const clopath =
  'tau_u_bar_plus ms, tau_u_bar_minus ms, tau_u_bar_bar ms, u_bar_plus mV, u_bar_minus mV, u_bar_bar mV, A_LTD, A_LTP, u_ref_squared, A_LTD_const, theta_plus mV, theta_minus mV, delay_u_bars ms';
const mat =
  'E_L -70 mV, I_e 0 pA, tau_syn_ex 1 ms, tau_syn_in 3 ms, t_ref 2 ms, tau_1 10 ms, tau_2 200 ms, V_m -70 mV, V_th mV, V_th_alpha_1 mV, V_th_alpha_2 mV';
const bw =
  'E_L -70 mV, E_ex 0 mV, E_in -70 mV, V_th -55 mV, V_reset -60 mV, C_m 500 pF, g_L 25 nS, t_ref 2 ms, tau_AMPA 2 ms, tau_GABA 5 ms, tau_decay_NMDA 100 ms, tau_rise_NMDA 2 ms, alpha 0.5 1/ms, conc_Mg2 1 mmol/l, gsl_error_tol, V_m -70 mV, s_AMPA, s_GABA, s_NMDA, I_NMDA pA, I_AMPA pA, I_GABA pA, receptor_types';
const rate =
  'rate, tau 10 ms, lambda 1, sigma 1, mu, rectify_output, rectify_rate, noise, linear_summation, mult_coupling';
const transfer: Readonly<Record<string, string>> = {
  lin_rate: 'g, g_ex, g_in, theta_ex, theta_in',
  tanh_rate: 'g, theta',
  threshold_lin_rate: 'g, theta, alpha',
  sigmoid_rate: 'g, beta, theta',
  sigmoid_rate_gg_1998: 'g',
  gauss_rate: 'g, sigma, mu',
};

const text = `
iaf_psc_exp pA: ${iafTwo}, rho 1/s, delta mV
iaf_psc_alpha pA: ${iafTwo}, V_min mV
iaf_psc_delta mV: ${iaf}, V_min mV, refractory_input
iaf_psc_exp_htum pA: ${iafTwo}, t_ref_abs 2 ms, t_ref_tot 2 ms
iaf_psc_exp_multisynapse pA: ${iaf}, tau_syn [2] ms, n_synapses, has_connections
iaf_psc_alpha_multisynapse pA: ${iaf}, tau_syn [2] ms, n_synapses, has_connections, V_min mV
iaf_psc_alpha_ps pA: ${iafTwo}, ${precise}, dI_syn_ex, dI_syn_in
iaf_psc_delta_ps mV: ${iaf}, V_min mV, is_refractory, refractory_input
iaf_psc_exp_ps pA: ${iafTwo}, ${precise}
iaf_psc_exp_ps_lossless pA: ${iafTwo}, ${precise}, I_syn pA, offset ms
iaf_tum_2000 pA: ${iafTwo}, rho 1/s, delta mV, tau_fac 1000 ms, tau_psc 2 ms, tau_rec 400 ms, U 0.5 1, x, y, u
iaf_chs_2007 -: V_reset 2.31, V_epsp 0.77, tau_epsp 8.5 ms, tau_reset 15.4 ms, V_noise 0, noise, V_m
iaf_chxk_2008 nS: V_th -45 mV, g_L 100 nS, C_m 1000 pF, E_ex 20 mV, E_in -90 mV, E_L -60 mV, tau_syn_ex 1 ms, tau_syn_in 1 ms, I_e 0 pA, tau_ahp 0.5 ms, E_ahp -95 mV, g_ahp 443.8 nS, ahp_bug, V_m mV
iaf_bw_2001 -: ${bw}
iaf_bw_2001_exact -: ${bw}
iaf_cond_exp nS: ${cond}, tau_syn_ex 0.2 ms, tau_syn_in 2 ms
iaf_cond_alpha nS: ${cond}, tau_syn_ex 0.2 ms, tau_syn_in 2 ms, dg_ex, dg_in
iaf_cond_beta nS: ${cond}, tau_rise_ex 0.2 ms, tau_decay_ex 0.2 ms, tau_rise_in 2 ms, tau_decay_in 2 ms, dg_ex, dg_in
iaf_cond_alpha_mc nS: V_th -55 mV, V_reset -60 mV, t_ref 2 ms, g_sp 2.5 nS, g_pd 1 nS, soma, proximal, distal, receptor_types
iaf_cond_exp_sfa_rr nS: V_th -57 mV, V_reset -70 mV, t_ref 0.5 ms, g_L 28.95 nS, E_L -70 mV, E_ex 0 mV, E_in -75 mV, C_m 289.5 pF, tau_syn_ex 1.5 ms, tau_syn_in 10 ms, I_e 0 pA, tau_sfa 110 ms, tau_rr 1.97 ms, E_sfa -70 mV, E_rr -70 mV, q_sfa 14.48 nS, q_rr 3214 nS, V_m -70 mV, g_ex nS, g_in nS, g_sfa nS, g_rr nS
aeif_cond_exp nS: ${aeifCond}
aeif_cond_alpha nS: ${aeifCond}, dg_ex, dg_in
aeif_cond_alpha_astro nS: ${aeifCond}, dg_ex, dg_in, I_SIC pA
aeif_cond_alpha_multisynapse nS: ${aeifPlain}, tau_syn [2] ms, E_rev [0] mV, n_receptors, has_connections, g nS, dg
aeif_cond_beta_multisynapse nS: ${aeifPlain}, tau_rise [2] ms, tau_decay [20] ms, E_rev [0] mV, n_receptors, has_connections, g nS, dg
aeif_psc_exp pA: ${aeifTwo}, I_syn_ex pA, I_syn_in pA
aeif_psc_alpha pA: ${aeifTwo}, I_syn_ex pA, I_syn_in pA, dI_syn_ex, dI_syn_in
aeif_psc_delta mV: ${aeifPlain}, refractory_input
aeif_psc_delta_clopath mV: ${aeif}, V_peak 33 mV, V_th_max 30.4 mV, V_th_rest -50.4 mV, tau_V_th 50 ms, I_sp 400 pA, tau_z 40 ms, V_clamp 33 mV, t_clamp 2 ms, z pA, V_th mV, ${clopath}
gif_psc_exp pA: ${gif}, tau_syn_ex 2 ms, tau_syn_in 2 ms
gif_cond_exp nS: ${gif}, tau_syn_ex 2 ms, tau_syn_in 2 ms, E_ex 0 mV, E_in -85 mV, gsl_error_tol, g_ex nS, g_in nS
gif_psc_exp_multisynapse pA: ${gif}, tau_syn [2] ms, n_receptors, has_connections
gif_cond_exp_multisynapse nS: ${gif}, tau_syn [2] ms, E_rev [0] mV, n_receptors, has_connections, gsl_error_tol, g nS
gif_pop_psc_exp pA: N 100 1, tau_m 20 ms, C_m 250 pF, lambda_0 10 1/s, Delta_V 2 mV, len_kernel, I_e 0 pA, V_reset 0 mV, V_T_star 15 mV, E_L 0 mV, t_ref 4 ms, tau_syn_ex 3 ms, tau_syn_in 6 ms, tau_sfa [300] ms, q_sfa [0.5] mV, BinoRand, V_m mV, n_events, E_sfa mV, mean, I_syn_ex pA, I_syn_in pA
glif_psc pA: ${glif}, g 9.43 nS, tau_syn [2] ms
glif_psc_double_alpha pA: ${glif}, g 9.43 nS, tau_syn_fast [2] ms, tau_syn_slow [6] ms, amp_slow [0.3] 1
glif_cond nS: ${glif}, g_m 9.43 nS, tau_syn [2] ms, E_rev [0] mV, g nS, dg
hh_psc_alpha pA: ${hhAlpha}
hh_psc_alpha_clopath pA: ${hhAlpha}, ${clopath}
hh_psc_alpha_gap pA: ${hh}, g_Na 4500 nS, g_Kv1 9 nS, g_Kv3 9000 nS, g_L 10 nS, E_Na 74 mV, E_K -90 mV, E_L -70 mV, Inact_p
hh_cond_exp_traub nS: ${traub}, V_T -63 mV, tau_syn_ex 5 ms, tau_syn_in 10 ms
hh_cond_beta_gap_traub nS: ${traub}, V_T -50 mV, tau_rise_ex 0.5 ms, tau_decay_ex 5 ms, tau_rise_in 0.5 ms, tau_decay_in 10 ms
izhikevich mV: I_e 0 pA, V_th 30 mV, V_min mV, a 0.02 1/ms, b 0.2, c -65 mV, d 8 mV, consistent_integration, U_m, V_m -65 mV
mat2_psc_exp pA: ${mat}, C_m 100 pF, tau_m 5 ms, alpha_1 37 mV, alpha_2 2 mV, omega -51 mV
amat2_psc_exp pA: ${mat}, C_m 200 pF, tau_m 10 ms, alpha_1 10 mV, alpha_2 0 mV, beta 0 1/ms, tau_v 5 ms, omega -65 mV, V_th_v mV
pp_psc_delta mV: I_e 0 pA, C_m 250 pF, tau_m 10 ms, dead_time 1 ms, dead_time_random, dead_time_shape 1, with_reset, c_1 0 Hz/mV, c_2 1.238 Hz, c_3 0.25 1/mV, t_ref_remaining 0 ms, tau_sfa ms, q_sfa mV, V_m 0 mV, E_sfa mV
pp_cond_exp_mc_urbanczik nS: t_ref 3 ms, phi_max 0.15, rate_slope 0.5, beta, theta -55 mV, g_sp 600 nS, g_ps 0 nS, soma, dendritic, receptor_types
ht_neuron -: equilibrate, E_Na 30 mV, E_K -90 mV, g_NaL 0.2, g_KL 1, tau_m 16 ms, theta_eq -51 mV, tau_theta 2 ms, t_ref 2 ms, tau_spike 1.75 ms, g_peak_AMPA 0.1, tau_rise_AMPA 0.5 ms, tau_decay_AMPA 2.4 ms, E_rev_AMPA 0 mV, g_peak_NMDA 0.075, tau_rise_NMDA 4 ms, tau_decay_NMDA 40 ms, E_rev_NMDA 0 mV, V_act_NMDA -25.57 mV, S_act_NMDA 0.081 1/mV, tau_Mg_slow_NMDA 22.7 ms, tau_Mg_fast_NMDA 0.68 ms, instant_unblock_NMDA, g_peak_GABA_A 0.33, tau_rise_GABA_A 1 ms, tau_decay_GABA_A 7 ms, E_rev_GABA_A -70 mV, g_peak_GABA_B 0.0132, tau_rise_GABA_B 60 ms, tau_decay_GABA_B 200 ms, E_rev_GABA_B -90 mV, g_peak_NaP 1, E_rev_NaP 30 mV, N_NaP 3, g_peak_KNa 1, E_rev_KNa -90 mV, tau_D_KNa 1250 ms, g_peak_T 1, E_rev_T 0 mV, N_T 2, g_peak_h 1, E_rev_h -40 mV, voltage_clamp, V_m mV, theta mV, receptor_types
siegert_neuron -: mean, theta 15 mV, V_reset 0 mV, tau 1 ms, tau_m 5 ms, tau_syn 0 ms, t_ref 2 ms, rate
ginzburg_neuron -: theta, c_1, c_2, c_3, tau_m 10 ms, S, h
mcculloch_pitts_neuron -: theta, tau_m 10 ms, S, h
erfc_neuron -: theta, sigma, tau_m 10 ms, S, h
parrot_neuron -: V_m
parrot_neuron_ps -: V_m
ignore_and_fire -: phase, rate 10 Hz
${Object.entries(transfer)
  .flatMap(([name, own]) => [
    `${name}_ipn -: ${rate}, ${own}`,
    `${name}_opn -: ${rate}, ${own}`,
    `rate_transformer_${name.replace(/_rate$/, '')} -: ${rate}, ${own}`,
  ])
  .join('\n')}
`;

export const nestNeurons: ReadonlyMap<string, ModelFact> = readSheet(text);
