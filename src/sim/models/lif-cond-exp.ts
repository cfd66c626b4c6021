// LIF with exponentially decaying synaptic conductances (NEST's iaf_cond_exp, PyNN's IF_cond_exp): exact conductances, the membrane by `MembraneStep`.
import { Coefficients } from '../coefficients';
import { MembraneStep } from '../conductance';
import { conductancePorts, type MembraneParameters, readMembrane } from '../lif';
import {
  type KernelCall,
  type KernelMemory,
  type NeuronModel,
  type Neurons,
  type Reals,
  type Receiver,
  refractorySteps,
  spread,
  type Variable,
} from '../model';

class ExponentialConductanceNeurons implements Neurons {
  private v: Reals;
  private conductanceEx: Reals;
  private conductanceIn: Reals;
  private refractory: Int32Array;
  private readonly stride: number;
  private readonly threshold: Float64Array;
  private readonly reset: Float64Array;
  private readonly pause: Float64Array;
  private readonly membrane: MembraneStep;
  private readonly decayEx: Float64Array;
  private readonly decayIn: Float64Array;
  private readonly halfEx: Float64Array;
  private readonly halfIn: Float64Array;

  constructor(
    private readonly size: number,
    parameters: MembraneParameters,
    dtMs: number,
  ) {
    const { thresholdMv, resetMv, refractoryMs } = parameters;
    const { synapticTimeExcitatoryMs: tauEx, synapticTimeInhibitoryMs: tauIn } = parameters;
    this.v = spread(parameters.initialMv, size);
    this.conductanceEx = new Float64Array(size);
    this.conductanceIn = new Float64Array(size);
    this.refractory = new Int32Array(size);
    this.membrane = new MembraneStep(size, parameters, dtMs);
    const coefficients = new Coefficients(size, [thresholdMv, resetMv, refractoryMs, tauEx, tauIn]);
    this.stride = coefficients.stride;
    this.threshold = coefficients.table((at) => at(thresholdMv));
    this.reset = coefficients.table((at) => at(resetMv));
    this.pause = coefficients.table((at) => refractorySteps(at(refractoryMs), dtMs));
    this.decayEx = coefficients.table((at) => Math.exp(-dtMs / at(tauEx)));
    this.decayIn = coefficients.table((at) => Math.exp(-dtMs / at(tauIn)));
    this.halfEx = coefficients.table((at) => Math.exp(-dtMs / 2 / at(tauEx)));
    this.halfIn = coefficients.table((at) => Math.exp(-dtMs / 2 / at(tauIn)));
  }

  inject(currentPa: Float64Array): void {
    this.membrane.inject(currentPa);
  }

  get receivers(): readonly Receiver[] {
    return [
      { into: this.conductanceEx, gain: 1 },
      { into: this.conductanceIn, gain: 1 },
    ];
  }

  step(_arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, stride, v, conductanceEx, conductanceIn, refractory, threshold, reset, pause, membrane } = this;
    const { decayEx, decayIn, halfEx, halfIn } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const k = i * stride;
      const ex = conductanceEx[i] as number;
      const inh = conductanceIn[i] as number;
      const exEnd = ex * (decayEx[k] as number);
      const inEnd = inh * (decayIn[k] as number);
      conductanceEx[i] = exEnd;
      conductanceIn[i] = inEnd;
      const waiting = refractory[i] as number;
      if (waiting > 0) {
        refractory[i] = waiting - 1;
        continue;
      }
      const exMiddle = ex * (halfEx[k] as number);
      const inMiddle = inh * (halfIn[k] as number);
      const potential = membrane.advance(i, v[i] as number, ex, exMiddle, exEnd, inh, inMiddle, inEnd);
      if (potential >= (threshold[k] as number)) {
        fired[count++] = i;
        v[i] = reset[k] as number;
        refractory[i] = pause[k] as number;
      } else v[i] = potential;
    }
    return count;
  }

  accelerate(memory: KernelMemory): KernelCall {
    this.v = memory.state(this.v, -Infinity);
    this.refractory = memory.counters(this.refractory);
    this.conductanceEx = memory.state(this.conductanceEx);
    this.conductanceIn = memory.state(this.conductanceIn);
    const membrane = this.membrane.accelerate(memory);
    const { v, refractory, threshold, reset, pause, conductanceEx, conductanceIn, decayEx, decayIn, halfEx, halfIn } =
      this;
    const synapses = [conductanceEx, conductanceIn, decayEx, decayIn, halfEx, halfIn];
    const arrays = [v, refractory, threshold, reset, pause, ...membrane, ...synapses];
    return { kernel: 'conductanceExp', mixed: this.stride === 1 || this.membrane.mixed, arrays };
  }

  valueOf(variable: number, neuron: number): number {
    return (variable === 0 ? this.v : variable === 1 ? this.conductanceEx : this.conductanceIn)[neuron] as number;
  }
}

const variables: readonly Variable[] = [
  { name: 'v', unit: 'mV' },
  { name: 'g_ex', unit: 'nS' },
  { name: 'g_in', unit: 'nS' },
];

const model: NeuronModel<MembraneParameters> = {
  dynamics: 'lif-cond-exp',
  read: readMembrane,
  ports: () => conductancePorts,
  variables: () => variables,
  create: (size, parameters, dtMs) => new ExponentialConductanceNeurons(size, parameters, dtMs),
};

export default model;
