// LIF with exponentially decaying synaptic conductances (NEST's iaf_cond_exp, PyNN's IF_cond_exp): exact conductances, the membrane by `MembraneStep`.
import { MembraneStep } from '../conductance';
import { type MembraneParameters, type NeuronModel, type Neurons, refractorySteps } from '../model';

class ExponentialConductanceNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly conductanceEx: Float64Array;
  private readonly conductanceIn: Float64Array;
  private readonly refractory: Int32Array;
  private readonly threshold: number;
  private readonly reset: number;
  private readonly pause: number;
  private readonly membrane: MembraneStep;
  private readonly decayEx: number;
  private readonly decayIn: number;
  private readonly halfEx: number;
  private readonly halfIn: number;

  constructor(
    private readonly size: number,
    parameters: MembraneParameters,
    dtMs: number,
  ) {
    this.v = new Float64Array(size).fill(parameters.initialMv);
    this.conductanceEx = new Float64Array(size);
    this.conductanceIn = new Float64Array(size);
    this.refractory = new Int32Array(size);
    this.threshold = parameters.thresholdMv;
    this.reset = parameters.resetMv;
    this.pause = refractorySteps(parameters, dtMs);
    this.membrane = new MembraneStep(parameters, dtMs);
    this.decayEx = Math.exp(-dtMs / parameters.synapticTimeExcitatoryMs);
    this.decayIn = Math.exp(-dtMs / parameters.synapticTimeInhibitoryMs);
    this.halfEx = Math.exp(-dtMs / 2 / parameters.synapticTimeExcitatoryMs);
    this.halfIn = Math.exp(-dtMs / 2 / parameters.synapticTimeInhibitoryMs);
  }

  step(excitatory: Float64Array, inhibitory: Float64Array, fired: Uint32Array): number {
    const { size, v, conductanceEx, conductanceIn, refractory, threshold, reset, pause, membrane } = this;
    const { decayEx, decayIn, halfEx, halfIn } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const ex = conductanceEx[i] as number;
      const inh = conductanceIn[i] as number;
      const waiting = refractory[i] as number;
      let potential = v[i] as number;
      if (waiting > 0) refractory[i] = waiting - 1;
      else potential = membrane.advance(potential, ex, ex * halfEx, ex * decayEx, inh, inh * halfIn, inh * decayIn);
      conductanceEx[i] = ex * decayEx + (excitatory[i] as number);
      conductanceIn[i] = inh * decayIn + (inhibitory[i] as number);
      excitatory[i] = 0;
      inhibitory[i] = 0;
      if (potential >= threshold) {
        fired[count++] = i;
        potential = reset;
        refractory[i] = pause;
      }
      v[i] = potential;
    }
    return count;
  }

  membraneMv(neuron: number): number {
    return this.v[neuron] as number;
  }
}

const model: NeuronModel = {
  dynamics: 'lif-cond-exp',
  weightUnit: 'nS',
  arrivals: 'magnitude',
  create: (size, parameters, dtMs) => new ExponentialConductanceNeurons(size, parameters, dtMs),
};

export default model;
