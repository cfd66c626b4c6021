// Layered networks as they are read: populations, weights, stepping, encoders.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Network } from '../../../src/core/network/network';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const read = (text: string, file = 'model.py'): Network => {
  const network = linter.lint([{ file, text }])[0]?.networks[0];
  assert.ok(network, 'a network is read');
  return network;
};

const snntorch = `
import torch
import torch.nn as nn
import snntorch as snn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 100)
        self.lif1 = snn.Leaky(beta=0.9)
        self.fc2 = nn.Linear(100, 10)
        self.lif2 = snn.Synaptic(alpha=0.8, beta=0.7, reset_mechanism="zero")
        nn.init.constant_(self.fc2.weight, 0.02)

    def forward(self, x):
        mem1 = self.lif1.init_leaky()
        syn2, mem2 = self.lif2.init_synaptic()
        for step in range(25):
            spk1, mem1 = self.lif1(self.fc1(x), mem1)
            spk2, syn2, mem2 = self.lif2(self.fc2(spk1.flatten(1)), syn2, mem2)
        return spk2
`;

describe('snnTorch', () => {
  test('a forward pass gives populations, sizes and weights', () => {
    const { populations, projections, assumed } = read(snntorch);
    assert.deepEqual(
      populations.map(({ name, size, model, dynamics }) => [name, size, model, dynamics]),
      [
        ['lif1', 100, 'Leaky', 'discrete-lif'],
        ['lif2', 10, 'Synaptic', 'discrete-lif'],
      ],
    );
    assert.deepEqual(
      projections.map(({ pre, post, rule, weight }) => [pre, post, rule.kind, weight.value]),
      [['lif1', 'lif2', 'all-to-all', 0.02]],
    );
    assert.deepEqual(
      assumed.map(({ what }) => what),
      ['dt', 'input of lif1'],
    );
  });

  test('the reset is late where the threshold is subtracted', () => {
    const [first, second] = read(snntorch).populations;
    assert.deepEqual(
      [first?.stepping?.kept, first?.stepping?.subtract, first?.stepping?.resetLater, first?.stepping?.resetTo],
      [0.9, 1, true, null],
    );
    assert.deepEqual(
      [second?.stepping?.synapticKept, second?.stepping?.kept, second?.stepping?.resetTo, second?.stepping?.resetLater],
      [0.8, 0.7, 0, false],
    );
  });

  test('Lapicque keeps 1 − dt/(R·C), or 1 − ln(1/beta)', () => {
    const kept = (args: string): number | null | undefined =>
      read(`import snntorch as snn\nlif = snn.Lapicque(${args})\n`).populations[0]?.stepping?.kept;
    assert.equal(kept('R=5.0, C=2.0, time_step=1.0'), 0.9);
    assert.ok(Math.abs((kept('beta=0.9') ?? 0) - (1 - Math.log(1 / 0.9))) < 1e-12);
    assert.equal(kept('beta=0.9, R=1, C=2'), null);
  });

  test('a chain is read where it is made', () => {
    const { populations, projections } = read(`
import torch.nn as nn
import snntorch as snn
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 50), snn.Leaky(beta=0.95, init_hidden=True), nn.Dropout(0.1), nn.Linear(50, 10), snn.Leaky(beta=0.95, init_hidden=True))
`);
    assert.deepEqual(
      populations.map(({ size }) => size),
      [50, 10],
    );
    assert.deepEqual(
      projections.map(({ pre, post, rule }) => [pre, post, rule.kind]),
      [['Leaky', 'Leaky 2', 'all-to-all']],
    );
  });

  test('what comes through a convolution or a sum is not all to all', () => {
    const { projections } = read(`
import torch.nn as nn
import torch.nn.functional as F
import snntorch as snn
a = snn.Leaky(beta=0.9)
b = snn.Leaky(beta=0.9)
spk, mem = a(nn.Conv2d(1, 3, 5)(x))
out, mem = b(F.max_pool2d(nn.Conv2d(3, 6, 5)(spk), 2))
`);
    assert.deepEqual(
      projections.map(({ rule }) => rule),
      [{ kind: 'unknown', text: 'Conv2d, max_pool2d' }],
    );
  });
});

