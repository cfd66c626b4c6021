// Opens an HDF5 file: lists its datasets, says which can't be read and why, and reads the others in boxes.
import { BrokenSoftLink, Dataset as H5Dataset, ExternalLink, File } from 'h5wasm';
import { asciiAt, type ByteSource } from '../bytes';
import { type DataFile, type Dataset, elementCount } from '../dataset';
import { DataError } from '../error';
import { bytesPerElement, decode, type ElementType } from '../numbers';
import { isEmptyInMatlab, matlabClass, matlabNotes, matlabText } from './matlab';
import { loadLibrary, mount } from './mount';
import { describeType, filterName, undecodable } from './types';

type Module = Awaited<ReturnType<typeof loadLibrary>>;

/** Deflate never shrinks more than this; a dataset that claims more was never written, or lies. */
const largestCompression = 1032;
/** Below this a claim costs nothing, true or not. */
const harmlessBytes = 2 ** 27;

const damaged = 'the HDF5 file is truncated or damaged';

export async function openHdf5(source: ByteSource): Promise<DataFile> {
  const module = await loadLibrary();
  const { path, unmount } = mount(module, source);
  const file = orDamaged(() => new File(path, 'r'));
  if (file === null || file.file_id < 0n) {
    unmount();
    throw new DataError(damaged);
  }
  const close = (): void => {
    file.close();
    unmount();
  };
  const matlab = asciiAt(source, 0, 10) === 'MATLAB 7.3';
  const paths = orDamaged(() => file.paths());
  if (paths === null) {
    close();
    throw new DataError(damaged);
  }
  const datasets: Dataset[] = [];
  const notes: string[] = matlab ? [matlabNotes] : [];
  for (const each of paths) {
    const entity = orDamaged(() => file.get(each));
    if (entity instanceof H5Dataset) datasets.push(describe(module, entity, each, source, matlab));
    else if (entity instanceof ExternalLink)
      notes.push(`${each} lies in another file, ${entity.filename}, and is not followed`);
    else if (entity instanceof BrokenSoftLink) notes.push(`${each} points nowhere`);
    else if (entity === null) notes.push(`${each} can’t be read: it is damaged`);
  }
  return { format: matlab ? 'MATLAB 7.3' : 'HDF5', datasets, notes, close };
}

function describe(module: Module, dataset: H5Dataset, path: string, source: ByteSource, matlab: boolean): Dataset {
  const found = orDamaged(() => ({
    metadata: dataset.metadata,
    filters: dataset.filters,
    attributes: attributesOf(dataset),
    kind: matlab ? matlabClass(dataset) : undefined,
    empty: matlab && isEmptyInMatlab(dataset),
  }));
  const nothing = { path, shape: [], dtype: 'unknown', filters: [], layout: { chunk: null, fastest: 'last' } } as const;
  if (found === null) return { ...nothing, unread: 'its description is damaged', read: () => new Float64Array() };
  const { metadata, filters, attributes, kind, empty } = found;
  const unit = unitOf(attributes);
  const type = describeType(metadata);
  const shape = metadata.shape ?? [];
  const unread = reason();
  const read = (start: readonly number[], count: readonly number[]): Float64Array => {
    if (unread !== null || type.element === null) throw new DataError(unread ?? `${type.dtype} is not numeric`);
    return readBox(module, dataset, type.element, start, count);
  };
  const text = kind === 'char' && unread === null ? orDamaged(() => matlabText(shape, read)) : undefined;
  return {
    path,
    shape,
    dtype: kind === undefined ? type.dtype : `${type.dtype} (MATLAB ${kind})`,
    filters: filters.map(filterName),
    layout: { chunk: metadata.chunks, fastest: 'last' },
    ...(unit === undefined ? {} : { unit }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    ...(typeof text !== 'string' ? {} : { text }),
    ...(matlab && shape.length > 1 ? { note: `in MATLAB ${[...shape].reverse().join(' × ')}` } : {}),
    unread: unread ?? (kind === 'char' ? 'text' : null),
    read,
  };

  function reason(): string | null {
    if (empty) return 'empty in MATLAB';
    if (metadata.shape === null) return 'empty: it has no dataspace';
    if (type.element === null) return `${type.dtype.replace(/ .*/, '')} is not numeric`;
    const outside = (metadata.virtual_sources ?? []).find(({ file_name: name }) => name !== '.');
    if (outside !== undefined) return `virtual: its numbers lie in another file, ${outside.file_name}`;
    const foreign = undecodable(filters);
    if (foreign !== undefined) return `compressed with ${filterName(foreign)}, which can’t be decoded here`;
    const bytes = elementCount(shape) * metadata.size;
    if (bytes > harmlessBytes && bytes > source.size * largestCompression) {
      return `claims ${elementCount(shape)} elements, more than the file can hold`;
    }
    return null;
  }
}

/** Those that are texts. */
function attributesOf(dataset: H5Dataset): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of Object.keys(dataset.attrs)) {
    const value: unknown = orDamaged(() => dataset.get_attribute(name, true));
    const text: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
    if (typeof text === 'string' && text.trim() !== '') texts[name] = text.trim();
  }
  return texts;
}

const unitOf = (attributes: Readonly<Record<string, string>>): string | undefined =>
  ['unit', 'units', 'Unit', 'Units'].flatMap((name) => attributes[name] ?? [])[0];

/** By the library's lowest call: it is the only one that says whether reading failed, and it spares two copies. */
function readBox(
  module: Module,
  dataset: H5Dataset,
  element: ElementType,
  start: readonly number[],
  count: readonly number[],
): Float64Array {
  const bytes = elementCount(count) * bytesPerElement[element];
  if (bytes === 0) return new Float64Array();
  const pointer = module._malloc(bytes);
  if (pointer === 0) throw new DataError(`not enough memory for ${bytes} bytes of ${dataset.path}`);
  try {
    const [counts, starts, strides] =
      count.length === 0 ? [null, null, null] : [count.map(BigInt), start.map(BigInt), count.map(() => 1n)];
    const read = () => module.get_dataset_data(dataset.file_id, dataset.path, counts, starts, strides, BigInt(pointer));
    const status = orDamaged(read);
    if (status === null || status < 0) throw new DataError('its numbers are truncated or damaged');
    return decode(module.HEAPU8.subarray(pointer, pointer + bytes), element);
  } finally {
    module._free(pointer);
  }
}

/** Null where the library throws, as it does on damaged structures. */
function orDamaged<Result>(attempt: () => Result): Result | null {
  try {
    return attempt();
  } catch {
    return null;
  }
}
