// What goes into a simulation and what comes out of it: options, control and the recording.

export interface SimulateOptions {
  /** Simulate this population alone, with its inputs and its own recurrent projections. */
  readonly population?: string;
  readonly ms: number;
  readonly dtMs?: number;
  readonly seed: number;
  /** Multiplies the weight of every input (not of projections between populations). */
  readonly scale?: number;
  /** `single` is quicker and gives other spikes; `double` where it is left out. */
  readonly precision?: 'double' | 'single';
  /** Neurons that are traced beside the first few of each population. */
  readonly traced?: readonly TracedNeuron[];
  /** A clock in milliseconds; without one the timing reads zero. */
  readonly now?: () => number;
}

export interface TracedNeuron {
  readonly population: string;
  /** Zero-based within the population. */
  readonly neuron: number;
}

export interface Control {
  progress?(fraction: number): void;
  cancelled?(): boolean;
}

export interface RecordedPopulation {
  readonly name: string;
  /** Id of the population's first neuron; its ids are `first` to `first + size - 1`. */
  readonly first: number;
  readonly size: number;
}

/** `values[k]` is the variable at `k * intervalMs`; the first value is the initial state. */
export interface Trace {
  readonly population: string;
  /** Zero-based within the population. */
  readonly neuron: number;
  readonly variable: string;
  /** Whether it is the membrane potential, whatever the model calls it. */
  readonly isMembrane: boolean;
  readonly unit: string;
  readonly values: Float64Array;
  readonly intervalMs: number;
}

/** What reached a population from inputs and projections in the whole run, over all its neurons. */
export interface Reached {
  readonly population: string;
  /** The unit of the weights; null for plain numbers. */
  readonly weightUnit: string | null;
  readonly excitatory: Arrived;
  readonly inhibitory: Arrived;
}

export interface Arrived {
  readonly events: number;
  /** The sum of their weights' sizes. */
  readonly weight: number;
}

/** How the weights of a projection that learns have moved, in the unit of the target's port. */
export interface Learned {
  readonly source: string;
  readonly target: string;
  readonly weightUnit: string | null;
  readonly synapses: number;
  readonly before: WeightSummary;
  readonly after: WeightSummary;
  /** Of both histograms. */
  readonly edges: Float64Array;
  /** Of the sizes; null where there is none. */
  readonly lowest: number;
  readonly highest: number | null;
  /** The part of the synapses whose weight is another one than at first. */
  readonly changed: number;
  /** How often a spike of the target, and one of the source, could have changed a weight. */
  readonly potentiations: number;
  readonly depressions: number;
  /** Of up to some thousand synapses. */
  readonly course: { readonly intervalMs: number; readonly mean: Float64Array; readonly sd: Float64Array };
}

export interface WeightSummary {
  readonly mean: number;
  readonly sd: number;
  readonly min: number;
  readonly max: number;
  /** Fractions of the synapses that are at a bound. */
  readonly atLowest: number;
  readonly atHighest: number;
  readonly counts: Uint32Array;
}

/** What short-term plasticity let through. */
export interface Released {
  readonly source: string;
  readonly target: string;
  /** The part of the weight that an event carried, on average; null where there was none. */
  readonly meanShare: number | null;
  /** Of the first and of the last event. */
  readonly first: number | null;
  readonly last: number | null;
}

/** A neuromodulator's level: `values[k]` is that at `k * intervalMs`. */
export interface Modulated {
  readonly name: string;
  readonly baseline: number;
  readonly intervalMs: number;
  readonly values: Float64Array;
}

/** A threshold that follows a target rate, both at `k * intervalMs`. */
export interface Regulated {
  readonly population: string;
  /** Spikes per neuron and step. */
  readonly target: number;
  readonly intervalMs: number;
  /** The mean rate that it goes by. */
  readonly rate: Float64Array;
  readonly threshold: Float64Array;
  readonly lowest: number;
  readonly highest: number;
}

/** What the units of a rate population put out, in the unit that the script has for it. */
export interface RatedPopulation {
  readonly population: string;
  /** The mean of all units at `k * intervalMs`; the first is what the run starts from. */
  readonly course: Float64Array;
  readonly intervalMs: number;
  /** Of each unit over all steps. */
  readonly means: Float64Array;
  readonly spreads: Float64Array;
  /** The part of all rates that is at an end of what the function can give; null where it has no ends. */
  readonly atEnds: number | null;
  /** From when on a rate is no finite number; null where all are. */
  readonly strangeMs: number | null;
}

export interface Timing {
  readonly buildMs: number;
  readonly runMs: number;
  readonly steps: number;
  /** Synaptic events that reached a neuron, from inputs and from projections. */
  readonly events: number;
}

export interface Recording {
  /** What was simulated: less than was asked for where the run was cancelled or stopped. */
  readonly ms: number;
  readonly dtMs: number;
  readonly seed: number;
  readonly populations: readonly RecordedPopulation[];
  /** Spike times in ms in ascending order; a spike found in a step carries the time of the step's end, as in NEST. */
  readonly times: Float64Array;
  /** The neuron of each spike. */
  readonly ids: Uint32Array;
  readonly traces: readonly Trace[];
  /** In the order of the populations. */
  readonly reached: readonly Reached[];
  /** Only where something learns. */
  readonly learned?: readonly Learned[];
  /** Only where synapses tire or are facilitated. */
  readonly released?: readonly Released[];
  readonly modulated?: readonly Modulated[];
  readonly regulated?: readonly Regulated[];
  /** Only of populations of rate units, which don't fire. */
  readonly rated?: readonly RatedPopulation[];
  readonly timing: Timing;
  /** What had to be assumed and what was left out. */
  readonly notes: readonly string[];
}
