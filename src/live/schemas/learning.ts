// What answers say of learning: STDP's figures and windows, weights and their changes, the Hebbian trace, homeostasis, the learning rate.
import type {
  HebbianTrace,
  HomeostaticState,
  LearningRate,
  Spread,
  StdpMetrics,
  StdpWindows,
  WeightDeltas,
  WeightFigures,
  WeightHistogram,
} from '../values';
import {
  at,
  count,
  find,
  finite,
  flagAt,
  isEmpty,
  isFields,
  members,
  numberAt,
  numbers,
  rows,
  spreadAt,
  spreadIn,
  spreadOf,
  textAt,
} from './reading';
import { readCourse } from './recordings';

export function readStdp(json: unknown): StdpMetrics | null {
  if (!isFields(json)) return null;
  const weight = spreadAt(json, 'weights', 'weight', 'synaptic_weights');
  const found: StdpMetrics = {
    enabled: flagAt(json, 'enabled', 'stdp_enabled', 'is_enabled', 'active'),
    learningRate: numberAt(json, 'learning_rate', 'lr', 'eta', 'stdp_learning_rate', 'stdp_lr'),
    updates: count(
      find(json, ['update_count', 'updates', 'total_updates', 'num_updates', 'total_weight_updates', 'n_updates']),
    ),
    meanChange: numberAt(
      json,
      'mean_weight_change',
      'mean_delta',
      'avg_weight_change',
      'mean_dw',
      'weight_change',
      'avg_delta',
      'mean_weight_delta',
    ),
    meanSize: numberAt(json, 'mean_abs_weight_change', 'mean_abs_delta', 'avg_abs_weight_change', 'mean_abs_dw'),
    potentiations: count(
      find(json, ['ltp_count', 'ltp_events', 'potentiation_count', 'potentiations', 'total_ltp', 'ltp']),
    ),
    depressions: count(find(json, ['ltd_count', 'ltd_events', 'depression_count', 'depressions', 'total_ltd', 'ltd'])),
    weight: isEmpty(weight) ? null : weight,
  };
  return Object.values(found).every((each) => each === null) ? null : found;
}

const inMs = (json: unknown, names: readonly string[]): number | null => {
  const ms = numberAt(json, ...names.map((name) => `${name}_ms`));
  if (ms !== null) return ms;
  const seconds = numberAt(json, ...names.map((name) => `${name}_s`));
  if (seconds !== null) return seconds * 1000;
  const plainly = numberAt(json, ...names);
  // T4DM's own configuration keeps time constants in seconds (0.02), the runbook writes ms (20): no window of pairs is under half a ms.
  return plainly !== null && plainly > 0 && plainly < 0.5 ? plainly * 1000 : plainly;
};

export function readWindows(json: unknown): StdpWindows | null {
  if (!isFields(json)) return null;
  const [deltas, changes] = [
    numbers(find(json, ['delta_t', 'delta_ts', 'dt', 'delta_t_ms', 'time_differences', 'stdp_curve_x', 'lags'])),
    numbers(find(json, ['weight_change', 'weight_changes', 'dw', 'delta_w', 'stdp_curve_y', 'curve', 'window'])),
  ];
  const curve =
    deltas && changes && deltas.length === changes.length && deltas.length > 1
      ? { deltaMs: deltas, change: changes }
      : null;
  const found: StdpWindows = {
    tauPlusMs: inMs(json, ['tau_plus', 'tau_pre', 'tau_ltp']),
    tauMinusMs: inMs(json, ['tau_minus', 'tau_post', 'tau_ltd']),
    amplitudePlus: numberAt(json, 'a_plus', 'amplitude_plus', 'A_ltp', 'a_ltp'),
    amplitudeMinus: numberAt(json, 'a_minus', 'amplitude_minus', 'A_ltd', 'a_ltd'),
    windowPlusMs: inMs(json, [
      'window_pre_to_post',
      'pre_to_post',
      'pre_to_post_window',
      'causal_window',
      'window_plus',
      'ltp_window',
      'spike_window',
    ]),
    windowMinusMs: inMs(json, [
      'window_post_to_pre',
      'post_to_pre',
      'post_to_pre_window',
      'anticausal_window',
      'window_minus',
      'ltd_window',
      'spike_window',
    ]),
    curve,
    causalPairs: count(find(json, ['causal_pairs', 'num_causal', 'causal_count', 'n_causal_pairs', 'causal'])),
    pairs: count(find(json, ['total_pairs', 'pairs', 'num_pairs', 'pair_count'])),
  };
  return Object.values(found).every((each) => each === null) ? null : found;
}

