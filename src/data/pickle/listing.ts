// Lists what a pickle holds as datasets: its containers become a tree, its arrays and tensors the leaves.
import { type ByteSource, memoryBytes } from '../bytes';
import { type Dataset } from '../dataset';
import { DataError } from '../error';
import { bytesPerElement, decode } from '../numbers';
import { arrayDatasets, datasetsAt } from '../numpy/array';
import { nameOf, type NumpyType } from '../numpy/dtype';
import { elementCount } from '../dataset';
import { readExactly } from '../part';
import { spanOf } from '../strided';
import { isLeaf, type Leaf, listTree, type Node, type TreeListing } from '../tree';
import { orUnread, withoutNumbers } from '../unread';
import { Cursor } from './cursor';
import { Dangers } from './dangers';
import { latinBytes } from './known';
import { unpickle } from './machine';
import { dequantised } from './quantised';
import {
  isKind,
  isList,
  made,
  type Made,
  type NumpyArray,
  type Pickled,
  type PickledDict,
  type Storage,
  type Tensor,
} from './values';

const deepest = 200;
/** Bytes that an old protocol wrote as text are made when the array is listed. */
const mostTextBytes = 2 ** 26;
/** A view may repeat what is stored; beyond this it only pretends to be large. */
const mostRepeats = 64;
const alwaysRepeated = 2 ** 20;

/** The array of Python objects that stands as a pickle in an .npy file. */
export function objectDatasets(source: ByteSource, path: string, shape: readonly number[]): TreeListing {
  const dangers = new Dangers();
  const refuse = (): Pickled => made('an object that is kept elsewhere', []);
  const { value } = unpickle(new Cursor(source), { persistent: refuse, embedded: refuse, dangers });
  const { datasets, notes } = listPickled(value, path, dangers);
  const whole = withoutNumbers(path, shape, 'object', 'Python objects (a pickle): listed, never executed');
  return { datasets: [whole, ...datasets], notes };
}

export function listPickled(value: Pickled, path: string, dangers: Dangers): TreeListing {
  const { datasets, notes } = listTree(new Converter().node(value, 0), path);
  return { datasets, notes: [...dangers.notes(), ...notes] };
}

class Converter {
  /** An object that several others hold is made once; one that holds itself ends. */
  private readonly known = new Map<object, Node>();
  private readonly modules = new Map<Leaf, ReadonlyMap<string, Node>>();

  node(value: Pickled, depth: number): Node {
    if (typeof value !== 'object' || value === null) return value;
    const before = this.known.get(value);
    if (before !== undefined) return before;
    if (depth > deepest)
      return leaf((path) => [withoutNumbers(path, [], 'nested', `nested more than ${deepest} deep`)]);
    switch (value.kind) {
      case 'list':
      case 'tuple':
      case 'set': {
        const list: Node[] = [];
        this.known.set(value, list);
        for (const each of value.items) list.push(this.node(each, depth + 1));
        return list;
      }
      case 'dict':
        return this.map(value, value.entries, depth);
      case 'made':
        return this.made(value, depth);
      case 'array':
        return this.array(value, depth);
      default:
        return plainLeaf(value);
    }
  }

  private map(owner: object, entries: PickledDict['entries'], depth: number): Map<string, Node> {
    const map = new Map<string, Node>();
    this.known.set(owner, map);
    for (const [key, each] of entries) map.set(free(map, keyText(key)), this.node(each, depth + 1));
    return map;
  }

  /** An object that is only named, with what it holds: a module's parameters, buffers and modules as one. */
  private made(object: Made, depth: number): Node {
    const inner = new Map<string, Node>();
    const known: Leaf = {
      datasetsAt: (path) =>
        // PyTorch's own modules say nothing by their names that their parameters don't.
        inner.size > 0 && /^torch\.nn\./.test(object.by)
          ? []
          : [withoutNumbers(path, [], 'object', `${object.by}, not executed`)],
      inner,
    };
    this.known.set(object, known);
    const held = parts(object);
    const module = held.some(([key]) => key === '_parameters') && held.some(([key]) => key === '_modules');
    if (module) this.modules.set(known, inner);
    for (const [key, each] of held) {
      const flat = module && /^_(?:parameters|buffers|modules)$/.test(key) && isKind(each, 'dict');
      // The rest of what a module keeps for itself: hooks, flags.
      if (module && !flat && (/^_|^training$/.test(key) || each === null)) continue;
      if (!flat) inner.set(free(inner, key), this.node(each, depth + 1));
      else
        for (const [name, part] of each.entries)
          if (part !== null) this.lift(inner, keyText(name), this.node(part, depth + 1));
    }
    return known;
  }

