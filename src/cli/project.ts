// The folder that a file's imports are looked for in: its project, as far as one can tell.
import { dirname, join } from 'node:path';
import type { SourceDocument } from '../core/lint';
import type { Files } from './io';
import { slashed } from './paths';

const marks = ['.git', 'pyproject.toml', 'setup.py', 'setup.cfg', 'spikelint.json'];

/** The innermost folder above the file that looks like a project's; the file's own where none does. */
export const projectOf = (file: string, files: Files): string => markedProjectOf(file, files) ?? dirname(file);

/** The same, and null where no folder looks like a project's. */
export function markedProjectOf(file: string, files: Files): string | null {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (marks.some((mark) => exists(files, join(folder, mark)))) return folder;
    if (folder === dirname(folder)) return null;
  }
}

function exists(files: Files, path: string): boolean {
  try {
    return files.stat(path) !== null;
  } catch {
    return false;
  }
}

/** The nearest `spikelint.json` in a file's folder or above it, no higher than its repository; null where there is none. */
export function projectFileOf(file: string, files: Files): string | null {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const path = join(folder, 'spikelint.json');
    if (exists(files, path)) return slashed(path);
    if (folder === dirname(folder) || exists(files, join(folder, '.git'))) return null;
  }
}

/** The project files that hold for some files. */
export function projectFiles(
  paths: readonly string[],
  files: Files,
  read: (path: string) => string,
): readonly SourceDocument[] {
  const found = new Set(paths.map((path) => projectFileOf(path, files)).filter((each) => each !== null));
  return [...found].map((file) => ({ file, text: read(file) }));
}
