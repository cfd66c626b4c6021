// The figures that a hover gives of T4DM's blocks, against our own simulation of the same network.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { steppingRate } from '../../../src/core/drive/steppingRate';
import { settlingThreshold } from '../../../src/core/network/settlingThreshold';
import { untrainedSpread } from '../../../src/core/network/t4dm/words';
import { attentionIn } from '../../../src/diagnose/attention';
import { simulate } from '../../../src/sim/simulate';
import { type Network } from '../../../src/core/network/network';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const networkOf = (text: string): Network => {
  const [network] = linter.networks({ file: 'model.py', text }).networks;
  assert.ok(network);
  return network;
};
const layer = (more: string): string => `import torch
from t4dm.spiking.lif import LIFNeuron
from t4dm.learning.homeostasis import HomeostasisControl
from t4dm.spiking.spike_attention import SpikeAttention
lif = LIFNeuron(size=256, ${more})
u = torch.zeros(256)
`;

describe('a figure in a hover is what the probe finds', () => {
  for (const [alpha, beta, mean, sd] of [
    [0.9, 1, 0, 1],
    [0.9, 2, 0.2, 0.5],
    [0.5, 1, 0.3, 0.4],
    [0.95, 0.5, 0, 0.4],
  ] as const)
    test(`rate at alpha ${alpha}, beta ${beta}, N(${mean}, ${sd})`, () => {
      const network = networkOf(
        `${layer(`alpha=${alpha}, beta=${beta}, v_thresh=1.0`)}s, u = lif(${mean} + ${sd} * torch.randn(256), u)\n`,
      );
      const ms = 3000;
      const { times } = simulate(network, { ms, seed: 4 });
      const found = times.filter((at) => at > 500).length / 256 / (ms - 500);
      const told = steppingRate({ kept: alpha, threshold: 1, subtract: beta }, mean, sd) ?? NaN;
      assert.ok(Math.abs(found / told - 1) < 0.02, `${found} found, ${told} told`);
    });

  test('the threshold that homeostasis settles at', () => {
    const network = networkOf(
      `${layer('alpha=0.9, v_thresh=1.0')}s, u = lif(torch.randn(256), u)\ncontrol = HomeostasisControl(target_rate=0.05, learning_rate=0.02)\n`,
    );
    const [regulated] = simulate(network, { ms: 6000, seed: 5 }).regulated ?? [];
    const late = [...(regulated?.threshold ?? [])].slice(-300);
    const found = late.reduce((sum, each) => sum + each, 0) / late.length;
    const told = settlingThreshold({ kept: 0.9, threshold: 1, subtract: 1 }, { mean: 0, sd: 1 }, 0.05);
    assert.ok(told && Math.abs(found / told.threshold - 1) < 0.02, `${found} found, ${told?.threshold} told`);
  });

  test('the time in which it gets there', () => {
    const [target, rate] = [0.05, 0.001];
    const told = settlingThreshold({ kept: 0.9, threshold: 1.6, subtract: 1.6 }, { mean: 0, sd: 1 }, target);
    assert.ok(told);
    const network = networkOf(
      `${layer('alpha=0.9, v_thresh=1.6')}s, u = lif(torch.randn(256), u)\ncontrol = HomeostasisControl(target_rate=${target}, learning_rate=${rate})\n`,
    );
    const [regulated] = simulate(network, { ms: 8000, seed: 6 }).regulated ?? [];
    assert.ok(regulated);
    const away = (at: number): number =>
      Math.abs((regulated.threshold[Math.round(at / regulated.intervalMs)] ?? NaN) - told.threshold);
    // Of an exponential, what is left after so many steps tells the time constant.
    const found = 7000 / Math.log(away(500) / away(7500));
    const expected = 1 / (rate * told.ratePerThreshold);
    assert.ok(Math.abs(found / expected - 1) < 0.25, `${found} steps found, ${expected} told`);
  });

  for (const sd of [0.5, 1, 3])
    test(`the spread of untrained attention over what N(0, ${sd}) makes fire`, () => {
      const network = networkOf(
        `${layer('alpha=0.9, v_thresh=1.0')}s, u = lif(${sd} * torch.randn(256), u)\nattn = SpikeAttention(dim=256, num_heads=8)\n`,
      );
      const recording = simulate(network, { ms: 600, seed: 7 });
      const share = recording.times.length / 256 / 600;
      const [figures] = attentionIn(network, recording);
      assert.ok(figures);
      const told = untrainedSpread(share, 32, figures.tokens);
      assert.ok(Math.abs(figures.sd / told - 1) < 0.25, `${figures.sd} found, ${told} told`);
      assert.ok(Math.abs(figures.mean - 1 / figures.tokens) < 1e-6);
    });
});
