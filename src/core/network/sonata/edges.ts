// Reads the edges of a SONATA file, slice by slice, into groups: those of one edge type, between cells of one type and cells of another.
import { column, type DataTable, groupsIn, lengthOf, DataProblem, requiredColumn, slices } from '../../dataFiles';
import { Figures } from '../figures';
import { type NodeTable } from './nodes';

export interface EdgeGroup {
  readonly edgeType: number;
  readonly sourceType: number;
  readonly targetType: number;
  readonly edges: number;
  /** `syn_weight`, times `nsyns` where it is there; null where it is not in the file. */
  readonly weight: Figures | null;
  /** `nsyns`; null where the file has none, and in `weight` where that is there. */
  readonly synapses: Figures | null;
  readonly delay: Figures | null;
  /** Each edge's cells, counted within their types; null where there are too many to be held. */
  readonly pairs: { readonly pre: Uint32Array; readonly post: Uint32Array } | null;
}

export interface EdgeTable {
  readonly source: string;
  readonly target: string;
  readonly groups: readonly EdgeGroup[];
}

/** With weight and delay, 24 bytes each. */
export const mostEdgesListed = 4_000_000;

/** `ends` tells the populations that edges of this name join where the file does not. Throws a DataProblem. */
export function readEdges(
  datasets: readonly DataTable[],
  nodes: ReadonlyMap<string, NodeTable>,
  ends: (name: string) => { readonly source: string; readonly target: string } | null,
  mostListed = mostEdgesListed,
): EdgeTable[] {
  const names = groupsIn(datasets, 'edges');
  if (names.length === 0) throw new DataProblem('it holds no edges');
  return names.map((name) => {
    const at = `edges/${name}`;
    const [sources, targets] = [
      requiredColumn(datasets, `${at}/source_node_id`),
      requiredColumn(datasets, `${at}/target_node_id`),
    ];
    const named = ends(name);
    const source = sources.attributes?.['node_population'] ?? named?.source;
    const target = targets.attributes?.['node_population'] ?? named?.target;
    if (source === undefined || target === undefined)
      throw new DataProblem(`it does not say which populations ${name} joins`);
    const [from, to] = [nodes.get(source), nodes.get(target)];
    if (!from || !to) throw new DataProblem(`the nodes of ${from ? target : source} are not known`);
    const types = requiredColumn(datasets, `${at}/edge_type_id`);
    const length = lengthOf(sources);
    if (lengthOf(targets) !== length || lengthOf(types) !== length)
      throw new DataProblem(`${at} has columns of unequal length`);
    const own = new Attributes(datasets, at, length);
    return { source, target, groups: grouped({ sources, targets, types, from, to, own, length }, mostListed) };
  });
}

interface Columns {
  readonly sources: DataTable;
  readonly targets: DataTable;
  readonly types: DataTable;
  readonly from: NodeTable;
  readonly to: NodeTable;
  readonly own: Attributes;
  readonly length: number;
}

interface Filling {
  readonly edgeType: number;
  readonly sourceType: number;
  readonly targetType: number;
  edges: number;
  filled: number;
  pre: Uint32Array;
  post: Uint32Array;
  weight: Figures | null;
  synapses: Figures | null;
  delay: Figures | null;
}

/** Twice through the file: once to count, and once to fill lists that are then as long as they have to be. */
function grouped(columns: Columns, mostListed: number): EdgeGroup[] {
  const { own, from, to, length } = columns;
  const isListed = length <= mostListed;
  const groups = new Map<string, Filling>();
  forEachEdge(columns, groups, (group) => void group.edges++);
  const { hasWeight, hasSynapses, hasDelay } = own;
  for (const group of groups.values()) {
    const room = isListed ? group.edges : 0;
    group.pre = new Uint32Array(room);
    group.post = new Uint32Array(room);
    if (hasWeight) group.weight = new Figures(room);
    else if (hasSynapses) group.synapses = new Figures(room);
    if (hasDelay) group.delay = new Figures(room);
  }
  forEachEdge(columns, groups, (group, source, target, k, values) => {
    const { weights, synapses, delays } = values();
    const times = synapses ? (synapses[k] as number) : 1;
    group.weight?.add((weights?.[k] as number) * times);
    group.synapses?.add(times);
    group.delay?.add(delays?.[k] as number);
    if (!isListed) return;
    group.pre[group.filled] = from.places[source] as number;
    group.post[group.filled++] = to.places[target] as number;
  });
  return [...groups.values()].map(({ pre, post, filled: _filled, ...group }) => ({
    ...group,
    pairs: isListed ? { pre, post } : null,
  }));
}

