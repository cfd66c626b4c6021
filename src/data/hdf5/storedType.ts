// The type of a dataset's elements as the library hands them over: its digits from the file's own message, its places from the library.
import { type Metadata } from 'h5wasm';
import { Cursor } from './cursor';
import { type H5Type, parseDatatype } from './datatype';
import { type Hdf5File } from './file';
import { orNull } from './guard';
import { type Message, messageTypes } from './objectHeader';

export function storedType(file: Hdf5File, messages: readonly Message[] | null, metadata: Metadata): H5Type {
  const body = messages && datatypeBody(file, messages);
  const parsed = body && orNull(() => placed(parseDatatype(body), metadata));
  return parsed ?? fromLibrary(metadata);
}

/** Where a type has a name of its own, the message only says where that stands. */
function datatypeBody(file: Hdf5File, messages: readonly Message[]): Uint8Array | null {
  const message = messages.find(({ type }) => type === messageTypes.datatype);
  if (message === undefined || !message.shared) return message?.body ?? null;
  return orNull(() => {
    const cursor = new Cursor(message.body);
    const version = cursor.number(1);
    const inHeap = cursor.number(1) === 1 && version === 3;
    if (inHeap) return null;
    cursor.skip(version === 1 ? 6 : 0);
    const named = file.messagesAt(cursor.number(file.superblock.offsetBytes)) ?? [];
    return named.find(({ type, shared }) => type === messageTypes.datatype && !shared)?.body ?? null;
  });
}

/** In memory a pointer is shorter than its place in the file, so that sizes and offsets are the library's. */
function placed(type: H5Type, metadata: Partial<Metadata>): H5Type | null {
  const size = metadata.size ?? type.size;
  switch (type.kind) {
    case 'compound': {
      const members = metadata.compound_type?.members ?? [];
      if (members.length !== type.members.length) return null;
      const both = type.members.map((member, i) => {
        const found = members[i];
        const inner = found === undefined || found.name !== member.name ? null : placed(member.type, found);
        return inner && found && { name: member.name, offset: found.offset, type: inner };
      });
      const whole = both.filter((each) => each !== null && each !== undefined);
      return whole.length === both.length ? { ...type, size, members: whole } : null;
    }
    case 'array': {
      const base = metadata.array_type && placed(type.base, metadata.array_type);
      return base ? { ...type, size, base } : null;
    }
    case 'row': {
      const base = metadata.vlen_type && placed(type.base, metadata.vlen_type);
      return base ? { ...type, size, base } : null;
    }
    case 'long text':
      return { ...type, size };
    default:
      return type.size === size ? type : null;
  }
}

/** By what the library tells alone: a type in a heap that many datasets share. */
function fromLibrary(metadata: Metadata): H5Type {
  const { type, size, signed, littleEndian } = metadata;
  const order = littleEndian || size === 1 ? 'little' : 'big';
  switch (type) {
    case 0:
      return { kind: 'integer', size, order, signed, bits: { offset: 0, precision: size * 8 } };
    case 1:
      return { kind: 'float', size, order, format: size === 8 ? 'float64' : size === 4 ? 'float32' : null };
    case 3: {
      const utf8 = metadata.cset === 1;
      return metadata.vlen ? { kind: 'long text', size, utf8 } : { kind: 'text', size, utf8 };
    }
    case 6: {
      const members = metadata.compound_type?.members ?? [];
      return {
        kind: 'compound',
        size,
        members: members.map((member) => ({ name: member.name, offset: member.offset, type: fromLibrary(member) })),
      };
    }
    case 7:
      return { kind: 'reference', size, object: metadata.ref_type === 'object' };
    case 8: {
      const members = Object.entries(metadata.enum_type?.members ?? {});
      const base: H5Type = { kind: 'integer', size, order, signed, bits: { offset: 0, precision: size * 8 } };
      return { kind: 'enum', size, base, members: members.map(([name, value]) => ({ name, value })) };
    }
    case 10: {
      const base = metadata.array_type;
      return base
        ? { kind: 'array', size, base: fromLibrary(base), shape: base.shape ?? [] }
        : { kind: 'unknown', size };
    }
    default:
      return { kind: type === 2 ? 'time' : type === 5 ? 'opaque' : 'unknown', size };
  }
}

/** Whether elements hold pointers: their bytes in the file are no use without the library. */
export function hasPointers(type: H5Type): boolean {
  switch (type.kind) {
    case 'row':
    case 'long text':
      return true;
    case 'compound':
      return type.members.some((member) => hasPointers(member.type));
    case 'array':
    case 'complex':
      return hasPointers(type.base);
    default:
      return false;
  }
}
