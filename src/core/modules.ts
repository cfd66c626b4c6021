// Finds the workspace's own files: modules by the dotted path that an import names, configuration files by the name they are opened under.
import { type DataFound, type FindData } from './dataFiles';
import { type SourceModule } from './evaluate/run';
import { type ConfigNode } from './config/tree';
import { type SourceDocument } from './report';
import { isPython } from './sources';

export function moduleFinder(
  documents: readonly SourceDocument[],
  parse: (document: SourceDocument) => SourceModule,
  read: (file: string) => SourceDocument | null = () => null,
): (path: string, level: number, from: string) => SourceModule | null {
  const byFile = new Map(documents.filter((each) => isPython(each.file)).map((each) => [each.file, each]));
  return (path, level, from) => {
    const folder = from.split('/').slice(0, -1);
    const parts = path === '' ? [] : path.split('.');
    if (level > 0) return pick([...folder.slice(0, folder.length - (level - 1)), ...parts].join('/'), from);
    // A script sees the modules beside it, and those of the folders above it that are on its path.
    for (let up = folder.length; up >= 0; up--) {
      const found = pick([...folder.slice(0, up), ...parts].join('/'), from);
      if (found) return found;
      const inSource = pick([...folder.slice(0, up), 'src', ...parts].join('/'), from);
      if (inSource) return inSource;
    }
    return null;
  };

  function pick(stem: string, from: string): SourceModule | null {
    for (const file of [`${stem}.py`, `${stem}/__init__.py`]) {
      const document = file === from ? null : (byFile.get(file) ?? read(file));
      if (document) return parse(document);
    }
    return null;
  }
}

/** `open('config/net.json')`: beside the script, or below any folder above it. */
export function configFinder(
  documents: readonly SourceDocument[],
  root: (document: SourceDocument) => ConfigNode | null,
  read: (file: string) => SourceDocument | null = () => null,
): (name: string, from: string) => { file: string; root: ConfigNode } | null {
  const byFile = new Map(documents.filter((each) => !isPython(each.file)).map((each) => [each.file, each]));
  return (name, from) => {
    for (const file of placesOf(name, from)) {
      const found = at(file);
      if (found) return found;
    }
    return null;
  };

  function at(file: string): { file: string; root: ConfigNode } | null {
    const document = byFile.get(file) ?? read(file);
    const found = document && root(document);
    return found ? { file: document.file, root: found } : null;
  }
}

/** A file of numbers that a configuration names. */
export const dataFinder =
  (open: (file: string) => DataFound | null = () => null): FindData =>
  (name, from) => {
    for (const file of placesOf(name, from)) {
      const found = open(file);
      if (found) return found;
    }
    return null;
  };

/** Where a file of this name may be: beside the one that names it, or below any folder above it. */
export function placesOf(name: string, from: string): readonly string[] {
  const whole = absolute(name);
  if (whole !== null) return [whole];
  const folder = from.split('/').slice(0, -1);
  return [...folder, ''].flatMap((_, up) => joined(folder.slice(0, folder.length - up), name) ?? []);
}

/** `file:///a/b/../net.json`, `C:/a/net.json` and `/a/net.json`, without detours; null for a path that is relative. */
function absolute(name: string): string | null {
  const [, start = '', rest = ''] = /^([a-z][\w+.-]*:\/\/[^/]*|[A-Za-z]:|)\/(.*)$/.exec(name) ?? [];
  if (start === '' && !name.startsWith('/')) return null;
  const path = joined([], rest);
  return path === null ? null : `${start}/${path}`;
}

/** The path with `.` and `..` resolved; null where it leads above the top. */
function joined(folder: readonly string[], name: string): string | null {
  const parts = [...folder];
  if (name.startsWith('/')) parts.push('');
  for (const part of name.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length === 0 || parts.pop() === '') return null;
  }
  return parts.join('/');
}
