// Operations that give an array another shape, or join and repeat arrays.
import { toShape, toTensor } from '../convert';
import {
  axisOf,
  broadcastTo,
  concatenate,
  full,
  permute,
  reshape,
  ShapeError,
  sizeOf,
  stack,
  tensor,
  type Tensor,
} from '../tensor';
import { api, isItems, isKind, isTensor, list, numberOf, tuple, unknown, type Value } from '../values';
import { type Given, type Operations } from './given';

function shapeOf(given: Given, at: number): readonly number[] {
  const shape = given.shape(at, 'size shape newshape repeats reps');
  if (!shape) throw new ShapeError(`${given.name} is given a shape that is not known`);
  return shape;
}

function reshaped(given: Given): Value {
  const of = given.tensor();
  const shape = given.shape(1);
  // `x.view(-1)` of a type, or of a shape that is not known.
  return shape ? given.give(reshape(of, shape), [of]) : unknown('a shape that is not known', given.span);
}

/** torch swaps two axes, numpy takes an order, or turns all around. */
function transposed(given: Given): Value {
  const of = given.tensor();
  const rest = toShape(given.args.slice(1)) ?? [];
  const rank = of.shape.length;
  const order = [...of.shape.keys()];
  if (rest.length === 2 && rank !== 2) {
    const [a, b] = rest.map((axis) => axisOf(axis, rank)) as [number, number];
    [order[a], order[b]] = [order[b] as number, order[a] as number];
    return given.give(permute(of, order), [of], 'transpose');
  }
  const named = given.get('perm axes dims');
  const wanted = (named === undefined ? rest : toShape([named])) ?? [];
  if (rank === 2 && rest.length === 2) return given.give(permute(of, [1, 0]), [of], 'transpose');
  return given.give(permute(of, wanted.length === rank ? wanted : order.reverse()), [of], 'transpose');
}

function joined(given: Given, join: (parts: readonly Tensor[], axis: number) => Tensor, axis?: number): Value {
  const given0 = given.get('tensors arrays values', 0);
  const parts = isItems(given0) ? given0.items : isTensor(given0) ? [given0] : [];
  const strange = parts.find((part) => isKind(part, 'unknown'));
  if (strange) return strange;
  const tensors = parts.map((part) => toTensor(part));
  if (!tensors.every((part) => part !== null) || tensors.length === 0)
    return unknown('arrays that are joined', given.span);
  return given.give(join(tensors, axis ?? given.number('dim axis', 1, 0)), parts, join === stack ? 'stack' : 'cat');
}

function repeated(given: Given, counts: readonly number[]): Value {
  let of = given.tensor();
  const rank = Math.max(of.shape.length, counts.length);
  of = tensor([...Array<number>(rank - of.shape.length).fill(1), ...of.shape], of.data);
  for (let i = 0; i < rank; i++) {
    const times = counts[i - (rank - counts.length)] ?? 1;
    if (times !== 1)
      of = concatenate(
        Array.from({ length: times }, () => of),
        i,
      );
  }
  return given.give(of, [given.args[0]]);
}

function expanded(given: Given): Value {
  const of = given.tensor();
  const shape = shapeOf(given, 1);
  const wanted = shape.map((length, i) =>
    length === -1 ? (of.shape[of.shape.length - shape.length + i] ?? 1) : length,
  );
  return given.give(broadcastTo(of, wanted), [of]);
}

function withAxis(given: Given): Value {
  const of = given.tensor();
  const at = axisOf(given.number('dim axis', 1, 0), of.shape.length + 1);
  return given.give(tensor([...of.shape.slice(0, at), 1, ...of.shape.slice(at)], of.data.slice()), [of]);
}

function squeezed(given: Given): Value {
  const of = given.tensor();
  const axes = given.axes(1)?.map((axis) => axisOf(axis, of.shape.length));
  return given.give(
    tensor(
      of.shape.filter((length, i) => length !== 1 || (axes && !axes.includes(i))),
      of.data.slice(),
    ),
    [of],
  );
}

