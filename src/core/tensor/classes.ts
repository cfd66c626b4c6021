// The code's own functions, classes and objects in the array machine.
import { type ClassStmt, type FunctionStmt, type LambdaExpr } from '../python/syntax';
import { evaluate } from './expressions';
import { layerFields } from './layers';
import { type Machine, Stuck } from './machine';
import { execute } from './statements';
import {
  api,
  type Class,
  type Func,
  type Instance,
  isInstance,
  isKind,
  list,
  type Scope,
  unknown,
  type Value,
} from './values';

export function makeFunction(
  machine: Machine,
  scope: Scope,
  node: FunctionStmt | LambdaExpr,
  owner: Class | null,
): Func {
  const defaults = new Map<string, Value>();
  for (const each of node.params)
    if (each.defaultValue) defaults.set(each.name, evaluate(machine, scope, each.defaultValue));
  const decorators = node.kind === 'function' ? node.decorators : [];
  const names = decorators.map((each) => {
    const callee = each.kind === 'call' ? each.callee : each;
    return callee.kind === 'name' ? callee.id : callee.kind === 'attribute' ? callee.name : '';
  });
  return {
    kind: 'function',
    name: node.kind === 'function' ? node.name : 'lambda',
    node,
    scope,
    owner,
    self: null,
    defaults,
    isProperty: names.some((each) => /^(?:cached_)?property$/.test(each)),
    isStatic: names.includes('staticmethod'),
    isOfClass: names.includes('classmethod'),
  };
}

export function defineClass(machine: Machine, scope: Scope, node: ClassStmt): Class {
  const bases = node.bases.filter((each) => each.name === null).map((each) => evaluate(machine, scope, each.value));
  const members = new Map<string, Value>();
  const type: Class = { kind: 'class', name: node.name, node, bases, members, file: scope.file };
  const inner: Scope = { file: scope.file, names: members, outer: scope };
  for (const stmt of node.body) {
    if (stmt.kind === 'function') {
      // A property's setter leaves the property as it was.
      const isSetter = stmt.decorators.some((each) => each.kind === 'attribute' && each.name === 'setter');
      if (!isSetter) members.set(stmt.name, makeFunction(machine, scope, stmt, type));
    } else if (/^(?:assign|class)$/.test(stmt.kind)) execute(machine, inner, [stmt]);
  }
  return type;
}

/** The class and what it derives from, nearest first. */
export function lineage(type: Class): readonly Class[] {
  const found: Class[] = [];
  const visit = (each: Class): void => {
    if (found.includes(each)) return;
    found.push(each);
    for (const base of each.bases) if (isKind(base, 'class')) visit(base);
  };
  visit(type);
  return found;
}

export function memberOf(type: Class, name: string): Value | undefined {
  for (const each of lineage(type)) {
    const found = each.members.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Libraries' classes that it derives from. */
export const foreignBases = (type: Class): readonly string[] =>
  lineage(type).flatMap((each) => each.bases.flatMap((base) => (isKind(base, 'api') ? [base.path] : [])));

export function instantiate(
  machine: Machine,
  type: Class,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Instance {
  const made: Instance = { kind: 'instance', type, fields: new Map(), parameters: new Set(), buffers: new Set() };
  const init = memberOf(type, '__init__');
  if (isKind(init, 'function')) callFunction(machine, { ...init, self: made }, args, keywords);
  else fillFields(machine, made, args, keywords);
  return made;
}

/** A dataclass takes its annotated fields; a class derived from a layer takes what the layer takes. */
function fillFields(
  machine: Machine,
  made: Instance,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): void {
  if (initLayer(machine, made, args, keywords)) return;
  const names = [...lineage(made.type)]
    .reverse()
    .flatMap(({ node }) =>
      node.body.flatMap((stmt) =>
        stmt.kind === 'assign' && stmt.annotation && stmt.targets[0]?.kind === 'name' ? [stmt.targets[0].id] : [],
      ),
    );
  names.forEach((name, i) => {
    const value = keywords.get(name) ?? args[i] ?? memberOf(made.type, name);
    made.fields.set(name, value ?? unknown(`the field \`${name}\``));
  });
}

/** `super().__init__(…)` of a class that derives from one of torch's layers. */
export function initLayer(
  machine: Machine,
  made: Instance,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): boolean {
  for (const path of foreignBases(made.type)) {
    const layer = layerFields(machine, path.slice(path.lastIndexOf('.') + 1), args, keywords);
    if (!layer) continue;
    for (const [name, value] of layer.fields) made.fields.set(name, value);
    for (const name of layer.parameters) made.parameters.add(name);
    return true;
  }
  return false;
}

export function callFunction(
  machine: Machine,
  func: Func,
  given: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  const { node } = func;
  const args = func.self === null || func.isStatic ? [...given] : [func.self, ...given];
  const scope: Scope = { file: func.scope.file, names: new Map(), outer: func.scope };
  const left = new Map(keywords);
  let at = 0;
  for (const each of node.params) {
    if (each.star === '*') {
      scope.names.set(each.name, list(args.slice(at)));
      at = args.length;
    } else if (each.star === '**') {
      scope.names.set(each.name, { kind: 'dict', entries: new Map(left) });
      left.clear();
    } else {
      const value = !each.keywordOnly && at < args.length ? args[at++] : left.get(each.name);
      left.delete(each.name);
      const otherwise = func.defaults.get(each.name);
      const known =
        value !== undefined ? value : otherwise !== undefined ? otherwise : unknown(`the argument \`${each.name}\``);
      scope.names.set(each.name, known);
    }
  }
  if (func.owner) scope.names.set('__owner__', func.owner);
  if (isInstance(func.self)) scope.names.set('__self__', func.self);
  if (node.kind === 'lambda') return evaluate(machine, scope, node.body);
  machine.depth++;
  try {
    const ending = execute(machine, scope, node.body);
    return ending?.kind === 'return' ? ending.value : null;
  } catch (error) {
    if (error instanceof RangeError)
      throw new Stuck('functions call one another too deeply', machine.span(scope, node));
    throw error;
  } finally {
    machine.depth--;
  }
}

export const typeName = (value: Value): Value => (isInstance(value) ? value.type : api('builtins.type'));
