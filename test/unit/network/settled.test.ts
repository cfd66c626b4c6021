// Networks as they would run: what is open in a script settled, parts of populations, draws, sources and rules in one form.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readGiven } from '../../../src/core/evaluate/settling';
import { lambertW } from '../../../src/core/evaluate/functionClasses';
import { examine } from '../../../src/diagnose/examine';
import { simulate } from '../../../src/sim/simulate';
import { type Network } from '../../../src/core/network/network';
import { type NetworkReport } from '../../../src/core/report';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const report = (text: string, set: Readonly<Record<string, string>> = {}): NetworkReport =>
  linter.networks(
    { file: 'model.py', text },
    { set: new Map(Object.entries(set).map(([name, value]) => [name, readGiven(value)])) },
  );
const read = (text: string, set: Readonly<Record<string, string>> = {}): Network => {
  const [network] = report(text, set).networks;
  assert.ok(network, 'a network is read');
  return network;
};
const names = (network: Network): string[] => network.populations.map(({ name, size }) => `${name}: ${size}`);

describe('Lambert’s W', () => {
  // w·e^w gives the argument back; the branches meet at −1/e.
  for (const [x, branch] of [
    [1, 0],
    [-0.2, 0],
    [-0.2, -1],
    [-0.01, -1],
    [-0.36, -1],
  ] as const) {
    test(`of ${x} on branch ${branch}`, () => {
      const w = lambertW(x, branch);
      assert.ok(Math.abs(w * Math.exp(w) - x) < 1e-12);
      assert.ok(branch === 0 ? w >= -1 : w <= -1);
    });
  }
  test('is none below −1/e', () => assert.ok(Number.isNaN(lambertW(-1, 0))));
});

const nest = `
import nest
nodes = nest.Create("iaf_psc_alpha", 10)
noise = nest.Create("poisson_generator", 2)
noise.rate = [80000.0, 15000.0]
nest.Connect(noise, nodes, syn_spec={"weight": [[45.0, -45.0]], "delay": 1.0})
`;

