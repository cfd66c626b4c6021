// The Network of Brian 2 scripts: neurons recognised by their equations, connections by their rules.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Network } from '../../../src/core/network/network';
import { examine } from '../../../src/diagnose/examine';
import { simulate } from '../../../src/sim/simulate';
import { networkOf, read } from './_script';

const byRole = (network: Network, name: string): Record<string, number | null> => {
  const population = network.populations.find((each) => each.name === name);
  return Object.fromEntries(
    Object.values(population?.params ?? {}).flatMap((each) => (each.role ? [[each.role, each.value]] : [])),
  );
};

const cuba = `
taum = 20*ms
taue = 5*ms
taui = 10*ms
Vt = -50*mV
Vr = -60*mV
El = -49*mV
P = NeuronGroup(4000, '''dv/dt = (ge+gi-(v-El))/taum : volt (unless refractory)
dge/dt = -ge/taue : volt
dgi/dt = -gi/taui : volt''', threshold='v>Vt', reset='v = Vr', refractory=5*ms, method='exact')
P.v = 'Vr + rand() * (Vt - Vr)'
we = (60*0.27/10)*mV
wi = (-20*4.5/10)*mV
Ce = Synapses(P, P, on_pre='ge += we')
Ci = Synapses(P, P, on_pre='gi += wi')
Ce.connect('i<3200', p=0.02)
Ci.connect('i>=3200', p=0.02)
run(1*second)
`;

describe('a current-based network with exponential synapses', () => {
  const network = networkOf(cuba);
  test('is cut where its connections treat neurons apart', () => {
    assert.deepEqual(
      network.populations.map(({ name, size, dynamics }) => [name, size, dynamics]),
      [
        ['P[:3200]', 3200, 'lif-current-exp'],
        ['P[3200:]', 800, 'lif-current-exp'],
      ],
    );
    assert.equal(network.projections.length, 4);
    assert.equal(network.durationMs?.value, 1000);
  });
  test('has its parameters by their roles', () => {
    assert.deepEqual(byRole(network, 'P[:3200]'), {
      membraneTime: 20,
      capacity: 20,
      leak: -49,
      threshold: -50,
      reset: -60,
      refractory: 5,
      synapticTimeExcitatory: 5,
      synapticTimeInhibitory: 10,
      initial: null,
    });
  });
  test('has its weights as the currents that move the membrane as much', () => {
    assert.deepEqual(
      network.projections.map(({ pre, weight }) => [pre, weight.value, weight.unit]),
      [
        ['P[:3200]', 1.62, 'pA'],
        ['P[:3200]', 1.62, 'pA'],
        ['P[3200:]', -9, 'pA'],
        ['P[3200:]', -9, 'pA'],
      ],
    );
  });
  test('says how the initial voltages are drawn', () => {
    assert.deepEqual(network.populations[0]?.params['initial']?.drawn, { kind: 'uniform', low: -60, high: -50 });
  });
  test('says what had to be assumed', () => {
    assert.deepEqual(
      network.assumed.map((each) => each.what),
      ['P: capacity', 'dt'],
    );
  });
  test('keeps the parsed equations as plain data', () => {
    const [population] = network.populations;
    const { equations } = structuredClone(population) ?? {};
    assert.deepEqual(
      equations?.equations.map((each) => [each.kind, each.name, each.unit]),
      [
        ['differential', 'v', 'volt'],
        ['differential', 'ge', 'volt'],
        ['differential', 'gi', 'volt'],
      ],
    );
    assert.deepEqual(equations?.constants, { El: -0.049, taum: 0.02, taue: 0.005, taui: 0.01, Vt: -0.05, Vr: -0.06 });
    assert.equal(equations?.refractoryS, 0.005);
    assert.equal(JSON.stringify(equations).includes('null,null'), false);
  });
  test('can be run', () => {
    const recording = simulate(network, { ms: 50, seed: 1 });
    assert.equal(recording.populations.length, 2);
  });
});

const coba = `
Cm = 200*pF
gl = 10*nS
eqs = '''
dv/dt = (gl*(El-v)+ge*(Ee-v)+gi*(Ei-v)+I)/Cm : volt (unless refractory)
dge/dt = -ge/(5*ms) : siemens
dgi/dt = -gi/(10*ms) : siemens
I : amp
'''
El = -60*mV
Ee = 0*mV
Ei = -80*mV
P = NeuronGroup(100, eqs, threshold='v > -50*mV', reset='v = El', refractory=5*ms, method='euler')
P.v = El
P.I = 100*pA
Pe = P[:80]
Pi = P[80:]
Ce = Synapses(Pe, P, on_pre='ge += 6*nS')
Ci = Synapses(Pi, P, 'w : siemens', on_pre='gi_post += w', delay=1*ms)
Ce.connect(p=0.1)
Ci.connect('i!=j', p=0.1)
Ci.w = 67*nS
G = PoissonGroup(50, rates=10*Hz)
S = Synapses(G, Pe, on_pre='ge += 1*nS')
S.connect(j='i')
run(100*ms)
`;

