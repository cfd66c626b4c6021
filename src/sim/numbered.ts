// LIF with any number of current receptors, each with a time constant of its own, by exact integration: NEST's iaf_psc_*_multisynapse.
import { type Dynamics } from '../core/network/network';
import { type MembraneParameters, readMembrane } from './lif';
import { type NeuronModel, type Neurons, refractorySteps, spread, valueAt } from './model';
import { constantOnLeak, exponentialOnLeak, rampOnLeak } from './propagators';

interface Parameters extends MembraneParameters {
  readonly timesMs: readonly number[];
}

/** Potentials are relative to rest; a `rise` is the slope that feeds an alpha current. */
class NumberedNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly refractory: Int32Array;
  private readonly injected: Float64Array;
  private readonly currents: readonly Float64Array[];
  private readonly rises: readonly Float64Array[];

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
    private readonly alpha: boolean,
  ) {
    this.v = spread(parameters.initialMv, size).map((value, i) => value - valueAt(parameters.leakMv, i));
    this.refractory = new Int32Array(size);
    this.injected = new Float64Array(size);
    this.currents = parameters.timesMs.map(() => new Float64Array(size));
    this.rises = parameters.timesMs.map(() => new Float64Array(size));
  }

  inject(currentPa: Float64Array): void {
    this.injected.set(currentPa);
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, parameters, dtMs, v, refractory, currents, rises, alpha } = this;
    const { timesMs, leakMv } = parameters;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const tau = valueAt(parameters.membraneTimeMs, i);
      const capacity = valueAt(parameters.capacityPf, i);
      const waiting = refractory[i] as number;
      const constant = valueAt(parameters.constantCurrentPa, i) + (this.injected[i] as number);
      let membrane = v[i] as number;
      if (waiting > 0) refractory[i] = waiting - 1;
      else membrane = membrane * Math.exp(-dtMs / tau) + (constant / capacity) * constantOnLeak(dtMs, tau);
      for (let k = 0; k < timesMs.length; k++) {
        const time = timesMs[k] as number;
        const [flowing, rising, arriving] = [currents[k], rises[k], arrivals[k]] as [
          Float64Array,
          Float64Array,
          Float64Array,
        ];
        const decay = Math.exp(-dtMs / time);
        const [current, slope, weight] = [flowing[i], rising[i], arriving[i]] as [number, number, number];
        if (waiting === 0)
          membrane +=
            current * (exponentialOnLeak(dtMs, tau, time) / capacity) +
            slope * (rampOnLeak(dtMs, tau, time) / capacity);
        flowing[i] = (current + slope * dtMs) * decay + (alpha ? 0 : weight);
        if (alpha) rising[i] = slope * decay + (weight * Math.E) / time;
        arriving[i] = 0;
      }
      if (membrane >= valueAt(parameters.thresholdMv, i) - valueAt(leakMv, i)) {
        fired[count++] = i;
        membrane = valueAt(parameters.resetMv, i) - valueAt(leakMv, i);
        refractory[i] = refractorySteps(valueAt(parameters.refractoryMs, i), dtMs);
      }
      v[i] = membrane;
    }
    return count;
  }

  valueOf(variable: number, neuron: number): number {
    if (variable === 0) return (this.v[neuron] as number) + valueAt(this.parameters.leakMv, neuron);
    return this.currents[variable - 1]?.[neuron] ?? NaN;
  }
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
