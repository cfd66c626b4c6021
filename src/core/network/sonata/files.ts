// The HDF5 files of one SONATA circuit: each is read once, and what can't be read is noted with the reason.
import { type ConfigNode } from '../../config/tree';
import { DataProblem, type FindData } from '../../dataFiles';
import { literal } from '../../evaluate/numbers';
import { divide, fromNumber, multiply, rational } from '../../units/rational';
import { type Listed, type NodeType, type Sent } from './circuit';
import { type Assumption } from '../network';
import { type EdgeTable, readEdges } from './edges';
import { type NodeTable, readNodes } from './nodes';
import { readSpikes, spikesInTable, type SpikeTable } from './spikes';

/** A type of cells, and where the file has it. */
export interface TypedNodes {
  readonly node: NodeType;
  readonly table: NodeTable;
  readonly type: number;
}

type Ends = (name: string) => { readonly source: string; readonly target: string } | null;

export class SonataFiles {
  readonly assumed: Assumption[] = [];
  private readonly nodeFiles = new Map<string, readonly NodeTable[] | null>();
  private readonly edgeFiles = new Map<string, readonly EdgeTable[] | null>();
  private readonly tables = new Map<string, NodeTable>();
  private readonly cells: TypedNodes[] = [];

  constructor(
    private readonly from: string,
    private readonly find: FindData,
  ) {}

  /** Null where the file is not there or can't be read. */
  nodes(path: string): readonly NodeTable[] | null {
    if (!this.nodeFiles.has(path)) {
      const read = this.read(path, this.from, readNodes);
      for (const each of read ?? []) this.tables.set(each.population, each);
      this.nodeFiles.set(path, read);
    }
    return this.nodeFiles.get(path) ?? null;
  }

  add(cells: TypedNodes): void {
    this.cells.push(cells);
  }

  /** The edges of one type; null where the file is not there or can't be read. */
  edges(path: string, edgeType: number, ends: Ends): Listed[] | null {
    if (!this.edgeFiles.has(path))
      this.edgeFiles.set(
        path,
        this.read(path, this.from, (datasets) => readEdges(datasets, this.tables, ends)),
      );
    const read = this.edgeFiles.get(path);
    if (!read) return null;
    const cellsOf = (population: string, type: number): NodeType | undefined =>
      this.cells.find((each) => each.table.population === population && each.type === type)?.node;
    return read.flatMap((table) =>
      table.groups
        .filter((group) => group.edgeType === edgeType)
        .flatMap(({ sourceType, targetType, edges, weight, synapses, delay, pairs }): Listed[] => {
          const [source, target] = [cellsOf(table.source, sourceType), cellsOf(table.target, targetType)];
          return source && target ? [{ source, target, edges, weight, synapses, delay, pairs }] : [];
        }),
    );
  }

  /** What each type of virtual cells sends until the run ends; without an end, until the last spike. */
  sent(
    path: string,
    from: string,
    table: ConfigNode | null,
    nodes: ReadonlySet<NodeType> | null,
    durationMs: number | null,
  ): ReadonlyMap<NodeType, Sent> | null {
    const untilMs = durationMs ?? Infinity;
    const read = table
      ? this.tried(path, () => spikesInTable(table, untilMs))
      : this.read(path, from, (datasets) => readSpikes(datasets, untilMs));
    if (!read) return null;
    const last = read.reduce((most, { timesMs }) => timesMs.reduce((a, b) => Math.max(a, b), most), 0);
    if (durationMs === null) {
      const why = `the run has no end, and the last spike in ${path} is then`;
      this.assumed.push({ what: 'the time over which spikes are counted', value: `${last} ms`, why });
    }
    const own = this.cells.filter(({ node }) => node.isVirtual && (nodes === null || nodes.has(node)));
    return new Map(own.map((cells) => [cells.node, sentBy(cells, read, durationMs ?? last)]));
  }

  private read<T>(path: string, from: string, as: (datasets: DatasetsOf) => T): T | null {
    const found = this.find(path, from);
    if (!found) return null;
    return this.tried(path, () => {
      if ('error' in found) throw new DataProblem(found.error);
      return as(found.datasets);
    });
  }

  /** What goes wrong in reading numbers is the file's doing: it is said, and the rest of the circuit is read. */
  private tried<T>(path: string, attempt: () => T): T | null {
    try {
      return attempt();
    } catch (error) {
      const why = `it can’t be read: ${error instanceof Error ? error.message : String(error)}`;
      this.assumed.push({ what: path.replace(/^\.\//, ''), value: 'not known', why });
      return null;
    }
  }
}

type DatasetsOf = Extract<ReturnType<FindData>, { readonly datasets: unknown }>['datasets'];

function sentBy({ table, type }: TypedNodes, read: readonly SpikeTable[], lastsMs: number): Sent {
  const [timesMs, ids]: [number[], number[]] = [[], []];
  for (const spikes of read) {
    if (spikes.population !== null && spikes.population !== table.population) continue;
    spikes.ids.forEach((id, k) => {
      if (table.types[id] !== type) return;
      timesMs.push(spikes.timesMs[k] as number);
      ids.push(table.places[id] as number);
    });
  }
  const duration = fromNumber(lastsMs);
  const size = table.sizes.get(type) ?? 0;
  const known = duration && lastsMs > 0 && size > 0;
  return {
    timesMs: Float64Array.from(timesMs),
    ids: Uint32Array.from(ids),
    rateHz: known ? literal(divide(rational(timesMs.length * 1000), multiply(duration, rational(size)))) : null,
  };
}
