// The columns of a table of text as datasets: one pass finds out what each holds, later ones read what is asked for.
import { formatUnit } from '../../core/units/format';
import { unitFromName } from '../../core/units/hints';
import { parseUnit } from '../../core/units/parse';
import { type ByteSource } from '../bytes';
import { type Dataset } from '../dataset';
import { withoutNumbers } from '../unread';
import { NumberReader } from './number';
import { textOf } from './rows';
import { bodyRows, type Table } from './sniff';

export interface Columns {
  readonly datasets: Dataset[];
  readonly notes: string[];
  readonly rows: number;
}

/** So many numbers are held of a whole table, or of the one column that is being read. */
const mostHeld = 2 ** 23;
/** The place of every so many rows is kept, and of fewer where the rows are many. */
const rowsApart = 2 ** 14;
const mostPlaces = 2 ** 16;
const longestText = 200;
const mostTexts = 10;

interface Column {
  readonly name: string;
  numbers: number;
  missing: number;
  texts: number;
  logical: number;
  firstText: string;
  firstTextRow: number;
  readonly samples: Set<string>;
  held: Float64Array | null;
}

export function readColumns(source: ByteSource, table: Table): Columns {
  const columns = table.names.map((name): Column => ({
    name,
    numbers: 0,
    missing: 0,
    texts: 0,
    logical: 0,
    firstText: '',
    firstTextRow: 0,
    samples: new Set(),
    held: new Float64Array(256),
  }));
  const places: number[] = [];
  let apart = rowsApart;
  let rows = 0;
  let uneven = 0;
  let holding = true;
  const reader = new NumberReader(table.dialect.decimal);
  for (const row of bodyRows(source, table)) {
    if (rows % apart === 0) {
      places.push(row.offset);
      if (places.length > mostPlaces) {
        places.splice(0, places.length, ...places.filter((_, i) => i % 2 === 0));
        apart *= 2;
      }
    }
    if (row.fields < columns.length || row.fields > columns.length + 1) uneven++;
    else if (row.fields > columns.length && textOf(row, row.fields - 1) !== '') uneven++;
    if (holding && (rows + 1) * columns.length > mostHeld) {
      holding = false;
      for (const column of columns) column.held = null;
    }
    columns.forEach((column, i) => {
      let value = NaN;
      if (i < row.fields) {
        value = reader.read(row.bytes, row.starts[i] as number, row.ends[i] as number);
        if (reader.kind === 'number') {
          column.numbers++;
          if (reader.logical) column.logical++;
        } else if (reader.kind === 'missing') column.missing++;
        else {
          if (column.texts++ === 0) {
            column.firstText = textOf(row, i);
            column.firstTextRow = rows;
          }
          if (column.samples.size < mostTexts) column.samples.add(textOf(row, i).slice(0, longestText));
        }
      } else column.missing++;
      if (column.held !== null) {
        if (rows === column.held.length) column.held = grown(column.held);
        column.held[rows] = value;
      }
    });
    rows++;
  }
  const reread = new Rereader(source, table, places, apart, rows);
  const notes =
    uneven === 0 ? [] : [`${uneven} of ${rows} rows have fewer or more fields than the ${columns.length} columns`];
  return { datasets: columns.map((column, i) => dataset(column, i, rows, reread)), notes, rows };
}

function grown(values: Float64Array): Float64Array {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}

function dataset(column: Column, index: number, rows: number, reread: Rereader): Dataset {
  const { name, unit } = nameAndUnit(column.name);
  const described = unit === undefined ? {} : { unit };
  if (column.numbers === 0 || column.texts > column.numbers) {
    const kind = column.texts > 0 ? 'text' : 'empty';
    const text = [...column.samples].join(', ').slice(0, longestText);
    return withoutNumbers(name, [rows], kind, kind, text === '' ? {} : { text });
  }
  const held = column.held?.slice(0, rows) ?? null;
  const remarks = [
    column.missing > 0 ? `${column.missing} missing` : '',
    column.texts > 0
      ? `${column.texts} no numbers, the first ${JSON.stringify(column.firstText.slice(0, 40))} in row ${column.firstTextRow + 1}`
      : '',
  ].filter((each) => each !== '');
  return {
    path: name,
    shape: [rows],
    dtype: column.logical === column.numbers ? 'bool' : 'number',
    ...described,
    ...(remarks.length === 0 ? {} : { note: remarks.join('; ') }),
    filters: [],
    unread: null,
    layout: { chunk: null, fastest: 'last' },
    read: ([start = 0], [count = 0]) =>
      held === null ? reread.read(index, start, count) : held.slice(start, start + count),
  };
}

/** `rate (Hz)` and `rate [Hz]` name their unit, and so may `rate_hz`. */
function nameAndUnit(header: string): { name: string; unit?: string } {
  const match = /^(.+?)\s*[[(]([^\])]+)[\])]$/.exec(header);
  if (match?.[1] !== undefined && match[2] !== undefined && parseUnit(match[2]) !== null)
    return { name: match[1], unit: match[2] };
  const unit = unitFromName(header);
  return unit === null ? { name: header } : { name: header, unit: formatUnit(unit) };
}

/** Reads a column of a table that is too large to be held, the one that was read last being held where it is short enough. */
class Rereader {
  private column = -1;
  private held: Float64Array | null = null;

  constructor(
    private readonly source: ByteSource,
    private readonly table: Table,
    private readonly places: readonly number[],
    private readonly apart: number,
    private readonly rows: number,
  ) {}

  read(column: number, start: number, count: number): Float64Array {
    if (this.rows > mostHeld) return this.parse(column, start, count);
    if (this.column !== column || this.held === null) {
      this.held = this.parse(column, 0, this.rows);
      this.column = column;
    }
    return this.held.slice(start, start + count);
  }

  private parse(column: number, start: number, count: number): Float64Array {
    const result = new Float64Array(count);
    const reader = new NumberReader(this.table.dialect.decimal);
    const place = Math.floor(start / this.apart);
    let at = place * this.apart;
    for (const row of bodyRows(this.source, this.table, this.places[place])) {
      if (at >= start + count) break;
      if (at >= start) {
        const there = column < row.fields;
        result[at - start] = there
          ? reader.read(row.bytes, row.starts[column] as number, row.ends[column] as number)
          : NaN;
      }
      at++;
    }
    return result;
  }
}
