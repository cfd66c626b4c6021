// Izhikevich's neuron of 2003 by the schemes that its simulators step it with: Euler, two half steps of the membrane as in the paper, or the midpoint.
import { type NeuronModel, type Neurons, type PerNeuron, type Port, spread, valueAt, type Variable } from '../model';
import { combine, type ParameterReader } from '../parameters';

interface Parameters {
  readonly a: PerNeuron;
  readonly b: PerNeuron;
  readonly resetMv: PerNeuron;
  readonly d: PerNeuron;
  readonly peakMv: PerNeuron;
  readonly lowestMv: number;
  readonly initialMv: PerNeuron;
  readonly initialU: PerNeuron;
  readonly constantCurrentPa: PerNeuron;
  readonly scheme: Scheme;
  /** Null where events are not spread over time. */
  readonly synapticTimesMs: readonly [number, number] | null;
  /** Of conductances; null where events are currents. */
  readonly reversalsMv: readonly [number, number] | null;
  /** What the equation, which has no units, takes 1 pA for. */
  readonly perPa: number;
  readonly weightUnit: string | null;
}

interface Scheme {
  /** Two half steps of v, and u by the new v; else both by Euler from their old values. */
  readonly halves: boolean;
  /** Both by the midpoint method, with a longer step after a spike, which makes up for its being seen at a step's end. */
  readonly midpoint: boolean;
  /** Whether arrivals make v jump at the end of a step; else they are a current in their own step. */
  readonly jumps: boolean;
}

class IzhikevichNeurons implements Neurons {
  private readonly v: Float64Array;
  private readonly u: Float64Array;
  private readonly current: Float64Array;
  private readonly synaptic: readonly [Float64Array, Float64Array];
  /** What an event adds at the step's end, so that the sum over the steps is the integral. */
  private readonly gains: readonly [number, number];
  /** Of the next step, in steps. */
  private readonly stretch: Float64Array;
  private readonly tables: Readonly<Record<'a' | 'b' | 'c' | 'd' | 'peak', Float64Array>>;

  constructor(
    private readonly size: number,
    private readonly parameters: Parameters,
    private readonly dtMs: number,
  ) {
    const { a, b, resetMv, d, peakMv } = parameters;
    this.v = spread(parameters.initialMv, size);
    this.u = spread(parameters.initialU, size);
    this.current = spread(parameters.constantCurrentPa, size);
    this.stretch = new Float64Array(size).fill(1);
    const gain = (tauMs: number): number => (tauMs / dtMs) * -Math.expm1(-dtMs / tauMs);
    const times = parameters.synapticTimesMs;
    this.gains = times ? [gain(times[0]), gain(times[1])] : [1, 1];
    this.synaptic = [new Float64Array(size), new Float64Array(size)];
    const [first, second, c, fourth, peak] = [a, b, resetMv, d, peakMv].map((value) => spread(value, size));
    this.tables = { a: first, b: second, c, d: fourth, peak } as typeof this.tables;
  }

  inject(currentPa: Float64Array): void {
    for (let i = 0; i < this.size; i++)
      this.current[i] = valueAt(this.parameters.constantCurrentPa, i) + (currentPa[i] as number);
  }

  step(arrivals: readonly Float64Array[], fired: Uint32Array): number {
    const { size, dtMs, v, u, current, tables, parameters } = this;
    const { scheme, lowestMv, perPa } = parameters;
    let count = 0;
    for (let i = 0; i < size; i++) {
      const arrived = this.arrived(arrivals, i);
      const flowing = (current[i] as number) * perPa + (scheme.jumps ? 0 : arrived);
      const old = v[i] as number;
      let recovery = u[i] as number;
      const slope = (x: number): number => 0.04 * x * x + 5 * x + 140 - recovery + flowing;
      const a = tables.a[i] as number;
      const b = tables.b[i] as number;
      let membrane: number;
      if (scheme.halves) {
        const middle = old + dtMs * 0.5 * slope(old);
        membrane = middle + dtMs * 0.5 * slope(middle);
        recovery += dtMs * a * (b * membrane - recovery);
      } else if (scheme.midpoint) {
        const stepMs = dtMs * (this.stretch[i] as number);
        const middle = old + 0.5 * stepMs * slope(old);
        const change = 0.5 * stepMs * a * (b * old - recovery);
        membrane = old + stepMs * (slope(middle) - change);
        recovery += stepMs * a * (b * middle - recovery - change);
        this.stretch[i] = 1;
      } else {
        membrane = old + dtMs * slope(old);
        recovery += dtMs * a * (b * old - recovery);
      }
      if (scheme.jumps) membrane += arrived;
      membrane = Math.max(lowestMv, membrane);
      if (membrane >= (tables.peak[i] as number)) {
        fired[count++] = i;
        membrane = tables.c[i] as number;
        recovery += tables.d[i] as number;
        if (scheme.midpoint) this.stretch[i] = stretchAfterSpike;
      }
      v[i] = membrane;
      u[i] = recovery;
    }
    return count;
  }

  valueOf(variable: number, neuron: number): number {
    return (variable === 0 ? this.v : this.u)[neuron] as number;
  }

