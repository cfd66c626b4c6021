// PyTorch's tensors, parameters and storages in pickles: views of stretches of numbers that are kept beside the pickle.
import { DataError } from '../error';
import { type ElementType } from '../numbers';
import { shapeOf } from '../numpy/dtype';
import { type Context } from './machine';
import { quantiserOf } from './quantised';
import { isKind, isList, made, type Pickled, type PickledDict, type Storage, type Tensor } from './values';

const damaged = (): DataError => new DataError('a tensor in the file is damaged');

type TensorType = ElementType | 'complex64' | 'complex128';

/** By the names of storages, `FloatStorage`, and of types, `torch.float32`. */
const types: Readonly<Record<string, TensorType>> = {
  Float: 'float32',
  Double: 'float64',
  Half: 'float16',
  BFloat16: 'bfloat16',
  Long: 'int64',
  Int: 'int32',
  Short: 'int16',
  Char: 'int8',
  Byte: 'uint8',
  Bool: 'bool',
  QInt8: 'int8',
  QUInt8: 'uint8',
  QInt32: 'int32',
  ComplexFloat: 'complex64',
  ComplexDouble: 'complex128',
  Untyped: 'uint8',
  float32: 'float32',
  float: 'float32',
  float64: 'float64',
  double: 'float64',
  float16: 'float16',
  half: 'float16',
  bfloat16: 'bfloat16',
  int64: 'int64',
  long: 'int64',
  int32: 'int32',
  int: 'int32',
  int16: 'int16',
  short: 'int16',
  int8: 'int8',
  uint8: 'uint8',
  uint16: 'uint16',
  uint32: 'uint32',
  uint64: 'uint64',
  bool: 'bool',
  complex64: 'complex64',
  complex128: 'complex128',
  float8_e4m3fn: 'float8_e4m3fn',
  float8_e5m2: 'float8_e5m2',
};

/** @param name `torch.FloatStorage`, `torch.cuda.FloatStorage`, `torch.float32` */
export const tensorType = (name: string): TensorType | null =>
  types[name.replace(/^.*\./, '').replace(/Storage$/, '')] ?? null;

/** Null where the name is none of PyTorch's known ones. */
export function torchCall(name: string, args: readonly Pickled[], context: Context): Pickled | null {
  const [first, second, third] = args;
  switch (name) {
    case 'torch.Size':
      return isList(first) ? first : null;
    case 'torch.device':
      return args.map(String).join(':');
    case 'torch.serialization._get_layout':
      return first ?? null;
    case 'torch._utils._rebuild_tensor':
    case 'torch._utils._rebuild_tensor_v2':
    case 'torch._utils._rebuild_tensor_v3':
      return tensor(args, name.endsWith('v3') ? args[6] : undefined, args[name.endsWith('v3') ? 7 : 6]);
    case 'torch._utils._rebuild_qtensor': {
      const found = tensor(args);
      const quantiser = quantiserOf(args[4], found.shape.length);
      if (quantiser !== null) return { ...found, quantiser };
      return { ...found, unread: 'quantised in a way that is not known here' };
    }
    case 'torch._utils._rebuild_parameter':
    case 'torch._utils._rebuild_parameter_with_state':
    case 'torch._utils._rebuild_device_tensor_from_numpy':
    case 'torch.nn.parameter.Parameter':
    case 'torch.nn.parameter.Buffer':
    case 'torch.jit._pickle.build_intlist':
    case 'torch.jit._pickle.build_doublelist':
    case 'torch.jit._pickle.build_boollist':
    case 'torch.jit._pickle.build_tensorlist':
    case 'torch.jit._pickle.restore_type_tag':
      return first ?? null;
    case 'torch._tensor._rebuild_from_type_v2':
    case 'torch._tensor._rebuild_from_type':
    case 'torch.tensor._rebuild_from_type':
      return isKind(first, 'global') && isList(third) ? torchCall(first.name, third.items, context) : null;
    case 'torch._utils._rebuild_sparse_tensor':
    case 'torch._utils._rebuild_sparse_csr_tensor':
      return isList(second) ? sparse(second.items) : null;
    case 'torch._utils._rebuild_meta_tensor_no_storage':
      return made('a tensor without numbers (on the device "meta")', args);
    case 'torch.storage._load_from_bytes':
      return isKind(first, 'bytes') ? context.embedded(first.source) : null;
  }
  return null;
}

function tensor([storage, offset, size, strides]: readonly Pickled[], dtype?: Pickled, metadata?: Pickled): Tensor {
  if (!isKind(storage, 'storage') || !isList(size) || !isList(strides)) throw damaged();
  const shape = shapeOf(size.items);
  const steps = shapeOf(strides.items);
  if (steps.length !== shape.length || !Number.isSafeInteger(offset) || (offset as number) < 0) throw damaged();
  const name = isKind(dtype, 'global') ? dtype.name : storage.name;
  const type = isKind(dtype, 'global') ? tensorType(dtype.name) : storage.type;
  // A lazy conjugate or negative: the stored numbers are not the tensor's.
  const lazy = isKind(metadata, 'dict') && metadata.entries.some(([, value]) => value === true);
  const unread = lazy ? { unread: 'conjugated or negated when it is read, which is not done here' } : {};
  return { kind: 'tensor', storage, type, name, offset: offset as number, shape, strides: steps, ...unread };
}

/** A sparse tensor as what is stored of it. */
function sparse(parts: readonly Pickled[]): PickledDict {
  const compressed = parts.length > 4 || (parts.length === 4 && isList(parts[3]));
  const names = compressed ? ['compressed_indices', 'plain_indices', 'values', 'size'] : ['indices', 'values', 'size'];
  return { kind: 'dict', entries: names.map((name, i) => [name, parts[i] ?? null]) };
}

/** What a pickle of PyTorch's says in place of a storage. */
export function storageOf(id: Pickled, open: (key: string) => ReturnType<Storage['open']>): Pickled {
  if (!isList(id)) return made('an object that is kept elsewhere', [id]);
  const [kind, type, key, , elements, view] = id.items;
  // Before PyTorch 1.0 the source text of a module's class could stand beside the class.
  if (kind === 'module' && isKind(type, 'global')) return type;
  const name = isKind(type, 'global') ? type.name : typeof type === 'string' ? type : null;
  if (kind !== 'storage' || name === null || typeof elements !== 'number') throw damaged();
  const part = isList(view) ? view.items : [];
  const known = typeof key === 'string' || typeof key === 'number' ? String(key) : null;
  if (known === null) throw damaged();
  return {
    kind: 'storage',
    name: name.replace(/^.*\./, ''),
    type: tensorType(name),
    elements: typeof part[2] === 'number' ? part[2] : elements,
    offset: typeof part[1] === 'number' ? part[1] : 0,
    open: () => open(known),
  };
}
