// The standard library where models lean on it: dataclasses, functools, collections, copy, itertools, enum.
import { type Call, type Library } from '../library';
import { elementsOf } from '../loops';
import { textOf } from '../expressions';
import { callByValue } from '../calls';
import { asField } from '../classes';
import { claimOf } from '../claim';
import { opaque } from '../numbers';
import { unitOfSymbol } from '../../units/parse';
import { type Run } from '../run';
import { importOf, moduleByPath } from '../imports';
import { makeScope } from '../scope';
import { type Class, sequence, table, thing, unknown, type Value } from '../value';

/** Of so many combinations the first are listed. */
const mostCombinations = 256;

const standard: Library = {
  roots: [
    'functools',
    'dataclasses',
    'collections',
    'copy',
    'itertools',
    'enum',
    'typing',
    'types',
    'time',
    'datetime',
    'warnings',
    'logging',
    'importlib',
    'pydantic',
  ],
  call: (run, call) => callStandard(run, call),
};

function callStandard(run: Run, call: Call): Value | null {
  const [first, ...rest] = call.args;
  if (/^time\.(?:time|perf_counter|process_time|monotonic)$/.test(call.path)) return wallClock(call);
  switch (call.path) {
    case 'functools.partial':
      return first?.kind === 'function'
        ? { ...first, bound: [...first.bound, ...rest], keywords: new Map([...first.keywords, ...call.keywords]) }
        : (first ?? null);
    case 'importlib.import_module':
      return importedBy(run, call);
    case 'enum.auto':
      return thing('enum.auto', call.span);
    case 'functools.wraps':
      return null;
    case 'pydantic.Field':
    case 'dataclasses.field': {
      const factory = call.keywords.get('default_factory');
      const positional = call.path === 'pydantic.Field' ? first : undefined;
      const value =
        call.keywords.get('default') ?? positional ?? (factory ? callByValue(run, factory, [], call.span) : undefined);
      return thing('dataclasses.field', call.span, new Map(value ? [['default', value]] : []));
    }
    case 'dataclasses.asdict':
      if (first?.kind !== 'instance') return null;
      return { ...table(), entries: new Map(first.fields) };
    case 'dataclasses.replace':
      if (first?.kind !== 'instance') return null;
      return {
        ...first,
        fields: new Map([
          ...first.fields,
          ...[...call.keywords].map(([name, value]): [string, Value] => {
            const place = call.keywordSpans.get(name) ?? null;
            return [name, asField(run, value, { name, value: first.fields.get(name) ?? null }, first.type.name, place)];
          }),
        ]),
      };
    case 'copy.copy':
    case 'copy.deepcopy':
      return first ? copied(first) : null;
    case 'collections.namedtuple':
      return namedTuple(call);
    case 'collections.OrderedDict':
    case 'types.SimpleNamespace': {
      const result = table();
      for (const [key, value] of first?.kind === 'table' ? first.entries : call.keywords)
        result.entries.set(key, value);
      return result;
    }
    case 'collections.defaultdict':
      return table(null, true);
    case 'itertools.product': {
      const columns = call.args.map((each) => elementsOf(run, each, call.span, 32));
      // The first rows begin with the first beginnings: of the rest none is ever made, a grid of ten parameters has billions.
      const rows = columns.reduce<Value[][]>(
        (all, column) => all.flatMap((row) => column.elements.map((each) => [...row, each])).slice(0, mostCombinations),
        [[]],
      );
      return sequence(
        'list',
        rows.map((row) => sequence('tuple', row)),
      );
    }
    case 'itertools.chain':
      return sequence(
        'list',
        call.args.flatMap((each) => [...elementsOf(run, each, call.span, 64).elements]),
      );
    default:
      return null;
  }
}

/** `import_module("pyNN.%s" % name)`: what is said of a module whose last part is chosen at run time. */
function importedBy(run: Run, call: Call): Value | null {
  const [first] = call.args;
  const code = call.node?.args[0];
  const path = first && (code ? importOf(code.value, first) : first.kind === 'text' ? first.value : null);
  return path === null || path === undefined || !/^\w+(?:\.\w+)*$/.test(path)
    ? null
    : moduleByPath(run, path, call.scope);
}

/** A shallow copy is enough to keep later writes apart: what is deeper is seldom written. */
function copied(value: Value): Value {
  if (value.kind === 'table')
    return {
      ...value,
      entries: new Map([...value.entries].map(([key, each]) => [key, copied(each)])),
      places: new Map(value.places),
      valuePlaces: new Map(value.valuePlaces),
    };
  if (value.kind === 'sequence') return { ...value, items: [...value.items] };
  if (value.kind === 'instance') return { ...value, fields: new Map(value.fields) };
  return value;
}

function wallClock(call: Call): Value {
  const second = unitOfSymbol('s');
  const claim =
    second && claimOf(second, { kind: 'api', text: 'Python’s clocks tell seconds', span: call.span, unit: second });
  return opaque(`clock:${call.span.file}:${call.span.start}`, 'now', { claim });
}

function namedTuple(call: Call): Value {
  const [name, names] = call.args;
  const fields =
    names?.kind === 'text'
      ? names.value.split(/[\s,]+/)
      : names?.kind === 'sequence'
        ? names.items.flatMap((each) => textOf(each) ?? [])
        : [];
  if (fields.length === 0) return unknown('a named tuple');
  const scope = makeScope(call.span.file, null);
  const type: Class = {
    kind: 'class',
    name: (name && textOf(name)) ?? 'namedtuple',
    node: {
      kind: 'class',
      name: '',
      nameStart: call.span.start,
      bases: [],
      decorators: [],
      body: [],
      start: call.span.start,
      end: call.span.end,
    },
    scope,
    bases: [],
    members: scope.names,
    flavour: 'namedtuple',
    fields: fields.map((each) => ({ name: each, value: null, expr: null })),
  };
  return type;
}

export default standard;
