// LIF with any number of current receptors, each with a time constant of its own, by exact integration: NEST's iaf_psc_*_multisynapse.
import { type Dynamics } from '../core/network/network';
import { Coefficients } from './coefficients';
import { type MembraneParameters, readMembrane } from './lif';
import { type NeuronModel, type Neurons, refractorySteps, spread, valueAt } from './model';
import { constantOnLeak, exponentialOnLeak, rampOnLeak } from './propagators';

interface Parameters extends MembraneParameters {
  readonly timesMs: readonly number[];
}

/** One receptor of all neurons: its current, for alpha the slope that feeds it, and what both do in a step. */
interface Receptor {
  readonly current: Float64Array;
  readonly slope: Float64Array;
  readonly decay: number;
  /** The slope after which an alpha function peaks at 1. */
  readonly peak: number;
  readonly gain: Float64Array;
  readonly slopeGain: Float64Array;
}

/** Potentials are relative to rest. */
class NumberedNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly refractory: Int32Array;
  private readonly injected: Float64Array;
  /** Those that anything ever came to, by their numbers: a script may name a hundred. */
  private readonly reached = new Map<number, Receptor>();
  private readonly held: Float64Array;
  private readonly stride: number;
  private readonly table: Coefficients['table'];
  private readonly decay: Float64Array;
  private readonly gain: Float64Array;
  private readonly threshold: Float64Array;
  private readonly reset: Float64Array;
  private readonly pause: Float64Array;

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
    private readonly alpha: boolean,
  ) {
    const { initialMv, leakMv, thresholdMv, resetMv, refractoryMs, capacityPf, membraneTimeMs: tau } = parameters;
    this.v = spread(initialMv, size).map((value, i) => value - valueAt(leakMv, i));
    this.refractory = new Int32Array(size);
    this.injected = new Float64Array(size);
    this.held = new Float64Array(size);
    const coefficients = new Coefficients(size, [leakMv, thresholdMv, resetMv, refractoryMs, capacityPf, tau]);
    this.stride = coefficients.stride;
    this.table = (of) => coefficients.table(of);
    this.decay = coefficients.table((at) => Math.exp(-dtMs / at(tau)));
    this.gain = coefficients.table((at) => constantOnLeak(dtMs, at(tau)) / at(capacityPf));
    this.threshold = coefficients.table((at) => at(thresholdMv) - at(leakMv));
    this.reset = coefficients.table((at) => at(resetMv) - at(leakMv));
    this.pause = coefficients.table((at) => refractorySteps(at(refractoryMs), dtMs));
  }

  inject(currentPa: Float64Array): void {
    this.injected.set(currentPa);
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, stride, v, held, refractory, decay, gain, threshold, reset, pause } = this;
    const { constantCurrentPa } = this.parameters;
    for (let i = 0; i < size; i++) {
      const current = valueAt(constantCurrentPa, i) + (this.injected[i] as number);
      held[i] = v[i] as number;
      v[i] = (v[i] as number) * (decay[i * stride] as number) + current * (gain[i * stride] as number);
    }
    for (const [k, arriving] of arrivals.entries()) {
      const receptor = this.reached.get(k) ?? (anyIn(arriving) ? this.receptor(k) : null);
      if (receptor) this.pass(receptor, arriving);
    }
    let count = 0;
    for (let i = 0; i < size; i++) {
      const k = i * stride;
      const waiting = refractory[i] as number;
      if (waiting > 0) {
        refractory[i] = waiting - 1;
        v[i] = held[i] as number;
      } else if ((v[i] as number) >= (threshold[k] as number)) {
        fired[count++] = i;
        v[i] = reset[k] as number;
        refractory[i] = pause[k] as number;
      }
    }
    return count;
  }

  valueOf(variable: number, neuron: number): number {
    if (variable === 0) return (this.v[neuron] as number) + valueAt(this.parameters.leakMv, neuron);
    const known = variable <= this.parameters.timesMs.length;
    return this.reached.get(variable - 1)?.current[neuron] ?? (known ? 0 : NaN);
  }

  /** What a receptor does to the membrane, its own decay, and what arrives. */
  private pass({ current, slope, decay, peak, gain, slopeGain }: Receptor, arriving: Float64Array): void {
    const { size, stride, v, alpha, dtMs } = this;
    for (let i = 0; i < size; i++) {
      const flowing = current[i] as number;
      if (!alpha) {
        v[i] = (v[i] as number) + flowing * (gain[i * stride] as number);
        current[i] = flowing * decay + (arriving[i] as number);
        continue;
      }
      const rising = slope[i] as number;
      v[i] = (v[i] as number) + flowing * (gain[i * stride] as number) + rising * (slopeGain[i * stride] as number);
      current[i] = (flowing + rising * dtMs) * decay;
      slope[i] = rising * decay + (arriving[i] as number) * peak;
    }
    arriving.fill(0);
  }

  private receptor(number: number): Receptor {
    const { size, dtMs, alpha } = this;
    const { membraneTimeMs: tau, capacityPf, timesMs } = this.parameters;
    const timeMs = timesMs[number] as number;
    const made: Receptor = {
      current: new Float64Array(size),
      slope: new Float64Array(alpha ? size : 0),
      decay: Math.exp(-dtMs / timeMs),
      peak: Math.E / timeMs,
      gain: this.table((at) => exponentialOnLeak(dtMs, at(tau), timeMs) / at(capacityPf)),
      slopeGain: this.table((at) => rampOnLeak(dtMs, at(tau), timeMs) / at(capacityPf)),
    };
    this.reached.set(number, made);
    return made;
  }
}

function anyIn(arriving: Float64Array): boolean {
  for (let i = 0; i < arriving.length; i++) if (arriving[i] !== 0) return true;
  return false;
}

export const numberedModel = (dynamics: Dynamics, shape: 'exp' | 'alpha'): NeuronModel<Parameters> => ({
  dynamics,
  read: (given) => ({
    ...readMembrane(given, false),
    timesMs: given.list('tau_syn', 'ms', 'positive') ?? [
      given.single({ keys: ['tau_syn'], unit: 'ms', bound: 'positive' }, 2, "NEST's default"),
    ],
  }),
  // `receptor_type` counts them from 1.
  ports: ({ timesMs }) => timesMs.map((_, k) => ({ name: String(k + 1), unit: 'pA', sign: 'any' })),
  variables: ({ timesMs }) => [
    { name: 'v', unit: 'mV' },
    ...timesMs.map((_, k) => ({ name: `I_syn_${k + 1}`, unit: 'pA' })),
  ],
  create: (size, parameters, dtMs) => new NumberedNeurons(size, parameters, dtMs, shape === 'alpha'),
});
