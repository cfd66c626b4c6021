// Reads the calls of a BMTK builder script, and of the generators that make its input spikes, into a circuit.
import { type ApiCall } from '../../evaluate/facts';
import { constantOf, literal } from '../../evaluate/numbers';
import { type Table, type Thing, type Value } from '../../evaluate/value';
import { isInteger, isZero, rational, toNumber } from '../../units/rational';
import { type Circuit, type EdgeType, type NodeType, type Stimulus } from './circuit';
import { exactNumber, times } from '../given';
import { type ConnectionRule } from '../network';
import { callsOf, wholeNumber } from '../read';

/** The kinds of things that the builder makes. */
export const bmtkThings = {
  network: 'bmtk.Network',
  nodes: 'bmtk.NodeType',
  pool: 'bmtk.NodePool',
  edges: 'bmtk.ConnectionMap',
  generator: 'bmtk.PoissonSpikeGenerator',
} as const;

export const textIn = (value: Value | undefined): string | null => (value?.kind === 'text' ? value.value : null);

const tableIn = (of: Thing, key: string): Table | null => {
  const value = of.fields.get(key);
  return value?.kind === 'table' ? value : null;
};

/** Null where the script builds no network; a run of a simulation tells its time step, a builder does not. */
export function readBmtk(all: readonly ApiCall[]): Circuit | null {
  const calls = all.filter((each) => each.dead === null);
  const made = (what: string): Thing[] =>
    callsOf(calls, 'sonata', what).flatMap((each) => {
      const thing = each.args.get('made');
      return thing?.kind === 'thing' ? [thing] : [];
    });
  const names = new Map<string, number>();
  const nodes = new Map(made('nodes').map((each) => [each, nodeType(each, names)]));
  if (nodes.size === 0) return null;
  const types = [...nodes.values()];
  return {
    simulator: types.some((each) => each.template.startsWith('nest:')) ? 'NEST' : 'NEURON',
    nodes: types,
    edges: made('edges').map((each) => edgeType(each, nodes)),
    stimuli: callsOf(calls, 'sonata', 'poisson').map((each) => stimulus(each, types)),
    dt: undefined,
    duration: undefined,
    assumed: [],
  };
}

function attributesOf(properties: Table | null): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [key, value] of properties?.entries ?? []) {
    const exact = constantOf(value);
    if (value.kind === 'text') attributes.set(key, value.value);
    else if (exact) attributes.set(key, String(toNumber(exact)));
  }
  return attributes;
}

function nodeType(of: Thing, names: Map<string, number>): NodeType {
  const attributes = attributesOf(tableIn(of, 'properties'));
  const owner = of.fields.get('network');
  const population = (owner?.kind === 'thing' && textIn(owner.fields.get('name'))) || 'network';
  const base = attributes.get('pop_name') ?? attributes.get('model_name') ?? population;
  const count = (names.get(base) ?? 0) + 1;
  names.set(base, count);
  return {
    population,
    name: count === 1 ? base : `${base} ${count}`,
    isVirtual: attributes.get('model_type') === 'virtual',
    size: of.fields.get('N'),
    template: attributes.get('model_template') ?? '',
    attributes,
    params: tableIn(of, 'params'),
    span: of.span ?? { file: '', start: 0, end: 0 },
  };
}

/** The nodes at one end of a connection: a pool's, or those of the own network that a dictionary picks. */
export function nodeThings(of: Thing, end: 'source' | 'target'): readonly Thing[] {
  const given = of.fields.get(end);
  const isPool = given?.kind === 'thing' && given.type === bmtkThings.pool;
  const owner = isPool ? given.fields.get('network') : of.fields.get('network');
  const filter = isPool ? tableIn(given, 'filter') : given?.kind === 'table' ? given : null;
  const isAll = given === undefined || given.kind === 'nothing';
  const list = owner?.kind === 'thing' ? owner.fields.get('nodes') : undefined;
  if (list?.kind !== 'sequence' || (!isAll && !isPool && !filter)) return [];
  const all = list.items.flatMap((each) => (each.kind === 'thing' ? [each] : []));
  return all.filter((each) => {
    const attributes = attributesOf(tableIn(each, 'properties'));
    return [...attributesOf(filter)].every(([key, value]) => (attributes.get(key) ?? value) === value);
  });
}

