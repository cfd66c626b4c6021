// What a hover says of T4DM's blocks: what their parameters come to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const text = `from t4dm.spiking.lif import LIFNeuron
from t4dm.spiking.spike_attention import SpikeAttention
from t4dm.learning.stdp import STDPLearner, STDPConfig
from t4dm.learning.homeostasis import HomeostasisControl
import torch
stdp = STDPLearner(STDPConfig(multiplicative=False, tau_plus=0.02, tau_minus=0.02, a_plus=0.01, a_minus=0.01))
control = HomeostasisControl(target_rate=0.1, learning_rate=0.001)
attention = SpikeAttention(dim=256, num_heads=8)
neurons = LIFNeuron(size=256, alpha=0.0, v_thresh=1.0)
spikes, u = neurons(torch.randn(256) * 0.5 + 0.2, torch.zeros(256))
`;
const said = (place: string): string =>
  linter.explain({ file: 'model.py', text }, text.indexOf(place) + place.length - 2)?.form ?? '';

describe('a hover over T4DM', () => {
  test('gives the window of STDP in figures', () => {
    // 0.01·e^(−10/20) = 0.006065 and 0.01·e^(−50/20) = 0.0008208.
    assert.match(
      said('stdp = STDPLearner'),
      /by \+0\.009512, \+0\.007788, \+0\.006065, \+0\.003679, \+0\.0008208 where the source fires first/,
    );
    assert.match(
      said('stdp = STDPLearner'),
      /spikes that have nothing to do with each other leave the weight where it is/,
    );
  });

  test('says how fast homeostasis is, and how attention is divided', () => {
    assert.match(
      said('control = HomeostasisControl'),
      /adjusted by 0\.0001 a step, so that it takes 10000 steps to come by 1/,
    );
    assert.match(said('attention = SpikeAttention'), /8 heads of 32/);
  });

  test('gives the rate under what a layer is fed with', () => {
    // Draws above 1.6 standard deviations are 5.48 % of all.
    assert.match(
      said('spikes, u = neurons'),
      /fed with N\(0\.2, 0\.5\) in every step, a neuron fires in 5\.4[78]\d* % of the steps/,
    );
  });
});
