// One stored dataset as datasets that can be read: one for plain numbers, one per field for tables, two for complex numbers.
import { type Metadata } from 'h5wasm';
import { type Dataset, elementCount, type Numbers } from '../dataset';
import { DataError } from '../error';
import { type AttributeValue, type Hdf5File } from './file';
import { orNull, reasonOf } from './guard';
import { type H5Type } from './datatype';
import { columnNumbers, fixedTexts, gather } from './content';
import { type Message } from './objectHeader';
import { readElements, type Stored } from './elements';
import { filterName, undecodable } from './filters';
import { readStorage, type Storage } from './storage';
import { hasPointers, storedType } from './storedType';
import { type Column, columnsOf } from './types';
import { type FoundDataset } from './walk';

/** Deflate never shrinks more than this; a dataset that claims more was never written, or lies. */
const largestCompression = 1032;
/** Below this a claim costs little, true or not. */
const harmlessBytes = 2 ** 33;

export interface Described {
  readonly datasets: readonly Dataset[];
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  readonly type: H5Type | null;
}

const nothing = { filters: [], layout: { chunk: null, fastest: 'last' } } as const;
const unreadable = (found: FoundDataset, unread: string): Dataset => ({
  path: found.path,
  shape: [],
  dtype: 'unknown',
  ...nothing,
  unread,
  read: () => {
    throw new DataError(unread);
  },
});

export function describe(file: Hdf5File, found: FoundDataset): Described {
  const { stored: path } = found;
  const metadata = file.metadata(path);
  const filters = file.filters(path);
  const messages = file.messages(path);
  const attributes = file.attributes(path);
  const type = metadata && storedType(file, messages, metadata);
  if (metadata === null || filters === null || type === null) {
    return { datasets: [unreadable(found, reasonOf('its description is damaged'))], attributes, type: null };
  }
  const storage = storageOf(file, messages);
  const shape = metadata.shape ?? [];
  const stored: Stored = {
    path,
    shape,
    chunk: metadata.chunks,
    bytesPerElement: type.size,
    storage: hasPointers(type) ? { kind: 'unknown' } : storage,
  };
  const texts = textAttributes(attributes);
  const unit = ['unit', 'units', 'Unit', 'Units'].flatMap((name) => texts[name] ?? [])[0];
  const common = {
    filters: filters.map(filterName),
    layout: { chunk: metadata.chunks, fastest: 'last' },
    ...(unit === undefined ? {} : { unit }),
    ...(Object.keys(texts).length === 0 ? {} : { attributes: texts }),
  } as const;
  const unread = undecodable(filters) ?? reasonUnread(file, metadata, storage, shape, type.size);
  const axes = axesNote(file, path, attributes, shape.length);
  const unwritten = storage.kind === 'unwritten' && metadata.shape !== null && elementCount(shape) > 0;
  const notes = [found.note, axes, unwritten ? 'never written: all of it is the fill value' : undefined];
  const columns = columnsOf(type);
  const turned = turnedColumns(columns);
  const datasets = columns.map((column) => {
    const note = [...notes, column.note].filter((each) => each !== undefined).join('; ');
    return {
      path: found.path + column.suffix,
      dtype: column.dtype,
      ...common,
      ...(note === '' ? {} : { note }),
      ...reading(file, stored, column, unread, turned(column)),
    };
  });
  return { datasets, attributes, type };
}

const storageOf = ({ superblock }: Hdf5File, messages: readonly Message[] | null): Storage =>
  (messages && orNull(() => readStorage(messages, superblock))) ?? { kind: 'unknown' };

type Reading = Pick<Dataset, 'shape' | 'unread' | 'read' | 'readNarrow' | 'readTexts'>;

function reading(file: Hdf5File, stored: Stored, column: Column, unread: string | null, turned: boolean): Reading {
  const shape = [...stored.shape, ...column.shape];
  const refuse = (because: string): Reading => ({
    shape,
    unread: because,
    read: () => {
      throw new DataError(because);
    },
  });
  const { content } = column;
  if (unread !== null) return refuse(unread);
  if (content.kind === 'nothing') return refuse(content.because);
  if (content.kind === 'rows') return refuse('each element is a row of its own');
  if (content.kind !== 'numbers') {
    const readTexts = (first: number, count: number): readonly string[] =>
      textsOf(file, stored, column, first, Math.max(0, Math.min(count, elementCount(stored.shape) - first)));
    return { ...refuse(content.kind === 'references' ? 'references' : 'text'), readTexts };
  }
  const readNarrow = (start: readonly number[], count: readonly number[]): Numbers => {
    const axes = stored.shape.length;
    const elements = readElements(file, stored, start.slice(0, axes), count.slice(0, axes));
    const numbers = columnNumbers(column, elements, stored.bytesPerElement, turned);
    return within(numbers, column.shape, start.slice(axes), count.slice(axes));
  };
  const read = (start: readonly number[], count: readonly number[]): Float64Array => {
    const numbers = readNarrow(start, count);
    return numbers instanceof Float64Array ? numbers : new Float64Array(numbers);
  };
  return { shape, unread: null, read, readNarrow };
}

