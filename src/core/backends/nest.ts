// NEST: times in ms, voltages in mV, currents and weights of current-based models in pA, conductances in nS, capacities in pF.
import { type Backend, expectUnit, placeIn } from '../backend';
import { argument, argumentSpan, type Call, external, type Library } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { constantOf, literal, toNumber } from '../evaluate/numbers';
import { equal, rational, toText } from '../units/rational';
import { atomsOf, formatPoly } from '../evaluate/poly';
import { textOf } from '../evaluate/expressions';
import { arithmetic } from '../evaluate/arithmetic';
import {
  nothing,
  sequence,
  table,
  tableOver,
  type Table,
  text,
  thing,
  type Thing,
  unknown,
  type Value,
} from '../evaluate/value';
import { noteConnectionSlips, noteNodeSlips } from './nest/slips';
import { type Span } from '../text';
import { combinedKernels, distanceAt, distribution, profile, stretched } from './nest/draws';
import { generatorAt, merged, someAt, wholeIfOne } from './nest/indexing';
import { placesIn, positionsOf } from './nest/positions';
import { noteSet } from './nest/settings';
import { readNest } from '../network/nest';
import { readNestPaths } from '../network/nest/paths';
import {
  collectionType,
  inTurn,
  nodeParameters,
  nodesIn,
  part,
  partsOf,
  rangeAt,
  takeSome,
} from '../network/nest/nodes';
import { nestParameterUnit, weightUnitOfNestModel } from './facts/nest';

const backend: Backend = {
  id: 'nest',
  title: 'NEST',
  source: { title: 'NEST model documentation', version: '3.10' },
  library: library(),
  readNetwork: readNest,
  readPaths: readNestPaths,
};

export default backend;

function library(): Library {
  return {
    roots: ['nest'],
    canonical: (path) =>
      path.replace(/^nest\.lib\.hl_api_\w+\./, 'nest.').replace(/^nest\.(?:ll_api|hl_api)\./, 'nest.'),
    call,
    set: (run, path, value, span) => kernel(run, path.slice(path.lastIndexOf('.') + 1), value, span),
    constant: (_run, path) => distanceAt(path),
    attribute: (_run, of, name) => {
      if (of.fields.get('kernel')) return distanceAt(`nest.spatial.distance.${name}`);
      if (of.type !== collectionType) return null;
      if (/^(?:set|get|tolist|__call__)$/.test(name)) return external(`${collectionType}.${name}`, of);
      // A node's number stands for the node: lists of numbers are connected as the nodes are.
      if (name === 'global_id') return of;
      // Of an array of their numbers.
      if (name === 'size') return of.fields.get('size') ?? null;
      if (name === 'local' || name === 'index') return unknown(`the ${name} of a node`);
      const params = of.fields.get('params');
      return (params?.kind === 'table' && params.entries.get(name)) || null;
    },
    assign: (run, of, key, value, span) => {
      if (of.type !== collectionType || key.kind !== 'text') return false;
      setParameters(run, of, new Map([[key.value, value]]), () => span);
      return true;
    },
    index: (run, of, [first]) =>
      of.type === collectionType
        ? (generatorAt(run, of, first) ?? someAt(of, first) ?? part(of, rangeAt(of, first)))
        : null,
    iterate: (_run, of, span) => {
      if (of.type !== collectionType) return null;
      const size = of.fields.get('size');
      const node = inTurn(of, { loop: `${span.file}:${span.start}`, ahead: 0 });
      return { elements: [node], count: size?.kind === 'num' ? size : null, representative: true };
    },
    listed: (_run, of) => (of.type === collectionType ? of : null),
    draw: (_run, of, count, replaces) =>
      of.type === collectionType ? takeSome(wholeIfOne(of), { by: 'number', count, replaces }) : null,
    combine: (run, left, right, operator, span) => {
      const drawn = combinedKernels(left, right, operator, span) ?? stretched(run, left, right, operator, span);
      if (drawn) return drawn;
      if (left.type !== collectionType || operator !== '+' || right.kind !== 'thing' || right.type !== collectionType)
        return null;
      const [a, b] = [toNumber(run, left.fields.get('size')), toNumber(run, right.fields.get('size'))];
      const joined = thing(collectionType, span, new Map(left.fields));
      joined.fields.set('parts', sequence('list', [...partsOf(left), ...partsOf(right)]));
      if (a && b) joined.fields.set('size', arithmetic(run, '+', a, b, span));
      return joined;
    },
    // A sum and a product don't mind the order; `1 / x` and `1 - x` stay unknown.
    combineRight: (run, left, right, operator, span) =>
      combinedKernels(left, right, operator, span) ??
      (operator === '+' || operator === '*' ? stretched(run, right, left, operator, span) : null),
  };
}

