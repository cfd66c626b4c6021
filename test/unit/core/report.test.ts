// What a report says beyond units and values: the form of a number, its steps, a guess where nothing is known, the explanation of an expression.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createLinter, type NameReport } from '../../../src/core/lint';
import { grammar } from '../_grammar';

const linter = createLinter(grammar);
const file = 'model.py';

function named(text: string, name: string): NameReport {
  const report = linter.lint([{ file, text }], { derivations: true })[0];
  const found = report?.names.find((each) => each.name === name);
  assert.ok(found, `no ${name} in the report`);
  return found;
}

const times = 'import numpy as np\ntau = 20.0  # ms\ndt = 0.1  # ms\n';

describe('the form of a number', () => {
  const forms: readonly [string, RegExp][] = [
    ['np.exp(-dt / tau)', /^decay factor exp/],
    ['1 - dt / tau', /^decay factor 1 − dt\/τ/],
    ['1 - np.exp(-dt / tau)', /the part lost/],
    ['1 / tau', /^inverse of a time/],
    ['dt / tau', /^ratio of times/],
    ['np.exp(dt / tau)', /grows/],
  ];
  for (const [source, form] of forms) {
    test(source, () => assert.match(named(`${times}k = ${source}\n`, 'k').form ?? '', form));
  }

  test('a plain product has none', () => assert.equal(named(`${times}k = 2 * tau\n`, 'k').form, undefined));

  test('a rate times dt counts events per step', () => {
    const text = 'rate = 8.0  # Hz\ndt = 0.1  # ms\np = rate * dt / 1000\n';
    const product = named(text.replace(' / 1000', ''), 'p');
    assert.match(product.form ?? '', /do not cancel/);
  });
});

describe('the steps of a number', () => {
  test('lead from what was read to the result, each with its place', () => {
    const text = 'w = 87.8  # unit: pA\nscale = 2.0\nw_nA = w * scale / 1000\n';
    const { steps = [] } = named(text, 'w_nA');
    assert.deepEqual(
      steps.map((each) => [each.text, each.value]),
      [
        ['w * scale', '175.6 pA'],
        ['w * scale / 1000', '0.1756 nA'],
      ],
    );
    assert.equal(text.slice(steps[0]?.span?.start, steps[0]?.span?.end), 'w * scale');
  });

  test('are left out where nobody asks for them', () => {
    const report = linter.lint([{ file, text: 'a = 1.0\nb = a * 3\n' }])[0];
    assert.ok(report?.names.every((each) => each.steps === undefined));
  });
});

describe('a guess', () => {
  const likely = (text: string, name: string): string | undefined => named(text, name).likely?.unit;

  test('tells the convention by size', () => {
    assert.equal(likely('V_th = -50.0\n', 'V_th'), 'mV');
    assert.equal(likely('V_th = -0.05\n', 'V_th'), 'V');
    assert.equal(likely('tau_m = 0.02\n', 'tau_m'), 's');
    assert.equal(likely('tau_m = 20.0\n', 'tau_m'), 'ms');
  });

  test('is not made where conventions overlap, where the unit is known, or where the name tells no role', () => {
    assert.equal(likely('tau_m = 0.2\n', 'tau_m'), undefined);
    assert.equal(likely('V_th = -50.0  # mV\n', 'V_th'), undefined);
    assert.equal(likely('x = -50.0\n', 'x'), undefined);
  });

  test('does not count as knowledge', () => {
    assert.equal(linter.lint([{ file, text: 'V_th = -50.0\n' }])[0]?.coverage, 0);
  });
});

describe('an explanation', () => {
  const text = `${times}def leak(v, dt=dt):\n    return v * np.exp(-dt / tau)\n`;
  const at = (source: string): ReturnType<typeof linter.explain> =>
    linter.explain({ file, text }, text.indexOf(source) + 1);

  test('is of the innermost expression', () => {
    const found = at('np.exp(-dt');
    assert.equal(text.slice(found?.span.start, found?.span.end), 'np');
    const call = linter.explain({ file, text }, text.indexOf('(-dt'));
    assert.equal(call && text.slice(call.span.start, call.span.end), 'np.exp');
  });

  test('says unit, value and who said so', () => {
    const found = linter.explain({ file, text }, text.lastIndexOf('tau'));
    assert.equal(found?.unit, 'ms');
    assert.equal(found.value, '20');
    assert.match(found.evidence[0]?.text ?? '', /comment says ms/);
  });

  test('is null outside of any expression', () => {
    assert.equal(linter.explain({ file, text: '# only a comment\n' }, 3), null);
  });
});
