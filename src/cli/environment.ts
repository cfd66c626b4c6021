// The files of a project that read settings of the environment or set them, for what is said of any one of them.
import type { SourceDocument } from '../core/lint';
import { mayReadSettings, setsEnvironment } from '../core/environment/files';
import type { Io } from './io';

/** Larger projects are looked at in part. */
const mostFiles = 3000;
const mostDocuments = 300;
const largestBytes = 400_000;
const skipped = /^(?:node_modules|__pycache__|site-packages|venv|env|virtualenv|build|dist)$/;
const deepest = 12;

export function environmentFiles(folder: string, files: Io['files'], text: (file: string) => string): SourceDocument[] {
  const found: SourceDocument[] = [];
  let seen = 0;
  const enter = (path: string, depth: number): void => {
    let entries;
    try {
      entries = files.list(path);
    } catch {
      return; // what can't be looked into sets nothing that is known
    }
    if (depth > 0 && entries.some(({ name }) => name === 'pyvenv.cfg')) return;
    for (const { name, kind } of entries) {
      if (seen >= mostFiles || found.length >= mostDocuments) return;
      const inside = `${path.replace(/\/$/, '')}/${name}`;
      if (kind === 'folder') {
        if (!name.startsWith('.') && !skipped.test(name) && depth < deepest) enter(inside, depth + 1);
      } else if (kind === 'file' && (name.endsWith('.py') || setsEnvironment(name))) {
        seen++;
        add(inside, name);
      }
    }
  };
  const add = (file: string, name: string): void => {
    try {
      if ((files.stat(file)?.bytes ?? Infinity) > largestBytes) return;
      const document = { file, text: text(file) };
      if (setsEnvironment(name) || mayReadSettings(document.text)) found.push(document);
    } catch {
      // What can't be read sets nothing that is known.
    }
  };
  enter(folder, 0);
  return found;
}
