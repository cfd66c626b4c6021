// Runs the Markdown cases of test/cases: the manual of what is understood.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { readCases } from './_cases';
import { checkCase, makeLinter } from './_check';

const folder = 'test/cases';
const chapters = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .map((name) => ({ name, cases: readCases(readFileSync(`${folder}/${name}`, 'utf8')) }));

const linter = makeLinter();

for (const { name, cases } of chapters) {
  describe(`${folder}/${name}`, () => {
    for (const each of cases) {
      test(`${each.heading} (line ${each.line})`, () => {
        const wrong = checkCase(linter, each);
        assert.ok(wrong.length === 0, `${folder}/${name}: ${each.heading}\n  ${wrong.join('\n  ')}`);
      });
    }
  });
}

describe('the cases', () => {
  const all = chapters.flatMap((each) => each.cases);
  const isInvalid = (each: (typeof all)[number]): boolean =>
    each.files.some((file) => file.marks.some(({ kind }) => /^(?:error|warning|information)$/.test(kind)));

  test('are many, and most of them have no finding: false alarms are the enemy', () => {
    const invalid = all.filter(isInvalid).length;
    assert.ok(all.length >= 150, `${all.length} cases`);
    assert.ok(invalid * 2 < all.length, `${invalid} of ${all.length} have a finding`);
  });

  test('all expect something of at least one line', () => {
    const silent = all.filter(
      (each) => each.files.every((file) => file.marks.length === 0) && !/no finding|nothing/i.test(each.heading),
    );
    assert.deepEqual(
      silent.map((each) => each.heading),
      [],
    );
  });
});
