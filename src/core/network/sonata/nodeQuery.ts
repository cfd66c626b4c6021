// Which types of nodes a query of an edge types table picks: `ei=='e'&placement=='inner'`, or `*` for all.
import { type NodeType } from './circuit';
import { type Assumption } from '../network';

const condition = /^\s*(\w+)\s*(==|!=)\s*(?:'([^']*)'|"([^"]*)"|([\w.+-]+))\s*$/;

export interface Matched {
  readonly nodes: readonly NodeType[];
  /** What the table does not say of its nodes may stand in the HDF5 file: they are then taken to match. */
  readonly assumed: readonly Assumption[];
}

export function matchNodes(query: string, nodes: readonly NodeType[]): Matched {
  let left = nodes;
  const assumed: Assumption[] = [];
  if (query.trim() === '*' || query.trim() === '') return { nodes, assumed };
  for (const part of query.split('&')) {
    const [, key, operator, single, double, bare] = condition.exec(part) ?? [];
    const known = key !== undefined && left.some((each) => each.attributes.has(key));
    if (key === undefined || !known) {
      const why = key === undefined ? 'the query is not understood' : `\`${key}\` is not in the table of types`;
      assumed.push({ what: `the nodes with ${part.trim()}`, value: 'all of them', why });
      continue;
    }
    const wanted = single ?? double ?? bare ?? '';
    left = left.filter((each) => {
      const value = each.attributes.get(key);
      return value === undefined || (value === wanted) === (operator === '==');
    });
  }
  return { nodes: left, assumed };
}
