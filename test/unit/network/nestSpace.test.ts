// NEST's nodes in space: as many as there are places, and rules that go by distance. And what is set between two runs.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { makeLinter } from '../cases/_check';
import { type Network } from '../../../src/core/network/network';
import { buildPlan } from '../../../src/sim/build';

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

  test('without a mask or a distance the rule is the plain one', () => {
    assert.deepEqual(ruleOf("{'rule': 'pairwise_bernoulli', 'p': 0.5}"), {
      kind: 'fixed-probability',
      probability: 0.5,
    });
  });

  test('a mask that is not understood leaves the rule open', () => {
    assert.deepEqual(ruleOf("{'rule': 'pairwise_bernoulli', 'p': 1.0, 'mask': {'grid': {'shape': [2, 2]}}}"), {
      ...{ kind: 'unknown', text: 'pairwise_bernoulli within a mask' },
    });
  });
});

const ruleOf = (rule: string): unknown =>
  networkOf(
    `a = nest.Create('iaf_psc_alpha', positions=nest.spatial.grid(shape=[3, 3]))\nnest.Connect(a, a, ${rule})\nnest.Simulate(10.)`,
  ).projections[0]?.rule;

interface Counted {
  readonly name: string;
  readonly pre: string;
  readonly post: string;
  readonly rule: string;
  readonly synapses: number;
  readonly spread: number;
}

describe('rules that go by distance make as many synapses as in NEST 3.10', () => {
  const recorded = JSON.parse(readFileSync('test/recordings/nest-space.json', 'utf8')) as {
    readonly nodes: string;
    readonly rules: readonly Counted[];
  };
  for (const { name, pre, post, rule, synapses, spread } of recorded.rules)
    test(name, () => {
      const text = `${recorded.nodes}nest.Connect(${pre}, ${post}, ${rule})\nnest.Simulate(1.)`;
      const network = networkOf(text);
      const { groups, connections, notes } = buildPlan(network, { ms: 1, seed: 5 });
      assert.deepEqual(notes, []);
      const [connection] = connections;
      assert.ok(connection?.synapses.kind === 'rows');
      assert.deepEqual([groups[connection.source]?.name, groups[connection.target]?.name], [pre, post]);
      const made = connection.synapses.targets.length;
      // Five times the spread of NEST's seeds, of which there are eight.
      assert.ok(
        Math.abs(made - synapses) <= 5 * spread * Math.sqrt(9 / 8),
        `${made} synapses, NEST’s ${synapses} ± ${spread}`,
      );
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
