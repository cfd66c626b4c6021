// PyGeNN models as networks and as input paths.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readGenn } from '../../../src/core/network/genn';
import { readGennPaths } from '../../../src/core/network/genn/paths';
import { callsOf, lineOf } from './_calls';

const five = `
from pygenn import GeNNModel, init_postsynaptic, init_sparse_connectivity, init_var, init_weight_update

model = GeNNModel("float", "net")
model.dt = 0.1
lif = {"C": 0.25, "TauM": 10.0, "Vrest": -65.0, "Vreset": -65.0, "Vthresh": -50.0, "Ioffset": 0.1, "TauRefrac": 2.0}
e = model.add_neuron_population("E", 800, "LIF", lif, {"V": -58.0, "RefracTime": 0.0})
i = model.add_neuron_population("I", 200, "LIF", lif, {"V": -58.0, "RefracTime": 0.0})
p = model.add_neuron_population("P", 400, "Poisson", {"rate": 20.0}, {"timeStepToSpike": 0.0})
fixed = init_sparse_connectivity("FixedProbability", {"prob": 0.1})
model.add_synapse_population("EI", "SPARSE", e, i, init_weight_update("StaticPulseConstantWeight", {"g": 0.05}), init_postsynaptic("ExpCurr", {"tau": 0.5}), fixed)
ie = model.add_synapse_population("IE", "SPARSE", i, e, init_weight_update("StaticPulse", {}, {"g": init_var("Normal", {"mean": -0.2, "sd": 0.02})}), init_postsynaptic("ExpCurr", {"tau": 2.0}), init_sparse_connectivity("FixedNumberTotalWithReplacement", {"num": 16000}))
ie.axonal_delay_steps = 14
model.add_synapse_population("PE", "SPARSE", p, e, init_weight_update("StaticPulseConstantWeight", {"g": 0.03}), init_postsynaptic("ExpCurr", {"tau": 0.5}), fixed)
model.add_current_source("bg", "PoissonExp", e, {"weight": 0.0878, "tauSyn": 0.5, "rate": 12800.0}, {"current": 0.0})
model.add_current_source("noise", "GaussianNoise", i, {"mean": 0.2, "sd": 0.05})
model.build()
model.load(num_recording_timesteps=10000)
while model.timestep < 10000:
    model.step_time()
`;

describe('a model of version 5', () => {
  const network = readGenn(callsOf(five));

  test('is LIF with exponential currents where all synapses are, one time constant for each sign', () => {
    assert.deepEqual(
      network?.populations.map(({ name, size, model, dynamics, params }) => [
        name,
        size,
        model,
        dynamics,
        params['tau excitatory']?.value,
        params['tau inhibitory']?.value,
      ]),
      [
        ['E', 800, 'LIF', 'lif-current-exp', 0.5, 2],
        ['I', 200, 'LIF', 'lif-current-exp', 0.5, 0.5],
      ],
    );
    const params = network?.populations[1]?.params ?? {};
    assert.deepEqual(
      [params['C']?.value, params['C']?.unit, params['Ioffset']?.value, params['Ioffset']?.unit],
      [250, 'pF', 100, 'pA'],
    );
  });

  test('has delays of one step and those it sets, and lasts as long as it records', () => {
    assert.deepEqual(
      network?.projections.map(({ pre, post, delay, weight }) => [pre, post, delay.value, weight.unit]),
      [
        ['E', 'I', 0.1, 'nA'],
        ['I', 'E', 1.5, 'nA'],
      ],
    );
    assert.equal(network?.durationMs?.value, 1000);
  });

  test('has the connections of its initialisers, and weights that are drawn where it says so', () => {
    assert.deepEqual(
      network?.projections.map(({ rule }) => rule),
      [
        { kind: 'fixed-probability', probability: 0.1 },
        { kind: 'fixed-total', total: 16000 },
      ],
    );
    assert.deepEqual(network?.projections[1]?.weight.drawn, { kind: 'normal', mean: -0.2, sd: 0.02 });
  });

  test('draws the noise of a current source anew in each step', () => {
    const noise = network?.inputs.find(({ kind }) => kind === 'noise')?.noise;
    assert.deepEqual(noise, { meanPa: 200, sdPa: 50, everyMs: 0.1, shared: false });
  });

  test('has exact paths', () => {
    assert.deepEqual(readGennPaths(callsOf(five)).map(lineOf), [
      'poisson bg → E: 1 × 12800 Hz × 0.0878 nA, exponential 0.5 ms, independent',
      'dc noise → I: - × - × 0.2 nA, unknown, shared',
      'noise noise → I: - × - × 0.05 nA, unknown, independent',
      'recurrent E → I: 80 × - × 0.05 nA, exponential 0.5 ms',
      'recurrent I → E: 20 × - × -0.2 nA, exponential 2 ms',
      'poisson P → E: 40 × 20 Hz × 0.03 nA, exponential 0.5 ms, independent',
    ]);
  });
});

describe('a model of version 4', () => {
  const four = `
from pygenn.genn_model import GeNNModel, init_connectivity
from pygenn.genn_wrapper import NO_DELAY
model = GeNNModel("float", "va")
model.dT = 1.0
lif = {"C": 200.0, "TauM": 20.0, "Vrest": -49.0, "Vreset": -60.0, "Vthresh": -50.0, "Ioffset": 0.0, "TauRefrac": 5.0}
model.add_neuron_population("E", 80, "LIF", lif, {"V": -55.0, "RefracTime": 0.0})
model.add_neuron_population("P", 80, "PoissonNew", {"rate": 5.0}, {"timeStepToSpike": 0.0})
model.add_synapse_population("EE", "SPARSE_GLOBALG", NO_DELAY, "E", "E", "StaticPulse", {}, {"g": 3.2}, {}, {}, "ExpCurr", {"tau": 5.0}, {}, init_connectivity("FixedProbability", {"prob": 0.1}))
model.add_synapse_population("PE", "DENSE_GLOBALG", NO_DELAY, "P", "E", "StaticPulse", {}, {"g": 1.0}, {}, {}, "ExpCurr", {"tau": 5.0}, {})
for i in range(500):
    model.step_time()
`;
  test('names its populations, and counts in picofarads where its capacity can be nothing else', () => {
    const network = readGenn(callsOf(four));
    assert.deepEqual(
      network?.populations.map(({ name, dynamics, params }) => [name, dynamics, params['C']?.text]),
      [['E', 'lif-current-exp', '200 pF']],
    );
    assert.deepEqual([network?.dtMs.value, network?.durationMs?.value], [1, 500]);
    assert.deepEqual(readGennPaths(callsOf(four)).map(lineOf), [
      'recurrent E → E: 8 × - × 3.2 pA, exponential 5 ms',
      'poisson P → E: 80 × 5 Hz × 1 pA, exponential 5 ms, shared',
    ]);
  });
});

test('a capacity that tells nothing leaves the units open', () => {
  const network = readGenn(
    callsOf(`
from pygenn import GeNNModel
model = GeNNModel("float", "net")
lif = {"C": 20.0, "TauM": 20.0, "Vrest": -65.0, "Vreset": -65.0, "Vthresh": -50.0, "Ioffset": 3.0, "TauRefrac": 5.0}
model.add_neuron_population("E", 80, "LIF", lif, {"V": -55.0, "RefracTime": 0.0})
`),
  );
  assert.equal(network?.populations[0]?.params['Ioffset']?.unit, null);
  assert.equal(network?.populations[0]?.dynamics, 'unknown');
  assert.match(network?.assumed.map((each) => each.why).join(' ') ?? '', /nA or pA/);
});
