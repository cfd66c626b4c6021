// What the published service answers, as its FastAPI routes under /api/v1 do (astoreyai/t4d, read at version 2.0.0), here from the same small network.
import { meanOf, type Simulation, spreadOf } from './simulation';
import type { Asked, Route } from './runbook';

const short: Readonly<Record<string, string>> = { da: 'DA', '5ht': '5-HT', ach: 'ACh', ne: 'NE' };

/** Each snapshot is one pass; a pass a second. */
const timeOf = ({ steps }: Simulation, number: number, { nowMs }: Asked): number => nowMs / 1000 - (steps - number);

const isoOf = (of: Simulation, number: number, asked: Asked): string =>
  new Date(timeOf(of, number, asked) * 1000).toISOString().slice(0, -1);

function dynamics(of: Simulation, asked: Asked): object {
  const snapshots = of.history.map(({ number, fired, membrane, gate, apical }) => ({
    timestamp: timeOf(of, number, asked),
    block_index: 0,
    spike_count: fired.length,
    spike_rate: fired.length / of.parameters.neurons,
    mean_membrane: meanOf(membrane),
    mean_thalamic_gate: meanOf(gate),
    mean_apical_error: meanOf(apical),
    std_apical_error: spreadOf(apical).std,
  }));
  return { snapshots, meta: { window_size: 500, total_snapshots: snapshots.length } };
}

const level = (of: Simulation, name: string): number => of.levels[name] ?? 0;

