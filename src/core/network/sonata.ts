// Reads a SONATA circuit or simulation configuration, and the tables HDF5 files it refers to, into a circuit. What of them can’t be read is not known.
import { type ConfigMap, type ConfigNode, entryFor, nodeAt } from '../config/tree';
import { type FindData } from '../dataFiles';
import { literal } from '../evaluate/numbers';
import { valueOfConfig } from '../evaluate/configuration';
import { type Table, type Value } from '../evaluate/value';
import { type Span } from '../text';
import { rational } from '../units/rational';
import { type Circuit, type EdgeType, type Listed, type NodeType, type Stimulus } from './sonata/circuit';
import { type Assumption, type ConnectionRule } from './network';
import { matchNodes } from './sonata/nodeQuery';
import { quantity, wholeNumber } from './read';
import { SonataFiles } from './sonata/files';

/** Finds a configuration file by its path as another file writes it. */
export type FindConfig = (name: string, from: string) => { readonly file: string; readonly root: ConfigNode } | null;

interface Source {
  readonly file: string;
  readonly root: ConfigMap;
  readonly variables: ReadonlyMap<string, string>;
}

/** Null where the file is none of SONATA's. A circuit without a simulation is one too. */
export function readSonata(
  file: string,
  root: ConfigNode,
  find: FindConfig,
  data: FindData = () => null,
): Circuit | null {
  if (root.kind !== 'map') return null;
  const sources = withChildren({ file, root, variables: manifest(root) }, find, 0);
  const owner = (key: string): Source | undefined => sources.find((each) => entryFor(each.root, key));
  const circuit = owner('networks');
  const networks = circuit && nodeAt(circuit.root, ['networks']);
  if (!circuit || networks?.kind !== 'map' || !nodeAt(networks, ['nodes'])) return null;
  return new SonataReader(circuit, owner, find, new SonataFiles(circuit.file, data)).circuit();
}

/** `network` and `simulation` name the files that this one is put together of. */
function withChildren(source: Source, find: FindConfig, depth: number): Source[] {
  if (depth > 3) return [source];
  const children = ['network', 'simulation'].flatMap((key) => {
    const name = textAt(source.root, [key]);
    const found = name === null ? null : find(resolved(name, source.variables), source.file);
    if (found?.root.kind !== 'map' || found.file === source.file) return [];
    return withChildren({ file: found.file, root: found.root, variables: manifest(found.root) }, find, depth + 1);
  });
  return [source, ...children];
}

const textAt = (node: ConfigNode | null, path: readonly (string | number)[]): string | null => {
  const found = nodeAt(node, path);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : null;
};

/** `$BASE_DIR` and its like; a variable may be made of others. The folder of the file itself is ".". */
function manifest(root: ConfigMap): Map<string, string> {
  const variables = new Map<string, string>([
    ['configdir', '.'],
    ['workingdir', '.'],
  ]);
  const given = nodeAt(root, ['manifest']);
  const entries = given?.kind === 'map' ? given.entries : [];
  // So many rounds as there are variables settle every chain; one that leads into itself stays as it is.
  for (let round = 0; round <= Math.min(entries.length, 20); round++)
    for (const { key, value } of entries)
      if (value.kind === 'scalar' && typeof value.value === 'string')
        variables.set(key.replace(/^\$/, ''), resolved(value.value, variables));
  return variables;
}

function resolved(path: string, variables: ReadonlyMap<string, string>): string {
  const text = path.replace(/\$\{?(\w+)\}?/g, (whole, name: string) => variables.get(name) ?? whole);
  return text.length > 1000 ? path : text;
}

class SonataReader {
  private readonly assumed: Assumption[] = [];
  private readonly names = new Map<string, number>();

  constructor(
    private readonly from: Source,
    private readonly owner: (key: string) => Source | undefined,
    private readonly find: FindConfig,
    private readonly files: SonataFiles,
  ) {}

