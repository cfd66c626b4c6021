// LIF with alpha-shaped synaptic conductances that peak at the weight (NEST's iaf_cond_alpha): exact conductances, the membrane by `MembraneStep`.
import { MembraneStep } from '../conductance';
import { type MembraneParameters, type NeuronModel, type Neurons, refractorySteps } from '../model';

/** A `rise` is the slope that feeds a conductance. */
class AlphaConductanceNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly conductanceEx: Float64Array;
  private readonly conductanceIn: Float64Array;
  private readonly riseEx: Float64Array;
  private readonly riseIn: Float64Array;
  private readonly refractory: Int32Array;
  private readonly threshold: number;
  private readonly reset: number;
  private readonly pause: number;
  private readonly membrane: MembraneStep;
  private readonly decayEx: number;
  private readonly decayIn: number;
  private readonly halfEx: number;
  private readonly halfIn: number;
  private readonly slopeEx: number;
  private readonly slopeIn: number;

  constructor(
    private readonly size: number,
    parameters: MembraneParameters,
    private readonly dtMs: number,
  ) {
    const { synapticTimeExcitatoryMs: tauEx, synapticTimeInhibitoryMs: tauIn } = parameters;
    this.v = new Float64Array(size).fill(parameters.initialMv);
    this.conductanceEx = new Float64Array(size);
    this.conductanceIn = new Float64Array(size);
    this.riseEx = new Float64Array(size);
    this.riseIn = new Float64Array(size);
    this.refractory = new Int32Array(size);
    this.threshold = parameters.thresholdMv;
    this.reset = parameters.resetMv;
    this.pause = refractorySteps(parameters, dtMs);
    this.membrane = new MembraneStep(parameters, dtMs);
    this.decayEx = Math.exp(-dtMs / tauEx);
    this.decayIn = Math.exp(-dtMs / tauIn);
    this.halfEx = Math.exp(-dtMs / 2 / tauEx);
    this.halfIn = Math.exp(-dtMs / 2 / tauIn);
    // e/τ makes the conductance peak at the weight.
    this.slopeEx = Math.E / tauEx;
    this.slopeIn = Math.E / tauIn;
  }

  step(excitatory: Float64Array, inhibitory: Float64Array, fired: Uint32Array): number {
    const { size, dtMs, v, conductanceEx, conductanceIn, riseEx, riseIn, refractory, threshold, reset, pause } = this;
    const { membrane, decayEx, decayIn, halfEx, halfIn, slopeEx, slopeIn } = this;
    const half = dtMs / 2;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const ex = conductanceEx[i] as number;
      const inh = conductanceIn[i] as number;
      const risingEx = riseEx[i] as number;
      const risingIn = riseIn[i] as number;
      const exEnd = (ex + risingEx * dtMs) * decayEx;
      const inEnd = (inh + risingIn * dtMs) * decayIn;
      const waiting = refractory[i] as number;
      let potential = v[i] as number;
      if (waiting > 0) refractory[i] = waiting - 1;
      else {
        const exMiddle = (ex + risingEx * half) * halfEx;
        const inMiddle = (inh + risingIn * half) * halfIn;
        potential = membrane.advance(potential, ex, exMiddle, exEnd, inh, inMiddle, inEnd);
      }
      conductanceEx[i] = exEnd;
      conductanceIn[i] = inEnd;
      riseEx[i] = risingEx * decayEx + (excitatory[i] as number) * slopeEx;
      riseIn[i] = risingIn * decayIn + (inhibitory[i] as number) * slopeIn;
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
  dynamics: 'lif-cond-alpha',
  weightUnit: 'nS',
  arrivals: 'magnitude',
  create: (size, parameters, dtMs) => new AlphaConductanceNeurons(size, parameters, dtMs),
};

export default model;
