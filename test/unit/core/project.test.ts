// Tests what `spikelint.json` comes to: what can be followed is followed, and what can't is said with what to write instead.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readProject } from '../../../src/core/project';
import { formatUnit } from '../../../src/core/units/format';
import { toNumber } from '../../../src/core/units/rational';
import { faultsOf, type Schema } from '../cli/_schema';
import { makeLinter } from '../cases/_check';

const file = 'spikelint.json';
const schema = JSON.parse(readFileSync('docs/schemas/project.schema.json', 'utf8')) as Schema;
const messages = (text: string): string[] => readProject(file, text).findings.map(({ message }) => message);

const whole = `{
  // what all are compared with
  "reference": "train.py#background",
  "groups": { "background": ["nest.py#L4", "spin.py#L4"], "none": [] },
  "units": { "V_th": "mV", "c": "uF/cm2" },
  "assume": { "n": 4, "scale": 0.1, "V_rest": "-65 mV", "fast": true, "mode": "b 2" },
  "rules": { "unit-mismatch": "error", "mixed-units": "off" }
}`;

describe('a project file', () => {
  test('is read whole', () => {
    const { project, findings } = readProject(file, whole);
    assert.deepEqual(findings, []);
    assert.equal(project.reference, 'train.py#background');
    assert.deepEqual(
      [...project.groups],
      [
        ['background', ['nest.py#L4', 'spin.py#L4']],
        ['none', []],
      ],
    );
    assert.deepEqual(
      [...project.units].map(([name, unit]) => [name, formatUnit(unit)]),
      [
        ['V_th', 'mV'],
        ['c', 'uF/cm2'],
      ],
    );
    assert.deepEqual(
      [...project.assume].map(([name, { value, unit }]) => [
        name,
        typeof value === 'object' ? toNumber(value) : value,
        unit?.symbol ?? null,
      ]),
      [
        ['n', 4, null],
        ['scale', 0.1, null],
        ['V_rest', -65, 'mV'],
        ['fast', true, null],
        ['mode', 'b 2', null],
      ],
    );
    assert.deepEqual(
      [...project.rules],
      [
        ['unit-mismatch', 'error'],
        ['mixed-units', 'off'],
      ],
    );
  });

  test('is as its schema says', () => {
    assert.deepEqual(faultsOf(JSON.parse(whole.replace(/\/\/.*/, '')), schema), []);
    assert.deepEqual(faultsOf({ rulez: {}, rules: { 'unit-mismatch': 'warn' } }, schema), [
      '/rules/unit-mismatch: is none of ["off","information","warning","error"]',
      '/rulez: the schema does not describe it',
    ]);
  });

  test('that is empty, or no JSON at all, settles nothing', () => {
    for (const text of ['', '{}', '{ "rules": ', 'rules: {}']) {
      const { project } = readProject(file, text);
      assert.equal(project.rules.size + project.units.size, 0, text);
    }
  });

  test('names what was probably meant', () => {
    assert.deepEqual(messages('{ "rule": {} }'), ['There is no setting `rule`: did you mean `rules`?']);
    assert.deepEqual(messages('{ "rules": { "unit-missmatch": "off" } }'), [
      'There is no rule `unit-missmatch`: did you mean `unit-mismatch`?',
    ]);
    assert.deepEqual(messages('{ "rules": { "unit-mismatch": "warn" } }'), [
      'A rule is set to "off", "information", "warning", "error": did you mean "warning"?',
    ]);
    assert.deepEqual(messages('{ "nothing-like-it": 1 }'), ['There is no setting `nothing-like-it`.']);
  });

  test('says of every value what kind it should be, and keeps the rest', () => {
    const { project, findings } = readProject(
      file,
      '{ "reference": 1, "groups": { "a": "b" }, "units": { "x": "blub", "y": 3, "z": "pA" }, "assume": { "n": [1] }, "rules": [] }',
    );
    assert.deepEqual(
      findings.map(({ message }) => message),
      [
        '`reference` is a text: the file, or the id of the drive, to compare with.',
        'The group `a` is a list of drives, each by its id or as "file#target".',
        '`blub` is no unit that is known: write it like "mV", "pA", "1/ms" or "uF/cm2".',
        'The unit of `y` is a text, for example "mV".',
        'What is assumed of `n` is a number, a text like "-50 mV", true or false.',
        '`rules` is an object with a rule’s id for each key.',
      ],
    );
    assert.deepEqual([...project.units.keys()], ['z']);
  });

  test('is mended by its fixes', () => {
    const text = '{ "rulez": { "mixed-units": "off" } }';
    const [edit] = readProject(file, text).findings[0]?.fixes[0]?.edits ?? [];
    assert.ok(edit);
    const mended = text.slice(0, edit.span.start) + edit.newText + text.slice(edit.span.end);
    assert.deepEqual(readProject(file, mended).findings, []);
    assert.equal(readProject(file, mended).project.rules.get('mixed-units'), 'off');
  });

  test('is linted as such, and a comment silences what it says', () => {
    const linter = makeLinter();
    const found = (text: string): string[] =>
      linter.lint([{ file: 'a/spikelint.json', text }])[0]?.findings.map(({ rule }) => rule) ?? [];
    assert.deepEqual(found('{ "rulez": {} }'), ['unknown-setting']);
    assert.deepEqual(found('{\n  "rulez": {} // spikelint: ignore[unknown-setting] of a later version\n}'), []);
    assert.deepEqual(found('{ // spikelint: ignore[unknown-setting] nothing here\n}'), ['unused-suppression']);
    assert.deepEqual(linter.lint([{ file: 'other.json', text: '{ "rulez": {} }' }])[0]?.findings, []);
  });
});
