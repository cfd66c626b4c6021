// What the 4D Neural Cognition framework takes, read in its `src/brain_model.py`, `src/simulation.py` and `src/neuron_models.py` of December 2025.
// Its simulation reads `tau_m` and `refractory_period`; its neuron_models read `tau_membrane`: what is given under the other name is not read.
import { type ParameterFacts } from '../../parameters';

export const neuronParams: ParameterFacts = {
  v_rest: { unit: 'mV', meaning: 'where the membrane rests', standard: -65, usual: [-80, -55] },
  v_threshold: { unit: 'mV', meaning: 'the threshold', standard: -50, usual: [-60, -40] },
  v_reset: { unit: 'mV', meaning: 'the membrane after a spike', standard: -70, usual: [-80, -55] },
  tau_m: { unit: 'ms', meaning: 'the membrane’s time constant, as Simulation.lif_step reads it', standard: 20, usual: [5, 50] },
  tau_membrane: { unit: 'ms', meaning: 'the membrane’s time constant, as neuron_models.update_lif_neuron reads it; Simulation does not', usual: [5, 50] },
  refractory_period: { unit: 'ms', meaning: 'the refractory period', standard: 5, usual: [0, 10] },
  izh_a: { unit: '1/ms', meaning: 'the rate at which recovery follows: a rate, no time constant', usual: [0.02, 0.1] },
  izh_b: { unit: '1/ms', meaning: 'how much recovery follows the membrane', usual: [0.2, 0.25] },
  izh_c: { unit: 'mV', meaning: 'the membrane after a spike', usual: [-65, -50] },
  izh_d: { unit: 'mV/ms', meaning: 'what a spike adds to recovery', usual: [2, 8] },
}; // prettier-ignore

/** What the simulation's own step reads. */
export const lifKeys = ['v_rest', 'v_threshold', 'v_reset', 'tau_m', 'refractory_period'] as const;

export const neuronFacts: ParameterFacts = {
  id: { unit: null, meaning: 'its number' },
  x: { unit: null, meaning: 'its place' },
  y: { unit: null, meaning: 'its place' },
  z: { unit: null, meaning: 'its place' },
  w: { unit: null, meaning: 'its place' },
  generation: { unit: null, meaning: 'its generation' },
  parent_id: { unit: null, meaning: 'its parent' },
  health: { unit: '1', meaning: 'its health, 0 to 1' },
  age: { unit: null, meaning: 'its age in steps' },
  v_membrane: { unit: 'mV', meaning: 'the membrane at the start', standard: -65 },
  external_input: { unit: null, meaning: 'what is added to the membrane’s drive' },
  last_spike_time: { unit: null, meaning: 'the step of its last spike' },
  params: { unit: null, meaning: 'its own parameters' },
  neuron_type: { unit: null, meaning: 'excitatory, inhibitory or an Izhikevich type', standard: 'excitatory' },
  model_type: { unit: null, meaning: 'lif or izhikevich', standard: 'lif' },
  u_recovery: { unit: 'mV/ms', meaning: 'Izhikevich’s recovery at the start' },
};

export const synapseFacts: ParameterFacts = {
  connection_probability: { unit: '1', meaning: 'the probability of each pair', standard: 0.01, usual: [0, 1] },
  weight_mean: {
    unit: null,
    meaning: 'the mean weight; an event moves the membrane by weight·dt/tau_m',
    standard: 0.1,
    implies: (weight) => `an event moves the membrane by ${weight}/20 = ${Number((weight / 20).toPrecision(3))} mV at tau_m = 20 ms and dt = 1 ms`,
  },
  weight_std: { unit: null, meaning: 'the spread of the weights', standard: 0.05 },
}; // prettier-ignore

export const initializeFacts: ParameterFacts = {
  area_names: { unit: null, meaning: 'the areas to fill; all where none is named' },
  density: { unit: '1', meaning: 'the part of the positions that is filled', standard: 1, usual: [0, 1] },
};
