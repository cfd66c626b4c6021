// NEST's node collections as things: their parts, one node of many, and the nodes that an argument of Connect names.
import { literal } from '../evaluate/numbers';
import { thing, type Thing, type Value } from '../evaluate/value';
import { one } from '../units/rational';

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

/** A slice of a collection is the same neurons, fewer of them. */
export function part(of: Thing): Thing {
  const slice = thing(collectionType, of.span, of.fields);
  return { ...slice, places: of.places };
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
