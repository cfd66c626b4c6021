// What T4DM's spiking blocks take, read in `t4dm/spiking/lif.py` and `t4dm/learning/stdp.py` as published in February 2026, and in its debugging runbook.
import { impliedByKept, type ParameterFacts, short } from '../../parameters';

const size: ParameterFacts[string] = { unit: null, meaning: 'how many neurons' };

export const lifNeuron: ParameterFacts = {
  size,
  alpha: {
    unit: '1',
    meaning: 'the part of the membrane that is kept each step, exp(−dt/τ)',
    standard: 0.9,
    usual: [0.5, 0.99],
    implies: impliedByKept,
  },
  v_thresh: { unit: null, meaning: 'the threshold, in the unit of the input', standard: 1 },
  beta: {
    unit: '1',
    meaning: 'the soft reset takes beta·v_thresh off after a spike',
    standard: 1,
    usual: [0.5, 2],
    implies: (value) => (value === 0 ? 'nothing is taken off: a neuron above threshold fires on' : null),
  },
  surrogate_alpha: { unit: null, meaning: 'the steepness of the surrogate gradient: no decay factor', standard: 2 },
};

/** Time constants in s beside a window in ms, in one dataclass. */
export const stdpConfig: ParameterFacts = {
  a_plus: { unit: null, meaning: 'the amplitude of potentiation', standard: 0.01 },
  a_minus: { unit: null, meaning: 'the amplitude of depression', standard: 0.0105 },
  tau_plus: { unit: 's', meaning: 'the time constant of potentiation', standard: 0.017, usual: [0.01, 0.1] },
  tau_minus: { unit: 's', meaning: 'the time constant of depression', standard: 0.034, usual: [0.01, 0.1] },
  min_weight: { unit: null, meaning: 'the least weight', standard: 0 },
  max_weight: { unit: null, meaning: 'the largest weight', standard: 1 },
  weight_decay: { unit: null, meaning: 'how fast weights go back', standard: 0.0001 },
  multiplicative: { unit: null, meaning: 'whether changes depend on the weight' },
  mu: { unit: null, meaning: 'the exponent of that dependence', standard: 0.5 },
  max_spike_history: { unit: null, meaning: 'how many spikes are kept', standard: 100 },
  spike_window_ms: { unit: 'ms', meaning: 'the window within which pairs count', standard: 100, usual: [20, 200] },
};

/** As the runbook writes it: windows and time constants in ms. */
export const stdpLearner: ParameterFacts = {
  window_pre_to_post: { unit: 'ms', meaning: 'the window of potentiation', usual: [10, 100] },
  window_post_to_pre: { unit: 'ms', meaning: 'the window of depression', usual: [10, 100] },
  tau_plus: { unit: 'ms', meaning: 'the time constant of potentiation', usual: [10, 100] },
  tau_minus: { unit: 'ms', meaning: 'the time constant of depression', usual: [10, 100] },
  learning_rate: { unit: null, meaning: 'how far a pair of spikes moves the weight' },
  enabled: { unit: null, meaning: 'whether anything is learned' },
};

/** How many steps a probe gives to attention, as the runbook does, and how wide it may be to be looked at. */
export const attentionRuns = { tokens: 8, widest: 2048 } as const;

export const homeostasis: ParameterFacts = {
  target_rate: {
    unit: '1/step',
    meaning: 'the part of the steps with a spike',
    usual: [0.01, 0.2],
    implies: (rate) => (rate > 0 && rate <= 1 ? `${short(rate * 1000)} Hz at dt = 1 ms` : rate > 1 ? 'above 1 spike a step, which no neuron reaches' : null),
  },
  learning_rate: { unit: null, meaning: 'how fast the threshold follows' },
}; // prettier-ignore

export const corticalBlock: ParameterFacts = {
  dim: size,
  context_dim: { unit: null, meaning: 'how wide the context is' },
  num_heads: { unit: null, meaning: 'heads of the spike attention', standard: 8 },
  alpha: lifNeuron.alpha ?? size,
  v_thresh: lifNeuron.v_thresh ?? size,
};

export const spikeAttention: ParameterFacts = {
  dim: size,
  num_heads: { unit: null, meaning: 'heads; dim has to be a multiple of it', standard: 8 },
};

/** Settings of the environment that decide whether anything is learned, and by what: its debugging runbook and `core/config.py`. */
export const learningSettings = {
  prefix: 'T4DM_',
  /** Learning off where it is false. */
  learning: ['T4DM_STDP_ENABLED'],
  /** Nothing learned where it is 0. */
  rates: ['T4DM_STDP_LEARNING_RATE', 'T4DM_LEARNING_RATE', 'T4DM_HEBBIAN_LEARNING_RATE'],
  /** Levels frozen where it is false. */
  modulators: ['T4DM_NEUROMOD_ENABLED'],
  updates: ['T4DM_NEUROMOD_UPDATE_FREQ'],
} as const;

/** What pydantic takes for false. */
export const isFalse = (value: string): boolean => /^(?:0|off|f|false|n|no)$/i.test(value.trim());