function forEachEdge(
  { sources, targets, types, from, to, own, length }: Columns,
  groups: Map<string, Filling>,
  visit: (group: Filling, source: number, target: number, k: number, values: () => Values) => void,
): void {
  // Neighbours mostly belong together: the group is looked up only where one of the three types is another.
  let [edgeType, sourceType, targetType, last]: [number, number, number, Filling | null] = [-1, -1, -1, null];
  for (const { start, count } of slices(length)) {
    const [s, t, e] = [sources, targets, types].map((each) => each.read([start], [count])) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    let read: Values | null = null;
    const values = (): Values => (read ??= own.read(start, count));
    for (let k = 0; k < count; k++) {
      const [source, target] = [s[k] as number, t[k] as number];
      const [a, b, edge] = [from.types[source] ?? -1, to.types[target] ?? -1, e[k] as number];
      if (a < 0 || b < 0)
        throw new DataProblem(`edge ${start + k} joins nodes ${source} and ${target}, which are not all there`);
      if (!last || a !== sourceType || b !== targetType || edge !== edgeType) {
        [edgeType, sourceType, targetType] = [edge, a, b];
        last = groupOf(groups, edge, a, b);
      }
      visit(last, source, target, k, values);
    }
  }
}

function groupOf(groups: Map<string, Filling>, edgeType: number, sourceType: number, targetType: number): Filling {
  const key = `${edgeType} ${sourceType} ${targetType}`;
  let group = groups.get(key);
  if (!group) {
    const empty = new Uint32Array(0);
    const unknown = { weight: null, synapses: null, delay: null };
    group = { edgeType, sourceType, targetType, edges: 0, filled: 0, pre: empty, post: empty, ...unknown };
    groups.set(key, group);
  }
  return group;
}

interface Values {
  readonly weights: Float64Array | null;
  readonly synapses: Float64Array | null;
  readonly delays: Float64Array | null;
}

/** What stands beside each edge, in the numbered groups of the population. */
class Attributes {
  private readonly groups: readonly string[];
  private readonly ids: DataTable | null;
  private readonly indices: DataTable | null;
  readonly hasWeight: boolean;
  readonly hasSynapses: boolean;
  readonly hasDelay: boolean;

  constructor(
    private readonly datasets: readonly DataTable[],
    private readonly at: string,
    private readonly length: number,
  ) {
    const inside = new RegExp(`^/?${at.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/(\\d+)/`);
    this.groups = [...new Set(datasets.flatMap(({ path }) => inside.exec(path)?.[1] ?? []))];
    this.ids = column(datasets, `${at}/edge_group_id`);
    this.indices = column(datasets, `${at}/edge_group_index`);
    const has = (name: string): boolean => {
      const found = this.groups.filter((group) => this.table(group, name) !== null).length;
      if (found > 0 && found < this.groups.length) throw new DataProblem(`only some groups of edges have ${name}`);
      return found > 0;
    };
    this.hasWeight = has('syn_weight');
    this.hasSynapses = has('nsyns');
    this.hasDelay = has('delay');
  }

  private table(group: string, name: string): DataTable | null {
    return column(this.datasets, `${this.at}/${group}/${name}`);
  }

  read(start: number, count: number): Values {
    return {
      weights: this.hasWeight ? this.slice('syn_weight', start, count) : null,
      synapses: this.hasSynapses ? this.slice('nsyns', start, count) : null,
      delays: this.hasDelay ? this.slice('delay', start, count) : null,
    };
  }

  private slice(name: string, start: number, count: number): Float64Array {
    const [only] = this.groups;
    const ids = this.ids?.read([start], [count]);
    const indices = this.indices?.read([start], [count]);
    if (!indices) {
      const table = this.groups.length === 1 && only !== undefined ? this.table(only, name) : null;
      if (!table || lengthOf(table) !== this.length)
        throw new DataProblem(`${this.at} does not say which ${name} belongs to which edge`);
      return table.read([start], [count]);
    }
    const result = new Float64Array(count);
    for (const group of this.groups) {
      const id = Number(group);
      const isOwn = (k: number): boolean => !ids || ids[k] === id;
      let [least, most] = [Infinity, -1];
      for (let k = 0; k < count; k++) {
        if (!isOwn(k)) continue;
        least = Math.min(least, indices[k] as number);
        most = Math.max(most, indices[k] as number);
      }
      if (most < 0) continue;
      const table = this.table(group, name);
      if (!table || most >= lengthOf(table)) throw new DataProblem(`${this.at}/${group}/${name} is too short`);
      // Rows lie in about the order of the edges; where they don't, this would read the column anew for each slice.
      if (most - least > 8 * count + 1024) throw new DataProblem(`the rows of ${this.at}/${group} are in no order`);
      const values = table.read([least], [most - least + 1]);
      for (let k = 0; k < count; k++) if (isOwn(k)) result[k] = values[(indices[k] as number) - least] as number;
    }
    return result;
  }
}
