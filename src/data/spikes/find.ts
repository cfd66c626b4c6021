// Every spike source of a file: what its format tells, then what the names of its datasets tell, each part of the file once.
import { type DataFile } from '../dataset';
import { DataError } from '../error';
import { pairedSpikes } from './pairs';
import { raggedSpikes } from './ragged';
import { sonataSpikes } from './sonata';
import { type SpikeSource } from './source';
import { trainSpikes } from './trains';

/** From the strictest to the loosest: what one has found the next ones leave alone. */
const conventions: readonly ((file: DataFile) => SpikeSource[])[] = [
  ({ datasets }) => sonataSpikes(datasets),
  ({ datasets }) => raggedSpikes(datasets),
  trainSpikes,
  ({ datasets }) => pairedSpikes(datasets),
];

export function findSpikes(file: DataFile): SpikeSource[] {
  const found = new Map<string, SpikeSource>();
  const take = (source: SpikeSource): unknown => found.has(source.path) || found.set(source.path, source);
  file.spikes?.forEach(take);
  for (const convention of conventions) {
    try {
      convention(file).forEach(take);
    } catch (error) {
      // A damaged column is told where the dataset is read.
      if (!(error instanceof DataError)) throw error;
    }
  }
  return [...found.values()];
}
