// HDF5's types and filters: how they are called, and which of them can be read.
import { type Filter, type Metadata } from 'h5wasm';
import { type ElementType } from '../numbers';

/** H5T_class_t of the HDF5 library. */
const classes = [
  'integer',
  'float',
  'time',
  'string',
  'bitfield',
  'opaque',
  'compound',
  'reference',
  'enum',
  'variable-length',
  'array',
];

export interface DescribedType {
  readonly dtype: string;
  /** Null where the elements are no numbers. */
  readonly element: ElementType | null;
}

export function describeType(metadata: Metadata): DescribedType {
  const { type, size, signed } = metadata;
  const kind = classes[type] ?? `type ${type}`;
  const bits = size * 8;
  if (kind === 'integer') return numeric(`${signed ? '' : 'u'}int${bits}`);
  if (kind === 'float') return numeric(`float${bits}`);
  if (kind === 'enum') {
    const members = Object.keys(metadata.enum_type?.members ?? {}).sort();
    // h5py's way of writing booleans.
    if (members.join() === 'FALSE,TRUE' && size === 1) return { dtype: 'bool', element: 'bool' };
    const { dtype, element } = numeric(`${signed ? '' : 'u'}int${bits}`);
    return { dtype: `enum (${dtype})`, element };
  }
  if (kind === 'compound') {
    const members = metadata.compound_type?.members ?? [];
    return { dtype: `compound (${members.map(({ name }) => name).join(', ')})`, element: null };
  }
  return { dtype: kind, element: null };
}

const elements: ReadonlySet<string> = new Set<ElementType>([
  'int8',
  'uint8',
  'int16',
  'uint16',
  'int32',
  'uint32',
  'int64',
  'uint64',
  'float16',
  'float32',
  'float64',
]);

function numeric(dtype: string): DescribedType {
  return { dtype, element: elements.has(dtype) ? (dtype as ElementType) : null };
}

/**
 * The filters that h5wasm 0.10 was built with. Anything else it can't decode, and its own `value` and `slice` then give zeros without an error.
 */
const decodable: ReadonlyMap<number, string> = new Map([
  [1, 'gzip'],
  [2, 'shuffle'],
  [3, 'fletcher32'],
  [4, 'szip'],
  [5, 'nbit'],
  [6, 'scaleoffset'],
]);

/** Registered filters that are met in practice, in case the file does not name them. */
const registered: ReadonlyMap<number, string> = new Map([
  [307, 'bzip2'],
  [32000, 'lzf'],
  [32001, 'blosc'],
  [32004, 'lz4'],
  [32008, 'bitshuffle'],
  [32013, 'zfp'],
  [32015, 'zstd'],
  [32026, 'blosc2'],
]);

export function filterName({ id, name }: Filter): string {
  return decodable.get(id) ?? registered.get(id) ?? (name || `filter ${id}`);
}

export function undecodable(filters: readonly Filter[]): Filter | undefined {
  return filters.find(({ id }) => !decodable.has(id));
}
