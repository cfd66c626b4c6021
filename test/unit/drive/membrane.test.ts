// Tests of what drives come to on the free membrane: Brunel's 40 mV with jumps and with currents, and superposition.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driveOf } from './_drives';

const script = (model: string, weight: string, rate: string): string => `
import numpy as np
import nest
theta, eta, tau_m, tau_syn, C_m, J, CE = 20.0, 2.0, 20.0, 0.5, 250.0, 0.1, 1000
${rate}
neurons = nest.Create("${model}", 10000, params={"C_m": C_m, "tau_m": tau_m, "E_L": 0.0, "V_th": theta, "V_reset": 0.0})
noise = nest.Create("poisson_generator", params={"rate": rate})
nest.Connect(noise, neurons, syn_spec={"weight": ${weight}, "delay": 1.5})
`;

test('jumps of the membrane: η·θ = 40 mV', () => {
  const drive = driveOf(script('iaf_psc_delta', 'J', 'rate = eta * theta / (J * CE * tau_m) * CE * 1000.0'));
  assert.equal(drive.rateHz?.value, 20000);
  assert.equal(drive.mean?.text, '2 mV/ms');
  assert.equal(drive.membrane?.value, 40);
});

test('alpha currents, normalised by e·τ_syn: the same 40 mV', () => {
  const text = script(
    'iaf_psc_alpha',
    'J',
    'rate = eta * theta * C_m / (J * CE * np.exp(1) * tau_m * tau_syn) * CE * 1000.0',
  ).replace('"V_reset": 0.0', '"V_reset": 0.0, "tau_syn_ex": tau_syn');
  assert.equal(driveOf(text).membrane?.value, 40);
});

test('ten generators at 10 Hz are one at 100 Hz', () => {
  const many = driveOf(`
import nest
neurons = nest.Create("iaf_psc_exp", 100)
noise = nest.Create("poisson_generator", 10, params={"rate": 10.0})
nest.Connect(noise, neurons, syn_spec={"weight": 5.0})
`);
  const single = driveOf(`
import nest
neurons = nest.Create("iaf_psc_exp", 100)
noise = nest.Create("poisson_generator", params={"rate": 100.0})
nest.Connect(noise, neurons, syn_spec={"weight": 5.0})
`);
  assert.equal(many.sources?.value, 10);
  assert.deepEqual([many.mean, many.variance, many.current], [single.mean, single.variance, single.current]);
  assert.equal(many.mean?.text, '0.5 pA/ms');
});