describe('a conductance-based network', () => {
  const network = networkOf(coba);
  test('has capacity, rest, current and reversal potentials', () => {
    assert.deepEqual(byRole(network, 'Pe'), {
      membraneTime: 20,
      capacity: 200,
      leak: -60,
      threshold: -50,
      reset: -60,
      refractory: 5,
      constantCurrent: 100,
      synapticTimeExcitatory: 5,
      synapticTimeInhibitory: 10,
      initial: -60,
    });
    const [population] = network.populations;
    assert.equal(population?.dynamics, 'lif-cond-exp');
    assert.deepEqual([population.params['Ee']?.value, population.params['Ei']?.value], [0, -80]);
  });
  test('has conductances as weights, with the receptor that they open', () => {
    assert.deepEqual(
      network.projections.map(({ pre, post, weight, receptor, delay }) => [
        `${pre} → ${post}`,
        `${weight.value} ${weight.unit}`,
        receptor,
        delay.value,
      ]),
      [
        ['Pe → Pe', '6 nS', 'excitatory', 0],
        ['Pe → Pi', '6 nS', 'excitatory', 0],
        ['Pi → Pe', '67 nS', 'inhibitory', 1],
        ['Pi → Pi', '67 nS', 'inhibitory', 1],
      ],
    );
  });
  test('has one source for each neuron', () => {
    assert.deepEqual(
      network.inputs.map(({ count, rateHz, target, weight, shared }) => [
        count,
        rateHz?.value,
        target,
        weight.value,
        shared,
      ]),
      [[1, 10, 'Pe', 1, false]],
    );
  });
});

test('other neurons are not taken for integrate-and-fire neurons, and keep their equations', () => {
  const network = networkOf(`
N = NeuronGroup(10, '''dv/dt = (0.04/ms/mV)*v**2 + (5/ms)*v + 140*mV/ms - u : volt
du/dt = a*(b*v - u) : volt/second''', threshold='v > 30*mV', reset='v = -65*mV; u += d', method='euler')
a = 0.02/ms
b = 0.2/ms
d = 8*mV/ms
S = Synapses(N, N, on_pre='v += 1*mV')
S.connect(p=0.5)
run(1*ms)
`);
  const [population] = network.populations;
  assert.equal(population?.dynamics, 'equations');
  assert.deepEqual(population.params, {});
  assert.equal(population.equations?.reset.length, 2);
  assert.deepEqual(network.projections[0]?.weight.value, 1);
});

test('an adaptation current makes it another neuron', () => {
  const network = networkOf(`
N = NeuronGroup(10, '''dv/dt = (-v - w)/(10*ms) : volt
dw/dt = -w/(100*ms) : volt''', threshold='v > 10*mV', reset='v = 0*mV; w += 1*mV')
run(1*ms)
`);
  assert.equal(network.populations[0]?.dynamics, 'equations');
});

test('a noisy delta neuron is read as one, and keeps its equations for the simulation', () => {
  const network = networkOf(`
tau = 20*ms
N = NeuronGroup(10, 'dV/dt = (-V + mu + sigma*sqrt(tau)*xi)/tau : volt', threshold='V > 20*mV', reset='V = 10*mV',
                refractory=2*ms)
mu = 25*mV
sigma = 1*mV
S = Synapses(N, N, on_pre='V += -0.1*mV', delay=2*ms)
S.connect(p=0.2)
run(1*ms)
`);
  assert.equal(network.populations[0]?.dynamics, 'lif-current-delta');
  assert.deepEqual(
    network.projections.map(({ weight, delay }) => [weight.value, weight.unit, delay.value]),
    [[-0.1, 'mV', 2]],
  );
  assert.deepEqual(
    network.assumed.map((each) => each.what),
    ['N: capacity', 'dt'],
  );
});

test('a script that builds one network after the other has one Network each', () => {
  const { networks } = read(`
def simulate(g):
    P = NeuronGroup(10, 'dv/dt = -v/(20*ms) : volt', threshold='v > 10*mV', reset='v = 0*mV')
    S = Synapses(P, P, on_pre='v -= g*mV')
    S.connect()
    run(10*ms)
simulate(3)
simulate(4)
`);
  assert.deepEqual(
    networks.map((each) => each.projections.map(({ weight }) => weight.value)),
    [[-3], [-4]],
  );
});

