// The network that stands for a running service in a trial: a layer of discrete LIF neurons with the numbers that it tells, and with what has to be assumed so that it fires as the service does.
import { type Input, type Network, type Population, type Projection } from '../../core/network/network';
import { type Homeostasis, type Modulator, type StdpRule } from '../../core/network/plasticity';
import { constantQuantity } from '../../core/network/read';
import { simulate } from '../../sim/simulate';
import { type Recording } from '../../sim/recording';

/** As the service tells it; null where it does not. */
export interface ServiceFigures {
  readonly neurons: number | null;
  readonly alpha: number | null;
  readonly threshold: number | null;
  readonly beta: number | null;
  readonly dtMs: number | null;
  readonly inputMean: number | null;
  readonly inputSd: number | null;
  readonly spikeRate: number | null;
  readonly recurrent: { readonly mean: number; readonly sd: number; readonly max: number } | null;
  readonly learning: {
    readonly enabled: boolean | null;
    readonly rate: number | null;
    readonly tauPlusMs: number | null;
    readonly tauMinusMs: number | null;
    readonly windowPlusMs: number | null;
    readonly windowMinusMs: number | null;
  };
  readonly targetRate: number | null;
  readonly levels: Readonly<Partial<Record<string, number>>>;
  readonly baselines: Readonly<Partial<Record<string, number>>>;
}

export interface Model {
  readonly neurons: number;
  readonly alpha: number;
  readonly threshold: number;
  readonly beta: number;
  readonly dtMs: number;
  readonly inputMean: number;
  readonly inputSd: number;
  /** What a spike of every neuron together adds to each membrane. */
  readonly recurrence: number;
}

/** T4DM's defaults, read in its `spiking/lif.py` at version 2.0.0. */
const standard = { alpha: 0.9, threshold: 1, beta: 1 };
/** As the runbook says that inputs should be. */
const advisedInput = { mean: 0, sd: 0.1 };
const mostNeurons = 128;
const searchSteps = 18;
export const trialSteps = 600;

/** What the figures leave open is set so that the layer fires as often as the service says; each such number is in `assumed`. */
export function modelOf(figures: ServiceFigures, seed: number): { readonly model: Model; readonly assumed: string[] } {
  const assumed: string[] = [];
  const or = (value: number | null, otherwise: number, words: string): number => {
    if (value === null) assumed.push(`${words} ${otherwise}`);
    return value ?? otherwise;
  };
  const neurons = Math.max(1, Math.min(mostNeurons, figures.neurons ?? 64));
  const base: Model = {
    neurons,
    alpha: or(figures.alpha, standard.alpha, 'α'),
    threshold: or(figures.threshold, standard.threshold, 'threshold'),
    beta: or(figures.beta, standard.beta, 'β'),
    dtMs: figures.dtMs ?? 1,
    inputMean: figures.inputMean ?? advisedInput.mean,
    inputSd: figures.inputSd ?? (figures.inputMean === null ? advisedInput.sd : 0),
    recurrence: 0,
  };
  const { spikeRate } = figures;
  const known = figures.inputMean !== null;
  if (spikeRate === null || Math.abs(base.alpha) >= 1) {
    if (!known) assumed.push('input 0 ± 0.1, as the runbook advises');
    return { model: base, assumed };
  }
  if (known) {
    if (rateOf(base, seed) >= 0.9 * spikeRate) return { model: base, assumed };
    // More fires than the input accounts for: the rest comes back from the network itself.
    const model = {
      ...base,
      recurrence: fit((recurrence) => rateOf({ ...base, recurrence }, seed), spikeRate, 4 * base.threshold),
    };
    assumed.push(
      `a recurrence that adds ${figure(model.recurrence)} where all fire, so that it fires as often as the service says`,
    );
    return { model, assumed };
  }
  if (spikeRate === 0) {
    assumed.push('input 0 ± 0.1, as the runbook advises');
    return { model: base, assumed };
  }
  const span = base.threshold * (1 - base.alpha);
  const made =
    spikeRate < 0.05
      ? { inputMean: 0, inputSd: fit((inputSd) => rateOf({ ...base, inputSd }, seed), spikeRate, 20 * span) }
      : {
          inputSd: 2 * span,
          inputMean: fit(
            (inputMean) => rateOf({ ...base, inputMean, inputSd: 2 * span }, seed),
            spikeRate,
            2 * base.threshold * Math.max(1, base.beta),
          ),
        };
  assumed.push(
    `input ${figure(made.inputMean)} ± ${figure(made.inputSd)}, so that it fires as often as the service says`,
  );
  return { model: { ...base, ...made }, assumed };
}

