// The numbers that can be turned, and what turning makes of a network: the same keys as on the command line.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readGiven } from '../../../src/core/evaluate/settling';
import { multiplied } from '../../../src/core/network/changes';
import { dialsOf } from '../../../src/core/network/dials';
import { type Network } from '../../../src/core/network/network';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const read = (text: string, set: Readonly<Record<string, string>> = {}): Network => {
  const given = new Map(Object.entries(set).map(([name, value]) => [name, readGiven(value)]));
  const [network] = linter.networks({ file: 'model.py', text }, { set: given }).networks;
  assert.ok(network, 'a network is read');
  return network;
};

const nest = [
  'import nest',
  'nest.resolution = 0.1',
  'g = 5.0',
  'J = 20.0',
  'E = nest.Create("iaf_psc_exp", 80, params={"V_th": -50.0, "E_L": -65.0, "V_reset": -65.0, "tau_m": 20.0})',
  'I = nest.Create("iaf_psc_exp", 20)',
  'noise = nest.Create("poisson_generator", params={"rate": 8000.0})',
  'nest.Connect(noise, E, syn_spec={"weight": J, "delay": 1.5})',
  'nest.Connect(noise, I, syn_spec={"weight": J, "delay": 1.5})',
  'nest.Connect(E, E + I, {"rule": "fixed_indegree", "indegree": 8}, {"weight": J, "delay": 1.5})',
  'nest.Connect(I, E, {"rule": "fixed_indegree", "indegree": 2}, {"weight": -g * J, "delay": 1.5})',
].join('\n');

const weightOf = ({ projections }: Network, pre: string, post: string): number | null =>
  projections.find((each) => each.pre === pre && each.post === post)?.weight.value ?? null;

describe('the dials of a network', () => {
  const network = read(nest);
  const dials = dialsOf(network);
  const of = (key: string) => dials.find((each) => each.key === key);

  test('are its weights, by pair, by sender and all together', () => {
    assert.deepEqual(
      dials
        .filter(({ part, name }) => part === 'projection' && name === 'weight')
        .map(({ key, value }) => [key, value]),
      [
        ['*->*.weight', null],
        ['E->*.weight', 20],
        ['E->E.weight', 20],
        ['E->I.weight', 20],
        ['I->E.weight', -100],
      ],
    );
  });

  test('and its inputs, its neurons’ parameters, its delays and its step', () => {
    assert.deepEqual([of('E.input.rate')?.value, of('E.input.rate')?.unit], [8000, 'Hz']);
    assert.equal(of('*.input.weight')?.value, 20);
    assert.deepEqual([of('E.tau_m')?.value, of('E.tau_m')?.byDefault], [20, false]);
    assert.equal(of('I.tau_m')?.byDefault, true);
    assert.equal(of('E->I.delay')?.value, 1.5);
    assert.equal(of('dt')?.value, 0.1);
  });

  test('a threshold is turned from rest, and a reset that lies there not at all', () => {
    assert.deepEqual([of('E.V_th')?.origin, of('E.V_reset')], [-65, undefined]);
  });

  test('every dial turns what it names', () => {
    for (const { key } of dials) {
      const turned = multiplied(network, key, 2);
      assert.ok(turned, key);
      assert.notDeepEqual(turned, network, key);
    }
  });

  test('a population that Brian 2’s equations describe has none of its own', () => {
    const brian = read(
      [
        'from brian2 import *',
        'tau = 10*ms',
        'G = NeuronGroup(5, "dv/dt = (2 - v)/tau : 1", threshold="v > 1", reset="v = 0", method="exact")',
        'run(100*ms)',
      ].join('\n'),
    );
    assert.deepEqual(
      dialsOf(brian).filter(({ part }) => part === 'population'),
      [],
    );
  });
});

describe('how many neurons', () => {
  test('can be turned where synapses are drawn', () => {
    const sizes = dialsOf(read(nest)).filter(({ name }) => name === 'size');
    assert.deepEqual(
      sizes.map(({ key, value, isWhole }) => [key, value, isWhole]),
      read(nest).populations.map(({ name, size }) => [`${name}.size`, size, true]),
    );
  });

  test('stays where neurons are connected one by one', () => {
    const chained = nest.replaceAll(/"rule": "[a-z_]+"(, "[a-z]+": [\d.]+)?/g, '"rule": "one_to_one"');
    assert.notEqual(chained, nest);
    assert.deepEqual(
      dialsOf(read(chained)).filter(({ name }) => name === 'size'),
      [],
    );
  });
});

describe('so many times what it is', () => {
  test('of a pair, of all that a population sends, and of all', () => {
    assert.equal(weightOf(read(nest, { 'E->I.weight': 'x2' }), 'E', 'I'), 40);
    assert.equal(weightOf(read(nest, { 'E->I.weight': 'x2' }), 'E', 'E'), 20);
    assert.equal(weightOf(read(nest, { 'E->*.weight': '×0.5' }), 'E', 'E'), 10);
    assert.equal(weightOf(read(nest, { '*->*.weight': '*2' }), 'I', 'E'), -200);
    const twice = read(nest, { 'E->*.weight': 'x2', '*->*.weight': 'x3' });
    assert.equal(weightOf(twice, 'E', 'I'), 120);
  });

  test('of a threshold: its distance from rest', () => {
    const { populations } = read(nest, { 'E.V_th': 'x2' });
    assert.equal(populations[0]?.params['V_th']?.value, -35);
  });

  test('of an input among several', () => {
    const two = `${nest}\nmore = nest.Create("poisson_generator", params={"rate": 100.0})\nnest.Connect(more, E, syn_spec={"weight": 7.0})`;
    const { inputs } = read(two, { 'E.input.2.weight': 'x10' });
    assert.deepEqual(
      inputs.filter(({ target }) => target === 'E').map(({ weight }) => weight.value),
      [20, 70],
    );
  });

  test('of a name of the script: whatever comes of it', () => {
    const network = read(nest, { J: 'x2' });
    assert.deepEqual([weightOf(network, 'E', 'E'), weightOf(network, 'I', 'E')], [40, -200]);
  });

  test('of draws: mean and spread', () => {
    const drawn = nest.replace(
      '{"weight": J, "delay": 1.5})\nnest.Connect(I',
      '{"weight": nest.random.normal(J, 2.0), "delay": 1.5})\nnest.Connect(I',
    );
    const { projections } = read(drawn, { 'E->E.weight': 'x3' });
    assert.deepEqual(projections.find(({ pre }) => pre === 'E')?.weight.drawn, { kind: 'normal', mean: 60, sd: 6 });
  });
});
