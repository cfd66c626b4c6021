// What `object[…]` is: elements, slices and masks keep the value and change the shape; keys of files and dictionaries become symbols.
import { type Span } from '../text';
import { isInteger, one } from '../units/rational';
import { extended, findMember } from './attributes';
import { callFunction } from './functions';
import { keyOfValue } from './expressions';
import { joinValues } from './join';
import { positionsOf } from './nested';
import { allNumbers } from '../network/arrayNumbers';
import { constantOf, fromFloat, isCondition, keySymbol } from './numbers';
import { asConstant, constant, keyOf } from './poly';
import { elementMark } from './elements';
import { type Run } from './run';
import {
  nothing,
  type Num,
  itemsOfNamedTuple,
  num,
  type Origin,
  plainValue,
  type Sequence,
  sequence,
  type Shape,
  type Table,
  thing,
  unknown,
  type Value,
} from './value';

export function makeSlice([lower = nothing, upper = nothing, step = nothing]: readonly Value[]): Value {
  return thing(
    'slice',
    null,
    new Map([
      ['lower', lower],
      ['upper', upper],
      ['step', step],
    ]),
  );
}

/** Of one index it is known that it is another one: `t[1] - t[0]` is not zero. */
function indexKey(index: Value): string {
  if (index.kind === 'num') return index.special ?? keyOf(index.poly);
  if (isSlice(index))
    return ['lower', 'upper', 'step'].map((part) => indexKey(index.fields.get(part) ?? nothing)).join(':');
  return index.kind;
}

const elementOrigin = (inputs: readonly Num[], indexes: readonly Value[], span: Span): Origin => ({
  span,
  what: elementMark + indexes.map(indexKey).join(),
  inputs,
});

const isSlice = (value: Value): value is Extract<Value, { kind: 'thing' }> =>
  value.kind === 'thing' && value.type === 'slice';

export function indexValue(run: Run, object: Value, indexes: readonly Value[], span: Span): Value {
  const [first] = indexes;
  switch (object.kind) {
    case 'sequence':
      return first ? element(run, object, indexes) : object;
    case 'table':
      return first ? entry(run, object, first, span) : unknown('no key');
    case 'num': {
      const known = run.settling ? elementKnown(object, indexes) : null;
      return {
        ...object,
        ...(known === null ? {} : { poly: fromFloat(known).poly, draw: null }),
        shape: object.shape && indexedShape(object.shape, indexes),
        literal: false,
        origin: elementOrigin([object], indexes, span),
      };
    }
    case 'thing': {
      const known = run.libraries.ofThing(object)?.index?.(run, object, indexes, span);
      if (known?.kind === 'num') return { ...known, origin: known.origin ?? elementOrigin([], indexes, span) };
      return known ?? unknown(`an element of ${object.type}`);
    }
    case 'instance': {
      const items = itemsOfNamedTuple(object);
      if (items && first) return element(run, sequence('tuple', items), indexes);
      const method = findMember(object.type, '__getitem__');
      return method?.kind === 'function'
        ? callFunction(run, { ...method, bound: [object] }, [...indexes], new Map())
        : unknown('an element of an object');
    }
    case 'class': {
      const key = first && keyOfValue(first);
      return (key !== null && key !== undefined && object.members.get(key)) || object;
    }
    case 'choice':
      return joinValues(
        run,
        object.options.map((each) => ({ ...each, value: indexValue(run, each.value, indexes, span) })),
      );
    case 'unknown': {
      const name = lastName(indexes);
      return name === null ? object : extended(object, name);
    }
    case 'external': {
      // `list[int]` stays what it is; `recorder.events['times']` is a number that goes by its key.
      const name = object.receiver ? lastName(indexes) : null;
      return name === null
        ? object
        : unknown(`\`${name}\` of \`${object.path}\``, { id: `${object.path}[${name}]`, text: name, name });
    }
    default:
      return unknown(`an element of a ${object.kind}`);
  }
}

