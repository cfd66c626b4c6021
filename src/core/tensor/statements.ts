// Statements of the array machine: what changes names, and which way a branch or a loop goes.
import { type Expr, type Stmt } from '../python/syntax';
import { defineClass, makeFunction } from './classes';
import { binary } from './arithmetic';
import { evaluate, iterate, truth } from './expressions';
import { indexInto, writeIndex } from './indexing';
import { type Machine, Stuck } from './machine';
import { setAttribute } from './attributes';
import { isItems, isTensor, isUnknown, type Scope, unknown, type Value, api } from './values';

export type Ending =
  { readonly kind: 'return'; readonly value: Value } | { readonly kind: 'break' | 'continue' } | null;

export function execute(machine: Machine, scope: Scope, body: readonly Stmt[]): Ending {
  for (const stmt of body) {
    const ending = one(machine, scope, stmt);
    if (ending) return ending;
  }
  return null;
}

function one(machine: Machine, scope: Scope, stmt: Stmt): Ending {
  machine.step(scope, stmt);
  switch (stmt.kind) {
    case 'expression':
      if (stmt.value.kind !== 'string') evaluate(machine, scope, stmt.value);
      return null;
    case 'assign': {
      if (!stmt.value) return null;
      const value = evaluate(machine, scope, stmt.value);
      for (const target of stmt.targets) assign(machine, scope, target, value);
      return null;
    }
    case 'augmented': {
      const old = evaluate(machine, scope, stmt.target);
      const change = evaluate(machine, scope, stmt.value);
      const result = binary(machine, stmt.operator, old, change, machine.span(scope, stmt));
      // An array changes in place: other names of it see the change.
      if (isTensor(old) && isTensor(result) && stmt.target.kind !== 'index') {
        old.shape = result.shape;
        old.data = result.data;
        old.trace = result.trace;
      } else if (isItems(old) && isItems(result) && old.kind === 'list') old.items = result.items;
      else assign(machine, scope, stmt.target, result);
      return null;
    }
    case 'function':
      scope.names.set(stmt.name, decorated(machine, scope, stmt));
      return null;
    case 'class':
      scope.names.set(stmt.name, defineClass(machine, scope, stmt));
      return null;
    case 'return':
      return { kind: 'return', value: stmt.value ? evaluate(machine, scope, stmt.value) : null };
    case 'if': {
      const condition = evaluate(machine, scope, stmt.test);
      const known = truth(condition);
      if (known === null) machine.guesses.add(machine.lineOf(machine.span(scope, stmt.test)));
      return execute(machine, scope, known === true ? stmt.body : stmt.orElse);
    }
    case 'for': {
      for (const item of iterate(machine, evaluate(machine, scope, stmt.iterable), machine.span(scope, stmt))) {
        machine.step(scope, stmt);
        assign(machine, scope, stmt.target, item);
        const ending = execute(machine, scope, stmt.body);
        if (ending?.kind === 'return') return ending;
        if (ending?.kind === 'break') return null;
      }
      return execute(machine, scope, stmt.orElse);
    }
    case 'while': {
      while (truth(evaluate(machine, scope, stmt.test)) === true) {
        machine.step(scope, stmt);
        const ending = execute(machine, scope, stmt.body);
        if (ending?.kind === 'return') return ending;
        if (ending?.kind === 'break') return null;
      }
      return execute(machine, scope, stmt.orElse);
    }
    case 'with':
      for (const { value, target } of stmt.items) {
        const entered = evaluate(machine, scope, value);
        if (target) assign(machine, scope, target, entered);
      }
      return execute(machine, scope, stmt.body);
    case 'try': {
      const ending = execute(machine, scope, stmt.body);
      return ending ?? execute(machine, scope, [...stmt.orElse, ...stmt.finalBody]);
    }
    case 'import':
      for (const { path, alias } of stmt.names) importModule(machine, scope, path, alias);
      return null;
    case 'importFrom':
      importNames(machine, scope, stmt.module, stmt.level, stmt.names);
      return null;
    case 'raise':
      throw new Stuck(
        `the code stops with an error at ${machine.lineOf(machine.span(scope, stmt))}`,
        machine.span(scope, stmt),
      );
    case 'delete':
      return null;
    case 'break':
    case 'continue':
      return { kind: stmt.kind };
    default:
      return null;
  }
}

/** Properties and static methods are known; any other decorator leaves the function what it is. */
function decorated(machine: Machine, scope: Scope, stmt: Extract<Stmt, { kind: 'function' }>): Value {
  return makeFunction(machine, scope, stmt, null);
}

export function assign(machine: Machine, scope: Scope, target: Expr, value: Value): void {
  switch (target.kind) {
    case 'name':
      scope.names.set(target.id, value);
      return;
    case 'tuple':
    case 'list': {
      const parts = isUnknown(value) ? null : [...iterate(machine, value, machine.span(scope, target))];
      const starred = target.items.findIndex((each) => each.kind === 'star');
      target.items.forEach((each, i) => {
        if (each.kind === 'star')
          return assign(machine, scope, each.value, {
            kind: 'list',
            items: parts?.slice(i, parts.length - (target.items.length - 1 - i)) ?? [],
          });
        const at = starred >= 0 && i > starred && parts ? parts.length - (target.items.length - i) : i;
        assign(machine, scope, each, parts ? (parts[at] ?? unknown('a part that is not there')) : value);
      });
      return;
    }
    case 'attribute':
      setAttribute(evaluate(machine, scope, target.object), target.name, value);
      return;
    case 'index': {
      const owner = evaluate(machine, scope, target.object);
      const indexes = target.indexes.map((each) => indexInto(machine, scope, each));
      writeIndex(machine, owner, indexes, value, machine.span(scope, target));
      return;
    }
    default:
      return;
  }
}

function importModule(machine: Machine, scope: Scope, path: string, alias: string | null): void {
  const own = machine.import(path, 0, scope.file);
  const [first = path] = path.split('.');
  if (own && alias !== null) scope.names.set(alias, moduleOf(own));
  else if (own) scope.names.set(first, moduleOf(own));
  else scope.names.set(alias ?? first, api(alias === null ? first : path));
}

/** A module of the project is an object whose fields are its names. */
function moduleOf(of: Scope): Value {
  return {
    kind: 'instance',
    type: {
      kind: 'class',
      name: 'module',
      node: { kind: 'class', name: 'module', nameStart: 0, bases: [], decorators: [], body: [], start: 0, end: 0 },
      bases: [],
      members: new Map(),
      file: of.file,
    },
    fields: of.names,
    parameters: new Set(),
    buffers: new Set(),
  };
}

function importNames(
  machine: Machine,
  scope: Scope,
  module: string,
  level: number,
  names: readonly { readonly path: string; readonly alias: string | null }[],
): void {
  const own = machine.import(module, level, scope.file);
  for (const { path, alias } of names) {
    if (path === '*') {
      if (own) for (const [name, value] of own.names) if (!scope.names.has(name)) scope.names.set(name, value);
      continue;
    }
    const value = own?.names.get(path);
    const submodule =
      value === undefined ? machine.import([module, path].filter(Boolean).join('.'), level, scope.file) : null;
    scope.names.set(alias ?? path, value ?? (submodule ? moduleOf(submodule) : api(`${module}.${path}`)));
  }
}
