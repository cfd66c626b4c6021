// Looks at the beginning of a text and finds out whether it is a table of numbers, and how it is written.
import { type ByteSource, memoryBytes } from '../bytes';
import { NumberReader } from './number';
import { type Dialect, type Row, rowsOf, textOf } from './rows';

export interface Table {
  readonly dialect: Dialect;
  /** Of the columns. */
  readonly names: readonly string[];
  /** Whether the first row holds the names. */
  readonly header: boolean;
  /** Where the rows begin, behind a mark of the encoding. */
  readonly start: number;
  /** The lines in front that begin with # or %, without it. */
  readonly remarks: readonly string[];
}

const sampleBytes = 2 ** 17;
/** Where the first rows are longer than that. */
const longestSample = 2 ** 23;
const sampleRows = 300;
const comments = [...'#%'].map((each) => each.charCodeAt(0));
const delimiters: readonly (string | null)[] = ['\t', ';', ',', '|', ' ', null];
/** How many numbers a column of numbers must have for each text in it. */
const fewestNumbers = 4;
/** How many of the rows must have as many fields as most have. */
const leastAlike = 0.9;

/** The first bytes where they are text, else null; cut at the end of a line. */
export function sampleOf(source: ByteSource): { readonly bytes: Uint8Array; readonly start: number } | null {
  let bytes = source.read(0, sampleBytes);
  // A matrix may have long rows: two of them at least, where they are bearable.
  const fewRows = (): boolean => bytes.indexOf(0x0a) === bytes.lastIndexOf(0x0a);
  while (bytes.length < source.size && bytes.length < longestSample && fewRows()) {
    if (bytes.includes(0)) return null;
    bytes = source.read(0, bytes.length * 4);
  }
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  for (const byte of bytes)
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) return null;
  const end = bytes.length < source.size ? bytes.lastIndexOf(0x0a) + 1 : bytes.length;
  return end > start ? { bytes: bytes.subarray(start, end), start } : null;
}

/** @param name of the file: `.csv` tells that what has no numbers at all is a table too */
export function sniffTable(source: ByteSource, name = ''): Table | null {
  const sample = sampleOf(source);
  if (sample === null) return null;
  const remarks = remarksOf(sample.bytes);
  for (const delimiter of delimiters) {
    const dialect = dialectOf(sample.bytes, delimiter);
    const rows = cellsOf(sample.bytes, dialect);
    const head = rows[0]?.join('\n');
    const once = rows.filter(
      (row, i) => i === 0 || row.join('\n') !== head || kindsOf(row, dialect).includes('number'),
    );
    const width = usualWidth(once);
    if (width < 2) continue;
    // Single blanks between fields of which some are empty; in aligned columns they come in runs.
    const isEmpty = (_: unknown, i: number): boolean => once.every((row) => (row[i] ?? '') === '');
    if (delimiter === ' ' && Array.from({ length: width }).some(isEmpty)) continue;
    const found = judge(once, width, dialect, /\.[ct]sv$/i.test(name));
    if (found) return { dialect, ...named(found, remarks, width, dialect), start: sample.start, remarks };
  }
  return singleColumn(sample.bytes, sample.start, remarks);
}

function dialectOf(bytes: Uint8Array, delimiter: string | null): Dialect {
  const plain: Dialect = {
    delimiter: delimiter?.charCodeAt(0) ?? null,
    decimal: '.',
    comments,
    quotes: bytes.includes(0x22),
  };
  if (delimiter === ',') return plain;
  const cells = cellsOf(bytes, plain).flat();
  const withComma = cells.filter((cell) => /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/.test(cell)).length;
  const withPoint = cells.filter((cell) => /^[+-]?\d*\.\d+(?:[eE][+-]?\d+)?$/.test(cell)).length;
  return withComma > withPoint ? { ...plain, decimal: ',' } : plain;
}

function cellsOf(bytes: Uint8Array, dialect: Dialect): string[][] {
  const found: string[][] = [];
  for (const row of rowsOf(memoryBytes(bytes), 0, dialect)) {
    found.push(Array.from({ length: row.fields }, (_, i) => textOf(row, i)));
    if (found.length === sampleRows) break;
  }
  // A delimiter behind the last field begins no field.
  if (found.length > 0 && found.every((row) => row.at(-1) === '' && row.length > 1)) for (const row of found) row.pop();
  return found;
}

/** As many fields as most rows have; 0 where the rows are not alike. */
function usualWidth(rows: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [width = 0, alike = 0] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return alike >= leastAlike * rows.length ? width : 0;
}

const kindsOf = (cells: readonly string[], dialect: Dialect): string[] => {
  const reader = new NumberReader(dialect.decimal);
  return cells.map((cell) => {
    const bytes = new TextEncoder().encode(cell);
    reader.read(bytes, 0, bytes.length);
    return reader.kind;
  });
};