/** `rates[3]` of an array whose numbers the script calculates. */
function elementKnown(array: Num, indexes: readonly Value[]): number | null {
  const [index, ...more] = indexes;
  const place = more.length === 0 && index?.kind === 'num' && !index.shape?.length ? constantOf(index) : null;
  if (!place || !isInteger(place) || asConstant(array.poly)) return null;
  const numbers = allNumbers(array);
  const at = Number(place.n);
  const value = numbers?.[at < 0 ? at + numbers.length : at];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

/** `glif3[pid, G.VSC]` is known by its last named index. */
function lastName(indexes: readonly Value[]): string | null {
  for (const each of [...indexes].reverse()) {
    if (each.kind === 'text') return each.value;
    if (each.kind === 'unknown' && each.symbol && /^[A-Z][A-Z0-9_]*$/.test(each.symbol.name)) return each.symbol.name;
    if (each.kind === 'thing' && each.type === 'enum.member') {
      const name = each.fields.get('name');
      if (name?.kind === 'text') return name.value;
    }
    if (each.kind === 'external' && /\.[A-Z][A-Z0-9_]*$/.test(each.path))
      return each.path.slice(each.path.lastIndexOf('.') + 1);
  }
  return null;
}

function entry(run: Run, object: Table, key: Value, span: Span): Value {
  const name = keyOfValue(key);
  if (name === null) {
    run.lose(object);
    const [each] = object.others.values();
    if (each && object.entries.size === 0) return each;
    const values = [...object.entries.values()];
    return values.length === 1 && values[0] ? values[0] : unknown('a key not known');
  }
  const known = object.entries.get(name) ?? run.shadowed(object.entries, name);
  run.readKey(object, name, known !== undefined, false, span);
  if (known) return known;
  // What is built up under unknown keys is of one kind; numbers and texts go by their key.
  const [each] = object.others.values();
  if (each && /^(?:thing|sequence|table|instance|function)$/.test(each.kind)) return each;
  if (object.source !== null || object.open)
    return unknown(`\`${name}\` of ${object.source ?? 'a dictionary'}`, keySymbol(name));
  return unknown(`the dictionary has no key ${name}`, keySymbol(name));
}

function element(run: Run, given: Sequence, indexes: readonly Value[]): Value {
  const items = run.shadowItems(given);
  const object = items === given.items ? given : { ...given, items: [...items] };
  const [first, ...rest] = indexes;
  if (!first) return object;
  // `sizes[:, None]` adds an axis.
  if (first.kind === 'nothing') return sequence('array', [rest.length > 0 ? element(run, object, rest) : object], null);
  if (isSlice(first)) {
    const part = object.count ? object : sliced(object, first);
    if (rest.length === 0 || part.kind !== 'sequence') return part;
    return sequence(
      part.flavour,
      part.items.map((each) => further(run, each, rest)),
      part.count,
    );
  }
  const exact = constantOf(plainValue(first));
  if (exact && isInteger(exact)) {
    const at = Number(exact.n);
    const found = object.items[at < 0 ? object.items.length + at : at] ?? (object.count ? object.items[0] : undefined);
    if (!found) return unknown('an index out of range');
    return rest.length > 0 ? further(run, found, rest) : found;
  }
  if (isCondition(first)) return object;
  const picked = first.kind === 'sequence' && !object.count ? positionsOf(first, object.items.length) : null;
  if (picked)
    return sequence(
      'array',
      picked.map((at) => object.items[at] ?? unknown('an element')),
    );
  const joined = joinValues(
    run,
    object.items.slice(0, 8).map((value) => ({ value, condition: '' })),
  );
  return joined;
}

/** The indexes that are left, on one row. */
function further(run: Run, row: Value, indexes: readonly Value[]): Value {
  if (row.kind === 'num' && indexes.every((each) => each.kind === 'nothing')) return sequence('array', [row]);
  return indexValue(run, row, indexes, { file: '', start: 0, end: 0 });
}

function sliced(object: Sequence, slice: Extract<Value, { kind: 'thing' }>): Value {
  const positions = positionsOf(slice, object.items.length);
  if (!positions) return unknown('a slice whose bounds are not known');
  return sequence(
    object.flavour,
    positions.map((at) => object.items[at] ?? unknown('an element')),
  );
}

/** How indexing changes a shape: an integer takes an axis away, `None` adds one, a slice or mask leaves one of unknown length. */
function indexedShape(shape: Shape, indexes: readonly Value[]): Shape | null {
  const result: (Num | null)[] = [];
  let axis = 0;
  for (const index of indexes) {
    if (index.kind === 'nothing') result.push(num(constant(one)));
    else if (isSlice(index)) {
      result.push(shape[axis] ?? null);
      axis++;
    } else if (index.kind === 'num' && !isCondition(index) && !index.shape?.length) axis++;
    else if (index.kind === 'unknown' && index.reason === 'an ellipsis') {
      const keep =
        shape.length -
        axis -
        indexes.filter((each) => each.kind !== 'nothing' && each !== index).length +
        indexes.indexOf(index);
      while (axis < keep) result.push(shape[axis++] ?? null);
    } else {
      result.push(null);
      axis++;
    }
  }
  return [...result, ...shape.slice(axis)];
}
