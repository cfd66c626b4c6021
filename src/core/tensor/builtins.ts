// Python's own functions in the array machine.
import { type Span } from '../text';
import { attribute, setAttribute } from './attributes';
import { foreignBases, lineage, memberOf, typeName } from './classes';
import { compare } from './arithmetic';
import { iterate, truth } from './expressions';
import { type Machine } from './machine';
import { operations } from './operations/all';
import { Given } from './operations/given';
import {
  isInstance,
  isItems,
  isKind,
  isLayer,
  isTensor,
  isUnknown,
  list,
  numberOf,
  tuple,
  unknown,
  type Value,
} from './values';

const longestRange = 2_000_000;

export function builtinCall(
  machine: Machine,
  name: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  span: Span,
  receiver: Value | null,
): Value {
  const [first = null, second = null] = args;
  const all = (value: Value): Value[] => [...iterate(machine, value, span)];
  switch (name) {
    case 'range': {
      const numbers = args.map((each) => numberOf(each));
      if (numbers.some((each) => each === null)) return args.find(isUnknown) ?? unknown('a range', span);
      const [start, end, step] =
        numbers.length === 1
          ? [0, numbers[0] as number, 1]
          : [numbers[0] as number, numbers[1] as number, numbers[2] ?? 1];
      const length = Math.max(0, Math.ceil((end - start) / step));
      if (!(length <= longestRange)) return unknown('a range that is too long', span);
      return list(Array.from({ length }, (_, i) => start + i * step));
    }
    case 'len':
      if (isItems(first)) return first.items.length;
      if (isTensor(first)) return first.shape[0] ?? 0;
      if (isKind(first, 'dict')) return first.entries.size;
      if (isLayer(first)) return first.fields.size;
      return typeof first === 'string' ? first.length : unknown('a length', span);
    case 'int':
    case 'float':
    case 'bool':
    case 'round': {
      if (isUnknown(first)) return first;
      const number = typeof first === 'string' ? Number(first) : numberOf(first);
      if (number === null || (Number.isNaN(number) && typeof first === 'string'))
        return unknown('a number out of something else', span);
      if (name === 'bool') return number !== 0;
      if (name === 'round') {
        const digits = 10 ** (numberOf(second) ?? 0);
        return Math.round(number * digits) / digits;
      }
      return name === 'int' ? Math.trunc(number) : number;
    }
    case 'str':
      return typeof first === 'string' ? first : typeof first === 'number' ? String(first) : 'text';
    case 'list':
    case 'sorted':
    case 'reversed': {
      const items = args.length === 0 ? [] : all(first);
      if (name === 'reversed') items.reverse();
      if (name === 'sorted') items.sort((a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0));
      return list(items);
    }
    case 'tuple':
      return tuple(args.length === 0 ? [] : all(first));
    case 'set':
      return list([...new Set(args.length === 0 ? [] : all(first))]);
    case 'dict': {
      const entries = new Map<string | number, Value>(isKind(first, 'dict') ? first.entries : []);
      for (const [key, value] of keywords) entries.set(key, value);
      return { kind: 'dict', entries };
    }
    case 'enumerate':
      return list(all(first).map((each, i) => tuple([i + (numberOf(second) ?? 0), each])));
    case 'zip': {
      const columns = args.map(all);
      const length = Math.min(...columns.map((column) => column.length));
      return list(
        Array.from({ length: columns.length === 0 ? 0 : length }, (_, i) =>
          tuple(columns.map((column) => column[i] as Value)),
        ),
      );
    }
    case 'any':
    case 'all': {
      const known = all(first).map(truth);
      if (known.includes(null)) return unknown('whether all hold', span);
      return name === 'any' ? known.includes(true) : !known.includes(false);
    }
    case 'isinstance':
      return isOfType(first, second);
    case 'hasattr':
      return hasAttribute(first, String(second));
    case 'getattr':
      return hasAttribute(first, String(second)) !== true && args.length > 2
        ? (args[2] ?? null)
        : attribute(machine, first, String(second), span);
    case 'setattr':
      setAttribute(first, String(second), args[2] ?? null);
      return null;
    case 'callable':
      return isKind(first, 'function') || isKind(first, 'class') || isKind(first, 'api') || isLayer(first);
    case 'type':
      return typeName(first);
    case 'print':
      return null;
    case 'min':
    case 'max': {
      const values = args.length === 1 ? all(first) : [...args];
      const strange = values.find(isUnknown);
      if (strange) return strange;
      if (args.length === 1 && isTensor(first) && first.shape.length !== 1) break;
      return values.reduce(
        (best, each) => (compare(machine, name === 'min' ? '<' : '>', each, best, span) === true ? each : best),
        values[0] ?? null,
      );
    }
    case 'sum':
      if (isItems(first)) {
        return first.items.reduce<Value>(
          (total, each) => call2(machine, 'add', [total, each], span),
          numberOf(second) ?? 0,
        );
      }
      break;
    case '__init__':
      return null;
  }
  const rest = receiver === null ? args : [receiver, ...args];
  return call2(machine, name, rest, span);
}

function call2(machine: Machine, name: string, args: readonly Value[], span: Span): Value {
  const strange = args.find(isUnknown);
  if (strange) return strange;
  if (!Object.hasOwn(operations, name)) return unknown(`\`${name}\``, span);
  return operations[name]?.(new Given(machine, name, args, new Map(), span, false)) ?? null;
}

function hasAttribute(of: Value, name: string): Value {
  if (isInstance(of)) return of.fields.has(name) || memberOf(of.type, name) !== undefined;
  if (isLayer(of)) return of.fields.has(name);
  return isUnknown(of) ? of : false;
}

function isOfType(value: Value, type: Value): Value {
  if (isUnknown(value)) return value;
  if (isItems(type)) return type.items.some((each) => isOfType(value, each) === true);
  if (isKind(type, 'class')) return isInstance(value) && lineage(value.type).includes(type);
  if (!isKind(type, 'api')) return unknown('a type');
  const name = type.path.slice(type.path.lastIndexOf('.') + 1);
  if (name === 'int') return typeof value === 'number' && Number.isInteger(value);
  if (name === 'float' || name === 'Number') return typeof value === 'number';
  if (name === 'str') return typeof value === 'string';
  if (name === 'bool') return typeof value === 'boolean';
  if (name === 'list' || name === 'tuple') return isItems(value) && value.kind === name;
  if (name === 'dict') return isKind(value, 'dict');
  if (/^(?:Tensor|ndarray)$/.test(name)) return isTensor(value);
  if (isLayer(value)) return value.type === name || name === 'Module';
  if (isInstance(value)) return foreignBases(value.type).some((path) => path.endsWith(name));
  return false;
}