export const publishedRoutes: Readonly<Record<string, Route>> = {
  'GET /health': (_, { nowMs, query }) => ({
    ...{ status: 'healthy', timestamp: new Date(nowMs).toISOString(), version: '0.5.0' },
    session_id: query.get('session_id'),
  }),
  'GET /session': (_, { query }) => ({
    ...{ session_id: query.get('session_id') ?? 'default', configured_session: 'default' },
    storage_backend: 't4dx_embedded',
  }),
  'GET /viz/spiking/dynamics': dynamics,
  'GET /viz/spiking/export': dynamics,
  'POST /viz/spiking/record': (of) => ({ success: true, snapshot_count: of.history.length }),
  'GET /viz/realtime/metrics': (of, { nowMs }) => ({
    timestamp: nowMs / 1000,
    spiking: {
      snapshot_count: of.history.length,
      latest_spike_rate: (of.history.at(-1)?.fired.length ?? 0) / of.parameters.neurons,
    },
  }),
  'GET /viz/neuromod/layers': (of, { nowMs }) => ({
    layers: Object.fromEntries(
      Array.from({ length: 6 }, (_, i) => [
        `block_${i}`,
        {
          ...{ DA: level(of, 'DA') * (1 - 0.06 * i), NE: level(of, 'NE') },
          ...{ ACh: level(of, 'ACh') * (i < 3 ? 1 : 0.8), '5-HT': level(of, '5-HT') * 0.5 },
        },
      ]),
    ),
    timestamp: nowMs / 1000,
  }),
  'GET /viz/bio/neuromodulators': (of) => ({
    ...{ dopamine_rpe: level(of, 'DA') - 0.5, norepinephrine_gain: 1.0, acetylcholine_mode: 'balanced' },
    ...{ serotonin_mood: level(of, '5-HT'), inhibition_sparsity: 0.1, effective_learning_rate: 1.0 },
    ...{ exploration_exploitation: 0.1, state_count: of.steps, timestamp: null, learned_gate: null },
    norepinephrine: {
      ...{ current_gain: 1.0, novelty_score: 0.1, tonic_level: level(of, 'NE'), phasic_response: 0 },
      ...{ exploration_bonus: 0, history_length: 3 },
    },
    acetylcholine: {
      ...{ mode: 'balanced', encoding_level: level(of, 'ACh'), retrieval_level: 0.5, attention_weights: null },
      ...{ mode_switches: 0, time_in_current_mode: 12.5 },
    },
    serotonin: {
      ...{ current_mood: level(of, '5-HT'), total_outcomes: 4, positive_rate: 0.5, memories_with_traces: 0 },
      ...{ active_traces: 0, active_contexts: 0 },
    },
    inhibition: null,
  }),
  'GET /viz/bio/neuromodulators/traces': (of, asked) => {
    const traces = of.history.slice(-100).map(({ number, levels }) => ({
      ...{ timestamp: isoOf(of, number, asked), da: (levels['DA'] ?? 0) - 0.5, ne: 1.0, ach: levels['ACh'] },
      ...{ serotonin: levels['5-HT'], inhibition: 0.1 },
    }));
    return { traces, window_seconds: 60, sample_count: traces.length };
  },
  'GET /viz/bio/dopamine': (of) => ({
    ...{ total_signals: of.injections.length, positive_surprises: of.injections.length, negative_surprises: 0 },
    ...{ avg_rpe: 0.05, avg_surprise: 0.08, memories_tracked: 3 },
  }),
  'GET /viz/bio/homeostatic': (of) => ({
    ...{ mean_norm: 1.02, std_norm: 0.1, mean_activation: 0.01, sliding_threshold: 0.5, last_update: null },
    ...{ needs_scaling: false, current_scaling_factor: 1.0, scaling_count: 0, decorrelation_count: of.steps },
    config: { target_norm: 1.0, norm_tolerance: 0.2, ema_alpha: 0.01 },
  }),
  'GET /viz/bio/hebbian': (of) =>
    Array.from(of.weights, (weight, i) => ({
      ...{ source_id: `n${i}`, target_id: `n${i + 1}`, weight, weight_history: [], co_activation_count: 1 },
      ...{ last_potentiation: null, last_depression: null, eligibility_trace: 0.1 },
    })),
  'GET /viz/bio/learning/effective-lr': (of) => ({
    ...{ effective_lr: of.parameters.learningRate, base_lr: 0.01, three_factor_signal: 1.0 },
    ...{ components: { dopamine: level(of, 'DA') }, bootstrap_contribution: 0 },
  }),
  'GET /demo/nt/state': (of, { nowMs }) => ({
    timestamp: new Date(nowMs).toISOString().slice(0, -1),
    levels: {
      ...{ dopamine: level(of, 'DA'), serotonin: level(of, '5-HT'), acetylcholine: level(of, 'ACh') },
      ...{ norepinephrine: level(of, 'NE'), gaba: 0.4, glutamate: 0.5 },
    },
    cognitive_mode: { mode: 'balanced', confidence: 0.5 },
    da_rpe: (level(of, 'DA') - 0.5) * 2,
    da_history: of.history.slice(-50).map(({ levels }) => levels['DA']),
    ach_history: of.history.slice(-50).map(({ levels }) => levels['ACh']),
  }),
  'GET /demo/nt/traces': (of, asked) => {
    const traces = of.injections.slice(-100).map(({ modulator, amount, step, event }) => ({
      timestamp: isoOf(of, step, asked),
      nt_type: Object.entries(short).find(([, name]) => name === modulator)?.[0] ?? modulator,
      value: amount,
      event,
    }));
    return { traces, count: traces.length };
  },
  'POST /demo/nt/inject': (of, { body }) => {
    const name = short[String(body['nt_type'])] ?? '';
    const made = of.inject(name, Number(body['amount'] ?? 0.3), String(body['event_type'] ?? 'manual'));
    return { success: true, new_level: made, cognitive_mode: 'balanced', receptor_effects: {} };
  },
  'GET /demo/learning/state': (of) => ({
    stdp: { tau_plus: 20, tau_minus: 20, a_plus: 0.1, a_minus: 0.12, current_delta_t: 0, current_weight_change: 0 },
    bcm: { theta_m: 0.5, mean_activity: 0.5 },
    ...{ active_traces: 0, total_weight_updates: of.updates, weight_history: [0.5, 0.51, 0.52] },
  }),
  'GET /demo/learning/stdp-curve': () => {
    const deltas = Array.from({ length: 201 }, (_, i) => i - 100);
    return {
      delta_t: deltas,
      weight_change: deltas.map((ms) => (ms > 0 ? 0.1 * Math.exp(-ms / 20) : -0.12 * Math.exp(ms / 20))),
      ...{ tau_plus: 20, tau_minus: 20 },
    };
  },
};
