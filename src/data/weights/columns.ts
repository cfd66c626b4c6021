// What lists of connections have in common: numbers read in slices, ids that become rows and columns, and their sizes.
import { type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { readColumn } from '../spikes/columns';
import { type Reading } from './source';

/** So many connections are read at a time. */
const atATime = 2 ** 19;
/** Ids beyond this are no numbers of neurons: hashes, or a damaged file. */
const mostNeurons = 2 ** 24;

export interface Slice {
  readonly first: number;
  readonly count: number;
}

export function* slicesOf(length: number, { every = 1, cancelled }: Reading = {}): Generator<Slice> {
  for (let first = 0; first < length; first += atATime * every) {
    if (cancelled?.()) throw new DataError('cancelled');
    yield { first, count: Math.min(atATime, length - first) };
  }
}

export const lengthOf = (dataset: Dataset): number => elementCount(dataset.shape);

export interface Extent {
  readonly least: number;
  readonly most: number;
}

/** The least and the greatest id; throws a DataError where they number no neurons. */
export function extentOf(ids: Dataset, cancelled?: () => boolean): Extent {
  let [least, most] = [Infinity, -1];
  for (const { first, count } of slicesOf(lengthOf(ids), { cancelled })) {
    for (const id of readColumn(ids, first, count)) {
      if (!Number.isInteger(id) || id < 0) throw new DataError(`${ids.path} holds ${id}, which numbers no neuron`);
      if (id < least) least = id;
      if (id > most) most = id;
    }
  }
  if (most - least >= mostNeurons)
    throw new DataError(`the ids in ${ids.path} reach from ${least} to ${most}: too far`);
  return { least, most };
}

export function less(ids: Float64Array, first: number): Uint32Array {
  const result = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) result[i] = (ids[i] as number) - first;
  return result;
}