export function readDeltas(json: unknown): WeightDeltas | null {
  const own = Array.isArray(json)
    ? (json as unknown[])
    : find(json, ['deltas', 'weight_deltas', 'delta_w', 'changes', 'weight_changes', 'dw', 'values', 'layers']);
  const values = numbers(own) ?? rows(own)?.flat() ?? layered(own);
  if (values) {
    const finites = values.filter(Number.isFinite);
    const changed = finites.filter((each) => each !== 0).length;
    return { values: values.slice(0, 100_000), figures: spreadOf(values), changed, count: values.length };
  }
  const figures =
    isFields(own) && !isEmpty(spreadIn(own))
      ? spreadIn(own)
      : spreadAt(json, 'delta', 'weight_delta', 'dw', 'change', 'weight_change');
  const flat = isEmpty(figures) ? spreadIn(json) : figures;
  const changed = count(find(json, ['nonzero', 'num_changed', 'changed', 'n_nonzero', 'nonzero_count']));
  return isEmpty(flat) && changed === null
    ? null
    : {
        values: [],
        figures: flat,
        changed,
        count: count(find(json, ['count', 'total', 'num_weights', 'n_weights', 'num_synapses'])),
      };
}

function layered(value: unknown): number[] | null {
  const all = members(value, 'layer').map(({ fields }) =>
    numbers(at(fields, ['deltas', 'values', 'changes', 'delta'])),
  );
  const named = isFields(value) ? Object.values(value).map((each) => numbers(each) ?? rows(each)?.flat() ?? null) : [];
  const found = [...all, ...named].filter((each) => each !== null);
  return found.length > 0 ? found.flat() : null;
}

export function readHebbian(json: unknown): HebbianTrace | null {
  const course = readCourse(json, ['trace', 'hebbian_trace', 'values', 'history', 'traces']);
  const potentiationRate = numberAt(json, 'potentiation_rate', 'hebbian_rate', 'ltp_rate');
  const mean = course
    ? spreadOf(course.values).mean
    : numberAt(json, 'mean_trace', 'mean', 'mean_eligibility', 'trace');
  return course || potentiationRate !== null || mean !== null ? { course, potentiationRate, mean } : null;
}

/** The published service's weights between memories, each with the trace that it keeps. */
export function readHebbianWeights(json: unknown): HebbianTrace | null {
  const traces = memoryLinks(json)?.map((each) => finite(each['eligibility_trace']) ?? NaN);
  return traces && traces.length > 0 ? { course: null, potentiationRate: null, mean: spreadOf(traces).mean } : null;
}

function memoryLinks(json: unknown): Readonly<Record<string, unknown>>[] | null {
  if (!Array.isArray(json)) return null;
  const all = (json as unknown[]).filter(isFields);
  return all.length === json.length && all.every((each) => finite(each['weight']) !== null) ? all : null;
}

const ratesNames = ['current_rate', 'mean_rate', 'average_rate', 'avg_rate', 'spike_rate', 'firing_rate', 'rate'];

export function readHomeostasis(json: unknown): HomeostaticState | null {
  if (!isFields(json)) return null;
  const found: HomeostaticState = {
    quantity: 'spike rate per step',
    current: numberAt(json, ...ratesNames),
    target: numberAt(json, 'target_rate', 'target_spike_rate', 'target_firing_rate', 'target'),
    tolerance: numberAt(json, 'tolerance', 'rate_tolerance'),
    learningRate: numberAt(json, 'learning_rate', 'homeostatic_lr', 'lr'),
    adjustment: numberAt(
      json,
      'adjustment',
      'last_adjustment',
      'threshold_adjustment',
      'scaling_factor',
      'scale',
      'current_adjustment',
    ),
    course: readCourse(json, ['rate_history', 'history', 'spike_rates', 'rates']),
  };
  if (found.target === null && found.current === null) return readNorms(json);
  return found;
}

