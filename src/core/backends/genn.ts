// GeNN through PyGeNN 4 and 5: times in ms, voltages in mV, rates in Hz; currents, weights and capacities in units that belong together.
import { type Backend, expectUnit, placeIn } from '../backend';
import { textOf } from '../evaluate/expressions';
import { argument, argumentSpan, type Call, type Library } from '../evaluate/library';
import { claimOf } from '../evaluate/claim';
import { arithmetic } from '../evaluate/arithmetic';
import { constantOf, literal, opaque } from '../evaluate/numbers';
import { type Run } from '../evaluate/run';
import { nothing, table, type Table, text, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { unit } from '../backend';
import { rational, toNumber } from '../units/rational';
import { readGenn } from '../network/genn';
import { readGennPaths } from '../network/genn/paths';
import { type Span } from '../text';
import { gennUnit, weightUnitOfGenn } from './facts/genn';
import {
  init,
  model,
  neurons,
  scaleOf,
  source,
  synapses,
  tableField,
  textField,
  thingField,
  weightOf,
} from './genn/things';

const backend: Backend = {
  id: 'genn',
  title: 'GeNN',
  source: { title: 'GeNN’s model headers', version: '5.4' },
  library: library(),
  readNetwork: readGenn,
  readPaths: readGennPaths,
};

export default backend;

function library(): Library {
  return {
    roots: ['pygenn', 'genn'],
    canonical: (path) => path.replace(/^pygenn\.(?:genn_model|genn_wrapper|_genn)(?=\.)/, 'pygenn'),
    exports: () => exported,
    // No delay is a delay of no steps.
    constant: (_run, path) => (path.endsWith('.NO_DELAY') ? literal(rational(0)) : null),
    call,
    attribute: (run, of, name) => {
      if (of.type === model && name === 't') return elapsed(run);
      if (of.type === model && (name === 'dt' || name === 'dT')) return of.fields.get('dt') ?? null;
      return null;
    },
    assign: (run, of, key, value, span) => {
      const name = textOf(key);
      if (name === null) return false;
      if (of.type === model && (name === 'dt' || name === 'dT')) {
        expectUnit(run, value, span, { backend, callee: 'GeNNModel', parameter: name, unit: 'ms' });
        run.journal.write(of.fields, 'dt', value);
        run.called('genn', 'set', new Map([['dt', value]]), span);
        return true;
      }
      if (of.type !== synapses && of.type !== neurons && of.type !== model) return false;
      run.journal.write(of.fields, name === 'axonal_delay_steps' ? 'delay steps' : name, value);
      return true;
    },
  };
}

const exported = (
  'GeNNModel init_var init_connectivity init_sparse_connectivity init_toeplitz_connectivity init_weight_update init_postsynaptic ' +
  'create_custom_neuron_class create_custom_weight_update_class create_custom_postsynaptic_class create_custom_current_source_class'
).split(' ');

function elapsed(run: Run): Value {
  const ms = unit('ms');
  const claim = claimOf(ms, { kind: 'documentation', text: 'GeNN counts `t` in ms', span: null, unit: ms });
  return opaque(`genn:t:${run.nextDraw()}`, 't', { claim });
}

function call(run: Run, given: Call): Value | null {
  const { path, receiver } = given;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (receiver?.kind === 'thing' && receiver.type === model) return onModel(run, given, receiver, name);
  if (receiver?.kind === 'thing' && receiver.type === neurons) {
    const [first, times] = given.args;
    if (name === 'set_extra_global_param' && first?.kind === 'text' && first.value === 'spikeTimes')
      expectUnit(run, times, argumentSpan(given, 'values', 1), {
        backend,
        callee: 'SpikeSourceArray',
        parameter: 'spikeTimes',
        unit: 'ms',
      });
    return nothing;
  }
  if (!path.startsWith('pygenn.')) return null;
  switch (name) {
    case 'GeNNModel':
      return thing(model, given.span, new Map<string, Value>([['populations', table()]]));
    case 'init_var':
      return distribution(run, given);
    case 'init_weight_update':
    case 'init_postsynaptic':
    case 'init_sparse_connectivity':
    case 'init_connectivity':
    case 'init_toeplitz_connectivity':
      return initialiser(run, given, name);
    default:
      return null;
  }
}

/** By GeNN's names: what the distribution is called elsewhere, null for one number. */
const distributions: Readonly<Record<string, string | null>> = {
  Constant: null,
  Uniform: 'uniform',
  Normal: 'normal',
  NormalClipped: 'normal_clipped',
  NormalClippedDelay: 'normal_clipped',
};

function isBound(value: Value): boolean {
  const exact = constantOf(value);
  return exact !== null && Math.abs(toNumber(exact)) < 1e30;
}

/** A drawn number is in the unit of what it is drawn for. */
function distribution(run: Run, given: Call): Thing {
  const made = thing(init, given.span);
  const snippet = argument(given, 'snippet', 0) ?? given.keywords.get('init_var_snippet');
  const params = argument(given, 'params', 1) ?? given.keywords.get('param_space');
  if (snippet?.kind === 'text') made.fields.set('snippet', snippet);
  if (snippet?.kind !== 'text' || params?.kind !== 'table') return made;
  const name = distributions[snippet.value];
  if (name === undefined) return made;
  if (name !== null) made.fields.set('distribution', text(name));
  made.fields.set('carries unit', nothing);
  for (const [key, value] of params.entries) {
    // A bound of a clipped draw is mostly the largest number there is.
    if (name === 'normal_clipped' && (key === 'min' || key === 'max') && !isBound(value)) continue;
    const stored = key === 'sd' ? 'std' : key === 'constant' ? 'mean' : key;
    made.fields.set(stored, value);
    made.places.set(stored, placeIn(params, key, given.span));
  }
  const [low, high] = [made.fields.get('min'), made.fields.get('max')];
  if (snippet.value === 'Uniform' && low?.kind === 'num' && high?.kind === 'num') {
    const sum = arithmetic(run, '+', low, high, given.span);
    if (sum.kind === 'num') made.fields.set('mean', arithmetic(run, '/', sum, literal(rational(2)), given.span));
  }
  return made;
}

const emptyTable = (value: Value | undefined): Table => (value?.kind === 'table' ? value : table());

function initialiser(run: Run, given: Call, name: string): Thing {
  const made = thing(init, given.span);
  const what = argument(given, 'snippet', 0) ?? given.keywords.get('init_sparse_connect_snippet');
  if (what?.kind === 'text') made.fields.set('model', what);
  const params = emptyTable(argument(given, 'params', 1) ?? given.keywords.get('param_space'));
  const vars = emptyTable(argument(given, 'vars', 2));
  made.fields.set(
    'kind',
    text(name === 'init_weight_update' ? 'update' : name === 'init_postsynaptic' ? 'postsynaptic' : 'connectivity'),
  );
  made.fields.set('params', params);
  made.fields.set('vars', vars);
  if (name === 'init_postsynaptic') take(run, 'postsynaptic', textField(made, 'model'), params, null, given.span);
  if (name === 'init_weight_update') take(run, 'update', textField(made, 'model'), params, null, given.span);
  return made;
}

function take(
  run: Run,
  kind: Parameters<typeof gennUnit>[0],
  name: string,
  values: Table | null,
  population: Thing | null,
  span: Span,
): void {
  const scale = scaleOf(population);
  for (const [key, value] of values?.entries ?? []) {
    const symbol = gennUnit(kind, name, key, scale);
    const beside = symbol === scale?.current || symbol === scale?.capacity;
    if (symbol !== null)
      expectUnit(run, value, values ? placeIn(values, key, span) : span, {
        backend,
        callee: name,
        parameter: key,
        unit: symbol,
        ...(beside ? { note: `beside a capacity in ${scale?.capacity}` } : {}),
      });
  }
}

function onModel(run: Run, given: Call, of: Thing, name: string): Value | null {
  switch (name) {
    case 'add_neuron_population':
      return addNeurons(run, given, of);
    case 'add_synapse_population':
      return addSynapses(run, given, of);
    case 'add_current_source':
      return addSource(run, given, of);
    case 'step_time':
      run.called('genn', 'step', new Map(), given.span);
      return nothing;
    case 'load': {
      const steps = argument(given, 'num_recording_timesteps', 0);
      run.called('genn', 'load', new Map(steps?.kind === 'num' ? [['steps', steps]] : []), given.span);
      return nothing;
    }
    default:
      return unknown(`\`${name}\` of a GeNN model`);
  }
}

function addNeurons(run: Run, given: Call, of: Thing): Thing {
  const made = thing(neurons, given.span);
  const label = argument(given, 'pop_name', 0);
  const name = argument(given, 'neuron', 2) ?? given.keywords.get('neuron_model');
  const params = argument(given, 'params', 3) ?? given.keywords.get('param_space');
  const vars = argument(given, 'vars', 4) ?? given.keywords.get('var_space');
  if (label?.kind === 'text') made.fields.set('label', label);
  const size = argument(given, 'num_neurons', 1);
  if (size) made.fields.set('size', size);
  if (name?.kind === 'text') made.fields.set('model', name);
  made.fields.set('params', emptyTable(params));
  made.fields.set('vars', emptyTable(vars));
  take(run, 'neuron', textField(made, 'model'), tableField(made, 'params'), made, given.span);
  take(run, 'neuron', textField(made, 'model'), tableField(made, 'vars'), made, given.span);
  const known = tableField(of, 'populations');
  if (known && label?.kind === 'text') run.journal.write(known.entries, label.value, made);
  run.called('genn', 'create', new Map([['made', made]]), given.span);
  return made;
}

/** A population, or the name it was given. */
function populationIn(of: Thing, value: Value | undefined): Value | undefined {
  if (value?.kind !== 'text') return value;
  return tableField(of, 'populations')?.entries.get(value.value);
}

const isInit = (value: Value | undefined): value is Thing => value?.kind === 'thing' && value.type === init;

/** Version 5 takes initialisers, before its release behind a number of delay steps; version 4 every part on its own. */
function addSynapses(run: Run, given: Call, of: Thing): Thing {
  const made = thing(synapses, given.span);
  const put = (key: string, value: Value | undefined): unknown => value && made.fields.set(key, value);
  const before = isInit(given.args[5]) && !isInit(given.args[4]) ? 1 : 0;
  const newer = argument(given, 'weight_update_init', 4 + before);
  put('label', argument(given, 'pop_name', 0));
  put('matrix', argument(given, 'matrix_type', 1));
  if (isInit(newer)) {
    if (before === 1) put('delay steps', given.args[2]);
    put('source', populationIn(of, argument(given, 'source', 2 + before)));
    put('target', populationIn(of, argument(given, 'target', 3 + before)));
    const arriving = argument(given, 'postsynaptic_init', 5 + before);
    put('update', newer.fields.get('model'));
    put('update params', newer.fields.get('params'));
    put('update vars', newer.fields.get('vars'));
    if (arriving?.kind === 'thing') {
      put('postsynaptic', arriving.fields.get('model'));
      put('postsynaptic params', arriving.fields.get('params'));
    }
    put('connectivity', argument(given, 'connectivity_init', 6 + before));
  } else {
    put('delay steps', argument(given, 'delay_steps', 2));
    put('source', populationIn(of, argument(given, 'source', 3)));
    put('target', populationIn(of, argument(given, 'target', 4)));
    put('update', argument(given, 'w_update_model', 5));
    put('update params', argument(given, 'wu_param_space', 6));
    put('update vars', argument(given, 'wu_var_space', 7));
    put('postsynaptic', argument(given, 'postsyn_model', 10));
    put('postsynaptic params', argument(given, 'ps_param_space', 11));
    put('connectivity', argument(given, 'connectivity_initialiser', 13));
    take(run, 'update', textField(made, 'update'), tableField(made, 'update params'), null, given.span);
    take(
      run,
      'postsynaptic',
      textField(made, 'postsynaptic'),
      tableField(made, 'postsynaptic params'),
      null,
      given.span,
    );
  }
  const scale = scaleOf(thingField(made, 'target'));
  const symbol = /^Static|^STDP$/.test(textField(made, 'update'))
    ? weightUnitOfGenn(textField(made, 'postsynaptic'), scale)
    : null;
  const { value, holder } = weightOf(made);
  if (symbol !== null && holder)
    expectUnit(run, value, placeIn(holder, 'g', given.span), {
      backend,
      callee: textField(made, 'update'),
      parameter: 'g',
      unit: symbol,
      note: `for a target whose capacity is in ${scale?.capacity}`,
    });
  run.called('genn', 'connect', new Map([['made', made]]), given.span);
  return made;
}

function addSource(run: Run, given: Call, of: Thing): Thing {
  const made = thing(source, given.span);
  const label = argument(given, 'cs_name', 0);
  const name = argument(given, 'current_source_model', 1);
  const target = populationIn(of, argument(given, 'pop', 2) ?? given.keywords.get('pop_name'));
  const params = argument(given, 'params', 3) ?? given.keywords.get('param_space');
  if (label?.kind === 'text') made.fields.set('label', label);
  if (name?.kind === 'text') made.fields.set('model', name);
  if (target) made.fields.set('target', target);
  made.fields.set('params', emptyTable(params));
  take(run, 'source', textField(made, 'model'), tableField(made, 'params'), thingField(made, 'target'), given.span);
  run.called('genn', 'source', new Map([['made', made]]), given.span);
  return made;
}
