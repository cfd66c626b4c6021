// Python's own functions.
import { add, compare, isInteger, isZero, parseDecimal, rational, zero } from '../units/rational';
import { attributeOf, findMember } from './attributes';
import { arithmetic, binary, negateNumber } from './arithmetic';
import { callByValue } from './calls';
import { textOf, truthOf } from './expressions';
import { joinValues } from './join';
import { argument, type Call } from './library';
import { unknownCount } from './lists';
import { elementsOf } from './loops';
import { constant } from './poly';
import { bareNumber, constantOf, literal, numberOfSetting, toNumber } from './numbers';
import { type Run } from './run';
import { evaluateReduction } from './libraries/arrays';
import { flag, nothing, num, sequence, table, text, thing, unknown, type Value } from './value';

type Builtin = (run: Run, call: Call) => Value;

const identity: Builtin = (_run, call) => call.args[0] ?? nothing;

const builtins: Readonly<Record<string, Builtin>> = {
  range: (run, call) => {
    const [first, second, third] = call.args.map((each) => toNumber(run, each));
    const start = second === undefined ? literal(zero) : first;
    const stop = second === undefined ? first : second;
    if (!start || !stop) return unknown('a range not known');
    return thing(
      'range',
      null,
      new Map<string, Value>([
        ['start', start],
        ['stop', stop],
        ['step', third ?? literal(rational(1))],
      ]),
    );
  },
  len: (run, call) => {
    const [value] = call.args;
    if (value?.kind === 'sequence') return value.count ?? literal(rational(value.items.length));
    if (value?.kind === 'table' && !value.open) return literal(rational(value.entries.size));
    if (value?.kind === 'text') return literal(rational(value.value.length));
    if (value?.kind === 'num' && value.shape?.[0]) return value.shape[0];
    if (value?.kind === 'thing') {
      const { count } = elementsOf(run, value, call.span, 1);
      if (count) return count;
    }
    return unknown(
      'a length not known',
      value?.kind === 'unknown' && value.symbol
        ? { id: `len:${value.symbol.id}`, text: `len(${value.symbol.text})`, name: 'n' }
        : null,
    );
  },
  int: (run, call) => rounded(run, call, (n, d) => n / d),
  float: (run, call) => {
    const [value] = call.args;
    if (value?.kind === 'text') {
      const special = /^([+-]?)(inf(?:inity)?|nan)$/i.exec(value.value.trim());
      if (special)
        return num({ terms: [] }, { special: /nan/i.test(value.value) ? 'nan' : special[1] === '-' ? '-inf' : 'inf' });
      const exact = parseDecimal(value.value.trim());
      if (!exact) return unknown('a number read from text');
      return value.setting ? numberOfSetting(exact, value.setting) : literal(exact);
    }
    const number = value ? toNumber(run, value) : null;
    return number ? bareNumber(number) : (value ?? unknown('no number'));
  },
  abs: (run, call) => {
    const value = toNumber(run, call.args[0]);
    const exact = value && constantOf(value);
    return value && exact
      ? { ...value, poly: exact.n < 0n ? negateNumber(value, call.span).poly : value.poly }
      : evaluateReduction(run, 'abs', call);
  },
  round: (run, call) => {
    const value = toNumber(run, call.args[0]);
    const digits = constantOf(call.args[1]) ?? zero;
    const exact = value && constantOf(value);
    if (!value || !exact || !isInteger(digits) || digits.n < 0n || digits.n > 20n)
      return value ?? unknown('a number not known');
    const scale = 10n ** digits.n;
    const rounded = rational(roundHalfEven(exact.n * scale, exact.d), scale);
    return { ...value, poly: constant(rounded) };
  },
  min: (run, call) => extreme(run, call, -1),
  max: (run, call) => extreme(run, call, 1),
  sum: (run, call) => {
    const [value] = call.args;
    if (value?.kind !== 'sequence') return evaluateReduction(run, 'sum', call);
    const [only] = value.items;
    if (value.count && only) return binary(run, '*', only, value.count, call.span);
    return value.items.reduce<Value>(
      (total, each) => binary(run, '+', total, each, call.span),
      call.args[1] ?? literal(zero),
    );
  },
  pow: (run, call) => binary(run, '**', call.args[0] ?? unknown(''), call.args[1] ?? unknown(''), call.span),
  divmod: (run, call) =>
    sequence(
      'tuple',
      (['//', '%'] as const).map((operator) =>
        binary(run, operator, call.args[0] ?? unknown(''), call.args[1] ?? unknown(''), call.span),
      ),
    ),
  enumerate: (run, call) => {
    const given = elementsOf(run, call.args[0] ?? unknown(''), call.span, 256);
    const { elements } = given;
    const count = given.count ?? (given.representative ? unknownCount(run) : null);
    const start = constantOf(argument(call, 'start', 1)) ?? zero;
    const index = (i: number): Value =>
      count
        ? unknown('an index', { id: `index:${call.span.file}:${call.span.start}`, text: 'i', name: 'i' })
        : literal(add(start, rational(i)));
    return sequence(
      'list',
      elements.map((each, i) => sequence('tuple', [index(i), each])),
      count,
    );
  },
  zip: (run, call) => {
    const columns = call.args.map((each) => elementsOf(run, each, call.span, 256));
    const plain = columns.filter((each) => !each.representative);
    if (columns.length === 0) return sequence('list', []);
    const length = plain.length > 0 ? Math.min(...plain.map((each) => each.elements.length)) : 1;
    const rows = Array.from({ length }, (_, i) =>
      sequence(
        'tuple',
        columns.map((each) => each.elements[each.representative ? 0 : i] ?? unknown('an element')),
      ),
    );
    const known = columns.find((each) => each.count)?.count;
    return sequence('list', rows, plain.length > 0 ? null : (known ?? unknownCount(run)));
  },
  map: (run, call) => {
    const [func, ...rest] = call.args;
    const [first] = rest;
    if (!func || !first || rest.length > 1) return unknown('a map over several');
    const { elements, count } = elementsOf(run, first, call.span, 256);
    return sequence(
      'list',
      elements.map((each) => callByValue(run, func, [each], call.span)),
      count,
    );
  },
  filter: (_run, call) => call.args[1] ?? unknown('nothing to filter'),
  sorted: (run, call) => listOf(run, call.args[0], 'list'),
  reversed: (run, call) => {
    const list = listOf(run, call.args[0], 'list');
    return list.kind === 'sequence' && !list.count ? { ...list, items: [...list.items].reverse() } : list;
  },
  list: (run, call) => listOf(run, call.args[0], 'list'),
  tuple: (run, call) => listOf(run, call.args[0], 'tuple'),
  set: (run, call) => listOf(run, call.args[0], 'set'),
  frozenset: (run, call) => listOf(run, call.args[0], 'set'),
  iter: identity,
  next: (run, call) => elementsOf(run, call.args[0] ?? unknown(''), call.span, 1).elements[0] ?? unknown('an element'),
  dict: (_run, call) => {
    const result = table();
    const [first] = call.args;
    if (first?.kind === 'table') {
      for (const [key, value] of first.entries) {
        result.entries.set(key, value);
        const place = first.valuePlaces.get(key);
        if (place) result.valuePlaces.set(key, place);
      }
      result.open = first.open;
    } else if (first?.kind === 'sequence' && !first.count) {
      for (const item of first.items) {
        const key = item.kind === 'sequence' && item.items[0] ? textOf(item.items[0]) : null;
        if (key !== null && item.kind === 'sequence' && item.items[1]) result.entries.set(key, item.items[1]);
        else result.open = true;
      }
    } else if (first) result.open = true;
    for (const [key, value] of call.keywords) {
      result.entries.set(key, value);
      const span = call.keywordSpans.get(key);
      if (span) result.valuePlaces.set(key, span);
    }
    return result;
  },
  str: (_run, call) => {
    const value = call.args[0] && textOf(call.args[0]);
    return value === undefined ? text('') : value === null ? unknown('a text put together at run time') : text(value);
  },
  bool: (_run, call) => {
    const truth = call.args[0] ? truthOf(call.args[0]) : false;
    return truth === null ? unknown('a condition not known') : flag(truth);
  },
  any: (_run, call) => condition(call, false),
  all: (_run, call) => condition(call, true),
  isinstance: (run, call) => isInstance(run, call.args[0], call.args[1]),
  hasattr: (_run, call) => {
    const [object, name] = call.args;
    if (object?.kind !== 'instance' || name?.kind !== 'text') return unknown('a condition not known');
    return object.fields.has(name.value) || findMember(object.type, name.value)
      ? flag(true)
      : unknown('a condition not known');
  },
  getattr: (run, call) => {
    const [object, name, fallback] = call.args;
    if (!object || name?.kind !== 'text') return unknown('an attribute not known');
    const value = attributeOf(run, object, name.value, call.span);
    return value.kind === 'unknown' && fallback ? (fallback.kind === 'nothing' ? value : fallback) : value;
  },
  setattr: (run, call) => {
    const [object, name, value] = call.args;
    if (object?.kind === 'instance' && name?.kind === 'text' && value)
      run.journal.write(object.fields, name.value, value);
    return nothing;
  },
  type: (_run, call) => (call.args[0]?.kind === 'instance' ? call.args[0].type : unknown('a type')),
  open: (_run, call) => thing('file.handle', call.span, new Map(call.args[0] ? [['name', call.args[0]]] : [])),
  print: () => nothing,
};

