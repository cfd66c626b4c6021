// Spoiled copies of our own small files must be linted without an exception: a short run of what scripts/fuzz.mjs does at length.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { mutate } from '../../../scripts/fuzz/mutate.mjs';
import { readCases } from './_cases';
import { makeLinter } from './_check';

const folder = 'test/cases';
const texts = readdirSync(folder)
  .filter((name) => name.endsWith('.md'))
  .sort()
  .flatMap((name) => readCases(readFileSync(`${folder}/${name}`, 'utf8')))
  .flatMap((each) => each.files.map(({ text }) => text));
const rounds = 400;

const linter = makeLinter();

describe('spoiled files', () => {
  test('are linted without an exception', () => {
    for (let seed = 1; seed <= rounds; seed++) {
      const text = mutate(texts[(seed * 7) % texts.length] ?? '', seed);
      try {
        linter.lint([{ file: `spoiled-${seed % 8}.py`, text }]);
      } catch (error) {
        assert.fail(`seed ${seed}: ${error instanceof Error ? error.stack : String(error)}\n${text}`);
      }
    }
  });

  test('give the same findings when they are linted again, and after an edit as when new', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const text = texts[(seed * 5) % texts.length] ?? '';
      const spoiled = mutate(text, seed);
      const [kept] = linter.lint([{ file: 'same.py', text }]) && linter.lint([{ file: 'same.py', text: spoiled }]);
      const [fresh] =
        linter.lint([{ file: 'new.py', text: 'x = 1\n' }]) &&
        linter.lint([{ file: `other-${seed}.py`, text: spoiled }]);
      const shown = (report: typeof kept): unknown =>
        report?.findings.map(({ rule, message, span }) => [rule, message, span.start]);
      assert.deepEqual(shown(kept), shown(fresh), `seed ${seed}\n${spoiled}`);
    }
  });
});
