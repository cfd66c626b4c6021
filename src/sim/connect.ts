// Connection rules into synapses: compressed rows by source, or "everyone" where there is nothing to list.
import { type ConnectionRule, type Numbers, type PairRule } from '../core/network/network';
import { connectByDistance } from './distance';
import { SimulationError } from './error';
import { generatedPairs } from './generated';
import { chosenPairs, plainProbability, repeated } from './pairCondition';
import {
  type Pairing,
  type Range,
  requireMemory,
  type Rows,
  rowsOf,
  rowsWithin,
  type Synapses,
  targetArray,
} from './rows';
import { skipsOf } from './skips';
import { neuronsPerStream, type Words } from './words';

export type DrawnRule = Exclude<ConnectionRule, { kind: 'unknown' }>;

/** Draws a rule. The same seed gives the same synapses, whether kernels make the random words or not. */
export function connect(rule: DrawnRule, pairing: Pairing): Synapses {
  const { within, ...whole } = pairing;
  if (within === undefined) return drawn(rule, whole);
  if (rule.kind === 'fixed-probability' && rule.probability < 1) return bernoulliPairs(pairing, rule.probability);
  if (rule.kind === 'fixed-indegree') return fixedIndegree(pairing, rule.indegree);
  const synapses = drawn(rule, whole);
  return synapses.kind === 'everyone' ? synapses : rowsWithin(synapses, within);
}

function drawn(rule: DrawnRule, pairing: Pairing): Synapses {
  switch (rule.kind) {
    case 'all-to-all':
      return allToAll(pairing);
    case 'one-to-one':
      return oneToOne(pairing);
    case 'fixed-probability':
      return bernoulliPairs(pairing, rule.probability);
    case 'fixed-indegree':
      return fixedIndegree(pairing, rule.indegree);
    case 'fixed-outdegree':
      return fixedOutdegree(pairing, rule.outdegree);
    case 'fixed-total':
      return fixedTotal(pairing, rule.total);
    case 'pairs':
      return givenPairs(pairing, rule.pre, rule.post, rule.chance);
    case 'pair-condition':
      return byCondition(pairing, rule);
    case 'by-distance':
      return connectByDistance(pairing, rule);
    case 'generated':
      return generatedPairs(pairing, rule);
  }
}

const excludesSelf = ({ same, autapses }: Pairing): boolean => same && !autapses;

function allToAll(pairing: Pairing): Synapses {
  return excludesSelf(pairing) ? everyPair(pairing) : { kind: 'everyone' };
}

/** All pairs, written out. */
export function everyPair(pairing: Pairing): Rows {
  const { pre, post } = pairing;
  const self = excludesSelf(pairing);
  const perSource = self ? post - 1 : post;
  requireMemory(pre * perSource);
  const targets = targetArray(pre * perSource, post);
  let count = 0;
  for (let source = 0; source < pre; source++) {
    for (let target = 0; target < post; target++) if (!self || target !== source) targets[count++] = target;
  }
  return { kind: 'rows', offsets: Uint32Array.from({ length: pre + 1 }, (_, i) => i * perSource), targets };
}

function oneToOne({ pre, post }: Pairing): Synapses {
  const pairs = Math.min(pre, post);
  const targets = targetArray(pairs, post);
  for (let i = 0; i < pairs; i++) targets[i] = i;
  return { kind: 'rows', offsets: Uint32Array.from({ length: pre + 1 }, (_, i) => Math.min(i, pairs)), targets };
}

/** Every pair with the same probability: the gaps between the chosen pairs are geometric, so only the chosen ones cost time. */
function bernoulliPairs(pairing: Pairing, probability: number): Synapses {
  const { pre, post, within = { from: 0, end: post } } = pairing;
  if (!(probability >= 0 && probability <= 1)) throw new SimulationError(`connection probability is ${probability}`);
  if (probability === 1) return allToAll(pairing);
  const expected = pre * post * probability;
  requireMemory(expected);
  const offsets = new Uint32Array(pre + 1);
  const { from, end } = within;
  const kept = expected * ((end - from) / Math.max(1, post));
  let targets = targetArray(Math.ceil(kept + 6 * Math.sqrt(kept)) + 16, end - from);
  let count = 0;
  const skip = skipsOf(probability, pairing.words());
  const self = excludesSelf(pairing);
  let target = skip();
  for (let source = 0; source < pre; source++) {
    while (target < post) {
      if (target >= from && target < end && (!self || target !== source)) {
        if (count === targets.length) targets = grown(targets, end - from);
        targets[count++] = target - from;
      }
      target += 1 + skip();
    }
    target -= post;
    offsets[source + 1] = count;
  }
  return { kind: 'rows', offsets, targets: targets.subarray(0, count) };
}

function grown(targets: Uint16Array | Uint32Array, post: number): Uint16Array | Uint32Array {
  const larger = targetArray(targets.length * 2, post);
  larger.set(targets);
  return larger;
}

function requireDegree(what: string, degree: number, { autapses, multapses, same }: Pairing, others: number): void {
  if (!Number.isInteger(degree) || degree < 0) throw new SimulationError(`connection ${what} is ${degree}`);
  const most = others - (same && !autapses ? 1 : 0);
  if (degree > 0 && (most < 1 || (!multapses && degree > most)))
    throw new SimulationError(
      `connection ${what} is ${degree}, but there are only ${Math.max(0, most)} to choose from`,
    );
}

