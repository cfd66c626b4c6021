// What snnTorch's neurons and encoders take, read in snnTorch 0.9.4's `snntorch/_neurons` and `snntorch/spikegen.py`.
import { impliedByKept, type ParameterFacts } from '../../parameters';

const decay = (what: string): ParameterFacts[string] => ({
  unit: '1',
  meaning: `the part of the ${what} that is kept each step, exp(−dt/τ)`,
  usual: [0.5, 0.999],
  implies: impliedByKept,
});

const alpha: ParameterFacts = { alpha: decay('synaptic current') };
const beta: ParameterFacts = { beta: decay('membrane') };

const threshold: ParameterFacts = {
  threshold: { unit: null, meaning: 'the membrane fires above it; in the unit of the input', standard: 1 },
};
const rest: ParameterFacts = {
  spike_grad: { unit: null, meaning: 'the surrogate gradient' },
  surrogate_disable: { unit: null, meaning: 'no surrogate gradient' },
  init_hidden: { unit: null, meaning: 'the layer keeps its own state' },
  inhibition: { unit: null, meaning: 'only the neuron with the highest membrane may fire' },
};
const after = (reset: string): ParameterFacts => ({
  reset_mechanism: { unit: null, meaning: 'what a spike does to the membrane', standard: reset },
});
const learn = (...names: readonly string[]): ParameterFacts =>
  Object.fromEntries(names.map((name) => [name, { unit: null, meaning: 'whether it is learnt' }]));
const recurrent: ParameterFacts = {
  V: { unit: null, meaning: 'the weight of the feedback from the layer’s own spikes', standard: 1 },
  all_to_all: { unit: null, meaning: 'whether the feedback connects all neurons' },
  linear_features: { unit: null, meaning: 'how many neurons the feedback connects' },
  conv2d_channels: { unit: null, meaning: 'channels of a convolutional feedback' },
  kernel_size: { unit: null, meaning: 'kernel of a convolutional feedback' },
};

/** In the order of the positions of each class. */
export const snntorchNeurons: Readonly<Record<string, ParameterFacts>> = {
  Leaky: { ...beta, ...threshold, ...rest, ...learn('learn_beta', 'learn_threshold'), ...after('subtract') },
  Synaptic: { ...alpha, ...beta, ...threshold, ...rest, ...learn('learn_alpha', 'learn_beta', 'learn_threshold'), ...after('subtract') },
  Alpha: { ...alpha, ...beta, ...threshold, ...rest, ...learn('learn_alpha', 'learn_beta', 'learn_threshold'), ...after('zero') },
  RLeaky: { ...beta, ...recurrent, ...threshold, ...rest, ...learn('learn_beta', 'learn_threshold', 'learn_recurrent'), ...after('subtract') },
  RSynaptic: { ...alpha, ...beta, ...recurrent, ...threshold, ...rest, ...learn('learn_alpha', 'learn_beta', 'learn_threshold', 'learn_recurrent'), ...after('subtract') },
  Lapicque: {
    ...beta,
    R: { unit: null, meaning: 'the membrane’s resistance: R·C is its time constant, in the unit of `time_step` (Ω and F with s)' },
    C: { unit: null, meaning: 'the membrane’s capacity: R·C is its time constant, in the unit of `time_step` (Ω and F with s)' },
    time_step: { unit: null, meaning: 'the step, in the unit of R·C (s where R is in Ω and C in F)', standard: 1 },
    ...threshold, ...rest, ...learn('learn_beta', 'learn_threshold'), ...after('subtract'),
  },
}; // prettier-ignore

export const snntorchRate: ParameterFacts = {
  data: { unit: '1', meaning: 'the probability of a spike per step; a rate in Hz has to be multiplied by the step in s first', usual: [0, 1] },
  num_steps: { unit: null, meaning: 'how many steps are drawn' },
  gain: { unit: '1', meaning: 'multiplies the probability', standard: 1 },
  offset: { unit: '1', meaning: 'is added to the probability', standard: 0 },
  first_spike_time: { unit: null, meaning: 'the first step that may have a spike', standard: 0 },
}; // prettier-ignore

export const snntorchLatency: ParameterFacts = {
  data: { unit: null, meaning: 'the larger, the earlier the spike' },
  num_steps: { unit: null, meaning: 'how many steps are made' },
  threshold: { unit: null, meaning: 'inputs below it spike last', standard: 0.01 },
  tau: { unit: null, meaning: 'the RC time constant of the latency code, in steps', standard: 1 },
};
