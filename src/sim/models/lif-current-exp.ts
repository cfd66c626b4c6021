// LIF with exponentially decaying synaptic currents, by exact integration on the grid, step for step as NEST's iaf_psc_exp.
import { type MembraneParameters, type NeuronModel, type Neurons, refractorySteps } from '../model';
import { constantOnLeak, exponentialOnLeak } from '../propagators';

/** Potentials are relative to rest. */
class ExponentialCurrentNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly currentEx: Float64Array;
  private readonly currentIn: Float64Array;
  private readonly refractory: Int32Array;
  private readonly threshold: number;
  private readonly reset: number;
  private readonly rest: number;
  private readonly pause: number;
  private readonly decay: number;
  private readonly decayEx: number;
  private readonly decayIn: number;
  private readonly gainEx: number;
  private readonly gainIn: number;
  private readonly drift: number;

  constructor(
    private readonly size: number,
    parameters: MembraneParameters,
    dtMs: number,
  ) {
    const { leakMv, capacityPf, membraneTimeMs: tau } = parameters;
    const { synapticTimeExcitatoryMs: tauEx, synapticTimeInhibitoryMs: tauIn } = parameters;
    this.v = new Float64Array(size).fill(parameters.initialMv - leakMv);
    this.currentEx = new Float64Array(size);
    this.currentIn = new Float64Array(size);
    this.refractory = new Int32Array(size);
    this.threshold = parameters.thresholdMv - leakMv;
    this.reset = parameters.resetMv - leakMv;
    this.rest = leakMv;
    this.pause = refractorySteps(parameters, dtMs);
    this.decay = Math.exp(-dtMs / tau);
    this.decayEx = Math.exp(-dtMs / tauEx);
    this.decayIn = Math.exp(-dtMs / tauIn);
    this.gainEx = exponentialOnLeak(dtMs, tau, tauEx) / capacityPf;
    this.gainIn = exponentialOnLeak(dtMs, tau, tauIn) / capacityPf;
    this.drift = (parameters.constantCurrentPa / capacityPf) * constantOnLeak(dtMs, tau);
  }

  step(excitatory: Float64Array, inhibitory: Float64Array, fired: Uint32Array): number {
    const { size, v, currentEx, currentIn, refractory, threshold, reset, pause } = this;
    const { decay, decayEx, decayIn, gainEx, gainIn, drift } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const ex = currentEx[i] as number;
      const inh = currentIn[i] as number;
      const waiting = refractory[i] as number;
      let membrane = v[i] as number;
      if (waiting > 0) refractory[i] = waiting - 1;
      else membrane = membrane * decay + ex * gainEx + inh * gainIn + drift;
      currentEx[i] = ex * decayEx + (excitatory[i] as number);
      currentIn[i] = inh * decayIn + (inhibitory[i] as number);
      excitatory[i] = 0;
      inhibitory[i] = 0;
      if (membrane >= threshold) {
        fired[count++] = i;
        membrane = reset;
        refractory[i] = pause;
      }
      v[i] = membrane;
    }
    return count;
  }

  membraneMv(neuron: number): number {
    return (this.v[neuron] as number) + this.rest;
  }
}

const model: NeuronModel = {
  dynamics: 'lif-current-exp',
  weightUnit: 'pA',
  arrivals: 'signed',
  create: (size, parameters, dtMs) => new ExponentialCurrentNeurons(size, parameters, dtMs),
};

export default model;
