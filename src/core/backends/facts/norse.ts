// What Norse's parameters, cells and encoders take, read in Norse 1.1's `norse/torch/functional` and `module`. Its docstrings say 1/ms for the inverse
// time constants, but the defaults are 1/5e-3 and 1/1e-2 with dt = 0.001: seconds.
import { type ParameterFacts, short } from '../../parameters';

const inverse = (what: string, standard?: number): ParameterFacts[string] => ({
  unit: '1/s',
  meaning: `one over the ${what} time constant, in 1/s where dt is in s`,
  usual: [1, 10_000],
  ...(standard === undefined ? {} : { standard }),
  implies: (value) => (value > 0 ? `time constant ${short(1 / value)} s` : null),
});
const level = (meaning: string, standard?: number): ParameterFacts[string] => ({
  unit: null,
  meaning: `${meaning}; without a unit unless all of the model's voltages have one`,
  ...(standard === undefined ? {} : { standard }),
});
const synaptic: ParameterFacts = { tau_syn_inv: inverse('synaptic', 200) };
const membrane: ParameterFacts = {
  tau_mem_inv: inverse('membrane', 100),
  v_leak: level('where the membrane rests', 0),
};
const spiking: ParameterFacts = { v_th: level('the threshold', 1), v_reset: level('the membrane after a spike', 0) };
const surrogate: ParameterFacts = {
  method: { unit: null, meaning: 'the surrogate gradient' },
  alpha: { unit: null, meaning: 'the steepness of the surrogate gradient: no decay factor here' },
};

/** In the order of the fields of each named tuple. */
export const norseParameters: Readonly<Record<string, ParameterFacts>> = {
  LIFParameters: { ...synaptic, ...membrane, ...spiking, ...surrogate },
  LIFBoxParameters: { ...membrane, ...spiking, ...surrogate },
  LIParameters: { ...synaptic, ...membrane },
  LIBoxParameters: membrane,
  IAFParameters: { ...spiking, ...surrogate },
  LIFExParameters: { delta_T: level('the sharpness of the spike'), ...synaptic, ...membrane, ...spiking, ...surrogate },
  LIFAdExParameters: {
    adaptation_current: level('the adaptation by voltage'),
    adaptation_spike: level('the adaptation by spikes'),
    delta_T: level('the sharpness of the spike'),
    tau_ada_inv: inverse('adaptation'),
    ...synaptic,
    ...membrane,
    ...spiking,
    ...surrogate,
  },
  LSNNParameters: {
    ...synaptic,
    ...membrane,
    tau_adapt_inv: inverse('adaptation'),
    ...spiking,
    beta: level('how much the threshold adapts'),
  },
};

/** The step that goes with them. */
export const norseStep: ParameterFacts = {
  dt: { unit: 's', meaning: 'the time step', standard: 0.001, usual: [1e-5, 1e-2] },
};

export const norseEncoder: ParameterFacts = {
  seq_length: { unit: null, meaning: 'how many steps are drawn' },
  f_max: { unit: 'Hz', meaning: 'the rate of an input of 1', standard: 100, usual: [1, 1000] },
  dt: { unit: 's', meaning: 'the time step', standard: 0.001, usual: [1e-5, 1e-2] },
};
