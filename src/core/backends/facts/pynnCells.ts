// PyNN's standard cells and spike sources, and the extra models of its backends: parameters with units and defaults, unit of the weight.
// Read in PyNN 0.13 (`standardmodels/cells.py`, `standardmodels/synapses.py`, `standardmodels/electrodes.py`) and sPyNNaker 7.
import { type ModelFact, readSheet } from './sheet';

const lif =
  'v_rest -65 mV, cm 1 nF, tau_m 20 ms, tau_refrac 0.1 ms, i_offset 0 nA, v_reset -65 mV, v_thresh -50 mV, v_init mV';
const reversal = 'e_rev_E 0 mV, e_rev_I -70 mV';
const adaptive =
  'cm 0.281 nF, tau_refrac 0.1 ms, v_spike -40 mV, v_reset -70.6 mV, v_rest -70.6 mV, tau_m 9.3667 ms, i_offset 0 nA, a 4 nS, b 0.0805 nA, delta_T 2 mV, tau_w 144 ms, v_thresh -50.4 mV, v_init mV, w_init nA';
const adaptiveCond = `${adaptive}, e_rev_E 0 mV, tau_syn_E 5 ms, e_rev_I -80 mV, tau_syn_I 5 ms`;
const window = 'start 0 ms, duration 1e10 ms';
const izhikevich = 'a 0.02 1/ms, b 0.2 1/ms, c -65 mV, d 2 mV/ms, i_offset 0 nA, v_init mV, u_init mV/ms';
const extra = 'isyn_exc nA, isyn_inh nA';

const cells = `
IF_curr_exp nA: ${lif}, tau_syn_E 5 ms, tau_syn_I 5 ms
IF_curr_alpha nA: ${lif}, tau_syn_E 0.5 ms, tau_syn_I 0.5 ms
IF_curr_delta mV: ${lif}
IF_cond_exp µS: ${lif}, ${reversal}, tau_syn_E 5 ms, tau_syn_I 5 ms
IF_cond_alpha µS: ${lif}, ${reversal}, tau_syn_E 0.3 ms, tau_syn_I 0.5 ms
IF_cond_exp_gsfa_grr µS: ${lif}, ${reversal}, tau_syn_E 5 ms, tau_syn_I 5 ms, tau_sfa 100 ms, e_rev_sfa -75 mV, q_sfa 15 nS, tau_rr 2 ms, e_rev_rr -75 mV, q_rr 3000 nS
IF_facets_hardware1 µS: g_leak 40 nS, tau_syn_E 30 ms, tau_syn_I 30 ms, v_reset -80 mV, e_rev_I -80 mV, v_rest -65 mV, v_thresh -55 mV
HH_cond_exp µS: gbar_Na 20 µS, gbar_K 6 µS, g_leak 0.01 µS, cm 0.2 nF, v_offset -63 mV, e_rev_Na 50 mV, e_rev_K -90 mV, e_rev_leak -65 mV, e_rev_E 0 mV, e_rev_I -80 mV, tau_syn_E 0.2 ms, tau_syn_I 2 ms, i_offset 0 nA
EIF_cond_exp_isfa_ista µS: ${adaptiveCond}
EIF_cond_alpha_isfa_ista µS: ${adaptiveCond}
GIF_cond_exp µS: v_rest -65 mV, cm 1 nF, tau_m 20 ms, tau_refrac 4 ms, tau_syn_E 5 ms, tau_syn_I 5 ms, ${reversal}, v_reset -65 mV, i_offset 0 nA, delta_v 0.5 mV, v_t_star -48 mV, lambda0 1 Hz, tau_eta ms, tau_gamma ms, a_eta nA, a_gamma mV
Izhikevich nA: ${izhikevich}
LIF -: ${lif}
AdExp -: ${adaptive}
SpikeSourcePoisson -: rate 1 Hz, ${window}
SpikeSourcePoissonRefractory -: rate 1 Hz, tau_refrac 0 ms, ${window}
SpikeSourceGamma -: alpha 2 1, beta 1 Hz, ${window}
SpikeSourceInhGamma -: a 1, b s, tbins ms, ${window}
SpikeSourceArray -: spike_times ms
SpikeSourcePoissonVariable -: rates Hz, starts ms, durations ms
IZK_curr_exp nA: ${izhikevich}, tau_syn_E 5 ms, tau_syn_I 5 ms, ${extra}
Izhikevich_cond µS: ${izhikevich}, tau_syn_E 5 ms, tau_syn_I 5 ms, ${reversal}, ${extra}
IZK_cond_exp µS: ${izhikevich}, tau_syn_E 5 ms, tau_syn_I 5 ms, ${reversal}, ${extra}
IF_curr_dual_exp nA: ${lif}, tau_syn_E 5 ms, tau_syn_E2 5 ms, tau_syn_I 5 ms, ${extra}
IF_curr_exp_dual nA: ${lif}, tau_syn_E 5 ms, tau_syn_E2 5 ms, tau_syn_I 5 ms, ${extra}
IF_curr_exp_ca2_adaptive nA: ${lif}, tau_syn_E 5 ms, tau_syn_I 5 ms, tau_ca2 50 ms, i_ca2 0 nA, i_alpha 0.1 nA, ${extra}
IFCurrExpCa2Adaptive nA: ${lif}, tau_syn_E 5 ms, tau_syn_I 5 ms, tau_ca2 50 ms, i_ca2 0 nA, i_alpha 0.1 nA, ${extra}
IF_cond_exp_stoc µS: ${lif}, ${reversal}, tau_syn_E 5 ms, tau_syn_I 5 ms, du_th 0.5 mV, tau_th 20 ms, ${extra}
IF_curr_exp_sEMD nA: ${lif}, tau_syn_E 5 ms, tau_syn_E2 5 ms, tau_syn_I 5 ms, multiplicator, exc2_old, scaling_factor, ${extra}
IFCurrDelta mV: ${lif}, ${extra}
IFCurDelta mV: ${lif}, ${extra}
IFCondExpStoc µS: ${lif}, ${reversal}, tau_syn_E 5 ms, tau_syn_I 5 ms, du_th 0.5 mV, tau_th 20 ms, ${extra}
IFCurrDeltaCa2Adaptive mV: ${lif}, tau_ca2 50 ms, i_ca2 0 nA, i_alpha 0.1 nA, ${extra}
`;

