// What answers hold of spikes, in whatever form they are listed: two columns, one entry per spike, lists per neuron, or a matrix of 0 and 1.
import type { Raster, TimeUnit } from '../values';
import { type Notes } from './activity';
import { anyNumber, at, count, find, finite, isFields, numberAt, numbers, readTimes, unitAt } from './reading';

/** More spikes than this in one answer are thinned by no one: they are left out, and it is said. */
const mostSpikes = 2_000_000;

const listNames = ['spikes', 'events', 'raster', 'spike_raster', 'spike_events', 'data'];
const timeNames = [
  'times',
  'spike_times',
  'timestamps',
  'spike_timestamps',
  't',
  'times_ms',
  'time_steps',
  'timesteps',
  'steps',
];
const idNames = [
  'neurons',
  'neuron_ids',
  'ids',
  'neuron_indices',
  'senders',
  'units',
  'neuron_id',
  'indices',
  'spike_neurons',
];

interface Listed {
  readonly times: number[];
  readonly ids: number[];
  readonly unit: TimeUnit | null;
  /** Neurons that a form shows whether they fired or not. */
  readonly neurons?: number;
  readonly steps?: number;
}

export function readRaster(json: unknown, notes: Notes): Raster | null {
  const listed = columns(json) ?? events(json) ?? byNeuron(json) ?? matrix(json);
  if (!listed) return null;
  const said = unitAt(json) ?? listed.unit;
  const timed = readTimes(listed.times, said);
  if (!timed) return null;
  let { times } = timed;
  let { ids } = listed;
  if (times.length > mostSpikes) {
    notes.push(`${times.length - mostSpikes} of ${times.length} spikes were left out: more than can be drawn`);
    [times, ids] = [times.slice(-mostSpikes), ids.slice(-mostSpikes)];
  }
  const order = isSorted(times)
    ? null
    : Array.from(times.keys()).sort((a, b) => (times[a] as number) - (times[b] as number));
  if (order) [times, ids] = [order.map((i) => times[i] as number), order.map((i) => ids[i] as number)];
  const stated = find(json, ['num_neurons', 'n_neurons', 'neuron_count', 'total_neurons']);
  const window = numbers(find(json, ['window', 'time_range', 'range', 'time_window']));
  return {
    ...{ times, ids, unit: timed.unit, neurons: count(stated) ?? listed.neurons ?? null },
    from:
      numberAt(json, 'start_time', 't_start', 'start', 'from') ??
      window?.[0] ??
      (listed.steps === undefined ? null : 0),
    to: numberAt(json, 'end_time', 't_stop', 't_end', 'end', 'to') ?? window?.[1] ?? listed.steps ?? null,
  };
}

const isSorted = (values: readonly number[]): boolean =>
  values.every((each, i) => i === 0 || each >= (values[i - 1] as number));

/** Two columns of one length: `{times: [...], neurons: [...]}`. */
function columns(json: unknown): Listed | null {
  for (const holder of [json, find(json, listNames), find(json, ['result', 'payload', 'raster_data'])]) {
    const [times, ids] = [at(holder, timeNames), at(holder, idNames)];
    if (!Array.isArray(times) || !Array.isArray(ids) || times.length !== ids.length) continue;
    const [read, neurons] = [timesOf(times), numbers(ids)];
    if (read && neurons?.every(isId)) return { ...read, ids: neurons };
  }
  return null;
}

function timesOf(values: readonly unknown[]): { times: number[]; unit: TimeUnit | null } | null {
  const read = readTimes(values, null);
  return read && { times: read.times, unit: read.unit === 'index' ? null : read.unit };
}

const isId = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 2 ** 32;

/** One entry per spike: `{time, neuron}`, or a pair of which the second is the neuron, unless only the first can be. */
function events(json: unknown): Listed | null {
  const list = Array.isArray(json) ? (json as unknown[]) : isOneMoment(json) ? [json] : find(json, listNames);
  if (!Array.isArray(list) || list.length === 0) return Array.isArray(list) ? { times: [], ids: [], unit: null } : null;
  const [times, ids]: [unknown[], number[]] = [[], []];
  let unit: TimeUnit | null = null;
  const idsAt = isLedByIds(list as unknown[]) ? 0 : 1;
  for (const each of list as unknown[]) {
    if (isFields(each)) {
      const own = at(each, firedNames);
      const time = at(each, momentNames);
      const several = Array.isArray(own) ? numbers(own) : null;
      const one = finite(at(each, ['neuron', 'neuron_id', 'id', 'unit_id', 'index', 'i']));
      const fired = several ?? (one === null ? null : [one]);
      if (time === undefined || !fired?.every(isId)) return null;
      if (unit === null) unit = unitOfKeys(each);
      for (const id of fired) {
        times.push(time);
        ids.push(id);
      }
    } else if (Array.isArray(each) && each.length === 2 && isId(anyNumber(each[idsAt]) ?? NaN)) {
      times.push(each[1 - idsAt]);
      ids.push(Number(each[idsAt]));
    } else return null;
  }
  // Rows of two 0s and 1s are a matrix of two neurons or steps, not pairs.
  if (Array.isArray(list[0]) && list.every((each) => (each as unknown[]).every((x) => x === 0 || x === 1))) return null;
  const read = timesOf(times);
  return read && { ...read, ids, unit: read.unit ?? unit };
}

