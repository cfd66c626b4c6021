// What the array machine works with: numbers, arrays, containers, the code's own functions, classes and objects, and what it doesn't know.
import { type ClassStmt, type FunctionStmt, type LambdaExpr } from '../python/syntax';
import { type Span } from '../text';
import { type Tensor } from './tensor';

export interface Items {
  readonly kind: 'list' | 'tuple';
  items: Value[];
}
export interface Dictionary {
  readonly kind: 'dict';
  readonly entries: Map<string | number, Value>;
}
export interface Slice {
  readonly kind: 'slice';
  readonly lower: number | null;
  readonly upper: number | null;
  readonly step: number;
}
export interface Func {
  readonly kind: 'function';
  readonly name: string;
  readonly node: FunctionStmt | LambdaExpr;
  readonly scope: Scope;
  readonly owner: Class | null;
  readonly self: Value | null;
  readonly defaults: ReadonlyMap<string, Value>;
  readonly isProperty: boolean;
  readonly isStatic: boolean;
  readonly isOfClass: boolean;
}
export interface Class {
  readonly kind: 'class';
  readonly name: string;
  readonly node: ClassStmt;
  readonly bases: readonly Value[];
  readonly members: Map<string, Value>;
  readonly file: string;
}
export interface Instance {
  readonly kind: 'instance';
  readonly type: Class;
  readonly fields: Map<string, Value>;
  /** Names of fields that are learnt, and of those that are kept beside them. */
  readonly parameters: Set<string>;
  readonly buffers: Set<string>;
}
/** A layer of `torch.nn` that is called like a function. */
export interface Layer {
  readonly kind: 'layer';
  readonly type: string;
  readonly fields: Map<string, Value>;
  readonly parameters: Set<string>;
}
/** Something of a library, by its dotted path; a method carries what it is called on. */
export interface Api {
  readonly kind: 'api';
  readonly path: string;
  readonly receiver: Value | null;
}
/** The eigenvalues of a matrix: only their largest modulus can be asked for. */
export interface Spectrum {
  readonly kind: 'spectrum';
  readonly of: Tensor;
  readonly moduli: boolean;
}
export interface Unknown {
  readonly kind: 'unknown';
  readonly why: string;
  readonly span: Span | null;
}

export type Value =
  | number
  | boolean
  | string
  | null
  | Tensor
  | Items
  | Dictionary
  | Slice
  | Func
  | Class
  | Instance
  | Layer
  | Api
  | Spectrum
  | Unknown;

export interface Scope {
  readonly file: string;
  readonly names: Map<string, Value>;
  readonly outer: Scope | null;
}

export const list = (items: Value[]): Items => ({ kind: 'list', items });
export const tuple = (items: Value[]): Items => ({ kind: 'tuple', items });
export const api = (path: string, receiver: Value | null = null): Api => ({ kind: 'api', path, receiver });
export const unknown = (why: string, span: Span | null = null): Unknown => ({ kind: 'unknown', why, span });

const hasKind = (value: Value | undefined, kind: string): boolean =>
  typeof value === 'object' && value !== null && value.kind === kind;

export const isTensor = (value: Value | undefined): value is Tensor => hasKind(value, 'tensor');
export const isUnknown = (value: Value | undefined): value is Unknown => hasKind(value, 'unknown');
export const isItems = (value: Value | undefined): value is Items => hasKind(value, 'list') || hasKind(value, 'tuple');
export const isInstance = (value: Value | undefined): value is Instance => hasKind(value, 'instance');
export const isLayer = (value: Value | undefined): value is Layer => hasKind(value, 'layer');
export const isKind = <Kind extends Exclude<Value, string | number | boolean | null>['kind']>(
  value: Value | undefined,
  kind: Kind,
): value is Extract<Value, { readonly kind: Kind }> => hasKind(value, kind);

/** A plain number, or an array of one. */
export function numberOf(value: Value | undefined): number | null {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isTensor(value) && value.data.length === 1 ? (value.data[0] as number) : null;
}
