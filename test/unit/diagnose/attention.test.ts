// Attention over spikes and neuromodulators: what collapses, what is frozen, what cures it, and what is sound.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Network } from '../../../src/core/network/network';
import { makeLinter } from '../cases/_check';
import { examined, remediesOf, symptomsOf } from './_cases';

const linter = makeLinter();
const read = (text: string): Network => {
  const [network] = linter.networks({ file: 'model.py', text }).networks;
  assert.ok(network);
  return network;
};

const attended = (scale: string): Network =>
  read(`
import torch
from t4dm.spiking.lif import LIFNeuron
from t4dm.spiking.spike_attention import SpikeAttention
lif = LIFNeuron(size=64, alpha=0.9, v_thresh=1.0)
attn = SpikeAttention(dim=64, num_heads=4)
u = torch.zeros(64)
for t in range(100):
    spikes, u = lif(torch.randn(64) * ${scale}, u)
`);

const bus = (more: string): Network =>
  read(`
from t4dm.spiking.neuromod_bus import NeuromodBus
neuromod = NeuromodBus()
state = neuromod.get_state()
schedule = neuromod.get_injection_schedule()
${more}
`);

describe('attention', () => {
  test('over silent neurons gives every step the same weight, 1 over their number', () => {
    const { attention, symptoms } = examined(attended('0.05'));
    const [only] = attention;
    assert.ok(only && Math.abs(only.mean - 1 / 8) < 1e-6 && only.sd < 1e-9);
    assert.deepEqual(
      symptoms.map(({ kind }) => kind),
      ['silent', 'attention-collapsed'],
    );
    assert.match(symptoms[1]?.evidence ?? '', /4 heads over 8 steps are 0\.125 ± .*no neuron that it attends to fires/);
  });

  test('over spikes is no collapse, although before training its spread is below the runbook’s 0.01', () => {
    const { attention } = examined(attended('1.0'));
    assert.ok(attention[0] && attention[0].sd < 0.01 && attention[0].sd > 0.001);
    assert.deepEqual(symptomsOf(attended('1.0')), []);
  });

  test('the weights of a step sum up to 1, and all are counted', () => {
    const [only] = examined(attended('1.0')).attention;
    assert.ok(only && Math.abs(only.mean * only.tokens - 1) < 1e-5);
    assert.equal(
      only.counts.reduce((sum, each) => sum + each, 0),
      only.heads * only.tokens ** 2,
    );
  });

  test('is cured together with the silence', () => {
    const titles = remediesOf(attended('0.05')).map(({ title }) => title);
    assert.ok(
      titles.some((title) => title.startsWith('Scale the input of lif: ×')),
      titles.join('\n'),
    );
  });
});

describe('a bus of neuromodulators', () => {
  test('that nothing is injected into is frozen, and a reward cures it', () => {
    const model = bus('');
    assert.deepEqual(symptomsOf(model), ['modulator-frozen lif']);
    assert.match(
      examined(model).symptoms[0]?.evidence ?? '',
      /^DA at 0\.5, ACh at 0\.5, NE at 0\.5, 5-HT at 0\.5 from the first step/,
    );
    assert.equal(remediesOf(model)[0]?.title, 'Inject a reward of 0.1 into DA');
  });

  for (const call of [
    'neuromod.inject_reward(reward=1.0)',
    'neuromod.process_outcome(outcomes)',
    'neuromod.inject("DA", level=0.8)',
  ])
    test(`that is given something by \`${call}\` is not`, () => assert.deepEqual(symptomsOf(bus(call)), []));
});