  /** What a module within a module holds, by the names of PyTorch's state_dict: `rnn.weight`. */
  private lift(into: Map<string, Node>, name: string, node: Node): void {
    const inner = isLeaf(node) ? this.modules.get(node) : undefined;
    if (inner === undefined) into.set(free(into, name), node);
    else {
      if (isLeaf(node)) into.set(free(into, name), { datasetsAt: (path) => node.datasetsAt(path) });
      for (const [key, each] of inner) into.set(free(into, `${name}.${key}`), each);
    }
  }

  private array(array: NumpyArray, depth: number): Node {
    if (array.type.kind !== 'object')
      return leaf((path) => orUnread(path, nameOf(array.type), () => numpyDatasets(path, array)));
    const { data } = array;
    if (!isList(data as Pickled))
      return leaf((path) => [withoutNumbers(path, array.shape, 'object', 'Python objects')]);
    const [only] = (data as { items: Pickled[] }).items;
    // What numpy makes of a single object that is no array: np.save('x.npy', {…}).
    if (array.shape.length === 0 && only !== undefined) return this.node(only, depth + 1);
    const list: Node[] = [];
    this.known.set(array, list);
    for (const each of (data as { items: Pickled[] }).items) list.push(this.node(each, depth + 1));
    return list;
  }
}

const leaf = (datasets: (path: string) => readonly Dataset[]): Leaf => ({ datasetsAt: datasets });

function plainLeaf(value: Exclude<Pickled, string | number | bigint | boolean | null>): Leaf {
  switch (value.kind) {
    case 'bytes':
      return leaf((path) => [withoutNumbers(path, [value.source.size], 'bytes', 'bytes')]);
    case 'text':
      return leaf((path) => [withoutNumbers(path, [], 'text', 'text', { text: `${startOf(value.source)}…` })]);
    case 'global':
      return leaf((path) => [withoutNumbers(path, [], 'name', 'a name of code', { text: value.name })]);
    case 'dtype':
      return leaf((path) => [withoutNumbers(path, [], 'name', 'a type', { text: nameOf(value.type) })]);
    case 'scalar':
      return scalarLeaf(value.type, value.data.source);
    case 'storage':
      return leaf((path) => orUnread(path, value.name, () => storageDatasets(path, value)));
    case 'tensor':
      return leaf((path) => orUnread(path, value.type ?? value.name, () => tensorDatasets(path, value)));
    default:
      return leaf((path) => [withoutNumbers(path, [], value.kind, 'not read')]);
  }
}

const startOf = (source: ByteSource): string => new TextDecoder().decode(source.read(0, 200));

const keyText = (key: Pickled): string => {
  if (typeof key !== 'object' || key === null) return String(key);
  if (isList(key)) return `(${key.items.map(keyText).join(', ')})`;
  return isKind(key, 'global') ? key.name : key.kind;
};

/** Keys of other types may look alike as text. */
function free(map: ReadonlyMap<string, Node>, key: string): string {
  let name = key;
  for (let i = 2; map.has(name); i++) name = `${key} (${i})`;
  return name;
}

