// Brings node_modules to what the lock file says, if it isn't there already. Uses nothing but node: itself.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { inRoot, root } from './root.mjs';

/** Installs when a package is missing or of another version than locked. Exits with one clear line when that fails. */
export function ensureDependencies() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    fail(`Node 20 or newer is needed; this is ${process.versions.node}`);
  if (isInstalled()) return;
  console.log('installing dependencies (npm ci) …');
  const { status, error } = spawnSync('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) fail(`the dependencies could not be installed${error ? `: ${error.message}` : ' (npm ci, above)'}`);
}

/** Compares the lock file with the one that npm leaves in node_modules. */
function isInstalled() {
  const wanted = packages('package-lock.json');
  const present = packages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || present[path]?.version === version,
  );
}

/** @param {string} lock @returns {Record<string, { version?: string, optional?: boolean }>} */
function packages(lock) {
  try {
    return JSON.parse(readFileSync(inRoot(lock), 'utf8')).packages;
  } catch {
    return {};
  }
}

/** @param {string} line @returns {never} */
export function fail(line) {
  console.error(line);
  process.exit(1);
}
