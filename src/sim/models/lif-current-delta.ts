// LIF whose membrane jumps by the weight at each event, by exact integration; as NEST's iaf_psc_delta, events in the refractory time are lost.
import { Coefficients } from '../coefficients';
import { deltaPorts, type MembraneParameters, readMembrane } from '../lif';
import {
  type KernelCall,
  type KernelMemory,
  membraneOnly,
  type NeuronModel,
  type Neurons,
  type Reals,
  refractorySteps,
  spread,
  valueAt,
} from '../model';
import { constantOnLeak } from '../propagators';

/** Potentials are relative to rest. */
class DeltaNeurons implements Neurons {
  private v: Reals;
  private refractory: Int32Array;
  private readonly stride: number;
  private readonly threshold: Float64Array;
  private readonly reset: Float64Array;
  private readonly pause: Float64Array;
  private readonly decay: Float64Array;
  private drift: Reals;

  constructor(
    private readonly size: number,
    private readonly parameters: MembraneParameters,
    private readonly dtMs: number,
  ) {
    const { leakMv, resetMv, thresholdMv, membraneTimeMs, refractoryMs, initialMv } = parameters;
    this.v = spread(initialMv, size).map((value, i) => value - valueAt(leakMv, i));
    this.refractory = new Int32Array(size);
    this.drift = new Float64Array(size);
    const coefficients = new Coefficients(size, [leakMv, resetMv, thresholdMv, membraneTimeMs, refractoryMs]);
    this.stride = coefficients.stride;
    this.threshold = coefficients.table((at) => at(thresholdMv) - at(leakMv));
    this.reset = coefficients.table((at) => at(resetMv) - at(leakMv));
    this.pause = coefficients.table((at) => refractorySteps(at(refractoryMs), dtMs));
    this.decay = coefficients.table((at) => Math.exp(-dtMs / at(membraneTimeMs)));
    this.inject(new Float64Array(size));
  }

  inject(currentPa: Float64Array): void {
    const { parameters, dtMs, drift } = this;
    for (let i = 0; i < this.size; i++) {
      const current = valueAt(parameters.constantCurrentPa, i) + (currentPa[i] as number);
      const time = valueAt(parameters.membraneTimeMs, i);
      drift[i] = (current / valueAt(parameters.capacityPf, i)) * constantOnLeak(dtMs, time);
    }
  }

  step([arriving]: readonly [Float64Array], fired: Uint32Array): number {
    const { size, stride, v, refractory, threshold, reset, pause, decay, drift } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const k = i * stride;
      const arrived = arriving[i] as number;
      arriving[i] = 0;
      const waiting = refractory[i] as number;
      if (waiting > 0) {
        refractory[i] = waiting - 1;
        continue;
      }
      const membrane = (v[i] as number) * (decay[k] as number) + (drift[i] as number) + arrived;
      if (membrane >= (threshold[k] as number)) {
        fired[count++] = i;
        v[i] = reset[k] as number;
        refractory[i] = pause[k] as number;
      } else v[i] = membrane;
    }
    return count;
  }

  accelerate(memory: KernelMemory): KernelCall {
    this.v = memory.state(this.v, -Infinity);
    this.refractory = memory.counters(this.refractory);
    this.drift = memory.state(this.drift);
    const { v, refractory, threshold, reset, pause, drift, decay, stride } = this;
    const arrays = [v, refractory, threshold, reset, pause, drift, decay];
    return { kernel: 'currentDelta', mixed: stride === 1, arrays };
  }

  valueOf(_variable: number, neuron: number): number {
    return (this.v[neuron] as number) + valueAt(this.parameters.leakMv, neuron);
  }
}

const model: NeuronModel<MembraneParameters> = {
  dynamics: 'lif-current-delta',
  read: (given) => readMembrane(given, false),
  ports: () => deltaPorts,
  variables: () => membraneOnly,
  create: (size, parameters, dtMs) => new DeltaNeurons(size, parameters, dtMs),
};

export default model;
