// What the runbook of seed 003 says to do against each of its issues, in its order; and which of it can be tried by simulation.
import type { Solution, Trial } from '../checklistItem';

const advice = (title: string, how: string, trial: Trial | null = null, changesService = false): Solution => ({
  ...{ title, how, trial, changesService },
});

export const issues = {
  noSpikes: 'No spikes (spike rate = 0 %)',
  sparse: 'Extreme sparsity (spike rate < 1 %)',
  runaway: 'Runaway spiking (spike rate > 50 %)',
  stdp: 'STDP not updating weights',
  modulators: 'Neuromodulator levels frozen',
  diverging: 'Membrane potentials diverging',
} as const;

export const againstSilence: readonly Solution[] = [
  advice('Lower the threshold', 'LIFNeuron(…, v_thresh=0.5) instead of 1.0', 'lower-threshold'),
  advice('Scale the input up', 'five times the input current', 'scale-input'),
  advice('Keep more of the membrane: raise α', 'LIFNeuron(…, alpha=0.95) instead of 0.9', 'raise-alpha'),
  advice('Look at the distribution of the input', 'print its mean and standard deviation'),
];

export const againstRunaway: readonly Solution[] = [
  advice('Clip the recurrent weights', 'clamp recurrent.weight to −1 … 1 after each update', 'clip-recurrence'),
  advice('Strengthen the soft reset: raise β', 'LIFNeuron(…, beta=2.0) instead of 1.0', 'raise-beta'),
  advice('Regularise the firing rate', 'add 0.01 · (mean spikes − 0.1)² to the loss', 'regulate-rate'),
  advice('Look for positive feedback', 'recurrent weights above 0.5 feed activity back'),
];

export const againstStillWeights: readonly Solution[] = [
  advice('Switch STDP on', 'T4DM_STDP_ENABLED=true, T4DM_STDP_LEARNING_RATE=0.001', 'enable-learning'),
  advice('See that spikes come in causal order', 'the target should fire within 20 ms after the source'),
  advice('Raise the learning rate', 'T4DM_STDP_LEARNING_RATE=0.01 instead of 0.001', 'raise-learning-rate'),
  advice('Widen the causal window', 'STDPLearner(window_pre_to_post=50, tau_plus=50.0)', 'widen-window'),
];

export const againstFrozenModulators: readonly Solution[] = [
  advice('See that the bus is connected', 'get_injection_schedule() must not be empty'),
  advice('Inject by hand', 'POST /spiking/inject-neuromod {"nt": "DA", "level": 0.8}', 'inject-modulator', true),
  advice('Switch modulation on', 'T4DM_NEUROMOD_ENABLED=true, T4DM_NEUROMOD_UPDATE_FREQ=every_step'),
  advice('See that a reward is computed', 'compute_reward(outcome, prediction_error) must not be 0 throughout'),
];

export const againstDivergence: readonly Solution[] = [
  advice('Clip the membrane', 'clamp u to −10 … 10 in the forward pass', 'clip-membrane'),
  advice('Lower the learning rate', 'T4DM_LEARNING_RATE=0.0001 instead of 0.001'),
  advice('Keep less of the membrane: lower α', 'LIFNeuron(…, alpha=0.8) instead of 0.9', 'lower-alpha'),
  advice('Clip the gradients', 'to a norm of 1.0; a membrane that diverges in the forward pass is not cured by it'),
];