function triangle(given: Given, keeps: (distance: number) => boolean): Value {
  const of = given.tensor();
  const columns = of.shape[of.shape.length - 1] ?? 1;
  const rows = of.shape[of.shape.length - 2] ?? 1;
  const k = given.number('diagonal k', 1, 0);
  const data = of.data.map((x, i) => (keeps((i % columns) - (Math.floor(i / columns) % rows) - k) ? x : 0));
  return given.give(tensor(of.shape, data), [of]);
}

function diagonal(given: Given): Value {
  const of = given.tensor();
  if (of.shape.length === 1) {
    const [n = 0] = of.shape;
    const result = full([n, n], 0);
    for (let i = 0; i < n; i++) result.data[i * n + i] = of.data[i] as number;
    return given.give(result, [of]);
  }
  const [rows = 0, columns = 0] = of.shape;
  const n = Math.min(rows, columns);
  return given.give(
    tensor(
      [n],
      Float64Array.from({ length: n }, (_, i) => of.data[i * columns + i] as number),
    ),
    [of],
  );
}

/** `np.fill_diagonal(W, 0)` changes its array and gives nothing. */
function fillDiagonal(given: Given): Value {
  const of = given.tensor();
  const value = given.number('val fill_value', 1, NaN);
  const [rows = 0, columns = 0] = of.shape;
  const data = given.changes ? of.data.slice() : of.data;
  for (let i = 0; i < Math.min(rows, columns); i++) data[i * columns + i] = value;
  return given.changes ? given.give(tensor(of.shape, data), [of]) : null;
}

function parts(given: Given, sizes: (length: number) => readonly number[]): Value {
  const of = given.tensor();
  const axis = axisOf(given.number('dim axis', 2, 0), of.shape.length);
  const order = [axis, ...[...of.shape.keys()].filter((each) => each !== axis)];
  const moved = permute(of, order);
  const back = order.map((_, i) => order.indexOf(i));
  const size = sizeOf(moved.shape.slice(1));
  let at = 0;
  const found = sizes(of.shape[axis] ?? 0).map((length) => {
    const part = tensor([length, ...moved.shape.slice(1)], moved.data.slice(at * size, (at + length) * size));
    at += length;
    return given.give(permute(part, back), [of]);
  });
  return tuple(found);
}

const even = (length: number, size: number): number[] =>
  Array.from({ length: Math.ceil(length / Math.max(1, size)) }, (_, i) => Math.min(size, length - i * size));

