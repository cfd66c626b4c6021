// What can be known of a running spiking service, as plain values: one interface per question, and null for every number that it did not say.

/** In the order in which they are shown. */
export const modulatorNames = ['DA', 'ACh', 'NE', '5-HT'] as const;
export type ModulatorName = (typeof modulatorNames)[number];

export interface Spread {
  readonly mean: number | null;
  readonly sd: number | null;
  readonly min: number | null;
  readonly max: number | null;
}

/** Times of a course, in what unit, and one value per time. Service clocks count in ms since 1970 where they tell the time at all. */
export interface Course {
  readonly times: readonly number[];
  readonly values: readonly number[];
  readonly unit: TimeUnit;
}

/** `epoch`: ms since 1970. `index`: nothing was said, so the samples are numbered. */
export type TimeUnit = 'ms' | 'step' | 's' | 'epoch' | 'index';

export interface Health {
  /** As the service says it: healthy, ok, degraded … */
  readonly status: string | null;
  /** What that means; null where the word is not known. */
  readonly ok: boolean | null;
  readonly version: string | null;
  readonly messages: readonly string[];
}

export interface Sessions {
  readonly current: string | null;
  readonly known: readonly string[];
}

/** One forward pass of one block. */
export interface Snapshot {
  readonly atMs: number | null;
  readonly block: number | null;
  readonly spikes: number | null;
  /** Part of the neurons that fired in the step, 0 to 1. */
  readonly spikeRate: number | null;
  readonly membrane: number | null;
  readonly gate: number | null;
  readonly apicalMean: number | null;
  readonly apicalSd: number | null;
}

export interface SpikeStats {
  /** Spikes per neuron and step, 0 to 1. Never Hz. */
  readonly spikeRate: number | null;
  /** Only where the service itself speaks of Hz. */
  readonly rateHz: number | null;
  readonly neurons: number | null;
  readonly steps: number | null;
  readonly spikes: number | null;
  /** Of single neurons, per step. */
  readonly perNeuron: Spread | null;
  /** Part of the neurons that never fired. */
  readonly silent: number | null;
  readonly membrane: Spread | null;
  readonly input: Spread | null;
  readonly blocks: readonly { readonly name: string; readonly spikeRate: number | null }[];
}

export interface LifLayer {
  readonly name: string;
  readonly size: number | null;
  /** Part of the membrane that a step leaves. */
  readonly alpha: number | null;
  readonly threshold: number | null;
  /** Of the soft reset: a spike takes beta·threshold off. */
  readonly beta: number | null;
  readonly dtMs: number | null;
}

export interface Raster {
  /** As long as each other, in order of time. */
  readonly times: readonly number[];
  readonly ids: readonly number[];
  readonly unit: TimeUnit;
  readonly neurons: number | null;
  /** What the raster covers, in its unit. */
  readonly from: number | null;
  readonly to: number | null;
}

/** Of single neurons over steps. */
export interface MembraneTrace {
  readonly neurons: readonly { readonly id: number; readonly values: readonly number[] }[];
  /** Over all neurons, step by step. */
  readonly mean: readonly number[];
  readonly range: Spread;
  /** How many of the values are no finite numbers. */
  readonly strange: number;
  readonly threshold: number | null;
}

/** One forward pass, layer by layer. */
export interface PassTrace {
  readonly layers: readonly {
    readonly name: string;
    readonly spikeRate: number | null;
    readonly spikes: number | null;
    readonly membrane: Spread | null;
  }[];
  readonly input: Spread | null;
}

export interface Gate {
  /** Dimension by dimension, now. */
  readonly values: readonly number[];
  readonly mean: number | null;
  readonly course: Course | null;
}

export interface AttentionWeights {
  /** Per head (or the only one), query by key; empty where only figures were sent. */
  readonly heads: readonly (readonly (readonly number[])[])[];
  readonly figures: Spread;
}

export interface ModulatorLevels {
  readonly levels: Readonly<Partial<Record<ModulatorName, number>>>;
  /** Where a level is no level but another quantity of the same system: its name, such as "reward prediction error". */
  readonly meaning: Readonly<Partial<Record<ModulatorName, string>>>;
  readonly baseline: Readonly<Partial<Record<ModulatorName, number>>>;
  /** Everything else that was told in numbers, such as GABA. */
  readonly others: Readonly<Record<string, number>>;
}

export type ModulatorCourses = Readonly<Partial<Record<ModulatorName, Course>>>;

/** Levels by layer (or by time), for the heat map. */
export interface ModulatorMap {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly values: readonly (readonly (number | null)[])[];
}

export interface Injection {
  readonly modulator: string;
  readonly at: number | null;
  readonly unit: TimeUnit;
  readonly amount: number | null;
  readonly event: string | null;
}

export interface StdpMetrics {
  readonly enabled: boolean | null;
  readonly learningRate: number | null;
  readonly updates: number | null;
  /** Mean of the changes, and of their sizes. */
  readonly meanChange: number | null;
  readonly meanSize: number | null;
  readonly potentiations: number | null;
  readonly depressions: number | null;
  readonly weight: Spread | null;
}

export interface StdpWindows {
  readonly tauPlusMs: number | null;
  readonly tauMinusMs: number | null;
  readonly amplitudePlus: number | null;
  readonly amplitudeMinus: number | null;
  readonly windowPlusMs: number | null;
  readonly windowMinusMs: number | null;
  /** The curve where it was sent: Δt = post − pre in ms, and the change. */
  readonly curve: { readonly deltaMs: readonly number[]; readonly change: readonly number[] } | null;
  /** How many pairs came in causal order, of how many. */
  readonly causalPairs: number | null;
  readonly pairs: number | null;
}

export interface WeightDeltas {
  readonly values: readonly number[];
  readonly figures: Spread;
  /** How many of them are not 0, of how many. */
  readonly changed: number | null;
  readonly count: number | null;
}

export interface HebbianTrace {
  readonly course: Course | null;
  readonly potentiationRate: number | null;
  readonly mean: number | null;
}

export interface HomeostaticState {
  /** What is held at the target: the spike rate per step, or another quantity by its name. */
  readonly quantity: string;
  readonly current: number | null;
  readonly target: number | null;
  /** Within which it may be off. */
  readonly tolerance: number | null;
  readonly learningRate: number | null;
  readonly adjustment: number | null;
  readonly course: Course | null;
}

export interface WeightFigures {
  readonly layers: readonly ({ readonly name: string; readonly recurrent: boolean } & Spread)[];
}

export interface WeightHistogram {
  readonly layers: readonly {
    readonly name: string;
    readonly edges: readonly number[];
    readonly counts: readonly number[];
  }[];
}

export interface LearningRate {
  readonly current: number | null;
  readonly base: number | null;
}

/** Every question, by its name. */
export interface Answers {
  health: Health;
  sessions: Sessions;
  stats: SpikeStats;
  snapshots: readonly Snapshot[];
  lif: readonly LifLayer[];
  raster: Raster;
  spikeTimes: Raster;
  pass: PassTrace;
  membrane: MembraneTrace;
  gate: Gate;
  attention: AttentionWeights;
  modulators: ModulatorLevels;
  modulatorCourses: ModulatorCourses;
  modulatorMap: ModulatorMap;
  injections: readonly Injection[];
  stdp: StdpMetrics;
  windows: StdpWindows;
  weightDeltas: WeightDeltas;
  hebbian: HebbianTrace;
  homeostasis: HomeostaticState;
  weights: WeightFigures;
  weightHistogram: WeightHistogram;
  learningRate: LearningRate;
}

export type Question = keyof Answers;
