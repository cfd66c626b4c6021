// What an argument of NEST's Connect names: whole collections, slices of them, single nodes.
import { type Table, type Thing, type Value } from '../../evaluate/value';
import {
  collectionOf,
  collectionType,
  nodeParameters,
  type NodeTurn,
  partsOf,
  rangeOf,
  type Taken,
  takenOf,
  turnOf,
  wholeOf,
} from './nodes';
import { wholeNumber } from '../read';

export interface End {
  /** The collection as it was made. */
  readonly nodes: Thing;
  readonly from: number;
  /** Null for its end. */
  readonly to: number | null;
  /** One node that stands for all of them: the loop around the call takes each in turn. */
  readonly standsForAll: boolean;
  readonly turn?: NodeTurn;
  /** Where only some of them are meant, which chance decides. */
  readonly taken?: Taken;
}

export function endsIn(value: Value | undefined): readonly End[] {
  if (value?.kind === 'sequence') return value.items.flatMap(endsIn);
  if (value?.kind === 'choice')
    return value.options.map((each) => endsIn(each.value)).find((each) => each.length > 0) ?? [];
  if (value?.kind !== 'thing' || value.type !== collectionType) return [];
  const range = rangeOf(value);
  const collection = collectionOf(value);
  if (collection && range) return [{ nodes: collection, ...range, standsForAll: false }];
  const [turn, taken] = [turnOf(value), takenOf(value)];
  const chosen = { ...(turn ? { turn } : {}), ...(taken ? { taken } : {}) };
  const ends = partsOf(value).flatMap((each): End[] => {
    if (each.kind !== 'thing') return [];
    const nodes = wholeOf(each);
    const own = each === value ? null : rangeOf(each);
    return [{ nodes, from: own?.from ?? 0, to: own?.to ?? null, standsForAll: nodes !== each, ...chosen }];
  });
  return range ? clipped(ends, range.from, range.to) : ends;
}

export const sizeOf = (nodes: Thing): number | null => wholeNumber(nodes.fields.get('size'));

export const lengthOf = ({ nodes, from, to }: End): number | null => {
  const end = to ?? sizeOf(nodes);
  return end === null ? null : end - from;
};

/** Of several collections in a row, the nodes from `from` up to `to`. */
function clipped(ends: readonly End[], from: number, to: number | null): readonly End[] {
  let before = 0;
  return ends.flatMap((end): End[] => {
    const length = lengthOf(end);
    const start = Math.max(0, from - before);
    const stop = to === null ? length : Math.min(length ?? Infinity, to - before);
    before += length ?? Infinity;
    if (stop !== null && stop <= start) return [];
    return [{ ...end, from: end.from + start, to: stop === null ? null : end.from + stop }];
  });
}

/** The parameters of the nodes, where they were set one by one: `index` counts from the collection's first. */
export function parametersOf({ nodes }: End, index: number | null): Table | null {
  const own = nodes.fields.get(nodeParameters);
  const one = own?.kind === 'sequence' && index !== null ? own.items[index] : undefined;
  const params = one ?? nodes.fields.get('params');
  return params?.kind === 'table' ? params : null;
}

export const isSetApart = ({ nodes }: End): boolean => nodes.fields.get(nodeParameters)?.kind === 'sequence';