interface Judged {
  readonly first: readonly string[];
  readonly header: boolean;
}

/** Null where no column holds numbers, or where the lines are settings or code rather than rows. */
function judge(rows: readonly string[][], width: number, dialect: Dialect, isTable: boolean): Judged | null {
  const [first = []] = rows;
  const columns = Array.from({ length: width }, (_, i) => rows.slice(1).map((row) => row[i] ?? ''));
  const kinds = columns.map((cells) => kindsOf(cells, dialect));
  const firstKinds = kindsOf(first, dialect);
  const isNumeric = (column: readonly string[]): boolean => {
    const numbers = column.filter((kind) => kind === 'number').length;
    return numbers > 0 && numbers >= fewestNumbers * column.filter((kind) => kind === 'text').length;
  };
  const numeric = kinds.map(isNumeric);
  const header = rows.length > 1 && firstKinds.every((kind) => kind !== 'number') && firstKinds.includes('text');
  if (rows.length === 1)
    return firstKinds.every((kind) => kind !== 'text') && firstKinds.includes('number')
      ? { first, header: false }
      : null;
  const alike = rows.length > 2 && rows.every((row) => row.length === width);
  if (!numeric.some(Boolean) && !(isTable && header && alike)) return null;
  const looksLikeSettings = columns.some((cells) => cells.every((cell) => cell === '=' || cell === ':'));
  const hasKeys = rows.every((row) => /[:=]$/.test(row[0] ?? ''));
  return looksLikeSettings || hasKeys ? null : { first, header };
}

function named(
  { first, header }: Judged,
  remarks: readonly string[],
  width: number,
  dialect: Dialect,
): { names: string[]; header: boolean } {
  if (header) return { names: unique(first, width), header };
  // numpy.savetxt writes the names behind a #.
  const last = remarks.at(-1);
  if (last !== undefined) {
    const cells = cellsOf(new TextEncoder().encode(last), dialect)[0] ?? [];
    if (cells.length === width && kindsOf(cells, dialect).every((kind) => kind === 'text'))
      return { names: unique(cells, width), header };
  }
  return { names: unique([], width), header };
}

function unique(names: readonly string[], width: number): string[] {
  const taken = new Set<string>();
  return Array.from({ length: width }, (_, i) => {
    const given = names[i] === undefined || names[i] === '' ? `column ${i + 1}` : names[i];
    let name = given;
    for (let k = 2; taken.has(name); k++) name = `${given} (${k})`;
    taken.add(name);
    return name;
  });
}

function remarksOf(bytes: Uint8Array): string[] {
  const found: string[] = [];
  for (const line of new TextDecoder().decode(bytes.subarray(0, 2 ** 14)).split('\n')) {
    const text = line.trim();
    if (text === '') continue;
    if (!/^[#%]/.test(text)) break;
    found.push(text.replace(/^[#%]+\s*/, ''));
  }
  return found;
}

/** One number in each line, perhaps below a name. */
function singleColumn(bytes: Uint8Array, start: number, remarks: readonly string[]): Table | null {
  const dialect = { ...dialectOf(bytes, null), delimiter: 0x0a };
  const rows = cellsOf(bytes, dialect);
  const kinds = kindsOf(
    rows.map((row) => row[0] ?? ''),
    dialect,
  );
  const body = kinds[0] === 'text' ? kinds.slice(1) : kinds;
  const numbers = body.filter((kind) => kind === 'number').length;
  if (numbers < 1 || (numbers < body.length && (numbers < 2 || numbers < leastAlike * body.length))) return null;
  const header = kinds[0] === 'text';
  return { dialect, names: [header ? (rows[0]?.[0] ?? '') : 'column 1'], header, start, remarks };
}

/** The rows of a table from one of them on, without those that hold the names: a program that appends may write them again and again. */
export function* bodyRows(source: ByteSource, { dialect, header, start }: Table, from = start): Generator<Row> {
  let head: Uint8Array | null = null;
  if (header) {
    for (const row of rowsOf(source, start, dialect)) {
      head = new Uint8Array(lineOf(row));
      break;
    }
  }
  for (const row of rowsOf(source, from, dialect)) if (head === null || !isSame(row, head)) yield row;
}

const lineOf = (row: Row): Uint8Array => row.bytes.subarray(row.starts[0], row.ends[row.fields - 1]);

function isSame(row: Row, head: Uint8Array): boolean {
  if (row.bytes[row.starts[0] as number] !== head[0]) return false;
  const line = lineOf(row);
  return line.length === head.length && line.every((byte, i) => byte === head[i]);
}
