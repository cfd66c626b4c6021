// Small scripts of our own that are built as published models are: parameters in modules of their own, loops over populations, matrices.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drivesOf } from './_drives';

const parameters = `
import numpy as np

net = {
    'scaling': 1.0,
    'model': 'iaf_psc_exp',
    'names': ['L4E', 'L4I', 'L5E'],
    'sizes': np.array([400, 100, 200]),
    'outside': np.array([2100, 1900, 2000]),
    'rates': np.array([4.0, 6.0, 7.0]),
    'probabilities': np.array([[0.1, 0.2, 0.0], [0.1, 0.1, 0.1], [0.0, 0.2, 0.1]]),
    'background': 'poisson',
    'rate': 8.0,
    'psp': 0.15,
    'cell': {'C_m': 250.0, 'tau_m': 10.0, 'tau_syn': 0.5, 'E_L': -65.0},
}
`;

const helpers = `
import numpy as np

def current_per_psp(C_m, tau_m, tau_syn):
    lag = 1.0 / (tau_syn - tau_m)
    pre = tau_m * tau_syn / C_m * lag
    frac = (tau_m / tau_syn) ** lag
    return 1.0 / (pre * (frac**tau_m - frac**tau_syn))

def direct(rate, outside, tau_syn, weight):
    return rate * outside * weight * tau_syn * 0.001

def scaled_down(net, weights, weight, amplitude):
    K = net['scaling']
    inside = np.sum(weights * net['probabilities'] * net['sizes'] * net['rates'], axis=1)
    more = 0.001 * net['cell']['tau_syn'] * (1.0 - np.sqrt(K)) * (inside + weight * net['outside'] * net['rate'])
    return weight / np.sqrt(K), amplitude + more
`;

const network = `
import nest
import numpy as np
import helpers

class Network:
    def __init__(self, net):
        self.net = net
        cell = net['cell']
        psc = helpers.current_per_psp(cell['C_m'], cell['tau_m'], cell['tau_syn'])
        weights = np.zeros((3, 3))
        weights[:, 0::2] = net['psp'] * psc
        weights[:, 1] = -4 * net['psp'] * psc
        self.weight = net['psp'] * psc
        self.indegrees = np.round(net['outside'] * net['scaling']).astype(int)
        if net['background'] == 'poisson':
            self.amplitude = np.zeros(3)
        else:
            self.amplitude = helpers.direct(net['rate'], net['outside'], cell['tau_syn'], self.weight)
        if net['scaling'] != 1:
            self.weight, self.amplitude = helpers.scaled_down(net, weights, self.weight, self.amplitude)

    def create(self):
        self.pops = []
        for i in np.arange(len(self.net['names'])):
            population = nest.Create(self.net['model'], self.net['sizes'][i])
            population.set(tau_syn_ex=0.5, I_e=self.amplitude[i])
            self.pops.append(population)
        if self.net['background'] == 'poisson':
            self.noise = nest.Create('poisson_generator', n=3)
            self.noise.rate = self.net['rate'] * self.indegrees

    def connect(self):
        if self.net['background'] == 'poisson':
            for i, target in enumerate(self.pops):
                nest.Connect(self.noise[i], target, conn_spec={'rule': 'all_to_all'}, syn_spec={'weight': self.weight})
`;

const script = `
from network import Network
from parameters import net

model = Network(net)
model.create()
model.connect()
`;

const files = (change: (text: string) => string = (text) => text): Record<string, string> => ({
  'run.py': script,
  'network.py': network,
  'helpers.py': helpers,
  'parameters.py': change(parameters),
});

const currents = (of: Record<string, string>): Map<string, [live: boolean, current: number]> => {
  const { drives } = drivesOf(of, { fixes: false });
  return new Map(
    drives
      .filter((each) => each.kind !== 'recurrent')
      .map((each) => {
        const { value } = (each.kind === 'dc' ? each.mean : each.current) ?? { value: null };
        return [`${each.target}/${each.source}`, [each.live, Number((value ?? NaN).toFixed(3))]] as const;
      }),
  );
};

// The PSP of an exponential current peaks at its weight × this: (τ_m τ_s / C)/(τ_s − τ_m) × (q^τ_m − q^τ_s), q = (τ_m/τ_s)^(1/(τ_s − τ_m)).
const [C, tauM, tauS] = [250, 10, 0.5];
const q = (tauM / tauS) ** (1 / (tauS - tauM));
const weight = 0.15 / (((tauM * tauS) / C / (tauS - tauM)) * (q ** tauM - q ** tauS));
const expected = (synapses: number): number => Number((synapses * 8 * 0.001 * weight * tauS).toFixed(3));

