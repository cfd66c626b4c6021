// LIF with exponentially decaying synaptic conductances (NEST's iaf_cond_exp, PyNN's IF_cond_exp): exact conductances, the membrane by `membraneStep`.
import { membraneStep } from '../conductance';
import { type NeuronModel, refractorySteps } from '../model';

const model: NeuronModel = {
  dynamics: 'lif-cond-exp',
  weightUnit: 'nS',
  arrivals: 'magnitude',
  create(size, parameters, dtMs) {
    const { thresholdMv, resetMv } = parameters;
    const v = new Float64Array(size).fill(parameters.initialMv);
    const conductanceEx = new Float64Array(size);
    const conductanceIn = new Float64Array(size);
    const refractory = new Int32Array(size);
    const pause = refractorySteps(parameters, dtMs);
    const advance = membraneStep(parameters, dtMs);
    const decayEx = Math.exp(-dtMs / parameters.synapticTimeExcitatoryMs);
    const decayIn = Math.exp(-dtMs / parameters.synapticTimeInhibitoryMs);
    const halfEx = Math.exp(-dtMs / 2 / parameters.synapticTimeExcitatoryMs);
    const halfIn = Math.exp(-dtMs / 2 / parameters.synapticTimeInhibitoryMs);
    return {
      step(excitatory, inhibitory, fired) {
        let count = 0;
        for (let i = 0; i < size; i++) {
          const ex = conductanceEx[i] as number;
          const inh = conductanceIn[i] as number;
          const rest = refractory[i] as number;
          let membrane = v[i] as number;
          if (rest > 0) refractory[i] = rest - 1;
          else membrane = advance(membrane, ex, ex * halfEx, ex * decayEx, inh, inh * halfIn, inh * decayIn);
          conductanceEx[i] = ex * decayEx + (excitatory[i] as number);
          conductanceIn[i] = inh * decayIn + (inhibitory[i] as number);
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
