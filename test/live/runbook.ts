// What the routes of seed 003's runbook answer in the test service.
import { meanOf, type Simulation, spreadOf } from './simulation';

export interface Asked {
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly nowMs: number;
}

export type Route = (simulation: Simulation, asked: Asked) => unknown;

const bins = 20;

export const runbookRoutes: Readonly<Record<string, Route>> = {
  'GET /spiking/health': (of) => ({ status: 'healthy', spiking_enabled: true, step: of.steps, version: '1.4.0' }),
  'GET /spiking/stats': (of) => {
    const { neurons } = of.parameters;
    const rates = ratesOf(of);
    const spikes = of.history.reduce((sum, { fired }) => sum + fired.length, 0);
    return {
      spike_rate: meanOf(rates),
      total_spikes: spikes,
      num_neurons: neurons,
      window_steps: of.history.length,
      per_neuron: { ...spreadOf(rates), silent_fraction: rates.filter((each) => each === 0).length / neurons },
      membrane: spreadOf(of.history.at(-1)?.membrane ?? []),
      input: spreadOf(of.history.slice(-50).flatMap(({ input }) => Array.from(input))),
    };
  },
  'GET /spiking/lif-params': (of) => ({
    layers: [
      {
        ...{ name: 'block_0', size: of.parameters.neurons, alpha: of.parameters.alpha },
        ...{ beta: of.parameters.beta, v_thresh: of.threshold, dt_ms: 1 },
      },
    ],
  }),
  'GET /spiking/neuromodulators': (of) => ({
    DA: of.levels['DA'],
    ACh: of.levels['ACh'],
    NE: of.levels['NE'],
    '5HT': of.levels['5-HT'],
  }),
  'GET /spiking/weights': (of) => ({
    layers: { recurrent: { ...spreadOf(of.weights), shape: [of.weights.length] } },
    recurrent_gain: of.parameters.recurrence,
  }),
  'POST /spiking/trace': (of, { body }) => {
    const input = numbersIn(body['input']);
    const { membrane, spikes } = of.trace(input, 1);
    return {
      layers: [
        {
          ...{ name: 'block_0', spike_count: spikes[0], spike_rate: (spikes[0] ?? 0) / of.parameters.neurons },
          membrane: spreadOf(membrane[0] ?? []),
        },
      ],
      input: spreadOf(input),
    };
  },
  'POST /spiking/trace-membrane': (of, { body }) => {
    const steps = Math.min(1000, Math.max(1, Number(body['steps'] ?? 10)));
    const { membrane } = of.trace(numbersIn(body['input']), steps);
    return { membrane, v_thresh: of.threshold, steps };
  },
  'GET /spiking/spike-times': (of, { query }) => {
    const wanted = (query.get('neurons') ?? '0,1,2').split(',').map(Number);
    return {
      unit: 'ms',
      spike_times: Object.fromEntries(
        wanted.map((id) => [id, of.history.filter(({ fired }) => fired.includes(id)).map(({ number }) => number)]),
      ),
    };
  },
  'GET /spiking/attention-weights': (of) => ({ attention_weights: of.attention(), num_heads: 1 }),
  'GET /spiking/dopamine-trace': (of) => traceOf(of, 'DA'),
  'GET /spiking/ach-levels': (of) => ({ ...traceOf(of, 'ACh'), current: of.levels['ACh'] }),
  'GET /spiking/monoamine-trace': (of) => ({
    timestamps: of.history.map(({ number }) => number),
    norepinephrine: of.history.map(({ levels }) => levels['NE']),
    serotonin: of.history.map(({ levels }) => levels['5-HT']),
  }),
  'GET /spiking/nt-injection-schedule': (of) => ({
    schedule: of.injections.slice(-50).map(({ modulator, amount, step, event }) => ({
      ...{ nt: modulator, amount, step, event },
    })),
  }),
  'POST /spiking/inject-neuromod': (of, { body }) => {
    const name = String(body['nt'] ?? '');
    const wanted = Number(body['level']);
    return { success: true, nt: name, level: of.inject(name, wanted - (of.levels[name] ?? 0), 'manual') };
  },
  'GET /learning/stdp-metrics': (of) => ({
    enabled: of.parameters.learning,
    learning_rate: of.parameters.learningRate,
    update_count: of.updates,
    ltp_count: of.potentiations,
    ltd_count: of.depressions,
    mean_weight_change: meanOf(of.deltas),
    mean_abs_weight_change: meanOf(of.deltas.map(Math.abs)),
    weights: spreadOf(of.weights),
  }),
  'GET /learning/weight-deltas': (of, { query }) => ({
    layer: Number(query.get('layer') ?? 0),
    deltas: Array.from(of.deltas),
  }),
  'GET /learning/stdp-windows': (of) => ({
    ...{ window_pre_to_post: 20, window_post_to_pre: 20, tau_plus: 20, tau_minus: 20, a_plus: 0.01, a_minus: 0.0105 },
    ...{ causal_pairs: of.causalPairs, total_pairs: of.pairs },
  }),
  'GET /learning/hebbian-trace': (of) => ({
    trace: of.history.map(({ fired }) => fired.length / of.parameters.neurons),
    potentiation_rate: of.potentiations / Math.max(1, of.steps),
  }),
  'GET /learning/homeostatic-state': (of) => ({
    ...{ target_rate: 0.1, current_rate: meanOf(ratesOf(of)), learning_rate: 0.001 },
    adjustment: 0.001 * (meanOf(ratesOf(of)) - 0.1),
  }),
  'GET /visualization/spike-raster': (of, { query }) => {
    const most = Number(query.get('neurons') ?? 100);
    const events = of.history.flatMap(({ number, fired }) =>
      fired.filter((id) => id < most).map((id) => ({ time: number, neuron: id })),
    );
    return { spikes: events, num_neurons: Math.min(most, of.parameters.neurons), time_unit: 'ms' };
  },
  'GET /visualization/thalamic-gate': (of) => ({
    gate: Array.from(of.history.at(-1)?.gate ?? []),
    history: of.history.map(({ gate }) => meanOf(gate)),
  }),
  'GET /visualization/neuromod-heatmap': (of) => ({
    rows: ['DA', 'ACh', 'NE', '5-HT'],
    columns: of.history.slice(-50).map(({ number }) => String(number)),
    values: ['DA', 'ACh', 'NE', '5-HT'].map((name) => of.history.slice(-50).map(({ levels }) => levels[name])),
  }),
  'GET /visualization/weight-distribution': (of) => ({
    layers: [{ name: 'recurrent', ...histogramOf(of.weights) }],
  }),
};

function ratesOf({ history, parameters }: Simulation): number[] {
  const counts = new Array<number>(parameters.neurons).fill(0);
  for (const { fired } of history) for (const id of fired) counts[id] = (counts[id] ?? 0) + 1;
  return counts.map((each) => each / Math.max(1, history.length));
}

const traceOf = ({ history }: Simulation, name: string): object => ({
  timestamps: history.map(({ number }) => number),
  values: history.map(({ levels }) => levels[name]),
  time_unit: 'step',
});

const numbersIn = (value: unknown): number[] => (Array.isArray(value) ? value.map(Number) : []);

function histogramOf(values: ArrayLike<number>): { edges: number[]; counts: number[] } {
  const counts = new Array<number>(bins).fill(0);
  for (const value of Array.from(values)) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(value * bins)));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, i) => i / bins), counts };
}
