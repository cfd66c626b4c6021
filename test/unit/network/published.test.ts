// What published scripts do beside the plain case, each in a small model of our own, with the rates that follow in closed form.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Network } from '../../../src/core/network/network';
import { simulate } from '../../../src/sim/simulate';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

function networkOf(text: string): Network {
  const [network] = linter.networks({ file: 'model.py', text }, { set: new Map() }).networks;
  assert.ok(network, 'a network is read');
  return network;
}

/** Spikes of each neuron of all populations, one after the other. */
function spikesOf(network: Network, ms: number): number[] {
  const { ids, populations } = simulate(network, { ms, seed: 1 });
  const counts = new Array<number>(populations.reduce((sum, { size }) => sum + size, 0)).fill(0);
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

const brian = (text: string): Network => networkOf(`from brian2 import *\n${text}`);

describe('Brian 2', () => {
  test('code that runs regularly counts a neuron up to its threshold', () => {
    const network = brian(`
G = NeuronGroup(2, 'x : 1', threshold='x > 4.5', reset='x = 0')
G.run_regularly('x += 1', dt=2*ms)
run(100*ms)
`);
    // Five times 2 ms, from 0 on: at 8, 18, 28 … ms.
    assert.deepEqual(spikesOf(network, 100), [10, 10]);
  });

  test('and only the neurons that it is for', () => {
    const network = brian(`
G = NeuronGroup(3, 'x : 1', threshold='x > 4.5', reset='x = 0')
G[1:].run_regularly('x += 1', dt=2*ms)
run(100*ms)
`);
    assert.deepEqual(spikesOf(network, 100), [0, 10, 10]);
  });

  test('what is set between two runs is set at that time, and for the neurons that are meant', () => {
    const network = brian(`
G = NeuronGroup(2, '''dx/dt = rate : 1
rate : Hz''', threshold='x >= 1', reset='x = 0', method='euler')
G.rate = 95*Hz
run(100*ms)
G.rate = 0*Hz
run(100*ms)
G[1:].rate = 485*Hz
run(100*ms)
`);
    // 106 steps of 0.1 ms for each spike: nine in the first 1000, and 46 are left over; then 21, of which the first takes fewer.
    assert.deepEqual(spikesOf(network, 200), [9, 9]);
    assert.deepEqual(spikesOf(network, 300), [9, 57]);
    assert.ok(!network.assumed.some(({ value }) => value === 'as in the first run'));
  });

  test('an array from linspace is a value for each neuron', () => {
    const network = brian(`
G = NeuronGroup(3, '''dx/dt = rate : 1
rate : Hz''', threshold='x >= 1', reset='x = 0', method='euler')
G.rate = linspace(95*Hz, 485*Hz, 3)
run(100*ms)
`);
    // 95, 290 and 485 Hz come to 1 within 106, 35 and 21 steps of 0.1 ms: so often do 1000 steps hold them.
    assert.deepEqual(spikesOf(network, 100), [9, 28, 47]);
  });

  test('arrays that are put together keep their order', () => {
    const network = brian(`
import numpy as np
G = NeuronGroup(40, '''dx/dt = rate*Hz : 1
rate : 1''', threshold='x >= 1', reset='x = 0', method='euler')
G.rate = np.hstack([np.zeros(10), 105*np.ones(30)])
run(100*ms)
`);
    assert.deepEqual(spikesOf(network, 100), [...new Array<number>(10).fill(0), ...new Array<number>(30).fill(10)]);
  });

  test('two parameters of one draw go together', () => {
    const network = brian(`
import numpy as np
r = np.random.rand(200)
G = NeuronGroup(200, '''a : 1
b : 1''', threshold='a + b > 1.0001', reset='')
G.a = r**2
G.b = 1 - r**2
run(10*ms)
`);
    assert.ok(spikesOf(network, 10).every((each) => each === 0));
  });

  test('a pulse that one pathway starts and the other ends a step later, through a synapse without delay', () => {
    const network = brian(`
defaultclock.dt = 1*ms
S = SpikeGeneratorGroup(1, [0], [10]*ms)
A = NeuronGroup(1, 'x : 1', threshold='x > 0.5', reset='x = 0')
B = NeuronGroup(1, '''dv/dt = I/ms : 1
I : 1''', threshold='v > 10', reset='v = 0', method='euler')
F = Synapses(S, A, on_pre='x += 1')
F.connect()
W = Synapses(A, B, on_pre={'up': 'I += 7', 'down': 'I -= 7'}, delay={'up': 0*ms, 'down': 1*ms})
W.connect()
run(100*ms)
`);
    const { traces } = simulate(network, { ms: 30, seed: 1 });
    const last = traces.filter(({ population }) => population === 'B').map(({ values }) => values.at(-1));
    assert.equal(last[0], 7);
  });
});

describe('NEST', () => {
  test('a dictionary in the second place of Create is the parameters of one node', () => {
    const network = networkOf(`
import nest
cells = nest.Create('iaf_psc_alpha', 2)
noise = nest.Create('poisson_generator', {'rate': 300.})
nest.Connect(noise, cells)
nest.Simulate(100.)
`);
    assert.deepEqual([network.inputs[0]?.rateHz?.value, network.inputs[0]?.count], [300, 1]);
  });

  test('receivers that synapses draw share them out', () => {
    const network = networkOf(`
import nest
cells = nest.Create('iaf_psc_exp_multisynapse', 100, params={'tau_syn': [1., 2., 3.]})
noise = nest.Create('poisson_generator', params={'rate': 300.})
receptors = {'receptor_type': nest.random.uniform_int(3) + 1, 'weight': 5.}
nest.Connect(noise, cells, syn_spec=receptors)
nest.Connect(cells, cells, {'rule': 'fixed_indegree', 'indegree': 10}, syn_spec=receptors)
nest.Simulate(100.)
`);
    const rules = network.projections.map(({ receptor, rule }) => [receptor, rule]);
    assert.deepEqual(rules, [
      ['1', { kind: 'fixed-indegree', indegree: 3 }],
      ['2', { kind: 'fixed-indegree', indegree: 3 }],
      ['3', { kind: 'fixed-indegree', indegree: 4 }],
    ]);
    assert.deepEqual(
      network.inputs.map(({ receptor, only }) => [receptor, only?.length]),
      [
        ['1', 34],
        ['2', 33],
        ['3', 33],
      ],
    );
  });
});

describe('sPyNNaker’s Izhikevich', () => {
  const cells = (params: string, more = ''): Network =>
    networkOf(`
import pyNN.spiNNaker as sim
sim.setup(timestep=0.1)
cells = sim.Population(1, ${params}, initial_values={'v': -70.0})
${more}
sim.run(500.0)
`);

  test('takes a nanoampere as the equation’s own unit', () => {
    // 0.04 v² + 4.8 v + 140 + I touches 0 at I = 4 and is 0 at -65 mV with I = 3.
    const still = cells('sim.Izhikevich(a=0.02, b=0.2, c=-65, d=8, i_offset=3.0)');
    assert.deepEqual(spikesOf(still, 500), [0]);
    const { traces } = simulate(still, { ms: 500, seed: 1 });
    assert.ok(Math.abs((traces[0]?.values.at(-1) ?? NaN) + 65) < 0.1);
  });

  test('fires as often as the regular spiking neuron that Brian 2 was recorded with', () => {
    // test/recordings/izhikevich.json: at 3.4, 27.1 and 72.2 ms, then every 45.1 ms.
    const [count = 0] = spikesOf(cells('sim.Izhikevich(a=0.02, b=0.2, c=-65, d=8, i_offset=10.0)'), 500);
    assert.ok(Math.abs(count - 12) <= 1, String(count));
  });

  test('hears conductances through their reversal potential', () => {
    const heard = (reversalMv: number): number | undefined =>
      spikesOf(
        cells(
          `sim.extra_models.Izhikevich_cond(a=0.02, b=0.2, c=-65, d=8, e_rev_E=${reversalMv})`,
          `
source = sim.Population(1, sim.SpikeSourceArray(spike_times=[100.0]))
sim.Projection(source, cells, sim.OneToOneConnector(), sim.StaticSynapse(weight=0.5), receptor_type='excitatory')`,
        ),
        500,
      )[0];
    // It rests at -70 mV, where a reversal of -70 mV draws nothing.
    assert.equal(heard(-70), 0);
    assert.ok((heard(0) ?? 0) > 0);
  });

  test('is not PyNN’s, which takes picoamperes', () => {
    const network = networkOf(`
import pyNN.nest as sim
sim.setup(timestep=0.1)
cells = sim.Population(1, sim.Izhikevich(a=0.02, b=0.2, c=-65, d=8, i_offset=0.003))
sim.run(500.0)
`);
    assert.deepEqual(spikesOf(network, 500), [0]);
    assert.equal(network.populations[0]?.model, 'Izhikevich');
  });
});