/** The published service holds the length of its embeddings, not a rate. */
export function readNorms(json: unknown): HomeostaticState | null {
  if (!isFields(json) || find(json, ['mean_norm']) === undefined) return null;
  return {
    ...{
      quantity: 'length of the embeddings',
      current: numberAt(json, 'mean_norm'),
      target: numberAt(json, 'target_norm'),
    },
    ...{ tolerance: numberAt(json, 'norm_tolerance'), learningRate: numberAt(json, 'ema_alpha') },
    ...{ adjustment: numberAt(json, 'current_scaling_factor'), course: null },
  };
}

export function readWeights(json: unknown): WeightFigures | null {
  const links = memoryLinks(json);
  if (links) {
    const figures = spreadOf(links.map((each) => finite(each['weight']) ?? NaN));
    return isEmpty(figures) ? null : { layers: [{ name: 'between memories', recurrent: false, ...figures }] };
  }
  const listed = Array.isArray(json) ? json : find(json, ['layers', 'blocks', 'weights', 'distributions', 'matrices']);
  const layerOf = (name: string, fields: unknown): WeightFigures['layers'] => {
    const list = numbers(at(fields, ['weights', 'values'])) ?? rows(at(fields, ['weights', 'values']))?.flat();
    const own: Spread = list ? spreadOf(list) : spreadIn(fields);
    const figures = isEmpty(own) ? spreadAt(fields, 'weight', 'weights') : own;
    return isEmpty(figures) ? [] : [{ name, recurrent: /recur|lateral|\brec\b|hh/i.test(name), ...figures }];
  };
  const several = members(listed, 'layer').flatMap(({ name, fields }) => layerOf(name, fields));
  if (several.length > 0) return { layers: several };
  const plainly = isFields(listed)
    ? Object.entries(listed).flatMap(([name, each]) => {
        const list = numbers(each) ?? rows(each)?.flat();
        return list ? [{ name, recurrent: /recur|lateral/i.test(name), ...spreadOf(list) }] : [];
      })
    : [];
  if (plainly.length > 0) return { layers: plainly };
  // Layers by name, with nothing around them.
  const bare = members(json, 'layer').flatMap(({ name, fields }) => layerOf(name, fields));
  if (bare.length > 1) return { layers: bare };
  const list = numbers(listed) ?? rows(listed)?.flat();
  if (list && list.length > 0) return { layers: [{ name: 'weights', recurrent: false, ...spreadOf(list) }] };
  const flat = layerOf('weights', json);
  return flat.length > 0 ? { layers: flat } : null;
}

export function readHistogram(json: unknown): WeightHistogram | null {
  const listed = Array.isArray(json) ? json : find(json, ['layers', 'histograms', 'distributions', 'blocks']);
  const layerOf = (name: string, fields: unknown): WeightHistogram['layers'] => {
    const counts = numbers(find(fields, ['counts', 'hist', 'histogram', 'frequencies', 'values', 'y']));
    const edges = numbers(find(fields, ['edges', 'bin_edges', 'bins', 'x', 'bin_centers', 'centers']));
    if (!counts || !edges || counts.length === 0) return [];
    if (edges.length === counts.length + 1) return [{ name, edges, counts }];
    return edges.length === counts.length && edges.length > 1 ? [{ name, edges: edgesAround(edges), counts }] : [];
  };
  const several = members(listed, 'layer').flatMap(({ name, fields }) => layerOf(name, fields));
  const layers = several.length > 0 ? several : layerOf(textAt(json, 'layer', 'name') ?? 'weights', json);
  return layers.length > 0 ? { layers } : null;
}

/** Where the middles of bins were sent: halfway between them. */
function edgesAround(middles: readonly number[]): number[] {
  const between = middles.slice(1).map((each, i) => (each + (middles[i] as number)) / 2);
  const [first = 0, second = 1] = middles;
  const [last = 1, before = 0] = [middles.at(-1), middles.at(-2)];
  return [first - (second - first) / 2, ...between, last + (last - before) / 2];
}

export function readLearningRate(json: unknown): LearningRate | null {
  const current = numberAt(json, 'effective_lr', 'current_lr', 'learning_rate', 'lr');
  const base = numberAt(json, 'base_lr', 'initial_lr', 'base_learning_rate');
  return current === null && base === null ? null : { current, base };
}
