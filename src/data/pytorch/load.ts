// Opens what torch.save writes: since 1.6 a zip archive with a pickle and a member per storage, before that pickles and storages one after the other.
import { asciiAt, type ByteSource } from '../bytes';
import { DataError } from '../error';
import { lengthAt, partOf, viewAt } from '../part';
import { Cursor } from '../pickle/cursor';
import { type Dangers } from '../pickle/dangers';
import { type Context, unpickle } from '../pickle/machine';
import { storageOf } from '../pickle/torch';
import { isKind, isList, made, type Pickled, type Storage, type StorageBytes } from '../pickle/values';
import { bytesPerElement } from '../numbers';
import { contentOf, isZip, membersOf } from '../zip/archive';

export interface Loaded {
  readonly value: Pickled;
  readonly format: string;
  readonly notes: readonly string[];
}

/** The number 0x1950a86a20f9469cfc6c as a pickle, behind the two bytes of the protocol. */
const legacyStart = '\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.';
const deepestFile = 3;

export const isLegacy = (source: ByteSource): boolean =>
  asciiAt(source, 0, 1) === '\x80' && asciiAt(source, 2, legacyStart.length) === legacyStart;

export function loadTorch(source: ByteSource, dangers: Dangers, depth = 0): Loaded {
  if (depth > deepestFile) throw new DataError('PyTorch files within PyTorch files, too deep');
  if (isZip(source)) return loadZip(source, dangers, depth);
  if (isLegacy(source)) return loadLegacy(source, dangers, depth);
  throw new DataError('no PyTorch file');
}

/** For pickles that hold storages: each is a small PyTorch file of its own. */
export const embeddedStorage =
  (dangers: Dangers, depth: number): Context['embedded'] =>
  (bytes) =>
    loadTorch(bytes, dangers, depth + 1).value;

function loadZip(source: ByteSource, dangers: Dangers, depth: number): Loaded {
  const members = new Map(membersOf(source).map((member) => [member.name, member]));
  const main = [...members.keys()]
    .filter((name) => /(?:^|\/)data\.pkl$/.test(name))
    .sort((a, b) => a.length - b.length)[0];
  const pickle = main === undefined ? undefined : members.get(main);
  if (main === undefined || pickle === undefined) throw new DataError('the archive holds no data.pkl');
  const folder = main.slice(0, -'data.pkl'.length);
  const order = members.get(`${folder}byteorder`);
  const littleEndian = order === undefined || new TextDecoder().decode(contentOf(order, 64)).trim() !== 'big';
  const opened = new Map<string, StorageBytes>();
  const open = (key: string): StorageBytes => {
    const before = opened.get(key);
    if (before) return before;
    const member = members.get(`${folder}data/${key}`);
    if (!member) throw new DataError(`its storage, data/${key}, is missing`);
    // No check against the sum: PyTorch may be told to write none.
    const bytes = { source: member.open(false), littleEndian };
    opened.set(key, bytes);
    return bytes;
  };
  const context: Context = {
    persistent: (id) => storageOf(id, open),
    embedded: embeddedStorage(dangers, depth),
    dangers,
  };
  const { value } = unpickle(new Cursor(pickle.open(false)), context);
  const script = [...members.keys()].some((name) => name.startsWith(`${folder}code/`));
  const notes = script ? ['a TorchScript archive: its parameters are listed, its code is not run'] : [];
  return { value, format: script ? 'TorchScript' : 'PyTorch', notes };
}

function loadLegacy(source: ByteSource, dangers: Dangers, depth: number): Loaded {
  const cursor = new Cursor(source);
  const places = new Map<string, ByteSource>();
  const types = new Map<string, number>();
  let littleEndian = true;
  const open = (key: string): StorageBytes => {
    const bytes = places.get(key);
    if (!bytes) throw new DataError(`its storage ${key} is missing: the file is truncated or damaged`);
    return { source: bytes, littleEndian };
  };
  const context: Context = {
    persistent: (id) => {
      const storage = storageOf(id, open);
      if (isList(id) && isKind(storage, 'storage')) types.set(String(id.items[2]), widthOf(storage.type));
      return storage;
    },
    embedded: embeddedStorage(dangers, depth),
    dangers,
  };
  unpickle(cursor, context);
  const protocol = unpickle(cursor, context).value;
  if (protocol !== 1001) throw new DataError(`PyTorch’s protocol ${String(protocol)} is not known`);
  const system = unpickle(cursor, context).value;
  if (isKind(system, 'dict')) littleEndian = system.entries.find(([key]) => key === 'little_endian')?.[1] !== false;
  const { value } = unpickle(cursor, context);
  const keys = unpickle(cursor, context).value;
  if (!isList(keys)) throw new DataError('the list of storages is damaged');
  let at = cursor.at;
  for (const key of keys.items) {
    const width = types.get(String(key));
    // Without its type the next storage's place is not known either; who asks for them is told.
    if (width === undefined || at + 8 > source.size) break;
    const bytes = lengthAt(viewAt(source, at, 8), 0, littleEndian) * width;
    if (!(at + 8 + bytes <= source.size)) break;
    places.set(String(key), partOf(source, at + 8, bytes));
    at += 8 + bytes;
  }
  return { value, format: 'PyTorch (before 1.6)', notes: [] };
}

function widthOf(type: Storage['type']): number {
  if (type === 'complex64') return 8;
  if (type === 'complex128') return 16;
  return type === null ? 1 : bytesPerElement[type];
}

export const refusedObject = (id: Pickled): Pickled => made('an object that is kept elsewhere', [id]);
