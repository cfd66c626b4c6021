// What a call of NEST's Connect makes between nodes that a loop takes one by one, or that chance chooses: the rule that all its turns together follow.
import { constantOf } from '../../evaluate/numbers';
import { toNumber } from '../../units/rational';
import { type ApiCall } from '../../evaluate/facts';
import { type End, endsIn, lengthOf, sizeOf } from './ends';
import { connectionRule } from './synapses';
import { isRecorder, modelOf, wholeOf } from './nodes';
import { type Assumption, type ConnectionRule, type Numbers, type Quantity } from '../network';
import { textField } from '../read';

/** Pairs of nodes of two collections, counted within these. */
interface Pairs {
  readonly pre: Numbers;
  readonly post: Numbers;
}

/** More pairs than these are not listed one by one. */
const mostPairs = 4_000_000;

/** Null for a call that draws do not decide on. */
export function chanceOfCall({ chance }: ApiCall): number | null {
  const exact = chance ? constantOf(chance) : null;
  return exact && toNumber(exact);
}

/** The rule between two ends, where one of them stands for all of its collection in a loop, or is drawn from it. */
export function ruleBetween(rule: ConnectionRule, source: End, target: End): ConnectionRule {
  if (source.standsForAll && target.standsForAll) return inTurns(rule, source, target);
  const taken = source.standsForAll ? target.taken : (source.taken ?? target.taken);
  if (!taken) return rule;
  if (taken.by === 'unknown' || rule.kind !== 'all-to-all' || (!source.standsForAll && !target.standsForAll))
    return { kind: 'unknown', text: 'nodes that are picked when the script runs' };
  if (taken.by === 'chance') {
    const exact = constantOf(taken.chance);
    return exact
      ? { kind: 'fixed-probability', probability: toNumber(exact) }
      : { kind: 'unknown', text: 'a chance not known' };
  }
  const exact = taken.count ? constantOf(taken.count) : null;
  const count = taken.count === null ? 1 : exact && Math.round(toNumber(exact));
  if (count === null) return { kind: 'unknown', text: 'a drawn number of nodes that is not known' };
  return source.standsForAll
    ? { kind: 'fixed-outdegree', outdegree: count }
    : { kind: 'fixed-indegree', indegree: count };
}

/** Both are single nodes: each turn makes one synapse, whatever the rule. */
function inTurns(rule: ConnectionRule, source: End, target: End): ConnectionRule {
  if (rule.kind !== 'all-to-all' && rule.kind !== 'one-to-one') return rule;
  if (!source.turn || source.turn.loop !== target.turn?.loop) return { kind: 'all-to-all' };
  const shift = target.turn.ahead - source.turn.ahead;
  if (shift === 0) return { kind: 'one-to-one' };
  const [pre, post] = [sizeOf(source.nodes), sizeOf(target.nodes)];
  if (pre === null || post === null) return { kind: 'unknown', text: `each with the one ${shift} further on` };
  const from = Math.max(0, -shift);
  const length = Math.max(0, Math.min(pre, post - shift) - from);
  const pairs = Array.from({ length }, (_, k) => from + k);
  return { kind: 'pairs', pre: pairs, post: pairs.map((k) => k + shift) };
}

/** What is left of a rule where each of its synapses is made with a chance. */
export function byChance(rule: ConnectionRule, chance: number | null): ConnectionRule {
  if (chance === null) return rule;
  switch (rule.kind) {
    case 'all-to-all':
      return { kind: 'fixed-probability', probability: chance };
    case 'fixed-probability':
      return { kind: rule.kind, probability: rule.probability * chance };
    case 'pairs':
      return { ...rule, chance: (rule.chance ?? 1) * chance };
    default:
      return { kind: 'unknown', text: `${rule.kind} with a chance` };
  }
}

/** Nodes that are named by their numbers: single ones, or a slice. */
const isListed = (end: End): boolean => !end.standsForAll && !end.taken && lengthOf(end) !== null;

/** The pairs of a call between such nodes; null where they are too many. */
function pairsOf(rule: ConnectionRule, source: End, target: End): Pairs | null {
  const [rows, columns] = [lengthOf(source) ?? 0, lengthOf(target) ?? 0];
  if (rule.kind === 'one-to-one') {
    const length = Math.min(rows, columns);
    const of = (from: number): number[] => Array.from({ length }, (_, k) => from + k);
    return { pre: of(source.from), post: of(target.from) };
  }
  if (rows * columns > mostPairs) return null;
  const [pre, post] = [new Uint32Array(rows * columns), new Uint32Array(rows * columns)];
  for (let k = 0; k < pre.length; k++) {
    pre[k] = source.from + Math.floor(k / columns);
    post[k] = target.from + (k % columns);
  }
  return { pre, post };
}