  /** What acts on the neuron in this step. */
  private arrived(arrivals: readonly Float64Array[], i: number): number {
    const { synapticTimesMs: times, reversalsMv: reversals } = this.parameters;
    if (times === null) {
      const [arriving] = arrivals as readonly [Float64Array];
      const sum = arriving[i] as number;
      arriving[i] = 0;
      return sum;
    }
    let sum = 0;
    for (const port of [0, 1] as const) {
      const [arriving, held] = [arrivals[port] as Float64Array, this.synaptic[port]];
      const driving = reversals === null ? 1 : (reversals[port] as number) - (this.v[i] as number);
      sum += (held[i] as number) * driving;
      held[i] = (held[i] as number) * Math.exp(-this.dtMs / times[port]) + this.gains[port] * (arriving[i] as number);
      arriving[i] = 0;
    }
    return sum;
  }
}

/** sPyNNaker 7, neural_modelling/src/neuron/models/neuron_model_izh_impl.h: `SIMPLE_TQ_OFFSET`. */
const stretchAfterSpike = 1.85;

/** sPyNNaker's cells: the midpoint, and nA as the equation's own unit. */
const isSpynnaker = ({ population }: ParameterReader): boolean => /^IZK_|^Izhikevich_cond$/.test(population.model);

const isGenn = ({ backend }: ParameterReader): boolean => /genn/i.test(backend);

/** NEST 3.8 models/izhikevich.cpp; GeNN's Izhikevich and the paper take half steps; what else there is takes input as a current of its step. */
function schemeOf(given: ParameterReader): Scheme {
  const { backend } = given;
  if (isSpynnaker(given)) return { halves: false, midpoint: true, jumps: false };
  const consistent = given.population.params['consistent_integration']?.value !== 0;
  if (/nest|pynn|spinn/i.test(backend)) return { halves: !consistent, midpoint: false, jumps: consistent };
  return { halves: isGenn(given), midpoint: false, jumps: false };
}

function read(given: ParameterReader): Parameters {
  const value = (keys: readonly string[], otherwise: number, unit: string | null = null): PerNeuron =>
    given.value({ keys, unit }, otherwise);
  const b = value(['b', 'izh_b'], 0.2);
  const initialMv = given.value({ role: 'initial', keys: ['v_init', 'V'], unit: 'mV' }, -65);
  const times = [given.find({ role: 'synapticTimeExcitatory' }), given.find({ role: 'synapticTimeInhibitory' })].map(
    (found) => (typeof found?.value === 'number' ? found.value : null),
  );
  const [excitatory, inhibitory] = times;
  const scheme = schemeOf(given);
  const [toExcite, toInhibit] = ['e_rev_E', 'e_rev_I'].map((key) => given.find({ keys: [key], unit: 'mV' }));
  return {
    ...{ a: value(['a', 'izh_a'], 0.02), b, d: value(['d', 'izh_d'], 8), resetMv: value(['c', 'izh_c'], -65, 'mV') },
    peakMv: given.value({ role: 'threshold' }, isGenn(given) ? 29.99 : 30),
    lowestMv: given.single({ keys: ['V_min'], unit: 'mV' }, -Infinity),
    initialMv,
    // NEST starts u at b · v, and so do the paper and PyNN where u is not given.
    initialU: given.value(
      { keys: ['U_m', 'u_init', 'u_recovery', 'U'] },
      combine([b, initialMv], (slope, v) => slope * v),
    ),
    constantCurrentPa: given.value({ role: 'constantCurrent' }, 0),
    scheme,
    synapticTimesMs: excitatory && inhibitory ? [excitatory, inhibitory] : null,
    reversalsMv:
      typeof toExcite?.value === 'number' && typeof toInhibit?.value === 'number'
        ? [toExcite.value, toInhibit.value]
        : null,
    perPa: isSpynnaker(given) ? 0.001 : 1,
    weightUnit: isSpynnaker(given)
      ? toExcite
        ? 'µS'
        : 'nA'
      : /^pynn|spinn/i.test(given.backend)
        ? 'pA'
        : scheme.jumps
          ? 'mV'
          : null,
  };
}

function portsOf({ synapticTimesMs, reversalsMv, weightUnit: unit }: Parameters): readonly Port[] {
  if (synapticTimesMs === null) return [{ name: 'membrane', unit, sign: 'any' }];
  if (reversalsMv !== null)
    return [
      { name: 'excitatory', unit, sign: 'positive' },
      { name: 'inhibitory', unit, sign: 'positive', inhibits: true },
    ];
  return [
    { name: 'excitatory', unit, sign: 'any' },
    { name: 'inhibitory', unit, sign: 'negative', inhibits: true },
  ];
}

const variables: readonly Variable[] = [
  { name: 'v', unit: 'mV' },
  { name: 'u', unit: 'mV/ms' },
];

const model: NeuronModel<Parameters> = {
  dynamics: 'izhikevich',
  read,
  ports: portsOf,
  variables: () => variables,
  create: (size, parameters, dtMs) => new IzhikevichNeurons(size, parameters, dtMs),
};

export default model;
