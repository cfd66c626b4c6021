// Reading and writing parts of arrays, lists and dictionaries by index, as numpy and torch do.
import { type Expr } from '../python/syntax';
import { type Span } from '../text';
import { guarded } from './arithmetic';
import { toTensor } from './convert';
import { evaluate } from './expressions';
import { type Machine } from './machine';
import { broadcastTo, ShapeError, shapeText, sizeOf, tensor, type Tensor } from './tensor';
import {
  isInstance,
  isItems,
  isKind,
  isLayer,
  isTensor,
  isUnknown,
  numberOf,
  type Scope,
  unknown,
  type Value,
} from './values';

export function indexInto(machine: Machine, scope: Scope, expr: Expr): Value {
  if (expr.kind !== 'slice') return evaluate(machine, scope, expr);
  const bound = (each: Expr | null): number | null | undefined => {
    if (!each) return null;
    const value = evaluate(machine, scope, each);
    return value === null ? null : (numberOf(value) ?? undefined);
  };
  const [lower, upper, step] = [bound(expr.lower), bound(expr.upper), bound(expr.step)];
  if (lower === undefined || upper === undefined || step === undefined) return unknown('a slice with unknown ends');
  return { kind: 'slice', lower, upper, step: step ?? 1 };
}

export function readIndex(machine: Machine, of: Value, indexes: readonly Value[], span: Span): Value {
  const [first] = indexes;
  if (isUnknown(of)) return of;
  const strange = indexes.find(isUnknown);
  if (strange) return strange;
  if (isKind(of, 'dict')) {
    return present(of.entries.get(first as string), () => unknown(`the key ${JSON.stringify(first)}`, span));
  }
  if (isLayer(of) || (isInstance(of) && of.type.name === 'module'))
    return present(of.fields.get(String(numberOf(first) ?? first)), () => unknown('a part', span));
  if (isItems(of)) {
    if (isKind(first, 'slice'))
      return { kind: of.kind, items: positions(first, of.items.length).map((i) => of.items[i] as Value) };
    const at = numberOf(first);
    return at === null
      ? unknown('an element of a list', span)
      : present(of.items[at < 0 ? at + of.items.length : at], () => unknown('an element that is not there', span));
  }
  if (typeof of === 'string') return of.at(numberOf(first) ?? 0) ?? '';
  if (!isTensor(of)) return unknown('a part of something', span);
  return guarded(machine, span, () => {
    const { shape, flat } = select(of, indexes);
    const data = new Float64Array(flat.length);
    for (let i = 0; i < data.length; i++) data[i] = of.data[flat[i] as number] as number;
    const result = of.isMask ? { ...tensor(shape, data), isMask: true } : tensor(shape, data);
    return machine.traced(result, 'index', [of], span);
  });
}

/** None is a value too. */
const present = (value: Value | undefined, otherwise: () => Value): Value =>
  value === undefined ? otherwise() : value;

export function writeIndex(machine: Machine, of: Value, indexes: readonly Value[], value: Value, span: Span): void {
  const [first] = indexes;
  if (isKind(of, 'dict')) {
    if (typeof first === 'string' || typeof first === 'number') of.entries.set(first, value);
    return;
  }
  if (isItems(of)) {
    const at = numberOf(first);
    if (at !== null) of.items[at < 0 ? at + of.items.length : at] = value;
    return;
  }
  if (!isTensor(of)) return;
  const given = toTensor(value);
  if (!given || indexes.some(isUnknown)) {
    // What was written is not known, and so the array is not known any more.
    if (isUnknown(value)) machine.lost ??= value;
    of.data.fill(NaN);
    return;
  }
  guarded(machine, span, () => {
    const { shape, flat } = select(of, indexes);
    const source = given.data.length === 1 ? null : broadcastTo(given, shape);
    const only = given.data[0] as number;
    for (let i = 0; i < flat.length; i++) of.data[flat[i] as number] = source ? (source.data[i] as number) : only;
    machine.traced(of, 'write', [{ ...of }, given], span);
  });
}

function positions(
  { lower, upper, step }: { lower: number | null; upper: number | null; step: number },
  length: number,
): number[] {
  const wrap = (at: number): number => (at < 0 ? at + length : at);
  const result: number[] = [];
  if (step > 0) {
    const end = Math.min(length, wrap(upper ?? length));
    for (let i = Math.max(0, wrap(lower ?? 0)); i < end; i += step) result.push(i);
  } else if (step < 0) {
    const end = upper === null ? -1 : Math.max(-1, wrap(upper));
    for (let i = Math.min(length - 1, wrap(lower ?? length - 1)); i > end; i += step) result.push(i);
  }
  return result;
}

