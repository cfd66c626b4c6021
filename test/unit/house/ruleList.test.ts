// Tests that docs/rules.md has a row for every rule, in order, in the rule's own words.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { rules } from '../../../src/core/rules';

test('the list of rules is that of the rules', () => {
  const rows = readFileSync('docs/rules.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => /^\| `([^`]+)` \| (.*) \|$/.exec(line)?.slice(1));
  const expected = rules.map(({ id, summary }) => [id, summary.replace(/\.$/, '').replaceAll('|', '\\|')]);
  assert.deepEqual(
    rows,
    expected.sort(([one = ''], [other = '']) => (one < other ? -1 : 1)),
  );
});
