// The input paths of Brian 2 scripts: exact numbers in SI.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { exact, line, read } from './_script';

const lines = (text: string): string[] => read(text).paths.map(line);

const brunel = `
N_E = 10000
N_I = round(0.25 * N_E)
epsilon = 0.1
C_E = epsilon * N_E
tau = 20*ms
theta = 20*mV
J = 0.1*mV
g = 5
D = 1.5*ms
nu_thr = theta / (J * C_E * tau)
defaultclock.dt = 0.1*ms
neurons = NeuronGroup(N_E + N_I, 'dv/dt = -v/tau : volt (unless refractory)', threshold='v > theta',
                      reset='v = 10*mV', refractory=2*ms, method='exact')
exc = neurons[:N_E]
inh = neurons[N_E:]
S_e = Synapses(exc, target=neurons, on_pre='v += J', delay=D)
S_e.connect(p=epsilon)
S_i = Synapses(inh, target=neurons, on_pre='v += -g*J', delay=D)
S_i.connect(p=epsilon)
external = PoissonInput(target=neurons, target_var='v', N=C_E, rate=2*nu_thr, weight=J)
run(100*ms)
`;

describe("Brunel's network", () => {
  const paths = lines(brunel);
  test('has 1000 independent sources at 20 Hz and 0.1 mV', () => {
    for (const target of ['exc', 'inh'])
      assert.ok(
        paths.includes(`poisson external → ${target}, 1000 × 20 Hz × 1/10000 V, delta, independent`),
        paths.join('\n'),
      );
  });
  test('has 1000 excitatory and 250 inhibitory synapses per neuron', () => {
    for (const target of ['exc', 'inh']) {
      assert.ok(paths.includes(`recurrent exc → ${target}, 1000 × ? × 1/10000 V, delta`), paths.join('\n'));
      assert.ok(paths.includes(`recurrent inh → ${target}, 250 × ? × -1/2000 V, delta`), paths.join('\n'));
    }
    assert.equal(paths.length, 6);
  });
  test('places the numbers where they are written', () => {
    const [path] = read(brunel).paths;
    const text = `from brian2 import *\n${brunel}`;
    const at = (span: { start: number; end: number } | undefined): string => text.slice(span?.start, span?.end);
    assert.equal(at(path?.rate?.span), '2*nu_thr');
    assert.equal(at(path?.weight?.span), 'J');
    assert.equal(at(path?.sources?.span), 'C_E');
  });
});

test('exponential synapses have the time constant of the variable they enter', () => {
  assert.deepEqual(
    lines(`
taum = 20*ms
taue = 5*ms
we = (60*0.27/10)*mV
P = NeuronGroup(100, '''dv/dt = (ge - v)/taum : volt
dge/dt = -ge/taue : volt''', threshold='v > 10*mV', reset='v = 0*mV')
S = Synapses(P, P, on_pre='ge += we')
S.connect(p=0.02)
run(1*ms)
`),
    ['recurrent P → P.ge, 2 × ? × 81/50000 V, exponential 1/200 s'],
  );
});

test('alpha functions are entered from behind', () => {
  assert.deepEqual(
    lines(`
tau = 2*ms
P = NeuronGroup(10, '''dv/dt = (I - v)/(20*ms) : volt
dI/dt = (x - I)/tau : volt
dx/dt = -x/tau : volt''', threshold='v > 10*mV', reset='v = 0*mV')
G = PoissonGroup(10, 5*Hz)
S = Synapses(G, P, on_pre='x += 1*mV')
S.connect(j='i')
run(1*ms)
`),
    ['poisson G → P.x, 1 × 5 Hz × 1/1000 V, alpha 1/500 s, independent'],
  );
});

