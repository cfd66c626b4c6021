// LIF with alpha-shaped synaptic conductances that peak at the weight (NEST's iaf_cond_alpha): exact conductances, the membrane by `MembraneStep`.
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

/** A `rise` is the slope that feeds a conductance. */
class AlphaConductanceNeurons implements Neurons {
  private v: Reals;
  private conductanceEx: Reals;
  private conductanceIn: Reals;
  private riseEx: Reals;
  private riseIn: Reals;
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
  private readonly slopeEx: Float64Array;
  private readonly slopeIn: Float64Array;

  constructor(
    private readonly size: number,
    parameters: MembraneParameters,
    private readonly dtMs: number,
  ) {
    const { thresholdMv, resetMv, refractoryMs } = parameters;
    const { synapticTimeExcitatoryMs: tauEx, synapticTimeInhibitoryMs: tauIn } = parameters;
    this.v = spread(parameters.initialMv, size);
    this.conductanceEx = new Float64Array(size);
    this.conductanceIn = new Float64Array(size);
    this.riseEx = new Float64Array(size);
    this.riseIn = new Float64Array(size);
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
    // e/τ makes the conductance peak at the weight.
    this.slopeEx = coefficients.table((at) => Math.E / at(tauEx));
    this.slopeIn = coefficients.table((at) => Math.E / at(tauIn));
  }

  inject(currentPa: Float64Array): void {
    this.membrane.inject(currentPa);
  }

  /** Each neuron of a mixed group has its own slope, so that events have to arrive apart. */
  get receivers(): readonly Receiver[] | undefined {
    if (this.mixed) return undefined;
    return [
      { into: this.riseEx, gain: this.slopeEx[0] as number },
      { into: this.riseIn, gain: this.slopeIn[0] as number },
    ];
  }

  private get mixed(): boolean {
    return this.stride === 1 || this.membrane.mixed;
  }

  step([excitatory, inhibitory]: readonly Float64Array[], fired: Uint32Array): number {
    const { size, stride, dtMs, v, conductanceEx, conductanceIn, riseEx, riseIn, refractory, threshold, reset, pause } =
      this;
    const { membrane, decayEx, decayIn, halfEx, halfIn, slopeEx, slopeIn } = this;
    const half = dtMs / 2;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const k = i * stride;
      const ex = conductanceEx[i] as number;
      const inh = conductanceIn[i] as number;
      const risingEx = riseEx[i] as number;
      const risingIn = riseIn[i] as number;
      const exEnd = (ex + risingEx * dtMs) * (decayEx[k] as number);
      const inEnd = (inh + risingIn * dtMs) * (decayIn[k] as number);
      conductanceEx[i] = exEnd;
      conductanceIn[i] = inEnd;
      riseEx[i] = risingEx * (decayEx[k] as number);
      riseIn[i] = risingIn * (decayIn[k] as number);
      if (excitatory && inhibitory) {
        riseEx[i] = (riseEx[i] as number) + (excitatory[i] as number) * (slopeEx[k] as number);
        riseIn[i] = (riseIn[i] as number) + (inhibitory[i] as number) * (slopeIn[k] as number);
        excitatory[i] = 0;
        inhibitory[i] = 0;
      }
      const waiting = refractory[i] as number;
      if (waiting > 0) {
        refractory[i] = waiting - 1;
        continue;
      }
      const exMiddle = (ex + risingEx * half) * (halfEx[k] as number);
      const inMiddle = (inh + risingIn * half) * (halfIn[k] as number);
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
    this.riseEx = memory.state(this.riseEx);
    this.riseIn = memory.state(this.riseIn);
    const membrane = this.membrane.accelerate(memory);
    const {
      v,
      refractory,
      threshold,
      reset,
      pause,
      conductanceEx,
      conductanceIn,
      decayEx,
      decayIn,
      halfEx,
      halfIn,
      riseEx,
      riseIn,
      slopeEx,
      slopeIn,
    } = this;
    const synapses = [conductanceEx, conductanceIn, decayEx, decayIn, halfEx, halfIn, riseEx, riseIn, slopeEx, slopeIn];
    const arrays = [v, refractory, threshold, reset, pause, ...membrane, ...synapses];
    return { kernel: 'conductanceAlpha', mixed: this.mixed, arrays };
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
  dynamics: 'lif-cond-alpha',
  read: readMembrane,
  ports: () => conductancePorts,
  variables: () => variables,
  create: (size, parameters, dtMs) => new AlphaConductanceNeurons(size, parameters, dtMs),
};

export default model;
