// The generalised leaky integrate-and-fire neurons of the Allen Institute (levels 1 to 5), step for step as NEST's glif_psc: exact, with alpha-shaped currents.
import { byRole } from '../lif';
import { type NeuronModel, type Neurons, type PerNeuron, type Port, refractorySteps, spread, valueAt } from '../model';
import { type ParameterReader } from '../parameters';
import { constantOnLeak, exponentialOnLeak, rampOnLeak } from '../propagators';

/** Potentials are relative to rest. */
interface Parameters {
  readonly leakMv: PerNeuron;
  readonly threshold: PerNeuron;
  readonly reset: PerNeuron;
  readonly initial: PerNeuron;
  readonly capacityPf: PerNeuron;
  readonly leakNs: PerNeuron;
  readonly refractoryMs: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  readonly synapticTimesMs: readonly number[];
  /** Null in levels without after-spike currents, a threshold that spikes raise, or one that the voltage does. */
  readonly afterSpike: readonly AfterSpike[] | null;
  readonly raised: {
    readonly addMv: number;
    readonly decay: number;
    readonly fraction: number;
    readonly addResetMv: number;
  } | null;
  readonly adapting: { readonly index: number; readonly decay: number } | null;
}

/** Rates in 1/ms; `kept` is the part of the current that goes on after a spike. */
interface AfterSpike {
  readonly initialPa: number;
  readonly decay: number;
  readonly addPa: number;
  readonly kept: number;
}

class GlifNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly spikeThreshold: Float64Array;
  private readonly voltageThreshold: Float64Array;
  private readonly refractory: Int32Array;
  private readonly current: Float64Array;
  /** By receptor, and by after-spike current. */
  private readonly flowing: readonly Float64Array[];
  private readonly rising: readonly Float64Array[];
  private readonly after: readonly Float64Array[];

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
  ) {
    const { synapticTimesMs, afterSpike, initial, constantCurrentPa } = parameters;
    const zeros = (): Float64Array => new Float64Array(size);
    this.v = spread(initial, size);
    this.spikeThreshold = zeros();
    this.voltageThreshold = zeros();
    this.refractory = new Int32Array(size);
    this.current = spread(constantCurrentPa, size);
    this.flowing = synapticTimesMs.map(zeros);
    this.rising = synapticTimesMs.map(zeros);
    this.after = (afterSpike ?? []).map(({ initialPa }) => zeros().fill(initialPa));
  }

  inject(currentPa: Float64Array): void {
    const { constantCurrentPa } = this.parameters;
    for (let i = 0; i < this.size; i++) this.current[i] = valueAt(constantCurrentPa, i) + (currentPa[i] as number);
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    let count = 0;
    for (let i = 0; i < this.size; i++) {
      const waiting = this.refractory[i] as number;
      if (waiting > 0) this.refractory[i] = waiting - 1;
      else if (this.integrate(i)) fired[count++] = i;
      this.receive(i, arrivals);
    }
    return count;
  }

  valueOf(variable: number, neuron: number): number {
    const { leakMv } = this.parameters;
    const rest = valueAt(leakMv, neuron);
    if (variable === 0) return (this.v[neuron] as number) + rest;
    if (variable === 1) return this.thresholdOf(neuron) + rest;
    return this.after.reduce((sum, each) => sum + (each[neuron] as number), 0);
  }

  private thresholdOf(i: number): number {
    return (
      valueAt(this.parameters.threshold, i) + (this.spikeThreshold[i] as number) + (this.voltageThreshold[i] as number)
    );
  }

  /** One step of a neuron that is not refractory; true where it fires. */
  private integrate(i: number): boolean {
    const { dtMs, v, parameters, spikeThreshold } = this;
    const { raised, synapticTimesMs } = parameters;
    const capacity = valueAt(parameters.capacityPf, i);
    const tau = capacity / valueAt(parameters.leakNs, i);
    const old = v[i] as number;
    if (raised) spikeThreshold[i] = (spikeThreshold[i] as number) * Math.exp(-raised.decay * dtMs);
    const constant = (this.current[i] as number) + this.meanAfterSpike(i);
    let membrane = old * Math.exp(-dtMs / tau) + (constant * constantOnLeak(dtMs, tau)) / capacity;
    for (let k = 0; k < synapticTimesMs.length; k++) {
      const time = synapticTimesMs[k] as number;
      membrane += ((this.flowing[k] as Float64Array)[i] as number) * (exponentialOnLeak(dtMs, tau, time) / capacity);
      membrane += ((this.rising[k] as Float64Array)[i] as number) * (rampOnLeak(dtMs, tau, time) / capacity);
    }
    this.adapt(i, old, constant / valueAt(parameters.leakNs, i), tau);
    v[i] = membrane;
    if (!(membrane > this.thresholdOf(i))) return false;
    this.reset(i, old);
    return true;
  }

  /** The mean of the after-spike currents over the step, which they decay in. */
  private meanAfterSpike(i: number): number {
    const { dtMs, parameters } = this;
    let sum = 0;
    for (const [k, { decay }] of (parameters.afterSpike ?? []).entries()) {
      const currents = this.after[k] as Float64Array;
      const kept = Math.exp(-decay * dtMs);
      sum += ((1 - kept) / (decay * dtMs)) * (currents[i] as number);
      currents[i] = (currents[i] as number) * kept;
    }
    return sum;
  }

  /** dθ/dt = index · U − decay · θ, exactly, for a membrane on its way from `old` to `goal`. */
  private adapt(i: number, old: number, goal: number, tau: number): void {
    const { adapting } = this.parameters;
    if (!adapting) return;
    const { index, decay } = adapting;
    const phi = index / (decay - 1 / tau);
    const settled = (index / decay) * goal;
    const moving = phi * (old - goal);
    const threshold = this.voltageThreshold[i] as number;
    this.voltageThreshold[i] =
      moving * Math.exp(-this.dtMs / tau) + Math.exp(-decay * this.dtMs) * (threshold - moving - settled) + settled;
  }

  private reset(i: number, old: number): void {
    const { parameters, v, spikeThreshold } = this;
    const refractoryMs = valueAt(parameters.refractoryMs, i);
    this.refractory[i] = refractorySteps(refractoryMs, this.dtMs);
    for (const [k, { decay, addPa, kept }] of (parameters.afterSpike ?? []).entries()) {
      const currents = this.after[k] as Float64Array;
      currents[i] = addPa + (currents[i] as number) * kept * Math.exp(-decay * refractoryMs);
    }
    const { raised } = parameters;
    v[i] = raised ? raised.fraction * old + raised.addResetMv : valueAt(parameters.reset, i);
    if (raised)
      spikeThreshold[i] = (spikeThreshold[i] as number) * Math.exp(-raised.decay * refractoryMs) + raised.addMv;
  }

  private receive(i: number, arrivals: readonly Float64Array[]): void {
    const { dtMs, parameters } = this;
    for (let k = 0; k < parameters.synapticTimesMs.length; k++) {
      const time = parameters.synapticTimesMs[k] as number;
      const [flowing, rising, arriving] = [this.flowing[k], this.rising[k], arrivals[k]] as Float64Array[];
      if (!flowing || !rising || !arriving) continue;
      const decay = Math.exp(-dtMs / time);
      const slope = rising[i] as number;
      flowing[i] = ((flowing[i] as number) + slope * dtMs) * decay;
      rising[i] = slope * decay + ((arriving[i] as number) * Math.E) / time;
      arriving[i] = 0;
    }
  }
}

