// What of a script's synapses changes in the run: NEST's and PyNN's models by their names, Brian 2's rules of pairs by their statements.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Network } from '../../../src/core/network/network';
import { type Plasticity } from '../../../src/core/network/plasticity';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

function plasticityIn(text: string): Plasticity | undefined {
  const [network] = linter.networks({ file: 'model.py', text }).networks;
  assert.ok(network);
  return [...network.projections, ...network.inputs].find(({ plasticity }) => plasticity)?.plasticity;
}

const nest = (synapse: string): string => `
import nest
pre = nest.Create('iaf_psc_alpha', 10)
post = nest.Create('iaf_psc_alpha', 5, params={'tau_minus': 33.0})
nest.Connect(pre, post, 'all_to_all', ${synapse})
`;

describe('NEST', () => {
  test('stdp_synapse: the delay is the dendrite’s, tau_minus the target’s', () => {
    const found = plasticityIn(nest("{'synapse_model': 'stdp_synapse', 'lambda': 0.02, 'alpha': 1.1, 'Wmax': 50.0}"));
    assert.ok(found?.kind === 'stdp');
    assert.equal(found.tauMinusMs, 33);
    assert.equal(found.delayed, 'dendritic');
    assert.deepEqual([found.potentiation, found.wMax], [0.02, 50]);
    assert.ok(Math.abs(found.depression - 0.022) < 1e-12);
  });

  test('tsodyks_synapse has an inactive state, tsodyks2_synapse none, quantal_stp_synapse sites', () => {
    const of = (model: string): Plasticity | undefined => plasticityIn(nest(`{'synapse_model': '${model}', 'U': 0.4}`));
    const times = { kind: 'short-term', utilisation: 0.4, recoveryMs: 800, facilitationMs: 0 };
    assert.deepEqual(of('tsodyks_synapse'), { ...times, inactivationMs: 3 });
    assert.deepEqual(of('tsodyks2_synapse'), times);
    assert.deepEqual(of('quantal_stp_synapse'), { ...times, sites: 1 });
  });

  test('parrots hand their spikes to synapses that learn', () => {
    const found = plasticityIn(`
import nest
noise = nest.Create('poisson_generator', params={'rate': 20.0})
parrots = nest.Create('parrot_neuron', 30)
post = nest.Create('iaf_psc_alpha', 5)
nest.Connect(noise, parrots)
nest.Connect(parrots, post, 'all_to_all', {'synapse_model': 'stdp_synapse', 'weight': 10.0})
`);
    assert.equal(found?.kind, 'stdp');
  });
});

describe('PyNN', () => {
  const pynn = (synapse: string): string => `
import pyNN.nest as sim
sim.setup(timestep=0.1)
source = sim.Population(20, sim.SpikeSourcePoisson(rate=20.0))
cells = sim.Population(5, sim.IF_curr_exp())
sim.Projection(source, cells, sim.AllToAllConnector(), ${synapse})
`;

  test('a rule between a source of spikes and cells is that of the input', () => {
    const found = plasticityIn(
      pynn(`sim.STDPMechanism(timing_dependence=sim.SpikePairRule(tau_plus=16.8, tau_minus=33.7, A_plus=0.005, A_minus=0.006),
      weight_dependence=sim.GutigWeightDependence(w_min=0.0, w_max=0.4, mu_plus=0.3, mu_minus=0.7), weight=0.1)`),
    );
    assert.ok(found?.kind === 'stdp');
    const { potentiation, depression, tauPlusMs, tauMinusMs, exponentPlus, exponentMinus, wMax, delayed } = found;
    assert.deepEqual([potentiation, depression, tauPlusMs, tauMinusMs], [0.005, 0.006, 16.8, 33.7]);
    assert.deepEqual([exponentPlus, exponentMinus, wMax, delayed], [0.3, 0.7, 0.4, 'dendritic']);
  });

  test('TsodyksMarkramSynapse releases all, MultiQuantalSynapse quanta', () => {
    const tired = plasticityIn(pynn('sim.TsodyksMarkramSynapse(weight=0.1, U=0.04, tau_rec=100.0, tau_facil=1000.0)'));
    const times = { kind: 'short-term', utilisation: 0.04, recoveryMs: 100, facilitationMs: 1000 };
    assert.deepEqual(tired, times);
    const quanta = plasticityIn(
      pynn('sim.MultiQuantalSynapse(weight=0.1, U=0.04, n=4, tau_rec=100.0, tau_facil=1000.0)'),
    );
    assert.deepEqual(quanta, { ...times, sites: 4 });
  });
});

