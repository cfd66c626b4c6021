// Imports: the workspace's own modules are evaluated once and shared; everything else is a library known or not.
import { type ImportFromStmt, type ImportStmt } from '../python/syntax';
import { memberOfLibrary } from './attributes';
import { runModule } from './module';
import { type Run } from './run';
import { type Scope } from './scope';
import { external } from './library';
import { type Module, unknown, type Value } from './value';

export function importModule(run: Run, path: string, level: number, from: string): Module | null {
  // In a library's own tree its name still stands for what we know of it, not for its sources.
  const library = level === 0 ? run.libraries.of(path) : null;
  if (library && !library.isOwn) return null;
  const source = run.options.findModule(path, level, from);
  if (!source || library?.isOwn?.(source.module.text)) return null;
  const loaded = run.load(source);
  if (!loaded.evaluated) runModule(run, loaded);
  return { kind: 'module', path, scope: loaded.scope };
}

export function executeImport(run: Run, scope: Scope, stmt: ImportStmt): void {
  for (const { path, alias } of stmt.names) {
    const [root = path] = path.split('.');
    const own = importModule(run, path, 0, scope.module);
    if (alias !== null) {
      run.journal.write(scope.names, alias, own ?? libraryModule(run, path));
      continue;
    }
    const top = path === root ? own : importModule(run, root, 0, scope.module);
    run.journal.write(scope.names, root, top ?? libraryModule(run, root));
  }
}

const libraryModule = (run: Run, path: string): Value => {
  const library = run.libraries.of(path);
  return { kind: 'module', path: library?.canonical?.(path) ?? path, scope: null };
};

export function executeImportFrom(run: Run, scope: Scope, stmt: ImportFromStmt): void {
  const own = importModule(run, stmt.module, stmt.level, scope.module);
  for (const { path: name, alias } of stmt.names) {
    if (name === '*') {
      importAll(run, scope, stmt, own);
      continue;
    }
    const value = stmt.module === '__main__' ? ofEntry(run, name) : imported(run, scope, stmt, own, name);
    if (value) run.journal.write(scope.names, alias ?? name, value);
  }
}

/** `from __main__ import cfg`: what the script that is run has by now; where it has none, Python raises and the handler's import holds. */
const ofEntry = (run: Run, name: string): Value | undefined => run.modules.get(run.entry)?.scope.names.get(name);

function imported(run: Run, scope: Scope, stmt: ImportFromStmt, own: Module | null, name: string): Value {
  const value = own?.scope?.names.get(name);
  if (value) return value;
  const sub = importModule(run, stmt.module === '' ? name : `${stmt.module}.${name}`, stmt.level, scope.module);
  if (sub) return sub;
  if (own || stmt.level > 0)
    return unknown(`\`${name}\` is not in \`${stmt.module}\``, { id: `${stmt.module}.${name}`, text: name, name });
  const path = `${stmt.module}.${name}`;
  const library = run.libraries.of(path);
  return library ? memberOfLibrary(run, path) : external(path);
}

function importAll(run: Run, scope: Scope, stmt: ImportFromStmt, own: Module | null): void {
  if (own?.scope) {
    for (const [name, value] of own.scope.names) if (!name.startsWith('_')) run.journal.write(scope.names, name, value);
    return;
  }
  const library = run.libraries.of(stmt.module);
  for (const name of library?.exports?.(stmt.module) ?? [])
    run.journal.write(scope.names, name, memberOfLibrary(run, `${stmt.module}.${name}`));
}
