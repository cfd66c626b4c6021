// The folder that a file's imports are looked for in: its project, as far as one can tell.
import { dirname, join } from 'node:path';
import type { Files } from './io';

const marks = ['.git', 'pyproject.toml', 'setup.py', 'setup.cfg', 'spikelint.json'];

/** The innermost folder above the file that looks like a project's; the file's own where none does. */
export function projectOf(file: string, files: Files): string {
  const own = dirname(file);
  for (let folder = own; ; folder = dirname(folder)) {
    if (marks.some((mark) => exists(files, join(folder, mark)))) return folder;
    if (folder === dirname(folder)) return own;
  }
}

function exists(files: Files, path: string): boolean {
  try {
    return files.stat(path) !== null;
  } catch {
    return false;
  }
}
