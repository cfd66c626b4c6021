// LIF with alpha-shaped synaptic conductances that peak at the weight (NEST's iaf_cond_alpha): exact conductances, the membrane by `membraneStep`.
import { membraneStep } from '../conductance';
import { type NeuronModel, refractorySteps } from '../model';

const model: NeuronModel = {
  dynamics: 'lif-cond-alpha',
  weightUnit: 'nS',
  arrivals: 'magnitude',
  create(size, parameters, dtMs) {
    const { thresholdMv, resetMv } = parameters;
    const tauEx = parameters.synapticTimeExcitatoryMs;
    const tauIn = parameters.synapticTimeInhibitoryMs;
    const v = new Float64Array(size).fill(parameters.initialMv);
    const conductanceEx = new Float64Array(size);
    const conductanceIn = new Float64Array(size);
    const riseEx = new Float64Array(size);
    const riseIn = new Float64Array(size);
    const refractory = new Int32Array(size);
    const pause = refractorySteps(parameters, dtMs);
    const advance = membraneStep(parameters, dtMs);
    const half = dtMs / 2;
    const decayEx = Math.exp(-dtMs / tauEx);
    const decayIn = Math.exp(-dtMs / tauIn);
    const halfEx = Math.exp(-half / tauEx);
    const halfIn = Math.exp(-half / tauIn);
    return {
      step(excitatory, inhibitory, fired) {
        let count = 0;
        for (let i = 0; i < size; i++) {
          const ex = conductanceEx[i] as number;
          const inh = conductanceIn[i] as number;
          const risingEx = riseEx[i] as number;
          const risingIn = riseIn[i] as number;
          const exEnd = (ex + risingEx * dtMs) * decayEx;
          const inEnd = (inh + risingIn * dtMs) * decayIn;
          const rest = refractory[i] as number;
          let membrane = v[i] as number;
          if (rest > 0) refractory[i] = rest - 1;
          else {
            const exMiddle = (ex + risingEx * half) * halfEx;
            const inMiddle = (inh + risingIn * half) * halfIn;
            membrane = advance(membrane, ex, exMiddle, exEnd, inh, inMiddle, inEnd);
          }
          conductanceEx[i] = exEnd;
          conductanceIn[i] = inEnd;
          // e/τ makes the conductance peak at the weight.
          riseEx[i] = risingEx * decayEx + ((excitatory[i] as number) * Math.E) / tauEx;
          riseIn[i] = risingIn * decayIn + ((inhibitory[i] as number) * Math.E) / tauIn;
          excitatory[i] = 0;
          inhibitory[i] = 0;
          if (membrane >= thresholdMv) {
            fired[count++] = i;
            membrane = resetMv;
            refractory[i] = pause;
          }
          v[i] = membrane;
        }
        return count;
      },
      membraneMv: (neuron) => v[neuron] as number,
    };
  },
};

export default model;
