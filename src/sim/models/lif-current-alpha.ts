// LIF with alpha-shaped synaptic currents that peak at the weight, by exact integration on the grid, step for step as NEST's iaf_psc_alpha.
import { type MembraneParameters, type NeuronModel, type Neurons, refractorySteps } from '../model';
import { constantOnLeak, exponentialOnLeak, rampOnLeak } from '../propagators';

/** Potentials are relative to rest; a `rise` is the slope that feeds a current. */
class AlphaCurrentNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly currentEx: Float64Array;
  private readonly currentIn: Float64Array;
  private readonly riseEx: Float64Array;
  private readonly riseIn: Float64Array;
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
  private readonly rampEx: number;
  private readonly rampIn: number;
  private readonly slopeEx: number;
  private readonly slopeIn: number;
  private readonly drift: number;

  constructor(
    private readonly size: number,
    parameters: MembraneParameters,
    private readonly dtMs: number,
  ) {
    const { leakMv, capacityPf, membraneTimeMs: tau } = parameters;
    const { synapticTimeExcitatoryMs: tauEx, synapticTimeInhibitoryMs: tauIn } = parameters;
    this.v = new Float64Array(size).fill(parameters.initialMv - leakMv);
    this.currentEx = new Float64Array(size);
    this.currentIn = new Float64Array(size);
    this.riseEx = new Float64Array(size);
    this.riseIn = new Float64Array(size);
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
    this.rampEx = rampOnLeak(dtMs, tau, tauEx) / capacityPf;
    this.rampIn = rampOnLeak(dtMs, tau, tauIn) / capacityPf;
    // e/τ makes the current peak at the weight.
    this.slopeEx = Math.E / tauEx;
    this.slopeIn = Math.E / tauIn;
    this.drift = (parameters.constantCurrentPa / capacityPf) * constantOnLeak(dtMs, tau);
  }

  step(excitatory: Float64Array, inhibitory: Float64Array, fired: Uint32Array): number {
    const { size, dtMs, v, currentEx, currentIn, riseEx, riseIn, refractory, threshold, reset, pause } = this;
    const { decay, decayEx, decayIn, gainEx, gainIn, rampEx, rampIn, slopeEx, slopeIn, drift } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const ex = currentEx[i] as number;
      const inh = currentIn[i] as number;
      const risingEx = riseEx[i] as number;
      const risingIn = riseIn[i] as number;
      const waiting = refractory[i] as number;
      let membrane = v[i] as number;
      if (waiting > 0) refractory[i] = waiting - 1;
      else membrane = membrane * decay + ex * gainEx + risingEx * rampEx + inh * gainIn + risingIn * rampIn + drift;
      currentEx[i] = (ex + risingEx * dtMs) * decayEx;
      currentIn[i] = (inh + risingIn * dtMs) * decayIn;
      riseEx[i] = risingEx * decayEx + (excitatory[i] as number) * slopeEx;
      riseIn[i] = risingIn * decayIn + (inhibitory[i] as number) * slopeIn;
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
  dynamics: 'lif-current-alpha',
  weightUnit: 'pA',
  arrivals: 'signed',
  create: (size, parameters, dtMs) => new AlphaCurrentNeurons(size, parameters, dtMs),
};

export default model;
