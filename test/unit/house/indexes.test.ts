// Tests that the generated indexes of the one-file-per-thing folders name exactly the files that are there.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { indexText, isSchemaStale, staleIndexes } from '../../../scripts/indexes.mjs';

describe('indexes', () => {
  test('none is stale', () => {
    assert.deepEqual(staleIndexes(), []);
  });

  test('the project file’s schema names every rule', () => {
    assert.equal(isSchemaStale(), false);
  });

  test('an index imports every file but itself and those with a leading underscore, in order', () => {
    const folder = mkdtempSync(join(tmpdir(), 'spikelint-index-'));
    try {
      for (const file of ['unit-mismatch.ts', 'dead-path.ts', '_shared.ts', 'index.ts'])
        writeFileSync(join(folder, file), '');
      const lines = indexText(folder, 'rules').split('\n').slice(1);
      assert.deepEqual(lines, [
        "import deadPath from './dead-path';",
        "import unitMismatch from './unit-mismatch';",
        '',
        'export const rules = [deadPath, unitMismatch] as const;',
        '',
      ]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
