// Rate units: x relaxes to what arrives, x ← x + dt/τ·(drive − x) + noise, and each sends its gain of x; or x itself relaxes to the gain of what
// arrives, and is sent. Nobody fires.
import { activations, endsOf } from '../../core/network/activations';
import { type NeuronModel, type Neurons, type PerNeuron, spread, valueAt } from '../model';
import { combine, type ParameterReader } from '../parameters';
import { type Random } from '../random';

interface Parameters {
  readonly timeMs: PerNeuron;
  /** 1 where the state decays to nothing with τ; 0 where it only adds up. */
  readonly leak: PerNeuron;
  readonly bias: PerNeuron;
  readonly initial: PerNeuron;
  /** Per square root of ms: the free unit spreads by noise·√(τ/2). */
  readonly noise: PerNeuron;
  readonly activation: string;
  /** True where what is sent leaks, and not what arrives: noise then comes with what arrives. */
  readonly sendsState: boolean;
  /** True where the function is of what was sent and of what arrives. */
  readonly keepsSent: boolean;
  /** Of what the function gives, where what is sent leaks. */
  readonly height: PerNeuron;
  readonly sendsAtStart: boolean;
  /** What is put out is scale·sent + baseline. */
  readonly scale: PerNeuron;
  readonly baseline: PerNeuron;
}

class RateNeurons implements Neurons {
  readonly output: Float64Array;
  readonly sendsAtStart: boolean;
  readonly ends: { readonly low: number; readonly high: number } | null;
  private readonly x: Float64Array;
  private readonly send: (x: number) => number;

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
    private readonly random: Random,
  ) {
    this.x = spread(parameters.initial, size);
    this.send = activations[parameters.activation] as (x: number) => number;
    this.sendsAtStart = parameters.sendsAtStart;
    this.ends = endsOf(parameters.activation);
    const { sendsState, keepsSent, sendsAtStart } = parameters;
    this.output = sendsState || (keepsSent && !sendsAtStart) ? this.x.slice() : this.x.map(this.send);
  }

  step([arriving]: readonly [Float64Array], _fired: Uint32Array): number {
    const { size, parameters, dtMs, x, output, random, send } = this;
    const { sendsState, keepsSent, timeMs, leak, bias, noise, height } = parameters;
    const root = Math.sqrt(dtMs);
    for (let i = 0; i < size; i++) {
      const kick = valueAt(noise, i) * root;
      const chance = kick === 0 ? 0 : kick * random.normal();
      const drive = (arriving[i] as number) + valueAt(bias, i);
      arriving[i] = 0;
      const old = (keepsSent ? output[i] : x[i]) as number;
      const part = dtMs / valueAt(timeMs, i);
      const wanted = sendsState ? valueAt(height, i) * send(drive + chance) : drive;
      const value = old + part * (wanted - valueAt(leak, i) * old) + (sendsState ? 0 : chance);
      x[i] = value;
      output[i] = sendsState ? value : send(value);
    }
    return 0;
  }

  valueOf(variable: number, neuron: number): number {
    if (variable === 1) return this.x[neuron] as number;
    const { scale, baseline } = this.parameters;
    return valueAt(scale, neuron) * (this.output[neuron] as number) + valueAt(baseline, neuron);
  }
}

/** By what a class tells, by NEST's model names (`tanh_ipn`), by a framework's (`softplus`); a plain unit where none is said. */
function activationOf({ population, note }: ParameterReader): string {
  const { model, rate } = population;
  if (rate && Object.hasOwn(activations, rate.activation)) return rate.activation;
  const name = ['tanh', 'softplus', 'relu', 'sigmoid'].find((each) => model.toLowerCase().includes(each));
  if (name !== undefined) return name;
  if (/lin/i.test(model)) return 'linear';
  note(`${population.name}: what it sends at a given state is not known, tanh assumed`);
  return 'tanh';
}

const model: NeuronModel<Parameters> = {
  dynamics: 'rate',
  read: (given) => {
    const { rate } = given.population;
    const perStep = given.value({ keys: ['noise_per_step'], bound: 'not negative' }, 0);
    const perRoot = given.value({ keys: ['noise', 'noise_sd', 'sigma'], bound: 'not negative' }, 0);
    const root = Math.sqrt(rate?.stepMs ?? 1);
    const own = given.value({ keys: ['mu', 'bias', 'baseline'] }, 0);
    const input = given.value({ keys: ['input'] }, 0);
    return {
      timeMs: given.value({ role: 'membraneTime', keys: ['tau'], bound: 'positive' }, 10, 'a usual one'),
      leak: given.value({ keys: ['leak'] }, 1),
      bias: combine([own, input], (a, b) => a + b),
      initial: given.value({ keys: ['rate', 'x0', 'initial'] }, 0),
      noise: combine([perRoot, perStep], (one, step) => one + step / root),
      activation: activationOf(given),
      sendsState: rate?.form === 'rate',
      keepsSent: rate?.form === 'sent',
      height: given.value({ keys: ['height'] }, 1),
      sendsAtStart: rate?.sendsAtStart ?? false,
      scale: given.value({ keys: ['readout_scale'] }, 1),
      baseline: given.value({ keys: ['readout_baseline'] }, 0),
    };
  },
  ports: () => [{ name: 'input', unit: null, sign: 'any' }],
  variables: () => [
    { name: 'rate', unit: '' },
    { name: 'x', unit: '' },
  ],
  create: (size, parameters, dtMs, random) => new RateNeurons(size, parameters, dtMs, random),
};

export default model;
