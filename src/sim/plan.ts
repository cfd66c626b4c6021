// The plan of a run: groups of neurons, synapses and sources in grid steps and natural units, ready to be stepped.
import { type ShortTermRule } from '../core/network/plasticity';
import { type EquationModel, type SynapseProgram } from '../core/network/network';
import { type CompiledSynapses } from './equations/synapses';
import { type NeuronModel } from './model';
import { type ModulatorCourse } from './modulators';
import { type TracedNeuron } from './recording';
import { type Synapses } from './rows';

/** Which part of a group is simulated here, where two workers share it. */
export interface Part {
  /** The first of its neurons. */
  readonly from: number;
  /** The size of the group. */
  readonly whole: number;
  /** The least number of steps that any neuron of the group rests after a spike. */
  readonly restSteps: number;
}

export interface Group {
  readonly name: string;
  /** Of the part that is simulated here. */
  readonly size: number;
  readonly part?: Part;
  readonly model: NeuronModel;
  /** What the model read from the population. */
  readonly parameters: object;
  /** Where the script gives it by equations. */
  readonly equations?: EquationModel;
}

/** Where events go: a port of a group, with the weight that is added per event. */
export interface Destination {
  readonly target: number;
  readonly port: number;
  readonly weight: number;
}

/** The weight is that of all synapses, or their mean where each has its own; the delay is the longest, and 0 where events arrive in the step of their spike. */
export interface Connection extends Destination {
  readonly source: number;
  readonly delaySteps: number;
  /** The shortest delay, where each synapse has its own. */
  readonly leastSteps?: number;
  readonly synapses: Synapses;
  /** What its source is called, where that is no group. */
  readonly from?: string;
  /** Only of synapses in rows. */
  readonly changes?: Stdp | ShortTerm | Hebbian;
  /** Only of synapses in rows: what their events do. */
  readonly coded?: CodedSynapses;
}

/** Synapses that run code of their own. */
export interface CodedSynapses {
  readonly program: SynapseProgram;
  readonly compiled: CompiledSynapses;
  /** For each variable of the target: the port, and what 1 in SI comes to there. */
  readonly effects: readonly { readonly variable: string; readonly port: number; readonly gain: number }[];
  /** Of each piece of code. */
  readonly delaySteps: readonly number[];
  readonly purpose: string;
}

/**
 * A pair of spikes Δt apart adds `potentiation`·e^(−Δt/tauPlusMs) to the size of the weight, or takes `depression`·e^(−Δt/tauMinusMs) off where
 * the target fired first; with an exponent above 0 times (1 − w/highest) or (w/highest) to that power.
 */
export interface Stdp {
  readonly kind: 'stdp';
  readonly tauPlusMs: number;
  readonly tauMinusMs: number;
  readonly potentiation: number;
  readonly depression: number;
  readonly exponentPlus: number;
  readonly exponentMinus: number;
  readonly lowest: number;
  /** Infinity where there is none; the exponents are 0 then. */
  readonly highest: number;
  /** Whether only the last spike of each side counts. */
  readonly nearest: boolean;
  /** How often the delay passes before a spike of the target is known at the synapse: 2 where the delay is the dendrite's, 1 where it is nobody's. */
  readonly heardAfter: 0 | 1 | 2;
  /** Pairs further apart don't count. */
  readonly windowPlusMs?: number;
  readonly windowMinusMs?: number;
  /** What the amplitudes are multiplied by in each step. */
  readonly gains?: { readonly plus: Float64Array; readonly minus: Float64Array };
}

export interface ShortTerm extends ShortTermRule {
  /** Names the stream of random numbers. */
  readonly purpose: string;
}

/** See `HebbianRule`. */
export interface Hebbian {
  readonly kind: 'hebbian';
  readonly together: number;
  readonly alone: number;
  readonly decay: number;
  readonly lowest: number;
  readonly highest: number;
}

/** From `firstStep` on, before `endStep`. */
export interface Span {
  readonly firstStep: number;
  readonly endStep?: number;
}

export interface PoissonSource extends Destination, Span {
  /** Events per step and neuron. */
  readonly mean: number;
  readonly shared: boolean;
  /** Names the source's stream of random numbers. */
  readonly purpose: string;
  /** Only these neurons. */
  readonly only?: Uint32Array;
  /** Where the mean changes: from step `steps[k]` on it is `means[k]`, and 0 before the first. */
  readonly course?: { readonly steps: Uint32Array; readonly means: Float64Array };
}

/** Sources that have an event or none in each step, `count` for each neuron. */
export interface BernoulliSource extends Destination, Span {
  readonly probability: number;
  readonly count: number;
  readonly purpose: string;
  readonly only?: Uint32Array;
}

/** Given events: event `i` reaches `neurons[i]` at the end of step `steps[i]`; the steps ascend. */
export interface GivenEvents extends Destination {
  readonly steps: Uint32Array;
  readonly neurons: Uint32Array;
}

/** Sources that reach several neurons each: their spikes go along connections, as those of a group. `source` of these says nothing. */
export interface Train {
  readonly size: number;
  readonly fires:
    | { readonly kind: 'poisson'; readonly mean: number; readonly purpose: string }
    | { readonly kind: 'bernoulli'; readonly probability: number; readonly purpose: string }
    /** Sources that are given by equations, which say when they fire. */
    | { readonly kind: 'equations'; readonly model: EquationModel; readonly purpose: string }
    /** Event `i` is of source `ids[i]` in step `steps[i]`; the steps ascend. */
    | { readonly kind: 'given'; readonly steps: Uint32Array; readonly ids: Uint32Array };
  readonly span: Span;
  readonly connections: readonly Connection[];
}

/** A current into the neurons of a group, beside the constant one. */
export interface CurrentSource extends Span {
  readonly target: number;
  readonly only?: Uint32Array;
  readonly shape:
    /** From step `steps[k]` on it is `valuesPa[k]`, and 0 before the first. */
    | { readonly kind: 'course'; readonly steps: Uint32Array; readonly valuesPa: Float64Array }
    | {
        readonly kind: 'sine';
        readonly offsetPa: number;
        readonly amplitudePa: number;
        readonly radiansPerStep: number;
        readonly phaseRadians: number;
      }
    /** Drawn anew every so many steps, as NEST's noise_generator does. */
    | {
        readonly kind: 'noise';
        readonly meanPa: number;
        readonly sdPa: number;
        readonly everySteps: number;
        readonly shared: boolean;
        readonly purpose: string;
      };
}

export const wholeSize = ({ size, part }: Group): number => part?.whole ?? size;

/** See `Homeostasis`. */
export interface Regulation {
  readonly target: number;
  readonly rate: number;
  readonly relative: boolean;
  readonly windowSteps: number;
  readonly lowest: number;
  readonly highest: number;
  /** Of the plan's groups. */
  readonly group: number;
}

export interface Plan {
  readonly dtMs: number;
  readonly steps: number;
  readonly seed: number;
  readonly groups: readonly Group[];
  readonly connections: readonly Connection[];
  readonly poisson: readonly PoissonSource[];
  readonly given: readonly GivenEvents[];
  readonly bernoulli?: readonly BernoulliSource[];
  readonly trains?: readonly Train[];
  readonly currents?: readonly CurrentSource[];
  readonly modulators?: readonly ModulatorCourse[];
  readonly homeostasis?: readonly Regulation[];
  /** Names of the variables to trace beside the first one of each model. */
  readonly traced?: readonly string[];
  /** Neurons to trace beside the first few of each group. */
  readonly tracedNeurons?: readonly TracedNeuron[];
  readonly notes: readonly string[];
}
