// NEURON scripts as networks and as input paths.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { constantOf } from '../../../src/core/evaluate/numbers';
import { readNeuron } from '../../../src/core/network/neuron';
import { readNeuronPaths } from '../../../src/core/network/neuron/paths';
import { rational } from '../../../src/core/units/rational';
import { callsOf, lineOf } from './_calls';

const ring = `
from neuron import h
from neuron.units import ms, mV, s

class BallAndStick:
    def __init__(self, gid):
        self.soma = h.Section(name="soma", cell=self)
        self.dend = h.Section(name="dend", cell=self)
        self.dend.connect(self.soma)
        self.soma.L = self.soma.diam = 12.6157
        self.soma.insert("hh")
        for seg in self.soma:
            seg.hh.gnabar = 0.12
        self.syn = h.ExpSyn(self.dend(0.5))
        self.syn.tau = 2 * ms

cells = [BallAndStick(i) for i in range(100)]
stim = h.NetStim()
stim.interval = 1000 / 20.0
stim.noise = 1
for cell in cells:
    nc = h.NetCon(stim, cell.syn)
    nc.delay = 1 * ms
    nc.weight[0] = 0.04
for cell in cells:
    rec = h.NetCon(cell.soma(0.5)._ref_v, cell.syn, sec=cell.soma)
    rec.weight[0] = 0.01
    rec.delay = 5
clamp = h.IClamp(cells[0].soma(0.5))
clamp.amp = 0.1
h.dt = 0.1
h.tstop = 2 * s
h.run()
`;

describe('a ring of cells', () => {
  test('is a population, as many as the loops make', () => {
    const network = readNeuron(callsOf(ring));
    assert.ok(network);
    assert.deepEqual(
      network.populations.map(({ name, size, model, dynamics }) => [name, size, model, dynamics]),
      [['BallAndStick', 100, 'hh', 'unknown']],
    );
    const params = network.populations[0]?.params ?? {};
    assert.deepEqual([params['L']?.text, params['gnabar_hh']?.text], ['12.6157 µm', '0.12 S/cm²']);
    assert.equal(network.dtMs.value, 0.1);
    assert.equal(network.durationMs?.value, 2000);
  });

  test('has its connections and its inputs', () => {
    const network = readNeuron(callsOf(ring));
    assert.deepEqual(
      network?.projections.map(({ pre, post, weight, delay, synapses }) => [
        pre,
        post,
        weight.text,
        delay.text,
        synapses,
      ]),
      [['BallAndStick', 'BallAndStick', '0.01 µS', '5 ms', 100]],
    );
    assert.deepEqual(
      network?.inputs.map(({ kind, count, rateHz, weight, shared }) => [
        kind,
        count,
        rateHz?.value,
        weight.text,
        shared,
      ]),
      [
        ['poisson', 1, 20, '0.04 µS', true],
        ['dc', 1, undefined, '0.1 nA', true],
      ],
    );
  });

  test('has exact paths: one NetStim for all cells is shared', () => {
    assert.deepEqual(readNeuronPaths(callsOf(ring)).map(lineOf), [
      'poisson stim → BallAndStick: 1 × 20 Hz × 0.04 µS, exponential 2 ms, shared',
      'recurrent BallAndStick → BallAndStick: 1 × - × 0.01 µS, exponential 2 ms',
      'dc clamp → BallAndStick: - × - × 0.1 nA, unknown, shared',
    ]);
  });
});

describe('artificial cells', () => {
  const text = `
from neuron import h
cells = []
for i in range(50):
    cell = h.IntFire1()
    cell.tau = 20
    cell.refrac = 2
    stim = h.NetStim()
    stim.interval = 25
    nc = h.NetCon(stim, cell, 0, 1, 0.3)
    cells.append(cell)
`;
  test('count in thresholds: their weights have no unit', () => {
    const network = readNeuron(callsOf(text));
    assert.deepEqual(
      network?.populations.map(({ name, size, model, params }) => [
        name,
        size,
        model,
        params['tau']?.text,
        params['refrac']?.text,
      ]),
      [['cell', 50, 'IntFire1', '20 ms', '2 ms']],
    );
    assert.equal(network?.inputs[0]?.weight.unit, null);
    assert.match(network?.assumed.map((each) => each.why).join(' ') ?? '', /noise is 0: it fires regularly/);
  });

  test('a NetStim for each, without noise, fires like a clock', () => {
    assert.deepEqual(readNeuronPaths(callsOf(text)).map(lineOf), [
      'spikes stim → cell: 1 × 40 Hz × 0.3, delta, independent',
    ]);
  });
});

test('a double exponential keeps both of its time constants, an interval that is not given is 10 ms', () => {
  const paths = readNeuronPaths(
    callsOf(`
from neuron import h
soma = h.Section(name="soma")
syn = h.Exp2Syn(soma(0.5))
syn.tau1 = 0.5
stim = h.NetStim()
stim.noise = 0.5
nc = h.NetCon(stim, syn)
`),
  );
  assert.deepEqual(paths.map(lineOf), [
    'poisson stim → soma: 1 × 100 Hz × 0 µS, biexponential 0.5 ms, 10 ms, independent',
  ]);
  // The number of events varies by noise² of what it does in a Poisson process.
  assert.deepEqual(constantOf(paths[0]?.dispersion), rational(1, 4));
});

test('what is never reached is a path that says why', () => {
  const paths = readNeuronPaths(
    callsOf(`
from neuron import h
soma = h.Section(name="soma")
syn = h.ExpSyn(soma(0.5))
noisy = False
if noisy:
    nc = h.NetCon(h.NetStim(), syn, 0, 1, 0.2)
`),
  );
  assert.match(paths[0]?.dead ?? '', /`noisy` is false/);
});

test('a script without cells describes no network', () => {
  assert.equal(readNeuron(callsOf('from neuron import h\nh.load_file("stdrun.hoc")\nh.run()\n')), null);
});