test('ten sources at ten hertz, connected to all, are shared', () => {
  const groups = `
P = NeuronGroup(10, 'dv/dt = -v/(20*ms) : volt', threshold='v > 10*mV', reset='v = 0*mV')
G = PoissonGroup(10, rates=10*Hz)
w0 = 0.5*mV
S = Synapses(G, P, 'w : volt', on_pre='v_post += w')
`;
  assert.deepEqual(lines(`${groups}S.connect()\nS.w = w0\nrun(1*ms)\n`), [
    'poisson G → P, 10 × 10 Hz × 1/2000 V, delta, shared',
  ]);
  assert.deepEqual(lines(`${groups}S.connect(p=0.5)\nS.w = w0\nrun(1*ms)\n`), [
    'poisson G → P, 5 × 10 Hz × 1/2000 V, delta',
  ]);
  assert.deepEqual(lines(`${groups}S.connect(i='k for k in sample(N_pre, size=4)')\nS.w = w0\nrun(1*ms)\n`), [
    'poisson G → P, 4 × 10 Hz × 1/2000 V, delta',
  ]);
});

test('conditions on the index part the sources', () => {
  assert.deepEqual(
    lines(`
P = NeuronGroup(100, 'dv/dt = -v/(20*ms) : volt', threshold='v > 10*mV', reset='v = 0*mV')
S = Synapses(P, P, on_pre='v += 1*mV')
S.connect('i < 80', p=0.1)
T = Synapses(P, P, on_pre='v -= 4*mV')
T.connect('i >= 80 and i != j', p=0.1)
run(1*ms)
`),
    [
      'recurrent P[:80] → P[:80], 8 × ? × 1/1000 V, delta',
      'recurrent P[:80] → P[80:], 8 × ? × 1/1000 V, delta',
      'recurrent P[80:] → P[:80], 2 × ? × -1/250 V, delta',
      'recurrent P[80:] → P[80:], 2 × ? × -1/250 V, delta',
    ],
  );
});

test('noise carries what stands with xi', () => {
  // sigma·√tau/tau = sigma/√tau = 0.002/0.1 V/√s.
  const [path, ...others] = read(`
tau = 10*ms
sigma = 2*mV
P = NeuronGroup(10, 'dv/dt = (-v + sigma*sqrt(tau)*xi)/tau : volt', threshold='v > 10*mV', reset='v = 0*mV')
run(1*ms)
`).paths;
  assert.equal(others.length, 0);
  assert.equal(path?.kind, 'noise');
  assert.equal(path.shared, false);
  assert.match(exact(path.weight), /^1\/50 /);
});

test('constant currents are currents where there is a capacity, else the voltage they amount to', () => {
  assert.deepEqual(
    lines(`
C = 200*pF
gl = 10*nS
El = -70*mV
I0 = 150*pA
P = NeuronGroup(10, 'dv/dt = (gl*(El - v) + I0)/C : volt', threshold='v > -50*mV', reset='v = El')
run(1*ms)
`),
    ['dc I0 → P, ? × ? × 3/20000000000 A, unknown, shared'],
  );
  assert.deepEqual(
    lines(`
mu = 25*mV
P = NeuronGroup(10, 'dv/dt = (-v + mu)/(20*ms) : volt', threshold='v > 20*mV', reset='v = 10*mV')
run(1*ms)
`),
    ['dc mu → P, ? × ? × 1/40 V, unknown, shared'],
  );
});

test('what is not known stays in symbols', () => {
  assert.deepEqual(
    lines(`
def simulate(rate, w):
    P = NeuronGroup(10, 'dv/dt = -v/(20*ms) : volt', threshold='v > 10*mV', reset='v = 0*mV')
    I = PoissonInput(P, 'v', 100, rate, w)
    run(1*ms)
`),
    ['poisson I → P, 100 × rate × w, delta, independent'],
  );
});

test('a weight that changes in the run is said to', () => {
  const [path] = read(`
P = NeuronGroup(10, 'dv/dt = -v/(20*ms) : volt', threshold='v > 10*mV', reset='v = 0*mV')
S = Synapses(P, P, 'w : volt', on_pre='v_post += w', on_post='w *= 1.1')
S.connect()
S.w = 1*mV
run(1*ms)
`).paths;
  assert.match(path?.assumed[0]?.why ?? '', /changes in the run/);
});
