// Lists the members of a zip archive (with zip64) and opens each as a byte source of its own.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';
import { lengthAt, partOf, readExactly, viewAt } from '../part';
import { checked, crcOf } from './checksum';
import { inflated } from './inflated';

export interface Member {
  readonly name: string;
  readonly size: number;
  /** Throws a DataError where its bytes can't be had. */
  open(check: boolean): ByteSource;
}

const localSignature = 0x04034b50;
const centralSignature = 0x02014b50;
const endSignature = 0x06054b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const mostMembers = 100_000;
const longestComment = 65_535;

export const isZip = (source: ByteSource): boolean => {
  const [p, k, three, four] = source.read(0, 4);
  return p === 0x50 && k === 0x4b && three === 3 && four === 4;
};

/** Where the list of members is; `shift` is what stands before the archive itself. */
interface Directory {
  readonly start: number;
  readonly size: number;
  readonly count: number;
  readonly shift: number;
}

export function membersOf(source: ByteSource): Member[] {
  const { start, size, count, shift } = findDirectory(source);
  if (count > mostMembers) throw new DataError(`the zip archive claims ${count} members: too many`);
  const view = viewAt(source, start, size);
  const members: Member[] = [];
  const places: { from: number; to: number }[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > size || view.getUint32(at, true) !== centralSignature) throw damaged();
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > size) throw damaged();
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength);
    const name = new TextDecoder().decode(bytes);
    const wide = wideFields(view, at, at + 46 + nameLength, extraLength);
    const from = wide.offset + shift;
    const to = from + 30 + wide.packed;
    if (from < 0 || to > start) throw new DataError(`the zip archive is damaged: ${name} lies outside of it`);
    places.push({ from, to });
    members.push(member(source, name, from, view, at, wide));
    at = next;
  }
  // Each member has bytes of its own: otherwise a small file could claim to be without end.
  places.sort((a, b) => a.from - b.from);
  if (places.some((place, i) => i > 0 && place.from < (places[i - 1] as { to: number }).to)) {
    throw new DataError('members of the zip archive overlap, as those of a zip bomb do');
  }
  return members;
}

const damaged = (): DataError => new DataError('the zip archive is truncated or damaged');

function findDirectory(source: ByteSource): Directory {
  const tail = Math.max(0, source.size - 22 - longestComment);
  const view = viewAt(source, tail, source.size - tail);
  let at = view.byteLength - 22;
  while (at >= 0 && view.getUint32(at, true) !== endSignature) at--;
  if (at < 0) throw new DataError('the zip archive is truncated: its list of members is missing');
  let count = view.getUint16(at + 10, true);
  let size = view.getUint32(at + 12, true);
  let offset = view.getUint32(at + 16, true);
  let end = tail + at;
  const locator = at - 20;
  if (locator >= 0 && view.getUint32(locator, true) === locator64Signature) {
    const claimed = lengthAt(view, locator + 8);
    if (claimed + 56 > source.size) throw damaged();
    const wide = viewAt(source, claimed, 56);
    if (wide.getUint32(0, true) !== end64Signature) throw damaged();
    count = lengthAt(wide, 32);
    size = lengthAt(wide, 40);
    offset = lengthAt(wide, 48);
    end = claimed;
  }
  const start = end - size;
  if (start < 0 || start < offset || count * 46 > size) throw damaged();
  return { start, size, count, shift: start - offset };
}

interface WideFields {
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Lengths and place; those that don't fit 32 bits stand in an extra field, in this order. */
function wideFields(view: DataView, at: number, extra: number, extraLength: number): WideFields {
  let size = view.getUint32(at + 24, true);
  let packed = view.getUint32(at + 20, true);
  let offset = view.getUint32(at + 42, true);
  for (let place = extra; place + 4 <= extra + extraLength;) {
    const length = view.getUint16(place + 2, true);
    if (view.getUint16(place, true) === 1) {
      let value = place + 4;
      const end = Math.min(place + 4 + length, extra + extraLength);
      const take = (narrow: number): number => {
        if (narrow !== 0xffffffff || value + 8 > end) return narrow;
        value += 8;
        return lengthAt(view, value - 8);
      };
      size = take(size);
      packed = take(packed);
      offset = take(offset);
    }
    place += 4 + length;
  }
  return { packed, size, offset };
}

function member(
  source: ByteSource,
  name: string,
  from: number,
  view: DataView,
  at: number,
  { packed, size }: WideFields,
): Member {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const expected = view.getUint32(at + 16, true);
  const open = (check: boolean): ByteSource => {
    if ((flags & 1) !== 0) throw new DataError('it is encrypted');
    if (method !== 0 && method !== 8) throw new DataError(`it is compressed by method ${method}, not by deflate`);
    const local = viewAt(source, from, 30);
    if (local.getUint32(0, true) !== localSignature) throw damaged();
    const start = from + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    if (start + packed > source.size) throw damaged();
    if (method === 0 && packed !== size) throw damaged();
    const body = partOf(source, start, packed);
    const plain = method === 0 ? body : inflated(body, size);
    return check ? checked(plain, crcOf(expected)) : plain;
  };
  return { name, size, open };
}

/** The bytes of a small member. */
export const contentOf = (member: Member, most: number): Uint8Array => {
  if (member.size > most) throw new DataError(`${member.name} has ${member.size} bytes: too many`);
  return readExactly(member.open(false), 0, member.size);
};
