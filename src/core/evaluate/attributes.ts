// What `object.name` is: fields and methods of instances, members of modules and libraries, methods of numbers and containers.
import { type Span } from '../text';
import { constant } from './poly';
import { external } from './library';
import { joinValues } from './join';
import { literal } from './numbers';
import { importModule } from './imports';
import { type Run } from './run';
import { callFunction } from './functions';
import { strippedQuantity } from './quantity';
import { rational } from '../units/rational';
import {
  type Class,
  type Instance,
  num,
  sequence,
  type SymbolName,
  text,
  type Unknown,
  unknown,
  type Value,
  tableOver,
} from './value';

/** Members of numbers and arrays that are a view of the same numbers. */
const sameNumbers = new Set([
  'T',
  'real',
  'data',
  'values',
  'value',
  'magnitude',
  'm',
  'flat',
  'grad',
  'H',
  'mT',
  'weight',
]);

export function attributeOf(run: Run, object: Value, name: string, span: Span): Value {
  switch (object.kind) {
    case 'module':
      return memberOfModule(run, object, name);
    case 'external':
      return memberOfLibrary(run, `${object.path}.${name}`);
    case 'instance':
      return memberOfInstance(run, object, name);
    case 'class':
      return memberOfClass(run, object, name);
    case 'thing':
      return memberOfThing(run, object, name);
    case 'num':
      if (name === 'shape')
        return object.shape
          ? sequence(
              'tuple',
              object.shape.map((each, i) => each ?? unknown('a size', axisSymbol(object, i))),
            )
          : unknown('a shape');
      if (name === 'size') return num(constant(rational(1)), {});
      if (name === 'ndim' && object.shape) return literal(rational(object.shape.length));
      // What was put together knows its parts by their axis.
      if (name === 'T' && object.origin?.what.startsWith('concatenate'))
        return {
          ...object,
          shape: object.shape && [...object.shape].reverse(),
          origin: { span, what: 'T', inputs: [object] },
        };
      if (sameNumbers.has(name)) return stripped(object, name);
      return external(`number.${name}`, object);
    case 'text':
      return external(`str.${name}`, object);
    case 'sequence':
      if (name === 'shape') return sequence('tuple', [object.count ?? literal(rational(object.items.length))]);
      if (name === 'size' && !object.count) return literal(rational(object.items.length));
      if (name === 'T') return object;
      return external(`sequence.${name}`, object);
    case 'table':
      // argparse namespaces and configuration objects: `args.rate` is `args['rate']`.
      if (object.entries.has(name)) run.readKey(object, name, true, false, span);
      return object.entries.get(name) ?? external(`dict.${name}`, object);
    case 'choice':
      return joinValues(
        run,
        object.options.map((each) => ({ ...each, value: attributeOf(run, each.value, name, span) })),
      );
    case 'unknown':
      return extended(object, name);
    default:
      return unknown(`\`.${name}\` of a ${object.kind}`);
  }
}

const axisSymbol = (object: Value, axis: number): SymbolName => ({
  id: `shape:${object.kind}:${axis}`,
  text: `n${axis}`,
  name: `n${axis}`,
});

/** A part of something unknown is a symbol that carries the part's name. */
export function extended(object: Unknown, name: string): Unknown {
  const base = object.symbol;
  if (!base) return unknown(object.reason, { id: `part:${name}`, text: name, name });
  const fromFile = base.id.startsWith('key:') || base.id.startsWith('file:');
  return unknown(object.reason, { id: fromFile ? `key:${name}` : `${base.id}.${name}`, text: name, name });
}

/** A quantity's bare number is known where it is known in which unit it stands; numpy's own members keep the quantity. */
function stripped(object: Extract<Value, { kind: 'num' }>, name: string): Value {
  if (!object.quantity || !/^(?:value|magnitude|m|data|values)$/.test(name)) return object;
  return strippedQuantity(object) ?? unknown(`\`.${name}\` of a quantity`);
}