  circuit(): Circuit {
    const nodes = this.rows('nodes', 'node_types_file', 'nodes_file').flatMap((each) => this.nodeTypes(each));
    const edges = this.rows('edges', 'edge_types_file', 'edges_file').flatMap((each) => this.edgeTypes(each, nodes));
    const run = this.owner('run');
    const value = (key: string): Value | undefined => run && valueAt(run, ['run', key]);
    const target = this.owner('target_simulator');
    return {
      simulator: (target && textAt(target.root, ['target_simulator'])) ?? simulatorOf(nodes),
      nodes,
      edges,
      stimuli: this.stimuli(nodes, durationOf(value('tstop') ?? value('duration'))),
      dt: value('dt'),
      duration: value('tstop') ?? value('duration'),
      // Both lists are whole only now.
      assumed: [...this.assumed, ...this.files.assumed],
    };
  }

  /** The rows of the type tables under `networks`, with what the name of their HDF5 file says. */
  private rows(list: string, typesKey: string, dataKey: string): TypeRow[] {
    const entries = nodeAt(this.from.root, ['networks', list]);
    if (entries?.kind !== 'list') return [];
    return entries.items.flatMap((entry) => {
      const enabled = nodeAt(entry, ['enabled']);
      if (enabled?.kind === 'scalar' && enabled.value === false) return [];
      const data = textAt(entry, [dataKey]);
      const path = data === null ? null : resolved(data, this.from.variables);
      const stem = /([^/\\]*?)(?:_(?:nodes|edges))?\.\w+$/.exec(data ?? '')?.[1] ?? list;
      const name = textAt(entry, [typesKey]);
      const found = name === null ? null : this.open(name, this.from);
      if (found?.root.kind === 'list')
        return found.root.items.flatMap((row) => (row.kind === 'map' ? [{ stem, path, file: found.file, row }] : []));
      if (name !== null) this.assumed.push({ what: name, value: 'not known', why: 'the table could not be found' });
      return [];
    });
  }

  private open(name: string, from: Source): { readonly file: string; readonly root: ConfigNode } | null {
    return this.find(resolved(name, from.variables), from.file);
  }

  private nodeTypes(of: TypeRow): NodeType[] {
    const attributes = attributesOf(of.row);
    const read = of.path === null ? null : this.files.nodes(of.path);
    const type = Number(attributes.get('node_type_id') ?? Number.NaN);
    if (!read || Number.isNaN(type))
      return [this.nodeType(of, attributes, attributes.get('population') ?? of.stem, null)];
    const wanted = attributes.get('population');
    return read
      .filter((each) => wanted === undefined || wanted === each.population)
      .flatMap((table) => {
        const cells = table.sizes.get(type);
        // A table of types may be longer than what is made of it.
        if (cells === undefined) return [];
        const node = this.nodeType(of, attributes, table.population, cells);
        this.files.add({ node, table, type });
        return [node];
      });
  }

  private nodeType(
    { file, row }: TypeRow,
    attributes: ReadonlyMap<string, string>,
    population: string,
    size: number | null,
  ): NodeType {
    const type = attributes.get('node_type_id') ?? '';
    const name = attributes.get('pop_name') ?? attributes.get('model_name') ?? `${population} ${type}`.trim();
    const template = attributes.get('model_template') ?? '';
    return {
      population,
      name: this.unique(name),
      isVirtual: attributes.get('model_type') === 'virtual',
      size: size === null ? undefined : literal(rational(size)),
      template,
      attributes,
      params: this.dynamics(attributes, [
        'point_neuron_models_dir',
        'biophysical_neuron_models_dir',
        'population_models_dir',
        'templates_dir',
      ]),
      span: spanOf(file, row),
    };
  }

  private unique(name: string): string {
    const count = (this.names.get(name) ?? 0) + 1;
    this.names.set(name, count);
    return count === 1 ? name : `${name} ${count}`;
  }