describe('other layers', () => {
  test('Norse steps by Euler in seconds', () => {
    const { populations, dtMs } = read(`
import torch
import norse.torch as norse
p = norse.LIFParameters(tau_mem_inv=torch.as_tensor(100.0), tau_syn_inv=200.0, v_th=0.5)
net = norse.SequentialState(torch.nn.Linear(10, 5), norse.LIFCell(p=p, dt=0.0005), torch.nn.Linear(5, 2), norse.LICell())
`);
    assert.equal(dtMs.value, 0.5);
    const [population] = populations;
    assert.equal(populations.length, 1, 'a leaky integrator does not fire');
    assert.deepEqual(
      [
        population?.size,
        population?.stepping?.kept,
        population?.stepping?.synapticKept,
        population?.stepping?.threshold,
      ],
      [5, 0.95, 0.9, 0.5],
    );
  });

  test('SpikingJelly divides the input by tau, unless told not to', () => {
    const stepping = (args: string): unknown => {
      const { kept, gain, subtract, resetTo } =
        read(`from spikingjelly.activation_based import neuron\nlif = neuron.LIFNode(${args})\n`).populations[0]
          ?.stepping ?? {};
      return [kept, gain, subtract, resetTo];
    };
    assert.deepEqual(stepping('tau=2.0'), [0.5, 0.5, null, 0]);
    assert.deepEqual(stepping('tau=4.0, decay_input=False, v_reset=None'), [0.75, 1, 1, null]);
  });

  test('T4DM takes beta × threshold off at once', () => {
    const [population] = read(
      'from t4dm.spiking.lif import LIFNeuron\nlif = LIFNeuron(size=256, alpha=0.9, v_thresh=0.5, beta=2.0)\n',
    ).populations;
    assert.deepEqual(
      [population?.size, population?.stepping?.kept, population?.stepping?.subtract, population?.stepping?.resetLater],
      [256, 0.9, 1, false],
    );
  });

  test('BindsNET with reset at rest is a delta neuron, with its Poisson input', () => {
    const network = read(`
import torch
from bindsnet.encoding import poisson
from bindsnet.network import Network
from bindsnet.network.nodes import Input, LIFNodes
from bindsnet.network.topology import Connection
net = Network(dt=0.5)
x, y = Input(n=100), LIFNodes(n=50, tc_decay=20.0)
net.add_layer(x, "X")
net.add_layer(y, "Y")
net.add_connection(Connection(x, y, w=0.3 * torch.ones(100, 50)), "X", "Y")
net.run({"X": poisson(15.0 * torch.ones(100), time=500, dt=0.5)}, time=500)
`);
    assert.equal(network.dtMs.value, 0.5);
    assert.equal(network.durationMs?.value, 500);
    const [population] = network.populations;
    assert.equal(population?.dynamics, 'lif-current-delta');
    assert.equal(population.params.tc_decay?.role, 'membraneTime');
    const [input] = network.inputs;
    assert.deepEqual(
      [input?.kind, input?.count, input?.rateHz?.value, input?.weight.text, input?.target],
      ['poisson', 100, 15, '0.3 mV', 'Y'],
    );
  });
});

