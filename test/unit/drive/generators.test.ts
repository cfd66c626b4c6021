// NEST's generators as drives: noise, sines and rates that change, with their means and variances by closed form.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { driveOf } from './_drives';

const script = (generator: string, synapse = ''): string => `
import nest
cells = nest.Create('iaf_psc_exp', 100, params={'C_m': 250., 'tau_m': 10., 'tau_syn_ex': 2.0, 'E_L': -70., 'V_th': -55.})
source = nest.Create(${generator})
nest.Connect(source, cells${synapse})
nest.Simulate(1000.)
`;

void test('a noise generator has a mean current, and a variance of sd² × dt', () => {
  const noise = driveOf(script("'noise_generator', params={'mean': 100., 'std': 50., 'dt': 0.5}"));
  assert.equal(noise.kind, 'noise');
  assert.equal(noise.mean?.text, '100 pA');
  assert.equal(noise.variance?.text, `${50 * 50 * 0.5} pA²·ms`);
  // 100 pA × 10 ms / 250 pF
  assert.equal(noise.membrane?.value, 4);
  assert.equal(noise.shared, false);
});

void test('the weight of its connection scales mean and spread, and its step is 1 ms unless it is given', () => {
  const noise = driveOf(script("'noise_generator', params={'mean': 100., 'std': 50.}", ", syn_spec={'weight': 2.}"));
  assert.equal(noise.mean?.value, 200);
  assert.equal(noise.variance?.value, 100 * 100);
});

void test('an alternating current goes by its offset, and says that it swings', () => {
  const ac = driveOf(script("'ac_generator', params={'amplitude': 100., 'offset': 20., 'frequency': 5.}"));
  assert.equal(ac.kind, 'ac');
  assert.equal(ac.mean?.text, '20 pA');
  assert.match(ac.assumed[0]?.why ?? '', /100 pA at 5 Hz/);
});

void test('a sinusoidal Poisson generator has the mean of its cycle, unless the sine would go below 0', () => {
  const parameters = (amplitude: number): string =>
    `'sinusoidal_poisson_generator', params={'rate': 800., 'amplitude': ${amplitude}., 'frequency': 4.}`;
  const sine = driveOf(script(parameters(400), ", syn_spec={'weight': 20.}"));
  assert.equal(sine.kind, 'poisson');
  assert.equal(sine.mean?.value, 0.8 * 20);
  assert.equal(sine.variance?.value, 0.8 * 20 * 20);
  assert.equal(driveOf(script(parameters(900))).mean, null);
});

void test('rates that change at given times have their mean over the run', () => {
  const given = "params={'rate_times': [10., 110., 210.], 'rate_values': [400., 1000., 200.]}";
  const changing = driveOf(script(`'inhomogeneous_poisson_generator', ${given}`, ", syn_spec={'weight': 20.}"));
  assert.equal(changing.rateHz?.value, (100 * 400 + 100 * 1000 + 790 * 200) / 1000);
  const endless = script(`'inhomogeneous_poisson_generator', ${given}`).replace('nest.Simulate(1000.)', '');
  assert.equal(driveOf(endless).rateHz, null);
});

void test('so have currents that change at given times', () => {
  const given = "params={'amplitude_times': [10., 110.], 'amplitude_values': [400., 1000.]}";
  const stepped = driveOf(script(`'step_current_generator', ${given}`));
  assert.equal(stepped.kind, 'step-current');
  assert.equal(stepped.mean?.text, `${(100 * 400 + 890 * 1000) / 1000} pA`);
});
