// Keeps what each runner counted under out/results/, so that `npm test` can sum over runners that live in different processes.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../root.mjs';

const folder = inRoot('out/results');

/** @typedef {{ passed: number, failed: number }} Result */

/** @param {string} runner @param {Result} result */
export function writeResult(runner, { passed, failed }) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, runner + '.json'), JSON.stringify({ passed, failed }));
}

/** @param {string} runner @returns {Result | undefined} */
export function readResult(runner) {
  try {
    return JSON.parse(readFileSync(join(folder, runner + '.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

export function clearResults() {
  rmSync(folder, { recursive: true, force: true });
}