function call(run: Run, given: Call): Value | null {
  const name = given.path.slice(given.path.lastIndexOf('.') + 1);
  if (given.path.startsWith('nest.random.') || given.path.startsWith('nest.math.')) return distribution(given, name);
  if (given.path.startsWith('nest.spatial_distributions.')) return profile(given, name);
  if (given.path.startsWith('nest.spatial.')) return positionsOf(given, name);
  switch (given.path) {
    case 'nest.Create':
      return create(run, given);
    case 'nest.Connect':
      return connect(run, given);
    case 'nest.SetStatus': {
      const [target] = given.args;
      const values = argument(given, 'params', 1);
      const single = argument(given, 'val', 2);
      const each = tablesOfEach(values);
      if (target?.kind === 'thing' && each) setEach(run, target, each, given.span);
      const held = tableOf(values);
      const entries = values?.kind === 'text' && single ? new Map([[values.value, single]]) : held?.entries;
      if (target?.kind === 'thing' && entries && !each)
        setParameters(run, target, entries, (key) =>
          held ? placeIn(held, key, given.span) : argumentSpan(given, 'val', 2),
        );
      return nothing;
    }
    case `${collectionType}.set`: {
      const target = given.receiver;
      const values = tableOf(given.args[0]);
      if (target?.kind !== 'thing') return nothing;
      const each = tablesOfEach(given.args[0]);
      if (each) setEach(run, target, each, given.span);
      else if (values) setParameters(run, target, values.entries, (key) => placeIn(values, key, given.span));
      setParameters(run, target, given.keywords, (key) => given.keywordSpans.get(key) ?? given.span);
      return nothing;
    }
    // Of a list of nodes' numbers.
    case collectionType:
      return nodesIn(given.args[0]) ? (given.args[0] ?? null) : null;
    case 'nest.GetDefaults':
      return receptorsOf(baseModel(run, textOf(given.args[0] ?? nothing) ?? ''));
    case `${collectionType}.tolist`:
      return given.receiver;
    case 'nest.SetDefaults':
    case 'nest.CopyModel': {
      const [model, second, third] = given.args;
      const copies = name === 'CopyModel';
      const values = tableOf(copies ? (argument(given, 'params', 2) ?? third) : second);
      const modelName = (model && textOf(model)) ?? '';
      if (values)
        checkParameters(run, baseModel(run, modelName), values.entries, (key) => placeIn(values, key, given.span));
      if (copies && second) run.journal.write(defaults(run).entries, `model:${textOf(second) ?? ''}`, text(modelName));
      const target = copies && second ? (textOf(second) ?? '') : modelName;
      // A copy begins with what its model's defaults are by then.
      const before = defaults(run).entries.get(`params:${copies ? modelName : target}`);
      if (values || (copies && before))
        run.journal.write(defaults(run).entries, `params:${target}`, merged(before, values));
      return nothing;
    }
    case 'nest.SetKernelStatus': {
      const values = tableOf(given.args[0]);
      for (const [key, value] of values?.entries ?? [])
        kernel(run, key, value, values ? placeIn(values, key, given.span) : given.span);
      return nothing;
    }
    case 'nest.set':
      for (const [key, value] of given.keywords) kernel(run, key, value, given.keywordSpans.get(key) ?? given.span);
      return nothing;
    case 'nest.ResetKernel':
      run.called('nest', 'reset', new Map(), given.span);
      return nothing;
    case 'nest.Simulate':
    case 'nest.Run': {
      const time = argument(given, 't', 0);
      expectUnit(run, time, argumentSpan(given, 't', 0), { backend, callee: name, parameter: 't', unit: 'ms' });
      run.called('nest', 'run', new Map(time ? [['t', time]] : []), given.span);
      return nothing;
    }
    default:
      return null;
  }
}

/** What a script asks of a model's defaults to connect to it: the numbers of receptors that have names. NEST 3.10, `models/ht_neuron.cpp`. */
function receptorsOf(model: string): Value | null {
  if (model !== 'ht_neuron') return null;
  const numbers = ['AMPA', 'NMDA', 'GABA_A', 'GABA_B'].map((name, i) => [name, literal(rational(i + 1))] as const);
  return tableOver(new Map([['receptor_types', tableOver(new Map(numbers), false)]]), true);
}

const tableOf = (value: Value | undefined): Table | null => {
  if (value?.kind === 'table') return value;
  const first = value?.kind === 'sequence' ? value.items[0] : undefined;
  return first?.kind === 'table' ? first : null;
};

