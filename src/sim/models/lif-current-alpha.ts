// LIF with alpha-shaped synaptic currents that peak at the weight, by exact integration on the grid, step for step as NEST's iaf_psc_alpha.
import { type NeuronModel, refractorySteps } from '../model';
import { constantOnLeak, exponentialOnLeak, rampOnLeak } from '../propagators';

const model: NeuronModel = {
  dynamics: 'lif-current-alpha',
  weightUnit: 'pA',
  arrivals: 'signed',
  create(size, parameters, dtMs) {
    const { leakMv, capacityPf, membraneTimeMs: tau } = parameters;
    const tauEx = parameters.synapticTimeExcitatoryMs;
    const tauIn = parameters.synapticTimeInhibitoryMs;
    // The membrane is kept relative to rest; `rise` is the slope that feeds the current.
    const v = new Float64Array(size).fill(parameters.initialMv - leakMv);
    const currentEx = new Float64Array(size);
    const currentIn = new Float64Array(size);
    const riseEx = new Float64Array(size);
    const riseIn = new Float64Array(size);
    const refractory = new Int32Array(size);
    const threshold = parameters.thresholdMv - leakMv;
    const reset = parameters.resetMv - leakMv;
    const pause = refractorySteps(parameters, dtMs);
    const decay = Math.exp(-dtMs / tau);
    const decayEx = Math.exp(-dtMs / tauEx);
    const decayIn = Math.exp(-dtMs / tauIn);
    const gainEx = exponentialOnLeak(dtMs, tau, tauEx) / capacityPf;
    const gainIn = exponentialOnLeak(dtMs, tau, tauIn) / capacityPf;
    const rampEx = rampOnLeak(dtMs, tau, tauEx) / capacityPf;
    const rampIn = rampOnLeak(dtMs, tau, tauIn) / capacityPf;
    // e/τ makes the current peak at the weight.
    const slopeEx = Math.E / tauEx;
    const slopeIn = Math.E / tauIn;
    const drift = (parameters.constantCurrentPa / capacityPf) * constantOnLeak(dtMs, tau);
    return {
      step(excitatory, inhibitory, fired) {
        let count = 0;
        for (let i = 0; i < size; i++) {
          const ex = currentEx[i] as number;
          const inh = currentIn[i] as number;
          const risingEx = riseEx[i] as number;
          const risingIn = riseIn[i] as number;
          const rest = refractory[i] as number;
          let membrane = v[i] as number;
          if (rest > 0) refractory[i] = rest - 1;
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
      },
      membraneMv: (neuron) => (v[neuron] as number) + leakMv,
    };
  },
};

export default model;
