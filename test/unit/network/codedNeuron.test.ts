// A user's own step of a neuron, in a class or a function, run as it is written: against the closed form, or the same steps made here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Network } from '../../../src/core/network/network';
import { readGiven } from '../../../src/core/evaluate/settling';
import { simulate } from '../../../src/sim/simulate';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();

function networkOf(text: string, set: Readonly<Record<string, string>> = {}): Network {
  const given = new Map(Object.entries(set).map(([name, value]) => [name, readGiven(value)]));
  const [network] = linter.networks({ file: 'model.py', text }, { set: given }).networks;
  assert.ok(network, 'a network is read');
  return network;
}
const spikesOf = (network: Network, ms: number): number => simulate(network, { ms, seed: 1 }).ids.length;

const lif = `
class Neuron:
    def __init__(self, tau=20.0, v_rest=-65.0, v_th=-50.0, R=10.0, dt=0.1):
        self.tau, self.v_rest, self.v_th, self.R, self.dt = tau, v_rest, v_th, R, dt
        self.v = v_rest
        self.spikes = []

    def reset(self):
        self.v = self.v_rest

    def step(self, I, t=0):
        self.v += (-(self.v - self.v_rest) + self.R * I) / self.tau * self.dt
        if self.v >= self.v_th:
            self.reset()
            self.spikes.append(t)
            return True
        return False
`;

/** Euler steps of that neuron. */
function expected(current: number, steps: number): number {
  let [v, spikes] = [-65, 0];
  for (let k = 0; k < steps; k++) {
    v += ((-(v + 65) + 10 * current) / 20) * 0.1;
    if (v >= -50) [v, spikes] = [-65, spikes + 1];
  }
  return spikes;
}

test('a class with a method for the step, under the current that the script gives it', () => {
  const network = networkOf(`${lif}\nn = Neuron()\nfor t in range(100):\n    n.step(2.0, t)\n`);
  assert.equal(network.dtMs.value, 0.1);
  assert.equal(spikesOf(network, 500), expected(2, 5000));
});

test('and under the one that is set', () => {
  assert.equal(spikesOf(networkOf(lif, { I: '3' }), 500), expected(3, 5000));
  assert.deepEqual(
    networkOf(lif)
      .assumed.filter(({ key }) => key === 'I')
      .map(({ value }) => value),
    ['0'],
  );
});

test('the neuron of the tutorial as a method: it decays to 0 mV and fires in every third step', () => {
  const network = networkOf(`
class CustomNeuron:
    def __init__(self):
        self.v_membrane = -65.0
        self.external_input = 0.0
        self.params = {}

    def update(self, synaptic_input, dt=1.0):
        new_v = self.v_membrane * 0.9 + synaptic_input + self.external_input
        threshold = self.params.get("threshold", -50.0)
        spiked = new_v >= threshold
        if spiked:
            new_v = self.params.get("v_reset", -65.0)
        self.v_membrane = new_v
        return spiked, new_v
`);
  assert.equal(spikesOf(network, 300), 100);
});

test('a function that is given its variables and gives them back', () => {
  const network = networkOf(`
def izhikevich_step(v, u, I=10.0, a=0.02, b=0.2, c=-65.0, d=8.0, dt=0.5):
    v_next = v + dt * (0.04 * v**2 + 5 * v + 140 - u + I)
    u = u + dt * a * (b * v - u)
    spike = False
    if v_next >= 30:
        v_next, u, spike = c, u + d, True
    return v_next, u, spike
`);
  // Where nothing says otherwise it begins where it is reset to, and other variables at 0.
  let [v, u, spikes] = [-65, 0, 0];
  for (let k = 0; k < 600; k++) {
    const next = v + 0.5 * (0.04 * v ** 2 + 5 * v + 140 - u + 10);
    u += 0.5 * 0.02 * (0.2 * v - u);
    v = next;
    if (v >= 30) [v, u, spikes] = [-65, u + 8, spikes + 1];
  }
  assert.equal(spikesOf(network, 300), spikes);
});

test('what only adds numbers is no neuron', () => {
  const text =
    'class Counter:\n    def __init__(self):\n        self.v = 0\n    def update(self, x):\n        self.v += x\n';
  assert.deepEqual(linter.networks({ file: 'model.py', text }, { set: new Map() }).networks, []);
});

test('a layer of PyTorch’s own making: spikes are a comparison in another dress, and take the threshold off', () => {
  const network = networkOf(
    `
import torch
import torch.nn as nn

class LIFNeuron(nn.Module):
    def __init__(self, n, alpha=0.9, v_thresh=1.0):
        super().__init__()
        self.alpha = alpha
        self.v_thresh = v_thresh
        self.u = torch.zeros(n)

    def forward(self, I):
        self.u = self.alpha * self.u + I
        s = (self.u > self.v_thresh).float()
        self.u = (self.u - s * self.v_thresh).detach()
        return s
`,
    { I: '0.2' },
  );
  let [u, spikes] = [0, 0];
  for (let k = 0; k < 500; k++) {
    u = 0.9 * u + 0.2;
    if (u > 1) [u, spikes] = [u - 1, spikes + 1];
  }
  assert.ok(spikes > 50);
  assert.equal(spikesOf(network, 500), spikes);
});
