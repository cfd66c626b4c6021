// How many synapses a connection rule makes: for each target on the average, and in all.
import { type ConnectionRule } from './network';

/** Null where the rule or a size is not known. */
export function synapsesPerTarget(rule: ConnectionRule, pre: number | null, post: number | null): number | null {
  switch (rule.kind) {
    case 'all-to-all':
      return pre;
    case 'one-to-one':
      return 1;
    case 'fixed-probability':
      return pre === null ? null : pre * rule.probability;
    case 'fixed-indegree':
      return rule.indegree;
    case 'fixed-outdegree':
      return pre === null || post === null || post === 0 ? null : (pre * rule.outdegree) / post;
    case 'fixed-total':
      return post === null || post === 0 ? null : rule.total / post;
    case 'pairs':
      return post === null || post === 0 ? null : (rule.pre.length * (rule.chance ?? 1)) / post;
    case 'by-distance':
      return rule.degree?.of === 'target' ? rule.degree.count : null;
    case 'pair-condition':
    case 'generated':
    case 'unknown':
      return null;
  }
}
