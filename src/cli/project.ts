// The folder that a file's imports are looked for in: its project, as far as one can tell.
import { dirname, join } from 'node:path';
import { readProject } from '../core/project';
import type { Files } from './io';

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

export interface References {
  readonly references: readonly string[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** What the `spikelint.json` of the files' projects says of their drives. */
export function readProjects(paths: readonly string[], files: Files, read: (path: string) => string): References {
  const references: string[] = [];
  const groups: Record<string, readonly string[]> = {};
  for (const folder of new Set(paths.map((path) => projectOf(path, files)))) {
    const path = join(folder, 'spikelint.json');
    if (!exists(files, path)) continue;
    const { project } = readProject(path, read(path));
    if (project.reference !== null) references.push(project.reference);
    for (const [name, members] of project.groups) groups[name] = members;
  }
  return { references, groups };
}
