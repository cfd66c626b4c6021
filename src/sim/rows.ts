// Synapses in rows: the targets of each source one after the other, with a weight and a delay for each where they differ.
import { SimulationError } from './error';
import { type Reals } from './model';
import { type Words } from './words';

/** `everyone` stands for all targets of every source. */
export type Synapses = { readonly kind: 'everyone' } | Rows;

/** The targets of source `i` are `targets[offsets[i] … offsets[i + 1] - 1]`. */
export interface Rows {
  readonly kind: 'rows';
  readonly offsets: Uint32Array;
  readonly targets: Uint16Array | Uint32Array;
  /** Where each synapse has its own. */
  readonly weights?: Reals;
  /** In steps, where each synapse has its own. */
  readonly delays?: Uint16Array;
  /** Of a list of pairs: where its synapses stand in the rows. */
  readonly places?: Uint32Array;
}

/** Neurons of a group, from the first on, before the last. */
export interface Range {
  readonly from: number;
  readonly end: number;
}

/** What a variable of the neurons at one of the ends is before the run, by its name; null where it is not known. */
export type ValuesOf = (side: 'pre' | 'post', variable: string) => ArrayLike<number> | null;

/** Who is to be connected, and what may happen. */
export interface Pairing {
  readonly pre: number;
  readonly post: number;
  /** Whether both are the same neurons. */
  readonly same: boolean;
  readonly autapses: boolean;
  readonly multapses: boolean;
  /** Where only synapses onto these targets are kept, which are counted from the first of them then. */
  readonly within?: Range;
  /** For rules that speak of the neurons' variables. */
  readonly valuesOf?: ValuesOf;
  /** The random words of this connection, from the first one on; where neurons have streams, those of the one that begins with this neuron. */
  readonly words: (neuron?: number) => Words;
}

/** More synapses than this in one projection don't fit into memory beside an editor. */
const mostSynapses = 200e6;

export function requireMemory(synapses: number): void {
  if (synapses <= mostSynapses) return;
  throw new SimulationError(`${Math.round(synapses / 1e6)} million synapses are too many to simulate here`);
}

/** Two bytes where they hold every target. */
export const targetArray = (length: number, post: number): Uint16Array | Uint32Array =>
  post <= 2 ** 16 ? new Uint16Array(length) : new Uint32Array(length);

/** Counting sort by source; synapses of one source keep their order. */
export function rowsOf(sources: Uint32Array, targets: Uint16Array | Uint32Array, pre: number): Rows {
  const offsets = new Uint32Array(pre + 1);
  for (const source of sources) offsets[source + 1] = (offsets[source + 1] as number) + 1;
  for (let i = 0; i < pre; i++) offsets[i + 1] = (offsets[i + 1] as number) + (offsets[i] as number);
  const next = offsets.slice(0, pre);
  const sorted = targets.slice();
  const places = new Uint32Array(sources.length);
  for (let k = 0; k < sources.length; k++) {
    const source = sources[k] as number;
    const place = next[source] as number;
    sorted[place] = targets[k] as number;
    places[k] = place;
    next[source] = place + 1;
  }
  return { kind: 'rows', offsets, targets: sorted, places };
}

/** The synapses onto some of the targets, which are counted from the first of these. */
export function rowsWithin({ offsets, targets, weights, delays }: Rows, { from, end }: Range): Rows {
  const isWithin = (target: number): boolean => target >= from && target < end;
  const own = new Uint32Array(offsets.length);
  let count = 0;
  for (const target of targets) if (isWithin(target)) count++;
  const to = targetArray(count, end - from);
  const by = weights instanceof Float32Array ? new Float32Array(count) : weights && new Float64Array(count);
  const after = delays && new Uint16Array(count);
  let k = 0;
  for (let source = 0; source + 1 < offsets.length; source++) {
    for (let i = offsets[source] as number; i < (offsets[source + 1] as number); i++) {
      const target = targets[i] as number;
      if (!isWithin(target)) continue;
      to[k] = target - from;
      if (by && weights) by[k] = weights[i] as number;
      if (after && delays) after[k] = delays[i] as number;
      k++;
    }
    own[source + 1] = k;
  }
  return { kind: 'rows', offsets: own, targets: to, ...(by && { weights: by }), ...(after && { delays: after }) };
}

/** Synapses of one source in the order of their delays, so that a spike goes through the slots one after the other. */
export function sortByDelay(rows: Rows): Rows {
  const { offsets, targets, weights, delays } = rows;
  if (delays === undefined) return rows;
  const [to, by, after] = [targets.slice(), weights?.slice(), delays.slice()];
  const longest = delays.reduce((most, delay) => Math.max(most, delay), 0);
  const next = new Uint32Array(longest + 2);
  for (let source = 0; source + 1 < offsets.length; source++) {
    const [start, end] = [offsets[source] as number, offsets[source + 1] as number];
    next.fill(0);
    for (let i = start; i < end; i++) {
      const bin = (delays[i] as number) + 1;
      next[bin] = (next[bin] as number) + 1;
    }
    for (let bin = 1; bin < next.length; bin++) next[bin] = (next[bin] as number) + (next[bin - 1] as number);
    for (let i = start; i < end; i++) {
      const delay = delays[i] as number;
      const place = start + (next[delay] as number);
      next[delay] = (next[delay] as number) + 1;
      to[place] = targets[i] as number;
      after[place] = delay;
      if (by && weights) by[place] = weights[i] as number;
    }
  }
  return { kind: 'rows', offsets, targets: to, delays: after, ...(by ? { weights: by } : {}) };
}
