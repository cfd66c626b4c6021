// What answers say of activity: health, sessions, spike statistics, snapshots, the neurons' parameters.
import type { Health, LifLayer, Sessions, Snapshot, SpikeStats } from '../values';
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
  readTimes,
  spreadAt,
  spreadIn,
  spreadOf,
  textAt,
} from './reading';

/** What is odd about an answer, in words; shared by what reads it. */
export type Notes = string[];

export function readHealth(json: unknown): Health | null {
  if (!isFields(json)) return null;
  const status = textAt(json, 'status', 'state', 'health');
  const flag = flagAt(json, 'healthy', 'ok', 'alive', 'is_healthy');
  if (status === null && flag === null) return null;
  const word = status === null ? null : verdictOf(status);
  return {
    status: status ?? (flag === true ? 'healthy' : 'not healthy'),
    ok: word ?? flag,
    version: textAt(json, 'version', 'api_version'),
    messages: ['message', 'detail', 'error', 'warnings', 'errors', 'issues'].flatMap((name) =>
      textsOf(at(json, [name])),
    ),
  };
}

function verdictOf(status: string): boolean | null {
  if (/^(?:healthy|ok|okay|up|alive|running|ready|pass|passing|green|active)$/i.test(status)) return true;
  return /^(?:un\w+|degraded|down|fail\w*|error|critical|warn\w*|red|yellow|stopped|dead|not[ _]\w+)$/i.test(status)
    ? false
    : null;
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string' && value !== '') return [value.slice(0, 200)];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').slice(0, 10) : [];
}

export function readSessions(json: unknown): Sessions | null {
  const list = Array.isArray(json) ? (json as unknown[]) : find(json, ['sessions', 'session_ids', 'active_sessions']);
  const named = (each: unknown): string | null =>
    typeof each === 'string' ? each : textAt(each, 'session_id', 'id', 'name');
  const many = Array.isArray(list) ? (list as unknown[]) : isFields(list) ? Object.keys(list) : [];
  const current = textAt(json, 'session_id', 'current_session', 'current');
  const configured = textAt(json, 'configured_session', 'default_session');
  const all = [current, configured, ...many.slice(0, 1000).map(named)].filter((each) => each !== null);
  return all.length === 0 ? null : { current, known: [...new Set(all)] };
}

const rateNames = [
  ...['spike_rate', 'mean_spike_rate', 'avg_spike_rate', 'average_spike_rate', 'overall_spike_rate', 'spike_rate_mean'],
  ...['current_spike_rate', 'latest_spike_rate', 'global_spike_rate', 'spikes_per_step', 'spike_fraction'],
  ...[
    'spike_rate_percent',
    'spike_rate_pct',
    'spike_probability',
    'firing_rate',
    'mean_firing_rate',
    'rate',
    'mean_rate',
  ],
];
const hertzNames = ['spike_rate_hz', 'firing_rate_hz', 'mean_rate_hz', 'mean_firing_rate_hz', 'rate_hz'];

/** A rate per step is a part of 1. What is larger is Hz or per cent, and nobody said which. */
function rateIn(json: unknown, notes: Notes): number | null {
  const value = find(json, rateNames);
  const text = typeof value === 'string' ? /^\s*([\d.]+)\s*%\s*$/.exec(value)?.[1] : undefined;
  if (text !== undefined) return Number(text) / 100;
  const rate = isFields(value)
    ? spreadIn(value).mean
    : Array.isArray(value)
      ? spreadOf(numbers(value) ?? []).mean
      : finite(value);
  if (rate === null) return null;
  if (find(json, ['spike_rate', 'mean_spike_rate']) === undefined && /%|percent|pct/i.test(keysOf(json)))
    return rate / 100;
  if (rate >= 0 && rate <= 1) return rate;
  notes.push(
    `a spike rate of ${rate} is no part of 1 per step; in Hz or per cent it can’t be judged without knowing which`,
  );
  return null;
}

const keysOf = (json: unknown): string => (isFields(json) ? Object.keys(json).join(' ') : '');

export function readStats(json: unknown, notes: Notes): SpikeStats | null {
  if (!isFields(json)) return null;
  const blocks = members(
    find(json, ['blocks', 'layers', 'per_block', 'per_layer', 'block_stats', 'layer_stats']),
    'block',
  ).map(({ name, fields }) => ({ name, spikeRate: rateIn(fields, notes) }));
  const ofBlocks = blocks.flatMap(({ spikeRate }) => (spikeRate === null ? [] : [spikeRate]));
  const single = find(json, [
    'per_neuron',
    'per_neuron_rates',
    'neuron_rates',
    'rates',
    'spike_rates',
    'neuron_spike_rates',
  ]);
  const list = numbers(single) ?? numbers(find(json, ['spike_rate']));
  const perNeuron = list ? spreadOf(list) : isFields(single) ? spreadIn(single) : flatRates(json);
  const spikeRate = rateOf(json, notes) ?? (ofBlocks.length > 0 ? spreadOf(ofBlocks).mean : null);
  const neurons = count(find(json, ['num_neurons', 'n_neurons', 'neurons', 'neuron_count', 'total_neurons', 'size']));
  const spikes = count(find(json, ['total_spikes', 'spike_count', 'num_spikes', 'n_spikes', 'spikes']));
  const steps = count(
    find(json, ['window_steps', 'num_steps', 'n_steps', 'timesteps', 'steps', 'window_size', 'step']),
  );
  const listed = list && list.length > 0 ? list.filter((each) => each === 0).length / list.length : null;
  const silent =
    part(numberAt(json, 'silent_fraction', 'silent_ratio', 'dead_fraction', 'inactive_fraction')) ?? listed;
  const [membrane, input] = [
    spreadAt(json, 'membrane', 'membrane_potential', 'membrane_potentials', 'u'),
    spreadAt(json, 'input', 'input_current', 'inputs', 'current'),
  ];
  const rateHz = numberAt(json, ...hertzNames);
  const said = spikeRate ?? rateHz ?? spikes ?? membrane.mean ?? perNeuron.mean;
  if (said === null) return null;
  return {
    ...{ spikeRate, rateHz, neurons, steps, spikes, silent, blocks },
    perNeuron: isEmpty(perNeuron) ? null : perNeuron,
    membrane: isEmpty(membrane) ? null : membrane,
    input: isEmpty(input) ? null : input,
  };
}

