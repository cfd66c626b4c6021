// What the generalised leaky integrate-and-fire neurons of the Allen Institute (Teeter et al. 2018) have beside the leak: thresholds that spikes and the voltage move, after-spike currents, and a reset that follows the voltage.
import { byRole } from './lif';
import { type PerNeuron, refractorySteps, spread, valueAt } from './model';
import { type ParameterReader } from './parameters';

/** Potentials are relative to rest. */
export interface GlifParameters {
  readonly leakMv: PerNeuron;
  readonly threshold: PerNeuron;
  readonly reset: PerNeuron;
  readonly initial: PerNeuron;
  readonly capacityPf: PerNeuron;
  readonly leakNs: PerNeuron;
  readonly refractoryMs: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
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

/** The moving parts of a group of such neurons. */
export class GlifMoves {
  private readonly spikeThreshold: Float64Array;
  private readonly voltageThreshold: Float64Array;
  private readonly after: readonly Float64Array[];

  constructor(
    size: number,
    private readonly parameters: GlifParameters,
    private readonly dtMs: number,
  ) {
    this.spikeThreshold = new Float64Array(size);
    this.voltageThreshold = new Float64Array(size);
    this.after = (parameters.afterSpike ?? []).map(({ initialPa }) => new Float64Array(size).fill(initialPa));
  }

  thresholdOf(i: number): number {
    return (
      valueAt(this.parameters.threshold, i) + (this.spikeThreshold[i] as number) + (this.voltageThreshold[i] as number)
    );
  }

  afterSpike(i: number): number {
    return this.after.reduce((sum, each) => sum + (each[i] as number), 0);
  }

  /** Lets what the last spikes added to the threshold fade over a step. */
  fade(i: number): void {
    const { raised } = this.parameters;
    const { spikeThreshold } = this;
    if (raised) spikeThreshold[i] = (spikeThreshold[i] as number) * Math.exp(-raised.decay * this.dtMs);
  }

  /** The mean of the after-spike currents over the step, which they decay in. */
  meanAfterSpike(i: number): number {
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
  adapt(i: number, old: number, goal: number, tau: number): void {
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

  refractorySteps(i: number): number {
    return refractorySteps(valueAt(this.parameters.refractoryMs, i), this.dtMs);
  }

  /** After a spike from a membrane that was at `old` before the step: where it goes. */
  reset(i: number, old: number): number {
    const { parameters, spikeThreshold } = this;
    const refractoryMs = valueAt(parameters.refractoryMs, i);
    for (const [k, { decay, addPa, kept }] of (parameters.afterSpike ?? []).entries()) {
      const currents = this.after[k] as Float64Array;
      currents[i] = addPa + (currents[i] as number) * kept * Math.exp(-decay * refractoryMs);
    }
    const { raised } = parameters;
    if (!raised) return valueAt(parameters.reset, i);
    spikeThreshold[i] = (spikeThreshold[i] as number) * Math.exp(-raised.decay * refractoryMs) + raised.addMv;
    return raised.fraction * old + raised.addResetMv;
  }
}

/** NEST 3.8 glif_psc's defaults. */
export function readGlif(given: ParameterReader): GlifParameters {
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
