// Entry points: a module as it is run, then every function and class that nothing called, with defaults and symbols for arguments.
import { callFunction } from './functions';
import { instantiate } from './classes';
import { type LoadedModule, type Run } from './run';
import { execute } from './statements';
import { type Class, type Func, type Value } from './value';

export function runModule(run: Run, loaded: LoadedModule): void {
  loaded.evaluated = true;
  const { stack, multiplicity } = run;
  const outer = [...multiplicity];
  multiplicity.length = 0;
  const depth = stack.length;
  execute(run, loaded.scope, loaded.module.body, { returns: [], yields: [] });
  stack.length = depth;
  multiplicity.push(...outer);
}

/** What nobody called is still code: it is read with its defaults, and with symbols where there are none. */
export function runRest(run: Run, loaded: LoadedModule): void {
  run.standalone = true;
  readUncalled(run, loaded);
  run.standalone = false;
}

function readUncalled(run: Run, loaded: LoadedModule): void {
  // What stands later mostly calls what stands earlier: from the end, functions see the arguments that they are really given.
  const values = [...loaded.scope.names.values()].reverse();
  for (const value of values) if (value.kind === 'function') callUncalled(run, loaded, value, null);
  for (const value of values) if (value.kind === 'class') runClass(run, loaded, value);
}

function callUncalled(run: Run, loaded: LoadedModule, func: Func, self: Value | null): void {
  if (
    func.node.kind !== 'function' ||
    func.scope.module !== loaded.file ||
    run.inlinings.has(func.node) ||
    run.exhausted
  )
    return;
  const isStatic = func.decorators.includes('staticmethod');
  callFunction(run, self && !isStatic ? { ...func, bound: [self] } : func, [], new Map());
}

function runClass(run: Run, loaded: LoadedModule, type: Class, seen = new Set<Class>()): void {
  if (type.scope.module !== loaded.file || seen.has(type)) return;
  // A class can hold itself under another name.
  seen.add(type);
  const methods = [...type.members.values()].filter((each): each is Func => each.kind === 'function');
  if (type.flavour !== 'enum' && methods.some((each) => !run.inlinings.has(each.node))) {
    const self = run.instances.get(type.node) ?? instantiate(run, type, [], new Map());
    for (const method of methods)
      callUncalled(run, loaded, method, method.decorators.includes('classmethod') ? type : self);
  }
  for (const member of type.members.values()) if (member.kind === 'class') runClass(run, loaded, member, seen);
}
