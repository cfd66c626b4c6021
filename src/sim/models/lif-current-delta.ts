// LIF whose membrane jumps by the weight at each event, by exact integration; as NEST's iaf_psc_delta, events in the refractory time are lost.
import { type MembraneParameters, type NeuronModel, type Neurons, refractorySteps } from '../model';
import { constantOnLeak } from '../propagators';

/** Potentials are relative to rest. */
class DeltaNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly refractory: Int32Array;
  private readonly threshold: number;
  private readonly reset: number;
  private readonly rest: number;
  private readonly pause: number;
  private readonly decay: number;
  private readonly drift: number;

  constructor(
    private readonly size: number,
    parameters: MembraneParameters,
    dtMs: number,
  ) {
    const { leakMv, capacityPf, membraneTimeMs } = parameters;
    this.v = new Float64Array(size).fill(parameters.initialMv - leakMv);
    this.refractory = new Int32Array(size);
    this.threshold = parameters.thresholdMv - leakMv;
    this.reset = parameters.resetMv - leakMv;
    this.rest = leakMv;
    this.pause = refractorySteps(parameters, dtMs);
    this.decay = Math.exp(-dtMs / membraneTimeMs);
    this.drift = (parameters.constantCurrentPa / capacityPf) * constantOnLeak(dtMs, membraneTimeMs);
  }

  step(excitatory: Float64Array, _inhibitory: Float64Array, fired: Uint32Array): number {
    const { size, v, refractory, threshold, reset, pause, decay, drift } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const waiting = refractory[i] as number;
      let membrane = v[i] as number;
      if (waiting > 0) refractory[i] = waiting - 1;
      else membrane = membrane * decay + drift + (excitatory[i] as number);
      excitatory[i] = 0;
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
  dynamics: 'lif-current-delta',
  weightUnit: 'mV',
  arrivals: 'sum',
  create: (size, parameters, dtMs) => new DeltaNeurons(size, parameters, dtMs),
};

export default model;
