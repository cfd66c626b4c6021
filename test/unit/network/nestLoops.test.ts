// NEST's nodes connected one by one: loops over nodes and over indices, branches that a draw decides, nodes that are drawn. What the script makes, counted by hand.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeLinter } from '../cases/_check';
import { type Network, type Projection } from '../../../src/core/network/network';
import { simulate } from '../../../src/sim/simulate';

const linter = makeLinter();

function networkOf(...lines: string[]): Network {
  const text = [
    'import nest, random',
    'import numpy as np',
    'rng = np.random.default_rng(1)',
    "E = nest.Create('iaf_psc_alpha', 100)",
    "I = nest.Create('iaf_psc_alpha', 25)",
    "P = nest.Create('iaf_psc_alpha', 100)",
    ...lines,
    'nest.Simulate(10.)',
  ].join('\n');
  const [network] = linter.networks({ file: 'model.py', text }, { set: new Map() }).networks;
  assert.ok(network);
  return network;
}

function only(...lines: string[]): Projection {
  const { projections } = networkOf(...lines);
  assert.equal(projections.length, 1, 'one projection');
  return projections[0] as Projection;
}

describe('a branch that a draw decides', () => {
  const cases: readonly [string, string[], boolean][] = [
    ['random()', ['for i in E:', '  for j in I:', '    if random.random() < 0.1:', '      nest.Connect(i, j)'], true],
    [
      'rand()',
      ['for i in E:', '  for j in I:', '    if not np.random.rand() >= 0.1:', '      nest.Connect([i], [j])'],
      true,
    ],
    [
      'two variables that differ',
      [
        'for i in E:',
        '  for j in E:',
        '    if i != j and rng.random() < 0.1:',
        "      nest.Connect(i, j, 'one_to_one')",
      ],
      false,
    ],
    [
      'indices',
      [
        'for i in range(25):',
        '  for j in range(25):',
        '    if i != j and random.random() < 0.1:',
        '      nest.Connect(I[i], I[j])',
      ],
      false,
    ],
    [
      'a mask of draws',
      [
        'ids = np.array(E)',
        'for i in ids:',
        '  some = ids[rng.random(ids.size) < 0.1].tolist()',
        '  if some:',
        '    nest.Connect([int(i)], some)',
      ],
      true,
    ],
  ];
  for (const [name, lines, autapses] of cases)
    test(name, () => {
      const projection = only(...lines);
      assert.deepEqual(projection.rule, { kind: 'fixed-probability', probability: 0.1 });
      assert.equal(projection.autapses ?? true, autapses);
    });

  test('and collections that are made of lists', () => {
    const lines = [
      'def join(pre, post):',
      '  ids = np.array(post.tolist()) if isinstance(post, nest.NodeCollection) else np.array([int(j) for j in post])',
      '  for i in pre.tolist():',
      '    some = ids[rng.random(ids.size) < 0.1].tolist()',
      '    if some:',
      '      nest.Connect(nest.NodeCollection([i]), nest.NodeCollection(some))',
      'join(E, I)',
    ];
    assert.deepEqual(only(...lines).rule, { kind: 'fixed-probability', probability: 0.1 });
  });

  test('the other way of the branch has the rest of the chance', () => {
    const lines = [
      'for i in E:',
      '  for j in I:',
      '    if random.random() < 0.25:',
      '      pass',
      '    else:',
      '      nest.Connect(i, j)',
    ];
    assert.deepEqual(only(...lines).rule, { kind: 'fixed-probability', probability: 0.75 });
  });
});

describe('nodes that are drawn for each', () => {
  for (const [name, lines, rule] of [
    [
      'targets',
      ['for i in I:', '  nest.Connect(i, random.sample(list(E), 10))'],
      { kind: 'fixed-outdegree', outdegree: 10 },
    ],
    [
      'sources',
      ['for j in E:', '  nest.Connect(np.random.choice(I, 5, replace=False), [j])'],
      { kind: 'fixed-indegree', indegree: 5 },
    ],
  ] as const)
    test(name, () => {
      assert.deepEqual(only(...lines).rule, rule);
    });
});

describe('nodes in step with each other', () => {
  for (const [name, ...lines] of [
    ['zip', 'for a, b in zip(E, P):', '  nest.Connect(a, b)'],
    ['enumerate', 'for k, a in enumerate(E):', '  nest.Connect(a, P[k])'],
    ['indices', 'for k in range(len(E)):', '  nest.Connect([E[k]], [P[k]])'],
    ['lists', "nest.Connect(list(E), np.array(P), 'one_to_one')"],
  ] as [string, ...string[]][])
    test(name, () => {
      assert.deepEqual(only(...lines).rule, { kind: 'one-to-one' });
    });

  test('a ring, whose last closes it', () => {
    const { rule } = only('for k in range(100):', '  nest.Connect(E[k], E[(k + 1) % 100])');
    assert.equal(rule.kind, 'pairs');
    if (rule.kind !== 'pairs') return;
    assert.deepEqual(
      Array.from(rule.pre),
      Array.from({ length: 100 }, (_, k) => k),
    );
    assert.deepEqual(
      Array.from(rule.post),
      Array.from({ length: 100 }, (_, k) => (k + 1) % 100),
    );
  });

  test('a chain, run: each fires its successor once', () => {
    const network = networkOf(
      'E.t_ref = 100.',
      'for k in range(99):',
      "  nest.Connect(E[k], E[k + 1], syn_spec={'weight': 6000., 'delay': 0.1})",
      "g = nest.Create('spike_generator', params={'spike_times': [1.0]})",
      "nest.Connect(g, E[:1], syn_spec={'weight': 6000., 'delay': 0.1})",
    );
    const run = simulate(network, { ms: 10, seed: 1 });
    assert.ok(run.ids.length >= 4);
    assert.deepEqual(
      Array.from(run.ids),
      Array.from({ length: run.ids.length }, (_, k) => k),
    );
  });
});

describe('nodes in turn with weights of their own', () => {
  test('each synapse has the weight of its call', () => {
    const { rule, weight } = only(
      'for k in range(10):',
      "  nest.Connect(E[k], P[k + 1], syn_spec={'weight': 1.0 * k})",
    );
    assert.equal(rule.kind, 'pairs');
    assert.deepEqual(Array.from(weight.each ?? []), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe('what only the run knows', () => {
  test('an index that nobody knows connects nothing here, and that is said', () => {
    const { rule } = only('nest.Connect(E[np.loadtxt("ids.txt")], I)');
    assert.equal(rule.kind, 'unknown');
  });

  test('both ends', () => {
    const { assumed } = networkOf('nest.Connect(some_elsewhere(), others_elsewhere())');
    assert.deepEqual(
      assumed.flatMap(({ what, value }) => (value === 'left out' ? [what] : [])),
      ['connections'],
    );
  });

  test('nodes that nobody knows are said to be left out, once', () => {
    const { projections, assumed } = networkOf('for k in range(3):', '  nest.Connect(E, chosen_elsewhere())');
    assert.deepEqual(projections, []);
    assert.deepEqual(
      assumed.filter(({ value }) => value === 'left out').map(({ what }) => what),
      ['connections from E'],
    );
  });
});