const exceptions =
  'Exception ValueError TypeError RuntimeError KeyError IndexError AttributeError NotImplementedError ImportError ModuleNotFoundError OSError IOError FileNotFoundError StopIteration AssertionError Warning UserWarning DeprecationWarning ZeroDivisionError OverflowError ArithmeticError KeyboardInterrupt SystemExit BaseException NameError';
const others =
  'input globals locals vars repr format id hash callable property staticmethod classmethod object slice chr ord hex oct bin complex bytes bytearray memoryview dir help eval exec compile delattr issubclass breakpoint exit quit NotImplemented Ellipsis __import__ xrange unicode basestring raw_input long reduce unichr __doc__ __builtins__ __debug__';

export const builtinNames: ReadonlySet<string> = new Set([
  ...Object.keys(builtins),
  ...exceptions.split(' '),
  ...others.split(' '),
]);

export function callBuiltin(run: Run, call: Call): Value {
  const name = call.path.slice('builtins.'.length);
  if (name === 'xrange') return builtins.range?.(run, call) ?? nothing;
  if (name === 'long') return builtins.int?.(run, call) ?? nothing;
  return (Object.hasOwn(builtins, name) ? builtins[name]?.(run, call) : null) ?? unknown(`what \`${name}\` gives`);
}

function listOf(run: Run, value: Value | undefined, flavour: 'list' | 'tuple' | 'set'): Value {
  if (!value) return sequence(flavour, []);
  if (value.kind === 'unknown') return value;
  if (value.kind === 'num') return value;
  const itself = value.kind === 'thing' ? run.libraries.ofThing(value)?.listed?.(run, value) : null;
  if (itself) return itself;
  const { elements, count, representative } = elementsOf(run, value, { file: '', start: 0, end: 0 }, 256);
  return representative && !count ? unknown('a list of unknown length') : sequence(flavour, [...elements], count);
}