/** Where a rate that grows with a number reaches what is wanted. */
function fit(rate: (value: number) => number, wanted: number, most: number): number {
  let [low, high] = [0, most];
  for (let k = 0; k < searchSteps; k++) {
    const middle = (low + high) / 2;
    if (rate(middle) < wanted) low = middle;
    else high = middle;
  }
  return Number(((low + high) / 2).toPrecision(4));
}

const span = { file: '', start: 0, end: 0 };

export interface Extras {
  readonly homeostasis?: Omit<Homeostasis, 'population' | 'span'>;
  readonly rule?: StdpRule;
  readonly modulators?: readonly Modulator[];
}

export function networkOf(model: Model, { homeostasis, rule, modulators }: Extras = {}): Network {
  const { neurons, alpha, threshold, beta, dtMs, inputMean, inputSd, recurrence } = model;
  const layer = (name: string): Population => ({
    ...{ name, size: neurons, model: 'LIFNeuron', dynamics: 'discrete-lif', params: {}, span },
    stepping: {
      ...{ kept: alpha, synapticKept: null, gain: 1, rest: 0, threshold, subtract: threshold * beta, resetTo: null },
      ...{ resetLater: false, refractorySteps: 0, fires: 'at', unit: null },
    },
  });
  const fed = (target: string): Input => ({
    ...{ kind: 'noise', count: 1, rateHz: null, target, delay: null, receptor: null, shared: false, span },
    weight: constantQuantity(1, null, 'api'),
    noise: { meanPa: inputMean, sdPa: inputSd, everyMs: dtMs, shared: false },
  });
  const joined = (pre: string, post: string, weight: number): Projection => ({
    ...{ pre, post, rule: { kind: 'all-to-all' }, receptor: null, span },
    weight: constantQuantity(weight, null, 'api'),
    delay: constantQuantity(dtMs, 'ms', 'api'),
  });
  const projections: Projection[] = recurrence === 0 ? [] : [joined('lif', 'lif', recurrence / neurons)];
  const learning = rule
    ? [{ ...joined('source', 'lif', (rule.wMax ?? 1) / 2), rule: { kind: 'one-to-one' } as const, plasticity: rule }]
    : [];
  return {
    ...{ backend: 't4dm', dtMs: constantQuantity(dtMs, 'ms', 'api'), durationMs: null, assumed: [] },
    populations: rule ? [layer('source'), layer('lif')] : [layer('lif')],
    inputs: rule ? [fed('source'), fed('lif')] : [fed('lif')],
    projections: [...projections, ...learning],
    ...(homeostasis ? { homeostasis: [{ ...homeostasis, population: 'lif', span }] } : {}),
    ...(modulators ? { modulators } : {}),
  };
}

export const runOf = (network: Network, dtMs: number, seed: number, steps = trialSteps): Recording =>
  simulate(network, { ms: steps * dtMs, dtMs, seed });

/** Spikes per neuron and step over the last half of a run. */
export function rateIn(recording: Recording, name = 'lif'): number {
  const range = recording.populations.find((each) => each.name === name);
  if (!range) return NaN;
  const fromMs = recording.ms / 2;
  let count = 0;
  recording.times.forEach((time, k) => {
    const id = recording.ids[k] as number;
    if (time > fromMs + recording.dtMs / 2 && id >= range.first && id < range.first + range.size) count++;
  });
  return count / (range.size * Math.max(1, Math.round((recording.ms - fromMs) / recording.dtMs)));
}

export const rateOf = (model: Model, seed: number): number => rateIn(runOf(networkOf(model), model.dtMs, seed));

export function figure(value: number): string {
  const text = Math.abs(value) >= 1e6 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
  return text.replace('-', '−');
}

export const percent = (part: number): string => `${Number((100 * part).toFixed(part < 0.01 ? 3 : 1))} %`;
