// NumPy's functions on arrays whose elements are all there: element by element, along an axis, put together.
import { add, compare, isInteger, rational, zero } from '../units/rational';
import { binary, metClaim } from './arithmetic';
import { classOfFunction } from './functionClasses';
import { callArray, derived, evaluateReduction } from './libraries/arrays';
import { argument, type Call } from './library';
import { alongAxis, depthOf, flattened, wholeOf } from './nested';
import { constantOf, literal } from './numbers';
import { constant, keyOf, makeAtom, symbol } from './poly';
import { type Run } from './run';
import { nothing, num, type Num, type Sequence, sequence, unknown, type Value } from './value';

const mostItems = 512;

/** What is done to each element by itself. */
const single = /^(?:abs|absolute|fabs|round|around|rint|floor|ceil|trunc)$/;

export function onSequence(run: Run, call: Call, name: string, list: Sequence, rest: readonly Value[]): Value {
  const kind = classOfFunction(name);
  const each = (item: Value): Value =>
    item.kind === 'num' || item.kind === 'sequence' || item.kind === 'unknown'
      ? (callArray(run, { ...call, receiver: null, args: [item, ...rest] }) ?? unknown(''))
      : item;
  if (name === 'repeat' || name === 'tile') return repeated(name, list, argument(call, 'repeats', -1) ?? rest[0]);
  if (name === 'astype' && isWholeType(rest[0])) return mapped(list, truncated);
  if (/^(?:nonzero|where|flatnonzero|argwhere)$/.test(name) && rest.length === 0) {
    const found = placesOf(list, name);
    if (found) return found;
  }
  if (name === 'transpose' || name === 't') return depthOf(list) === 2 ? alongAxis(list, 0, rowOf) : list;
  if (name === 'cast' || name === 'Parameter' || kind === 'same') {
    if (/^(?:reshape|ravel|flatten)$/.test(name))
      return sequence(
        'array',
        list.items.flatMap((item) => (item.kind === 'sequence' ? item.items : [item])),
        list.count,
      );
    return sequence(
      name === 'tolist' ? 'list' : 'array',
      list.items.map((item) => (item.kind === 'sequence' ? sequence('array', item.items, item.count) : item)),
      list.count,
    );
  }
  const apart = kind === 'pure' || kind === 'root' || kind === 'square' || kind === 'negative' || kind === 'reciprocal';
  if (apart || single.test(name)) return sequence('array', list.items.map(each), list.count);
  if (/^(?:hstack|concatenate|concat|cat|append)$/.test(name)) return putTogether(run, call, list, rest);
  if (kind === 'like') return reduced(run, call, name, list, rest);
  return unknown(`what \`${name}\` finds`);
}

/** Where a known array of one or two axes is not zero: `rows, columns = np.nonzero(adjacency)`. */
function placesOf(list: Sequence, name: string): Sequence | null {
  const isMatrix = list.items.some((each) => each.kind === 'sequence');
  const found: (readonly number[])[] = [];
  for (const [i, row] of list.items.entries()) {
    if (list.count || (isMatrix && (row.kind !== 'sequence' || row.count))) return null;
    const items = isMatrix && row.kind === 'sequence' ? row.items : [row];
    for (const [j, each] of items.entries()) {
      const exact = each.kind === 'num' && !each.shape?.length ? constantOf(each) : null;
      if (!exact && each.kind !== 'flag') return null;
      if (exact ? exact.n !== 0n : each.kind === 'flag' && each.value) found.push(isMatrix ? [i, j] : [i]);
    }
  }
  const columns = (isMatrix ? [0, 1] : [0]).map((axis) => found.map((each) => each[axis] ?? 0));
  const array = (values: readonly number[]): Sequence =>
    sequence(
      'array',
      values.map((each) => literal(rational(each))),
    );
  if (name === 'argwhere') return sequence('array', found.map(array));
  const [first = []] = columns;
  return name === 'flatnonzero' && !isMatrix ? array(first) : sequence('tuple', columns.map(array));
}

const rowOf = (items: readonly Value[]): Value => sequence('array', [...items]);

const isWholeType = (value: Value | undefined): boolean =>
  (value?.kind === 'external' && /(?:^|\.)u?int\d*$/.test(value.path)) ||
  (value?.kind === 'text' && /^u?int\d*$|^[iu]\d$/.test(value.value));

function mapped(list: Sequence, change: (value: Num) => Num): Sequence {
  return sequence(
    'array',
    list.items.map((each) =>
      each.kind === 'sequence' ? mapped(each, change) : each.kind === 'num' ? change(each) : each,
    ),
    list.count,
  );
}

/** A whole number, towards zero. */
function truncated(value: Num): Num {
  const exact = constantOf(value);
  return exact && !isInteger(exact) ? { ...value, poly: constant(rational(exact.n / exact.d)) } : value;
}

function repeated(name: string, list: Sequence, times: Value | undefined): Value {
  const count = wholeOf(times);
  if (count === null || count < 0 || list.count || count * list.items.length > mostItems) return list;
  const items =
    name === 'tile'
      ? Array.from({ length: count }, () => list.items).flat()
      : list.items.flatMap((each) => Array.from({ length: count }, () => each));
  return sequence('array', items);
}

