// What the generalised integrate-and-fire neurons of Mensi et al. and Pozzorini et al. share: a threshold that is crossed by chance, moved by spikes, and currents that spikes set off.
import { readCapacity } from './lif';
import { type PerNeuron, valueAt } from './model';
import { combine, type ParameterReader } from './parameters';
import { type Random } from './random';
import { readTraces, type Trace, Traces } from './traces';

export interface GifParameters {
  readonly leakMv: PerNeuron;
  readonly resetMv: PerNeuron;
  readonly initialMv: PerNeuron;
  readonly capacityPf: PerNeuron;
  readonly membraneTimeMs: PerNeuron;
  readonly refractoryMs: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  /** Where the hazard is `hazardHz`; it grows e-fold with each `slopeMv`. */
  readonly thresholdMv: PerNeuron;
  readonly slopeMv: PerNeuron;
  readonly hazardHz: PerNeuron;
  readonly thresholdTraces: readonly Trace[];
  readonly currentTraces: readonly Trace[];
}

/** NEST 3.10 gif_psc_exp's defaults. */
export function readGif(given: ParameterReader): GifParameters {
  const leakMv = given.value({ role: 'leak' }, -70);
  return {
    ...readCapacity(given),
    leakMv,
    resetMv: given.value({ role: 'reset' }, -55),
    initialMv: given.value({ role: 'initial' }, leakMv),
    refractoryMs: given.value({ role: 'refractory', bound: 'not negative' }, 4),
    constantCurrentPa: given.value({ role: 'constantCurrent' }, 0),
    thresholdMv: given.value({ role: 'threshold', keys: ['V_T_star'] }, -35),
    slopeMv: given.value({ keys: ['Delta_V'], unit: 'mV', bound: 'positive' }, 0.5),
    hazardHz: given.value({ keys: ['lambda_0'], unit: '1/s', bound: 'not negative' }, 1),
    thresholdTraces: readTraces(given, 'tau_sfa', 'q_sfa', 'mV'),
    currentTraces: readTraces(given, 'tau_stc', 'q_stc', 'pA'),
  };
}

export const leakOf = ({ capacityPf, membraneTimeMs }: GifParameters): PerNeuron =>
  combine([capacityPf, membraneTimeMs], (capacity, time) => capacity / time);

/** When such neurons fire, step for step as NEST 3.10's gif models. */
export class Escape {
  private readonly threshold: Traces;
  private readonly current: Traces;

  constructor(
    size: number,
    private readonly parameters: GifParameters,
    private readonly dtMs: number,
    private readonly random: Random,
  ) {
    this.threshold = new Traces(size, parameters.thresholdTraces, dtMs);
    this.current = new Traces(size, parameters.currentTraces, dtMs);
  }

  /** What earlier spikes take away in this step, in pA. */
  takenPa(neuron: number): number {
    return this.current.sum(neuron);
  }

  /** In mV, in this step. */
  thresholdOf(neuron: number): number {
    return valueAt(this.parameters.thresholdMv, neuron) + this.threshold.sum(neuron);
  }

  /** Ends a step with this membrane; in a refractory one nothing is drawn. True where it fires. */
  ends(neuron: number, membraneMv: number, refractory: boolean): boolean {
    const { hazardHz, slopeMv } = this.parameters;
    const beyond = membraneMv - this.thresholdOf(neuron);
    this.threshold.fade(neuron);
    this.current.fade(neuron);
    if (refractory) return false;
    const hazard = (valueAt(hazardHz, neuron) / 1000) * Math.exp(beyond / valueAt(slopeMv, neuron));
    if (!(hazard > 0) || this.random.uniform() >= -Math.expm1(-hazard * this.dtMs)) return false;
    this.threshold.spike(neuron);
    this.current.spike(neuron);
    return true;
  }
}