/** Defaults that the script set, kept in a table under a name no script can have. */
function defaults(run: Run): Table {
  const scope = run.modules.values().next().value?.scope;
  const known = scope?.names.get('nest defaults');
  if (known?.kind === 'table') return known;
  const made = table();
  scope?.names.set('nest defaults', made);
  return made;
}

function baseModel(run: Run, model: string): string {
  const base = defaults(run).entries.get(`model:${model}`);
  return base?.kind === 'text' && base.value !== model ? baseModel(run, base.value) : model;
}

function create(run: Run, given: Call): Thing {
  const modelValue = argument(given, 'model', 0);
  const model = (modelValue && textOf(modelValue)) ?? '';
  const base = baseModel(run, model);
  const second = argument(given, 'n', 1);
  // NEST 3.10, `hl_api_nodes.py`: a dictionary in second place is the parameters of one node.
  const [count, params] = second?.kind === 'table' ? [undefined, second] : [second, argument(given, 'params', 2)];
  const values = tableOf(params);
  const made = thing(
    collectionType,
    given.span,
    new Map<string, Value>([
      ['model', text(base)],
      ['size', count ?? placesIn(run, given) ?? toNumber(run, { kind: 'flag', value: true }) ?? nothing],
      [
        'params',
        merged(
          defaults(run).entries.get(`params:${base}`),
          merged(defaults(run).entries.get(`params:${model}`), table()),
        ),
      ],
    ]),
  );
  const times = run.times();
  if (times) made.fields.set('made', times);
  const positions = given.keywords.get('positions');
  if (positions) made.fields.set('positions', positions);
  const own = tablesOfEach(params);
  if (own) setEach(run, made, own, given.span);
  else if (values) {
    // Kept apart from what is set later: only what is given here is surely meant for this model.
    made.fields.set('given', { ...values, entries: new Map(values.entries) });
    setParameters(run, made, values.entries, (key) => placeIn(values, key, given.span));
  }
  run.called('nest', 'create', new Map([['made', made]]), given.span);
  return made;
}

function setParameters(
  run: Run,
  target: Thing,
  entries: ReadonlyMap<string, Value>,
  place: (key: string) => Span,
): void {
  for (const part of partsOf(target)) {
    if (part.kind !== 'thing') continue;
    const model = part.fields.get('model');
    checkParameters(run, model?.kind === 'text' ? model.value : '', entries, place);
    const params = part.fields.get('params');
    if (params?.kind !== 'table') continue;
    noteSet(run, part, [...entries.keys()], place(''));
    for (const [key, value] of entries) {
      const own = valueOfEach(part, key, value);
      if (own) {
        setEach(
          run,
          part,
          own.map((each) => ({
            ...tableOver(new Map([[key, each]]), false),
            valuePlaces: new Map([[key, place(key)]]),
          })),
          place(key),
        );
        continue;
      }
      if (keptBefore(run, model, key, params.entries.get(key), value)) continue;
      run.journal.write(params.entries, key, value);
      params.valuePlaces.set(key, place(key));
    }
  }
}

/** To run the network: what only the running script would know stays at what it was before, and that is said. */
function keptBefore(run: Run, model: Value | undefined, key: string, before: Value | undefined, value: Value): boolean {
  const [old, own] = [constantOf(before), value.kind === 'num' && !value.draw ? constantOf(value) : null];
  if (!run.settling || !old || own || (value.kind !== 'num' && value.kind !== 'unknown')) return false;
  if (value.kind === 'num' && value.draw) return false;
  const [open] =
    value.kind === 'num' ? [...atomsOf(value.poly).values()].filter((each) => each.parts.length === 0) : [];
  const symbol = value.kind === 'unknown' ? value.symbol?.text : open?.text;
  const text = value.kind === 'num' ? formatPoly(value.poly) : value.reason;
  const why = `the script calculates it while it runs (${text}); this is what it was before`;
  run.settling.assume(`${key} of ${textOf(model ?? nothing) ?? 'nodes'}`, toText(old), why, symbol ?? key);
  return true;
}

/** A dictionary for each node: `noise.set([{'rate': 8e4}, {'rate': 1.5e4}])`; null where one dictionary is for all. */
function tablesOfEach(value: Value | undefined): readonly Table[] | null {
  if (value?.kind !== 'sequence' || value.count || value.items.length < 2 || value.items.length > 64) return null;
  const tables = value.items.filter((each) => each.kind === 'table');
  return tables.length === value.items.length ? tables : null;
}

