// Expressions of the array machine: names, containers, calculations, calls.
import { type Expr } from '../python/syntax';
import { binary, compare, unary } from './arithmetic';
import { attribute } from './attributes';
import { call, superCall } from './calls';
import { makeFunction } from './classes';
import { indexInto, readIndex } from './indexing';
import { type Machine } from './machine';
import { assign } from './statements';
import { tensor } from './tensor';
import { api, isItems, isKind, isTensor, isUnknown, list, type Scope, unknown, type Value } from './values';

export function evaluate(machine: Machine, scope: Scope, expr: Expr): Value {
  machine.step(scope, expr);
  const span = machine.span(scope, expr);
  const inner = (each: Expr): Value => evaluate(machine, scope, each);
  switch (expr.kind) {
    case 'name': {
      const found = lookUp(scope, expr.id);
      return found === undefined ? builtin(expr.id) : found;
    }
    case 'number': {
      const value = Number(expr.text.replaceAll('_', ''));
      return Number.isNaN(value) ? unknown('a complex number', span) : value;
    }
    case 'string':
      return expr.parts ? text(expr.parts.map((part) => (typeof part === 'string' ? part : inner(part)))) : expr.value;
    case 'constant':
      return expr.value === '...' ? api('Ellipsis') : expr.value;
    case 'tuple':
    case 'list':
    case 'set':
      return { kind: expr.kind === 'tuple' ? 'tuple' : 'list', items: spread(machine, scope, expr.items) };
    case 'dict': {
      const entries = new Map<string | number, Value>();
      for (const { key, value } of expr.entries) {
        const found = inner(value);
        if (key) {
          const name = inner(key);
          if (typeof name === 'string' || typeof name === 'number') entries.set(name, found);
        } else if (isKind(found, 'dict')) for (const [name, each] of found.entries) entries.set(name, each);
      }
      return { kind: 'dict', entries };
    }
    case 'attribute':
      return attribute(machine, inner(expr.object), expr.name, span);
    case 'index':
      return readIndex(
        machine,
        inner(expr.object),
        expr.indexes.map((each) => indexInto(machine, scope, each)),
        span,
      );
    case 'call': {
      const special = superCall(machine, scope, expr);
      if (special !== undefined) return special;
      const callee = inner(expr.callee);
      const args: Value[] = [];
      const keywords = new Map<string, Value>();
      for (const each of expr.args) {
        const value = inner(each.value);
        if (each.star === '*') args.push(...iterate(machine, value, span));
        else if (each.star === '**') {
          if (isKind(value, 'dict')) for (const [name, one] of value.entries) keywords.set(String(name), one);
        } else if (each.name !== null) keywords.set(each.name, value);
        else args.push(value);
      }
      return call(machine, callee, args, keywords, span);
    }
    case 'unary':
      return unary(machine, expr.operator, inner(expr.operand), span);
    case 'binary':
      return binary(machine, expr.operator, inner(expr.left), inner(expr.right), span);
    case 'boolean': {
      let value: Value = expr.operator === 'and';
      for (const each of [expr.left, expr.right]) {
        value = inner(each);
        const known = truth(value);
        if (known === null) return value;
        if (known === (expr.operator === 'or')) return value;
      }
      return value;
    }
    case 'compare': {
      const values = expr.operands.map(inner);
      let result: Value = true;
      for (const [i, operator] of expr.operators.entries()) {
        result = compare(machine, operator, values[i] ?? null, values[i + 1] ?? null, span);
        if (truth(result) !== true) return result;
      }
      return result;
    }
    case 'conditional': {
      const test = inner(expr.test);
      const known = truth(test);
      if (known === null) machine.guesses.add(machine.lineOf(span));
      return inner(known === true ? expr.body : expr.orElse);
    }
    case 'lambda':
      return makeFunction(machine, scope, expr, null);
    case 'comprehension': {
      const results: Value[] = [];
      const entries = new Map<string | number, Value>();
      const own: Scope = { file: scope.file, names: new Map(), outer: scope };
      const run = (depth: number): void => {
        const clause = expr.clauses[depth];
        if (!clause) {
          const key = expr.key && evaluate(machine, own, expr.key);
          const value = evaluate(machine, own, expr.element);
          if (typeof key === 'string' || typeof key === 'number') entries.set(key, value);
          else results.push(value);
          return;
        }
        for (const item of iterate(machine, evaluate(machine, own, clause.iterable), span)) {
          assign(machine, own, clause.target, item);
          if (clause.conditions.every((each) => truth(evaluate(machine, own, each)) === true)) run(depth + 1);
        }
      };
      run(0);
      return expr.result === 'dict' ? { kind: 'dict', entries } : list(results);
    }
    case 'walrus': {
      const value = inner(expr.value);
      assign(machine, scope, expr.target, value);
      return value;
    }
    default:
      return unknown('an expression that is not calculated with', span);
  }
}

function spread(machine: Machine, scope: Scope, items: readonly Expr[]): Value[] {
  return items.flatMap((each) =>
    each.kind === 'star'
      ? [...iterate(machine, evaluate(machine, scope, each.value), machine.span(scope, each))]
      : [evaluate(machine, scope, each)],
  );
}

export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const found = at.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const builtins = new Set(
  `range len int float bool str abs max min sum round enumerate zip list tuple dict set isinstance hasattr getattr setattr
   print pow any all sorted reversed map type callable divmod`.split(/\s+/),
);

const builtin = (name: string): Value =>
  builtins.has(name)
    ? api(`builtins.${name}`)
    : name === 'object'
      ? api('builtins.object')
      : unknown(`the name \`${name}\``);

const text = (parts: readonly Value[]): Value =>
  parts.every((part) => typeof part === 'string' || typeof part === 'number') ? parts.join('') : 'text';

/** Null where it can't be known. */
export function truth(value: Value): boolean | null {
  if (value === null) return false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string') return value !== '';
  if (isUnknown(value)) return null;
  if (isItems(value)) return value.items.length > 0;
  if (isKind(value, 'dict')) return value.entries.size > 0;
  if (isTensor(value)) return value.data.length === 1 ? value.data[0] !== 0 : null;
  return true;
}

export function* iterate(machine: Machine, value: Value, span: ReturnType<Machine['span']>): Generator<Value> {
  if (isItems(value)) yield* [...value.items];
  else if (isKind(value, 'dict')) yield* value.entries.keys();
  else if (typeof value === 'string') yield* value;
  else if (isKind(value, 'layer') && /^(?:ModuleList|ParameterList|Sequential)$/.test(value.type))
    yield* value.fields.values();
  else if (isTensor(value) && value.shape.length > 0) {
    const [length = 0, ...rest] = value.shape;
    const size = value.data.length / Math.max(length, 1);
    for (let i = 0; i < length; i++) {
      const part = tensor(rest, value.data.slice(i * size, (i + 1) * size));
      yield machine.traced(part, 'index', [value], span);
    }
  }
}
