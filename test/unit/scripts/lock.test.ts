// Tests the lock that keeps two fetches of VS Code apart.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { cacheFolder, withLock } from '../../../scripts/vscode/cache.mjs';

describe('the lock on the cache', () => {
  const { XDG_CACHE_HOME } = process.env;
  beforeEach(() => {
    process.env.XDG_CACHE_HOME = mkdtempSync(join(tmpdir(), 'spikelint-cache-'));
  });
  afterEach(() => {
    rmSync(process.env.XDG_CACHE_HOME ?? '', { recursive: true, force: true });
    if (XDG_CACHE_HOME === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = XDG_CACHE_HOME;
  });

  test('lets one in at a time', async () => {
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      order.push(`${name} out`);
    };
    await Promise.all([withLock('thing', work('a')), withLock('thing', work('b'))]);
    assert.deepEqual(order, ['a in', 'a out', 'b in', 'b out']);
  });

  test('is let go when the work fails', async () => {
    await assert.rejects(
      withLock('thing', () => Promise.reject(new Error('no network'))),
      /no network/,
    );
    assert.equal(await withLock('thing', () => Promise.resolve(1)), 1);
  });

  test('is taken over from an owner that is gone', async () => {
    const lock = join(cacheFolder(), 'thing.lock');
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'pid'), '999999999'); // above any process id
    assert.equal(await withLock('thing', () => Promise.resolve(1)), 1);
    assert.equal(existsSync(lock), false);
  });
});