  /** The table in the file that `dynamics_params` names, in the folder of its components. */
  private dynamics(attributes: ReadonlyMap<string, string>, folders: readonly string[]): Table | null {
    const name = attributes.get('dynamics_params');
    const components = this.owner('components');
    if (name === undefined || !components) return null;
    for (const folder of folders) {
      const path = textAt(components.root, ['components', folder]);
      const found = path === null ? null : this.open(`${path}/${name}`, components);
      const value = found && valueOfConfig(found.file, found.root);
      if (value?.kind === 'table') return value;
    }
    return null;
  }

  private edgeTypes({ stem, path, file, row }: TypeRow, nodes: readonly NodeType[]): EdgeType[] {
    const attributes = attributesOf(row);
    const type = Number(attributes.get('edge_type_id') ?? Number.NaN);
    const listed =
      path === null || Number.isNaN(type)
        ? null
        : this.files.edges(path, type, (name) => endsOf(name, nodes) ?? endsOf(stem, nodes));
    if (listed?.length === 0) return [];
    const ends = endsOf(stem, nodes);
    if (!ends && !listed) {
      const why = 'the name of the file does not say which populations it joins';
      this.assumed.push({ what: `${stem} edges`, value: 'not known', why });
      return [];
    }
    const [sources, targets] = (['source', 'target'] as const).map((end) => {
      if (listed) return { nodes: [...new Set(listed.map((each) => each[end]))], assumed: [] };
      return matchNodes(
        attributes.get(`${end}_query`) ?? '*',
        nodes.filter((each) => each.population === ends?.[end]),
      );
    });
    if (!sources || !targets) return [];
    const synapse = this.dynamics(attributes, ['synaptic_models_dir']);
    const receptor = synapse?.entries.get('receptor_type');
    const place = (key: string): Span => spanOf(file, entryFor(row, key)?.value ?? row);
    const cell = (key: string): Value | undefined => {
      const entry = entryFor(row, key);
      return entry?.value.kind === 'scalar' && entry.value.type === 'number'
        ? valueOfConfig(file, entry.value, key)
        : undefined;
    };
    const rule: ConnectionRule = { kind: 'unknown', text: 'listed in an HDF5 file' };
    return [
      {
        sources: sources.nodes,
        targets: targets.nodes,
        rule,
        perPair: undefined,
        ...(listed ? { listed: listed.map((each) => withSynapses(each, cell('syn_weight'))) } : {}),
        weight: cell('syn_weight'),
        weightSpan: place('syn_weight'),
        delay: cell('delay') ?? synapse?.entries.get('delay'),
        template: attributes.get('model_template') ?? '',
        receptor: receptor ? String(wholeNumber(receptor) ?? '?') : null,
        span: spanOf(file, row),
        assumed: [...sources.assumed, ...targets.assumed],
      },
    ];
  }

  private stimuli(nodes: readonly NodeType[], durationMs: number | null): Stimulus[] {
    const source = this.owner('inputs');
    const inputs = source && nodeAt(source.root, ['inputs']);
    if (!source || inputs?.kind !== 'map') return [];
    return inputs.entries.flatMap(({ key, value, keyStart, keyEnd }): Stimulus[] => {
      const enabled = nodeAt(value, ['enabled']);
      if (enabled?.kind === 'scalar' && enabled.value === false) return [];
      const type = textAt(value, ['input_type']);
      const base = {
        name: key,
        nodes: this.nodeSet(value, nodes),
        span: { file: source.file, start: keyStart, end: keyEnd },
      };
      if (type === 'spikes') {
        const path = resolved(textAt(value, ['input_file']) ?? 'a file', source.variables);
        const table = path.endsWith('.csv') ? this.find(path, source.file) : null;
        const sent = this.files.sent(path, source.file, table?.root ?? null, base.nodes, durationMs);
        const note = `its spikes stand in ${path.replace(/^\.\//, '')}`;
        const spikes = { value: undefined, valueSpan: base.span, note, ...(sent ? { sent } : {}) };
        return [{ ...base, kind: 'spikes', ...spikes }];
      }
      const amplitude = nodeAt(value, ['amp']);
      if (textAt(value, ['module']) !== 'IClamp' || !amplitude) return [];
      const valueSpan = spanOf(source.file, amplitude);
      const [start, length] = ['delay', 'duration'].map((part) => nodeAt(value, [part]));
      const isTold = start?.kind === 'scalar' && length?.kind === 'scalar';
      const note = isTold ? `it flows for ${length.text} ms from ${start.text} ms on` : 'it comes in steps';
      return [{ ...base, kind: 'current', value: valueOfConfig(source.file, amplitude, 'amp'), valueSpan, note }];
    });
  }

