// Neurons that fire by chance at a rate, each on its own, whatever arrives at them; after a spike they can wait for a dead time.
import { type NeuronModel, type Neurons, type PerNeuron, refractorySteps, valueAt } from '../model';
import { type Random } from '../random';

interface Parameters {
  readonly rateHz: PerNeuron;
  readonly deadTimeMs: PerNeuron;
}

class ChanceNeurons implements Neurons {
  private readonly waiting: Int32Array;
  private readonly chance: Float64Array;

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
    private readonly random: Random,
  ) {
    this.waiting = new Int32Array(size);
    // The chance of at least one event in a step.
    this.chance = Float64Array.from(
      { length: size },
      (_, i) => -Math.expm1((-valueAt(parameters.rateHz, i) * dtMs) / 1000),
    );
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, waiting, chance, random, parameters, dtMs } = this;
    for (const arriving of arrivals) arriving.fill(0);
    let count = 0;
    for (let i = 0; i < size; i++) {
      if ((waiting[i] as number) > 0) {
        waiting[i] = (waiting[i] as number) - 1;
        continue;
      }
      if (random.uniform() >= (chance[i] as number)) continue;
      fired[count++] = i;
      waiting[i] = refractorySteps(valueAt(parameters.deadTimeMs, i), dtMs);
    }
    return count;
  }

  /** The rate, where others have a membrane. */
  valueOf(_variable: number, neuron: number): number {
    return valueAt(this.parameters.rateHz, neuron);
  }
}

const model: NeuronModel<Parameters> = {
  dynamics: 'poisson',
  read: (given) => ({
    rateHz: given.value(
      { keys: ['rate', 'rates', 'rate_hz'], unit: 'Hz', bound: 'not negative' },
      10,
      'its rate is not known',
    ),
    deadTimeMs: given.value({ role: 'refractory', bound: 'not negative' }, 0),
  }),
  ports: () => [{ name: 'ignored', unit: null, sign: 'any' }],
  variables: () => [{ name: 'rate', unit: 'Hz' }],
  create: (size, parameters, dtMs, random) => new ChanceNeurons(size, parameters, dtMs, random),
};

export default model;
