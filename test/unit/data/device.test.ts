// What is no file in which one can go back and forth is refused before it is opened: a pipe would keep its reader waiting.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openFile } from '../../../src/worker/fileBytes';

test('a device is no file to be read piece by piece', () => {
  assert.throws(() => openFile('/dev/null'), /a pipe or a device|ENOENT/);
});
