// A point process whose rate follows a leaky membrane, with adaptation and a dead time, step for step as NEST's pp_psc_delta.
import { gammaDraw } from '../draws';
import { deltaPorts } from '../lif';
import { type NeuronModel, type Neurons, type PerNeuron, refractorySteps, spread, valueAt } from '../model';
import { type ParameterReader } from '../parameters';
import { constantOnLeak } from '../propagators';
import { type Random } from '../random';
import { readTraces, type Trace, Traces } from '../traces';

interface Parameters {
  readonly capacityPf: PerNeuron;
  readonly membraneTimeMs: PerNeuron;
  readonly initialMv: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  /** The rate is `linear`·V + `scale`·exp(`slope`·V). */
  readonly linearHzPerMv: PerNeuron;
  readonly scaleHz: PerNeuron;
  readonly slopePerMv: PerNeuron;
  readonly deadTimeMs: PerNeuron;
  /** Of the gamma distribution that dead times are drawn from; null where they are all the same. */
  readonly deadTimeShape: number | null;
  readonly isReset: boolean;
  readonly traces: readonly Trace[];
}

class PointProcessNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly waiting: Int32Array;
  private readonly current: Float64Array;
  private readonly traces: Traces;

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
    private readonly random: Random,
  ) {
    this.v = spread(parameters.initialMv, size);
    this.waiting = new Int32Array(size);
    this.current = spread(parameters.constantCurrentPa, size);
    this.traces = new Traces(size, parameters.traces, dtMs);
  }

  inject(currentPa: Float64Array): void {
    const { constantCurrentPa } = this.parameters;
    for (let i = 0; i < this.size; i++) this.current[i] = valueAt(constantCurrentPa, i) + (currentPa[i] as number);
  }

  step([arriving]: readonly Float64Array[], fired: Uint32Array): number {
    const { size, parameters, dtMs, v, waiting, traces, random } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const tau = valueAt(parameters.membraneTimeMs, i);
      const drift = ((this.current[i] as number) * constantOnLeak(dtMs, tau)) / valueAt(parameters.capacityPf, i);
      v[i] = (v[i] as number) * Math.exp(-dtMs / tau) + drift + (arriving?.[i] ?? 0);
      if (arriving) arriving[i] = 0;
      traces.fade(i);
      if ((waiting[i] as number) > 0) {
        waiting[i] = (waiting[i] as number) - 1;
        continue;
      }
      const rateHz = this.rateOf(i);
      if (!(rateHz > 0) || random.uniform() >= -Math.expm1((-rateHz * dtMs) / 1000)) continue;
      fired[count++] = i;
      waiting[i] = this.deadSteps(i);
      traces.spike(i);
      if (parameters.isReset) v[i] = 0;
    }
    return count;
  }

  valueOf(variable: number, neuron: number): number {
    return variable === 0 ? (this.v[neuron] as number) : this.traces.sum(neuron);
  }

  private rateOf(i: number): number {
    const { linearHzPerMv, scaleHz, slopePerMv } = this.parameters;
    const effective = (this.v[i] as number) - this.traces.sum(i);
    return valueAt(linearHzPerMv, i) * effective + valueAt(scaleHz, i) * Math.exp(valueAt(slopePerMv, i) * effective);
  }

  private deadSteps(i: number): number {
    const { deadTimeMs, deadTimeShape } = this.parameters;
    const mean = valueAt(deadTimeMs, i);
    if (mean <= 0) return 0;
    if (deadTimeShape === null) return refractorySteps(Math.max(mean, this.dtMs), this.dtMs);
    return refractorySteps((gammaDraw(this.random, deadTimeShape) * mean) / deadTimeShape, this.dtMs);
  }
}

/** NEST 3.10 pp_psc_delta's defaults. */
function read(given: ParameterReader): Parameters {
  const value = (key: string, unit: string | null, otherwise: number): PerNeuron =>
    given.value({ keys: [key], unit }, otherwise);
  const deadTimeMs = given.value({ keys: ['dead_time'], unit: 'ms', bound: 'not negative' }, 1);
  if (deadTimeMs === 0)
    given.note(`${given.population.name}: without a dead time NEST may fire several times in a step; here it is once`);
  const isRandom = (given.population.params['dead_time_random']?.value ?? 0) !== 0;
  return {
    capacityPf: given.value({ role: 'capacity', bound: 'positive' }, 250),
    membraneTimeMs: given.value({ role: 'membraneTime', bound: 'positive' }, 10),
    initialMv: given.value({ role: 'initial' }, 0),
    constantCurrentPa: given.value({ role: 'constantCurrent' }, 0),
    linearHzPerMv: value('c_1', 'Hz/mV', 0),
    scaleHz: value('c_2', 'Hz', 1.238),
    slopePerMv: value('c_3', '1/mV', 0.25),
    deadTimeMs,
    deadTimeShape: isRandom ? given.single({ keys: ['dead_time_shape'] }, 1) : null,
    isReset: (given.population.params['with_reset']?.value ?? 1) !== 0,
    traces: readTraces(given, 'tau_sfa', 'q_sfa', 'mV').filter(({ jump }) => jump !== 0),
  };
}

const model: NeuronModel<Parameters> = {
  dynamics: 'point-process-delta',
  read,
  ports: () => deltaPorts,
  variables: () => [
    { name: 'v', unit: 'mV' },
    { name: 'E_sfa', unit: 'mV' },
  ],
  create: (size, parameters, dtMs, random) => new PointProcessNeurons(size, parameters, dtMs, random),
};

export default model;
