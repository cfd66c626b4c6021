// LIF that steps on its own grid, as layers of snnTorch, Norse and BindsNET do: what arrives acts in the same step; see `Stepping`.
import { type Stepping } from '../../core/network/network';
import { Unsuited } from '../error';
import {
  membraneOnly,
  type NeuronModel,
  type Neurons,
  type PerNeuron,
  type Port,
  spread,
  type Variable,
} from '../model';
import { type ParameterReader } from '../parameters';

interface Parameters {
  readonly stepping: Known;
  readonly initial: PerNeuron;
  /** What flows in beside the arrivals: in the unit of the input, whatever that is. */
  readonly constantCurrentPa: number;
}

/** With every number known. */
interface Known extends Stepping {
  readonly kept: number;
  readonly gain: number;
  readonly rest: number;
  readonly threshold: number;
}

class SteppingNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly input: Float64Array;
  private readonly refractory: Int32Array;
  /** What is taken off in this step for the spike of the last one. */
  private readonly owed: Float64Array;
  commonThreshold: number;
  private readonly current: Float64Array;

  constructor(
    private readonly size: number,
    private readonly stepping: Known,
    initial: PerNeuron,
    current: PerNeuron,
  ) {
    this.commonThreshold = stepping.threshold;
    this.current = spread(current, size);
    this.v = spread(initial, size);
    this.input = new Float64Array(size);
    this.refractory = new Int32Array(size);
    this.owed = new Float64Array(size);
  }

  step([arriving]: readonly [Float64Array], fired: Uint32Array): number {
    const { size, stepping, v, input, refractory, owed, current } = this;
    const { kept, gain, rest, subtract, resetTo, resetLater, refractorySteps } = stepping;
    // What is taken off follows the threshold.
    const { commonThreshold: threshold } = this;
    const taken = subtract === null ? null : subtract * (threshold / stepping.threshold || 1);
    const synapticKept = stepping.synapticKept ?? 0;
    const above = stepping.fires === 'above';
    let count = 0;
    for (let i = 0; i < size; i++) {
      const waiting = refractory[i] as number;
      const arrived = waiting > 0 ? 0 : (arriving[i] as number) + (current[i] as number);
      arriving[i] = 0;
      const now = synapticKept * (input[i] as number) + arrived;
      input[i] = now;
      let membrane = v[i] as number;
      if (waiting > 0) refractory[i] = waiting - 1;
      if (waiting === 0 || stepping.heldWhileRefractory !== true)
        membrane = rest + kept * (membrane - rest) + gain * now - (owed[i] as number);
      owed[i] = 0;
      if (above ? membrane > threshold : membrane >= threshold) {
        fired[count++] = i;
        refractory[i] = refractorySteps;
        if (taken === null) membrane = resetTo ?? rest;
        else if (resetLater) owed[i] = taken;
        else membrane -= taken;
      }
      v[i] = membrane;
    }
    return count;
  }

  inject(each: Float64Array): void {
    this.current.set(each);
  }

  valueOf(variable: number, neuron: number): number {
    return (variable === 0 ? this.v : this.input)[neuron] as number;
  }
}

function known(stepping: Stepping, given: ParameterReader): Known {
  const missing: string[] = [];
  const or = (value: number | null, name: string, otherwise: number): number => {
    if (value === null) missing.push(`${name} ${otherwise}`);
    return value ?? otherwise;
  };
  const rest = or(stepping.rest, 'rest', 0);
  const threshold = or(stepping.threshold, 'threshold', rest + 1);
  const kept = or(stepping.kept, 'the part of the membrane kept in each step', 0.9);
  const made = { ...stepping, kept, rest, threshold, gain: or(stepping.gain, 'the gain of the input', 1) };
  if (stepping.subtract === null && stepping.resetTo === null) missing.push(`a reset to ${rest}`);
  if (missing.length > 0) given.note(`${given.population.name}: not known and assumed: ${missing.join(', ')}`);
  return made;
}

const port = ({ unit }: Stepping): Port => ({ name: 'input', unit, sign: 'any' });

const model: NeuronModel<Parameters> = {
  dynamics: 'discrete-lif',
  read: (given) => {
    const { stepping } = given.population;
    if (!stepping) throw new Unsuited('how it steps is not known');
    const complete = known(stepping, given);
    return { stepping: complete, initial: given.value({ role: 'initial' }, complete.rest), constantCurrentPa: 0 };
  },
  ports: ({ stepping }) => [port(stepping)],
  variables: ({ stepping }) => {
    const [membrane] = stepping.unit === 'mV' ? membraneOnly : [{ name: 'v', unit: '' }];
    const variables: Variable[] = membrane ? [membrane] : [];
    return stepping.synapticKept === null ? variables : [...variables, { name: 'input', unit: stepping.unit ?? '' }];
  },
  create: (size, { stepping, initial, constantCurrentPa }) =>
    new SteppingNeurons(size, stepping, initial, constantCurrentPa),
};

export default model;
