// What T4DM's spiking blocks take, read in `t4dm/spiking/lif.py` and `t4dm/learning/stdp.py` as published in February 2026, and in its debugging runbook.
import { impliedByKept, type ParameterFacts, type Refused, short } from '../../parameters';

const size: ParameterFacts[string] = { unit: null, meaning: 'how many neurons' };

const positive =
  (why: string) =>
  (value: number): Refused | null =>
    value > 0 ? null : { severity: 'warning', why };
const notNegative =
  (why: string) =>
  (value: number): Refused | null =>
    value >= 0 ? null : { severity: 'warning', why };

export const lifNeuron: ParameterFacts = {
  size,
  alpha: {
    unit: '1',
    meaning: 'the part of the membrane that is kept each step, exp(−dt/τ)',
    standard: 0.9,
    usual: [0.5, 0.99],
    implies: impliedByKept,
    refuses: (value) =>
      value < 0 && value >= -1
        ? { severity: 'warning', why: 'the membrane changes its sign from step to step; exp(−dt/τ) is above 0' }
        : value === 0
          ? { severity: 'information', why: 'nothing is kept from one step to the next, so that nothing is integrated' }
          : value === 1
            ? {
                severity: 'information',
                why: 'nothing leaks: the membrane sums all input, and input of both signs takes it ever further from where it began',
              }
            : null,
  },
  v_thresh: {
    unit: null,
    meaning: 'the threshold, in the unit of the input',
    standard: 1,
    refuses: (value) =>
      value > 0
        ? null
        : {
            severity: 'warning',
            why: `the membrane rests at 0, which is ${value === 0 ? 'at' : 'above'} the threshold: every neuron fires in every step without input${value < 0 ? ', and the soft reset lifts it instead of taking it down' : ''}`,
          },
  },
  beta: {
    unit: '1',
    meaning: 'the soft reset takes beta·v_thresh off after a spike',
    standard: 1,
    usual: [0.5, 2],
    implies: (value) => (value === 0 ? 'nothing is taken off: a neuron above threshold fires on' : null),
    refuses: (value) =>
      value < 0
        ? { severity: 'warning', why: 'a spike lifts the membrane, so that a neuron that fired once fires on' }
        : value === 0
          ? {
              severity: 'information',
              why: 'a spike takes nothing off: a neuron above its threshold fires in every step',
            }
          : null,
  },
  surrogate_alpha: {
    unit: null,
    meaning: 'the steepness of the surrogate gradient: no decay factor',
    standard: 2,
    refuses: positive(
      'the surrogate gradient is steepness/(π(1 + (steepness·v)²)), and needs one above 0 to learn downhill',
    ),
  },
};

const amplitude = (what: string): ((value: number) => Refused | null) =>
  notNegative(`${what} has its sign in the formula already, so that it is turned round`);
const timeConstant = positive('the window is exp(−Δt/τ), and needs a τ above 0');

/** Time constants in s beside a window in ms, in one dataclass. */
export const stdpConfig: ParameterFacts = {
  a_plus: { unit: null, meaning: 'the amplitude of potentiation', standard: 0.01, refuses: amplitude('potentiation') },
  a_minus: { unit: null, meaning: 'the amplitude of depression', standard: 0.0105, refuses: amplitude('depression') },
  tau_plus: { unit: 's', meaning: 'the time constant of potentiation', standard: 0.017, usual: [0.01, 0.1], refuses: timeConstant },
  tau_minus: { unit: 's', meaning: 'the time constant of depression', standard: 0.034, usual: [0.01, 0.1], refuses: timeConstant },
  min_weight: { unit: null, meaning: 'the least weight', standard: 0 },
  max_weight: { unit: null, meaning: 'the largest weight', standard: 1, refuses: positive('weights are kept between 0 and the largest') },
  weight_decay: { unit: null, meaning: 'how fast weights go back', standard: 0.0001, refuses: notNegative('weights would be driven away from where they go back to') },
  multiplicative: { unit: null, meaning: 'whether changes depend on the weight' },
  mu: { unit: null, meaning: 'the exponent of that dependence', standard: 0.5, refuses: notNegative('changes would grow without bound near the largest weight and near 0') },
  max_spike_history: { unit: null, meaning: 'how many spikes are kept', standard: 100, refuses: positive('no spike is kept, so that there is no pair') },
  spike_window_ms: { unit: 'ms', meaning: 'the window within which pairs count', standard: 100, usual: [20, 200], refuses: positive('no pair of spikes lies within it') },
}; // prettier-ignore

/** As the runbook writes it: windows and time constants in ms. */
export const stdpLearner: ParameterFacts = {
  window_pre_to_post: { unit: 'ms', meaning: 'the window of potentiation', usual: [10, 100], refuses: positive('no pair of spikes lies within it') },
  window_post_to_pre: { unit: 'ms', meaning: 'the window of depression', usual: [10, 100], refuses: positive('no pair of spikes lies within it') },
  tau_plus: { unit: 'ms', meaning: 'the time constant of potentiation', usual: [10, 100], refuses: timeConstant },
  tau_minus: { unit: 'ms', meaning: 'the time constant of depression', usual: [10, 100], refuses: timeConstant },
  learning_rate: { unit: null, meaning: 'how far a pair of spikes moves the weight', refuses: notNegative('what should strengthen weakens') },
  enabled: { unit: null, meaning: 'whether anything is learned' },
  triplet_a_plus: { unit: null, meaning: 'the amplitude of a triplet’s potentiation', standard: 0.005 },
  triplet_a_minus: { unit: null, meaning: 'the amplitude of a triplet’s depression', standard: 0.002 },
  tau_triplet: { unit: 's', meaning: 'the time constant of a triplet, beside which intervals in seconds are put', standard: 40, refuses: timeConstant },
}; // prettier-ignore

