// NEST's devices and synapse models: parameters with units and defaults.
// Read in the C++ sources of NEST 3.10 (master of 2026-08-21); defaults are those of `Parameters_` or the connection's constructor.
import { type ModelFact, readSheet } from './sheet';

const window = 'start 0 ms, stop ms, origin 0 ms';
const recorder = `${window}, record_to, time_in_steps, label, file_extension, precision, n_events, events`;
const stdp = 'weight 1, tau_plus 20 ms, lambda 0.01 1, alpha 1 1, mu_plus 1 1, mu_minus 1 1, Wmax 100';
const trace = 'Kplus';
const shortTerm = 'weight 1, tau_rec 800 ms, tau_fac 0 ms, x, u';

const devices = `
poisson_generator -: rate 0 Hz, ${window}
poisson_generator_ps -: rate 0 Hz, dead_time 0 ms, ${window}
inhomogeneous_poisson_generator -: rate_times ms, rate_values Hz, allow_offgrid_times, ${window}
sinusoidal_poisson_generator -: rate 0 Hz, amplitude 0 Hz, frequency 0 Hz, phase 0, individual_spike_trains, ${window}
sinusoidal_gamma_generator -: rate 0 Hz, amplitude 0 Hz, frequency 0 Hz, phase 0, order 1 1, individual_spike_trains, ${window}
gamma_sup_generator -: rate 0 Hz, gamma_shape 1 1, n_proc 1 1, ${window}
ppd_sup_generator -: rate 0 Hz, dead_time 0 ms, n_proc 1 1, frequency 0 Hz, relative_amplitude 0 1, ${window}
mip_generator -: rate 0 Hz, p_copy 1 1, mother_seed, mother_rng, ${window}
pulsepacket_generator -: pulse_times ms, activity 0 1, sdev 0 ms, ${window}
spike_generator -: spike_times ms, spike_weights, spike_multiplicities, precise_times, allow_offgrid_times, shift_now_spikes, ${window}
spike_train_injector -: spike_times ms, spike_multiplicities, precise_times, allow_offgrid_times, shift_now_spikes, ${window}
spike_dilutor -: p_copy 1 1, ${window}
dc_generator -: amplitude 0 pA, I pA, ${window}
ac_generator -: amplitude 0 pA, offset 0 pA, frequency 0 Hz, phase 0, I pA, y_0, y_1, ${window}
step_current_generator -: amplitude_times ms, amplitude_values pA, allow_offgrid_times, allow_offgrid_amp_times, I pA, ${window}
step_rate_generator -: amplitude_times ms, amplitude_values, allow_offgrid_times, rate, ${window}
noise_generator -: mean 0 pA, std 0 pA, std_mod 0 pA, dt 1 ms, frequency 0 Hz, phase 0, I pA, y_0, y_1, ${window}
spike_recorder -: ${recorder}
spin_detector -: ${recorder}
weight_recorder -: senders, targets, ${recorder}
multimeter -: interval 1 ms, offset 0 ms, record_from, recordables, ${recorder}
voltmeter -: interval 1 ms, offset 0 ms, record_from, recordables, ${recorder}
correlation_detector -: delta_tau ms, tau_max ms, Tstart 0 ms, Tstop ms, n_events, histogram, histogram_correction, count_histogram
correlomatrix_detector -: delta_tau ms, tau_max ms, Tstart 0 ms, Tstop ms, N_channels, n_events, covariance, count_covariance
volume_transmitter -: deliver_interval
`;

const synapses = `
static_synapse -: weight 1
static_synapse_hom_w -: weight 1
bernoulli_synapse -: weight 1, p_transmit 1 1
cont_delay_synapse -: weight 1
gap_junction -: weight 1 nS
diffusion_connection -: weight 1, drift_factor 1, diffusion_factor 1
rate_connection_delayed -: weight 1
rate_connection_instantaneous -: weight 1
sic_connection -: weight 1
ht_synapse -: weight 1, tau_P 500 ms, delta_P 0.125 1, P 1 1
quantal_stp_synapse -: ${shortTerm}, U 0.5 1, n 1 1, a
tsodyks_synapse -: ${shortTerm}, tau_psc 3 ms, U 0.5 1, y
tsodyks_synapse_hom -: ${shortTerm}, tau_psc 3 ms, U 0.5 1, y
tsodyks2_synapse -: ${shortTerm}, U 0.5 1
stdp_synapse -: ${stdp}, ${trace}
stdp_synapse_hom -: ${stdp}, ${trace}
stdp_nn_symm_synapse -: ${stdp}
stdp_nn_restr_synapse -: ${stdp}
stdp_nn_pre_centered_synapse -: ${stdp}, ${trace}
stdp_pl_synapse_hom -: weight 1, tau_plus 20 ms, lambda 0.1, alpha 1 1, mu 0.4 1, ${trace}
stdp_triplet_synapse -: weight 1, tau_plus 16.8 ms, tau_plus_triplet 101 ms, Aplus 5e-10, Aminus 7e-3, Aplus_triplet 6.2e-3, Aminus_triplet 2.3e-4, Wmax 100, Kplus_triplet, ${trace}
stdp_dopamine_synapse -: weight 1, A_plus 1, A_minus 1.5, tau_plus 20 ms, tau_c 1000 ms, tau_n 200 ms, b 0, Wmin 0, Wmax 200, volume_transmitter, c, n, ${trace}
stdp_facetshw_synapse_hom -: weight 1, tau_plus 20 ms, tau_minus_stdp 20 ms, Wmax 100, weight_per_lut_entry, no_synapses, synapses_per_driver, driver_readout_time 15 ms, readout_cycle_duration ms, lookuptable_0, lookuptable_1, lookuptable_2, configbit_0, configbit_1, reset_pattern, a_causal, a_acausal, a_thresh_th, a_thresh_tl, init_flag, synapse_id, next_readout_time ms
vogels_sprekeler_synapse -: weight 0.5, tau 20 ms, alpha 0.12 1, eta 0.001, Wmax 1, ${trace}
clopath_synapse -: weight 1, tau_x 15 ms, Wmin 0, Wmax 100, x_bar
jonke_synapse -: weight 1, alpha 1, beta 0, lambda 0.01, mu_plus 0, mu_minus 0, tau_plus 20 ms, Wmax 100, ${trace}
urbanczik_synapse -: weight 1, tau_Delta 100 ms, eta 0.07, Wmin 0, Wmax 100
`;

export const nestDevices: ReadonlyMap<string, ModelFact> = readSheet(devices);
export const nestSynapses: ReadonlyMap<string, ModelFact> = readSheet(synapses);
