// GeNN's neurons run as GeNN steps them, against the equations of its headers written out here.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readGenn } from '../../../src/core/network/genn';
import { type Network } from '../../../src/core/network/network';
import { simulate } from '../../../src/sim/simulate';
import { callsOf } from './_calls';

const head =
  'from pygenn import GeNNModel, init_postsynaptic, init_sparse_connectivity, init_var, init_weight_update\n';

function networkOf(lines: string): Network {
  const network = readGenn(callsOf(`${head}model = GeNNModel("float", "net")\nmodel.dt = 0.1\n${lines}`));
  assert.ok(network);
  return network;
}

const timesOf = (network: Network, ms: number): number[] => [...simulate(network, { ms, seed: 1, now: () => 0 }).times];

describe('Izhikevich’s neuron', () => {
  const lines = (model: string, params: string, vars: string): string => `
pop = model.add_neuron_population("N", 1, "${model}", ${params}, ${vars})
model.add_current_source("cs", "DC", pop, {"amp": 10.0}, {})
`;
  /** Two half steps of V, then U by the new V; the spike is told at 29.99 mV. */
  function expected(ms: number, [a, b, c, d]: readonly [number, number, number, number]): number[] {
    const times: number[] = [];
    const dt = 0.1;
    let [v, u] = [-65, -20];
    for (let step = 1; step <= ms / dt; step++) {
      for (let half = 0; half < 2; half++) v += 0.5 * dt * (0.04 * v * v + 5 * v + 140 - u + 10);
      u += dt * a * (b * v - u);
      if (v < 29.99) continue;
      times.push(step * dt);
      v = c;
      u += d;
    }
    return times;
  }

  for (const [name, values] of Object.entries({
    'regular spiking': [0.02, 0.2, -65, 8],
    chattering: [0.02, 0.2, -50, 2],
  } as const))
    test(`fires as the header says: ${name}`, () => {
      const [a, b, c, d] = values;
      const numbers = `"a": ${a}, "b": ${b}, "c": ${c}, "d": ${d}`;
      const wanted = expected(300, values);
      assert.ok(wanted.length > 5);
      for (const [model, params, vars] of [
        ['Izhikevich', `{${numbers}}`, '{"V": -65.0, "U": -20.0}'],
        ['IzhikevichVariable', '{}', `{"V": -65.0, "U": -20.0, ${numbers}}`],
      ] as const) {
        const times = timesOf(networkOf(lines(model, params, vars)), 300);
        assert.equal(times.length, wanted.length, model);
        times.forEach((time, i) => assert.ok(Math.abs(time - (wanted[i] as number)) < 0.11, `${model}: ${time}`));
      }
    });
});

test('Traub and Miles’ neuron fires as its rates say', () => {
  const network = networkOf(`
p = {"gNa": 7.15, "ENa": 50.0, "gK": 1.43, "EK": -95.0, "gl": 0.02672, "El": -63.563, "C": 0.143}
pop = model.add_neuron_population("N", 1, "TraubMiles", p, {"V": -60.0, "m": 0.05, "h": 0.32, "n": 0.6})
model.add_current_source("cs", "DC", pop, {"amp": 0.3}, {})
`);
  assert.equal(network.populations[0]?.dynamics, 'hh-cond-exp-traub');
  const times = timesOf(network, 300);
  const wanted = traubMiles(300, 0.3);
  assert.ok(wanted.length > 5 && times.length > 5);
  // The gates start where the membrane holds them, so the first spikes come at other times; the rhythm is the same.
  const interval = (of: readonly number[]): number => ((of.at(-1) as number) - (of[1] as number)) / (of.length - 2);
  assert.ok(Math.abs(interval(times) / interval(wanted) - 1) < 0.01, `${interval(times)} ${interval(wanted)}`);
});

