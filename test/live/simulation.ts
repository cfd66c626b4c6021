// The small network behind the test service: discrete LIF neurons with STDP, homeostasis, modulators, attention and a gate, so that what its routes say hangs together.

export type Scenario =
  | 'healthy'
  | 'silent'
  | 'sparse'
  | 'runaway'
  | 'diverging'
  | 'stdp-off'
  | 'frozen-modulators'
  | 'attention-collapsed'
  | 'winner-takes-all'
  | 'strong-recurrence';

export interface Parameters {
  readonly neurons: number;
  readonly alpha: number;
  readonly threshold: number;
  readonly beta: number;
  readonly inputMean: number;
  readonly inputSd: number;
  readonly recurrence: number;
  readonly learning: boolean;
  readonly learningRate: number;
  readonly modulated: boolean;
  /** How strongly attention prefers steps alike. */
  readonly sharpness: number;
}

const sound: Parameters = {
  ...{ neurons: 64, alpha: 0.9, threshold: 1, beta: 1, inputMean: 0.12, inputSd: 0.3, recurrence: 0.1 },
  ...{ learning: true, learningRate: 0.01, modulated: true, sharpness: 0.3 },
};

const scenarios: Readonly<Record<Scenario, Partial<Parameters>>> = {
  healthy: {},
  // As the runbook advises: "inputs should be ~N(0, 0.1)".
  silent: { inputMean: 0, inputSd: 0.1, recurrence: 0 },
  sparse: { inputMean: 0, inputSd: 0.2, recurrence: 0 },
  runaway: { inputMean: 0.7, recurrence: 0.4 },
  diverging: { alpha: 1.05, inputMean: 0.5, beta: 0.1 },
  'stdp-off': { learning: false, learningRate: 0 },
  'frozen-modulators': { modulated: false },
  'attention-collapsed': { sharpness: 0 },
  'winner-takes-all': { sharpness: 40 },
  'strong-recurrence': { recurrence: 0.9 },
};

export const parametersOf = (scenario: Scenario): Parameters => ({ ...sound, ...scenarios[scenario] });

export interface Step {
  readonly number: number;
  readonly membrane: Float64Array;
  readonly fired: readonly number[];
  readonly input: Float64Array;
  readonly gate: Float64Array;
  readonly apical: Float64Array;
  readonly levels: Readonly<Record<string, number>>;
}

const kept = 500;
const gateSize = 16;
const baselines = { DA: 0.5, ACh: 0.5, NE: 0.3, '5-HT': 0.5 };

export class Simulation {
  readonly parameters: Parameters;
  /** The last 500 steps, oldest first. */
  readonly history: Step[] = [];
  readonly injections: { modulator: string; amount: number; step: number; event: string }[] = [];
  /** From neuron i to neuron i + 1. */
  readonly weights: Float64Array;
  readonly deltas: Float64Array;
  updates = 0;
  potentiations = 0;
  depressions = 0;
  causalPairs = 0;
  pairs = 0;
  threshold: number;
  readonly levels: Record<string, number> = { ...baselines };
  private step = 0;
  private readonly u: Float64Array;
  private readonly lastSpike: Float64Array;
  private readonly gate = new Float64Array(gateSize);
  private lastRate = 0;
  private seed: number;

  constructor(
    readonly scenario: Scenario,
    seed = 1,
  ) {
    this.parameters = parametersOf(scenario);
    const { neurons, threshold } = this.parameters;
    this.seed = seed >>> 0;
    this.u = new Float64Array(neurons);
    this.lastSpike = new Float64Array(neurons).fill(-Infinity);
    this.weights = Float64Array.from({ length: neurons - 1 }, () => 0.3 + 0.4 * this.uniform());
    this.deltas = new Float64Array(neurons - 1);
    this.threshold = threshold;
  }

  get steps(): number {
    return this.step;
  }

  inject(modulator: string, amount: number, event: string): number {
    if (this.parameters.modulated)
      this.levels[modulator] = Math.min(1, Math.max(0, (this.levels[modulator] ?? 0) + amount));
    this.injections.push({ modulator, amount, step: this.step, event });
    return this.levels[modulator] ?? 0;
  }

  advance(steps: number): void {
    for (let k = 0; k < steps; k++) this.advanceOne();
  }

