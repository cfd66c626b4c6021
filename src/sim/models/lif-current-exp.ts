// LIF with exponentially decaying synaptic currents, by exact integration on the grid, step for step as NEST's iaf_psc_exp.
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
import { constantOnLeak, exponentialOnLeak } from '../propagators';

/** Potentials are relative to rest. */
class ExponentialCurrentNeurons implements Neurons {
  private v: Reals;
  private currentEx: Reals;
  private currentIn: Reals;
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

  get receivers(): readonly Receiver[] {
    return [
      { into: this.currentEx, gain: 1 },
      { into: this.currentIn, gain: 1 },
    ];
  }

  step(_arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, stride, v, currentEx, currentIn, refractory, threshold, reset, pause } = this;
    const { decay, decayEx, decayIn, gainEx, gainIn, drift } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const k = i * stride;
      const ex = currentEx[i] as number;
      const inh = currentIn[i] as number;
      currentEx[i] = ex * (decayEx[k] as number);
      currentIn[i] = inh * (decayIn[k] as number);
      const waiting = refractory[i] as number;
      if (waiting > 0) {
        refractory[i] = waiting - 1;
        continue;
      }
      const membrane =
        (v[i] as number) * (decay[k] as number) +
        ex * (gainEx[k] as number) +
        inh * (gainIn[k] as number) +
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
    const { v, refractory, threshold, reset, pause, drift, currentEx, currentIn } = this;
    const { decay, decayEx, decayIn, gainEx, gainIn } = this;
    const coefficients = [decay, decayEx, decayIn, gainEx, gainIn];
    const arrays = [v, refractory, threshold, reset, pause, drift, currentEx, currentIn, ...coefficients];
    return { kernel: 'currentExp', mixed: this.stride === 1, arrays };
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
  dynamics: 'lif-current-exp',
  read: readMembrane,
  ports: () => currentPorts,
  variables: () => variables,
  create: (size, parameters, dtMs) => new ExponentialCurrentNeurons(size, parameters, dtMs),
};

export default model;
