// Tests where a unit's comment is written, that the analysis then reads it, and which units are offered for a name.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hintFromComment } from '../../../src/core/units/hints';
import { typedUnit, unitChoices } from '../../../src/extension/unitChoices';
import { writeUnit, type BoundName } from '../../../src/extension/unitComment';

type Kind = BoundName['kind'];

function bound(text: string, name: string, kind: Kind = 'variable'): BoundName {
  const start = text.indexOf(name);
  assert.notEqual(start, -1);
  return { kind, span: { start, end: start + name.length } };
}

function written(text: string, name: BoundName, others: readonly BoundName[] = [], unit = 'ms'): string | null {
  const edit = writeUnit(text, name, others, unit);
  return edit && text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
}

describe('writing a unit', () => {
  test('ends the line of the binding', () => {
    assert.equal(
      written('a = 1\ntau = 20.0  \nb = 2\n', bound('a = 1\ntau = 20.0', 'tau')),
      'a = 1\ntau = 20.0  # unit: ms\nb = 2\n',
    );
    assert.equal(written('tau = 20.0', bound('tau = 20.0', 'tau')), 'tau = 20.0  # unit: ms');
    assert.equal(written('tau = 20.0\r\nb = 1\r\n', bound('tau', 'tau')), 'tau = 20.0  # unit: ms\r\nb = 1\r\n');
  });

  test('follows a comment, and the analysis reads it there', () => {
    const comments = [
      '# membrane time constant',
      '# noqa: E501',
      '# [s] as in the paper',
      '# see (2)',
      '# spikelint: ignore[mixed-units] so it is',
    ];
    for (const comment of comments) {
      const text = written(`tau = 20.0  ${comment}`, bound('tau', 'tau')) ?? '';
      assert.equal(text, `tau = 20.0  ${comment}  # unit: ms`);
      const hint = hintFromComment(text.slice(text.indexOf('#')));
      assert.deepEqual([hint?.kind, hint?.kind === 'declared' && hint.unit.symbol], ['declared', 'ms'], comment);
    }
  });

  test('takes the place of a unit that was declared before, known or not', () => {
    assert.equal(written('tau = 20.0  # tau  # unit: s', bound('tau', 'tau')), 'tau = 20.0  # tau  # unit: ms');
    assert.equal(written('tau = 2  # unit: flurb', bound('tau', 'tau')), 'tau = 2  # unit: ms');
  });

  test('stands at the end of a statement of several lines, whatever its strings hold', () => {
    const text = 'tau = (20.0 +\n  1)  # sum\nb = 1\n';
    assert.equal(written(text, bound(text, 'tau')), 'tau = (20.0 +\n  1)  # sum  # unit: ms\nb = 1\n');
    const tricky = "x = f(\"#\", '''\n# no comment\n''')\n";
    assert.equal(written(tricky, bound(tricky, 'x')), "x = f(\"#\", '''\n# no comment\n''')  # unit: ms\n");
  });

  test('stands on the own line of a key, an argument or a parameter', () => {
    const text = 'p = {\n  "tau": 20.0,  # of the membrane\n  "v": -65.0,\n}\n';
    const [tau, v] = [bound(text, '"tau"', 'key'), bound(text, '"v"', 'key')];
    assert.equal(written(text, tau, [tau, v]), text.replace('membrane', 'membrane  # unit: ms'));
    assert.equal(written(text, v, [tau, v], 'mV'), text.replace('-65.0,', '-65.0,  # unit: mV'));
    const head = 'def f(\n  tau=1.0,\n):\n  pass\n';
    assert.equal(written(head, bound(head, 'tau', 'parameter')), head.replace('1.0,', '1.0,  # unit: ms'));
  });

  test('is not written where it would speak of more, or of nothing', () => {
    const pair = 'a, b = 1.0, 2.0\n';
    assert.equal(written(pair, bound(pair, 'a'), [bound(pair, 'a'), bound(pair, 'b')]), null);
    const oneLine = 'p = {"tau": 20.0, "v": -65.0}\n';
    const keys = [bound(oneLine, '"tau"', 'key'), bound(oneLine, '"v"', 'key')];
    assert.equal(written(oneLine, keys[0] as BoundName, keys), null);
    assert.equal(written('for k in range(3):\n  pass\n', bound('for k', 'k')), null);
    assert.equal(written('def f(tau):\n  pass\n', bound('def f(tau', 'tau', 'parameter')), null);
    assert.equal(written('f = lambda tau: tau\n', bound('f = lambda tau', 'tau', 'parameter')), null);
    const spread = 'p = {\n  "tau": f(\n    1),\n}\n';
    assert.equal(written(spread, bound(spread, '"tau"', 'key')), null);
  });
});

describe('the units to choose from', () => {
  const first = (name: string, inferred: string | null = null): string[] =>
    unitChoices(name, inferred)
      .slice(0, 2)
      .map(({ unit }) => unit);

  test('begin with what the name and the analysis say', () => {
    assert.deepEqual(first('tau_m'), ['ms', 's']);
    assert.deepEqual(first('V_th'), ['mV', 'V']);
    assert.deepEqual(first('I_e'), ['pA', 'nA']);
    assert.deepEqual(first('g_leak'), ['nS', 'µS']);
    assert.deepEqual(first('noise_rate'), ['Hz', 'kHz']);
    assert.deepEqual(first('weight'), ['pA', 'nA']);
    assert.deepEqual(first('x', 'nA'), ['nA', 'ms']);
  });

  test('hold none twice, and tell each in words', () => {
    const choices = unitChoices('tau_ms', 'ms');
    assert.equal(new Set(choices.map(({ unit }) => unit)).size, choices.length);
    assert.deepEqual(choices[0], { unit: 'ms', words: 'milliseconds' });
  });

  test('a typed unit is one that a comment can hold', () => {
    assert.equal(typedUnit(' mV/ms ')?.unit, 'mV/ms');
    assert.equal(typedUnit('uS')?.unit, 'uS');
    for (const text of ['', 'flurb', 'pA, nA', 'ms # s', 'ms]']) assert.equal(typedUnit(text), null, text);
  });
});
