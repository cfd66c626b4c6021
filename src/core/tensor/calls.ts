// Calls in the array machine: the code's own functions and classes, layers, builtins, and the operations of array libraries by their bare names.
import { type CallExpr } from '../python/syntax';
import { type Span } from '../text';
import { guarded } from './arithmetic';
import { builtinCall } from './builtins';
import { callFunction, initLayer, instantiate, memberOf } from './classes';
import { evaluate, iterate, lookUp } from './expressions';
import { addedWeight, ensureBuilt, initializerOf } from './keras';
import { applyLayer, layerFields, parameterOf } from './layers';
import { type Machine } from './machine';
import { moduleCall } from './modules';
import { operations } from './operations/all';
import { Given } from './operations/given';
import { full } from './tensor';
import { api, isInstance, isKind, isLayer, isTensor, isUnknown, type Scope, unknown, type Value } from './values';

export function call(
  machine: Machine,
  callee: Value,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  span: Span,
): Value {
  if (isUnknown(callee)) return callee;
  if (isKind(callee, 'function')) return callFunction(machine, callee, args, keywords);
  if (isKind(callee, 'class')) return instantiate(machine, callee, args, keywords);
  if (isLayer(callee))
    return guarded(machine, span, () =>
      applyLayer(
        machine,
        callee,
        args,
        span,
        (inner, given) => call(machine, inner, given, new Map(), span),
        (name, given) => operate(machine, name, null, given, new Map(), span),
      ),
    );
  if (isInstance(callee)) {
    const [input] = args;
    if (isTensor(input)) ensureBuilt(machine, callee, input.shape);
    for (const name of ['forward', '__call__', 'call']) {
      const method = memberOf(callee.type, name);
      if (isKind(method, 'function')) return callFunction(machine, { ...method, self: callee }, args, keywords);
    }
    const own = [...callee.type.bases].find((each) => isKind(each, 'api'));
    const type = own && isKind(own, 'api') ? own.path.slice(own.path.lastIndexOf('.') + 1) : '';
    const asLayer = { kind: 'layer', type, fields: callee.fields, parameters: callee.parameters } as const;
    return call(machine, asLayer, args, keywords, span);
  }
  if (!isKind(callee, 'api')) return unknown('a call of something that is no function', span);
  const { path, receiver } = callee;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (path.startsWith('builtins.')) return builtinCall(machine, name, args, keywords, span, receiver);
  if (isInstance(receiver) && name === 'add_weight') return addedWeight(machine, args, keywords, span);
  if (isInstance(receiver) || isLayer(receiver)) {
    const done = moduleCall(machine, receiver, name, args, keywords);
    if (done !== undefined) return done;
  }
  if (receiver === null && /^[A-Z]/.test(name)) {
    if (name === 'Parameter' || name === 'Variable') {
      const [first] = args;
      return isTensor(first) ? parameterOf(first) : operate(machine, 'tensor', null, args, keywords, span, true);
    }
    const layer = initializerOf(path, args, keywords) ?? layerFields(machine, name, args, keywords);
    if (layer) return layer;
  }
  return operate(machine, name, receiver, args, keywords, span, false, path);
}

/** An operation by its bare name: `torch.tanh(x)`, `x.tanh()`, `np.tanh(x)` are one; with a trailing underscore it changes its array. */
function operate(
  machine: Machine,
  name: string,
  receiver: Value | null,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  span: Span,
  learnt = false,
  path = '',
): Value {
  const all = receiver === null ? args : [receiver, ...args];
  const changes = name.endsWith('_') && !name.endsWith('__');
  const bare = changes ? name.slice(0, -1) : name;
  const strange = [...all, ...keywords.values()].find(isUnknown);
  if (Object.hasOwn(operations, bare)) {
    const operation = operations[bare];
    if (strange && bare !== 'append' && bare !== 'extend' && bare !== 'update') {
      const [target] = all;
      if (changes && isTensor(target)) target.data.fill(NaN);
      return strange;
    }
    const given = new Given(machine, bare, all, keywords, span, changes, receiver === null ? path : '');
    const result = guarded(machine, span, () => operation?.(given) ?? null);
    const [target] = all;
    if (changes && isTensor(target)) {
      if (!isTensor(result)) return result;
      target.data = result.data.length === target.data.length ? result.data : full(target.shape, NaN).data;
      target.trace = result.trace;
      return target;
    }
    return learnt && isTensor(result) ? parameterOf(result) : result;
  }
  return strange ?? unknown(`\`${name}\`, which Spikelint doesn’t calculate`, span);
}

/** `super().forward(x)`: what the next class up the line does. Undefined where the call is none of that kind. */
export function superCall(machine: Machine, scope: Scope, expr: CallExpr): Value | undefined {
  const { callee } = expr;
  if (callee.kind !== 'attribute' || callee.object.kind !== 'call') return undefined;
  const { callee: inner } = callee.object;
  if (inner.kind !== 'name' || inner.id !== 'super') return undefined;
  const owner = lookUp(scope, '__owner__');
  const self = lookUp(scope, '__self__');
  const span = machine.span(scope, expr);
  if (!isKind(owner, 'class') || !isInstance(self)) return unknown('super() outside of a method', span);
  const args: Value[] = [];
  const keywords = new Map<string, Value>();
  for (const each of expr.args) {
    const value = evaluate(machine, scope, each.value);
    if (each.star === '*') args.push(...iterate(machine, value, span));
    else if (each.star === '**') {
      if (isKind(value, 'dict')) for (const [name, one] of value.entries) keywords.set(String(name), one);
    } else if (each.name !== null) keywords.set(each.name, value);
    else args.push(value);
  }
  for (const base of owner.bases) {
    const method = isKind(base, 'class') ? memberOf(base, callee.name) : undefined;
    if (isKind(method, 'function')) return callFunction(machine, { ...method, self }, args, keywords);
  }
  if (callee.name === '__init__') {
    initLayer(machine, self, args, keywords);
    return null;
  }
  const [base] = owner.bases;
  if (callee.name === 'forward' && isKind(base, 'api')) {
    const type = base.path.slice(base.path.lastIndexOf('.') + 1);
    return call(
      machine,
      { kind: 'layer', type, fields: self.fields, parameters: self.parameters },
      args,
      keywords,
      span,
    );
  }
  return call(
    machine,
    api(isKind(base, 'api') ? `${base.path}.${callee.name}` : callee.name, self),
    args,
    keywords,
    span,
  );
}