function rounded(run: Run, call: Call, divide: (n: bigint, d: bigint) => bigint): Value {
  const [value] = call.args;
  if (!value) return literal(zero);
  if (value.kind === 'text') {
    const exact = parseDecimal(value.value);
    return exact && isInteger(exact) ? literal(exact) : unknown('a number read from text');
  }
  // The number of a node stands for the node.
  const itself = value.kind === 'thing' ? run.libraries.ofThing(value)?.listed?.(run, value) : null;
  if (itself) return itself;
  const number = toNumber(run, value);
  const exact = number && constantOf(number);
  if (!number || !exact) return number ?? unknown('a number not known');
  run.round({ how: 'int', value: number, span: call.span });
  const whole = rational(divide(exact.n, exact.d));
  return {
    ...number,
    poly: isZero(whole) ? { terms: [] } : { terms: [{ coefficient: whole, factors: [], key: '' }] },
    origin: { span: { file: '', start: 0, end: 0 }, what: 'int', inputs: [number] },
  };
}

/** As Python rounds: 0.5 to 0, 1.5 to 2. */
function roundHalfEven(n: bigint, d: bigint): bigint {
  const floor = n >= 0n || n % d === 0n ? n / d : n / d - 1n;
  const twice = 2n * (n - floor * d);
  return twice > d || (twice === d && floor % 2n !== 0n) ? floor + 1n : floor;
}

