// Tests that tables are read cell by cell, each with its place, however they are separated and quoted.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCsv } from '../../../src/core/config/csv';
import { nodeAt } from '../../../src/core/config/tree';

/** Rows as objects; every cell is checked to lie where it says. */
function rows(text: string): unknown[] {
  const { root } = readCsv(text);
  assert.equal(root?.kind, 'list');
  return root.items.map((row) => {
    assert.equal(row.kind, 'map');
    return Object.fromEntries(
      row.entries.map(({ key, value, keyStart, keyEnd }) => {
        assert.equal(value.kind, 'scalar');
        assert.ok(text.slice(value.start, value.end).replaceAll('""', '"').includes(value.text));
        assert.ok(text.slice(keyStart, keyEnd).includes(key));
        return [key, value.value];
      }),
    );
  });
}

describe('a table', () => {
  test('is separated by spaces, however many', () => {
    assert.deepEqual(rows("edge_type_id target_query  syn_weight\n100 * 2.0\n101   ei=='e'&x==1   -1.5e-3 \n"), [
      { edge_type_id: 100, target_query: '*', syn_weight: 2 },
      { edge_type_id: 101, target_query: "ei=='e'&x==1", syn_weight: -0.0015 },
    ]);
  });

  test('or by commas, semicolons and tabs, with empty cells', () => {
    for (const mark of [',', ';', '\t'])
      assert.deepEqual(rows(`a,b,c\r\n1,,x y\r\n`.replaceAll(',', mark)), [{ a: 1, b: null, c: 'x y' }], mark);
  });

  test('has quotes around what holds the separator', () => {
    assert.deepEqual(rows('a b\n"1 2" "say ""so"""\n'), [{ a: '1 2', b: 'say "so"' }]);
  });

  test('says NULL where there is nothing', () => {
    assert.deepEqual(rows('a b c\nNULL NONE nan\n'), [{ a: null, b: null, c: null }]);
  });

  test('may be empty, short of cells, or without rows', () => {
    assert.equal(readCsv('').root, null);
    assert.deepEqual(rows('a b c\n'), []);
    assert.deepEqual(rows('a b c\n\n1 2\n'), [{ a: 1, b: 2 }]);
    assert.deepEqual(rows('a b\n1 "2'), [{ a: 1, b: '2' }]);
  });

  test('has the place of its cells', () => {
    const text = 'id w\n1 0.25\n';
    const cell = nodeAt(readCsv(text).root, [0, 'w']);
    assert.deepEqual([cell?.start, cell?.end], [7, 11]);
  });
});