describe('Brian 2', () => {
  const brian = (pre: string, post: string, more = ''): string => `
from brian2 import *
taupre = 20*ms
taupost = 30*ms
gmax = 2*mV
dApre = 0.01*gmax
dApost = -dApre*1.05
source = PoissonGroup(100, rates=15*Hz)
cells = NeuronGroup(10, 'dv/dt = (-70*mV - v)/(10*ms) : volt', threshold='v > -54*mV', reset='v = -60*mV', method='exact')
S = Synapses(source, cells, '''w : volt
dApre/dt = -Apre/taupre : volt (event-driven)
dApost/dt = -Apost/taupost : volt (event-driven)''', on_pre='''${pre}''', on_post='''${post}''')
S.connect(p=0.5)
S.w = 0.5*gmax
${more}
run(100*ms)
`;
  const usual = [
    'v += w\nApre += dApre\nw = clip(w + Apost, 0*mV, gmax)',
    'Apost += dApost\nw = clip(w + Apre, 0*mV, gmax)',
  ] as const;

  test('a trace of each side, added to the weight by the other, is a rule of pairs', () => {
    const found = plasticityIn(brian(...usual));
    assert.ok(found?.kind === 'stdp');
    const near = (value: number | null, expected: number): boolean => Math.abs((value ?? NaN) - expected) < 1e-9;
    assert.ok(near(found.potentiation, 0.01) && near(found.depression, 0.0105));
    assert.ok(near(found.tauPlusMs, 20) && near(found.tauMinusMs, 30) && near(found.wMax, 2) && near(found.wMin, 0));
    assert.deepEqual([found.pairing, found.delayed], ['all', 'axonal']);
  });

  test('traces that are set, not raised, pair the nearest spikes', () => {
    const [pre, post] = usual;
    const found = plasticityIn(brian(pre.replace('Apre +=', 'Apre ='), post.replace('Apost +=', 'Apost =')));
    assert.equal(found?.kind === 'stdp' ? found.pairing : found?.kind, 'nearest');
  });

  test('without bounds the amounts are those of the weight', () => {
    const found = plasticityIn(brian('v += w\nApre += dApre\nw += Apost', 'Apost += dApost\nw += Apre'));
    assert.ok(found?.kind === 'stdp');
    assert.equal(found.wMax, null);
    assert.ok(Math.abs(found.potentiation - 0.02) < 1e-9);
  });

  test('anything more than that is left to the code as it is written', () => {
    const [pre, post] = usual;
    for (const [one, other] of [
      [`${pre}\nApre = clip(Apre, 0*mV, gmax)`, post],
      [pre, post.replace('w + Apre', 'w + Apre*(1 - w/gmax)')],
      [pre, post.replace('w + Apre', 'w + 0.1*(gmax - w)')],
      [pre.replace('Apost,', 'Apost - 0.001*gmax,'), post],
      [pre, post.replace('gmax)', '2*gmax)')],
    ] as const)
      assert.equal(plasticityIn(brian(one, other))?.kind, 'other', `${one} / ${other}`);
  });
});