function parts({ state, args, items, entries }: Made): [string, Pickled][] {
  const found: [string, Pickled][] = entries.map(([key, value]) => [keyText(key), value]);
  // Objects with slots have a pair of dictionaries.
  const states =
    isList(state) && state.items.length === 2 && state.items.some((each) => isKind(each, 'dict'))
      ? state.items
      : [state];
  for (const each of states) {
    if (isKind(each, 'dict'))
      found.push(...each.entries.map(([key, value]): [string, Pickled] => [keyText(key), value]));
    else if (each !== undefined && each !== null) found.push(['state', each]);
  }
  if (items.length > 0) found.push(['items', { kind: 'list', items }]);
  if (found.length === 0 && args.length > 0) found.push(['arguments', { kind: 'tuple', items: [...args] }]);
  return found;
}

function numpyDatasets(path: string, { shape, type, columnsFirst, data }: NumpyArray): Dataset[] {
  if (data === null) {
    if (elementCount(shape) > 0) throw new DataError('the numbers of the array are missing');
    return arrayDatasets(path, memoryBytes(new Uint8Array(0)), 0, shape, columnsFirst, type);
  }
  let source: ByteSource;
  if (typeof data === 'string') source = memoryBytes(latinBytes(data));
  else if (data.kind === 'bytes') source = data.source;
  else if (data.kind === 'text') {
    if (data.source.size > mostTextBytes)
      throw new DataError('an array of an old protocol, too large: save it with protocol 3 or later');
    source = memoryBytes(latinBytes(new TextDecoder().decode(readExactly(data.source, 0, data.source.size))));
  } else throw new DataError('Python objects');
  return arrayDatasets(path, source, 0, shape, columnsFirst, type);
}

/** Among other numbers a scalar is one of them. */
function scalarLeaf(type: NumpyType, source: ByteSource): Leaf {
  const known = leaf((path) => orUnread(path, nameOf(type), () => scalarDatasets(path, type, source)));
  if (type.kind !== 'number' || source.size !== type.width) return known;
  const [number] = decode(readExactly(source, 0, type.width), type.type, type.littleEndian);
  return number === undefined ? known : { ...known, number };
}

const scalarDatasets = (path: string, type: NumpyType, source: ByteSource): Dataset[] =>
  arrayDatasets(path, source, 0, [], false, type);

const storageDatasets = (path: string, storage: Storage): Dataset[] =>
  tensorDatasets(path, {
    kind: 'tensor',
    storage,
    type: storage.type,
    name: storage.name,
    offset: 0,
    shape: [storage.elements],
    strides: [1],
  });

function tensorDatasets(path: string, tensor: Tensor): Dataset[] {
  const { quantiser } = tensor;
  const stored = storedDatasets(path, tensor);
  if (quantiser === undefined) return stored;
  const open = (parameters: Tensor): Dataset => {
    const [found] = storedDatasets(path, parameters);
    if (found === undefined) throw new DataError('the scales of the quantised tensor are missing');
    return found;
  };
  return stored.map((each) => (each.unread === null ? dequantised(each, quantiser, open) : each));
}

function storedDatasets(path: string, { storage, type, name, offset, shape, strides, unread }: Tensor): Dataset[] {
  if (unread !== undefined) return [withoutNumbers(path, shape, type ?? name, unread)];
  if (type === null) return [withoutNumbers(path, shape, name, `${name} is not decoded here`)];
  const complex = type === 'complex64' || type === 'complex128';
  const part = type === 'complex64' ? 'float32' : 'float64';
  const width = complex ? 2 * bytesPerElement[part] : bytesPerElement[type];
  const { source, littleEndian } = storage.open();
  const steps = strides.map((stride) => stride * width);
  const start = (storage.offset + offset) * width;
  const span = spanOf(shape, steps, width);
  if (!(start + span <= source.size)) {
    throw new DataError(
      `the tensor reaches ${start + span} bytes far into a storage of ${source.size}: the file is truncated or damaged`,
    );
  }
  const elements = elementCount(shape);
  if (elements > Math.max(alwaysRepeated, (mostRepeats * span) / width)) {
    throw new DataError(`a view that repeats ${span / width} stored numbers to claim ${elements}`);
  }
  const place = { path, source, start, shape, strides: steps };
  if (complex) return datasetsAt(place, { kind: 'complex', part, littleEndian, width });
  return datasetsAt(place, { kind: 'number', type, littleEndian, width });
}