/** Synapse types, plasticity rules and current sources; a weight limit is in the weight's own unit. */
const parts = `
StaticSynapse -: weight 0, delay ms
ElectricalSynapse -: weight 0 µS
TsodyksMarkramSynapse -: weight 0, delay ms, U 0.5 1, tau_rec 100 ms, tau_facil 0 ms
SimpleStochasticSynapse -: weight 0, delay ms, p 0.5 1
StochasticTsodyksMarkramSynapse -: weight 0, delay ms, U 0.5 1, tau_rec 100 ms, tau_facil 0 ms
MultiQuantalSynapse -: weight 0, delay ms, U 0.5 1, n 1 1, tau_rec 800 ms, tau_facil 0 ms
STDPMechanism -: weight 0, delay ms, timing_dependence, weight_dependence, voltage_dependence, dendritic_delay_fraction 1 1
SpikePairRule -: tau_plus 20 ms, tau_minus 20 ms, A_plus 0.01, A_minus 0.01
SpikeNearestPairRule -: tau_plus 20 ms, tau_minus 20 ms, A_plus 0.01, A_minus 0.01
PfisterSpikeTriplet -: tau_plus 16.8 ms, tau_minus 33.7 ms, tau_x 101 ms, tau_y 114 ms, A_plus, A_minus
RecurrentRule -: accumulator_depression, accumulator_potentiation, mean_pre_window ms, mean_post_window ms, dual_fsm, A_plus, A_minus
Vogels2011Rule -: tau 20 ms, eta, rho, alpha, A_plus, A_minus
AdditiveWeightDependence -: w_min 0, w_max 1
MultiplicativeWeightDependence -: w_min 0, w_max 1
AdditivePotentiationMultiplicativeDepression -: w_min 0, w_max 1
GutigWeightDependence -: w_min 0, w_max 1, mu_plus 0.5 1, mu_minus 0.5 1
DCSource -: amplitude 1 nA, start 0 ms, stop ms
ACSource -: amplitude 1 nA, start 0 ms, stop ms, frequency 10 Hz, offset 0 nA, phase 0
StepCurrentSource -: amplitudes nA, times ms
NoisyCurrentSource -: mean 0 nA, stdev 1 nA, start 0 ms, stop ms, dt 0.1 ms
CurrExpPostSynapticResponse nA: locations, tau_syn 5 ms
CurrAlphaPostSynapticResponse nA: locations, tau_syn 5 ms
CondExpPostSynapticResponse µS: locations, density, e_syn 0 mV, tau_syn 5 ms
CondAlphaPostSynapticResponse µS: locations, density, e_syn 0 mV, tau_syn 5 ms
CondBetaPostSynapticResponse µS: locations, density, e_syn 0 mV, tau_rise 0.2 ms, tau_decay 1.7 ms
`;

export const pynnCells: ReadonlyMap<string, ModelFact> = readSheet(cells);
export const pynnParts: ReadonlyMap<string, ModelFact> = readSheet(parts);
