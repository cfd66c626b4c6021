// What a neuron model is: one file in `models/` that turns parameters into a group of neurons that can be stepped.
import { type Dynamics } from '../core/network/network';
import { type NaturalUnit } from './units';

/** Parameters of an integrate-and-fire neuron, checked, in the units of their names. */
export interface MembraneParameters {
  readonly thresholdMv: number;
  readonly leakMv: number;
  readonly resetMv: number;
  readonly initialMv: number;
  readonly capacityPf: number;
  readonly membraneTimeMs: number;
  readonly refractoryMs: number;
  readonly synapticTimeExcitatoryMs: number;
  readonly synapticTimeInhibitoryMs: number;
  readonly constantCurrentPa: number;
  readonly reversalExcitatoryMv: number;
  readonly reversalInhibitoryMv: number;
}

/** A group of neurons of one model with its state. */
export interface Neurons {
  /**
   * Advances all by one step. The arrivals are the summed weights that take effect at the end of this step; they are cleared.
   * Writes the indices of the neurons that fired into `fired` and returns how many they are.
   */
  step(excitatory: Float64Array, inhibitory: Float64Array, fired: Uint32Array): number;
  membraneMv(neuron: number): number;
}

export interface NeuronModel {
  readonly dynamics: Dynamics;
  /** The unit of a synaptic weight. */
  readonly weightUnit: NaturalUnit;
  /** `sum`: all arrivals add up in the excitatory array. `signed`: two arrays, inhibition negative. `magnitude`: two arrays, both positive. */
  readonly arrivals: 'sum' | 'signed' | 'magnitude';
  create(size: number, parameters: MembraneParameters, dtMs: number): Neurons;
}

export function refractorySteps(parameters: MembraneParameters, dtMs: number): number {
  return Math.round(parameters.refractoryMs / dtMs);
}