test('a script without neurons has no Network', () => {
  assert.deepEqual(read('tau = 10*ms\nG = PoissonGroup(10, 5*Hz)\nrun(1*ms)\n').networks, []);
});

describe('a membrane that has a name of its own', () => {
  // From 0 towards I = 5 mV with τ = 10 ms: the mean over 500 ms is 5·(1 − 10/500) mV.
  for (const name of ['vm', 'V', 'V_m', 'v_m', 'potential', 'x']) {
    test(`${name} is told from a threshold that moves`, () => {
      const network = networkOf(`
eqs = '''dVt/dt = (10*mV - Vt)/(15*ms) : volt
d${name}/dt = (5*mV - ${name})/(10*ms) : volt'''
G = NeuronGroup(2, eqs, threshold='${name} > Vt', reset='${name} = 0*mV; Vt += 3*mV', method='exact')
G.Vt = 10*mV
run(100*ms)
`);
      const recording = simulate(network, { ms: 500, seed: 1 });
      const [first] = recording.traces;
      assert.deepEqual([first?.variable, first?.unit, first?.isMembrane], [name === 'x' ? 'Vt' : name, 'mV', true]);
      if (name === 'x') return; // both could be the membrane: the first one is taken
      const [figures] = examine(network, recording).populations;
      assert.ok(Math.abs((figures?.vMean ?? NaN) - 4.9) < 0.002, String(figures?.vMean));
    });
  }

  test('a model of rates has none', () => {
    const network = networkOf(`
G = NeuronGroup(2, 'dr/dt = (5*Hz - r)/(10*ms) : Hz', method='exact')
run(100*ms)
`);
    const recording = simulate(network, { ms: 100, seed: 1 });
    assert.deepEqual(
      recording.traces.map(({ variable, isMembrane }) => [variable, isMembrane]),
      [
        ['r', false],
        ['r', false],
      ],
    );
    assert.equal(examine(network, recording).populations[0]?.vMean, null);
  });
});

describe('what a script does to a network that runs', () => {
  const script = (made: string, runs: string): string => `
G = NeuronGroup(10, '''dv/dt = (I-v)/(10*ms) : volt
I : volt''', threshold='v>15*mV', reset='v=0*mV', method='exact')
G.I = 20*mV
G.v = 0*mV
${made}
${runs}
`;
  const noted = (text: string): string[] =>
    networkOf(text).assumed.flatMap(({ what, value }) => (what === 'dt' ? [] : [`${what}: ${value}`]));

  for (const [why, made, runs, expected] of [
    ['one run of what was set before', '', 'run(100*ms)', []],
    ['a run of nothing that only prepares', '', 'run(0*ms)\nG.I = 20*mV\nrun(100*ms)', []],
    ['a value that is set when all is over', '', 'run(100*ms)\nG.I = 5*mV', []],
    [
      'an operation with a step of its own',
      '@network_operation(dt=10*ms)\ndef change():\n    G.I = 30*mV',
      'run(100*ms)',
      ['network operations: no effect'],
    ],
    [
      'an operation in every step',
      '@network_operation\ndef change():\n    G.I = 30*mV',
      'run(100*ms)',
      ['network operations: no effect'],
    ],
    [
      'an operation made by hand',
      'def change():\n    G.I = 30*mV\nop = NetworkOperation(change, dt=10*ms)',
      'run(100*ms)',
      ['network operations: no effect'],
    ],
    ['values for some of the neurons', 'G.v[0:5] = 10*mV', 'run(100*ms)', []],
    ['values for all of them, by a slice', 'G.v[:] = 0*mV', 'run(100*ms)', []],
  ] as const) {
    test(`${why}: ${expected.length === 0 ? 'nothing is said' : 'said, and the first run holds'}`, () => {
      const text = script(made, runs);
      assert.deepEqual(noted(text), expected);
      const { populations } = examine(networkOf(text), simulate(networkOf(text), { ms: 500, seed: 1 }));
      // From 0 to 15 mV towards 20 mV takes 10 ms · ln 4: one spike in 13.9 ms on the grid; where it starts is worth one more at most.
      const extra = (populations[0]?.spikes ?? 0) - 10 * Math.floor(500 / 13.9);
      assert.equal(extra, made.startsWith('G.v[0:5]') ? 5 : 0);
    });
  }
});