export const shapes: Operations = {
  reshape: reshaped,
  view: reshaped,
  size: (given) => {
    const of = given.tensor();
    const axis = given.get('dim axis', 1);
    return axis === undefined ? tuple([...of.shape]) : (of.shape[axisOf(numberOf(axis) ?? 0, of.shape.length)] ?? 1);
  },
  shape: (given) => tuple([...given.tensor().shape]),
  dim: (given) => given.tensor().shape.length,
  ndimension: (given) => given.tensor().shape.length,
  numel: (given) => given.tensor().data.length,
  tolist: (given) => asList(given.tensor()),
  transpose: transposed,
  permute: transposed,
  swapaxes: transposed,
  t: transposed,
  movedim: (given) => {
    const of = given.tensor();
    const [from, to] = (toShape(given.args.slice(1)) ?? [0, 0]).map((axis) => axisOf(axis, of.shape.length)) as [
      number,
      number,
    ];
    const order = [...of.shape.keys()].filter((axis) => axis !== from);
    order.splice(to, 0, from);
    return given.give(permute(of, order), [of], 'transpose');
  },
  unsqueeze: withAxis,
  expand_dims: withAxis,
  squeeze: squeezed,
  flatten: (given) => {
    const of = given.tensor();
    const start = axisOf(given.number('start_dim', 1, 0), Math.max(1, of.shape.length));
    return given.give(reshape(of, [...of.shape.slice(0, start), -1]), [of]);
  },
  ravel: (given) => given.give(reshape(given.tensor(), [-1]), [given.tensor()]),
  stack: (given) => joined(given, stack),
  cat: (given) => joined(given, concatenate),
  concat: (given) => joined(given, concatenate),
  concatenate: (given) => joined(given, concatenate),
  vstack: (given) => joined(given, concatenate, 0),
  hstack: (given) => joined(given, concatenate, -1),
  expand: expanded,
  broadcast_to: expanded,
  expand_as: (given) => given.give(broadcastTo(given.tensor(), given.tensor(1).shape), [given.tensor()]),
  view_as: (given) => given.give(reshape(given.tensor(), given.tensor(1).shape), [given.tensor()]),
  repeat: (given) => {
    const counts = shapeOf(given, 1);
    const axis = given.get('axis dim');
    if (axis === undefined) return repeated(given, counts);
    const [times = 1] = counts;
    const of = given.tensor();
    const at = axisOf(numberOf(axis) ?? 0, of.shape.length);
    const next = tensor([...of.shape.slice(0, at + 1), 1, ...of.shape.slice(at + 1)], of.data);
    const wide = concatenate(
      Array.from({ length: times }, () => next),
      at + 1,
    );
    return given.give(
      reshape(
        wide,
        of.shape.map((length, i) => (i === at ? length * times : length)),
      ),
      [of],
    );
  },
  tile: (given) => repeated(given, shapeOf(given, 1)),
  unbind: (given) => parts(given, (length) => Array<number>(length).fill(1)),
  split: (given) => {
    const [, sizes] = given.args;
    const fixed = isItems(sizes) ? (toShape([sizes]) ?? []) : null;
    const size = numberOf(sizes) ?? 1;
    return parts(given, (length) => fixed ?? even(length, size));
  },
  chunk: (given) => parts(given, (length) => even(length, Math.ceil(length / given.number('chunks', 1, 1)))),
  triu: (given) => triangle(given, (distance) => distance >= 0),
  tril: (given) => triangle(given, (distance) => distance <= 0),
  diag: diagonal,
  diagonal,
  diag_embed: diagonal,
  fill_diagonal: fillDiagonal,
  flip: (given) => {
    const of = given.tensor();
    return given.give(tensor(of.shape, of.data.slice().reverse()), [of]);
  },
  append: (given) => {
    const [target, value] = given.args;
    if (isItems(target) && value !== undefined) target.items.push(value);
    return null;
  },
  extend: (given) => {
    const [target, values] = given.args;
    if (isItems(target) && isItems(values)) target.items.push(...values.items);
    return null;
  },
  pop: (given) => (isItems(given.args[0]) ? (given.args[0].items.pop() ?? null) : null),
  items: (given) =>
    isKind(given.args[0], 'dict')
      ? list([...given.args[0].entries].map(([key, value]) => tuple([key, value])))
      : unknown('items'),
  keys: (given) => (isKind(given.args[0], 'dict') ? list([...given.args[0].entries.keys()]) : unknown('keys')),
  values: (given) => (isKind(given.args[0], 'dict') ? list([...given.args[0].entries.values()]) : unknown('values')),
  get: (given) => {
    const [of, key, otherwise] = given.args;
    // `keras.activations.get('relu')`.
    if (typeof of === 'string' && /activations\.get$/.test(given.library)) return api(`keras.activations.${of}`);
    return isKind(of, 'dict') ? (of.entries.get(key as string) ?? otherwise ?? null) : unknown('an entry', given.span);
  },
  update: (given) => {
    const [of, more] = given.args;
    if (isKind(of, 'dict') && isKind(more, 'dict')) for (const [key, value] of more.entries) of.entries.set(key, value);
    return null;
  },
  lower: (given) => ofText(given, (text) => text.toLowerCase()),
  casefold: (given) => ofText(given, (text) => text.toLowerCase()),
  upper: (given) => ofText(given, (text) => text.toUpperCase()),
  strip: (given) => ofText(given, (text) => text.trim()),
  startswith: (given) => ofText(given, (text) => text.startsWith(String(given.args[1]))),
  endswith: (given) => ofText(given, (text) => text.endsWith(String(given.args[1]))),
  format: () => 'text',
  join: () => 'text',
};

function asList(of: Tensor): Value {
  if (of.shape.length === 0) return of.data[0] as number;
  const [length = 0, ...rest] = of.shape;
  const size = sizeOf(rest);
  return list(Array.from({ length }, (_, i) => asList(tensor(rest, of.data.slice(i * size, (i + 1) * size)))));
}

const ofText = (given: Given, make: (text: string) => Value): Value =>
  typeof given.args[0] === 'string' ? make(given.args[0]) : unknown('a text');