describe('T4DM', () => {
  const of = (text: string): Network => {
    const [network] = linter.networks({ file: 'model.py', text }).networks;
    assert.ok(network);
    return network;
  };

  test('a learner that is given spike times is a synapse between two neurons that fire then', () => {
    const { projections, inputs } = of(`
import torch
from t4dm.learning.stdp import STDPLearner
stdp = STDPLearner(window_pre_to_post=20, window_post_to_pre=30, tau_plus=18.0, tau_minus=25.0)
pre = torch.tensor([10, 50])
dw = stdp.compute_weight_change(pre_spike_times=pre, post_spike_times=torch.tensor([15, 55]), current_weight=0.5)
`);
    const rule = projections[0]?.plasticity;
    assert.ok(rule?.kind === 'stdp');
    assert.deepEqual([rule.tauPlusMs, rule.tauMinusMs, rule.windowPlusMs, rule.windowMinusMs], [18, 25, 20, 30]);
    assert.equal(projections[0]?.weight.value, 0.5);
    assert.deepEqual(
      inputs.map(({ spikes }) => spikes?.timesMs),
      [
        [10, 50],
        [15, 55],
      ],
    );
  });

  test('a learner that is given none is looked at with ten pairs, in both orders, and it is said', () => {
    const { projections, inputs, assumed } = of(`
from t4dm.learning.stdp import STDPConfig, STDPLearner
stdp = STDPLearner(STDPConfig(tau_plus=0.02, tau_minus=0.02, max_weight=4.0))
`);
    const [pre = [], post = []] = inputs.map(({ spikes }) => spikes?.timesMs ?? []);
    assert.deepEqual(
      pre.map((each, k) => (post[k] ?? NaN) - each),
      [10, 10, 10, 10, 10, -10, -10, -10, -10, -10],
    );
    assert.equal(projections[0]?.weight.value, 2);
    assert.deepEqual(
      assumed.map(({ what }) => what),
      ['dt', 'spikes', 'weight'],
    );
  });

  test('a learner beside layers is theirs', () => {
    const { populations } = of(`
from t4dm.spiking.lif import LIFNeuron
from t4dm.learning.stdp import STDPLearner
lif = LIFNeuron(size=100)
stdp = STDPLearner()
`);
    assert.deepEqual(
      populations.map(({ name }) => name),
      ['lif'],
    );
  });

  test('a configuration is in seconds, and its amounts are parts of the largest weight', () => {
    const rule = plasticityIn(`
from t4dm.learning.stdp import STDPConfig, STDPLearner
stdp = STDPLearner(STDPConfig(a_plus=0.02, tau_plus=0.015, max_weight=4.0, mu=0.5))
dw = stdp.update_weight(0.5, [10, 50], [15, 55])
`);
    assert.ok(rule?.kind === 'stdp');
    assert.deepEqual([rule.tauPlusMs, rule.tauMinusMs, rule.windowPlusMs, rule.pairing], [15, 34, 100, 'nearest']);
    // 0.02·(4 − w)^0.5 is 0.02·4^0.5·(1 − w/4)^0.5, and 0.01 of the largest weight.
    assert.ok(Math.abs(rule.potentiation * (rule.wMax ?? 0) - 0.02 * 2) < 1e-12);
  });

  test('a homeostatic control regulates the layer, a draw that it is called with is its input', () => {
    const { homeostasis, inputs } = of(`
import torch
from t4dm.spiking.lif import LIFNeuron
from t4dm.learning.homeostasis import HomeostasisControl
lif = LIFNeuron(size=100)
control = HomeostasisControl(target_rate=0.1, learning_rate=0.01)
spikes, u = lif(0.05 + torch.randn(100) * 0.5)
`);
    assert.deepEqual(
      homeostasis?.map(({ population, target, rate }) => [population, target, rate]),
      [['lif', 0.1, 0.01]],
    );
    assert.deepEqual(
      inputs.map(({ kind, noise }) => [kind, noise?.meanPa, noise?.sdPa]),
      [['noise', 0.05, 0.5]],
    );
  });
});
