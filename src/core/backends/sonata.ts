// SONATA and the Brain Modeling Toolkit: circuits as folders of JSON and CSV, the scripts that build them, and the spikes made for them.
import { type Backend, expectUnit, placeIn } from '../backend';
import { valueOfConfig } from '../evaluate/configuration';
import { callFunction } from '../evaluate/functions';
import { argument, argumentSpan, type Call, external, type Library } from '../evaluate/library';
import { append } from '../evaluate/lists';
import { type Run } from '../evaluate/run';
import { nothing, sequence, table, type Table, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { bmtkThings, nodeThings, readBmtk, textIn } from '../network/sonata/bmtk';
import { networkOf } from '../network/sonata/circuit';
import { pathsOf } from '../network/sonata/circuitPaths';
import { readSonata } from '../network/sonata';
import { type Span } from '../text';
import { nestParameterUnit } from './facts/nest';
import { bmtkSource, plainWeightFunctions, templateParts, weightUnitOfSonata } from './facts/sonata';

const { network, nodes, pool, edges, generator } = bmtkThings;

const backend: Backend = {
  id: 'sonata',
  title: 'BMTK',
  source: bmtkSource,
  library: library(),
  readNetwork(calls) {
    const circuit = readBmtk(calls);
    return circuit && networkOf(circuit);
  },
  readPaths(calls) {
    const circuit = readBmtk(calls);
    return circuit ? pathsOf(circuit) : [];
  },
  readConfig({ file, root, find, data }) {
    const circuit = readSonata(file, root, find, data);
    return circuit && { network: networkOf(circuit), paths: pathsOf(circuit) };
  },
};

export default backend;

function library(): Library {
  return {
    roots: ['bmtk'],
    canonical: (path) =>
      path
        .replace(/^bmtk\.builder\.(?:\w+\.)*(?:Bio|Point|Pop)?(?:Network|Net)Builder\b/, network)
        .replace(/^bmtk\.utils\.reports\.spike_trains\.(?:\w+\.)*(?:Poisson|Gamma)SpikeGenerator\b/, generator)
        .replace(/^bmtk\.utils\.reports\.spike_trains\.(?:\w+\.)*PSG\b/, generator),
    call,
    attribute: (_run, of, name) => external(`${of.type}.${name}`, of),
    // A node is asked for its properties, which only the built network has.
    index: (_run, of, indexes) => (of.type === pool && indexes.length > 0 ? unknown('a node') : null),
  };
}

function call(run: Run, given: Call): Value | null {
  const { path, receiver } = given;
  if (path === network) {
    const name = argument(given, 'name', 0) ?? nothing;
    return thing(network, given.span, fields({ name, nodes: sequence('list', []) }));
  }
  if (path === generator) {
    const population = argument(given, 'population', 0);
    return thing(generator, given.span, new Map(population ? [['population', population]] : []));
  }
  if (receiver?.kind !== 'thing') return null;
  switch (path) {
    case `${network}.add_nodes`:
      return addNodes(run, given, receiver);
    case `${network}.nodes`:
      return thing(pool, given.span, fields({ network: receiver, filter: keywordTable(given) }));
    case `${network}.add_edges`:
      return addEdges(run, given, receiver);
    case `${edges}.add_properties`:
      return addProperties(run, given, receiver);
    case `${generator}.add`:
      return addSpikes(run, given, receiver);
    default:
      return null;
  }
}

const fields = (of: Readonly<Record<string, Value>>): Map<string, Value> => new Map(Object.entries(of));

function keywordTable({ keywords, keywordSpans }: Call): Table {
  const result = table();
  for (const [key, value] of keywords) {
    result.entries.set(key, value);
    const place = keywordSpans.get(key);
    if (place) result.valuePlaces.set(key, place);
  }
  return result;
}

/** Where BMTK's own examples keep what `dynamics_params` names; the script does not say. */
const cellFolders = ['components/cell_models', 'components/point_neuron_models', '../point_components/cell_models'];
const synapseFolders = ['components/synaptic_models', '../point_components/synaptic_models'];

function dynamicsOf(run: Run, given: Value | undefined, folders: readonly string[], from: Span): Table | null {
  if (given?.kind === 'table') return given;
  const name = textIn(given);
  for (const folder of name === null ? [] : folders) {
    const found = run.options.findConfig?.(`${folder}/${name}`, from.file);
    const value = found && valueOfConfig(found.file, found.root);
    if (value?.kind === 'table') return value;
  }
  return null;
}

function addNodes(run: Run, given: Call, of: Thing): Value {
  const properties = keywordTable(given);
  const size = argument(given, 'N', 0);
  const made = thing(nodes, given.span, fields({ properties, network: of }));
  if (size) made.fields.set('N', size);
  const params = dynamicsOf(run, properties.entries.get('dynamics_params'), cellFolders, given.span);
  if (params) made.fields.set('params', params);
  const { schema, resource } = templateParts(textIn(properties.entries.get('model_template')) ?? '');
  const isWritten = properties.entries.get('dynamics_params') === params;
  for (const [key, value] of (schema === 'nest' && isWritten && params?.entries) || []) {
    const symbol = nestParameterUnit(resource, key);
    const place = placeIn(params ?? table(), key, given.span);
    if (symbol !== null) expectUnit(run, value, place, { backend, callee: resource, parameter: key, unit: symbol });
  }
  const list = of.fields.get('nodes');
  if (list?.kind === 'sequence') append(run, list, made);
  run.called('sonata', 'nodes', new Map([['made', made]]), given.span);
  return nothing;
}

function addEdges(run: Run, given: Call, of: Thing): Value {
  const properties = keywordTable(given);
  const source = argument(given, 'source', 0);
  const target = argument(given, 'target', 1);
  const made = thing(edges, given.span, fields({ properties, network: of }));
  const put = (key: string, value: Value | undefined): unknown => value && made.fields.set(key, value);
  put('source', source);
  put('target', target);
  put('per pair', synapsesPerPair(run, given));
  put('synapse', dynamicsOf(run, properties.entries.get('dynamics_params'), synapseFolders, given.span) ?? undefined);
  for (const key of ['syn_weight', 'delay']) {
    const value = properties.entries.get(key);
    const place = given.keywordSpans.get(key) ?? given.span;
    put(key, value);
    made.places.set(key, place);
    expectEdge(run, made, key, value, place);
  }
  run.called('sonata', 'edges', new Map([['made', made]]), given.span);
  return made;
}

/** A weight is taken as the targets take it, where they all take it alike and no function makes another number of it. */
function expectEdge(run: Run, of: Thing, key: string, value: Value | undefined, place: Span): void {
  if (key === 'delay') {
    expectUnit(run, value, place, { backend, callee: 'add_edges', parameter: key, unit: 'ms' });
    return;
  }
  const properties = of.fields.get('properties');
  const property = (name: string): string =>
    (properties?.kind === 'table' && textIn(properties.entries.get(name))) || '';
  const weigher = property('weight_function');
  if (key !== 'syn_weight' || (weigher !== '' && !plainWeightFunctions.test(weigher))) return;
  const templates = nodeThings(of, 'target').map((each) => {
    const given = each.fields.get('properties');
    return (given?.kind === 'table' && textIn(given.entries.get('model_template'))) || '';
  });
  const [template = ''] = templates;
  const unit = weightUnitOfSonata(template, property('model_template'));
  if (unit === null || templates.some((each) => weightUnitOfSonata(each, property('model_template')) !== unit)) return;
  const note = `for targets made of \`${template}\``;
  expectUnit(run, value, place, { backend, callee: 'add_edges', parameter: key, unit, note });
}

/** What `connection_rule` gives for one pair: a number, or what the function gives that it names. */
function synapsesPerPair(run: Run, given: Call): Value | undefined {
  const rule = argument(given, 'connection_rule', 2);
  if (rule?.kind !== 'function') return rule;
  const iterator = textIn(argument(given, 'iterator', 4)) ?? 'one_to_one';
  if (iterator !== 'one_to_one') return undefined;
  const params = argument(given, 'connection_params', 3);
  const result = callFunction(
    run,
    rule,
    [unknown('a source node'), unknown('a target node')],
    params?.kind === 'table' ? params.entries : new Map(),
  );
  if (result.kind !== 'choice') return result;
  // A function that leaves out a cell's connection to itself gives None, or no synapse, for that one.
  const others = result.options
    .map((each) => each.value)
    .filter((each) => each.kind === 'num' && each.poly.terms.length > 0);
  return others.length === 1 ? others[0] : undefined;
}

/** `cm.add_properties('syn_weight', rule=2.5)`. */
function addProperties(run: Run, given: Call, of: Thing): Value {
  const names = argument(given, 'names', 0);
  const key = textIn(names);
  const rule = argument(given, 'rule', 1);
  if (key !== 'syn_weight' && key !== 'delay') return nothing;
  const place = argumentSpan(given, 'rule', 1);
  const value = rule?.kind === 'num' ? rule : unknown('a number for each edge');
  run.journal.write(of.fields, key, value);
  of.places.set(key, place);
  expectEdge(run, of, key, rule, place);
  return nothing;
}

const spikeUnits: Readonly<Record<string, string>> = { firing_rate: 'Hz', times: 's', abs_ref: 's', tau_ref: 's' };

/** The generators take hertz and seconds, though the spikes they write are in milliseconds. */
function addSpikes(run: Run, given: Call, of: Thing): Value {
  const positions = ['node_ids', 'firing_rate', 'population', 'times', 'abs_ref', 'tau_ref'];
  const args = new Map<string, Value>();
  positions.forEach((key, i) => {
    const value = argument(given, key, i);
    const unit = spikeUnits[key];
    if (!value) return;
    args.set(key, value);
    if (unit !== undefined)
      expectUnit(run, value, argumentSpan(given, key, i), {
        backend,
        callee: 'PoissonSpikeGenerator.add',
        parameter: key,
        unit,
      });
  });
  const population = of.fields.get('population');
  if (!args.has('population') && population) args.set('population', population);
  args.set('place', thing('bmtk.place', argumentSpan(given, 'firing_rate', 1)));
  run.called('sonata', 'poisson', args, given.span);
  return nothing;
}