interface Picked {
  /** The positions taken along the axis; null for an axis that is made new. */
  readonly at: readonly number[] | null;
  readonly dropped: boolean;
  /** Of several lists: they go together, element by element. */
  readonly isList: boolean;
}

function select(of: Tensor, indexes: readonly Value[]): { shape: number[]; flat: Uint32Array } {
  const [only] = indexes;
  if (
    indexes.length === 1 &&
    isTensor(only) &&
    only.isMask &&
    only.shape.length === of.shape.length &&
    only.shape.length > 1
  ) {
    const flat = Uint32Array.from([...only.data.keys()].filter((i) => only.data[i] !== 0));
    return { shape: [flat.length], flat };
  }
  const picked = pick(of.shape, indexes);
  const lists = picked.filter((each) => each.isList);
  const steps: number[] = [];
  const shape: number[] = [];
  let axis = 0;
  const strideOf = (i: number): number => sizeOf(of.shape.slice(i + 1));
  // Each part of the result: its length and how far each of its positions lies in the data.
  const parts: { length: number; offsets: readonly number[]; shown: boolean }[] = [];
  let joined: { length: number; offsets: number[]; shown: boolean } | null = null;
  for (const each of picked) {
    if (each.at === null) {
      parts.push({ length: 1, offsets: [0], shown: true });
      continue;
    }
    const stride = strideOf(axis++);
    const offsets = each.at.map((i) => i * stride);
    if (each.isList && lists.length > 1) {
      if (!joined) parts.push((joined = { length: offsets.length, offsets: [...offsets], shown: true }));
      else if (joined.length !== offsets.length) throw new ShapeError('lists of indices of different lengths');
      else
        offsets.forEach(
          (offset, i) => ((joined as { offsets: number[] }).offsets[i] = (joined?.offsets[i] ?? 0) + offset),
        );
    } else parts.push({ length: offsets.length, offsets, shown: !each.dropped });
  }
  for (const part of parts) {
    steps.push(part.length);
    if (part.shown) shape.push(part.length);
  }
  let flat = Uint32Array.of(0);
  for (const { offsets } of parts) {
    const next = new Uint32Array(flat.length * offsets.length);
    for (let i = 0, k = 0; i < flat.length; i++)
      for (let j = 0; j < offsets.length; j++) next[k++] = (flat[i] as number) + (offsets[j] as number);
    flat = next;
  }
  return { shape, flat };
}

function pick(shape: readonly number[], indexes: readonly Value[]): Picked[] {
  const isEllipsis = (each: Value): boolean => isKind(each, 'api') && each.path === 'Ellipsis';
  const taking = indexes.filter((each) => each !== null && !isEllipsis(each)).length;
  if (taking > shape.length) throw new ShapeError(`${taking} indices into an array of shape ${shapeText(shape)}`);
  const result: Picked[] = [];
  let axis = 0;
  const whole = (): void => {
    result.push({ at: [...Array(shape[axis]).keys()], dropped: false, isList: false });
    axis++;
  };
  for (const each of indexes) {
    if (each === null) result.push({ at: null, dropped: false, isList: false });
    else if (isEllipsis(each)) for (let open = shape.length - taking; open > 0; open--) whole();
    else {
      const length = shape[axis++] as number;
      result.push(along(each, length));
    }
  }
  while (axis < shape.length) whole();
  return result;
}

function along(index: Value, length: number): Picked {
  if (isKind(index, 'slice')) return { at: positions(index, length), dropped: false, isList: false };
  if (typeof index === 'number' || (isTensor(index) && index.shape.length === 0)) {
    const given = numberOf(index) ?? 0;
    const at = given < 0 ? given + length : given;
    if (!Number.isInteger(at) || at < 0 || at >= length)
      throw new ShapeError(`there is no index ${given} in ${length} of them`);
    return { at: [at], dropped: true, isList: false };
  }
  const list = toTensor(index);
  if (!list) throw new ShapeError('an index that is no number');
  if (list.isMask || (isItems(index) && typeof index.items[0] === 'boolean'))
    return { at: [...list.data.keys()].filter((i) => list.data[i] !== 0), dropped: false, isList: true };
  const at = [...list.data].map((i) => (i < 0 ? i + length : i));
  if (at.some((i) => !(i >= 0 && i < length))) throw new ShapeError(`an index outside of ${length}`);
  return { at, dropped: false, isList: true };
}