const firedNames = ['neuron_ids', 'neurons', 'fired', 'ids'];
const momentNames = ['time', 't', 'timestamp', 'time_ms', 'step', 'timestep', 'spike_time'];

/** What a stream sends of one moment: a time, and who fired then. */
const isOneMoment = (json: unknown): boolean =>
  anyNumber(at(json, momentNames)) !== undefined && Array.isArray(at(json, firedNames));

/** Pairs whose second number can be no neuron, as it is no whole one: then the first is. A few such rows may as well be trains of two spikes each. */
function isLedByIds(list: readonly unknown[]): boolean {
  const pairs = list.map((each) => (Array.isArray(each) && each.length === 2 ? each.map(anyNumber) : null));
  if (!pairs.every((pair) => pair !== null && pair.every((x) => x !== undefined))) return false;
  const known = pairs as [number, number][];
  if (known.every(([, second]) => isId(second)) || !known.every(([first]) => isId(first))) return false;
  return known.length >= fewestPairs || known.some(([first, second]) => second < first);
}

const fewestPairs = 3;

function unitOfKeys(fields: object): TimeUnit | null {
  const keys = Object.keys(fields);
  if (keys.some((key) => /(?:time|t)_?ms$/i.test(key))) return 'ms';
  return keys.some((key) => /^(?:time_?)?step$/i.test(key)) ? 'step' : null;
}

/** A list of times per neuron: `{"0": [...], "7": [...]}`, or lists in the order of the neurons. */
function byNeuron(json: unknown): Listed | null {
  const own = find(json, ['spike_times', 'spike_trains', 'trains', 'spikes', 'neurons', 'data', 'times']) ?? json;
  const entries: [number, unknown][] = Array.isArray(own)
    ? own.map((each: unknown, i): [number, unknown] =>
        isFields(each)
          ? [
              finite(at(each, ['neuron', 'neuron_id', 'id', 'index'])) ?? i,
              at(each, ['spike_times', 'times', 'spikes']),
            ]
          : [i, each],
      )
    : isFields(own)
      ? Object.entries(own).flatMap(([key, value]): [number, unknown][] => {
          const id = /^(?:neuron|unit|n)?[\s_-]*(\d+)$/i.exec(key)?.[1];
          return id === undefined ? [] : [[Number(id), value]];
        })
      : [];
  if (entries.length === 0) return null;
  const [times, ids]: [unknown[], number[]] = [[], []];
  for (const [id, value] of entries) {
    if (!Array.isArray(value)) return null;
    for (const time of value as unknown[]) {
      if (Array.isArray(time) || typeof time === 'boolean') return null;
      times.push(time);
      ids.push(id);
    }
  }
  // Equal rows of nothing but 0 and 1 are a matrix, not times.
  const [, first] = entries[0] as [number, unknown[]];
  const alike =
    entries.length > 0 && first.length > 0 && entries.every(([, each]) => (each as unknown[]).length === first.length);
  if (Array.isArray(own) && alike && times.every((each) => each === 0 || each === 1)) return null;
  const read = timesOf(times);
  return read && { ...read, ids, neurons: 1 + Math.max(...entries.map(([id]) => id)) };
}

/** 0 and 1, step by step: rows are steps unless something says that they are neurons. */
function matrix(json: unknown): Listed | null {
  const own = Array.isArray(json) ? (json as unknown[]) : find(json, [...listNames, 'matrix', 'spike_matrix']);
  if (!Array.isArray(own) || own.length === 0) return null;
  const read = (own as unknown[]).map((row) =>
    Array.isArray(row)
      ? (row as unknown[]).map((each) => (each === true ? 1 : each === false ? 0 : anyNumber(each)))
      : null,
  );
  if (!read.every((row) => row !== null && row.every((each) => each === 0 || each === 1))) return null;
  const axes = find(json, ['axes', 'layout', 'orientation', 'dims']);
  const shape = numberAt(json, 'num_neurons', 'n_neurons');
  const first = Array.isArray(axes) ? String(axes[0]) : typeof axes === 'string' ? axes : '';
  const byRow = /^neuron/i.test(first) || (shape !== null && shape === read.length && shape !== read[0]?.length);
  const [times, ids]: [number[], number[]] = [[], []];
  read.forEach((row, r) =>
    row?.forEach((each, c) => {
      if (each !== 1) return;
      times.push(byRow ? c : r);
      ids.push(byRow ? r : c);
    }),
  );
  const [height, width] = [read.length, Math.max(...read.map((row) => row?.length ?? 0))];
  return { times, ids, unit: 'step', neurons: byRow ? height : width, steps: byRow ? width : height };
}
