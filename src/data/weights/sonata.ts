// The edges of a SONATA file, each type of a population by itself: weights stand in numbered groups beside them, or with the type.
import { type Dataset } from '../dataset';
import { DataError } from '../error';
import { readColumn } from '../spikes/columns';
import { extentOf, lengthOf, less, type Slice, slicesOf } from './columns';
import { type Taken } from './pairs';
import { type Reading, type WeightFamily, type WeightPiece, type WeightSource } from './source';

/** What the table of edge types says of one of them. */
export interface EdgeType {
  /** `LIF_exc → LIF_inh`; empty where the table does not say. */
  readonly label: string;
  /** The `syn_weight` of all edges of the type that have none of their own. */
  readonly weight: number | null;
  /** Its cells inhibit, whatever sign the file gives the weights: many give sizes only. */
  readonly inhibits: boolean;
}

export type EdgeTypes = ReadonlyMap<number, EdgeType>;

/** More types than these are not told apart. */
const mostTypes = 24;

export function sonataWeights(datasets: readonly Dataset[], types: EdgeTypes, cancelled?: () => boolean): Taken[] {
  const byPath = new Map(datasets.map((each) => [each.path.replace(/^\//, ''), each]));
  const names = new Set([...byPath.keys()].flatMap((path) => /^edges\/([^/]+)\/source_node_id$/.exec(path)?.[1] ?? []));
  return [...names].flatMap((name) => {
    const at = `edges/${name}`;
    const own = datasets.filter(({ path }) => path.replace(/^\//, '').startsWith(`${at}/`));
    const population = new Population(at, byPath, types, cancelled);
    return [{ sources: population.sources(), paths: own.map(({ path }) => path) }];
  });
}

type ListPiece = Extract<WeightPiece, { kind: 'list' }>;

class Population implements WeightFamily {
  private readonly source: Dataset;
  private readonly target: Dataset;
  private readonly typeIds: Dataset | null;
  private readonly columns: GroupColumn;
  private readonly size: number;
  /** The part of each type; without types all edges are one. */
  private readonly parts = new Map<number, number>();
  private readonly counts: number[] = [];
  private readonly extents;
  private readonly hasInhibiting: boolean;

  constructor(
    private readonly at: string,
    datasets: ReadonlyMap<string, Dataset>,
    private readonly types: EdgeTypes,
    cancelled?: () => boolean,
  ) {
    const need = (name: string): Dataset => {
      const found = datasets.get(`${at}/${name}`);
      if (!found || found.unread !== null) throw new DataError(`${at}/${name} is missing or can’t be read`);
      return found;
    };
    [this.source, this.target] = [need('source_node_id'), need('target_node_id')];
    this.size = lengthOf(this.source);
    if (lengthOf(this.target) !== this.size) throw new DataError(`${at} has columns of unequal length`);
    this.typeIds = datasets.get(`${at}/edge_type_id`) ?? null;
    this.columns = new GroupColumn(at, datasets, this.size);
    this.hasInhibiting = [...types.values()].some(({ inhibits }) => inhibits);
    this.countTypes(cancelled);
    this.extents =
      this.size === 0 ? null : ([extentOf(this.source, cancelled), extentOf(this.target, cancelled)] as const);
  }

  sources(): WeightSource[] {
    if (!this.extents) return [];
    const [from, to] = this.extents;
    const population = (each: Dataset): string | undefined => each.attributes?.['node_population'];
    const isRecurrent = population(this.source) !== undefined && population(this.source) === population(this.target);
    const [sent, received] = [from.most + 1, to.most + 1];
    const [rows, columns] = isRecurrent ? [Math.max(sent, received), Math.max(sent, received)] : [received, sent];
    const common = { kind: 'SONATA edges', rows, columns, senders: 'columns', isDense: false, isRecurrent } as const;
    const whole: WeightFamily = { stream: (reading) => this.together(reading) };
    const all = {
      ...common,
      path: this.at,
      entries: this.size,
      family: whole,
      part: 0,
      note: this.columns.says(null, this.types),
    };
    if (this.parts.size < 2) return [{ ...all, note: this.noteOf([...this.parts.keys()][0] ?? null) }];
    const parts = [...this.parts].map(([id, part]): WeightSource => {
      const entries = this.counts[part] as number;
      return { ...common, path: `${this.at}/type ${id}`, entries, family: this, part, note: this.noteOf(id) };
    });
    return [{ ...all, isTotal: true }, ...parts];
  }

  private noteOf(type: number | null): string {
    const said = type === null ? undefined : this.types.get(type);
    const sign = said?.inhibits ? 'inhibits, and is shown below zero' : '';
    return [said?.label ?? '', sign, this.columns.says(said?.weight ?? null)].filter(Boolean).join('; ');
  }

  private *together(reading: Reading = {}): Generator<{ part: number; piece: WeightPiece }> {
    for (const slice of slicesOf(this.size, reading)) yield { part: 0, piece: this.read(slice).piece };
  }

  *stream(reading: Reading = {}): Generator<{ part: number; piece: WeightPiece }> {
    for (const slice of slicesOf(this.size, reading)) {
      const { ids, piece } = this.read(slice);
      if (ids) yield* byType(ids, this.parts, piece);
    }
  }

  private read({ first, count }: Slice): { readonly ids: Float64Array | null; readonly piece: ListPiece } {
    const rows = less(readColumn(this.target, first, count), 0);
    const columns = less(readColumn(this.source, first, count), 0);
    const ids = this.parts.size > 0 && this.typeIds ? readColumn(this.typeIds, first, count) : null;
    const typical = (k: number): number => (ids ? (this.types.get(ids[k] as number)?.weight ?? 1) : 1);
    const values = this.columns.read(first, count, typical);
    if (ids && this.hasInhibiting) {
      for (let k = 0; k < count; k++)
        if (this.types.get(ids[k] as number)?.inhibits) values[k] = -Math.abs(values[k] as number);
    }
    return { ids, piece: { kind: 'list', rows, columns, values } };
  }

  private countTypes(cancelled?: () => boolean): void {
    const { typeIds, parts, counts } = this;
    if (!typeIds || typeIds.unread !== null || lengthOf(typeIds) !== this.size) return;
    for (const { first, count } of slicesOf(this.size, { cancelled })) {
      for (const id of readColumn(typeIds, first, count)) {
        let part = parts.get(id);
        if (part === undefined) parts.set(id, (part = parts.size));
        counts[part] = (counts[part] ?? 0) + 1;
      }
      if (parts.size > mostTypes) return parts.clear();
    }
  }
}

/** The edges of each type, in the order of the file. */
function* byType(
  ids: Float64Array,
  parts: ReadonlyMap<number, number>,
  { rows, columns, values }: ListPiece,
): Generator<{ part: number; piece: WeightPiece }> {
  const own = Uint8Array.from(ids, (id) => parts.get(id) as number);
  const sizes = new Uint32Array(parts.size);
  for (const part of own) sizes[part] = (sizes[part] as number) + 1;
  for (let part = 0; part < sizes.length; part++) {
    const size = sizes[part] as number;
    if (size === 0) continue;
    const piece = {
      kind: 'list' as const,
      rows: new Uint32Array(size),
      columns: new Uint32Array(size),
      values: new Float64Array(size),
    };
    for (let k = 0, filled = 0; k < own.length; k++) {
      if (own[k] !== part) continue;
      piece.rows[filled] = rows[k] as number;
      piece.columns[filled] = columns[k] as number;
      piece.values[filled++] = values[k] as number;
    }
    yield { part, piece };
  }
}

/** `syn_weight` of each edge in its numbered group, times `nsyns`; what no group has stands with the type. */
class GroupColumn {
  private readonly groups: readonly {
    readonly id: number;
    readonly weight: Dataset | null;
    readonly synapses: Dataset | null;
  }[];
  private readonly ids: Dataset | null;
  private readonly indices: Dataset | null;

  constructor(
    private readonly at: string,
    datasets: ReadonlyMap<string, Dataset>,
    length: number,
  ) {
    const numbered = new RegExp(`^${at.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}/(\\d+)/`);
    const names = new Set([...datasets.keys()].flatMap((path) => numbered.exec(path)?.[1] ?? []));
    const readable = (path: string): Dataset | null => {
      const found = datasets.get(path);
      return found && found.unread === null ? found : null;
    };
    this.groups = [...names].map((name) => ({
      id: Number(name),
      weight: readable(`${at}/${name}/syn_weight`),
      synapses: readable(`${at}/${name}/nsyns`),
    }));
    this.ids = readable(`${at}/edge_group_id`);
    this.indices = readable(`${at}/edge_group_index`);
    if (!this.indices && this.groups.some(({ weight }) => weight && lengthOf(weight) !== length))
      throw new DataError(`${at} does not say which weight belongs to which edge`);
  }

  /** @param typical the weight of the type, where it has one, or all types */
  says(typical: number | null, types?: EdgeTypes): string {
    const has = (name: 'weight' | 'synapses'): boolean => this.groups.some((group) => group[name] !== null);
    const isTyped = types ? [...types.values()].some(({ weight }) => weight !== null) : typical !== null;
    const each = has('weight')
      ? ''
      : isTyped
        ? 'the weight is the type’s'
        : 'no weights in the file: each edge counts as 1';
    return [each, has('synapses') ? 'times nsyns' : ''].filter(Boolean).join(', ');
  }

  read(first: number, count: number, typical: (k: number) => number): Float64Array {
    const result = new Float64Array(count);
    const ids = this.ids && readColumn(this.ids, first, count);
    const indices = this.indices && readColumn(this.indices, first, count);
    const indexOf = (k: number): number => (indices ? (indices[k] as number) : first + k);
    for (let k = 0; k < count; k++) result[k] = typical(k);
    for (const { id, weight, synapses } of this.groups) {
      const isOwn = (k: number): boolean => !ids || ids[k] === id;
      let [least, most] = [Infinity, -1];
      for (let k = 0; k < count; k++) {
        if (!isOwn(k)) continue;
        least = Math.min(least, indexOf(k));
        most = Math.max(most, indexOf(k));
      }
      if (most < 0) continue;
      // Rows lie in about the order of the edges; where they don't, this would read the column anew for each slice.
      if (most - least > 8 * count + 1024) throw new DataError(`the rows of ${this.at}/${id} are in no order`);
      const part = (column: Dataset | null): Float64Array | null => {
        if (column && most >= lengthOf(column)) throw new DataError(`${column.path} is too short`);
        return column && readColumn(column, least, most - least + 1);
      };
      const [weights, times] = [part(weight), part(synapses)];
      for (let k = 0; k < count; k++) {
        if (!isOwn(k)) continue;
        const at = indexOf(k) - least;
        result[k] = (weights ? (weights[at] as number) : (result[k] as number)) * (times ? (times[at] as number) : 1);
      }
    }
    return result;
  }
}