/** The rates of `neuronModels.h`, in nA, µS and nF, by small Euler steps; a spike is an upward crossing of 0 mV. */
function traubMiles(ms: number, current: number): number[] {
  const times: number[] = [];
  const dt = 0.002;
  let [v, m, h, n] = [-60, 0.05, 0.32, 0.6];
  for (let step = 1; step <= ms / dt; step++) {
    const [am, bm] = [(0.32 * (-52 - v)) / Math.expm1((-52 - v) / 4), (0.28 * (25 + v)) / Math.expm1((25 + v) / 5)];
    const [ah, bh] = [0.128 * Math.exp((-48 - v) / 18), 4 / (Math.exp((-25 - v) / 5) + 1)];
    const [an, bn] = [(0.032 * (-50 - v)) / Math.expm1((-50 - v) / 5), 0.5 * Math.exp((-55 - v) / 40)];
    const membrane = -(m ** 3 * h * 7.15 * (v - 50) + n ** 4 * 1.43 * (v + 95) + 0.02672 * (v + 63.563) - current);
    const before = v;
    v += (dt * membrane) / 0.143;
    m += dt * (am * (1 - m) - bm * m);
    h += dt * (ah * (1 - h) - bh * h);
    n += dt * (an * (1 - n) - bn * n);
    if (before < 0 && v >= 0) times.push(step * dt);
  }
  return times;
}

test('conductances go to the port that their reversal potential tells, whatever their sign', () => {
  const network = networkOf(`
lif = {"C": 0.2, "TauM": 20.0, "Vrest": -60.0, "Vreset": -60.0, "Vthresh": -50.0, "Ioffset": 0.0, "TauRefrac": 5.0}
e = model.add_neuron_population("E", 80, "LIF", lif, {"V": -55.0, "RefracTime": 0.0})
i = model.add_neuron_population("I", 20, "LIF", lif, {"V": -55.0, "RefracTime": 0.0})
fixed = init_sparse_connectivity("FixedNumberPostWithReplacement", {"num": 8})
model.add_synapse_population("EE", "SPARSE", e, e, init_weight_update("StaticPulseConstantWeight", {"g": 0.004}), init_postsynaptic("ExpCond", {"tau": 5.0, "E": 0.0}), fixed)
model.add_synapse_population("IE", "SPARSE", i, e, init_weight_update("StaticPulseConstantWeight", {"g": 0.051}), init_postsynaptic("ExpCond", {"tau": 10.0, "E": -80.0}), fixed)
`);
  const [cells] = network.populations;
  assert.equal(cells?.dynamics, 'lif-cond-exp');
  assert.deepEqual(
    ['tau excitatory', 'tau inhibitory', 'e_rev_E', 'e_rev_I'].map((key) => cells.params[key]?.value),
    [5, 10, 0, -80],
  );
  assert.deepEqual(
    network.projections.map(({ receptor, rule, weight }) => [receptor, rule.kind, weight.unit]),
    [
      ['excitatory', 'fixed-outdegree', 'µS'],
      ['inhibitory', 'fixed-outdegree', 'µS'],
    ],
  );
});

test('dendritic delays are drawn in milliseconds, and the releases before version 5 have the delay in third place', () => {
  const network = networkOf(`
lif = {"C": 0.25, "TauM": 10.0, "Vrest": -65.0, "Vreset": -65.0, "Vthresh": -50.0, "Ioffset": 0.0, "TauRefrac": 2.0}
e = model.add_neuron_population("E", 80, "LIF", lif, {"V": -58.0, "RefracTime": 0.0})
drawn = init_weight_update("StaticPulseDendriticDelay", {}, {"g": 0.1, "d": init_var("NormalClippedDelay", {"mean": 1.5, "sd": 0.75, "min": 0.0, "max": 4.3})})
model.add_synapse_population("EE", "SPARSE", e, e, drawn, init_postsynaptic("ExpCurr", {"tau": 0.5}), init_sparse_connectivity("FixedNumberTotalWithReplacement", {"num": 100}))
model.add_synapse_population("old", "SPARSE", 9, e, e, init_weight_update("StaticPulseConstantWeight", {"g": 0.1}), init_postsynaptic("ExpCurr", {"tau": 0.5}), init_sparse_connectivity("OneToOne", {}))
`);
  assert.deepEqual(network.projections[0]?.delay.drawn, { kind: 'normal', mean: 1.5, sd: 0.75, low: 0, high: 4.3 });
  assert.equal(network.projections[1]?.delay.value, 1);
});
