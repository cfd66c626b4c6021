// Tests that every text shown to people can be translated: the manifest's keys are there, and the code's bundle is up to date.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';

describe('texts', () => {
  test('of the manifest all stand in package.nls.json, and nothing else does', () => {
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key).sort();
    const given = Object.keys(JSON.parse(readFileSync('package.nls.json', 'utf8')) as object).sort();
    assert.deepEqual([...new Set(used)], given);
  });

  test('of the code all stand in the bundle', () => {
    const { status, stderr } = spawnSync(process.execPath, ['l10n/extract.mjs', '--check'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });
});