test('each population of a loop gets its own background, under its own name', () => {
  assert.deepEqual(
    [...currents(files())],
    [
      ['L4E/noise', [true, expected(2100)]],
      ['L4I/noise', [true, expected(1900)]],
      ['L5E/noise', [true, expected(2000)]],
    ],
  );
});

test('the other variant of the background is told too, as never taken', () => {
  const found = currents(files((text) => text.replace("'background': 'poisson'", "'background': 'dc'")));
  assert.deepEqual([...found].sort(), [
    ['L4E/I_e', [true, expected(2100)]],
    ['L4E/noise', [false, expected(2100)]],
    ['L4I/I_e', [true, expected(1900)]],
    ['L4I/noise', [false, expected(1900)]],
    ['L5E/I_e', [true, expected(2000)]],
    ['L5E/noise', [false, expected(2000)]],
  ]);
});

test('a model scaled down keeps its mean by a constant current, from a matrix summed along an axis', () => {
  const K = 0.25;
  const found = currents(files((text) => text.replace("'scaling': 1.0", "'scaling': 0.25")));
  const probabilities = [
    [0.1, 0.2, 0],
    [0.1, 0.1, 0.1],
    [0, 0.2, 0.1],
  ];
  [2100, 1900, 2000].forEach((synapses, i) => {
    const inside = (probabilities[i] ?? []).reduce(
      (sum, p, j) => sum + (j === 1 ? -4 : 1) * weight * p * ([400, 100, 200][j] ?? 0) * ([4, 6, 7][j] ?? 0),
      0,
    );
    const name = ['L4E', 'L4I', 'L5E'][i] ?? '';
    const [, poisson] = found.get(`${name}/noise`) ?? [];
    const [, constant] = found.get(`${name}/I_e`) ?? [];
    assert.equal(poisson, Number((Math.sqrt(K) * 0.001 * tauS * 8 * synapses * weight).toFixed(3)));
    const whole = 0.001 * tauS * (1 - Math.sqrt(K)) * (inside + weight * synapses * 8);
    assert.equal(constant, Number(whole.toFixed(3)));
  });
});

test('cell parameters that several PyNN populations share are each population’s own once it sets one', () => {
  const pynn = `
exec('import pyNN.%s as sim' % 'nest')
cell = {'cm': 0.25, 'tau_m': 10.0, 'tau_syn_E': 0.5, 'i_offset': 0.0}
outside = {'L4': {'E': 2100, 'I': 1900}, 'L5': {'E': 2000, 'I': 1800}}
pops = {}
for layer in outside:
    pops[layer] = {}
    for kind in outside[layer]:
        pops[layer][kind] = sim.Population(100, getattr(sim, 'IF_curr_exp'), cellparams=cell)
        this = pops[layer][kind]
        this.set(i_offset=0.001 * outside[layer][kind])
`;
  const found = currents({ 'model.py': pynn });
  assert.deepEqual(
    [...found],
    [
      ['L4E/i_offset', [true, 2100]],
      ['L4I/i_offset', [true, 1900]],
      ['L5E/i_offset', [true, 2000]],
      ['L5I/i_offset', [true, 1800]],
    ],
  );
});

const delta = `
import nest
theta, J, CE, tau = 20.0, 0.1, 1000, 20.0
rate = 1000.0 * 2.0 * theta / (J * CE * tau) * CE
nodes_ex = nest.Create('iaf_psc_delta', 8000, params={'tau_m': tau, 'C_m': 1.0, 'E_L': 0.0, 'V_th': theta})
noise = nest.Create('poisson_generator', params={'rate': rate})
nest.Connect(noise, nodes_ex, syn_spec={'weight': J})
`;

const alpha = `
import nest
import numpy as np
C, tau, tau_syn, J, CE = 250.0, 20.0, 0.5, 20.0, 1000
rate = 1000.0 * 2.0 * 20.0 * C / (J * CE * np.exp(1.0) * tau * tau_syn) * CE
nodes_ex = nest.Create('iaf_psc_alpha', 8000, params={'tau_m': tau, 'C_m': C, 'E_L': 0.0, 'V_th': 20.0, 'tau_syn_ex': tau_syn})
noise = nest.Create('poisson_generator', params={'rate': rate})
nest.Connect(noise, nodes_ex, syn_spec={'weight': J})
`;

const several = `
import nest
tau_syn = [0.1 + 0.01 * i for i in range(100)]
nodes_ex = nest.Create('iaf_psc_exp_multisynapse', 8000, params={'tau_m': 20.0, 'C_m': 1.0, 'E_L': 0.0, 'V_th': 20.0, 'tau_syn': tau_syn})
noise = nest.Create('poisson_generator', params={'rate': 20000.0})
nest.Connect(noise, nodes_ex, syn_spec={'weight': 0.1, 'receptor_type': nest.random.uniform_int(max=99) + 1})
`;

