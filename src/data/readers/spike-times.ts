// Reads spike times as text: NEST's recorders, PyNN and NeuroTools, SONATA's CSV, and a line of times for each neuron.
import { type ByteSource } from '../bytes';
import { type DataFile, type Dataset, type Reader } from '../dataset';
import { DataError } from '../error';
import { jsonKind } from '../json/kind';
import { type SpikeSource } from '../spikes/source';
import { readColumns } from '../text/columns';
import { type Dialect, rowsOf, textOf } from '../text/rows';
import { type SpikeColumns, spikeText, timesIn } from '../text/spikes';
import { numbersInMemory } from '../unread';

const mostSpikes = 2 ** 24;

const reader: Reader = {
  recognises: (source, name) => jsonKind(source) === null && spikeText(source, name) !== null,
  async open(source, _tools, name) {
    const found = spikeText(source, name);
    if (found === null) throw new DataError('no spike times');
    return found.kind === 'columns' ? openColumns(source, found) : openLines(source);
  },
};

export default reader;

function openColumns(source: ByteSource, { table, times, ids, timeUnit, by, because }: SpikeColumns): DataFile {
  const { datasets, notes, rows } = readColumns(source, table);
  const named = (place: number, plain: string): Dataset => {
    const dataset = datasets[place] as Dataset;
    // A name that the file gives stays.
    return /^column \d+$/.test(dataset.path) ? { ...dataset, path: plain } : dataset;
  };
  const unit = timeUnit === null ? {} : { unit: timeUnit };
  const timesColumn = { ...named(times, 'times'), ...unit };
  const idsColumn = named(ids, 'senders');
  const readable = timesColumn.unread === null && idsColumn.unread === null;
  const spikes: SpikeSource = {
    path: timesColumn.path,
    kind: `spike times of ${by}`,
    timeUnit,
    because,
    spikes: rows,
    read: (first, count) => ({ times: timesColumn.read([first], [count]), ids: idsColumn.read([first], [count]) }),
  };
  return {
    format: `spike times (${by})`,
    datasets: datasets.map((each, i) => (i === times ? timesColumn : i === ids ? idsColumn : each)),
    ...(readable ? { spikes: [spikes] } : {}),
    notes,
    close: () => undefined,
  };
}

/** Every line, the empty ones too: a neuron that was silent has one. */
function openLines(source: ByteSource): DataFile {
  const times: number[] = [];
  const ids: number[] = [];
  const neurons: number[] = [];
  for (const line of linesOf(source)) {
    if (/^\s*#/.test(line)) continue;
    const found = timesIn(line);
    if (found === null) throw new DataError(`line ${neurons.length + 1} holds something else than times that rise`);
    if (times.length + found.length > mostSpikes)
      throw new DataError(`more than ${mostSpikes} spikes in lines: keep them as two columns`);
    for (const time of found) {
      times.push(time);
      ids.push(neurons.length);
    }
    neurons.push(neurons.length);
  }
  const allTimes = Float64Array.from(times);
  const allIds = Float64Array.from(ids);
  const spikes: SpikeSource = {
    path: 'times',
    kind: 'a line of times for each neuron',
    timeUnit: null,
    because: 'the file does not say the unit of the times',
    spikes: times.length,
    read: (first, count) => ({ times: allTimes.slice(first, first + count), ids: allIds.slice(first, first + count) }),
    neurons: () => Float64Array.from(neurons),
  };
  const datasets = [
    numbersInMemory('times', [times.length], 'number', allTimes),
    numbersInMemory('neurons', [times.length], 'number', allIds),
  ];
  const notes = [`${neurons.length} neurons, a line for each`];
  return { format: 'spike times (a line for each neuron)', datasets, spikes: [spikes], notes, close: () => undefined };
}

const wholeLines: Dialect = { delimiter: 0x0a, decimal: '.', comments: [], quotes: false };

function* linesOf(source: ByteSource): Generator<string> {
  let lineEnd = 0;
  for (const row of rowsOf(source, 0, wholeLines)) {
    // Blank lines are no rows: they are counted by what lies between.
    if (row.offset > lineEnd)
      for (const byte of source.read(lineEnd, row.offset - lineEnd)) if (byte === 0x0a) yield '';
    yield textOf(row, 0);
    lineEnd = row.offset + ((row.ends[0] as number) - (row.starts[0] as number)) + 1;
  }
  if (lineEnd < source.size)
    for (const byte of source.read(lineEnd, source.size - lineEnd)) if (byte === 0x0a) yield '';
}
