// The projections of a network as the simulator builds them: every synapse with the weight that it is given, drawn ones by the seed.
import { type Network } from '../../core/network/network';
import { type FoundWeights, type WeightFamily, type WeightPiece, type WeightSource } from '../../data/weights/source';
import { buildPlan } from '../../sim/build';
import { type Port } from '../../sim/model';
import { type Connection, type Group, type Plan } from '../../sim/plan';
import { type Control } from './reading';

/** So many synapses come in one piece. */
const atATime = 2 ** 18;

/** Throws a SimulationError where the network can't be built. */
export function projectionWeights(network: Network, seed: number, control?: Control): FoundWeights {
  const plan = buildPlan(network, { ms: 0, seed }, control);
  const notes = plan.notes.filter((each) => !/^dt is not known/.test(each));
  const known = plan.connections.filter(({ coded }) => coded === undefined);
  if (known.length < plan.connections.length)
    notes.push(
      `${plan.connections.length - known.length} projections run code of their own and have no weights to show`,
    );
  const names = new Map<string, number>();
  const sources = known.flatMap((each) => sourceOf(plan, each, names) ?? []);
  return { sources: [...together(plan, known, sources), ...sources], notes };
}

function sourceOf(plan: Plan, connection: Connection, names: Map<string, number>): WeightSource | null {
  const [pre, post] = [plan.groups[connection.source], plan.groups[connection.target]];
  if (!pre || !post) return null;
  const port = portOf(post, connection);
  const name = `${pre.name} → ${post.name}`;
  const times = (names.get(name) ?? 0) + 1;
  names.set(name, times);
  const entries = countOf(connection, pre, post);
  return {
    path: times === 1 ? name : `${name} (${times})`,
    kind: 'projection',
    rows: post.size,
    columns: pre.size,
    senders: 'columns',
    isDense: false,
    isRecurrent: connection.source === connection.target,
    entries,
    family: {
      stream: ({ every = 1 } = {}) => parts(connection, pre.size, post.size, port, { row: 0, column: 0 }, every),
    },
    part: 0,
    ...(port?.unit ? { unit: port.unit } : {}),
    ...(port && port.name !== '1' && port.name !== '' ? { note: `arrives at ${port.name}` } : {}),
  };
}

/** All projections in one matrix, where their weights are in one unit. */
function together(plan: Plan, connections: readonly Connection[], sources: readonly WeightSource[]): WeightSource[] {
  const units = new Set(sources.map(({ unit }) => unit ?? ''));
  if (sources.length < 2 || units.size > 1) return [];
  let size = 0;
  const firsts = plan.groups.map((group) => {
    size += group.size;
    return size - group.size;
  });
  const family: WeightFamily = {
    *stream({ every = 1 } = {}) {
      for (const each of connections) {
        const [pre, post] = [plan.groups[each.source], plan.groups[each.target]];
        if (!pre || !post) continue;
        const from = { row: firsts[each.target] ?? 0, column: firsts[each.source] ?? 0 };
        yield* parts(each, pre.size, post.size, portOf(post, each), from, every);
      }
    },
  };
  const [unit = ''] = units;
  const order = plan.groups.map((group, at) => `${group.name} from ${firsts[at] ?? 0}`).join(', ');
  return [
    {
      path: 'all projections',
      kind: 'network',
      rows: size,
      columns: size,
      senders: 'columns',
      isDense: false,
      isRecurrent: true,
      isTotal: true,
      entries: sources.reduce((sum, { entries }) => sum + entries, 0),
      family,
      part: 0,
      note: order,
      ...(unit === '' ? {} : { unit }),
    },
  ];
}

const portOf = ({ model, parameters }: Group, { port }: Connection): Port | undefined => model.ports(parameters)[port];

const countOf = ({ synapses }: Connection, pre: Group, post: Group): number =>
  synapses.kind === 'everyone' ? pre.size * post.size : synapses.targets.length;

/** A conductance that inhibits is a number above zero: it is shown as what it does. */
function* parts(
  { synapses, weight }: Connection,
  pre: number,
  post: number,
  port: Port | undefined,
  first: { readonly row: number; readonly column: number },
  every: number,
): Generator<{ part: number; piece: WeightPiece }> {
  const sign = port?.inhibits === true ? (value: number): number => -Math.abs(value) : (value: number): number => value;
  const all = synapses.kind === 'everyone' ? pre * post : synapses.targets.length;
  let source = 0;
  for (let from = 0; from < all; from += atATime * every) {
    const count = Math.min(atATime, all - from);
    const piece = {
      kind: 'list' as const,
      rows: new Uint32Array(count),
      columns: new Uint32Array(count),
      values: new Float64Array(count),
    };
    for (let k = 0; k < count; k++) {
      const at = from + k;
      if (synapses.kind === 'everyone') {
        piece.columns[k] = first.column + Math.floor(at / post);
        piece.rows[k] = first.row + (at % post);
        piece.values[k] = sign(weight);
        continue;
      }
      while (at >= (synapses.offsets[source + 1] as number)) source++;
      piece.columns[k] = first.column + source;
      piece.rows[k] = first.row + (synapses.targets[at] as number);
      piece.values[k] = sign(synapses.weights ? (synapses.weights[at] as number) : weight);
    }
    yield { part: 0, piece };
  }
}
