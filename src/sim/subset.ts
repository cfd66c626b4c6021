// A network too large to simulate whole: a part of every population, in which each neuron keeps the number, the weights and the rates of its inputs.
import { type ConnectionRule, type Network, type Population, type Projection } from '../core/network/network';
import { synapsesPerTarget } from '../core/network/wiring';

/** So many synapses take about 200 MB and, at 10 Hz, about a second for each simulated one. */
export const mostSynapsesWhole = 50e6;

export interface Subset {
  readonly network: Network;
  readonly note: string;
}

/**
 * Null where the network is small enough, or where it can't be cut: neurons or synapses that are listed one by one are not alike.
 * Fewer sources serve as many synapses, so that neurons share more of their input: rates keep, correlations come out too large.
 */
export function subsetOf(network: Network, most = mostSynapsesWhole): Subset | null {
  const sizes = new Map(network.populations.map(({ name, size }) => [name, size]));
  const total = network.projections.reduce((sum, each) => sum + synapsesOf(each, sizes), 0);
  if (!(total > most) || !network.populations.every(isAlike) || !network.projections.every(canShrink)) return null;
  const fraction = most / total;
  const shrunk = (size: number): number => Math.max(1, Math.round(size * fraction));
  const populations = network.populations.map((each) =>
    each.size === null ? each : { ...each, size: shrunk(each.size) },
  );
  const projections = network.projections.map((each) => {
    const [pre, post] = [sizes.get(each.pre) ?? null, sizes.get(each.post) ?? null];
    if (pre === null || post === null) return each;
    const rule = shrunkRule(each.rule, pre, shrunk(pre), shrunk(post) / post);
    // As many synapses from fewer sources: some pairs have to have several.
    return { ...each, rule, multapses: rule.kind === 'fixed-probability' ? (each.multapses ?? true) : true };
  });
  const count = (of: readonly Population[]): number => of.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const [all, some] = [count(network.populations), count(populations)];
  const note =
    `${some} of ${all} neurons are simulated, ${Math.round(most / 1e6)} of ${Math.round(total / 1e6)} million synapses: ` +
    'each neuron keeps the number, weights and rates of its inputs, but neurons share more of them, so that correlations come out too large';
  return { network: { ...network, populations, projections }, note };
}

function synapsesOf({ pre, post, rule }: Projection, sizes: ReadonlyMap<string, number | null>): number {
  const target = sizes.get(post) ?? null;
  return (synapsesPerTarget(rule, sizes.get(pre) ?? null, target) ?? 0) * (target ?? 0);
}

const isAlike = ({ params }: Population): boolean => Object.values(params).every(({ each }) => each === undefined);

const canShrink = ({ rule, weight, delay }: Projection): boolean =>
  !['pairs', 'pair-condition', 'generated'].includes(rule.kind) &&
  weight.each === undefined &&
  delay.each === undefined;

/** The rule that gives each target as many synapses as before. */
function shrunkRule(rule: ConnectionRule, pre: number, sources: number, targets: number): ConnectionRule {
  switch (rule.kind) {
    case 'all-to-all':
      return { kind: 'fixed-indegree', indegree: pre };
    case 'fixed-probability': {
      const probability = (rule.probability * pre) / sources;
      if (probability <= 1) return { kind: 'fixed-probability', probability };
      return { kind: 'fixed-indegree', indegree: Math.round(rule.probability * pre) };
    }
    case 'fixed-total':
      return { kind: 'fixed-total', total: Math.round(rule.total * targets) };
    default:
      return rule;
  }
}