/** The part that is asked for of the axes that each element has of its own: elements are read whole. */
function within(
  numbers: Numbers,
  shape: readonly number[],
  start: readonly number[],
  count: readonly number[],
): Numbers {
  if (shape.every((length, axis) => count[axis] === length)) return numbers;
  const each = elementCount(shape);
  const kept: number[] = [];
  for (let i = 0; i < each; i++) {
    let rest = i;
    let inside = true;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = (rest % (shape[axis] as number)) - (start[axis] as number);
      rest = Math.floor(rest / (shape[axis] as number));
      inside &&= at >= 0 && at < (count[axis] as number);
    }
    if (inside) kept.push(i);
  }
  const elements = numbers.length / each;
  const result = new Float64Array(elements * kept.length);
  for (let element = 0, to = 0; element < elements; element++) {
    for (const at of kept) result[to++] = numbers[element * each + at] as number;
  }
  return result;
}

/** Texts of a run of elements, counted through the last axis first. */
function textsOf(file: Hdf5File, stored: Stored, { content, offset }: Column, first: number, count: number): string[] {
  const { path, bytesPerElement } = stored;
  const texts: string[] = [];
  for (const box of rowsOf(stored.shape, first, count)) {
    if (content.kind === 'long text') {
      texts.push(...file.longTexts(path, box.start, box.count, bytesPerElement, offset));
      continue;
    }
    const size = content.kind === 'text' ? content.size : referenceBytes;
    const bytes = gather(readElements(file, stored, box.start, box.count).bytes, bytesPerElement, offset, size);
    if (content.kind === 'text') texts.push(...fixedTexts(bytes, size, content.utf8));
    else
      for (let at = 0; at < bytes.length; at += size)
        texts.push(file.referenced(bytes.slice(at, at + size)) ?? 'nothing');
  }
  return texts;
}

const referenceBytes = 8;

/** The parts of the rows along the last axis that together are the run. */
function* rowsOf(
  shape: readonly number[],
  first: number,
  count: number,
): Generator<{ start: number[]; count: number[] }> {
  const row = shape.at(-1);
  if (row === undefined) {
    if (count > 0) yield { start: [], count: [] };
    return;
  }
  for (let at = first; at < first + count;) {
    let rest = Math.floor(at / row);
    const length = Math.min(row - (at % row), first + count - at);
    const start = shape.slice(0, -1).reduceRight<number[]>((lead, axis) => {
      const index = rest % axis;
      rest = Math.floor(rest / axis);
      return [index, ...lead];
    }, []);
    yield { start: [...start, at % row], count: [...start.map(() => 1), length] };
    at += length;
  }
}

function textAttributes(attributes: ReadonlyMap<string, AttributeValue>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of attributes) {
    if (typeof value === 'number') texts[name] = String(value);
    else if (typeof value === 'string' && value.trim() !== '') texts[name] = value.trim();
  }
  return texts;
}

function reasonUnread(
  file: Hdf5File,
  { virtual_sources: sources = [], shape }: Metadata,
  storage: Storage,
  lengths: readonly number[],
  elementBytes: number,
): string | null {
  if (shape === null) return 'empty: it has no dataspace';
  if (storage.kind === 'external') return 'its numbers lie in another file that this one names, and are not read';
  const outside = sources.find(({ file_name: name }) => name !== '.');
  if (outside !== undefined) return `virtual: its numbers lie in another file, ${outside.file_name}`;
  for (const { dset_name: name } of sources) {
    const reason = virtualSourceReason(file, name);
    if (reason !== null) return reason;
  }
  const elements = elementCount(lengths);
  const bytes = elements * elementBytes;
  const most = storage.kind === 'contiguous' ? file.source.size : file.source.size * largestCompression;
  if (bytes > (storage.kind === 'contiguous' ? 0 : harmlessBytes) && bytes > most)
    return `claims ${elements} elements, more than the file can hold`;
  return null;
}

/** A virtual dataset is as readable as what it is made of. */
function virtualSourceReason(file: Hdf5File, name: string): string | null {
  if (file.kind(name) !== 'dataset') return `virtual: there is no ${name}, of which it is made`;
  const sources = file.metadata(name)?.virtual_sources;
  if (sources !== undefined) return `virtual: made of ${name}, which is virtual itself`;
  const reason = undecodable(file.filters(name) ?? []);
  return reason === null ? null : `virtual: made of ${name}, which is ${reason}`;
}

/** What the axes are called, where the file attaches scales or labels to them. */
function axesNote(
  file: Hdf5File,
  path: string,
  attributes: ReadonlyMap<string, AttributeValue>,
  axes: number,
): string | undefined {
  const labels = attributes.get('DIMENSION_LABELS');
  const scaled = file.hasScales(path);
  const named = Array.from({ length: axes }, (_, axis) => {
    const label: unknown = Array.isArray(labels) ? (labels as unknown[])[axis] : labels;
    if (typeof label === 'string' && label !== '') return label;
    return (scaled ? file.dimensionScales(path, axis)[0]?.replace(/^.*\//, '') : undefined) ?? '?';
  });
  return named.every((name) => name === '?') ? undefined : `axes ${named.join(' × ')}`;
}

/** Whether the library turns the bytes of a column round: it does so where all of an element is big-endian, up to the first enumeration. */
function turnedColumns(columns: readonly Column[]): (column: Column) => boolean {
  const numeric = columns.filter(({ content }) => content.kind === 'numbers');
  const allBig = numeric.every(({ content }) => content.kind === 'numbers' && content.order === 'big');
  const firstEnum = columns.findIndex(({ dtype }) => dtype.startsWith('enum'));
  return (column) => allBig && (firstEnum < 0 || columns.indexOf(column) < firstEnum);
}
