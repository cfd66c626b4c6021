// Brian 2's drives that are no events: noise of the equations, and currents that are set for a part of a group.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driveOf, drivesOf } from './_drives';

const script = (eqs: string, lines = ''): string => `
from brian2 import *
tau = 20*ms
sigma = 3*mV
eqs = '''${eqs}'''
G = NeuronGroup(100, eqs, threshold='v>-50*mV', reset='v=-65*mV', method='euler')
${lines}
run(1*second)
`;

void test('σ·√(2/τ)·xi has no mean, and a variance of 2σ²/τ per ms', () => {
  const noise = driveOf(script('dv/dt = (-65*mV - v)/tau + sigma*sqrt(2/tau)*xi : volt'));
  assert.equal(noise.kind, 'noise');
  assert.equal(noise.mean?.value, 0);
  assert.equal(noise.variance?.unit, 'mV²/ms');
  assert.ok(Math.abs((noise.variance?.value ?? 0) - (2 * 3 * 3) / 20) < 1e-12);
});

const driven = 'dv/dt = (-65*mV - v + I)/tau : volt\nI : volt';

void test('a current of some neurons is a drive of those alone', () => {
  const { drives } = drivesOf({ 'model.py': script(driven, 'G.I[:10] = 12*mV\nsub = G[50:60]\nsub.I = 5*mV') });
  assert.deepEqual(
    drives.map(({ kind, source, target, mean }) => [kind, source, target, mean?.text]),
    [
      ['dc', 'I', 'G', '12 mV'],
      ['dc', 'I', 'sub', '5 mV'],
    ],
  );
  assert.equal(drives[0]?.assumed[0]?.value, 'some of them');
});

void test('what drives all of them is told apart from it', () => {
  const both = 'dv/dt = (-65*mV - v + mu + I)/tau : volt\nI : volt';
  const { drives } = drivesOf({ 'model.py': script(both, 'mu = 7*mV\nG.I[:10] = 12*mV') });
  assert.deepEqual(drives.map(({ source, mean }) => [source, mean?.text]).sort(), [
    ['I', '12 mV'],
    ['mu', '7 mV'],
  ]);
});
