// Rate units: x relaxes to what arrives, x ← x + dt/τ·(−x + input + bias) + noise, and each sends its gain of x; or x itself relaxes to the gain of
// what arrives, and is sent. Nobody fires.
import { type NeuronModel, type Neurons, type PerNeuron, spread, valueAt } from '../model';
import { type ParameterReader } from '../parameters';
import { type Random } from '../random';

type Gain = 'tanh' | 'softplus' | 'relu' | 'sigmoid' | 'linear';

interface Parameters {
  readonly timeMs: PerNeuron;
  readonly bias: PerNeuron;
  readonly initial: PerNeuron;
  /** Per square root of ms: the free unit spreads by noise·√(τ/2). */
  readonly noise: number;
  readonly gain: Gain;
  /** True where what is sent leaks, and not what arrives. */
  readonly sendsState: boolean;
}

const gains: Readonly<Record<Gain, (x: number) => number>> = {
  tanh: Math.tanh,
  // ln(1 + eˣ), without overflow.
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  relu: (x) => Math.max(0, x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  linear: (x) => x,
};

class RateNeurons implements Neurons {
  readonly output: Float64Array;
  private readonly x: Float64Array;
  private readonly send: (x: number) => number;

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
    private readonly random: Random,
  ) {
    this.x = spread(parameters.initial, size);
    this.send = gains[parameters.gain];
    this.output = parameters.sendsState ? this.x.slice() : this.x.map(this.send);
  }

  step([arriving]: readonly [Float64Array], _fired: Uint32Array): number {
    const { size, parameters, dtMs, x, output, random, send } = this;
    const kick = parameters.noise * Math.sqrt(dtMs);
    const { sendsState } = parameters;
    for (let i = 0; i < size; i++) {
      const drive = (arriving[i] as number) + valueAt(parameters.bias, i);
      arriving[i] = 0;
      let value = x[i] as number;
      value += (dtMs / valueAt(parameters.timeMs, i)) * ((sendsState ? send(drive) : drive) - value);
      if (kick !== 0) value += kick * random.normal();
      x[i] = value;
      output[i] = sendsState ? value : send(value);
    }
    return 0;
  }

  valueOf(variable: number, neuron: number): number {
    return (variable === 0 ? this.output : this.x)[neuron] as number;
  }
}

/** By NEST's model names (`tanh_ipn`), by a framework's (`softplus`); a plain unit where none is said. */
function gainOf({ population, note }: ParameterReader): Gain {
  const name = Object.keys(gains).find((each) => new RegExp(each, 'i').test(population.model));
  if (name !== undefined) return name as Gain;
  if (/lin/i.test(population.model)) return 'linear';
  note(`${population.name}: what it sends at a given state is not known, tanh assumed`);
  return 'tanh';
}

const model: NeuronModel<Parameters> = {
  dynamics: 'rate',
  read: (given) => ({
    timeMs: given.value({ role: 'membraneTime', keys: ['tau'], bound: 'positive' }, 10, 'a usual one'),
    bias: given.value({ keys: ['mu', 'bias', 'baseline'] }, 0),
    initial: given.value({ keys: ['rate', 'x0', 'initial'] }, 0),
    noise: given.single({ keys: ['noise', 'noise_sd', 'sigma'], bound: 'not negative' }, 0),
    gain: gainOf(given),
    sendsState: /rates leak/.test(given.population.model),
  }),
  ports: () => [{ name: 'input', unit: null, sign: 'any' }],
  variables: () => [
    { name: 'rate', unit: '' },
    { name: 'x', unit: '' },
  ],
  create: (size, parameters, dtMs, random) => new RateNeurons(size, parameters, dtMs, random),
};

export default model;
