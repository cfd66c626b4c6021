// What a Brian 2 script does around its runs: sweeps that go back to what was stored, parts that cannot be run, and what is judged of them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { examine } from '../../../src/diagnose/examine';
import { simulate } from '../../../src/sim/simulate';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const read = (text: string): ReturnType<typeof linter.networks> =>
  linter.networks({ file: 'model.py', text: `from brian2 import *\n${text}` }, { set: new Map() });

function examined(text: string, ms: number): { readonly kinds: readonly string[]; readonly notes: readonly string[] } {
  const [network] = read(text).networks;
  assert.ok(network);
  const recording = simulate(network, { ms, seed: 1 });
  return { kinds: examine(network, recording).symptoms.map(({ kind }) => kind), notes: recording.notes };
}

const leaky = "NeuronGroup(20, 'dv/dt = -v/(10*ms) : 1', threshold='v > 1', reset='v = 0', method='exact')";

describe('a sweep that goes back to what was stored', () => {
  const { networks } = read(`
values = np.linspace(10, 30, 3)
strength = 0.1
P = PoissonGroup(20, rates=1*Hz)
G = ${leaky}
S = Synapses(P, G, on_pre='v += strength')
S.connect(j='i')
store()
for k in range(len(values)):
    restore()
    P.rates = values[k]*Hz
    strength = 0.2*(k + 1)
    run(100*ms)
`);
  test('is a network for each turn', () => {
    assert.deepEqual(
      networks.map(({ durationMs }) => durationMs?.value),
      [100, 100, 100],
    );
  });
  test('has the values of that turn', () => {
    assert.deepEqual(
      networks.map(({ inputs }) => [inputs[0]?.rateHz?.value, inputs[0]?.weight.value]),
      [
        [10, 200],
        [20, 400],
        [30, 600],
      ],
    );
  });
});

describe('what cannot be run', () => {
  test('a cable, and sources alone, are why there is no network', () => {
    const cable =
      "m = Cylinder(length=1*mm, diameter=1*um, n=10)\nneuron = SpatialNeuron(m, 'Im = 0*amp/meter**2 : amp/meter**2')";
    assert.match(read(cable).unread ?? '', /^neuron is a SpatialNeuron/);
    assert.match(
      read('P = PoissonGroup(10, rates=5*Hz)\nrun(1*second)').unread ?? '',
      /^all that it makes are sources/,
    );
  });
  test('synapses onto synapses and operations are named with what to do, once', () => {
    const [network] = read(`
G = ${leaky}
S = Synapses(G, G, 'd : 1', on_pre='v += 0.1*d')
S.connect()
R = Synapses(G, S, on_pre='d_post += 0.1')
R.connect()
@network_operation
def look():
    G.v[0] = 0
run(10*ms)
`).networks;
    const said = (network?.assumed ?? []).map(({ what, why }) => `${what}: ${why}`);
    assert.equal(said.filter((each) => each.startsWith('synapses R: they act on other synapses')).length, 1);
    assert.equal(said.filter((each) => /network operations: .*run_regularly/.test(each)).length, 1);
  });
  test('a value that is not known leaves the rest running', () => {
    const { kinds, notes } = examined(
      `
G = NeuronGroup(20, """dv/dt = (1.2 - v)/tau : 1
tau : second""", threshold='v > 1', reset='v = 0', method='euler')
G.tau = undefined_name
H = ${leaky}
run(10*ms)
`,
      50,
    );
    assert.deepEqual(kinds, []);
    assert.ok(notes.some((each) => each.includes('the initial value of tau is not known')));
  });
});

describe('no verdict', () => {
  test('of silence where there is no threshold, or the script starts it later', () => {
    const readout = `
P = PoissonGroup(20, rates=100*Hz)
G = NeuronGroup(20, 'dv/dt = -v/(10*ms) : 1', method='exact')
S = Synapses(P, G, on_pre='v += 0.1')
S.connect()
run(100*ms)
`;
    assert.deepEqual(examined(readout, 100).kinds, []);
    const later = `
strength = 100
P = PoissonGroup(20, rates='strength*Hz')
G = ${leaky}
S = Synapses(P, G, on_pre='v += 0.01')
S.connect(j='i')
run(100*ms)
strength = 20000
run(100*ms)
`;
    assert.deepEqual(examined(later, 50).kinds, []);
  });
  test('of a runaway where a part of what reaches it was left out', () => {
    const text = (rule: string): string => `
P = PoissonGroup(20, rates=3000*Hz)
G = NeuronGroup(20, 'dv/dt = -v/(10*ms) : 1', threshold='v > 1', reset='v = 0', method='exact')
S = Synapses(P, G, on_pre='v += 1.5')
S.connect(j='i')
T = Synapses(G, G, on_pre='v -= 0.5')
T.connect(${rule})
run(100*ms)
`;
    assert.deepEqual(examined(text('i=loaded, j=others'), 100).kinds, []);
    assert.ok(examined(text('i=0, j=0'), 100).kinds.includes('runaway'));
  });
});
