// Tests what NEST's copies of models begin with.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeLinter } from '../cases/_check';

function projectionOf(text: string) {
  const [report] = makeLinter().lint([{ file: 'model.py', text }]);
  const [projection] = report?.networks[0]?.projections ?? [];
  assert.ok(projection);
  return { weight: projection.weight.text, delay: projection.delay.text };
}

const script = (...lines: string[]): string =>
  [
    'import nest',
    "cells = nest.Create('iaf_psc_exp', 10)",
    ...lines,
    "nest.Connect(cells, cells, syn_spec='excitatory')",
  ].join('\n');

test('a copied synapse begins with what was set for its model before', () => {
  const copied = script(
    "nest.SetDefaults('static_synapse', {'delay': 1.5})",
    "nest.CopyModel('static_synapse', 'excitatory', {'weight': 20.0})",
  );
  assert.deepEqual(projectionOf(copied), { weight: '20 pA', delay: '1.5 ms' });
});

test('and not with what is set for it afterwards', () => {
  const later = script(
    "nest.CopyModel('static_synapse', 'excitatory', {'weight': 20.0})",
    "nest.SetDefaults('static_synapse', {'delay': 1.5})",
  );
  assert.deepEqual(projectionOf(later), { weight: '20 pA', delay: '1 ms' });
});

test('what a neuron has beside its dynamics is said to be left out', () => {
  const text = "import nest\nrelay = nest.Create('iaf_tum_2000', 2, {'tau_rec': 400.0})\nnest.Connect(relay, relay)\n";
  const [report] = makeLinter().lint([{ file: 'model.py', text }]);
  assert.deepEqual(
    report?.networks[0]?.assumed.filter(({ value }) => value === 'left out').map(({ what }) => what),
    ['short-term plasticity of relay'],
  );
});