describe('the 4D framework', () => {
  const config = JSON.stringify({
    neuron_model: {
      type: 'LIF',
      params_default: { tau_m: 20, v_rest: -65, v_reset: -70, v_threshold: -50, refractory_period: 5 },
    },
    areas: [{ name: 'V1', coord_ranges: { x: [0, 19], y: [0, 19], z: [0, 19], w: [0, 0] } }],
  });

  test('a script with its configuration', () => {
    const text = `
from src.brain_model import BrainModel
from src.simulation import Simulation
model = BrainModel(config_path="brain.json")
sim = Simulation(model, seed=1)
sim.initialize_neurons(area_names=["V1"], density=0.1)
sim.initialize_random_synapses(connection_probability=0.01, weight_mean=0.1)
for _ in range(1000):
    sim.step()
`;
    const reports = linter.lint([
      { file: 'run.py', text },
      { file: 'brain.json', text: config },
    ]);
    const network = reports[0]?.networks[0];
    assert.ok(network);
    assert.deepEqual(
      network.populations.map(({ name, size, stepping }) => [name, size, stepping?.gain, stepping?.refractorySteps]),
      [['V1', 800, 0.05, 4]],
    );
    assert.deepEqual(network.projections[0]?.rule, { kind: 'fixed-probability', probability: 0.01 });
    assert.equal(network.durationMs?.value, 1000);
    assert.equal(reports[1]?.networks[0]?.populations[0]?.size, 8000);
  });

  test('a saved model’s neurons and synapses by area', () => {
    const at = (id: number, w: number): object => ({ id, x: 0, y: 0, z: 0, w });
    const saved = {
      config: JSON.parse(config) as object,
      neurons: [at(0, 0), at(1, 0), at(2, 1)],
      synapses: [
        { pre_id: 0, post_id: 1, weight: 0.2, delay: 1, synapse_type: 'excitatory' },
        { pre_id: 1, post_id: 2, weight: 0, delay: 1, synapse_type: 'inhibitory' },
      ],
    };
    const { populations, projections } = read(JSON.stringify(saved), 'model.json');
    assert.deepEqual(
      populations.map(({ name, size }) => [name, size]),
      [
        ['V1', 2],
        ['outside all areas', 1],
      ],
    );
    assert.deepEqual(
      projections.map(({ pre, post, synapses, receptor, weight }) => [pre, post, synapses, receptor, weight.text]),
      [
        ['V1', 'V1', 1, 'excitatory', 'mean 0.2'],
        ['V1', 'outside all areas', 1, 'inhibitory', 'mean 0, 1 of 1 are 0'],
      ],
    );
  });

  test('any other JSON is no network', () => {
    assert.deepEqual(
      linter.lint([{ file: 'a.json', text: '{"neuron_model": {"params_default": 3}, "areas": []}' }])[0]?.networks,
      [],
    );
  });

  test('neurons added one by one', () => {
    const { populations } = read(`
from src.brain_model import BrainModel, Neuron
model = BrainModel(config={})
for i in range(80):
    model.add_neuron(Neuron(id=i, x=0, y=0, z=0, w=0))
for i in range(20):
    model.add_neuron(Neuron(id=i, x=0, y=0, z=0, w=0, model_type="izhikevich", neuron_type="fast_spiking"))
`);
    assert.deepEqual(
      populations.map(({ name, size, dynamics, params }) => [name, size, dynamics, params.izh_a?.value]),
      [
        ['lif excitatory', 80, 'discrete-lif', undefined],
        ['izhikevich fast_spiking', 20, 'izhikevich', 0.1],
      ],
    );
  });
});

describe('a hover', () => {
  const explain = (text: string, mark: string): { unit: string | null; form: string | null } => {
    const explained = linter.explain({ file: 'model.py', text }, text.indexOf(mark) + 1);
    assert.ok(explained);
    return explained;
  };

  test('tells what a kept part comes to', () => {
    const text = 'from t4dm.spiking.lif import LIFNeuron\nlif = LIFNeuron(size=256, alpha=0.9, v_thresh=1.0)\n';
    const { form } = explain(text, '0.9');
    assert.match(form ?? '', /time constant −dt\/ln 0\.9 = 9\.491 steps/);
    assert.match(form ?? '', /settles at I\/\(1 − 0\.9\) = 10·I/);
    assert.match(explain(text, 'LIFNeuron(').form ?? '', /fires where the input stays above 0\.1/);
  });

  test('gives a bare number the unit of its parameter', () => {
    const text = 'import norse.torch as norse\ncell = norse.LIFCell(p=norse.LIFParameters(tau_mem_inv=100.0))\n';
    const { unit, form } = explain(text, '100.0');
    assert.equal(unit, '1/s');
    assert.match(form ?? '', /time constant 0\.01 s/);
  });
});