function putTogether(run: Run, call: Call, list: Sequence, rest: readonly Value[]): Value {
  const last = call.path.endsWith('append') ? rest[0] : undefined;
  const all = last ? [list, ...(last.kind === 'sequence' ? [last] : [sequence('array', [last])])] : list.items;
  const parts = all.flatMap((item) => (item.kind === 'sequence' ? item.items : [item]));
  const rows = parts.map((item) => (item.kind === 'sequence' ? sequence('array', item.items, item.count) : item));
  if (!parts.every((item) => item.kind === 'num')) return sequence('array', rows);
  return (run.settling && longArray(run, parts, call)) ?? joined(run, parts, call);
}

/** To run the network: arrays that stand as one number with a shape make another such, which remembers its parts. */
function longArray(run: Run, parts: readonly Num[], call: Call): Num | null {
  const axes = Math.max(...parts.map((each) => each.shape?.length ?? 0));
  const isLong = parts.some(({ shape }) => shape?.some((size) => constantOf(size ?? undefined)?.n !== 1n));
  if (!isLong) return null;
  const given = call.keywords.get('axis');
  const axis = call.path.endsWith('hstack') ? (axes > 1 ? 1 : 0) : given ? wholeOf(given) : 0;
  const [first] = parts;
  if (!first || (axis !== 0 && axis !== 1) || axis >= axes) return null;
  const sizes = parts.map(({ shape }) => (shape?.length === axes ? constantOf(shape[axis] ?? undefined) : rational(1)));
  const total = sizes.reduce((sum, size) => sum && size && add(sum, size), rational(0));
  const joint = { span: call.span, what: axis === 0 ? 'concatenate' : 'concatenate columns', inputs: parts };
  const atom = makeAtom(`${joint.what}(${parts.map((each) => keyOf(each.poly)).join()})`, 'concatenate(…)');
  return num(symbol(atom), {
    claim: parts
      .slice(1)
      .reduce((claim, each) => metClaim(run, 'concatenate', { ...first, claim }, each, call.span), first.claim),
    quantity: parts.every((each) => each.quantity),
    shape: (first.shape ?? []).map((size, i) => (i === axis ? total && literal(total) : size)),
    origin: joint,
  });
}

/** Numbers that end up in one array must be of one unit. */
function joined(run: Run, parts: readonly Value[], call: Call): Value {
  parts.forEach((b, i) => {
    const a = parts[i - 1];
    if (a?.kind === 'num' && b.kind === 'num') metClaim(run, 'concatenate', a, b, call.span);
  });
  return sequence('array', [...parts]);
}

/** Over all elements, or along the axis that the call names. */
function reduced(run: Run, call: Call, name: string, list: Sequence, rest: readonly Value[]): Value {
  const [first] = list.items;
  if (list.count && first?.kind === 'num')
    return evaluateReduction(run, name, { ...call, receiver: null, args: [first] });
  const given = call.keywords.get('axis') ?? call.keywords.get('dim') ?? rest[0];
  const axis = given === undefined || given.kind === 'nothing' ? null : wholeOf(given);
  const bare = name.replace(/^reduce_|^nan/, '');
  const fold = (items: readonly Value[]): Value => folded(run, call, bare, items);
  if (axis !== null && depthOf(list) > 1) return alongAxis(list, axis, fold);
  if (given !== undefined && given.kind !== 'nothing' && axis === null) return unknown(`the ${bare} along an axis`);
  return fold(flattened(list));
}

/** However many are added up, to the reader it is one step. */
const inOneStep = (value: Value, what: string, { span }: Call, inputs: readonly Num[]): Value =>
  value.kind === 'num' ? { ...value, origin: { span, what, inputs } } : value;

function folded(run: Run, call: Call, bare: string, items: readonly Value[]): Value {
  const numbers = items.flatMap((item) => (item.kind === 'num' ? [item] : []));
  const [first] = numbers;
  if (numbers.length !== items.length || !first) return unknown(`the ${bare} of what is not known`);
  const add = (a: Value, b: Value): Value => binary(run, '+', a, b, call.span);
  const total = (): Value => inOneStep(numbers.slice(1).reduce<Value>(add, first), bare, call, numbers);
  switch (bare) {
    case 'sum':
      return total();
    case 'mean':
    case 'average':
      return binary(run, '/', total(), literal(rational(numbers.length)), call.span);
    case 'cumsum': {
      let sum: Value = nothing;
      return sequence(
        'array',
        numbers.map((each, i) => (sum = i === 0 ? each : add(sum, each))),
      );
    }
    case 'diff':
      return sequence(
        'array',
        numbers.slice(1).map((each, i) => binary(run, '-', each, numbers[i] ?? each, call.span)),
      );
    case 'max':
    case 'min':
    case 'amax':
    case 'amin': {
      const order = bare.endsWith('max') ? 1 : -1;
      if (numbers.every((each) => constantOf(each)))
        return numbers.reduce((a, b) => (compare(constantOf(b) ?? zero, constantOf(a) ?? zero) === order ? b : a));
    }
  }
  return derived(first, bare, {});
}
