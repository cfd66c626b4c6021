// What was turned, written into the script; and the script's own numbers that a network hangs on.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { scriptNumbers } from '../../../src/diagnose/scriptNumbers';
import { type Script } from '../../../src/diagnose/script';
import { write } from '../../../src/diagnose/writing';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const scriptOf = (lines: readonly string[], file = 'model.py'): Script => ({
  linter,
  document: { file, text: lines.join('\n') },
  options: {},
  network: 0,
});

const nest = [
  'import nest',
  'nest.resolution = 0.1',
  'J = 20.0  # pA',
  'g = 5.0',
  'E = nest.Create("iaf_psc_exp", 80, params={"V_th": -50.0, "E_L": -65.0})',
  'I = nest.Create("iaf_psc_exp", 20)',
  'nest.Connect(E, I, {"rule": "fixed_indegree", "indegree": 8}, {"weight": J, "delay": 1.5})',
  'nest.Connect(E, E, {"rule": "fixed_indegree", "indegree": 8}, {"weight": J, "delay": 2.5})',
  'nest.Connect(I, E, {"rule": "fixed_indegree", "indegree": 2}, {"weight": -g * J, "delay": 1.5})',
  'unused = 3.0',
];

/** The script with the edits made, line by line where it differs. */
function changed(lines: readonly string[], turned: Readonly<Record<string, number>>) {
  const script = scriptOf(lines);
  const { edits, exact } = write(script, turned);
  let { text } = script.document;
  for (const { span, newText } of [...edits].sort((one, other) => other.span.start - one.span.start))
    text = text.slice(0, span.start) + newText + text.slice(span.end);
  return { lines: text.split('\n').filter((line, at) => line !== lines[at]), exact };
}

describe('what was turned is written', () => {
  test('as the one literal that it is', () => {
    const { lines, exact } = changed(nest, { 'E->E.delay': 2 });
    assert.deepEqual(lines, [nest[7]?.replace('2.5', '5.0')]);
    assert.equal(exact, true);
  });

  test('behind the name that stands for it, and that it stands for more is said', () => {
    const { lines, exact } = changed(nest, { 'E->I.weight': 1.5 });
    assert.deepEqual(lines, ['J = 30.0  # pA']);
    assert.equal(exact, false);
  });

  test('exactly, where the name stands for all that was turned', () => {
    assert.deepEqual(changed(nest, { '*->*.weight': 1.5 }), { lines: ['J = 30.0  # pA'], exact: true });
  });

  test('a size as a whole number', () => {
    const { lines, exact } = changed(nest, { 'E.size': 1.26 });
    assert.deepEqual(lines, [nest[4]?.replace('80', '101')]);
    assert.equal(exact, true);
  });

  test('a threshold by its distance from rest', () => {
    const { lines, exact } = changed(nest, { 'E.V_th': 0.8 });
    assert.deepEqual(lines, [nest[4]?.replace('-50.0', '-53.0')]);
    assert.equal(exact, true);
  });

  test('the step, wherever it is given', () => {
    assert.deepEqual(changed(nest, { dt: 0.5 }), { lines: ['nest.resolution = 0.05'], exact: true });
  });

  test('a name of the script', () => {
    assert.deepEqual(changed(nest, { g: 0.8 }), { lines: ['g = 4.0'], exact: true });
  });

  test('several at once', () => {
    assert.deepEqual(changed(nest, { g: 0.8, J: 2 }), { lines: ['J = 40.0  # pA', 'g = 4.0'], exact: true });
  });

  test('not at all, where the script has no number for it', () => {
    assert.deepEqual(changed(nest, { 'I.tau_m': 2 }), { lines: [], exact: false });
  });
});

describe('the script’s own numbers', () => {
  const numbersIn = (lines: readonly string[]) => {
    const script = scriptOf(lines);
    const [network] = linter.networks(script.document, {}).networks;
    assert.ok(network);
    return scriptNumbers(script, network).map(({ name, value, unit, line }) => ({ name, value, unit, line }));
  };

  test('are those that the network hangs on', () => {
    assert.deepEqual(numbersIn(nest), [
      { name: 'J', value: 20, unit: null, line: 3 },
      { name: 'g', value: 5, unit: null, line: 4 },
    ]);
  });

  test('also where they are in Brian 2’s equations', () => {
    const brian = [
      'from brian2 import *',
      'tau = 10*ms',
      'drive = 1.5',
      'G = NeuronGroup(5, "dv/dt = (drive - v)/tau : 1", threshold="v > 1", reset="v = 0", method="exact")',
      'run(100*ms)',
    ];
    assert.deepEqual(numbersIn(brian), [
      { name: 'tau', value: 10, unit: 'ms', line: 2 },
      { name: 'drive', value: 1.5, unit: null, line: 3 },
    ]);
  });

  test('but not one that has two values', () => {
    assert.deepEqual(
      numbersIn([...nest.slice(0, 4), 'g = 6.0', ...nest.slice(4)]).map(({ name }) => name),
      ['J'],
    );
  });
});
