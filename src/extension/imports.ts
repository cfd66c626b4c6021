// Which modules a Python text imports, and under which paths each of them might lie. Text in, strings out.
import { mayReadSettings } from '../core/environment/files';

const importLine = /^[ \t]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+([^#\n]*)|import[ \t]+([^#\n]*))/gm;
const nameOf = (part: string): string => part.trim().split(/\s+/)[0] ?? '';
const isName = (name: string): boolean => /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(name);

/** Module names as they are written, with their leading dots; `from a import b` gives `a` and `a.b`, since b may be a module. */
export function importedModules(text: string): string[] {
  const modules = new Set<string>();
  for (const [, from, members, plain] of text.matchAll(importLine)) {
    if (plain !== undefined) for (const name of plain.split(',').map(nameOf)) if (isName(name)) modules.add(name);
    if (from === undefined || members === undefined) continue;
    if (from.replace(/^\.+/, '') !== '') modules.add(from);
    const prefix = from.endsWith('.') ? from : `${from}.`;
    for (const name of members
      .replace(/[()\\]/g, ' ')
      .split(',')
      .map(nameOf))
      if (isName(name)) modules.add(prefix + name);
  }
  return [...modules];
}

/** `$NETWORK_DIR/nodes.csv` of a circuit's configuration, by its own manifest; `${configdir}` is where it lies itself. */
function expanded(name: string, text: string): string {
  if (!name.startsWith('$')) return name;
  let path = name;
  for (let depth = 0; depth < 4 && path.startsWith('$'); depth++) {
    const variable = /^\$\{?(\w+)\}?/.exec(path);
    if (!variable) return name;
    const [written, key = ''] = variable;
    const value = new RegExp(`["']\\$\\{?${key}\\}?["']\\s*:\\s*["']([^"'\\n]*)["']`).exec(text)?.[1];
    path = `${key === 'configdir' || key === 'workingdir' ? '.' : (value ?? '.')}${path.slice(written.length)}`;
  }
  return path.replace(/^(?:\.\/)+/, '');
}

/** As many as a script opens; a list of data files is none of these. */
const mostFiles = 16;

/** The configuration files that a text names, as it names them. */
export function openedFiles(text: string): string[] {
  const names = [...text.matchAll(/["']([^"'\n*?<>|]{1,200}\.(?:jsonc?|ya?ml|toml|csv))["']/g)].map(([, name = '']) =>
    expanded(name, text),
  );
  const opened = [...new Set(names)].filter((name) => !/^\w+:\/\//.test(name)).slice(0, mostFiles);
  // Who reads settings of the environment gets what the nearest .env file sets.
  return mayReadSettings(text) ? ['.env', ...opened] : opened;
}

export interface Candidate {
  /** Folders to go up from the importing file's own; null for a path from any import root. */
  readonly up: number | null;
  readonly path: string;
}

/** Where the module may lie, likeliest first. */
export function candidatesFor(module: string): Candidate[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const path = module.slice(dots).replaceAll('.', '/');
  if (path === '') return [];
  const up = dots === 0 ? null : dots - 1;
  return [
    { up, path: `${path}.py` },
    { up, path: `${path}/__init__.py` },
  ];
}
