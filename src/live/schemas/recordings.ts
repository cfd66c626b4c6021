// What answers hold of recordings: membranes over steps, a traced pass, the gate, attention.
import { plain } from '../secret';
import type { AttentionWeights, Course, Gate, MembraneTrace, PassTrace, TimeUnit } from '../values';
import {
  anyNumber,
  at,
  count,
  find,
  finite,
  isEmpty,
  isFields,
  members,
  numberAt,
  numbers,
  readTimes,
  rows,
  spreadAt,
  spreadIn,
  spreadOf,
  unitAt,
} from './reading';

const membraneNames = [
  'membrane',
  'membranes',
  'membrane_trace',
  'membrane_potentials',
  'membrane_potential',
  'potentials',
  'trace',
  'traces',
  'u',
  'u_trace',
  'values',
];
const mostShown = 64;

export function readMembrane(json: unknown): MembraneTrace | null {
  const own = Array.isArray(json) ? (json as unknown[]) : find(json, membraneNames);
  const threshold = numberAt(json, 'v_thresh', 'threshold', 'v_threshold');
  const perStep = rows(own) ?? perStepFields(own);
  const [single, named] = [numbers(own), namedTraces(own)];
  let steps: readonly (readonly number[])[];
  let ids: readonly number[];
  if (perStep && /^neuron/i.test(String(find(json, ['axes', 'layout', 'orientation']) ?? ''))) {
    steps = transposed(perStep);
    ids = perStep.map((_, i) => i);
  } else if (perStep) {
    steps = perStep;
    ids = (perStep[0] ?? []).map((_, i) => i);
  } else if (named) {
    steps = transposed(named.map(({ values }) => values));
    ids = named.map(({ id }) => id);
  } else if (single) {
    const range = spreadOf(single);
    const strange = single.filter((each) => !Number.isFinite(each)).length;
    return { neurons: [], mean: single, range, strange, threshold };
  } else {
    const range = spreadAt(json, 'membrane', 'membrane_potential', 'u');
    return isEmpty(range) ? null : { neurons: [], mean: [], range, strange: 0, threshold };
  }
  const all = steps.flat();
  return {
    neurons: ids.slice(0, mostShown).map((id, i) => ({ id, values: steps.map((step) => step[i] ?? NaN) })),
    mean: steps.map((step) => spreadOf(step).mean ?? NaN),
    range: spreadOf(all),
    strange: all.filter((each) => !Number.isFinite(each)).length,
    threshold,
  };
}

/** `[{step, u: [...]}, …]` */
function perStepFields(value: unknown): number[][] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const found = (value as unknown[]).map((each) => numbers(at(each, ['u', 'membrane', 'values', 'potentials', 'v'])));
  return found.every((each) => each !== null) ? found : null;
}

function namedTraces(value: unknown): { id: number; values: number[] }[] | null {
  if (!isFields(value)) return null;
  const found = Object.entries(value).flatMap(([key, each]) => {
    const [id, values] = [/(\d+)$/.exec(key)?.[1], numbers(each)];
    return id === undefined || !values ? [] : [{ id: Number(id), values }];
  });
  return found.length > 0 ? found : null;
}

const transposed = (from: readonly (readonly number[])[]): number[][] =>
  Array.from({ length: Math.max(0, ...from.map((row) => row.length)) }, (_, i) => from.map((row) => row[i] ?? NaN));

export function readPass(json: unknown): PassTrace | null {
  if (!isFields(json) && !Array.isArray(json)) return null;
  const listed = Array.isArray(json)
    ? json
    : find(json, ['layers', 'blocks', 'trace', 'spike_trace', 'activations', 'stages']);
  const layerOf = (name: string, fields: unknown): PassTrace['layers'][number] => {
    const mask = find(fields, ['spikes', 'spike_mask', 'output']);
    const flat = numbers(mask) ?? rows(mask)?.flat() ?? null;
    const fired = flat?.every((each) => each === 0 || each === 1) ? flat : null;
    const membrane = spreadAt(fields, 'membrane', 'membrane_potential', 'u');
    const spikes = fired
      ? fired.reduce<number>((sum, each) => sum + each, 0)
      : count(find(fields, ['spike_count', 'num_spikes', 'spikes']));
    return {
      ...{ name, spikes, membrane: isEmpty(membrane) ? null : membrane },
      spikeRate:
        numberAt(fields, 'spike_rate', 'mean_spike_rate', 'rate') ??
        (fired && fired.length > 0 ? (spikes ?? 0) / fired.length : null),
    };
  };
  const says = ({ spikeRate, spikes, membrane }: PassTrace['layers'][number]): boolean =>
    spikeRate !== null || spikes !== null || membrane !== null;
  const several = members(listed, 'block')
    .map(({ name, fields }) => layerOf(name, fields))
    .filter(says);
  const flat = layerOf('all', json);
  const layers = several.length > 0 ? several : says(flat) ? [flat] : [];
  const input = spreadAt(json, 'input', 'inputs', 'input_current');
  return layers.length === 0 ? null : { layers, input: isEmpty(input) ? null : input };
}

