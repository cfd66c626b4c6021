// Tests that every comment is found, and nothing that only looks like one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseModule } from '../../../src/core/python/parse';
import { grammar } from '../_grammar';

function comments(source: string): string[] {
  const found = parseModule(grammar, source).comments;
  for (const each of found) assert.equal(source.slice(each.start, each.end), each.text);
  return found.map((each) => (each.ownLine ? '' : '+') + each.text);
}

test('comments, on lines of their own and behind code', () => {
  assert.deepEqual(comments('#!/usr/bin/env python\nw = 1  # unit: pA\n    # inner\nf(a,  # one\n  # two\n  b)\n#'), [
    ...['#!/usr/bin/env python', '+# unit: pA', '# inner', '+# one', '# two', '#'],
  ]);
  assert.deepEqual(comments('a = 1 # c\r\n# d\r\n'), ['+# c', '# d']);
  assert.deepEqual(comments('\ufeff# first'), ['# first']);
});

test('what stands in strings is no comment', () => {
  assert.deepEqual(comments(`a = '# no'\nb = """\n# no\n"""  # yes\nc = f"{d['#']}" # yes\ne = 'it\\'s # no'\n`), [
    '+# yes',
    '+# yes',
  ]);
  assert.deepEqual(comments(`a = f"{b["#"]}"  # yes`), ['+# yes']);
});

test('comments in broken code', () => {
  assert.deepEqual(comments('a = (  # one\nb = """  # two\n# three\n'), ['+# one', '+# two', '# three']);
});
