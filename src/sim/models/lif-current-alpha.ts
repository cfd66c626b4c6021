// LIF with alpha-shaped synaptic currents that peak at the weight, by exact integration on the grid, step for step as NEST's iaf_psc_alpha.
import { Coefficients } from '../coefficients';
import { currentPorts, type MembraneParameters, readMembrane } from '../lif';
import {
  type KernelCall,
  type KernelMemory,
  type NeuronModel,
  type Neurons,
  type Reals,
  type Receiver,
  refractorySteps,
  spread,
  valueAt,
  type Variable,
} from '../model';
import { constantOnLeak, exponentialOnLeak, rampOnLeak } from '../propagators';

/** Potentials are relative to rest; a `rise` is the slope that feeds a current. */
class AlphaCurrentNeurons implements Neurons {
  private v: Reals;
  private currentEx: Reals;
  private currentIn: Reals;
  private riseEx: Reals;
  private riseIn: Reals;
  private refractory: Int32Array;
  private readonly stride: number;
  private readonly threshold: Float64Array;
  private readonly reset: Float64Array;
  private readonly pause: Float64Array;
  private readonly decay: Float64Array;
  private readonly decayEx: Float64Array;
  private readonly decayIn: Float64Array;
  private readonly gainEx: Float64Array;
  private readonly gainIn: Float64Array;
  private readonly rampEx: Float64Array;
  private readonly rampIn: Float64Array;
  private readonly slopeEx: Float64Array;
  private readonly slopeIn: Float64Array;
  private drift: Reals;

  constructor(
    private readonly size: number,
    private readonly parameters: MembraneParameters,
    private readonly dtMs: number,
  ) {
    const { leakMv, resetMv, thresholdMv, initialMv, refractoryMs, capacityPf, membraneTimeMs: tau } = parameters;
    const { synapticTimeExcitatoryMs: tauEx, synapticTimeInhibitoryMs: tauIn } = parameters;
    this.v = spread(initialMv, size).map((value, i) => value - valueAt(leakMv, i));
    this.currentEx = new Float64Array(size);
    this.currentIn = new Float64Array(size);
    this.riseEx = new Float64Array(size);
    this.riseIn = new Float64Array(size);
    this.refractory = new Int32Array(size);
    this.drift = new Float64Array(size);
    const all = [leakMv, resetMv, thresholdMv, refractoryMs, capacityPf, tau, tauEx, tauIn];
    const coefficients = new Coefficients(size, all);
    this.stride = coefficients.stride;
    this.threshold = coefficients.table((at) => at(thresholdMv) - at(leakMv));
    this.reset = coefficients.table((at) => at(resetMv) - at(leakMv));
    this.pause = coefficients.table((at) => refractorySteps(at(refractoryMs), dtMs));
    this.decay = coefficients.table((at) => Math.exp(-dtMs / at(tau)));
    this.decayEx = coefficients.table((at) => Math.exp(-dtMs / at(tauEx)));
    this.decayIn = coefficients.table((at) => Math.exp(-dtMs / at(tauIn)));
    this.gainEx = coefficients.table((at) => exponentialOnLeak(dtMs, at(tau), at(tauEx)) / at(capacityPf));
    this.gainIn = coefficients.table((at) => exponentialOnLeak(dtMs, at(tau), at(tauIn)) / at(capacityPf));
    this.rampEx = coefficients.table((at) => rampOnLeak(dtMs, at(tau), at(tauEx)) / at(capacityPf));
    this.rampIn = coefficients.table((at) => rampOnLeak(dtMs, at(tau), at(tauIn)) / at(capacityPf));
    // e/τ makes the current peak at the weight.
    this.slopeEx = coefficients.table((at) => Math.E / at(tauEx));
    this.slopeIn = coefficients.table((at) => Math.E / at(tauIn));
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

  /** Each neuron of a mixed group has its own slope, so that events have to arrive apart. */
  get receivers(): readonly Receiver[] | undefined {
    if (this.stride === 1) return undefined;
    return [
      { into: this.riseEx, gain: this.slopeEx[0] as number },
      { into: this.riseIn, gain: this.slopeIn[0] as number },
    ];
  }

  step([excitatory, inhibitory]: readonly Float64Array[], fired: Uint32Array): number {
    const { size, stride, dtMs, v, currentEx, currentIn, riseEx, riseIn, refractory, threshold, reset, pause } = this;
    const { decay, decayEx, decayIn, gainEx, gainIn, rampEx, rampIn, slopeEx, slopeIn, drift } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const k = i * stride;
      const ex = currentEx[i] as number;
      const inh = currentIn[i] as number;
      const risingEx = riseEx[i] as number;
      const risingIn = riseIn[i] as number;
      currentEx[i] = (ex + risingEx * dtMs) * (decayEx[k] as number);
      currentIn[i] = (inh + risingIn * dtMs) * (decayIn[k] as number);
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
      const membrane =
        (v[i] as number) * (decay[k] as number) +
        ex * (gainEx[k] as number) +
        risingEx * (rampEx[k] as number) +
        inh * (gainIn[k] as number) +
        risingIn * (rampIn[k] as number) +
        (drift[i] as number);
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
    this.currentEx = memory.state(this.currentEx);
    this.currentIn = memory.state(this.currentIn);
    this.riseEx = memory.state(this.riseEx);
    this.riseIn = memory.state(this.riseIn);
    const { v, refractory, threshold, reset, pause, drift, currentEx, currentIn, riseEx, riseIn } = this;
    const { decay, decayEx, decayIn, gainEx, gainIn, rampEx, rampIn, slopeEx, slopeIn } = this;
    const coefficients = [decay, decayEx, decayIn, gainEx, gainIn, rampEx, rampIn, slopeEx, slopeIn];
    const arrays = [
      v,
      refractory,
      threshold,
      reset,
      pause,
      drift,
      currentEx,
      currentIn,
      riseEx,
      riseIn,
      ...coefficients,
    ];
    return { kernel: 'currentAlpha', mixed: this.stride === 1, arrays };
  }

  valueOf(variable: number, neuron: number): number {
    if (variable === 0) return (this.v[neuron] as number) + valueAt(this.parameters.leakMv, neuron);
    return (variable === 1 ? this.currentEx : this.currentIn)[neuron] as number;
  }
}

const variables: readonly Variable[] = [
  { name: 'v', unit: 'mV' },
  { name: 'I_syn_ex', unit: 'pA' },
  { name: 'I_syn_in', unit: 'pA' },
];

const model: NeuronModel<MembraneParameters> = {
  dynamics: 'lif-current-alpha',
  read: readMembrane,
  ports: () => currentPorts,
  variables: () => variables,
  create: (size, parameters, dtMs) => new AlphaCurrentNeurons(size, parameters, dtMs),
};

export default model;