function memberOfModule(run: Run, module: Extract<Value, { kind: 'module' }>, name: string): Value {
  if (module.scope) {
    const value = module.scope.names.get(name);
    if (value) return value;
    const sub = importModule(run, `${module.path}.${name}`, 0, module.scope.module);
    if (sub) return sub;
    return unknown(`\`${module.path}\` has no \`${name}\``, { id: `${module.path}.${name}`, text: name, name });
  }
  return memberOfLibrary(run, `${module.path}.${name}`);
}

export function memberOfLibrary(run: Run, path: string): Value {
  const library = run.libraries.of(path);
  const canonical = library?.canonical?.(path) ?? path;
  return library?.constant?.(run, canonical) ?? external(canonical);
}

export function setField(run: Run, object: Instance, name: string, value: Value): void {
  const setter = findMember(object.type, name);
  if (setter?.kind === 'function' && setter.getter)
    callFunction(run, { ...setter, bound: [object] }, [value], new Map());
  else run.journal.write(object.fields, name, value);
}

export function memberOfInstance(run: Run, object: Instance, name: string): Value {
  const member = findMember(object.type, name);
  if (member?.kind === 'function' && member.getter)
    return callFunction(run, { ...member.getter, bound: [object] }, [], new Map());
  const own = object.fields.get(name) ?? run.shadowed(object.fields, name);
  if (own) return own;
  if (member?.kind === 'function') {
    if (member.decorators.includes('staticmethod')) return member;
    if (member.decorators.some((each) => /(?:^|\.)(?:property|cached_property)$/.test(each)))
      return callFunction(run, { ...member, bound: [object] }, [], new Map());
    return { ...member, bound: [object, ...member.bound] };
  }
  if (member) return member;
  // A base that is not ours may have set it: `nn.Module.parameters`.
  const base = object.type.bases.find((each) => each.kind === 'external');
  if (base?.kind === 'external') return external(`${base.path}.${name}`, object);
  if (name === '__dict__') return tableOver(object.fields, false);
  if (name === '__class__') return object.type;
  return unknown(`\`${object.type.name}\` sets no \`${name}\``, {
    id: `attr:${object.type.name}.${name}`,
    text: name,
    name,
  });
}

function memberOfClass(run: Run, type: Class, name: string): Value {
  const member = findMember(type, name);
  if (member?.kind === 'function' && member.decorators.includes('classmethod'))
    return { ...member, bound: [type, ...member.bound] };
  if (member) return member;
  if (name === '__name__') return text(type.name);
  const base = type.bases.find((each) => each.kind === 'external');
  if (base?.kind === 'external') return memberOfLibrary(run, `${base.path}.${name}`);
  return unknown(`\`${type.name}\` has no \`${name}\``, { id: `attr:${type.name}.${name}`, text: name, name });
}

export function findMember(type: Class, name: string, depth = 0): Value | null {
  const own = type.members.get(name);
  if (own) return own;
  if (depth > 8) return null;
  for (const base of type.bases) {
    const inherited = base.kind === 'class' ? findMember(base, name, depth + 1) : null;
    if (inherited) return inherited;
  }
  return null;
}

function memberOfThing(run: Run, object: Extract<Value, { kind: 'thing' }>, name: string): Value {
  if (object.type === 'super') return memberOfSuper(object.fields.get('self'), object.fields.get('base'), name);
  const known = run.libraries.ofThing(object)?.attribute?.(run, object, name);
  if (known) return known;
  const field = object.fields.get(name);
  if (field) return field;
  return external(`${object.type}.${name}`, object);
}

function memberOfSuper(self: Value | undefined, base: Value | undefined, name: string): Value {
  if (base?.kind === 'class') {
    const member = findMember(base, name);
    if (member?.kind === 'function' && self) return { ...member, bound: [self] };
    const above = base.bases.find((each) => each.kind === 'external');
    return (
      member ??
      (above?.kind === 'external' ? external(`${above.path}.${name}`, self ?? null) : external(`object.${name}`))
    );
  }
  return base?.kind === 'external' ? external(`${base.path}.${name}`, self ?? null) : external(`object.${name}`);
}
