// Reads the nodes of a SONATA file: how many cells there are of each type, and which of them a node's number means.
import { column, type DataTable, groupsIn, lengthOf, DataProblem, requiredColumn, slices } from '../../dataFiles';

export interface NodeTable {
  readonly population: string;
  /** Cells of each node type. */
  readonly sizes: ReadonlyMap<number, number>;
  /** By the node's number: its type, −1 where there is no such node; and which of the cells of that type it is. */
  readonly types: Float64Array;
  readonly places: Uint32Array;
}

/** Numbers of nodes count up from 0; far larger ones are no numbers of nodes. */
const mostNodes = 2 ** 26;

/** Throws a DataProblem where the file is none of nodes. */
export function readNodes(datasets: readonly DataTable[]): NodeTable[] {
  const populations = groupsIn(datasets, 'nodes');
  if (populations.length === 0) throw new DataProblem('it holds no nodes');
  return populations.map((population) => readPopulation(datasets, population));
}

function readPopulation(datasets: readonly DataTable[], population: string): NodeTable {
  const typeIds = requiredColumn(datasets, `nodes/${population}/node_type_id`);
  // Where numbers are not given, nodes are counted.
  const given = column(datasets, `nodes/${population}/node_id`);
  const length = lengthOf(typeIds);
  if (given && lengthOf(given) !== length) throw new DataProblem(`nodes/${population} has columns of unequal length`);
  const sizes = new Map<number, number>();
  const types = new Float64Array(highest(given, length) + 1).fill(-1);
  const places = new Uint32Array(types.length);
  for (const { start, count } of slices(length)) {
    const of = typeIds.read([start], [count]);
    const ids = given?.read([start], [count]);
    for (let k = 0; k < count; k++) {
      const id = ids?.[k] ?? start + k;
      const type = of[k] as number;
      const rank = sizes.get(type) ?? 0;
      types[id] = type;
      places[id] = rank;
      sizes.set(type, rank + 1);
    }
  }
  return { population, sizes, types, places };
}

function highest(ids: DataTable | null, length: number): number {
  let most = length - 1;
  if (ids)
    for (const { start, count } of slices(length))
      for (const id of ids.read([start], [count])) {
        if (!(id >= 0 && Number.isInteger(id))) throw new DataProblem(`${ids.path} holds ${id}, which is no node`);
        if (id > most) most = id;
      }
  if (most >= mostNodes) throw new DataProblem(`it numbers nodes up to ${most}, more than can be kept`);
  return most;
}