export function readCourse(json: unknown, names: readonly string[]): Course | null {
  const own = Array.isArray(json) ? (json as unknown[]) : find(json, names);
  const unit = unitAt(json);
  if (Array.isArray(own) && own.some(isFields)) {
    const entries = (own as unknown[]).filter(isFields);
    const values = entries.map(
      (each) => anyNumber(at(each, ['value', 'level', 'concentration', 'mean', ...names])) ?? NaN,
    );
    const times = readTimes(
      entries.map((each) => at(each, ['timestamp', 'time', 't', 'step', 'time_ms']) ?? NaN),
      unit,
    );
    if (values.every(Number.isNaN)) return null;
    return courseOf(times, values);
  }
  const values = numbers(own);
  if (!values) return null;
  const stamps = find(json, ['timestamps', 'times', 'time', 't', 'steps', 'time_ms']);
  const times = Array.isArray(stamps) && stamps.length === values.length ? readTimes(stamps, unit) : null;
  return courseOf(times, values);
}

function courseOf(read: { times: number[]; unit: TimeUnit } | null, values: number[]): Course {
  const usable = read?.times.every(Number.isFinite) ? read : null;
  return usable ? { ...usable, values } : { times: values.map((_, i) => i), values, unit: 'index' };
}

export function readGate(json: unknown): Gate | null {
  const own = Array.isArray(json)
    ? (json as unknown[])
    : find(json, ['gate', 'gate_values', 'thalamic_gate', 'gates', 'gate_activity', 'values', 'current']);
  const several = rows(own);
  const values = several?.at(-1) ?? numbers(own) ?? [];
  const history = several
    ? {
        times: several.map((_, i) => i),
        values: several.map((row) => spreadOf(row).mean ?? NaN),
        unit: 'index' as const,
      }
    : readCourse(json, ['history', 'gate_history', 'trace', 'mean_history', 'timeline']);
  const mean =
    spreadOf(values).mean ?? numberAt(json, 'mean_gate', 'gate_mean', 'mean', 'mean_thalamic_gate') ?? finite(own);
  return mean === null && !history ? null : { values, mean, course: Array.isArray(json) && !several ? null : history };
}

export function readAttention(json: unknown): AttentionWeights | null {
  const own = Array.isArray(json)
    ? (json as unknown[])
    : find(json, ['attention_weights', 'attention', 'weights', 'attn_weights', 'attn', 'heads', 'matrix']);
  const heads = headsOf(own);
  const figures =
    heads.length > 0
      ? spreadOf(heads.flat(2))
      : isFields(own) && !isEmpty(spreadIn(own))
        ? spreadIn(own)
        : spreadAt(json, 'attention_weights', 'attention', 'weights');
  const flat = isEmpty(figures) ? spreadIn(json) : figures;
  const list = numbers(own);
  if (heads.length === 0 && list && list.length > 0) return { heads: [], figures: spreadOf(list) };
  return isEmpty(flat) ? null : { heads, figures: flat };
}

function headsOf(value: unknown, depth = 0): number[][][] {
  const one = rows(value);
  if (one) return [one];
  if (depth > 3) return [];
  // Batches of heads, or heads by name.
  if (Array.isArray(value))
    return (value as unknown[])
      .slice(0, 256)
      .flatMap((each) => headsOf(isFields(each) ? at(each, ['weights', 'matrix', 'attention']) : each, depth + 1));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    /^(?:head|block|layer)[\s_-]*\d+$/i.test(plain(name)) ? headsOf(each, depth + 1) : [],
  );
}
