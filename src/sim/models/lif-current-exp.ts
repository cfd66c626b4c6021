// LIF with exponentially decaying synaptic currents, by exact integration on the grid, step for step as NEST's iaf_psc_exp.
import { type NeuronModel, refractorySteps } from '../model';
import { constantOnLeak, exponentialOnLeak } from '../propagators';

const model: NeuronModel = {
  dynamics: 'lif-current-exp',
  weightUnit: 'pA',
  arrivals: 'signed',
  create(size, parameters, dtMs) {
    const { leakMv, capacityPf, membraneTimeMs: tau } = parameters;
    const tauEx = parameters.synapticTimeExcitatoryMs;
    const tauIn = parameters.synapticTimeInhibitoryMs;
    // The membrane is kept relative to rest.
    const v = new Float64Array(size).fill(parameters.initialMv - leakMv);
    const currentEx = new Float64Array(size);
    const currentIn = new Float64Array(size);
    const refractory = new Int32Array(size);
    const threshold = parameters.thresholdMv - leakMv;
    const reset = parameters.resetMv - leakMv;
    const pause = refractorySteps(parameters, dtMs);
    const decay = Math.exp(-dtMs / tau);
    const decayEx = Math.exp(-dtMs / tauEx);
    const decayIn = Math.exp(-dtMs / tauIn);
    const gainEx = exponentialOnLeak(dtMs, tau, tauEx) / capacityPf;
    const gainIn = exponentialOnLeak(dtMs, tau, tauIn) / capacityPf;
    const drift = (parameters.constantCurrentPa / capacityPf) * constantOnLeak(dtMs, tau);
    return {
      step(excitatory, inhibitory, fired) {
        let count = 0;
        for (let i = 0; i < size; i++) {
          const ex = currentEx[i] as number;
          const inh = currentIn[i] as number;
          const rest = refractory[i] as number;
          let membrane = v[i] as number;
          if (rest > 0) refractory[i] = rest - 1;
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
      },
      membraneMv: (neuron) => (v[neuron] as number) + leakMv,
    };
  },
};

export default model;
