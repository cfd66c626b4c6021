// The generalised leaky integrate-and-fire neurons of the Allen Institute (levels 1 to 5), step for step as NEST's glif_psc: exact, with alpha-shaped currents.
import { GlifMoves, type GlifParameters, readGlif } from '../glif';
import { type NeuronModel, type Neurons, type Port, spread, valueAt } from '../model';
import { constantOnLeak, exponentialOnLeak, rampOnLeak } from '../propagators';

interface Parameters extends GlifParameters {
  readonly synapticTimesMs: readonly number[];
}

class GlifNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly refractory: Int32Array;
  private readonly current: Float64Array;
  private readonly moves: GlifMoves;
  /** By receptor. */
  private readonly flowing: readonly Float64Array[];
  private readonly rising: readonly Float64Array[];

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
  ) {
    const { synapticTimesMs, initial, constantCurrentPa } = parameters;
    const zeros = (): Float64Array => new Float64Array(size);
    this.v = spread(initial, size);
    this.refractory = new Int32Array(size);
    this.current = spread(constantCurrentPa, size);
    this.moves = new GlifMoves(size, parameters, dtMs);
    this.flowing = synapticTimesMs.map(zeros);
    this.rising = synapticTimesMs.map(zeros);
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
    const rest = valueAt(this.parameters.leakMv, neuron);
    if (variable === 0) return (this.v[neuron] as number) + rest;
    return variable === 1 ? this.moves.thresholdOf(neuron) + rest : this.moves.afterSpike(neuron);
  }

  /** One step of a neuron that is not refractory; true where it fires. */
  private integrate(i: number): boolean {
    const { dtMs, v, parameters, moves } = this;
    const { synapticTimesMs } = parameters;
    const capacity = valueAt(parameters.capacityPf, i);
    const tau = capacity / valueAt(parameters.leakNs, i);
    const old = v[i] as number;
    moves.fade(i);
    const constant = (this.current[i] as number) + moves.meanAfterSpike(i);
    let membrane = old * Math.exp(-dtMs / tau) + (constant * constantOnLeak(dtMs, tau)) / capacity;
    for (let k = 0; k < synapticTimesMs.length; k++) {
      const time = synapticTimesMs[k] as number;
      membrane += ((this.flowing[k] as Float64Array)[i] as number) * (exponentialOnLeak(dtMs, tau, time) / capacity);
      membrane += ((this.rising[k] as Float64Array)[i] as number) * (rampOnLeak(dtMs, tau, time) / capacity);
    }
    moves.adapt(i, old, constant / valueAt(parameters.leakNs, i), tau);
    v[i] = membrane;
    if (!(membrane > moves.thresholdOf(i))) return false;
    this.refractory[i] = moves.refractorySteps(i);
    v[i] = moves.reset(i, old);
    return true;
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

/** NEST's `receptor_type` counts them from 1. */
const portsOf = ({ synapticTimesMs }: Parameters): Port[] =>
  synapticTimesMs.map((_, k) => ({ name: String(k + 1), unit: 'pA', sign: 'any' }));

const model: NeuronModel<Parameters> = {
  dynamics: 'glif',
  read: (given) => ({
    ...readGlif(given),
    synapticTimesMs: given.list('tau_syn', 'ms', 'positive') ?? [given.single({ keys: ['tau_syn'], unit: 'ms' }, 2)],
  }),
  ports: portsOf,
  variables: ({ afterSpike }) => [
    { name: 'v', unit: 'mV' },
    { name: 'threshold', unit: 'mV' },
    ...(afterSpike ? [{ name: 'ASCurrents', unit: 'pA' }] : []),
  ],
  create: (size, parameters, dtMs) => new GlifNeurons(size, parameters, dtMs),
};

export default model;