/** What the filter of an end asks for that the nodes' types do not tell: one node of many, a place. */
function unknownFilter(of: Thing, end: 'source' | 'target'): readonly string[] {
  const given = of.fields.get(end);
  const filter = given?.kind === 'thing' ? tableIn(given, 'filter') : given?.kind === 'table' ? given : null;
  const known = nodeThings(of, end).map((each) => attributesOf(tableIn(each, 'properties')));
  return [...(filter?.entries.keys() ?? [])].filter((key) => !known.some((each) => each.has(key)));
}

function edgeType(of: Thing, nodes: ReadonlyMap<Thing, NodeType>): EdgeType {
  const partly = (['source', 'target'] as const).flatMap((each) => unknownFilter(of, each));
  const end = (which: 'source' | 'target'): NodeType[] => {
    const things = nodeThings(of, which);
    return things.flatMap(
      (each) => nodes.get(each) ?? [...nodes].find(([other]) => other.fields === each.fields)?.[1] ?? [],
    );
  };
  const properties = tableIn(of, 'properties');
  const synapse = tableIn(of, 'synapse');
  const { perPair, weight } = bundled(of.fields.get('per pair'), of.fields.get('syn_weight'));
  const receptor = synapse?.entries.get('receptor_type');
  const span = of.span ?? { file: '', start: 0, end: 0 };
  return {
    sources: end('source'),
    targets: end('target'),
    rule:
      partly.length === 0
        ? ruleOf(perPair)
        : { kind: 'unknown', text: `between the nodes that are picked by ${partly.join(', ')}` },
    perPair: perPair?.kind === 'num' && partly.length === 0 ? perPair : undefined,
    weight,
    weightSpan: of.places.get('syn_weight') ?? span,
    delay: of.fields.get('delay') ?? synapse?.entries.get('delay'),
    template: textIn(properties?.entries.get('model_template')) ?? '',
    receptor: receptor ? String(wholeNumber(receptor) ?? '?') : null,
    span,
    assumed: [],
  };
}

/** Several synapses that each source has on each target get its spikes at once: they are one with the sum of their weights. */
function bundled(
  perPair: Value | undefined,
  weight: Value | undefined,
): { readonly perPair: Value | undefined; readonly weight: Value | undefined } {
  const count = constantOf(perPair);
  const each = exactNumber(weight);
  if (!count || !each || !isInteger(count) || toNumber(count) < 2) return { perPair, weight };
  const sum = times(literal(count), each, each.origin?.span ?? { file: '', start: 0, end: 0 });
  return sum ? { perPair: literal(rational(1)), weight: { ...sum, claim: each.claim } } : { perPair, weight };
}

function ruleOf(perPair: Value | undefined): ConnectionRule {
  if (perPair?.kind !== 'num')
    return {
      kind: 'unknown',
      text: 'a function of each pair; the built circuit can be probed',
    };
  const isDrawn = perPair.draw !== null;
  const mean = constantOf({ ...perPair, draw: null });
  if (!mean) return { kind: 'unknown', text: 'as many synapses for each pair as the script says' };
  const value = toNumber(mean);
  if (!isDrawn && value === 1) return { kind: 'all-to-all' };
  if (isDrawn && value > 0 && value < 1 && !isZero(mean)) return { kind: 'fixed-probability', probability: value };
  const about = isDrawn || !isInteger(mean) ? 'on the average' : 'each';
  return { kind: 'unknown', text: `${value} synapses for a pair ${about}` };
}

/** `population='thalamus'`, or the file of the population's nodes. */
function stimulus(call: ApiCall, nodes: readonly NodeType[]): Stimulus {
  const file = textIn(call.args.get('node_ids'));
  const population = textIn(call.args.get('population')) ?? /([^/]*?)_nodes\.h5$/.exec(file ?? '')?.[1] ?? null;
  const own = nodes.filter((each) => each.isVirtual && each.population === population);
  const rate = call.args.get('firing_rate');
  const place = call.args.get('place');
  return {
    kind: 'poisson',
    name: population ?? 'spikes',
    nodes: own.length > 0 ? new Set(own) : null,
    value: rate?.kind === 'num' ? rate : undefined,
    valueSpan: (place?.kind === 'thing' && place.span) || call.span,
    note: 'its rate changes over time',
    span: call.span,
  };
}
