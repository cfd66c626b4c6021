// What a neuron model is: one file in `models/` that reads its parameters, says what arrives at it, and makes a group of neurons that can be stepped.
import { type Dynamics, type Link } from '../core/network/network';
import { type ParameterReader } from './parameters';
import { type Random } from './random';

/** One number for all neurons of a group, or one for each. */
export type PerNeuron = number | Float64Array;

/** Numbers in double precision, or in the single one of fast kernels. */
export type Reals = Float64Array | Float32Array;

/** Where events arrive: a receptor, a synaptic variable, or the membrane itself. Ports are counted from 0. */
export interface Port {
  /** `excitatory`, `inhibitory`; `1`, `2` … of numbered receptors; the variable's name of a model given by equations. */
  readonly name: string;
  /** The unit of a weight; null for plain numbers. */
  readonly unit: string | null;
  /** The sign that arriving weights have: a conductance takes magnitudes, an inhibitory current negative ones. */
  readonly sign: 'any' | 'positive' | 'negative';
  /** Whether what arrives here pulls away from the threshold; without it the sign of the weight tells. */
  readonly inhibits?: boolean;
}

/** What can be traced. The first one is the membrane potential, or what stands in its place. */
export interface Variable {
  readonly name: string;
  /** Empty for a plain number. */
  readonly unit: string;
  /** Said by models whose names are the user's own; the others call their membrane `v`. */
  readonly isMembrane?: boolean;
}

/** A group of neurons of one model with its state. */
export interface Neurons {
  /**
   * Advances all by one step. `arrivals[port]` holds the summed weights that take effect at the end of this step; they are cleared.
   * With `receivers` there are none.
   * Writes the indices of the neurons that fired into `fired` and returns how many they are.
   */
  step(arrivals: readonly Float64Array[], fired: Uint32Array): number;
  /** Adds to the state what arrived after the step; it is cleared. Absent where nothing can be added then. */
  settle?(arrivals: readonly Float64Array[]): void;
  /** Leaves the reset of who fires to `resetFired`: what arrives in the very step of a spike is then reset too. */
  putOffReset?(): void;
  /** When all that arrives in a step is there. */
  resetFired?(): void;
  /** Of a model that is given by equations: a variable that stands for another group's, neuron `i` for its `index[i]`. */
  link?(name: string, source: Float64Array, by: Pick<Link, 'index' | 'later'>): void;
  /** Before any group makes the step. */
  begin?(): void;
  /** Of a model that is given by equations: for each neuron whether another event than a spike holds in this step. */
  eventOf?(name: string): Float64Array | null;
  /** The values of a variable that the script's own equations name, one for each neuron; they may be written to. */
  variable?(name: string): Float64Array | null;
  /** The variable at that place of the model's `variables`. */
  valueOf(variable: number, neuron: number): number;
  /** Sets the currents in pA that flow into each neuron beside the constant one, until they are set again. Absent where the model takes none. */
  inject?(currentPa: Float64Array): void;
  /** For each port, where events are added to after the step, when what arrives at its end only adds up with the state. */
  readonly receivers?: readonly Receiver[] | undefined;
  /** Where a kernel makes the same step, bit by bit: moves the state into its memory and says what it needs. `step` is not called from then on. */
  accelerate?(memory: KernelMemory): KernelCall;
  /** The threshold of all its neurons, where it may be moved in the run. */
  commonThreshold?: number;
  /** Of a rate model: what each neuron sends in every step; connections deliver weight times this, and nobody fires. */
  readonly output?: Float64Array;
  /** Whether what it starts from is sent in the first step already. */
  readonly sendsAtStart?: boolean;
  /** The lowest and the highest output that there can be. */
  readonly ends?: { readonly low: number; readonly high: number } | null;
}

/** A variable that events add the weight to, times the gain. */
export interface Receiver {
  readonly into: Reals;
  readonly gain: number;
}

/** Moves the state of a group to where its kernel finds it; `padding` fills the last vector of neurons. */
export interface KernelMemory {
  state(values: Reals, padding?: number): Reals;
  counters(values: Int32Array): Int32Array;
}

export interface KernelCall {
  /** The kernel's name without the bits. */
  readonly kernel: string;
  /** True where at least one of the coefficients has a number for each neuron. */
  readonly mixed: boolean;
  /** Potentials, counters, thresholds, resets, pauses and drifts, then what the kernel has beside them. */
  readonly arrays: readonly (Reals | Int32Array)[];
}

/** `Parameters` is whatever the model needs, checked, with the unit of each number in its name. A `constantCurrentPa` in it takes DC inputs. */
export interface NeuronModel<Parameters extends object = object> {
  readonly dynamics: Dynamics;
  /** Throws `Unsuited` where the population lacks what can't be assumed. */
  read(given: ParameterReader): Parameters;
  ports(parameters: Parameters): readonly Port[];
  variables(parameters: Parameters): readonly Variable[];
  /** @param random the group's own stream, for neurons that fire by chance or carry noise */
  create(size: number, parameters: Parameters, dtMs: number, random: Random): Neurons;
}

export const membraneOnly: readonly Variable[] = [{ name: 'v', unit: 'mV' }];

/** True where each neuron has a value of its own for at least one of them. */
export const isMixed = (values: readonly PerNeuron[]): boolean => values.some((value) => typeof value !== 'number');

export const valueAt = (value: PerNeuron, neuron: number): number =>
  typeof value === 'number' ? value : (value[neuron] as number);

/** One value for each neuron. */
export const spread = (value: PerNeuron, size: number): Float64Array =>
  typeof value === 'number' ? new Float64Array(size).fill(value) : value.slice();

export const refractorySteps = (refractoryMs: number, dtMs: number): number => Math.round(refractoryMs / dtMs);

/** A conductance is positive either way; only its name tells which way it pulls. */
export const namesInhibition = (variable: string): boolean => /^g_?i(?:nh)?$|^g_?gaba|inhib/i.test(variable);