const rateModel = `
import nest
excitatory = nest.Create('siegert_neuron', params={'tau_m': 20.0, 'theta': 20.0})
outside = nest.Create('siegert_neuron', params={'mean': 20000.0})
nest.Connect(outside, excitatory, 'all_to_all', {'drift_factor': 20.0 * 1e-3 * 0.1, 'diffusion_factor': 20.0 * 1e-3 * 0.01, 'synapse_model': 'diffusion_connection'})
`;

const brian = `
from brian2 import *
def sim(share):
    tau, theta, J, C_E = 20*ms, 20*mV, 0.1*mV, 1000
    neurons = NeuronGroup(12500, 'dv/dt = -v/tau : volt (unless refractory)', threshold='v > theta', reset='v = 10*mV', refractory=2*ms, method='exact')
    excitatory_neurons = neurons[:10000]
    inhibitory_neurons = neurons[10000:]
    synapses = Synapses(excitatory_neurons, target=neurons, on_pre='v += J')
    synapses.connect(p=0.1)
    outside = PoissonInput(target=neurons, target_var='v', N=C_E, rate=share * theta / (J * C_E * tau), weight=J)
    run(100*ms)
sim(4.0)
sim(2.0)
`;

const brunel = {
  'delta.py': delta,
  'alpha.py': alpha,
  'several.py': several,
  'rates.py': rateModel,
  'brian.py': brian,
};

test('one network in five forms is compared by the free membrane, and the one that differs stands out', () => {
  const { comparisons, drives } = drivesOf(brunel, { fixes: false, named: true });
  const E = comparisons.find((each) => each.name === 'E');
  const byId = new Map(drives.map((each) => [each.id, each]));
  const rows = (E?.members ?? []).map(({ id, compared, meanRatio }) => {
    const drive = byId.get(id);
    return [id.slice(0, id.indexOf('#')), compared, meanRatio, drive?.membrane?.value];
  });
  // 20 events/ms × 0.1 pA × mean(τ) 0.595 ms × 20 ms / 1 pF = 23.8 mV.
  assert.deepEqual(rows, [
    ['delta.py', 'membrane', '1', 40],
    ['alpha.py', 'membrane', '1', 40],
    ['several.py', 'membrane', '0.595', 23.8],
    ['rates.py', 'membrane', '1', 40],
    ['brian.py', 'membrane', '1', 40],
  ]);
  assert.equal(E?.equal, false);
});

test('files that were only found in one folder are not taken for one model by the role of a population', () => {
  assert.deepEqual(drivesOf(brunel, { fixes: false }).comparisons, []);
});

test('what two ways of a branch do alike is done once', () => {
  const pynn = `
import sys
class First:
    def background(self, sim, target, rate):
        make(sim, target, rate)
class Second:
    def background(self, sim, target, rate):
        make(sim, target, rate)
def make(sim, target, rate):
    noise = sim.Population(100, sim.SpikeSourcePoisson, {'rate': rate})
    sim.Projection(noise, target, sim.OneToOneConnector(), sim.StaticSynapse(weight=0.0878), receptor_type='excitatory')
if sys.argv[1] == 'nest':
    import pyNN.nest as sim
    info = First()
else:
    import pyNN.spiNNaker as sim
    info = Second()
cells = sim.Population(100, sim.IF_curr_exp, {'cm': 0.25, 'tau_m': 10.0, 'tau_syn_E': 0.5})
info.background(sim, cells, 8.0 * 1600)
`;
  assert.deepEqual([...currents({ 'model.py': pynn })], [['cells/noise', [true, 561.92]]]);
});

test('absl’s flags are their defaults where they are handed to a model', () => {
  const script = `
import absl
import tensorflow as tf

class Column(tf.keras.layers.Layer):
    def __init__(self, bkg_weights, with_noise=True):
        self._bkg_weights = tf.Variable(bkg_weights)
        self._with_noise = with_noise

    def call(self, inputs):
        if self._with_noise:
            rest_of_brain = tf.cast(tf.random.uniform((2, 600, 10)) < .1, tf.float32)
            noise_input = self._bkg_weights[None, None] * tf.reduce_sum(rest_of_brain, -1)[..., None] / 10.
            return inputs + noise_input
        return inputs

def main(_):
    flags = absl.app.flags.FLAGS
    column = Column(load('bkg_weights'), with_noise=flags.with_noise)
    column.call(load('inputs'))

if __name__ == '__main__':
    absl.app.flags.DEFINE_boolean('with_noise', False, '')
    absl.app.run(main)
`;
  const lives = (text: string): boolean[] =>
    drivesOf({ 'train.py': text }, { fixes: false }).drives.map(({ live }) => live);
  assert.deepEqual(lives(script), [false]);
  assert.deepEqual(lives(script.replace("'with_noise', False", "'with_noise', True")), [true]);
});