/** The smallest or largest; where it is not known which, any of them may be. */
function extreme(run: Run, call: Call, wanted: 1 | -1): Value {
  const [first] = call.args;
  const values = call.args.length === 1 && first?.kind === 'sequence' && !first.count ? first.items : call.args;
  if (values.length === 0) return unknown('of nothing');
  const numbers = values.map((each) => toNumber(run, each));
  const known = numbers.every((each) => each !== null && constantOf(each) !== null);
  // All are of one kind: their units meet.
  numbers.reduce((a, b) => (a && b ? (arithmetic(run, '-', a, b, call.span), b) : (a ?? b)), null);
  if (!known)
    return values.length === 1
      ? (first ?? unknown(''))
      : joinValues(
          run,
          values.map((value) => ({ value, condition: '' })),
        );
  const best = numbers.reduce((a, b) =>
    a && b && compare(constantOf(b) ?? zero, constantOf(a) ?? zero) === wanted ? b : a,
  );
  return best ?? unknown('of nothing');
}

function condition(call: Call, wanted: boolean): Value {
  const [value] = call.args;
  if (value?.kind !== 'sequence' || value.count) return unknown('a condition not known');
  const truths = value.items.map(truthOf);
  if (truths.some((each) => each === !wanted)) return flag(!wanted);
  return truths.every((each) => each === wanted) ? flag(wanted) : unknown('a condition not known');
}

function isInstance(_run: Run, value: Value | undefined, type: Value | undefined): Value {
  if (!value || !type) return unknown('a condition not known');
  const types = type.kind === 'sequence' ? type.items : [type];
  const names = types.flatMap((each) => (each.kind === 'external' ? [each.path.replace('builtins.', '')] : []));
  if (value.kind === 'instance') {
    if (types.some((each) => each.kind === 'class' && inherits(value.type, each))) return flag(true);
    return types.every((each) => each.kind === 'class') && value.type.bases.every((each) => each.kind === 'class')
      ? flag(false)
      : unknown('a condition not known');
  }
  if (value.kind === 'thing' && names.includes(value.type)) return flag(true);
  const own =
    { text: 'str', table: 'dict', flag: 'bool' }[value.kind as string] ??
    (value.kind === 'sequence' && value.flavour !== 'array' ? value.flavour : null);
  if (own === null || names.length !== types.length) return unknown('a condition not known');
  if (names.includes(own)) return flag(true);
  return names.every((each) => ['str', 'dict', 'list', 'tuple', 'set', 'int', 'float', 'numpy.ndarray'].includes(each))
    ? flag(own === 'bool' && names.includes('int'))
    : unknown('a condition not known');
}

const inherits = (type: Extract<Value, { kind: 'class' }>, wanted: Value, depth = 0): boolean =>
  type === wanted ||
  (depth < 8 && type.bases.some((each) => each.kind === 'class' && inherits(each, wanted, depth + 1)));
