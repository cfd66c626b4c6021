// What BindsNET's nodes, connections and encoders take, read in BindsNET 0.3.3's `bindsnet/network` and `bindsnet/encoding`.
import { type ParameterFacts } from '../../parameters';

const shape: ParameterFacts = {
  n: { unit: null, meaning: 'how many neurons' },
  shape: { unit: null, meaning: 'how the neurons are laid out' },
  traces: { unit: null, meaning: 'whether spike traces are kept' },
  traces_additive: { unit: null, meaning: 'whether traces add up' },
  tc_trace: { unit: 'ms', meaning: 'the time constant of the spike trace', usual: [5, 100] },
  trace_scale: { unit: null, meaning: 'what a spike adds to the trace' },
  sum_input: { unit: null, meaning: 'whether the input is recorded' },
};
const level = (meaning: string, standard: number): ParameterFacts[string] => ({ unit: 'mV', meaning, standard });
const refrac: ParameterFacts = {
  refrac: { unit: 'ms', meaning: 'the refractory period', standard: 5, usual: [0, 10] },
};
const decay: ParameterFacts = {
  tc_decay: {
    unit: 'ms',
    meaning: 'the membrane’s time constant: exp(−dt/tc_decay) is kept each step',
    standard: 100,
    usual: [5, 200],
  },
};
const bound: ParameterFacts = { lbound: { unit: 'mV', meaning: 'the least the membrane may be' } };
const lif: ParameterFacts = {
  thresh: level('the threshold', -52),
  rest: level('where the membrane rests', -65),
  reset: level('the membrane after a spike', -65),
};
const adaptive: ParameterFacts = {
  theta_plus: { unit: 'mV', meaning: 'what a spike adds to the threshold', standard: 0.05 },
  tc_theta_decay: { unit: 'ms', meaning: 'the time constant with which the threshold comes back', standard: 1e7 },
};

/** In the order of the positions of each class. */
export const bindsnetNodes: Readonly<Record<string, ParameterFacts>> = {
  Input: shape,
  McCullochPitts: { ...shape, thresh: { unit: null, meaning: 'the threshold', standard: 1 } },
  IFNodes: { ...shape, thresh: level('the threshold', -52), reset: level('the membrane after a spike', -65), ...refrac, ...bound },
  LIFNodes: { ...shape, ...lif, ...refrac, ...decay, ...bound },
  BoostedLIFNodes: { ...shape, thresh: level('the threshold above rest', 13), ...refrac, ...decay, ...bound },
  CurrentLIFNodes: { ...shape, ...lif, ...refrac, ...decay, tc_i_decay: { unit: 'ms', meaning: 'the synaptic time constant', standard: 2, usual: [1, 20] }, ...bound },
  AdaptiveLIFNodes: { ...shape, rest: level('where the membrane rests', -65), reset: level('the membrane after a spike', -65), thresh: level('the threshold', -52), ...refrac, ...decay, ...adaptive, ...bound },
  DiehlAndCookNodes: { ...shape, ...lif, ...refrac, ...decay, ...adaptive, ...bound },
  IzhikevichNodes: { ...shape, excitatory: { unit: null, meaning: 'the part of excitatory neurons', standard: 1 }, thresh: level('where a spike is cut off', 45), rest: level('where the membrane rests', -65), ...bound },
  SRM0Nodes: { ...shape, thresh: level('the threshold', -50), rest: level('where the membrane rests', -70), reset: level('the membrane after a spike', -70), ...refrac, ...{ tc_decay: { ...decay.tc_decay, unit: 'ms', meaning: 'the membrane’s time constant', standard: 10 } }, ...bound },
}; // prettier-ignore

export const bindsnetNetwork: ParameterFacts = {
  dt: { unit: 'ms', meaning: 'the time step', standard: 1, usual: [0.1, 1] },
  batch_size: { unit: null, meaning: 'how many inputs at a time' },
  learning: { unit: null, meaning: 'whether connections change' },
  reward_fn: { unit: null, meaning: 'the reward' },
};

export const bindsnetRun: ParameterFacts = {
  inputs: { unit: null, meaning: 'the spikes of each input layer' },
  time: { unit: 'ms', meaning: 'how long the network runs' },
};

export const bindsnetEncoder: ParameterFacts = {
  time: { unit: 'ms', meaning: 'how long the trains are' },
  dt: { unit: 'ms', meaning: 'the time step', standard: 1, usual: [0.1, 1] },
};
export const bindsnetPoisson: ParameterFacts = {
  datum: { unit: 'Hz', meaning: 'the rate of each input', usual: [0, 128] },
  ...bindsnetEncoder,
};
export const bindsnetBernoulli: ParameterFacts = {
  datum: { unit: null, meaning: 'the probability of a spike per step, divided by its largest where that is above 1' },
  ...bindsnetEncoder,
};
