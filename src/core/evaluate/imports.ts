// Imports: the workspace's own modules are evaluated once and shared; everything else is a library known or not.
import { type Expr, type ImportFromStmt, type ImportStmt, type Node } from '../python/syntax';
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

/** A module by its path in a text: `import_module("pyNN.nest")`. */
export function moduleByPath(run: Run, path: string, scope: Scope | null): Value {
  return (scope && importModule(run, path, 0, scope.module)) ?? libraryModule(run, path);
}

const importing = /^\s*import\s+([\w.]+)(?:\s+as\s+(\w+))?\s*$/;
const importingFrom = /^\s*from\s+([\w.]+)\s+import\s+(\*|[\w\s,]+)$/;

/** `exec("import pyNN.%s as sim" % name)`: an import put together at run time; of other code in texts nothing is taken. */
export function executeImportText(run: Run, scope: Scope, code: string, { start, end }: Node): void {
  const at = { start, end };
  for (const line of code.split(/[;\n]/)) {
    const whole = importing.exec(line);
    if (whole?.[1] !== undefined)
      executeImport(run, scope, { kind: 'import', names: [{ path: whole[1], alias: whole[2] ?? null, ...at }], ...at });
    const part = importingFrom.exec(line);
    if (part?.[1] === undefined || part[2] === undefined) continue;
    const names = part[2].split(',').map((each) => {
      const [path = '', alias] = each.trim().split(/\s+as\s+/);
      return { path, alias: alias ?? null, ...at };
    });
    executeImportFrom(run, scope, { kind: 'importFrom', module: part[1], level: 0, names, ...at });
  }
}

/** What is said of a module whose last part is chosen at run time: `import pyNN.%s as sim` is an import of `pyNN` all the same. */
export function importOf(code: Expr, value: Value): string | null {
  if (value.kind === 'text') return value.value;
  const [first] = code.kind === 'binary' ? [code.left] : [code];
  if (first?.kind !== 'string') return null;
  const pieces = first.parts?.map((each) => (typeof each === 'string' ? each : '%s')) ?? [first.value];
  const text = code.kind === 'binary' && code.operator === '+' ? `${pieces.join('')}%s` : pieces.join('');
  return text.replace(/\.(?:%s|\{\w*\})/g, '');
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
