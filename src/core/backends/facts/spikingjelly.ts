// What SpikingJelly's neurons take, read in SpikingJelly 0.0.0.1's `spikingjelly/activation_based/neuron`: tau counts in steps.
import { type ParameterFacts, short } from '../../parameters';

const tau: ParameterFacts[string] = {
  unit: null,
  meaning: 'the membrane’s time constant in steps (τ/dt), above 1',
  standard: 2,
  usual: [1.1, 100],
  implies: (steps) => (steps > 1 ? `1 − 1/τ = ${short(1 - 1 / steps)} of the membrane is kept each step` : null),
};
const levels: ParameterFacts = {
  v_threshold: { unit: null, meaning: 'the threshold, in the unit of the input', standard: 1 },
  v_reset: { unit: null, meaning: 'the membrane after a spike and where it rests; None subtracts the threshold instead', standard: 0 },
}; // prettier-ignore
const input: ParameterFacts = {
  decay_input: { unit: null, meaning: 'whether the input is divided by tau as the leak is' },
};

/** In the order of the positions of each class. */
export const spikingjellyNeurons: Readonly<Record<string, ParameterFacts>> = {
  IFNode: levels,
  LIFNode: { tau, ...input, ...levels },
  ParametricLIFNode: { init_tau: { ...tau, meaning: `${tau.meaning}, at first; it is learnt` }, ...input, ...levels },
  KLIFNode: { scale_reset: { unit: null, meaning: 'whether the reset is scaled' }, tau, ...input, ...levels },
  QIFNode: { tau },
  EIFNode: { tau },
};
