// Every source of weights in a file: lists of connections first, then the matrices that are no part of one.
import { type DataFile } from '../dataset';
import { DataError } from '../error';
import { compressedWeights } from './compressed';
import { matrices } from './matrices';
import { pairedWeights, type Taken } from './pairs';
import { type EdgeTypes, sonataWeights } from './sonata';
import { type FoundWeights } from './source';

export interface FindOptions {
  /** What a table of edge types beside the file says. */
  readonly edgeTypes?: EdgeTypes;
  readonly cancelled?: () => boolean;
}

export function findWeights(file: DataFile, { edgeTypes = new Map(), cancelled }: FindOptions = {}): FoundWeights {
  const notes: string[] = [];
  const taken: Taken[] = [];
  const conventions: readonly (() => Taken[])[] = [
    () => sonataWeights(file.datasets, edgeTypes, cancelled),
    () => compressedWeights(file.datasets),
    () =>
      pairedWeights(
        file.datasets.filter(({ path }) => !isTaken(path)),
        cancelled,
      ),
  ];
  const isTaken = (path: string): boolean => taken.some(({ paths }) => paths.includes(path));
  for (const convention of conventions) {
    try {
      taken.push(...convention());
    } catch (error) {
      // A damaged list is said; the matrices of the file are shown all the same.
      if (!(error instanceof DataError) || cancelled?.() === true) throw error;
      notes.push(error.message);
    }
  }
  const whole = matrices(file, new Set(taken.flatMap(({ paths }) => paths)));
  return {
    sources: [...taken.flatMap(({ sources }) => sources), ...whole.sources],
    notes: [...notes, ...whole.notes],
  };
}
