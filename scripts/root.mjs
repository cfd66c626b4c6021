// Knows where the project stands, also when a script was bundled into a test under out/.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot() {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package-lock.json'))) folder = dirname(folder);
  return folder;
}

/** The project's folder, absolute. */
export const root = findRoot();

/** @param {...string} parts @returns {string} an absolute path inside the project */
export const inRoot = (...parts) => join(root, ...parts);