/** How many steps a probe gives to attention, as the runbook does, and how wide it may be to be looked at. */
export const attentionRuns = { tokens: 8, widest: 2048 } as const;

/** A share of the steps, or of the neurons: what is above 1 was mostly meant in Hz. */
const share =
  (of: string, ofHz: boolean) =>
  (value: number): Refused | null =>
    value > 0 && value < 1
      ? null
      : {
          severity: 'warning',
          why:
            value <= 0
              ? `the threshold rises as long as anything fires, until nothing does`
              : value === 1
                ? `${of} would have to fire all the time, and the threshold falls for ever`
                : `${of} can't fire more often than in every step, and the threshold falls for ever${ofHz && value < 1000 ? `; ${short(value)} Hz at dt = 1 ms are ${short(value / 1000)} a step` : value <= 100 ? `; ${short(value)} % are ${short(value / 100)}` : ''}`,
          ...(ofHz && value > 1 && value < 1000
            ? { instead: { value: Number((value / 1000).toPrecision(12)), title: `Write ${short(value / 1000)}, which is ${short(value)} Hz at dt = 1 ms` } }
            : !ofHz && value > 1 && value <= 100
              ? { instead: { value: Number((value / 100).toPrecision(12)), title: `Write ${short(value / 100)}, which is ${short(value)} %` } }
              : {}),
        }; // prettier-ignore

const speed = (value: number): Refused | null =>
  value > 0
    ? null
    : value === 0
      ? { severity: 'information', why: 'nothing is regulated: the threshold stays where it is' }
      : { severity: 'warning', why: 'whoever fires too much gets a lower threshold, and fires more' };

export const homeostasis: ParameterFacts = {
  target_rate: {
    unit: '1/step',
    meaning: 'the part of the steps with a spike',
    usual: [0.01, 0.2],
    implies: (rate) => (rate > 0 && rate <= 1 ? `${short(rate * 1000)} Hz at dt = 1 ms` : null),
    refuses: share('a neuron', true),
  },
  learning_rate: { unit: null, meaning: 'how fast the threshold follows', refuses: speed },
};

/** `t4dm/nca/adaptive_threshold.py`: the threshold that a share of the neurons is to pass. */
export const adaptiveThreshold: ParameterFacts = {
  target_firing_rate: {
    unit: '1',
    meaning: 'the share of the neurons that pass the threshold',
    standard: 0.15,
    usual: [0.01, 0.3],
    refuses: share('the neurons', false),
  },
  adaptation_rate: {
    unit: null,
    meaning: 'how far the threshold goes in an update, for a share that is off by the target',
    standard: 0.01,
    usual: [0.001, 0.1],
    implies: (rate) => (rate > 0 && rate < 1 ? `of a layer that is silent the threshold halves in ${short(Math.log(2) / -Math.log(1 - rate))} updates` : null),
    refuses: (value) => speed(value) ?? (value >= 1 ? { severity: 'warning', why: 'one update of a silent layer takes the threshold to its floor' } : null),
  },
  min_threshold: { unit: null, meaning: 'the floor of the threshold', standard: 0.1 },
  max_threshold: { unit: null, meaning: 'its ceiling', standard: 10 },
  window_size: { unit: null, meaning: 'over how many updates the share is taken', standard: 100, refuses: positive('no share is ever known') },
  use_multiplicative_update: { unit: null, meaning: 'whether the threshold moves in proportion to share/target' },
}; // prettier-ignore

/** `t4dm/learning/homeostatic.py`, which scales embeddings to a norm. */
const average = (value: number): Refused | null =>
  value > 0 && value <= 1
    ? null
    : value === 0
      ? { severity: 'information', why: 'the average stays where it began' }
      : {
          severity: 'warning',
          why: 'an average that takes this part of each new value grows without bound; it lies between 0 and 1',
        };
const impliedByAverage = (part: number): string | null =>
  part > 0 && part < 1 ? `time constant −1/ln(1 − ${short(part)}) = ${short(-1 / Math.log(1 - part))} updates` : null;
export const homeostaticPlasticity: ParameterFacts = {
  target_norm: { unit: null, meaning: 'the norm that embeddings are scaled to', standard: 1, refuses: positive('embeddings would be scaled to nothing') },
  norm_tolerance: { unit: null, meaning: 'how far the mean norm may be off before anything is scaled', standard: 0.2, refuses: notNegative('everything is scaled, always') },
  ema_alpha: { unit: '1', meaning: 'the part of a new value in the running average', standard: 0.01, implies: impliedByAverage, refuses: average },
  decorrelation_strength: { unit: null, meaning: 'how much of the others is taken off', standard: 0.01 },
  sliding_threshold_rate: { unit: '1', meaning: 'the part of a new activation in the sliding threshold', standard: 0.001, implies: impliedByAverage, refuses: average },
  history_size: { unit: null, meaning: 'how many norms are kept', standard: 1000 },
}; // prettier-ignore

export const corticalBlock: ParameterFacts = {
  dim: size,
  context_dim: { unit: null, meaning: 'how wide the context is' },
  num_heads: { unit: null, meaning: 'heads of the spike attention', standard: 8 },
  alpha: lifNeuron.alpha ?? size,
  v_thresh: lifNeuron.v_thresh ?? size,
};

export const corticalStack: ParameterFacts = {
  dim: size,
  num_blocks: { unit: null, meaning: 'how many blocks there are, one behind the other', standard: 6 },
  context_dim: corticalBlock.context_dim ?? size,
  num_heads: corticalBlock.num_heads ?? size,
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
