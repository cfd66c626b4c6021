// Cuts a text into rows and fields as it streams by; a field in quotes may hold delimiters and ends of lines.
import { type ByteSource } from '../bytes';
import { DataError } from '../error';

export interface Dialect {
  /** The byte between fields; null where it is any run of blanks. */
  readonly delimiter: number | null;
  readonly decimal: '.' | ',';
  /** A line that begins with one of these is no row. */
  readonly comments: readonly number[];
  /** Whether a field may stand in double quotes. */
  readonly quotes: boolean;
}

/** One row, valid until the next. Its fields are `bytes[starts[i]..ends[i]]`. */
export interface Row {
  bytes: Uint8Array;
  readonly starts: number[];
  readonly ends: number[];
  fields: number;
  /** Where in the source it begins. */
  offset: number;
}

const pieceLength = 2 ** 20;
const longestRow = 2 ** 25;
const mostFields = 2 ** 20;
const lineEnd = 0x0a;
const quote = 0x22;

export function* rowsOf(source: ByteSource, from: number, dialect: Dialect): Generator<Row> {
  const row: Row = { bytes: new Uint8Array(0), starts: [], ends: [], fields: 0, offset: 0 };
  let bytes = new Uint8Array(0);
  /** Of the bytes' first, in the source. */
  let place = from;
  let at = 0;
  for (;;) {
    const end = endOfRow(bytes, at, dialect);
    const whole = place + bytes.length >= source.size;
    if (end < 0 && !whole) {
      // The row goes on in the next piece.
      if (bytes.length - at > longestRow) throw new DataError(`a line is longer than ${longestRow} bytes`);
      const wanted = Math.max(pieceLength, bytes.length - at);
      const next = source.read(place + bytes.length, wanted);
      if (next.length === 0) return;
      const joined = new Uint8Array(bytes.length - at + next.length);
      joined.set(bytes.subarray(at));
      joined.set(next, bytes.length - at);
      place += at;
      at = 0;
      bytes = joined;
      continue;
    }
    const stop = end < 0 ? bytes.length : end;
    if (split(bytes, at, stop, dialect, row)) {
      row.bytes = bytes;
      row.offset = place + at;
      yield row;
    }
    if (end < 0) return;
    at = end + 1;
  }
}

/** The line end that is in no quotes; -1 where the bytes end before. */
function endOfRow(bytes: Uint8Array, at: number, dialect: Dialect): number {
  const end = bytes.indexOf(lineEnd, at);
  if (!dialect.quotes) return end;
  const first = bytes.indexOf(quote, at);
  if (first < 0 || (end >= 0 && first > end)) return end;
  let open = false;
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === quote) open = !open;
    else if (byte === lineEnd && !open) return i;
  }
  return -1;
}

/** False for comments and blank lines. */
function split(bytes: Uint8Array, from: number, to: number, dialect: Dialect, row: Row): boolean {
  let at = from;
  while (at < to && isBlank(bytes[at] as number)) at++;
  if (at === to || dialect.comments.includes(bytes[at] as number)) return false;
  let fields = 0;
  const { starts, ends } = row;
  const { delimiter } = dialect;
  if (delimiter === null) {
    while (at < to) {
      const start = at;
      let open = false;
      for (; at < to && (open || !isBlank(bytes[at] as number)); at++) {
        if (dialect.quotes && bytes[at] === quote) open = !open;
      }
      starts[fields] = start;
      ends[fields++] = at;
      while (at < to && isBlank(bytes[at] as number)) at++;
    }
  } else {
    let start = from;
    let open = false;
    for (at = from; at < to; at++) {
      const byte = bytes[at];
      if (byte === quote && dialect.quotes) open = !open;
      else if (byte === delimiter && !open) {
        starts[fields] = start;
        ends[fields++] = at;
        start = at + 1;
      }
    }
    starts[fields] = start;
    ends[fields++] = to;
  }
  if (fields > mostFields) throw new DataError(`a line has more than ${mostFields} fields`);
  if (dialect.quotes) for (let i = 0; i < fields; i++) unquote(bytes, i, row);
  row.fields = fields;
  return true;
}

function unquote(bytes: Uint8Array, i: number, { starts, ends }: Row): void {
  let start = starts[i] as number;
  let end = ends[i] as number;
  while (start < end && isBlank(bytes[start] as number)) start++;
  while (end > start && isBlank(bytes[end - 1] as number)) end--;
  if (end - start < 2 || bytes[start] !== quote || bytes[end - 1] !== quote) return;
  starts[i] = start + 1;
  ends[i] = end - 1;
}

const isBlank = (byte: number): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0d;

export const textOf = (row: Row, field: number): string =>
  field < row.fields
    ? decoder.decode(row.bytes.subarray(row.starts[field], row.ends[field])).trim().replaceAll('""', '"')
    : '';

const decoder = new TextDecoder();