/** One rule for the pairs of many calls, and their weights in the same order. */
function together(
  all: readonly { readonly pairs: Pairs; readonly weight: Quantity }[],
  sizes: readonly [number | null, number | null],
  same: boolean,
  chance: number | null,
): { readonly rule: ConnectionRule; readonly weight: Quantity; readonly autapses?: false } | null {
  const [first] = all;
  const total = all.reduce((sum, { pairs }) => sum + pairs.pre.length, 0);
  if (!first || total > mostPairs) return null;
  const [pre, post] = [new Uint32Array(total), new Uint32Array(total)];
  const alike = all.every(({ weight }) => weight.text === first.weight.text);
  const each = alike ? null : new Float64Array(total);
  let at = 0;
  for (const { pairs, weight } of all) {
    pre.set(pairs.pre, at);
    post.set(pairs.post, at);
    if (each && weight.value === null) return null;
    each?.fill(weight.value ?? 0, at, at + pairs.pre.length);
    at += pairs.pre.length;
  }
  const weight: Quantity = each ? { ...first.weight, value: null, text: `${total} values`, each } : first.weight;
  const listed = { kind: 'pairs', pre, post } as const;
  const plain = each ? null : plainRule(pre, post, sizes, same);
  const rule = byChance(plain?.rule ?? listed, chance);
  return { rule, weight, ...(plain?.autapses === false ? { autapses: false as const } : {}) };
}

/** All pairs, all but those of a node with itself, or each with its own: null for any others. */
function plainRule(
  pre: Uint32Array,
  post: Uint32Array,
  [sources, targets]: readonly [number | null, number | null],
  same: boolean,
): { readonly rule: ConnectionRule; readonly autapses?: false } | null {
  if (sources === null || targets === null) return null;
  const isOwn = pre.every((from, k) => from === post[k]);
  const count = new Set(Array.from(pre, (from, k) => from * targets + (post[k] as number))).size;
  if (count !== pre.length) return null;
  if (isOwn && count === sources && sources === targets && count > 1) return { rule: { kind: 'one-to-one' } };
  if (count === sources * targets) return { rule: { kind: 'all-to-all' } };
  const hasNoSelf =
    same && sources === targets && count === sources * (sources - 1) && pre.every((from, k) => from !== post[k]);
  return hasNoSelf ? { rule: { kind: 'all-to-all' }, autapses: false } : null;
}

/** One of the calls that a loop makes at one place. */
export interface Turn {
  readonly call: ApiCall;
  readonly source: End;
  readonly target: End;
  readonly rule: ConnectionRule;
}

/** Fewer nodes that are connected one by one are parts of their population with a name of their own. */
const fewestTurns = 5;

/**
 * Calls of one place that connect single nodes, turn by turn: together they make one projection.
 * @param keyOf what tells projections apart; null where one of the ends is no neurons
 */
export function gatherTurns(
  connects: readonly ApiCall[],
  keyOf: (call: ApiCall, source: End, target: End) => string | null,
): readonly (readonly Turn[])[] {
  const found = new Map<string, Turn[]>();
  for (const call of connects) {
    const rule = connectionRule(call.args.get('rule'));
    if (rule.kind !== 'all-to-all' && rule.kind !== 'one-to-one') continue;
    const [[source, ...sources], [target, ...targets]] = [endsIn(call.args.get('pre')), endsIn(call.args.get('post'))];
    if (!source || !target || sources.length > 0 || targets.length > 0) continue;
    if (!isListed(source) || !isListed(target) || !(isOneOfMany(source) || isOneOfMany(target))) continue;
    const key = keyOf(call, source, target);
    if (key === null) continue;
    const place = `${call.span.file} ${call.span.start} ${chanceOfCall(call) ?? ''} ${key}`;
    const turns = found.get(place) ?? [];
    found.set(place, turns);
    turns.push({ call, source, target, rule });
  }
  return [...found.values()].filter(({ length }) => length >= fewestTurns);
}

const isOneOfMany = (end: End): boolean => lengthOf(end) === 1 && sizeOf(end.nodes) !== 1;

/** Null where there are too many synapses to list, or weights that are not known. */
export function joinTurns(
  turns: readonly Turn[],
  same: boolean,
  weightOf: (turn: Turn) => Quantity,
): ReturnType<typeof together> {
  const [first] = turns;
  const all = turns.flatMap((turn) => {
    const pairs = pairsOf(turn.rule, turn.source, turn.target);
    return pairs ? [{ pairs, weight: weightOf(turn) }] : [];
  });
  if (!first || all.length < turns.length) return null;
  return together(all, [sizeOf(first.source.nodes), sizeOf(first.target.nodes)], same, chanceOfCall(first.call));
}

/** What is to be said of a call of which an end is not known; null where both are, or where neurons are only recorded. */
export function lostConnection(pre: readonly End[], post: readonly End[]): Assumption | null {
  const [known] = pre.length > 0 ? pre : post;
  const why = 'which nodes they join is only known when the script runs';
  if (pre.length === 0 && post.length === 0) return { what: 'connections', value: 'left out', why };
  if (pre.length > 0 === post.length > 0 || !known || isRecorder(known.nodes)) return null;
  const name = textField(wholeOf(known.nodes), 'variable') ?? modelOf(known.nodes);
  return {
    what: `connections ${pre.length > 0 ? 'from' : 'onto'} ${name}`,
    value: 'left out',
    why,
  };
}
