// Synaptic variables of neurons that are integrated numerically: how each of their ports decays, and what it adds to the membrane.
import { type PerNeuron, type Port, valueAt } from './model';

export type Shape = 'delta' | 'exp' | 'alpha' | 'beta';

/** One port of a model. */
export interface Receptor {
  readonly port: Port;
  readonly shape: Shape;
  readonly decayMs: PerNeuron;
  /** Of `beta` only. */
  readonly riseMs?: PerNeuron;
  /** Null for a current. */
  readonly reversalMv: PerNeuron | null;
  /** What a weight of 1 peaks at, where that is not 1. */
  readonly peak?: PerNeuron;
}

/** Its state in a neuron's list of variables: the conductance or current, and behind it what feeds one that rises slowly. */
export const variablesOf = ({ shape }: Receptor): number => (shape === 'delta' ? 0 : shape === 'exp' ? 1 : 2);

/** See `Smooth`. */
type Openness = (neuron: number, y: Float64Array, port: number) => number;

/** One neuron's receptors at one moment: their slopes, and the current that they let into the membrane. */
export class Receptors {
  readonly size: number;
  private readonly places: readonly number[];

  constructor(
    private readonly all: readonly Receptor[],
    first: number,
  ) {
    const places: number[] = [];
    let at = first;
    for (const each of all) {
      places.push(at);
      at += variablesOf(each);
    }
    this.places = places;
    this.size = at - first;
  }

  /** In pA, into the cell; writes the slopes of its own variables. */
  current(neuron: number, y: Float64Array, out: Float64Array, membraneMv: number, openness?: Openness): number {
    let sum = 0;
    for (let k = 0; k < this.all.length; k++) {
      const { shape, decayMs, riseMs, reversalMv } = this.all[k] as Receptor;
      if (shape === 'delta') continue;
      const at = this.places[k] as number;
      const value = y[at] as number;
      const decay = valueAt(decayMs, neuron);
      if (shape === 'exp') out[at] = -value / decay;
      else {
        const rising = y[at + 1] as number;
        out[at + 1] = -rising / (riseMs === undefined ? decay : valueAt(riseMs, neuron));
        out[at] = rising - value / decay;
      }
      const open = openness === undefined ? value : value * openness(neuron, y, k);
      sum += reversalMv === null ? open : open * (valueAt(reversalMv, neuron) - membraneMv);
    }
    return sum;
  }

  /** Lets a weight arrive at a port: a jump of the membrane, of the variable, or of what feeds it so that it peaks at the weight. */
  receive(port: number, arriving: number, neuron: number, y: Float64Array): void {
    const { shape, decayMs, riseMs, peak } = this.all[port] as Receptor;
    const at = this.places[port] as number;
    const weight = peak === undefined ? arriving : arriving * valueAt(peak, neuron);
    const decay = valueAt(decayMs, neuron);
    const add = (place: number, by: number): void => {
      y[place] = (y[place] as number) + by;
    };
    if (shape === 'delta') add(0, weight);
    else if (shape === 'exp') add(at, weight);
    else add(at + 1, weight * (riseMs === undefined ? Math.E / decay : slopeToPeak(valueAt(riseMs, neuron), decay)));
  }

  /** The places of those that have a time course. */
  get traced(): readonly number[] {
    return this.places.filter((_, k) => this.all[k]?.shape !== 'delta');
  }
}

/** The slope after which a difference of exponentials peaks at 1; e/τ where the two are equal. */
function slopeToPeak(rise: number, decay: number): number {
  if (Math.abs(rise - decay) < 1e-9 * decay) return Math.E / decay;
  const peakMs = (decay * rise * Math.log(decay / rise)) / (decay - rise);
  return (1 / rise - 1 / decay) / (Math.exp(-peakMs / decay) - Math.exp(-peakMs / rise));
}
