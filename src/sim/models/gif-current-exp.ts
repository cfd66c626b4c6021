// The generalised integrate-and-fire neuron with exponentially decaying currents, step for step as NEST's gif_psc_exp and gif_psc_exp_multisynapse.
import { Escape, type GifParameters, readGif } from '../gif';
import { byRole, currentPorts } from '../lif';
import { type NeuronModel, type Neurons, type PerNeuron, type Port, refractorySteps, spread, valueAt } from '../model';
import { constantOnLeak, exponentialOnLeak } from '../propagators';
import { type Random } from '../random';

interface Parameters extends GifParameters {
  readonly synapticTimesMs: readonly PerNeuron[];
  /** Whether receptors have numbers; two go by the sign of what arrives. */
  readonly isNumbered: boolean;
}

class GifCurrentNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly flowing: readonly Float64Array[];
  private readonly refractory: Int32Array;
  private readonly current: Float64Array;
  private readonly escape: Escape;

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
    random: Random,
  ) {
    this.v = spread(parameters.initialMv, size);
    this.flowing = parameters.synapticTimesMs.map(() => new Float64Array(size));
    this.refractory = new Int32Array(size);
    this.current = spread(parameters.constantCurrentPa, size);
    this.escape = new Escape(size, parameters, dtMs, random);
  }

  inject(currentPa: Float64Array): void {
    const { constantCurrentPa } = this.parameters;
    for (let i = 0; i < this.size; i++) this.current[i] = valueAt(constantCurrentPa, i) + (currentPa[i] as number);
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, v, refractory, escape, parameters, dtMs } = this;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const taken = escape.takenPa(i);
      const synaptic = this.receive(i, arrivals);
      const waiting = refractory[i] as number;
      if (waiting > 0) {
        refractory[i] = waiting - 1;
        v[i] = valueAt(parameters.resetMv, i);
      } else {
        const tau = valueAt(parameters.membraneTimeMs, i);
        const rest = valueAt(parameters.leakMv, i);
        const drift =
          (((this.current[i] as number) - taken) * constantOnLeak(dtMs, tau)) / valueAt(parameters.capacityPf, i);
        v[i] = rest + ((v[i] as number) - rest) * Math.exp(-dtMs / tau) + drift + synaptic;
      }
      if (!escape.ends(i, v[i] as number, waiting > 0)) continue;
      fired[count++] = i;
      refractory[i] = refractorySteps(valueAt(parameters.refractoryMs, i), dtMs);
    }
    return count;
  }

  valueOf(variable: number, neuron: number): number {
    if (variable === 0) return this.v[neuron] as number;
    return variable === 1 ? this.escape.thresholdOf(neuron) : this.escape.takenPa(neuron);
  }

  /**
   * What the synaptic currents move the membrane by in this step. gif_psc_exp lets what arrives in a step act in that very step, and the
   * one with numbered receptors in the next.
   */
  private receive(i: number, arrivals: readonly Float64Array[]): number {
    const { parameters, dtMs, flowing } = this;
    const [tau, capacity] = [valueAt(parameters.membraneTimeMs, i), valueAt(parameters.capacityPf, i)];
    let sum = 0;
    for (let k = 0; k < flowing.length; k++) {
      const [current, arriving] = [flowing[k] as Float64Array, arrivals[k] as Float64Array];
      const time = valueAt(parameters.synapticTimesMs[k] as PerNeuron, i);
      const before = current[i] as number;
      const after = before * Math.exp(-dtMs / time) + (arriving[i] as number);
      sum += (parameters.isNumbered ? before : after) * (exponentialOnLeak(dtMs, tau, time) / capacity);
      current[i] = after;
      arriving[i] = 0;
    }
    return sum;
  }
}

const numbered = (_: unknown, k: number): Port => ({ name: String(k + 1), unit: 'pA', sign: 'any' });

const model: NeuronModel<Parameters> = {
  dynamics: 'gif-current-exp',
  read: (given) => {
    const isNumbered = given.find({ keys: ['tau_syn'], unit: 'ms' }) !== null || given.list('tau_syn', 'ms') !== null;
    const times: readonly PerNeuron[] = isNumbered
      ? (given.list('tau_syn', 'ms', 'positive') ?? [given.single({ keys: ['tau_syn'], unit: 'ms' }, 2)])
      : [byRole(given, 'synapticTimeExcitatory'), byRole(given, 'synapticTimeInhibitory')];
    return { ...readGif(given), synapticTimesMs: times, isNumbered };
  },
  ports: ({ synapticTimesMs, isNumbered }) => (isNumbered ? synapticTimesMs.map(numbered) : currentPorts),
  variables: () => [
    { name: 'v', unit: 'mV' },
    { name: 'threshold', unit: 'mV' },
    { name: 'I_stc', unit: 'pA' },
  ],
  create: (size, parameters, dtMs, random) => new GifCurrentNeurons(size, parameters, dtMs, random),
};

export default model;
