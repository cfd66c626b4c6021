// What becomes of a rule, and of values given one by one, where a connection is between parts of populations.
import { type Part } from './cuts';
import { type ConnectionRule, type Parameter } from './network';
import { partOfPlaces } from './places';

interface Sliced {
  readonly part: Part;
  readonly size: number | null;
}

/** Each neuron's own values, of the neurons of a part. */
export function partOfNumbers(parameter: Parameter, { from, to }: Part): Parameter {
  const { each } = parameter;
  return each && to !== null && (from > 0 || to < each.length)
    ? { ...parameter, each: each.slice(from, to) }
    : parameter;
}

/** The rule between two of the parts that a connection reaches over; null where it makes no synapse between them. */
export function slicedRule(
  rule: ConnectionRule,
  pre: Sliced,
  sources: readonly Sliced[],
  post: Sliced,
  targets: readonly Sliced[],
): ConnectionRule | null {
  // Places are those of the whole populations.
  if (rule.kind === 'by-distance')
    return {
      ...rule,
      pre: partOfPlaces(rule.pre, pre.part.from, pre.part.to ?? Infinity),
      post: partOfPlaces(rule.post, post.part.from, post.part.to ?? Infinity),
    };
  if (sources.length <= 1 && targets.length <= 1) return rule;
  switch (rule.kind) {
    case 'all-to-all':
    case 'fixed-probability':
    case 'unknown':
      return rule;
    case 'one-to-one':
      return oneToOne(pre, sources, post, targets);
    case 'fixed-indegree':
      // Every target draws its own sources: only those are to be parted.
      return sources.length === 1 ? rule : { kind: 'unknown', text: 'a fixed in-degree from several parts' };
    case 'fixed-outdegree':
      return targets.length === 1 ? rule : { kind: 'unknown', text: 'a fixed out-degree to several parts' };
    default:
      return { kind: 'unknown', text: `${rule.kind} between several parts` };
  }
}

/** The k-th of all sources goes to the k-th of all targets. */
function oneToOne(
  pre: Sliced,
  sources: readonly Sliced[],
  post: Sliced,
  targets: readonly Sliced[],
): ConnectionRule | null {
  const before = (of: Sliced, all: readonly Sliced[]): number =>
    all.slice(0, all.indexOf(of)).reduce((sum, { size }) => sum + (size ?? 0), 0);
  const [i, j] = [before(pre, sources), before(post, targets)];
  const first = Math.max(i, j);
  const last = Math.min(i + (pre.size ?? 0), j + (post.size ?? 0));
  if (last <= first) return null;
  if (i === j && pre.size === post.size) return { kind: 'one-to-one' };
  const length = last - first;
  return {
    kind: 'pairs',
    pre: Array.from({ length }, (_, k) => first - i + k),
    post: Array.from({ length }, (_, k) => first - j + k),
  };
}

/** One of several equal shares of the synapses that a rule makes. */
export function shareOf(rule: ConnectionRule, index: number, shares: number): ConnectionRule {
  const share = (total: number): number =>
    Math.floor(((index + 1) * total) / shares) - Math.floor((index * total) / shares);
  switch (rule.kind) {
    case 'all-to-all':
      return { kind: 'fixed-probability', probability: 1 / shares };
    case 'fixed-probability':
      return { kind: rule.kind, probability: rule.probability / shares };
    case 'fixed-indegree':
      return { kind: rule.kind, indegree: share(rule.indegree) };
    case 'fixed-outdegree':
      return { kind: rule.kind, outdegree: share(rule.outdegree) };
    case 'fixed-total':
      return { kind: rule.kind, total: share(rule.total) };
    default:
      return { kind: 'unknown', text: `${rule.kind} with receptors that are drawn` };
  }
}
