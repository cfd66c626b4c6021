// What a string literal is worth: prefixes, escapes, line breaks, adjacent literals and the expressions inside an f-string.
import { type TreeReader } from './reader';
import { type Expr, type StringExpr } from './syntax';

interface Shape {
  raw: boolean;
  bytes: boolean;
  formatted: boolean;
  /** Where the content starts and ends, counted from the literal's start. */
  from: number;
  to: number;
}

function shapeOf(literal: string): Shape {
  let at = 0;
  const shape: Shape = { raw: false, bytes: false, formatted: false, from: 0, to: literal.length };
  for (; at < literal.length; at++) {
    const letter = literal[at]?.toLowerCase();
    if (letter === 'r') shape.raw = true;
    else if (letter === 'b') shape.bytes = true;
    else if (letter === 'f' || letter === 't') shape.formatted = true;
    else if (letter !== 'u') break;
  }
  const quote = literal[at] ?? '';
  const width = literal.startsWith(quote.repeat(3), at) && literal.length >= at + 6 ? 3 : 1;
  shape.from = at + width;
  shape.to = Math.max(shape.from, literal.length - width);
  return shape;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

function character(code: number, written: string): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}

/** The names that units are written with; the others of Unicode are not carried along. */
const namedCharacters: Readonly<Record<string, string>> = {
  'MICRO SIGN': '\u00b5',
  'GREEK SMALL LETTER MU': '\u03bc',
  'OHM SIGN': '\u2126',
  'GREEK CAPITAL LETTER OMEGA': '\u03a9',
  'DEGREE SIGN': '\u00b0',
  'GREEK SMALL LETTER TAU': '\u03c4',
  'GREEK SMALL LETTER SIGMA': '\u03c3',
};

/** Anything unknown stays as it is written. */
function resolveEscapes(content: string, bytes: boolean): string {
  return content.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|N\{([^}]*)\}|([\s\S]))/g,
    (written: string, x?: string, u?: string, long?: string, octal?: string, name?: string, letter?: string) => {
      if (x !== undefined) return character(parseInt(x, 16), written);
      if (octal !== undefined) return character(parseInt(octal, 8), written);
      if (name !== undefined) return (bytes ? undefined : namedCharacters[name.toUpperCase()]) ?? written;
      const wide = u ?? long;
      if (wide !== undefined) return bytes ? written : character(parseInt(wide, 16), written);
      return (letter === undefined ? undefined : simpleEscapes[letter]) ?? written;
    },
  );
}

function contentValue(content: string, shape: Shape): string {
  let value = content.includes('\r') ? content.replace(/\r\n?/g, '\n') : content;
  if (shape.formatted && value.includes('{')) value = value.replace(/\{\{/g, '{');
  if (shape.formatted && value.includes('}')) value = value.replace(/\}\}/g, '}');
  return shape.raw || !value.includes('\\') ? detached(value) : resolveEscapes(value, shape.bytes);
}

/**
 * A copy that does not keep the text alive it was cut from: engines make long slices as windows into the whole, and a
 * statement that is re-used from edit to edit would hold on to the version of the text it was first read in.
 */
export function detached(slice: string): string {
  const copied = 12;
  if (slice.length <= copied) return slice;
  const pieces: string[] = [];
  for (let at = 0; at < slice.length; at += copied) pieces.push(slice.slice(at, at + copied));
  return pieces.join('');
}

/** A name as Python compares it: `µm` is one name however its first letter was typed. */
export function identifier(slice: string): string {
  for (let at = 0; at < slice.length; at++) if (slice.charCodeAt(at) > 127) return slice.normalize('NFKC');
  return detached(slice);
}

function formattedParts(reader: TreeReader, literal: string, start: number, shape: Shape): (string | Expr)[] {
  const parts: (string | Expr)[] = [];
  let from = shape.from;
  const addText = (to: number): void => {
    if (to > from) parts.push(contentValue(literal.slice(from, to), shape));
  };
  if (!reader.enterNamed()) return parts;
  do {
    if (reader.type !== 'interpolation') continue;
    addText(reader.start - start);
    from = reader.end - start;
    const value = reader.childExpression();
    if (value) parts.push(value);
  } while (reader.nextNamed());
  reader.leave();
  addText(shape.to);
  return parts;
}

export function readString(reader: TreeReader): StringExpr {
  const { start, end } = reader;
  const literal = reader.slice(start, end);
  const shape = shapeOf(literal);
  if (shape.formatted) {
    const parts = formattedParts(reader, literal, start, shape);
    return { kind: 'string', start, end, value: '', bytes: false, parts };
  }
  const value = contentValue(literal.slice(shape.from, shape.to), shape);
  return { kind: 'string', start, end, value, bytes: shape.bytes, parts: null };
}

export function readAdjacentStrings(reader: TreeReader): StringExpr {
  const { start, end } = reader;
  const joined: StringExpr = { kind: 'string', start, end, value: '', bytes: false, parts: null };
  if (!reader.enterNamed()) return joined;
  do {
    const each = readString(reader);
    joined.bytes ||= each.bytes;
    if (each.parts && !joined.parts) {
      joined.parts = joined.value === '' ? [] : [joined.value];
      joined.value = '';
    }
    if (joined.parts) joined.parts.push(...(each.parts ?? (each.value === '' ? [] : [each.value])));
    else joined.value += each.value;
  } while (reader.nextNamed());
  reader.leave();
  return joined;
}

/** For each character of a literal's value its offset in the literal as written, adjacent literals together; null for f-strings. */
export function literalPlaces(written: string): readonly number[] | null {
  const places: number[] = [];
  let at = 0;
  while (at < written.length) {
    // White space, comments and line continuations stand between adjacent literals.
    const gap = /^(?:\s|\\\r?\n|#[^\n]*)+/.exec(written.slice(at));
    if (gap) {
      at += gap[0].length;
      continue;
    }
    const end = literalEnd(written, at);
    if (end === null) return null;
    const shape = shapeOf(written.slice(at, end));
    if (shape.formatted) return null;
    placesOf(written.slice(at + shape.from, at + shape.to), shape, at + shape.from, places);
    at = end;
  }
  return places;
}

function literalEnd(written: string, start: number): number | null {
  const opening = /^[A-Za-z]{0,3}('''|"""|'|")/.exec(written.slice(start));
  if (!opening) return null;
  const [, quote = ''] = opening;
  for (let at = start + opening[0].length; at < written.length; at++) {
    if (written[at] === '\\') at++;
    else if (written.startsWith(quote, at)) return at + quote.length;
  }
  return null;
}

function placesOf(content: string, shape: Shape, offset: number, places: number[]): void {
  const unit = /\r\n?|\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{1,3}|N\{[^}]*\}|\r\n|[\s\S])|[\s\S]/g;
  for (const match of content.matchAll(unit)) {
    const [piece] = match;
    const characters = shape.raw && piece.startsWith('\\') ? [...piece].map((_, i) => i) : null;
    if (characters) for (const each of characters) places.push(offset + match.index + each);
    else for (let i = 0; i < contentValue(piece, shape).length; i++) places.push(offset + match.index);
  }
}