/** NEST 3.8 glif_psc's defaults. */
function read(given: ParameterReader): Parameters {
  const leakMv = given.value({ role: 'leak' }, -78.85);
  const relative = (value: PerNeuron): PerNeuron => {
    if (typeof value === 'number' && typeof leakMv === 'number') return value - leakMv;
    return spread(value, given.size).map((each, i) => each - valueAt(leakMv, i));
  };
  const single = (key: string, unit: string | null, otherwise: number): number =>
    given.single({ keys: [key], unit }, otherwise);
  const has = (key: string): boolean => (given.population.params[key]?.value ?? 0) !== 0;
  return {
    leakMv,
    threshold: relative(given.value({ role: 'threshold' }, -51.68)),
    reset: relative(given.value({ role: 'reset' }, -78.85)),
    initial: relative(given.value({ role: 'initial' }, leakMv)),
    capacityPf: given.value({ role: 'capacity', bound: 'positive' }, 58.72),
    leakNs: given.value({ role: 'leakConductance', keys: ['g', 'g_m'], bound: 'positive' }, 9.43),
    refractoryMs: given.value({ role: 'refractory', bound: 'not negative' }, 3.75),
    constantCurrentPa: byRole(given, 'constantCurrent', 0),
    synapticTimesMs: given.list('tau_syn', 'ms', 'positive') ?? [single('tau_syn', 'ms', 2)],
    afterSpike: has('after_spike_currents') ? readAfterSpike(given) : null,
    raised: has('spike_dependent_threshold')
      ? {
          addMv: single('th_spike_add', 'mV', 0.37),
          decay: single('th_spike_decay', '1/ms', 0.009),
          fraction: single('voltage_reset_fraction', null, 0.2),
          addResetMv: single('voltage_reset_add', 'mV', 18.51),
        }
      : null,
    adapting: has('adapting_threshold')
      ? { index: single('th_voltage_index', '1/ms', 0.005), decay: single('th_voltage_decay', '1/ms', 0.09) }
      : null,
  };
}

function readAfterSpike(given: ParameterReader): AfterSpike[] {
  const decays = given.list('asc_decay', '1/ms', 'positive') ?? [0.003, 0.1];
  const [initial, amounts, kept] = [
    given.list('asc_init', 'pA'),
    given.list('asc_amps', 'pA'),
    given.list('asc_r', null),
  ];
  return decays.map((decay, k) => ({
    decay,
    initialPa: initial?.[k] ?? 0,
    addPa: amounts?.[k] ?? [-9.18, -198.94][k] ?? 0,
    kept: kept?.[k] ?? 1,
  }));
}

/** NEST's `receptor_type` counts them from 1. */
const portsOf = ({ synapticTimesMs }: Parameters): Port[] =>
  synapticTimesMs.map((_, k) => ({ name: String(k + 1), unit: 'pA', sign: 'any' }));

const model: NeuronModel<Parameters> = {
  dynamics: 'glif',
  read,
  ports: portsOf,
  variables: ({ afterSpike }) => [
    { name: 'v', unit: 'mV' },
    { name: 'threshold', unit: 'mV' },
    ...(afterSpike ? [{ name: 'ASCurrents', unit: 'pA' }] : []),
  ],
  create: (size, parameters, dtMs) => new GlifNeurons(size, parameters, dtMs),
};

export default model;
