// Tests that every source file can be read in one sitting and says in its first line what it is for.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { sourceFiles } from './source-files';

const lineLimit = 400;

describe('layout', () => {
  test('source files are at most 400 lines long', () => {
    const long = sourceFiles()
      .map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
      .filter(({ lines }) => lines > lineLimit);
    assert.deepEqual(long, []);
  });

  test('source files begin with a sentence that says what they are for', () => {
    const silent = sourceFiles().filter((file) => !/^(#!.*\n)?\/\/ \S.*[.:!?)]?.*\n/.test(readFileSync(file, 'utf8')));
    assert.deepEqual(silent, []);
  });
});
