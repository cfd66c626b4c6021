// Tests that spans get their lines and columns wherever they stand in the data, and nothing else changes.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Placer } from '../../../src/worker/placing';

const texts: Readonly<Record<string, string>> = { 'a.py': 'x = 1\ny = 22\n', 'b.py': 'é𝛼 = 3' };

describe('placing', () => {
  const placer = new Placer((file) => texts[file]);

  test('spans become places that still are spans', () => {
    assert.deepEqual(placer.place({ file: 'a.py', start: 10, end: 12 }), {
      file: 'a.py',
      start: 10,
      end: 12,
      line: 2,
      column: 5,
      endLine: 2,
      endColumn: 7,
    });
  });

  test('columns count UTF-16 units, as the editor does', () => {
    assert.equal(placer.place({ file: 'b.py', start: 6, end: 7 }).column, 7);
  });

  test('everything else stays as it is', () => {
    const data = { list: [1, null, 'text', { file: 'a.py', more: true }], flag: false };
    assert.deepEqual(placer.place(data), data);
  });

  test('a span in a file nobody has read is placed on one line', () => {
    const { line, column } = placer.place({ related: [{ file: 'c.py', start: 3, end: 4 }] }).related[0] ?? {};
    assert.deepEqual({ line, column }, { line: 1, column: 4 });
  });
});