describe('a NEST script', () => {
  test('keeps each generator’s own rate and weight', () => {
    assert.deepEqual(
      read(nest).inputs.map(({ kind, count, rateHz, weight }) => [kind, count, rateHz?.value, weight.value]),
      [
        ['poisson', 1, 80000, 45],
        ['poisson', 1, 15000, -45],
      ],
    );
  });

  test('keeps what a rate was where the script only finds it in the run, and says so', () => {
    const { inputs, assumed } = read(`${nest}
def output(guess):
    noise[1].rate = abs(4000 * guess)
    nest.Simulate(100.0)
    return guess
bisect(lambda x: output(x), 15.0, 25.0)
`);
    assert.equal(inputs[1]?.rateHz?.value, 15000);
    assert.equal(
      assumed.some(({ what }) => what === 'dt'),
      true,
    );
  });

  test('is cut where some of its neurons are connected apart from the others', () => {
    const network = read(`
import nest
pop = nest.Create("iaf_psc_delta", 100)
nest.Connect(pop[:80], pop, {"rule": "fixed_indegree", "indegree": 8}, {"weight": 0.1})
nest.Connect(pop[80:], pop, {"rule": "fixed_outdegree", "outdegree": 5}, {"weight": -0.5})
nest.Connect(pop[0], pop[1], syn_spec={"weight": 1.0, "delay": 2.0})
`);
    assert.deepEqual(names(network), ['pop[0]: 1', 'pop[1]: 1', 'pop[2:80]: 78', 'pop[80:]: 20']);
    const single = network.projections.find(
      ({ pre, post, delay }) => pre === 'pop[0]' && post === 'pop[1]' && delay.value === 2,
    );
    assert.equal(single?.weight.value, 1);
  });

  test('has drawn weights, windows, steps, noise and spikes', () => {
    const network = read(`
import nest
n = nest.Create("iaf_psc_exp", 5)
nest.Connect(n, n, "all_to_all", {"weight": 2.0 * nest.random.normal(mean=10.0, std=3.0), "delay": nest.random.uniform(min=1.0, max=2.0)})
dc = nest.Create("dc_generator", params={"amplitude": 100.0, "start": 10.0, "stop": 50.0})
nest.Connect(dc, n, syn_spec={"weight": 2.0})
step = nest.Create("step_current_generator", params={"amplitude_times": [10.0, 20.0], "amplitude_values": [50.0, 0.0]})
nest.Connect(step, n)
noise = nest.Create("noise_generator", params={"mean": 5.0, "std": 20.0})
nest.Connect(noise, n)
spikes = nest.Create("spike_generator", params={"spike_times": [5.0, 6.0]})
nest.Connect(spikes, n[2])
`);
    const [projection] = network.projections;
    assert.deepEqual(projection?.weight.drawn, { kind: 'normal', mean: 20, sd: 6 });
    assert.deepEqual(projection.delay.drawn, { kind: 'uniform', low: 1, high: 2 });
    const [dc, step, noise, spikes] = network.inputs;
    assert.deepEqual([dc?.weight.value, dc?.startMs?.value, dc?.stopMs?.value], [200, 10, 50]);
    assert.deepEqual(step?.course, { timesMs: [10, 20], values: [50, 0] });
    assert.deepEqual(noise?.noise, { meanPa: 5, sdPa: 20, everyMs: 1, shared: false });
    assert.deepEqual([spikes?.only, spikes?.spikes?.timesMs], [[2], [5, 6]]);
  });

  test('has the plasticity of a copied model, and rules without autapses', () => {
    const { projections } = read(`
import nest
n = nest.Create("iaf_psc_alpha", 5)
nest.CopyModel("stdp_synapse", "learning", {"lambda": 0.02, "Wmax": 300.0})
nest.Connect(n, n, {"rule": "pairwise_bernoulli", "p": 0.1, "allow_autapses": False}, {"synapse_model": "learning", "weight": 10.0})
`);
    const [{ plasticity, autapses } = {}] = projections;
    assert.equal(autapses, false);
    assert.deepEqual(
      plasticity?.kind === 'stdp' && [plasticity.potentiation, plasticity.wMax, plasticity.tauPlusMs],
      [0.02, 300, 20],
    );
  });

  test('passes on what drives a parrot', () => {
    const { inputs } = read(`
import nest
n = nest.Create("iaf_psc_alpha", 50)
p = nest.Create("parrot_neuron", 20)
g = nest.Create("poisson_generator", params={"rate": 30.0})
nest.Connect(g, p)
nest.Connect(p, n, {"rule": "pairwise_bernoulli", "p": 0.5}, {"weight": 7.0})
`);
    assert.deepEqual(
      inputs.map(({ sources, rateHz, weight, count }) => [sources, rateHz?.value, weight.value, count]),
      [[20, 30, 7, 10]],
    );
  });
});

const pynn = `
from pyNN.utility import get_simulator
sim, options = get_simulator(("benchmark", "CUBA or COBA"), ("--plot", "plot it", {"action": "store_true"}))
sim.setup(timestep=0.1)
if options.benchmark == "COBA":
    cell = sim.IF_cond_exp
elif options.benchmark == "CUBA":
    cell = sim.IF_curr_exp
if options.plot:
    extra = sim.Population(7, cell())
n = 40
cells = sim.Population(n, cell(tau_m=20.0), label="cells")
source = sim.Population(4, sim.SpikeSourcePoisson(rate=100.0, duration=50.0))
sim.Projection(source, cells, sim.FixedProbabilityConnector(0.25), sim.StaticSynapse(weight=0.01, delay=0.5))
sim.Projection(cells[:30], cells, sim.FromListConnector([(0, 1, 0.1, 1.0), (2, 3, 0.2, 1.5)]))
`;

