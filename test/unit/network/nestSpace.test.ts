// NEST's nodes in space: as many as there are places; what a mask or a distance decides is said to be open. And what is set between two runs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeLinter } from '../cases/_check';
import { type Network } from '../../../src/core/network/network';

const linter = makeLinter();

function networkOf(text: string): Network {
  const script = `import nest\n${text}`;
  const [network] = linter.networks({ file: 'model.py', text: script }, { set: new Map() }).networks;
  assert.ok(network, 'a network is read');
  return network;
}

describe('nodes at positions', () => {
  const sizeOf = (made: string): number | null | undefined =>
    networkOf(`cells = ${made}\nnest.Simulate(100.)`).populations[0]?.size;

  for (const [made, size] of [
    ["nest.Create('iaf_psc_alpha', positions=nest.spatial.grid(shape=[10, 10]))", 100],
    ["nest.Create('iaf_psc_alpha', positions=nest.spatial.grid([4, 3, 2], extent=[1., 1., 1.]))", 24],
    ["nest.Create('iaf_psc_alpha', positions=nest.spatial.free([[0., 0.], [0.1, 0.2], [0.3, 0.1]]))", 3],
    [
      "nest.Create('iaf_psc_alpha', 25, positions=nest.spatial.free(nest.random.uniform(-0.5, 0.5), num_dimensions=2))",
      25,
    ],
    ["nest.Create('iaf_psc_alpha', positions=nest.spatial.free(places_of_mine))", null],
    ["nest.Create('iaf_psc_alpha')", 1],
  ] as const)
    test(`${made}: ${size ?? 'not known'}`, () => assert.equal(sizeOf(made), size));

  test('a mask leaves the rule open', () => {
    const ruleOf = (rule: string): unknown =>
      networkOf(
        `a = nest.Create('iaf_psc_alpha', positions=nest.spatial.grid(shape=[3, 3]))\nnest.Connect(a, a, ${rule})\nnest.Simulate(10.)`,
      ).projections[0]?.rule;
    assert.deepEqual(ruleOf("{'rule': 'pairwise_bernoulli', 'p': 1.0, 'mask': {'circular': {'radius': 0.2}}}"), {
      ...{ kind: 'unknown', text: 'pairwise_bernoulli within a mask' },
    });
    assert.deepEqual(ruleOf("{'rule': 'pairwise_bernoulli', 'p': 0.5}"), {
      kind: 'fixed-probability',
      probability: 0.5,
    });
  });
});

describe('parameters between runs', () => {
  const said = (text: string): readonly string[] =>
    networkOf(text).assumed.flatMap(({ what }) => (what === 'dt' ? [] : [what]));
  const made = "cells = nest.Create('iaf_psc_alpha', 2)\n";

  test('what is set between two runs is named', () => {
    assert.deepEqual(said(`${made}nest.Simulate(100.)\ncells.I_e = 400.\nnest.Simulate(100.)`), ['cells.I_e']);
  });

  test('what is set before the first or after the last is not', () => {
    assert.deepEqual(said(`${made}cells.I_e = 400.\nnest.Simulate(100.)\ncells.I_e = 0.`), []);
  });
});
