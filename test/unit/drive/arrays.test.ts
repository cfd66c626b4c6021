// Noise of array code whose chance, rate or spread only the run knows: means and variances in symbols.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driveOf, drivesOf } from './_drives';

const torchStep = (line: string): string => `
import torch

dt = 0.5

class Layer(torch.nn.Module):
    def forward(self, v, p, rate, w, sigma, n):
        ${line}
        return v + noise
`;

void test('a chance that is an argument has the mean p·w and the variance p(1 − p)·w² in each step', () => {
  for (const draw of ['torch.bernoulli(p)', '(torch.rand(n) < p).float()']) {
    const drive = driveOf(torchStep(`noise = ${draw} * w`));
    assert.equal(drive.kind, 'bernoulli');
    // Two steps in a millisecond.
    assert.equal(drive.mean?.text, '2·p·w', draw);
    assert.equal(drive.variance?.text, '2·p·w² − 2·p²·w²', draw);
  }
});

void test('a rate times the step is a rate again', () => {
  const poisson = driveOf(torchStep('noise = torch.poisson(rate * dt * torch.ones(n)) * w'));
  assert.equal(poisson.kind, 'poisson');
  assert.equal(poisson.mean?.text, 'rate·w');
  assert.equal(poisson.variance?.text, 'rate·w²');
});

void test('numpy draws of both kinds are read alike', () => {
  const numpy = (draw: string): string => `
import numpy as np
dt = 0.5
rng = np.random.default_rng(1)

def step(v, lam, p, w, n):
    kicks = ${draw} * w
    return v + kicks
`;
  assert.equal(driveOf(numpy('np.random.poisson(lam, n)')).mean?.text, '2·lam·w');
  assert.equal(driveOf(numpy('(rng.random(n) < p)')).variance?.text, '2·p·w² − 2·p²·w²');
});

void test('normal noise has the variance σ²/dt per ms, and what is scaled by √dt has σ²', () => {
  const noise = driveOf(torchStep('noise = torch.randn(n) * sigma'));
  assert.equal(noise.kind, 'noise');
  assert.equal(noise.mean?.value, 0);
  assert.equal(noise.variance?.text, '2·sigma²');
  const scaled = driveOf(torchStep('noise = torch.randn(n) * sigma * dt**0.5'));
  assert.match(scaled.variance?.text ?? '', /^(?:1\.?0*·)?sigma²$/);
});

void test('weights, masks, and draws of a file without a time step are no drives', () => {
  for (const line of ['noise = 0; mask = torch.bernoulli(p) * w', 'noise = 0; start = torch.randn(n) * sigma'])
    assert.deepEqual(drivesOf({ 'model.py': torchStep(line) }).drives, [], line);
  const kept = torchStep('noise = 0; kept = (torch.rand(n) < p).float() * w');
  assert.equal(drivesOf({ 'model.py': kept }).drives.length, 1);
  assert.equal(drivesOf({ 'model.py': kept.replace('dt = 0.5', '') }).drives.length, 0);
});

void test('a chance that only the run knows is not held against a number', () => {
  const { comparisons, findings } = drivesOf({
    'a.py': torchStep('noise = torch.bernoulli(p) * background_weights').replace(
      'rate, w,',
      'rate, background_weights,',
    ),
    'b.py': torchStep('noise = torch.bernoulli(torch.full((n,), 0.1)) * background_weights').replace(
      'rate, w,',
      'rate, background_weights,',
    ),
  });
  assert.deepEqual(findings, []);
  for (const each of comparisons)
    assert.ok(each.members.every(({ verdict }) => verdict === 'equal' || verdict === 'unknown'));
});

void test('spikes without a weight are not taken for what happens to be 1', () => {
  const drive = driveOf(`
import numpy as np
class Model:
    def __init__(self):
        self.dt = 1
        self.dt_weights = 1
dt = 1
f0 = load()
model = Model()
input_spikes = np.random.rand(10, 20) < dt * f0
`);
  assert.equal(drive.weight?.text, '1');
  assert.equal(drive.variance?.text, 'f0 − f0²');
});
