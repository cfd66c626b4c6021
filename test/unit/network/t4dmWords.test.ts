// What a hover says of T4DM's blocks: what their parameters come to.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Explanation } from '../../../src/core/lint';
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
standard = STDPLearner()
deep = LIFNeuron(size=4, alpha=0.9, v_thresh=1.0, beta=2.0)
spikes, u = neurons(torch.randn(256) * 0.5 + 0.2, torch.zeros(256))
`;
const explained = (place: string): Explanation | null =>
  linter.explain({ file: 'model.py', text }, text.indexOf(place) + place.length - 2);
const said = (place: string): string => explained(place)?.form ?? '';

describe('a hover over T4DM', () => {
  test('draws the window of STDP, with its figures', () => {
    const { figure = [] } = explained('stdp = STDPLearner') ?? {};
    // 0.01·e^(−5/20), e^(−10/20), e^(−20/20) and e^(−50/20).
    for (const [ms, change] of [
      ['5', '0.007788'],
      ['10', '0.006065'],
      ['20', '0.003679'],
      ['50', '0.0008208'],
    ] as const) {
      assert.ok(
        figure.some((line) => line.includes(`+${ms} ms`) && line.includes(`+${change}`)),
        figure.join('\n'),
      );
      assert.ok(figure.some((line) => line.includes(`−${ms} ms`) && line.includes(`−${change}`)));
    }
    // The bars stand on both sides of one line, and get shorter outwards.
    const bars = figure.slice(1).map((line) => line.split('█').length - 1);
    assert.deepEqual(bars, [2, 8, 12, 16, 16, 12, 8, 2]);
  });

  test('says the areas of the window, and where they leave a weight', () => {
    assert.match(said('stdp = STDPLearner'), /areas A₊τ₊ = 0\.1987 and A₋τ₋ = 0\.1987 .* leave the weight where it is/);
    // The published defaults: areas 0.01·17 and 0.0105·34 within 100 ms balance where ((1 − w)/w)^½ is 2.09.
    const rest = Number(/until it is at ([\d.]+)/.exec(said('standard = STDPLearner'))?.[1]);
    const areas = [0.01 * 17 * (1 - Math.exp(-100 / 17)), 0.0105 * 34 * (1 - Math.exp(-100 / 34))] as const;
    assert.ok(Math.abs(rest - 1 / (1 + (areas[1] / areas[0]) ** 2)) < 1e-4, `${rest}`);
  });

  test('says of a name what the call came to that made what it holds', () => {
    assert.match(said('stdp ='), /areas A₊τ₊/);
    assert.match(said('neurons ='), /LIF with soft reset/);
  });

  test('says how fast homeostasis is, where the threshold goes, and how attention is divided', () => {
    assert.match(
      said('control = HomeostasisControl'),
      /adjusted by 0\.0001 a step, so that it takes 10000 steps to come by 1/,
    );
    assert.match(said('attention = SpikeAttention'), /8 heads of 32/);
  });

  test('says what a spike takes off, and how long the membrane remembers it', () => {
    const form = said('deep = LIFNeuron');
    assert.match(form, /time constant −dt\/ln 0\.9 = 9\.491 steps/);
    assert.match(form, /fires where the input stays above 0\.1/);
    // From −1, 0.9^n is below 5 % after 29 steps: ln 20 / −ln 0.9 = 28.4.
    assert.match(form, /beta·v_thresh = 2 off.*falls to −1, and 5 % of that is left 29 steps later/);
  });

  test('gives the rate under what a layer is fed with', () => {
    // Draws above 1.6 standard deviations are 5.48 % of all.
    assert.match(
      said('spikes, u = neurons'),
      /fed with N\(0\.2, 0\.5\) in every step, a neuron fires in 5\.4[78]\d* % of the steps/,
    );
  });
});
