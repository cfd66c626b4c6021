// The examples on units and time: each shows what its name says and nothing else, and each fix mends what it is offered for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { type Finding } from '../../../src/core/finding';
import { makeLinter } from '../cases/_check';

const linter = makeLinter();
const expected: Readonly<Record<string, readonly string[]>> = {
  'bins-of-another-width.py': ['bin-mismatch', 'bin-mismatch'],
  'delay-below-dt.py': ['delay-below-dt'],
  'delay-of-no-step.py': ['integer-dt', 'integer-dt'],
  'dt-too-large.py': ['dt-too-large'],
  'inverted-decay.py': ['inverted-decay', 'inverted-decay', 'inverted-decay'],
  'rate-per-step.py': ['rate-per-step', 'rate-per-step'],
  'smoothing-of-one-bin.py': ['smoothing-of-one-bin'],
  'tau-in-seconds.py': ['seconds-as-milliseconds', 'seconds-as-milliseconds'],
  'volts-for-millivolts.py': Array.from({ length: 8 }, () => 'implausible-magnitude'),
  'weight-converted-twice.py': ['converted-twice'],
  'weight-times-ten.py': ['suspicious-weight-scale'],
  'weight-without-its-voltage-scale.py': ['normalised-twice', 'normalised-twice'],
  'weights-too-small.py': ['suspicious-weight-scale'],
};

const read = (name: string): string => readFileSync(`examples/${name}`, 'utf8');

const lint = (file: string, text: string): readonly Finding[] => linter.lint([{ file, text }])[0]?.findings ?? [];

describe('the examples on units and time', () => {
  for (const [name, rules] of Object.entries(expected)) {
    test(`${name} shows what it is named for`, () => {
      assert.deepEqual(
        lint(name, read(name)).map(({ rule }) => rule),
        rules,
      );
    });
  }

  test('are mended by their fixes', () => {
    const mended: string[] = [];
    for (const name of Object.keys(expected)) {
      const text = read(name);
      for (const { rule, span, fixes } of lint(name, text)) {
        const [fix] = fixes;
        if (!fix) continue;
        const edits = [...fix.edits].sort((a, b) => b.span.start - a.span.start);
        const result = edits.reduce(
          (all, edit) => all.slice(0, edit.span.start) + edit.newText + all.slice(edit.span.end),
          text,
        );
        const left = lint(name, result).filter((each) => each.rule === rule && each.span.start === span.start);
        assert.deepEqual(left, [], `${name}: ${fix.title}`);
        mended.push(rule);
      }
    }
    assert.deepEqual([...new Set(mended)].sort(), [
      'converted-twice',
      'delay-below-dt',
      'implausible-magnitude',
      'integer-dt',
      'inverted-decay',
    ]);
  });

  test('have a twin that is sound and says nothing', () => {
    for (const name of ['sound-nest.py', 'sound-pynn.py']) assert.deepEqual(lint(name, read(name)), []);
  });
});
