// Estimates of whole scripts: what reaches each population, one event's size, and what a hover tells at a place.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { estimatesAt } from '../../../src/core/drive/estimatesAt';
import { eventSizes, sizesIn } from '../../../src/core/drive/eventSize';
import { predict } from '../../../src/core/drive/meanfield';
import { createLinter, type DocumentReport } from '../../../src/core/lint';
import { grammar } from '../_grammar';

const linter = createLinter(grammar);

const file = 'model.py';
function report(text: string): DocumentReport {
  const [found] = linter.lint([{ file, text }]);
  assert.ok(found);
  return found;
}

const nest = `
import nest

exc = nest.Create("iaf_psc_exp", 800, params={
    "E_L": -65.0, "V_th": -50.0, "V_reset": -65.0, "C_m": 250.0, "tau_m": 10.0, "tau_syn_ex": 0.5, "tau_syn_in": 0.5, "t_ref": 2.0})
inh = nest.Create("iaf_psc_exp", 200, params={
    "E_L": -65.0, "V_th": -50.0, "V_reset": -65.0, "C_m": 250.0, "tau_m": 10.0, "tau_syn_ex": 0.5, "tau_syn_in": 0.5, "t_ref": 2.0})
noise = nest.Create("poisson_generator", params={"rate": 11200.0})
nest.Connect(noise, exc + inh, syn_spec={"weight": 87.8})
nest.Connect(exc, exc + inh, {"rule": "fixed_indegree", "indegree": 80}, {"weight": 87.8, "delay": 1.5})
nest.Connect(inh, exc + inh, {"rule": "pairwise_bernoulli", "p": 0.1}, {"weight": -351.2, "delay": 1.5})
nest.Simulate(1000.0)
`;

describe('a script in NEST', () => {
  it('has events of the size that its weights were chosen for', () => {
    const { networks, fields } = report(nest);
    const sizes = sizesIn(networks[0] as never, fields[0] as never);
    const found = [...sizes].map(([, { source, target, peakMv }]) => `${source} → ${target}: ${peakMv.toFixed(3)}`);
    assert.deepEqual(found.sort(), [
      'exc → exc: 0.150',
      'exc → inh: 0.150',
      'inh → exc: -0.600',
      'inh → inh: -0.600',
      'noise → exc: 0.150',
      'noise → inh: 0.150',
    ]);
  });

  it('is expected to fire as the same equations say by hand', () => {
    const [field] = report(nest).fields;
    assert.ok(field);
    const [exc, inh] = predict(field);
    assert.ok(exc && inh && exc.rateHz !== null);
    // 11.2 events per ms × 87.8 pA × 0.5 ms / 250 pF × 10 ms.
    assert.ok(Math.abs((exc.externalMeanMv ?? 0) - (-65 + 11.2 * 0.1756 * 10)) < 1e-9);
    assert.equal(exc.rateHz, inh.rateHz);
    const recurrent = ((80 * 0.1756 - 20 * 0.7024) * exc.rateHz * 10) / 1000;
    assert.ok(Math.abs((exc.meanMv ?? 0) - (exc.externalMeanMv ?? 0) - recurrent) < 1e-6);
  });

  const told = (needle: string, within = needle): string[] => {
    const offset = nest.indexOf(needle) + needle.indexOf(within);
    const word = /\w+/.exec(nest.slice(offset))?.[0] ?? null;
    return estimatesAt(report(nest).fields, { file, offset, word, text: nest });
  };

  it('tells of a population by its name and where it is made', () => {
    assert.match(told('exc = nest.Create').join('\n'), /^`exc`: free membrane .* Hz expected/);
    assert.match(told('exc = nest.Create', 'Create').join('\n'), /^`exc`: free membrane/);
    assert.deepEqual(told('noise = nest'), []);
  });

  it('tells of one event at a weight and at its connection', () => {
    assert.deepEqual(told('-351.2'), [
      'one event of `inh` at `exc`: -0.6 mV after 1.6 ms, 1/25 of the gap to threshold',
      'one event of `inh` at `inh`: -0.6 mV after 1.6 ms, 1/25 of the gap to threshold',
    ]);
    assert.equal(told('nest.Connect(inh', 'Connect').length, 2);
    // Elsewhere in the call are other things to be told of.
    assert.deepEqual(told('"indegree": 80', '80'), []);
  });
});

describe('what a script leaves open', () => {
  it('is said: a generator whose rate is given from outside', () => {
    const text = nest.replace('{"rate": 11200.0}', '{"rate": float(input())}');
    const [field] = report(text).fields;
    const [exc] = field ? predict(field) : [];
    assert.deepEqual([exc?.rateHz, exc?.meanMv, exc?.externalMeanMv], [null, null, null]);
    assert.equal(exc?.how, 'not known: the rate of `noise`');
  });

  it('is said: a neuron that is none of this kind', () => {
    const [field] = report(nest.replaceAll('iaf_psc_exp', 'aeif_cond_exp')).fields;
    const [exc] = field ? predict(field) : [];
    assert.match(exc?.how ?? '', /^not known: `aeif_cond_exp` is no leaky integrate-and-fire neuron/);
    assert.deepEqual(field ? eventSizes(field) : null, []);
  });
});

describe('a script in Brian 2', () => {
  const brian = `
from brian2 import *
tau = 20*ms
mu = 15*mV
sigma = 4*mV
eqs = 'dv/dt = (mu - v)/tau + sigma*sqrt(2/tau)*xi : volt (unless refractory)'
group = NeuronGroup(1000, eqs, threshold='v > 20*mV', reset='v = 10*mV', refractory=2*ms, method='euler')
run(1*second)
`;
  it('spreads by the noise of its equations', () => {
    const [field] = report(brian).fields;
    const [group] = field ? predict(field) : [];
    // σ·√(2/τ)·ξ keeps the free membrane at a spread of σ.
    assert.ok(Math.abs((group?.sdMv ?? 0) - 4) < 1e-6, String(group?.sdMv));
    assert.ok(Math.abs((group?.meanMv ?? 0) - 15) < 1e-6, String(group?.meanMv));
    assert.ok((group?.rateHz ?? 0) > 1, String(group?.rateHz));
  });
});

describe('a script in PyNN', () => {
  it('takes µS at rest times the driving force', () => {
    const text = readFileSync('examples/sound-pynn.py', 'utf8');
    const [field] = report(text).fields;
    const [size] = field ? eventSizes(field) : [];
    assert.ok(size?.atRest);
    assert.ok(size.peakMv > 1 && size.peakMv < 1.5, String(size.peakMv));
  });
});
