// Synapses with equations and code of their own, run: short-term depression, pairs of spikes, sums, delays, against closed forms.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simulate } from '../../../src/sim/simulate';
import { networkOf } from './_script';

/** The last value of a population's first variable, for each of its neurons. */
function lastOf(text: string, population: string, ms: number): number[] {
  const { traces, notes } = simulate(networkOf(text), { ms, seed: 1 });
  assert.deepEqual(notes, []);
  return traces.filter((each) => each.population === population).map(({ values }) => values.at(-1) ?? NaN);
}
const near = (found: number | undefined, expected: number, by = 1e-9): void => {
  assert.ok(found !== undefined && Math.abs(found - expected) < by, `${found} and not ${expected}`);
};

/** Adds up what arrives. */
const counter = `
G = NeuronGroup(1, '''dv/dt = 0/second : 1''', method='euler')
`;

test('a synapse that is used up and recovers, event by event', () => {
  const [found] = lastOf(
    `
S = SpikeGeneratorGroup(1, [0]*5, [10, 30, 50, 70, 90]*ms)
${counter}
C = Synapses(S, G, '''du/dt = -u/(300*ms) : 1 (event-driven)
dx/dt = (1 - x)/(100*ms) : 1 (event-driven)''', on_pre='''u += 0.4*(1 - u)
r = u*x
x -= r
v_post += 2*r''')
C.connect()
C.x = 1
run(120*ms)
`,
    'G',
    120,
  );
  let [u, x, sum] = [0, 1, 0];
  for (let k = 0; k < 5; k++) {
    const since = k === 0 ? 10 : 20;
    u *= Math.exp(-since / 300);
    x = 1 + (x - 1) * Math.exp(-since / 100);
    u += 0.4 * (1 - u);
    sum += 2 * u * x;
    x -= u * x;
  }
  near(found, sum);
});

test('a pair of spikes changes the weight by the time between them', () => {
  const [found] = lastOf(
    `
S = SpikeGeneratorGroup(1, [0, 0], [10, 100]*ms)
T = SpikeGeneratorGroup(1, [0], [15]*ms)
P = NeuronGroup(1, '''dv/dt = 0/second : 1
dx/dt = 0/second : 1''', threshold='x > 5 and v > -1', reset='x = 0', method='euler')
F = Synapses(T, P, on_pre='x_post += 10')
F.connect()
C = Synapses(S, P, '''w : 1
dApre/dt = -Apre/(20*ms) : 1 (event-driven)
dApost/dt = -Apost/(20*ms) : 1 (event-driven)''', on_pre='''v_post += w
Apre += 0.3
w = clip(w + Apost, 0, 9)''', on_post='''Apost -= 0.2
w = clip(w + Apre, 0, 9)''')
C.connect()
C.w = 1
run(150*ms)
`,
    'P',
    150,
  );
  // The second event of T makes P fire one step of 0.1 ms later.
  const potentiated = 1 + 0.3 * Math.exp(-5.1 / 20);
  near(found, 1 + potentiated, 1e-6);
});

test('a sum over the synapses of each target is there in every step', () => {
  const found = lastOf(
    `
G = NeuronGroup(2, '''dv/dt = (drive - v + gap)/(5*ms) : 1
drive : 1
gap : 1''', method='euler')
G.drive = [1, 0]
C = Synapses(G, G, '''w : 1
gap_post = w*(v_pre - v_post) : 1 (summed)''')
C.connect('i != j')
C.w = 0.5
run(200*ms)
`,
    'G',
    200,
  );
  // v₁ − v₂ = 1/(1 + 2·0.5), and the two add up to 1.
  near(found[0], 0.75, 1e-6);
  near(found[1], 0.25, 1e-6);
});

test('each synapse has the delay and the weight that its indices give it', () => {
  const text = `
S = SpikeGeneratorGroup(3, [0, 1, 2], [10, 10, 10]*ms)
${counter}
C = Synapses(S, G, 'w : 1', on_pre='v_post += w')
C.connect()
C.w = '1 + i'
C.delay = '(1 + 20*i)*ms'
run(100*ms)
`;
  assert.deepEqual(
    [20, 40, 60].map((ms) => lastOf(text, 'G', ms)[0]),
    [1, 3, 6],
  );
});
