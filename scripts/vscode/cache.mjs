// Says where fetched things are kept: the user's cache folder, never the work tree. Also the lock that keeps two fetches apart.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export function cacheFolder() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'darwin' ? join(homedir(), 'Library/Caches') : join(homedir(), '.cache'));
  return join(base, 'spikelint');
}

/**
 * Runs `work` while nobody else holds the lock `name`. A lock whose owner is gone is taken over.
 * @template T
 * @param {string} name @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  const lock = join(cacheFolder(), name + '.lock');
  mkdirSync(cacheFolder(), { recursive: true });
  for (let told = false; !tryLock(lock); await sleep(500)) {
    if (!told) console.log('waiting for another run that is fetching the same …');
    told = true;
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** @param {string} lock @returns {boolean} */
function tryLock(lock) {
  try {
    mkdirSync(lock); // atomic: of two runs only one makes it
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

/** @param {string} lock @returns {boolean} */
function isAbandoned(lock) {
  try {
    process.kill(Number(readFileSync(join(lock, 'pid'), 'utf8')) || -Infinity, 0);
    return false;
  } catch (error) {
    if (error.code === 'EPERM') return false;
    if (error.code === 'ESRCH') return true;
  }
  // No readable owner: either made this instant, or its maker died between two steps.
  try {
    return Date.now() - statSync(lock).mtimeMs > 10_000;
  } catch {
    return false;
  }
}
