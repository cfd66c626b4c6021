// Tells files of spike times from other tables of numbers, each by evidence: a simulator's header, its columns' names, its way to name files, or sorted lists of different lengths.
import { type ByteSource } from '../bytes';
import { type TimeUnit } from '../spikes/source';
import { NumberReader } from './number';
import { bodyRows, sampleOf, sniffTable, type Table } from './sniff';

export interface SpikeColumns {
  readonly kind: 'columns';
  readonly table: Table;
  /** Which column is which. */
  readonly times: number;
  readonly ids: number;
  readonly timeUnit: TimeUnit | null;
  /** By whose habit. */
  readonly by: string;
  readonly because: string;
}

export interface SpikeLines {
  readonly kind: 'lines';
}

const sampleRows = 2000;
/** How many of the steps from one spike to the next go forward in a recorder's file. */
const leastForward = 0.95;

export function spikeText(source: ByteSource, name: string): SpikeColumns | SpikeLines | null {
  const table = sniffTable(source, name);
  if (table !== null) {
    const columns = namedColumns(table) ?? headedColumns(source, table) ?? recorderColumns(source, table, name);
    if (columns) return columns;
  }
  return areSpikeLines(source) ? { kind: 'lines' } : null;
}

/** NEST 3 writes `sender` and `time_ms` (nest/lib, RecordingBackendASCII version 2), bmtk and SONATA `timestamps` and `node_ids`. */
function namedColumns(table: Table): SpikeColumns | null {
  const place = (pattern: RegExp): number => table.names.findIndex((each) => pattern.test(each));
  const nest = { times: place(/^time_ms$/), ids: place(/^sender$/) };
  if (nest.times >= 0 && nest.ids >= 0 && table.names.length === 2) {
    return { kind: 'columns', table, ...nest, timeUnit: 'ms', by: 'NEST', because: 'its column is called time_ms' };
  }
  const sonata = { times: place(/^timestamps$/), ids: place(/^(?:node_ids?|gids?)$/) };
  if (sonata.times >= 0 && sonata.ids >= 0) {
    return {
      kind: 'columns',
      table,
      ...sonata,
      timeUnit: 'ms',
      by: 'SONATA',
      because: 'SONATA keeps timestamps in ms',
    };
  }
  return null;
}

/** PyNN up to 0.7 and NeuroTools write times and ids below lines such as `# first_id = 0`. */
function headedColumns(source: ByteSource, table: Table): SpikeColumns | null {
  const settings = new Map(table.remarks.map((each) => each.split(/\s*[=:]\s*/, 2) as [string, string]));
  const ids = settings.has('first_id') && settings.has('last_id');
  const variable = settings.get('variable');
  if (!ids || table.names.length !== 2 || (variable !== undefined && !/spikes/.test(variable))) return null;
  const first = Number(settings.get('first_id'));
  const last = Number(settings.get('last_id'));
  const columns = sampleColumns(source, table);
  const areIds = (column: readonly number[]): boolean =>
    column.every((id) => Number.isInteger(id) && id >= first && id <= last);
  const [a = [], b = []] = columns;
  const idColumn = areIds(b) ? 1 : areIds(a) ? 0 : -1;
  // Recordings of a membrane have ids as well; only spikes have no sample of each cell at each step.
  if (idColumn < 0 || a.length === 0) return null;
  const times = columns[1 - idColumn] as readonly number[];
  if (variable === undefined && !times.every((time) => time >= 0)) return null;
  const by = 'PyNN or NeuroTools';
  return {
    kind: 'columns',
    table,
    times: 1 - idColumn,
    ids: idColumn,
    timeUnit: 'ms',
    by,
    because: 'PyNN and NeuroTools write times in ms',
  };
}

/** NEST 2 writes ids and times and no word about them; its files are called `label-12502-0.gdf` by recorder and thread. */
function recorderColumns(source: ByteSource, table: Table, name: string): SpikeColumns | null {
  if (table.header || table.names.length !== 2 || !/\.gdf$|-\d+(?:-\d+)?\.dat$/i.test(name)) return null;
  const [ids = [], times = []] = sampleColumns(source, table);
  if (ids.length === 0 || !ids.every((id) => Number.isInteger(id) && id >= 0) || !times.every((time) => time >= 0))
    return null;
  const forward = times.filter((time, i) => i === 0 || time >= (times[i - 1] as number)).length;
  if (forward < leastForward * times.length) return null;
  const whole = times.every(Number.isInteger) && !hasPoint(source);
  const timeUnit = whole ? null : 'ms';
  const because = whole ? 'whole numbers may be ms or steps' : 'NEST writes times in ms';
  return { kind: 'columns', table, times: 1, ids: 0, timeUnit, by: 'NEST', because };
}

const hasPoint = (source: ByteSource): boolean => sampleOf(source)?.bytes.includes(0x2e) === true;

function sampleColumns(source: ByteSource, table: Table): number[][] {
  const columns: number[][] = table.names.map(() => []);
  const reader = new NumberReader(table.dialect.decimal);
  let rows = 0;
  for (const row of bodyRows(source, table)) {
    if (++rows > sampleRows) break;
    columns.forEach((column, i) => {
      if (i < row.fields) column.push(reader.read(row.bytes, row.starts[i] as number, row.ends[i] as number));
    });
  }
  return columns;
}

/** A line for each neuron: rising times, as many as it fired. What has a fixed number in each line is a table. */
function areSpikeLines(source: ByteSource): boolean {
  const sample = sampleOf(source);
  if (sample === null) return false;
  const lines = new TextDecoder().decode(sample.bytes).trimEnd().split('\n').slice(0, sampleRows);
  const lengths = new Set<number>();
  let numbers = 0;
  let several = 0;
  for (const line of lines) {
    if (/^\s*#/.test(line)) continue;
    const times = timesIn(line);
    if (times === null) return false;
    lengths.add(times.length);
    numbers += times.length;
    if (times.length > 1) several++;
  }
  return lengths.size > 1 && several > 1 && numbers >= 6;
}

const timePattern = /^\d*\.?\d+(?:[eE][+-]?\d+)?\.?$|^\d+\.$/;

/** Null where a line holds something else than times that rise. */
export function timesIn(line: string): number[] | null {
  const fields = line
    .trim()
    .split(/[\s,;]+/)
    .filter((each) => each !== '');
  const times: number[] = [];
  for (const field of fields) {
    if (!timePattern.test(field)) return null;
    const time = Number(field);
    if (times.length > 0 && time < (times.at(-1) as number)) return null;
    times.push(time);
  }
  return times;
}
