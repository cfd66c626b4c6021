// LIF whose membrane jumps by the weight at each event, by exact integration; as NEST's iaf_psc_delta, events in the refractory time are lost.
import { type NeuronModel, refractorySteps } from '../model';
import { constantOnLeak } from '../propagators';

const model: NeuronModel = {
  dynamics: 'lif-current-delta',
  weightUnit: 'mV',
  arrivals: 'sum',
  create(size, parameters, dtMs) {
    const { leakMv, capacityPf, membraneTimeMs } = parameters;
    // The membrane is kept relative to rest.
    const v = new Float64Array(size).fill(parameters.initialMv - leakMv);
    const refractory = new Int32Array(size);
    const threshold = parameters.thresholdMv - leakMv;
    const reset = parameters.resetMv - leakMv;
    const pause = refractorySteps(parameters, dtMs);
    const decay = Math.exp(-dtMs / membraneTimeMs);
    const drift = (parameters.constantCurrentPa / capacityPf) * constantOnLeak(dtMs, membraneTimeMs);
    return {
      step(excitatory, _inhibitory, fired) {
        let count = 0;
        for (let i = 0; i < size; i++) {
          const rest = refractory[i] as number;
          let membrane = v[i] as number;
          if (rest > 0) refractory[i] = rest - 1;
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
      },
      membraneMv: (neuron) => (v[neuron] as number) + leakMv,
    };
  },
};

export default model;
