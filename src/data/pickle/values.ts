// What a pickle can hold, as plain data: nothing of it is ever made or called.
import { type ByteSource } from '../bytes';
import { type NumpyType } from '../numpy/dtype';
import { type ElementType } from '../numbers';
import { type Quantiser } from './quantised';

export type Pickled =
  | null
  | boolean
  | number
  | bigint
  | string
  | PickledBytes
  | PickledText
  | PickledList
  | PickledDict
  | Global
  | Made
  | Storage
  | Tensor
  | NumpyArray
  | Dtype
  | Scalar;

/** They stay where they are. */
export interface PickledBytes {
  readonly kind: 'bytes';
  readonly source: ByteSource;
}

/** A text too long to be held: in UTF-8. */
export interface PickledText {
  readonly kind: 'text';
  readonly source: ByteSource;
}

export interface PickledList {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: Pickled[];
}

export interface PickledDict {
  readonly kind: 'dict';
  readonly entries: [key: Pickled, value: Pickled][];
}

/** The name of a class or function. */
export interface Global {
  readonly kind: 'global';
  readonly name: string;
}

/** What a class or function that is not known here would make of its arguments. */
export interface Made {
  readonly kind: 'made';
  readonly by: string;
  readonly args: readonly Pickled[];
  state?: Pickled;
  readonly items: Pickled[];
  readonly entries: [key: Pickled, value: Pickled][];
}

/** A stretch of numbers that tensors are views of. */
export interface Storage {
  readonly kind: 'storage';
  /** Null where the type is only known to the tensor, or is none that can be read: `name` says which. */
  readonly type: ElementType | 'complex64' | 'complex128' | null;
  readonly name: string;
  readonly elements: number;
  /** In elements, where it is a view of another. */
  readonly offset: number;
  /** Throws a DataError where its bytes are missing. */
  open(): StorageBytes;
}

export interface StorageBytes {
  readonly source: ByteSource;
  readonly littleEndian: boolean;
}

export interface Tensor {
  readonly kind: 'tensor';
  readonly storage: Storage;
  readonly type: Storage['type'];
  readonly name: string;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** Why its numbers are not read, where they could mean something else than they say. */
  readonly unread?: string;
  /** Where the stored numbers stand for others. */
  readonly quantiser?: Quantiser;
}

export interface Dtype {
  readonly kind: 'dtype';
  type: NumpyType;
  /** Of the small array that each field of this type holds. */
  shape: readonly number[];
}

export interface NumpyArray {
  readonly kind: 'array';
  shape: readonly number[];
  type: NumpyType;
  columnsFirst: boolean;
  data: PickledBytes | PickledText | string | PickledList | null;
}

export interface Scalar {
  readonly kind: 'scalar';
  readonly type: NumpyType;
  readonly data: PickledBytes;
}

export const made = (by: string, args: readonly Pickled[]): Made => ({
  kind: 'made',
  by,
  args,
  items: [],
  entries: [],
});

export const isList = (value: Pickled | undefined): value is PickledList =>
  typeof value === 'object' &&
  value !== null &&
  (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set');

export const isKind = <Kind extends Exclude<Pickled, string | number | bigint | boolean | null>['kind']>(
  value: Pickled | undefined,
  kind: Kind,
): value is Extract<Pickled, { kind: Kind }> => typeof value === 'object' && value !== null && value.kind === kind;
