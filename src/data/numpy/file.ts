// The datasets of one .npy file, by itself or in an .npz archive.
import { type ByteSource } from '../bytes';
import { type Dataset } from '../dataset';
import { objectDatasets } from '../pickle/listing';
import { partOf } from '../part';
import { withoutNumbers } from '../unread';
import { arrayDatasets } from './array';
import { readHeader } from './header';

export interface Listed {
  readonly datasets: readonly Dataset[];
  readonly notes: readonly string[];
}

export function npyDatasets(source: ByteSource, path: string): Listed {
  const { type, columnsFirst, shape, start } = readHeader(source);
  if (type.kind === 'object') return objectDatasets(partOf(source, start, source.size - start), path, shape);
  const datasets = arrayDatasets(
    type.kind === 'record' && path === 'array' ? '' : path,
    source,
    start,
    shape,
    columnsFirst,
    type,
  );
  if (datasets.length > 0) return { datasets, notes: [] };
  return { datasets: [withoutNumbers(path, shape, 'record', 'a record without fields')], notes: [] };
}
