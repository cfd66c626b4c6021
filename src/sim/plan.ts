// The plan of a run: groups of neurons, synapses and sources in grid steps and natural units, ready to be stepped.
import { type Synapses } from './connect';
import { type NeuronModel } from './model';

export interface Group {
  readonly name: string;
  readonly size: number;
  readonly model: NeuronModel;
  /** What the model read from the population. */
  readonly parameters: object;
}

/** Where events go: a port of a group, with the weight that is added per event. */
export interface Destination {
  readonly target: number;
  readonly port: number;
  readonly weight: number;
}

/** The weight is that of all synapses, or their mean where each has its own; the delay is the longest. */
export interface Connection extends Destination {
  readonly source: number;
  readonly delaySteps: number;
  readonly synapses: Synapses;
}

export interface PoissonSource extends Destination {
  /** Events per step and neuron. */
  readonly mean: number;
  readonly shared: boolean;
  readonly firstStep: number;
  /** Names the source's stream of random numbers. */
  readonly purpose: string;
}

/** Given events: event `i` reaches `neurons[i]` at the end of step `steps[i]`; the steps ascend. */
export interface GivenEvents extends Destination {
  readonly steps: Uint32Array;
  readonly neurons: Uint32Array;
}

export interface Plan {
  readonly dtMs: number;
  readonly steps: number;
  readonly seed: number;
  readonly groups: readonly Group[];
  readonly connections: readonly Connection[];
  readonly poisson: readonly PoissonSource[];
  readonly given: readonly GivenEvents[];
  /** Names of the variables to trace beside the first one of each model. */
  readonly traced?: readonly string[];
  readonly notes: readonly string[];
}
