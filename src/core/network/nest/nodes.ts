// NEST's node collections as things: their parts, one node of many, and the nodes that an argument of Connect names.
import { constantOf, literal } from '../../evaluate/numbers';
import { type Num, thing, type Thing, type Value } from '../../evaluate/value';
import { one } from '../../units/rational';

export const collectionType = 'nest.NodeCollection';

export const partsOf = (of: Thing): readonly Value[] => {
  const parts = of.fields.get('parts');
  return parts?.kind === 'sequence' ? parts.items : [of];
};

/** The collections joined in one, and of those whose nodes were set one by one, each node. */
export const thingsIn = (of: Thing): readonly Thing[] =>
  partsOf(of).flatMap((each) => (each.kind === 'thing' ? nodesSetApart(each) : []));

export const nodeParameters = 'params of each';

function nodesSetApart(of: Thing): readonly Thing[] {
  const own = of.fields.get(nodeParameters);
  if (own?.kind !== 'sequence') return [of];
  return own.items.map((params) => {
    const node = each(of);
    node.fields.set('params', params);
    node.fields.set('of', node);
    node.fields.delete(nodeParameters);
    return node;
  });
}

/** Which nodes of a collection, counted from 0; `to` is null for the end. */
export interface Range {
  readonly from: number;
  readonly to: number | null;
}

const ranges = new WeakMap<Thing, Range>();

/** Null for a whole collection, and for a slice whose bounds are not known. */
export const rangeOf = (of: Thing): Range | null => ranges.get(of) ?? null;

/** A slice of a collection is the same neurons, fewer of them. */
export function part(of: Thing, range: Range | null = null): Thing {
  const slice = { ...thing(collectionType, of.span, of.fields), places: of.places };
  const around = rangeOf(of);
  if (range) ranges.set(slice, around ? inside(around, range) : range);
  else if (around) ranges.set(slice, around);
  return slice;
}

/** The node as it is, and which of its collection it is. */
export function placedAt(node: Thing, collection: Thing, at: number): Thing {
  ranges.set(node, { from: at, to: at + 1 });
  collections.set(node, collection);
  return node;
}

const collections = new WeakMap<Thing, Thing>();

/** The collection that a single node with parameters of its own was taken from; null for every other. */
export const collectionOf = (node: Thing): Thing | null => collections.get(node) ?? null;

const inside = (around: Range, { from, to }: Range): Range => ({
  from: around.from + from,
  to: to === null ? around.to : Math.min(around.to ?? Infinity, around.from + to),
});

/** What an index picks, where that is known. */
export function rangeAt(of: Thing, index: Value | undefined): Range | null {
  const size = wholeIn(of.fields.get('size'));
  const around = rangeOf(of);
  const length = around ? ((around.to ?? size) === null ? null : (around.to ?? size ?? 0) - around.from) : size;
  const place = (value: Value | undefined): number | null | undefined => {
    if (!value || value.kind === 'nothing') return undefined;
    const at = wholeIn(value);
    return at === null || (at < 0 && length === null) ? null : at < 0 ? at + (length ?? 0) : at;
  };
  if (index?.kind === 'num') {
    const at = place(index);
    return at === null || at === undefined ? null : { from: at, to: at + 1 };
  }
  if (index?.kind !== 'thing' || index.type !== 'slice') return null;
  const [lower, upper, step] = ['lower', 'upper', 'step'].map((key) => place(index.fields.get(key)));
  if (lower === null || upper === null || (step !== undefined && step !== 1)) return null;
  return { from: lower ?? 0, to: upper ?? null };
}

function wholeIn(value: Value | undefined): number | null {
  const exact = constantOf(value);
  return exact && exact.d === 1n ? Number(exact.n) : null;
}

/** Of nodes of which some are taken by chance: each with a chance, or so many of them. */
export type Taken =
  | { readonly by: 'chance'; readonly chance: Num }
  /** An index that only the running script knows. */
  | { readonly by: 'unknown' }
  | { readonly by: 'number'; readonly count: Num | null; readonly replaces: boolean };

const taken = new WeakMap<Thing, Taken>();
export const takenOf = (of: Thing): Taken | null => taken.get(of) ?? null;

/** `nodes[rng.random(n) < p]`, `random.sample(nodes, 10)`. */
export function takeSome(of: Thing, how: Taken): Thing {
  const some = part(of);
  taken.set(some, how);
  const turn = turnOf(of);
  if (turn) turns.set(some, turn);
  return some;
}

/** Of a node that stands for all in a loop: which loop that is, and how far ahead of its turn the node stands. */
export interface NodeTurn {
  readonly loop: string;
  readonly ahead: number;
}

const turns = new WeakMap<Thing, NodeTurn>();
export const turnOf = (of: Thing): NodeTurn | null => turns.get(of) ?? null;

export function inTurn(of: Thing, turn: NodeTurn): Thing {
  const node = each(of);
  turns.set(node, turn);
  const around = rangeOf(of);
  if (around) ranges.set(node, around);
  return node;
}

/** One node that stands for all of a collection; what it is part of is kept, and its parameters are the collection's. */
export function each(of: Thing): Thing {
  const single = thing(collectionType, of.span, new Map(of.fields));
  single.fields.set('of', wholeOf(of));
  single.fields.set('size', literal(one));
  return { ...single, places: of.places };
}

/** The collection that a node was taken from. */
export function wholeOf(of: Thing): Thing {
  const whole = of.fields.get('of');
  return whole?.kind === 'thing' ? whole : of;
}

/** The collection in an argument: the nodes themselves, or a list or array of their numbers. */
export function nodesIn(value: Value | undefined): Thing | null {
  if (value?.kind === 'thing' && value.type === collectionType) return value;
  if (value?.kind === 'sequence') return nodesIn(value.items[0]);
  return value?.kind === 'choice' ? nodesIn(value.options.find((option) => nodesIn(option.value))?.value) : null;
}

export const modelOf = (of: Thing): string => {
  const model = of.fields.get('model');
  return model?.kind === 'text' ? model.value : '';
};

export const isDevice = (of: Thing): boolean =>
  /generator|recorder|meter|detector|parrot|proxy|^volume_/.test(modelOf(of));

export const isGenerator = (of: Thing): boolean => /generator|injector|dilutor/.test(modelOf(of));
export const isParrot = (of: Thing): boolean => /^parrot_neuron/.test(modelOf(of));
export const isRecorder = (of: Thing): boolean => isDevice(of) && !isGenerator(of) && !isParrot(of);
