// Connection rules into synapses: compressed rows by source, or "everyone" where there is nothing to list.
import { type ConnectionRule } from '../core/network/network';
import { SimulationError } from './error';
import { type Reals } from './model';
import { type Random } from './random';

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
}

/** More synapses than this in one projection don't fit into memory beside an editor. */
const mostSynapses = 200e6;

export type DrawnRule = Extract<
  ConnectionRule,
  { kind: 'all-to-all' | 'one-to-one' | 'fixed-probability' | 'fixed-indegree' }
>;

export const isDrawn = (rule: ConnectionRule): rule is DrawnRule =>
  ['all-to-all', 'one-to-one', 'fixed-probability', 'fixed-indegree'].includes(rule.kind);

/** Draws a rule; autapses are allowed, as NEST and PyNN do by default. `distinct`: no source twice for one target. */
export function connect(rule: DrawnRule, pre: number, post: number, random: Random, distinct = false): Synapses {
  switch (rule.kind) {
    case 'all-to-all':
      return { kind: 'everyone' };
    case 'one-to-one':
      return oneToOne(pre, post);
    case 'fixed-probability':
      return bernoulliPairs(pre, post, rule.probability, random);
    case 'fixed-indegree':
      return fixedIndegree(pre, post, rule.indegree, random, distinct && rule.indegree <= pre);
  }
}

function oneToOne(pre: number, post: number): Synapses {
  const pairs = Math.min(pre, post);
  return {
    kind: 'rows',
    offsets: Uint32Array.from({ length: pre + 1 }, (_, source) => Math.min(source, pairs)),
    targets: Uint32Array.from({ length: pairs }, (_, target) => target),
  };
}

/** Every pair with the same probability: the gaps between the chosen pairs are geometric, so only the chosen ones cost time. */
function bernoulliPairs(pre: number, post: number, probability: number, random: Random): Synapses {
  if (!(probability >= 0 && probability <= 1)) throw new SimulationError(`connection probability is ${probability}`);
  if (probability === 1) return { kind: 'everyone' };
  const expected = pre * post * probability;
  requireMemory(expected);
  const offsets = new Uint32Array(pre + 1);
  let targets = new Uint32Array(Math.ceil(expected + 6 * Math.sqrt(expected)) + 16);
  let count = 0;
  const perLog = probability > 0 ? 1 / Math.log1p(-probability) : 0;
  let target = probability > 0 ? Math.floor(Math.log(1 - random.uniform()) * perLog) : post * pre;
  for (let source = 0; source < pre; source++) {
    while (target < post) {
      if (count === targets.length) targets = grown(targets);
      targets[count++] = target;
      target += 1 + Math.floor(Math.log(1 - random.uniform()) * perLog);
    }
    target -= post;
    offsets[source + 1] = count;
  }
  return { kind: 'rows', offsets, targets: targets.subarray(0, count) };
}

function fixedIndegree(pre: number, post: number, indegree: number, random: Random, distinct: boolean): Synapses {
  if (!Number.isInteger(indegree) || indegree < 0) throw new SimulationError(`connection in-degree is ${indegree}`);
  requireMemory(indegree * post);
  const sources = new Uint32Array(indegree * post);
  if (distinct) drawDistinct(sources, pre, indegree, random);
  else for (let i = 0; i < sources.length; i++) sources[i] = random.integer(pre);
  return rowsBySource(sources, pre, indegree);
}

/** The first part of a Fisher-Yates shuffle for each target; the order left by the last one is as good a start as any. */
function drawDistinct(sources: Uint32Array, pre: number, indegree: number, random: Random): void {
  const deck = Uint32Array.from({ length: pre }, (_, source) => source);
  for (let i = 0; i < sources.length; i++) {
    const drawn = i % indegree;
    const other = drawn + random.integer(pre - drawn);
    const card = deck[other] as number;
    deck[other] = deck[drawn] as number;
    deck[drawn] = card;
    sources[i] = card;
  }
}

/** Counting sort of a list that holds `perTarget` sources for each target in turn. */
function rowsBySource(sources: Uint32Array, pre: number, perTarget: number): Synapses {
  const offsets = new Uint32Array(pre + 1);
  for (const source of sources) offsets[source + 1] = (offsets[source + 1] as number) + 1;
  for (let source = 0; source < pre; source++) {
    offsets[source + 1] = (offsets[source + 1] as number) + (offsets[source] as number);
  }
  const next = offsets.slice(0, pre);
  const targets = new Uint32Array(sources.length);
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i] as number;
    const place = next[source] as number;
    targets[place] = Math.floor(i / perTarget);
    next[source] = place + 1;
  }
  return { kind: 'rows', offsets, targets };
}

function requireMemory(synapses: number): void {
  if (synapses <= mostSynapses) return;
  throw new SimulationError(`${Math.round(synapses / 1e6)} million synapses are too many to simulate here`);
}

function grown(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
