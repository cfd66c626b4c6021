// PyNN's runs that add up, weights set on a projection, connectors by distance and by matrix, cells with conductances of their own.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeLinter } from '../cases/_check';
import { type Network } from '../../../src/core/network/network';
import { buildPlan } from '../../../src/sim/build';
import { simulate } from '../../../src/sim/simulate';

const linter = makeLinter();

function networkOf(...lines: string[]): Network {
  const text = ['import pyNN.nest as sim', 'import numpy as np', 'sim.setup(timestep=0.1)', ...lines].join('\n');
  const [network] = linter.networks({ file: 'model.py', text }, { set: new Map() }).networks;
  assert.ok(network);
  return network;
}

describe('how long it runs', () => {
  const durationOf = (...lines: string[]) =>
    networkOf('cells = sim.Population(10, sim.IF_cond_exp())', ...lines).durationMs?.value;

  for (const [name, ms, ...lines] of [
    ['one run', 100, 'sim.run(100.)'],
    ['several runs add up', 350, 'sim.run(100.)', 'sim.run(250.)'],
    ['a loop of them', 500, 'for k in range(5):', '  sim.run(100.)'],
    ['run_until says where the clock stands', 300, 'sim.run(100.)', 'sim.run_until(300.)'],
    ['and a run after it goes on from there', 400, 'sim.run_until(300.)', 'sim.run(100.)'],
  ] as [string, number, ...string[]][])
    test(name, () => {
      assert.equal(durationOf(...lines), ms);
    });
});

describe('a projection', () => {
  const made = [
    'a = sim.Population(20, sim.IF_cond_exp())',
    'p = sim.Projection(a, a, sim.AllToAllConnector(), sim.StaticSynapse(weight=0.0, delay=1.0))',
  ];

  test('has the weight and the delay that are set on it', () => {
    const [projection] = networkOf(...made, 'p.set(weight=0.015, delay=2.5)', 'sim.run(10.)').projections;
    assert.deepEqual([projection?.weight.value, projection?.delay.value], [0.015, 2.5]);
  });

  test('also as PyNN 0.7 sets them', () => {
    const [projection] = networkOf(...made, 'p.setWeights(0.02)', 'sim.run(10.)').projections;
    assert.equal(projection?.weight.value, 0.02);
  });
});

describe('connectors', () => {
  /** The pairs that a connector makes between the cells of a population of that size. */
  function pairsOf(cells: string, connector: string, more = ''): readonly string[] {
    const network = networkOf(
      `from pyNN.space import Grid2D, Line, Space`,
      `a = sim.Population(${cells})`,
      `sim.Projection(a, a, ${connector}, sim.StaticSynapse(weight=0.01, delay=1.0)${more})`,
      'sim.run(10.)',
    );
    const { connections, notes } = buildPlan(network, { ms: 1, seed: 1 });
    assert.deepEqual(notes, []);
    const [connection] = connections;
    assert.ok(connection?.synapses.kind === 'rows');
    const { offsets, targets } = connection.synapses;
    return Array.from({ length: offsets.length - 1 }, (_, i) =>
      Array.from(targets.slice(offsets[i], offsets[i + 1]), (j) => `${i}→${j}`),
    ).flat();
  }
  const cell = 'sim.IF_cond_exp()';

  test('by distance, of cells in a line one apart', () => {
    const near = "sim.DistanceDependentProbabilityConnector('d < 1.5', allow_self_connections=False)";
    assert.deepEqual(pairsOf(`4, ${cell}`, near), ['0→1', '1→0', '1→2', '2→1', '2→3', '3→2']);
  });

  test('by distance on a ring', () => {
    const near = "sim.DistanceDependentProbabilityConnector('d < 1.5', allow_self_connections=False)";
    const ring = ', space=Space(periodic_boundaries=((0, 4), None, None))';
    const pairs = ['0→1', '0→3', '1→0', '1→2', '2→1', '2→3', '3→0', '3→2'];
    assert.deepEqual(pairsOf(`4, ${cell}`, near, ring), pairs);
  });

  test('by distance on a grid, of which y runs fastest', () => {
    const near = "sim.DistanceDependentProbabilityConnector('d < 2.5', allow_self_connections=False)";
    const grid = `4, ${cell}, structure=Grid2D(dx=2.0, dy=3.0)`;
    assert.deepEqual(pairsOf(grid, near), ['0→2', '1→3', '2→0', '3→1']);
  });

  test('by a matrix that is written out', () => {
    assert.deepEqual(pairsOf(`2, ${cell}`, 'sim.ArrayConnector(np.array([[0, 1], [1, 1]]))'), ['0→1', '1→0', '1→1']);
  });

  test('by a matrix of draws', () => {
    const lines = [`a = sim.Population(20, ${cell})`, 'm = np.random.rand(20, 20) < 0.2'];
    const projected = 'sim.Projection(a, a, sim.ArrayConnector(m), sim.StaticSynapse(weight=0.01, delay=1.0))';
    const [projection] = networkOf(...lines, projected, 'sim.run(10.)').projections;
    assert.deepEqual(projection?.rule, { kind: 'fixed-probability', probability: 0.2 });
  });
});

describe('cells', () => {
  test('the chip’s fire above their threshold: C = 0.2 nF behind 40 nS is 5 ms', () => {
    const network = networkOf(
      'a = sim.Population(1, sim.IF_facets_hardware1())',
      'a.inject(sim.DCSource(amplitude=0.6))',
      'sim.run(1000.)',
    );
    const { times } = simulate(network, { ms: 1000, seed: 1 });
    // From −80 mV towards −65 + 600/40 = −50 mV, to −55 mV: τ ln(30/5), and 1 ms of rest after each spike.
    const intervalMs = 5 * Math.log(30 / 5) + 1;
    const mean = ((times[times.length - 1] as number) - (times[0] as number)) / (times.length - 1);
    assert.ok(Math.abs(mean - intervalMs) < 0.1, `${mean} ms, ${intervalMs} expected`);
  });

  test('adaptation slows those with conductances of their own', () => {
    const network = networkOf('a = sim.Population(1, sim.IF_cond_exp_gsfa_grr(i_offset=2.0))', 'sim.run(500.)');
    const { times, notes } = simulate(network, { ms: 500, seed: 1 });
    assert.deepEqual(notes, []);
    const intervals = Array.from(times.slice(1), (time, k) => time - (times[k] as number));
    assert.ok(intervals.length > 3);
    assert.ok((intervals.at(-1) as number) > (intervals[0] as number));
  });
});