/** `noise.rate = [8e4, 1.5e4]`: as many values as there are nodes, of a parameter that is a single number. */
function valueOfEach(of: Thing, key: string, value: Value): readonly Value[] | null {
  if (value.kind !== 'sequence' || value.count || value.items.length < 2 || value.items.length > 64) return null;
  if (/^tau_syn$|_times$|_values$|^asc_|^E_rev|^q_|^tau_(?:sfa|stc)$/.test(key)) return null;
  const size = constantOf(of.fields.get('size'));
  return size && equal(size, rational(value.items.length)) ? value.items : null;
}

function setEach(run: Run, target: Thing, tables: readonly Table[], span: Span): void {
  const model = target.fields.get('model');
  const own = tables.map((each, i) => {
    checkParameters(run, model?.kind === 'text' ? model.value : '', each.entries, (key) => placeIn(each, key, span));
    const before = target.fields.get(nodeParameters);
    const known = before?.kind === 'sequence' ? before.items[i] : undefined;
    return merged(merged(target.fields.get('params'), known ?? table()), each);
  });
  run.journal.write(target.fields, nodeParameters, sequence('list', own));
}

function checkParameters(
  run: Run,
  model: string,
  entries: ReadonlyMap<string, Value>,
  place: (key: string) => Span,
): void {
  for (const [key, value] of entries) {
    const symbol = nestParameterUnit(model, key);
    if (symbol !== null) expectUnit(run, value, place(key), { backend, callee: model, parameter: key, unit: symbol });
  }
  noteNodeSlips(run, model, entries, place);
}

function kernel(run: Run, key: string, value: Value, span: Span): void {
  if (/^(?:resolution|min_delay|max_delay|biological_time|tics_per_ms)$/.test(key) && key !== 'tics_per_ms') {
    expectUnit(run, value, span, { backend, callee: 'the kernel', parameter: key, unit: 'ms' });
  }
  run.called('nest', 'kernel', new Map([[key, value]]), span);
}

/** A synapse is a table, or the name of a model whose defaults the script set; a table may name its model too. */
function synapseOf(run: Run, value: Value | undefined): Table | null {
  const given = tableOf(value);
  const named = value?.kind === 'text' ? value : (given?.entries.get('synapse_model') ?? given?.entries.get('model'));
  const preset = named?.kind === 'text' ? defaults(run).entries.get(`params:${named.value}`) : undefined;
  return preset?.kind === 'table' ? merged(preset, given ?? table()) : given;
}

const expectDelay = (run: Run, delay: Value | undefined, span: Span): void =>
  expectUnit(run, delay, span, { backend, callee: 'Connect', parameter: 'delay', unit: 'ms' });

function connect(run: Run, given: Call): Value {
  const [pre, post] = [argument(given, 'pre', 0), argument(given, 'post', 1)];
  const rule = argument(given, 'conn_spec', 2);
  const spec = argument(given, 'syn_spec', 3);
  const synapse = synapseOf(run, spec);
  const targetModel = nodesIn(post)?.fields.get('model');
  const model = targetModel?.kind === 'text' ? targetModel.value : '';
  const weight = synapse?.entries.get('weight');
  const symbol = weightUnitOfNestModel(model);
  const place = (key: string): Span => (synapse ? placeIn(synapse, key, given.span) : given.span);
  const source = nodesIn(pre)?.fields.get('model');
  // A recorder or meter reads its targets: the weight of its connection means nothing.
  const reads = source?.kind === 'text' && /recorder|meter|detector/.test(source.value);
  if (weight && symbol !== null && !reads)
    expectUnit(run, weight, place('weight'), {
      backend,
      callee: 'Connect',
      parameter: 'weight',
      unit: symbol,
      note: `for a connection to \`${model}\``,
    });
  const synapseModel = synapse?.entries.get('synapse_model') ?? synapse?.entries.get('model');
  if (synapse && synapseModel?.kind === 'text') {
    const own = new Map([...synapse.entries].filter(([key]) => key !== 'weight' && key !== 'delay'));
    checkParameters(run, baseModel(run, synapseModel.value), own, place);
  }
  noteConnectionSlips(run, tableOf(spec), synapseModel, place);
  if (synapse) expectDelay(run, synapse.entries.get('delay'), place('delay'));
  const args = new Map<string, Value>();
  if (pre) args.set('pre', pre);
  if (post) args.set('post', post);
  if (rule) args.set('rule', rule);
  const specified = synapse ?? spec;
  if (specified) args.set('synapse', specified);
  const kind = synapseModel ?? spec;
  if (kind?.kind === 'text') args.set('synapse model', text(baseModel(run, kind.value)));
  run.called('nest', 'connect', args, given.span);
  return nothing;
}