/** A block's own rate is no rate of the whole, so that only the outer fields count where there are blocks. */
function rateOf(json: unknown, notes: Notes): number | null {
  if (!isFields(json)) return null;
  const outer = Object.fromEntries(
    Object.entries(json).filter(
      ([key]) => !/^(?:blocks|layers|per_(?:block|layer|neuron)|block_stats|layer_stats)$/i.test(key),
    ),
  );
  return rateIn(outer, notes);
}

const flatRates = (json: unknown): ReturnType<typeof spreadIn> => ({
  ...{ mean: null, sd: numberAt(json, 'spike_rate_std', 'std_spike_rate') },
  min: numberAt(json, 'min_spike_rate', 'min_rate', 'spike_rate_min'),
  max: numberAt(json, 'max_spike_rate', 'max_rate', 'spike_rate_max'),
});

const part = (value: number | null): number | null => (value !== null && value >= 0 && value <= 1 ? value : null);

export function readSnapshots(json: unknown): Snapshot[] | null {
  const list = Array.isArray(json) ? (json as unknown[]) : find(json, ['snapshots', 'history', 'dynamics']);
  if (!Array.isArray(list)) return null;
  const all = (list as unknown[]).filter(isFields);
  if (all.length !== list.length) return null;
  const times = readTimes(
    all.map((each) => at(each, ['timestamp', 'time', 't']) ?? NaN),
    null,
  );
  const known = times?.unit === 'epoch' ? times.times : null;
  const found = all.map((each, i): Snapshot => ({
    atMs: known?.[i] ?? null,
    block: finite(at(each, ['block_index', 'block', 'layer'])),
    spikes: count(at(each, ['spike_count', 'spikes', 'num_spikes'])),
    spikeRate: part(finite(at(each, ['spike_rate', 'rate', 'mean_spike_rate']))),
    membrane: finite(at(each, ['mean_membrane', 'membrane_mean', 'membrane'])),
    gate: finite(at(each, ['mean_thalamic_gate', 'thalamic_gate', 'gate', 'mean_gate'])),
    apicalMean: finite(at(each, ['mean_apical_error', 'apical_error', 'apical_mean'])),
    apicalSd: finite(at(each, ['std_apical_error', 'apical_std'])),
  }));
  const says = ({ spikes, spikeRate, membrane }: Snapshot): boolean => (spikes ?? spikeRate ?? membrane) !== null;
  return found.length === 0 || found.some(says) ? found : null;
}

const alphaNames = ['alpha', 'leak', 'decay', 'membrane_decay', 'leak_factor', 'lif_alpha', 'decay_rate'];
const betaNames = ['beta', 'soft_reset', 'reset_strength', 'soft_reset_strength', 'lif_beta'];
const thresholdNames = ['v_thresh', 'threshold', 'v_threshold', 'v_th', 'vth', 'spike_threshold', 'firing_threshold'];

export function readLif(json: unknown): LifLayer[] | null {
  const layerOf = (name: string, fields: unknown): LifLayer => ({
    name,
    size: count(find(fields, ['size', 'num_neurons', 'n_neurons', 'neurons', 'hidden_size', 'dim'])),
    alpha: single(find(fields, alphaNames)),
    threshold: single(find(fields, thresholdNames)),
    beta: single(find(fields, betaNames)),
    dtMs: numberAt(fields, 'dt_ms', 'timestep_ms', 'step_ms'),
  });
  const says = ({ alpha, threshold, beta }: LifLayer): boolean => (alpha ?? threshold ?? beta) !== null;
  const listed = Array.isArray(json)
    ? json
    : find(json, ['layers', 'blocks', 'lif_layers', 'neurons_by_layer', 'lif_neurons']);
  const several = members(listed, 'block')
    .map(({ name, fields }) => layerOf(name, fields))
    .filter(says);
  if (several.length > 0) return several;
  const named = members(json, 'block')
    .map(({ name, fields }) => layerOf(name, fields))
    .filter(says);
  if (named.length > 1) return named;
  const flat = layerOf('lif', json);
  return says(flat) ? [flat] : null;
}

/** One for all, or a list of one per neuron whose mean stands for them. */
const single = (value: unknown): number | null =>
  finite(value) ??
  (Array.isArray(value) ? spreadOf(numbers(value) ?? []).mean : isFields(value) ? spreadIn(value).mean : null);