  /** `"thalamus"`, `{"population": "cortex"}`, or the name of a set in the file of node sets. */
  private nodeSet(input: ConfigNode, nodes: readonly NodeType[]): ReadonlySet<NodeType> | null {
    let set = nodeAt(input, ['node_set']);
    if (set?.kind === 'scalar') {
      const name = String(set.value);
      const own = nodes.filter((each) => each.population === name);
      if (name === 'all' || own.length > 0) return new Set(name === 'all' ? nodes : own);
      const sets = this.owner('node_sets_file');
      const file = sets && textAt(sets.root, ['node_sets_file']);
      const found = sets && file !== null && file !== undefined ? this.open(file, sets)?.root : null;
      set = nodeAt(found ?? this.owner('node_sets')?.root ?? null, found ? [name] : ['node_sets', name]);
    }
    if (set?.kind !== 'map') return null;
    const wanted = set.entries.flatMap(({ key, value }) =>
      value.kind === 'scalar' ? [[key, String(value.value)] as const] : [],
    );
    const matched = nodes.filter((each) =>
      wanted.every(([key, value]) => (key === 'population' ? each.population : each.attributes.get(key)) === value),
    );
    return wanted.length === set.entries.length && matched.length > 0 ? new Set(matched) : null;
  }
}

interface TypeRow {
  readonly stem: string;
  /** Of the HDF5 file that the table goes with. */
  readonly path: string | null;
  readonly file: string;
  readonly row: ConfigMap;
}

const durationOf = (value: Value | undefined): number | null => (value ? quantity(value, 'ms').value : null);

/** The weight of the table is that of one synapse, and an edge may have several. */
function withSynapses(listed: Listed, weight: Value | undefined): Listed {
  const one = weight ? quantity(weight, null).value : null;
  if (listed.weight || !listed.synapses || one === null) return listed;
  return { ...listed, weight: listed.synapses.times(one) };
}

const spanOf = (file: string, { start, end }: { start: number; end: number }): Span => ({ file, start, end });

const valueAt = (source: Source, path: readonly string[]): Value | undefined => {
  const node = nodeAt(source.root, path);
  return node?.kind === 'scalar' && node.type === 'number' ? valueOfConfig(source.file, node, path.at(-1)) : undefined;
};

/** Cells that say nothing are left out. */
const attributesOf = (row: ConfigMap): Map<string, string> =>
  new Map(
    row.entries.flatMap(({ key, value }) =>
      value.kind === 'scalar' && value.value !== null ? [[key, String(value.value)] as const] : [],
    ),
  );

const simulatorOf = (nodes: readonly NodeType[]): string =>
  nodes.some((each) => each.template.startsWith('nest:')) ? 'NEST' : 'NEURON';

/** `thalamus_cortex`: the populations at both ends, by BMTK's way of naming the file. */
function endsOf(stem: string, nodes: readonly NodeType[]): { source: string; target: string } | null {
  const names = [...new Set(nodes.map((each) => each.population))];
  for (const source of names)
    for (const target of names)
      if (`${source}_${target}` === stem || `${source}_to_${target}` === stem) return { source, target };
  return null;
}