describe('a PyNN script', () => {
  test('takes a command-line argument for the first value that is asked for, and says so', () => {
    const network = read(pynn);
    assert.deepEqual(names(network), ['cells[:30]: 30', 'cells[30:]: 10']);
    assert.deepEqual(new Set(network.populations.map(({ model }) => model)), new Set(['IF_cond_exp']));
    assert.deepEqual(
      network.assumed.filter(({ key }) => key === 'benchmark').map(({ value }) => value),
      ['COBA'],
    );
  });

  test('takes what is set instead, by the script’s names and by the network’s', () => {
    const network = read(pynn, { benchmark: 'CUBA', n: '50', 'cells[:30].tau_m': '10', dt: '0.2' });
    assert.deepEqual(names(network), ['cells[:30]: 30', 'cells[30:]: 20']);
    assert.equal(network.populations[0]?.model, 'IF_curr_exp');
    assert.equal(network.populations[0].params['tau_m']?.value, 10);
    assert.equal(network.dtMs.value, 0.2);
    assert.deepEqual(
      network.assumed.map(({ what }) => what),
      [],
    );
  });

  test('names what was set and is nowhere', () => {
    assert.deepEqual(report(pynn, { nonsense: '1' }).unknownNames, ['nonsense']);
  });

  test('has sources that are shared in part, until they stop', () => {
    const [input] = read(pynn).inputs;
    assert.deepEqual(
      [input?.sources, input?.rule, input?.stopMs?.value],
      [4, { kind: 'fixed-probability', probability: 0.25 }, 50],
    );
  });

  test('has listed synapses with their own weights and delays, between the parts that they join', () => {
    const listed = read(pynn.replace('cells[:30]', 'cells')).projections;
    assert.deepEqual(listed[0]?.rule, { kind: 'pairs', pre: [0, 2], post: [1, 3] });
    assert.deepEqual(listed[0].weight.each, [0.1, 0.2]);
    assert.deepEqual(listed[0].delay.each, [1, 1.5]);
  });
});

describe('assumptions in comments', () => {
  test('settle a name of the script', () => {
    const network = read(`
import nest  # spikelint: assume count=12
def build(count):
    return nest.Create("iaf_psc_alpha", count)
build(count_of_something())
`);
    assert.deepEqual(
      network.populations.map(({ size }) => size),
      [12],
    );
  });
});

describe('a function that steps a membrane', () => {
  const custom = `
def update(neuron, synaptic_input, dt=1.0):
    v = neuron.v_membrane
    new_v = v * 0.8 + synaptic_input + neuron.external_input
    spiked = new_v >= neuron.params.get("threshold", -40.0)
    if spiked:
        new_v = neuron.params.get("v_reset", -70.0)
    return spiked, new_v
`;
  test('is a neuron in discrete time', () => {
    const [population] = read(custom).populations;
    assert.equal(population?.dynamics, 'discrete-lif');
    const { kept, rest, threshold, resetTo, gain } = population.stepping ?? {};
    assert.deepEqual(
      { kept, rest, threshold, resetTo, gain },
      { kept: 0.8, rest: 0, threshold: -40, resetTo: -70, gain: 1 },
    );
  });
  test('is run as it is written where it is no straight line', () => {
    const [population] = read(custom.replace('v * 0.8', 'v * v')).populations;
    assert.equal(population?.dynamics, 'equations');
  });
  test('is none where nothing fires', () => {
    assert.deepEqual(report('def add(a, b):\n    return a, a + b\n').networks, []);
  });
});

describe('a threshold of infinity', () => {
  for (const infinity of ['numpy.inf', 'np.inf', "float('inf')", 'math.inf', 'sys.float_info.max']) {
    test(`${infinity}: nobody fires, and nothing is assumed or complained of`, () => {
      const network = read(`
import math
import nest
import numpy
import numpy as np
import sys
cells = nest.Create("iaf_psc_delta", 20, params={"V_th": ${infinity}, "E_L": 0.0, "V_reset": 0.0, "V_m": 0.0})
noise = nest.Create("poisson_generator", params={"rate": 10000.0})
nest.Connect(noise, cells, syn_spec={"weight": 20.0})
nest.Simulate(100.0)
`);
      const recording = simulate(network, { ms: 100, seed: 1 });
      const { populations, symptoms } = examine(network, recording);
      assert.equal(populations[0]?.spikes, 0);
      // 10 kHz · 20 mV · τ_m 10 ms: two volts, far above any other threshold.
      assert.ok((populations[0]?.vMean ?? 0) > 1000);
      assert.deepEqual(symptoms, []);
      assert.deepEqual(recording.notes, []);
    });
  }
});
