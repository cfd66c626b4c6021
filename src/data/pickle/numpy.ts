// numpy's arrays, types and scalars in pickles, of every version and protocol, and joblib's, which lie behind the pickle's opcodes.
import { DataError } from '../error';
import { elementCount } from '../dataset';
import { type Field, namedType, shapeOf } from '../numpy/dtype';
import { type Cursor } from './cursor';
import { type Dtype, isKind, isList, made, type NumpyArray, type Pickled, type PickledList } from './values';

const damaged = (): DataError => new DataError('an array in the pickle is damaged');

/** Null where the name is none of numpy's known ones. */
export function numpyCall(name: string, args: readonly Pickled[]): Pickled | null {
  const [first, second, third, fourth] = args;
  switch (name.replace(/^numpy\._core\./, 'numpy.core.')) {
    case 'numpy.core.multiarray._reconstruct': {
      const plain = isKind(first, 'global') && /\.(?:ndarray|memmap|matrix|recarray|chararray)$/.test(first.name);
      if (!plain) return made(isKind(first, 'global') ? first.name : name, args.slice(1));
      return { kind: 'array', shape: [0], type: namedType('|u1'), columnsFirst: false, data: null };
    }
    case 'numpy.core.multiarray.scalar': {
      if (!isKind(first, 'dtype')) throw damaged();
      if (isKind(second, 'bytes')) return { kind: 'scalar', type: first.type, data: second };
      if (typeof second !== 'string') return second === undefined ? null : made(name, [second]);
      return { kind: 'array', shape: [], type: first.type, columnsFirst: false, data: second };
    }
    case 'numpy.dtype':
      if (typeof first !== 'string') return made(name, args);
      return { kind: 'dtype', type: namedType(first), shape: [] };
    case 'numpy.core.numeric._frombuffer': {
      if (!isKind(second, 'dtype') || !isList(third)) throw damaged();
      const shape = shapeOf(third.items);
      if (!isKind(first, 'bytes')) return made(name, args);
      return { kind: 'array', shape, type: second.type, columnsFirst: fourth === 'F', data: first };
    }
  }
  return null;
}

export function buildArray(array: NumpyArray, state: Pickled): void {
  if (!isList(state)) throw damaged();
  // Before numpy 1.0 there was no version in front.
  const [shape, dtype, columnsFirst, data] = state.items.slice(state.items.length === 5 ? 1 : 0);
  if (!isList(shape) || !isKind(dtype, 'dtype')) throw damaged();
  array.shape = [...shapeOf(shape.items), ...dtype.shape];
  array.type = dtype.type;
  array.columnsFirst = columnsFirst === true || columnsFirst === 1;
  array.data =
    typeof data === 'string' || isKind(data, 'bytes') || isKind(data, 'text') || isKind(data, 'list') ? data : null;
}

export function buildDtype(dtype: Dtype, state: Pickled): void {
  if (!isList(state)) throw damaged();
  const [, order, inner, names, fields, width] = state.items;
  if (isList(inner)) {
    const [element, shape] = inner.items;
    if (!isKind(element, 'dtype')) throw damaged();
    dtype.type = element.type;
    dtype.shape = isList(shape) ? shapeOf(shape.items) : [];
  } else if (isList(names)) {
    dtype.type = { kind: 'record', fields: fieldsOf(names, fields), width: isLength(width) ? width : 0 };
  } else {
    const { type } = dtype;
    if (type.kind === 'time') dtype.type = { ...type, unit: timeUnit(state.items[8]) ?? type.unit };
    if (order === '>' && 'littleEndian' in dtype.type) dtype.type = { ...dtype.type, littleEndian: false };
  }
}

const isLength = (value: Pickled | undefined): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function fieldsOf(names: PickledList, fields: Pickled | undefined): Field[] {
  if (!isKind(fields, 'dict')) throw damaged();
  return names.items.map((name) => {
    const place = fields.entries.find(([key]) => key === name)?.[1];
    if (typeof name !== 'string' || !isList(place)) throw damaged();
    const [type, offset] = place.items;
    if (!isKind(type, 'dtype') || !isLength(offset)) throw damaged();
    return { name, offset, type: type.type, shape: type.shape };
  });
}

/** The unit of times stands in a pair of metadata. */
function timeUnit(metadata: Pickled | undefined): string | null {
  const parts = isList(metadata) ? metadata.items[1] : undefined;
  if (!isList(parts)) return null;
  const [unit, times] = parts.items;
  const name =
    typeof unit === 'string' ? unit : isKind(unit, 'bytes') ? String.fromCharCode(...unit.source.read(0, 16)) : null;
  if (name === null) return null;
  return times === 1 ? name : `${String(times)}${name}`;
}

/** joblib writes an array's bytes right behind the opcode that would build its wrapper. */
export function joblibArray(state: Pickled, cursor: Cursor, within: () => Pickled): Pickled {
  if (!isKind(state, 'dict')) throw damaged();
  const field = (name: string): Pickled | undefined => state.entries.find(([key]) => key === name)?.[1];
  const shape = field('shape');
  const dtype = field('dtype');
  if (!isList(shape) || !isKind(dtype, 'dtype')) throw damaged();
  const { type } = dtype;
  const lengths = shapeOf(shape.items);
  // Python objects follow as a pickle within the pickle.
  if (type.kind === 'object') return within();
  if (typeof field('numpy_array_alignment_bytes') === 'number') cursor.bytes(cursor.byte());
  const data = { kind: 'bytes', source: cursor.stretch(elementCount(lengths) * type.width) } as const;
  return { kind: 'array', shape: lengths, type, columnsFirst: field('order') === 'F', data };
}