/** The same draws twice, counted and then placed: a list of all sources would take as much memory as the synapses. */
function fixedIndegree(pairing: Pairing, indegree: number): Synapses {
  const { pre, post, within = { from: 0, end: post } } = pairing;
  requireDegree('in-degree', indegree, pairing, pre);
  requireMemory(indegree * post);
  const offsets = new Uint32Array(pre + 1);
  forEachDegree(pairing, within, pre, indegree, (_, source) => {
    offsets[source + 1] = (offsets[source + 1] as number) + 1;
  });
  for (let i = 0; i < pre; i++) offsets[i + 1] = (offsets[i + 1] as number) + (offsets[i] as number);
  const next = offsets.slice(0, pre);
  const { from, end } = within;
  const targets = targetArray(indegree * (end - from), end - from);
  forEachDegree(pairing, within, pre, indegree, (target, source) => {
    const place = next[source] as number;
    targets[place] = target - from;
    next[source] = place + 1;
  });
  return { kind: 'rows', offsets, targets };
}

function fixedOutdegree(pairing: Pairing, outdegree: number): Synapses {
  const { pre, post } = pairing;
  requireDegree('out-degree', outdegree, pairing, post);
  requireMemory(outdegree * pre);
  const targets = targetArray(outdegree * pre, post);
  let count = 0;
  forEachDegree(pairing, { from: 0, end: pre }, post, outdegree, (_, target) => {
    targets[count++] = target;
  });
  return { kind: 'rows', offsets: Uint32Array.from({ length: pre + 1 }, (_, i) => i * outdegree), targets };
}

type Visit = (one: number, other: number) => void;

/** For each of these, `degree` others out of `from`. */
function forEachDegree(pairing: Pairing, ones: Range, from: number, degree: number, visit: Visit): void {
  for (let first = ones.from; first < ones.end; first += neuronsPerStream) {
    const some = { from: first, end: Math.min(ones.end, first + neuronsPerStream) };
    (pairing.multapses ? drawOthers : dealOthers)(
      some,
      excludesSelf(pairing),
      from,
      degree,
      pairing.words(first),
      visit,
    );
  }
}

function drawOthers(ones: Range, self: boolean, from: number, degree: number, words: Words, visit: Visit): void {
  for (let one = ones.from; one < ones.end; one++) {
    for (let k = 0; k < degree; k++) {
      let other = words.integer(from);
      while (self && other === one) other = words.integer(from);
      visit(one, other);
    }
  }
}

/** The first part of a Fisher-Yates shuffle for each; the order left by the last one is as good a start as any. */
function dealOthers(ones: Range, self: boolean, from: number, degree: number, words: Words, visit: Visit): void {
  const deck = Uint32Array.from({ length: from }, (_, i) => i);
  for (let one = ones.from; one < ones.end; one++) {
    for (let k = 0, drawn = 0; drawn < degree; k++) {
      const other = k + words.integer(from - k);
      const card = deck[other] as number;
      deck[other] = deck[k] as number;
      deck[k] = card;
      if (self && card === one) continue;
      visit(one, card);
      drawn++;
    }
  }
}

function fixedTotal(pairing: Pairing, total: number): Synapses {
  const { pre, post, multapses } = pairing;
  requireDegree('number of synapses', total, pairing, pre * post);
  requireMemory(total);
  const words = pairing.words();
  const self = excludesSelf(pairing);
  const [sources, targets] = [new Uint32Array(total), targetArray(total, post)];
  const taken = new Set<number>();
  for (let k = 0; k < total;) {
    const [source, target] = [words.integer(pre), words.integer(post)];
    if (self && source === target) continue;
    if (!multapses) {
      const pair = source * post + target;
      if (taken.has(pair)) continue;
      taken.add(pair);
    }
    sources[k] = source;
    targets[k++] = target;
  }
  return rowsOf(sources, targets, pre);
}

function givenPairs(pairing: Pairing, from: Numbers, to: Numbers, chance = 1): Synapses {
  const { pre, post } = pairing;
  if (from.length !== to.length) {
    throw new SimulationError(`${from.length} sources and ${to.length} targets are listed: they have to be pairs`);
  }
  requireMemory(from.length);
  const [sources, targets] = [Uint32Array.from(from), targetArray(to.length, post)];
  for (let k = 0; k < to.length; k++) {
    const [source, target] = [from[k] as number, to[k] as number];
    if (!(source >= 0 && source < pre && target >= 0 && target < post))
      throw new SimulationError(`synapse ${k} goes from ${source} to ${target}, of ${pre} and ${post} neurons`);
    targets[k] = target;
  }
  if (chance >= 1) return rowsOf(sources, targets, pre);
  const words = pairing.words();
  const kept = Array.from(sources.keys()).filter(() => words.uniform() < chance);
  const chosen = targetArray(kept.length, post);
  kept.forEach((k, i) => (chosen[i] = targets[k] as number));
  return rowsOf(
    Uint32Array.from(kept, (k) => sources[k] as number),
    chosen,
    pre,
  );
}

function byCondition(pairing: Pairing, rule: PairRule): Synapses {
  const plain = plainProbability(rule);
  // Neurons of the same index in two populations are no pair of a neuron with itself.
  if (plain === null || !(plain.self || pairing.same)) return repeated(chosenPairs(pairing, rule), rule.perPair);
  const pairs = bernoulliPairs({ ...pairing, autapses: plain.self }, plain.probability);
  if (rule.perPair === 1) return pairs;
  return repeated(pairs.kind === 'rows' ? pairs : everyPair(pairing), rule.perPair);
}