  private advanceOne(): void {
    const { neurons, alpha, beta, inputMean, inputSd, recurrence, modulated } = this.parameters;
    const { u, threshold } = this;
    this.step++;
    const input = Float64Array.from({ length: neurons }, () => inputMean + inputSd * this.normal());
    const fired: number[] = [];
    for (let i = 0; i < neurons; i++) {
      const membrane = alpha * (u[i] as number) + (input[i] as number) + recurrence * this.lastRate;
      const spike = membrane >= threshold;
      u[i] = membrane - (spike ? beta * threshold : 0);
      if (spike) fired.push(i);
    }
    this.lastRate = fired.length / neurons;
    this.learn(fired);
    if (modulated) {
      for (const [name, baseline] of Object.entries(baselines)) {
        const level = this.levels[name] ?? baseline;
        this.levels[name] = Math.min(1, Math.max(0, level + 0.02 * (baseline - level) + 0.01 * this.normal()));
      }
      if (this.step % 100 === 0) this.inject('DA', 0.2, 'reward');
    }
    for (let d = 0; d < gateSize; d++)
      this.gate[d] = 0.95 * (this.gate[d] as number) + 0.3 * this.normal() + 0.02 * fired.length;
    const gate = this.gate.map((each) => 1 / (1 + Math.exp(-each)));
    const apical = Float64Array.from({ length: gateSize }, () => 0.1 * this.normal());
    this.history.push({
      ...{ number: this.step, membrane: u.slice(), fired, input, gate, apical, levels: { ...this.levels } },
    });
    if (this.history.length > kept) this.history.shift();
  }

  /** Nearest pairs along the chain, at 1 ms a step, with windows of 20 ms. */
  private learn(fired: readonly number[]): void {
    const { learning, learningRate } = this.parameters;
    const rate = learning ? learningRate : 0;
    this.deltas.fill(0);
    const change = (synapse: number, amount: number): void => {
      const old = this.weights[synapse];
      if (old === undefined || amount === 0) return;
      const made = Math.min(1, Math.max(0, old + amount));
      this.weights[synapse] = made;
      this.deltas[synapse] = (this.deltas[synapse] as number) + made - old;
      this.updates++;
      if (amount > 0) this.potentiations++;
      else this.depressions++;
    };
    for (const neuron of fired) {
      const sinceSource = this.step - (this.lastSpike[neuron - 1] ?? -Infinity);
      if (neuron > 0 && sinceSource <= 20) {
        this.causalPairs++;
        this.pairs++;
        change(neuron - 1, rate * Math.exp(-sinceSource / 20));
      }
      const sinceTarget = this.step - (this.lastSpike[neuron + 1] ?? -Infinity);
      if (neuron + 1 < this.parameters.neurons && sinceTarget <= 20) {
        this.pairs++;
        change(neuron, -1.05 * rate * Math.exp(-sinceTarget / 20));
      }
    }
    for (const neuron of fired) this.lastSpike[neuron] = this.step;
  }

  /** Of the last eight steps to each other: rows add up to 1. */
  attention(): number[][] {
    const last = this.history.slice(-8).map(({ fired }) => new Set(fired));
    return last.map((one, q) => {
      const alike = last.map((other, k) => {
        const both = [...one].filter((each) => other.has(each)).length;
        return this.parameters.sharpness * (both + (q === k ? 1 : 0));
      });
      const most = Math.max(...alike);
      const powers = alike.map((each) => Math.exp(each - most));
      const total = powers.reduce((sum, each) => sum + each, 0);
      return powers.map((each) => each / total);
    });
  }

  /** A pass of its own, from rest, that leaves the network alone. */
  trace(input: readonly number[], steps: number): { membrane: number[][]; spikes: number[] } {
    const { alpha, beta, neurons } = this.parameters;
    const u = new Float64Array(neurons);
    const membrane: number[][] = [];
    const spikes: number[] = [];
    for (let t = 0; t < steps; t++) {
      let count = 0;
      for (let i = 0; i < neurons; i++) {
        const now = alpha * (u[i] as number) + (input[i % Math.max(1, input.length)] ?? 0);
        const spike = now >= this.threshold;
        u[i] = now - (spike ? beta * this.threshold : 0);
        if (spike) count++;
      }
      membrane.push(Array.from(u));
      spikes.push(count);
    }
    return { membrane, spikes };
  }

  /** mulberry32. */
  private uniform(): number {
    this.seed = (this.seed + 0x6d2b79f5) >>> 0;
    let t = this.seed;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  private normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }
}

export const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, each) => sum + each, 0) / Math.max(1, values.length);

export function spreadOf(values: ArrayLike<number>): { mean: number; std: number; min: number; max: number } {
  const mean = meanOf(values);
  const all = Array.from(values);
  const std = Math.sqrt(meanOf(all.map((each) => (each - mean) ** 2)));
  return { mean, std, min: Math.min(...all), max: Math.max(...all) };
}
