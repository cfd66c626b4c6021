// Connections whose events change from one to the next: what they have in common, and how far the weights of those that learn have moved.
import { type Deliver } from './delivery';
import { type Arrivals } from './arrivals';
import { type History } from './history';
import { type Connection } from './plan';
import { type Learned, type Released, type WeightSummary } from './recording';
import { type Rows } from './rows';

/** A connection at work that is no plain delivery. */
export interface Changing {
  /** The summed weights of all that was delivered. */
  readonly carried: number;
  /** @param heard the history of the target */
  delivery(fired: History, heard: History, arrivals: Arrivals): Deliver;
  /** Looks at the weights after so many steps. */
  sample(stepsDone: number): void;
  learned(): Omit<Learned, 'source' | 'target' | 'weightUnit'> | null;
  released(): Omit<Released, 'source' | 'target'> | null;
}

/** A weight for each synapse, to be changed in place. */
export const weightsToChange = ({ weight }: Pick<Connection, 'weight'>, { targets, weights }: Rows): Float64Array =>
  weights === undefined ? new Float64Array(targets.length).fill(weight) : Float64Array.from(weights);

export interface Bounds {
  /** Of the sizes of the weights; below 0 where a weight may change its sign. */
  readonly lowest: number;
  readonly highest: number;
}

const bins = 40;
/** So many synapses tell the course of all. */
const mostWatched = 4000;

/** The bins of a histogram that holds all of these. */
export function edgesFor(...lists: readonly ArrayLike<number>[]): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      low = Math.min(low, list[i] as number);
      high = Math.max(high, list[i] as number);
    }
  if (!Number.isFinite(low) || !Number.isFinite(high)) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - Math.abs(low) * 0.5 - 1e-12, high + Math.abs(high) * 0.5 + 1e-12];
  return Float64Array.from({ length: bins + 1 }, (_, i) => low + ((high - low) * i) / bins);
}

export function summarizeWeights(
  weights: ArrayLike<number>,
  { lowest, highest }: Bounds,
  edges: Float64Array,
): WeightSummary {
  const size = weights.length;
  const counts = new Uint32Array(bins);
  const [first, last] = [edges[0] as number, edges[bins] as number];
  let [mean, squares, min, max, atLowest, atHighest] = [0, 0, Infinity, -Infinity, 0, 0];
  for (let i = 0; i < size; i++) {
    const weight = weights[i] as number;
    const off = weight - mean;
    mean += off / (i + 1);
    squares += off * (weight - mean);
    min = Math.min(min, weight);
    max = Math.max(max, weight);
    const held = lowest < 0 ? weight : Math.abs(weight);
    if (held === lowest) atLowest++;
    if (held === highest) atHighest++;
    const bin = Math.min(bins - 1, Math.floor(((weight - first) / (last - first)) * bins));
    if (bin >= 0) counts[bin] = (counts[bin] as number) + 1;
  }
  if (size === 0) return { mean: 0, sd: 0, min: 0, max: 0, atLowest: 0, atHighest: 0, counts };
  return {
    ...{ mean, sd: Math.sqrt(squares / size), min, max, counts },
    ...{ atLowest: atLowest / size, atHighest: atHighest / size },
  };
}

/** The mean and the spread of some weights over time. */
export class Course {
  private readonly stride: number;
  private readonly means: number[] = [];
  private readonly sds: number[] = [];

  constructor(
    private readonly weights: Float64Array,
    private readonly everySteps: number,
    private readonly dtMs: number,
  ) {
    this.stride = Math.max(1, Math.floor(weights.length / mostWatched));
  }

  sample(stepsDone: number): void {
    if (stepsDone % this.everySteps !== 0) return;
    const { weights, stride } = this;
    let [count, mean, squares] = [0, 0, 0];
    for (let i = 0; i < weights.length; i += stride) {
      const off = (weights[i] as number) - mean;
      mean += off / ++count;
      squares += off * ((weights[i] as number) - mean);
    }
    this.means.push(mean);
    this.sds.push(count === 0 ? 0 : Math.sqrt(squares / count));
  }

  result(): Learned['course'] {
    return {
      intervalMs: this.everySteps * this.dtMs,
      mean: Float64Array.from(this.means),
      sd: Float64Array.from(this.sds),
    };
  }
}

/** Points of a course of weights. */
export const coursePoints = 200;
