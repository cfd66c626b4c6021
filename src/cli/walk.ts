// Finds the files that a check is about: those named, and those in the folders named, in a settled order.
import { join } from 'node:path';
import { setsEnvironment } from '../core/environment/files';
import type { Io } from './io';
import { slashed, tidy } from './paths';
import { Problem, reasonOf } from './problem';

export interface Target {
  readonly path: string;
  /** As the user would write it: beginning with what was given. */
  readonly shown: string;
  /** False for a file that was only come across in a folder. */
  readonly named: boolean;
}

export interface Unread {
  readonly shown: string;
  readonly reason: string;
}

const skipped = new Set(['node_modules', '__pycache__', 'site-packages', 'venv', 'env', 'virtualenv', '.git']);
const isSource = (name: string): boolean => /\.(?:pyw?|ipynb)$/.test(name) || name === 'spikelint.json';
/** Configuration is read where it is named or where a script opens it, not wherever it lies about. */
export const isReadable = (name: string): boolean =>
  isSource(name) || /\.(?:jsonc?|ya?ml|toml)$/.test(name) || setsEnvironment(name);
const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
/** Deeper than any project; a link that leads back up would go on for ever. */
const deepest = 40;

/** `also` takes further files that lie in the folders, by their names. */
export function findTargets(
  paths: readonly string[],
  io: Io,
  also: (name: string) => boolean = () => false,
): { targets: Target[]; unread: Unread[] } {
  const targets = new Map<string, Target>();
  const unread: Unread[] = [];

  const enter = (path: string, shown: string, depth: number): void => {
    let entries;
    try {
      entries = [...io.files.list(path)].sort(byName);
    } catch (error) {
      unread.push({ shown, reason: reasonOf(error) });
      return;
    }
    // A virtual environment is somebody else's code, whatever it is called.
    if (depth > 0 && entries.some(({ name }) => name === 'pyvenv.cfg')) return;
    for (const { name, kind } of entries) {
      const inside = slashed(join(path, name));
      const shownInside = shown === '' ? name : `${shown.replace(/\/$/, '')}/${name}`;
      if (kind === 'folder') {
        if (!name.startsWith('.') && !skipped.has(name) && depth < deepest) enter(inside, shownInside, depth + 1);
      } else if ((isSource(name) || also(name)) && (!name.startsWith('.') || setsEnvironment(name))) {
        // A link to a file is followed, a link to a folder is not.
        if (kind === 'file' || isFile(inside)) add({ path: inside, shown: shownInside, named: false });
      }
    }
  };
  const isFile = (path: string): boolean => {
    try {
      return io.files.stat(path)?.kind === 'file';
    } catch {
      return false;
    }
  };
  const add = (target: Target): void => {
    if (!targets.has(target.path) || target.named) targets.set(target.path, target);
  };

  for (const given of paths) {
    const path = io.resolve(given);
    const shown = tidy(given);
    try {
      const found = io.files.stat(path);
      if (!found) throw new Problem('there is no such file or folder');
      if (found.kind === 'folder') enter(path, shown === '.' ? '' : shown, 0);
      else if (found.kind !== 'file') throw new Problem('it is neither a file nor a folder');
      else if (!isReadable(path))
        throw new Problem('it is no Python, notebook, JSON, YAML, TOML, .env or shell file and no Dockerfile');
      else add({ path, shown, named: true });
    } catch (error) {
      unread.push({ shown, reason: reasonOf(error) });
    }
  }
  return { targets: [...targets.values()], unread };
}
