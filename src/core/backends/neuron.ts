// NEURON from Python: times in ms, voltages in mV, point currents in nA, synaptic conductances in µS, densities per cm², lengths in µm.
import { type Backend, expectUnit } from '../backend';
import { argument, argumentSpan, type Call, type Library } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { nothing, text, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { readNeuron } from '../network/neuron';
import { readNeuronPaths } from '../network/neuron/paths';
import { type Span } from '../text';
import { isNeuronPoint, neuronGlobals, neuronMechanismUnit, neuronPointUnit, neuronSectionUnit } from './facts/neuron';
import { connection, connectionOf, netCon, setConnection, weights } from './neuron/connections';
import { neuronUnit, reading } from './neuron/numbers';
import {
  expectPoint,
  mechanism,
  memberOfPlace,
  onPlace,
  reference,
  section,
  segment,
  store,
  stored,
} from './neuron/places';

const backend: Backend = {
  id: 'neuron',
  title: 'NEURON',
  source: { title: 'NEURON programmer’s reference', version: '9.0' },
  library: library(),
  readNetwork: readNeuron,
  readPaths: readNeuronPaths,
};

export default backend;

const top = 'neuron.h';
const point = 'neuron.PointProcess';
const parallel = 'neuron.ParallelContext';
const sections = 'neuron.Sections';

function library(): Library {
  return {
    roots: ['neuron'],
    canonical: (path) => path.replace(/^neuron\.n(?=\.|$)/, top),
    exports: (path) =>
      path === 'neuron.units' ? ['ms', 'mV', 'um', 'mM', 's', 'sec', 'uM', 'nM', 'V', 'nS', 'uS'] : [],
    constant: (run, path) => {
      if (path === top) return interpreter(run);
      return path.startsWith('neuron.units.') ? neuronUnit(path.slice('neuron.units.'.length)) : null;
    },
    call,
    attribute,
    assign,
    index: (run, of) =>
      of.type === weights ? (connectionOf(of)?.fields.get('weight') ?? reading(run, 'weight', null)) : null,
    iterate: (_run, of) => {
      if (of.type === section) return { elements: [segment(of, null)], count: null, representative: true };
      if (of.type === sections) return { elements: [thing(section, of.span)], count: null, representative: true };
      return null;
    },
  };
}

const interpreters = new WeakMap<Run, Thing>();

/** `h` is one and the same wherever it is imported. */
function interpreter(run: Run): Thing {
  const known = interpreters.get(run) ?? thing(top);
  interpreters.set(run, known);
  return known;
}

function attribute(run: Run, of: Thing, name: string): Value | null {
  switch (of.type) {
    case top:
      return Object.hasOwn(neuronGlobals, name) ? global(run, of, name) : null;
    case section:
    case segment.type:
      return memberOfPlace(run, of, name);
    case mechanism:
    case point: {
      if (name.startsWith('_ref_')) return reference(of, name.slice(5));
      const model = modelOf(of);
      const symbol = of.type === mechanism ? neuronMechanismUnit(model, name) : neuronPointUnit(model, name);
      return stored(of, name) ?? (symbol === null ? null : reading(run, name, symbol));
    }
    case netCon:
      return name === 'weight' ? thing(weights, of.span, new Map([['of', of]])) : (of.fields.get(name) ?? null);
    default:
      return null;
  }
}

const modelOf = (of: Thing): string => {
  const model = of.fields.get('model');
  return model?.kind === 'text' ? model.value : '';
};

/** What the script set, but for the time, which moves on. */
function global(run: Run, of: Thing, name: string): Value {
  return (name === 't' ? undefined : of.fields.get(name)) ?? reading(run, name, neuronGlobals[name] ?? null);
}

function assign(run: Run, of: Thing, key: Value, value: Value, span: Span): boolean {
  if (of.type === weights) {
    const target = connectionOf(of);
    const first = key.kind !== 'num' || key.poly.terms.length === 0;
    if (target && first) setConnection(run, backend, target, 'weight', value, span);
    return true;
  }
  if (key.kind !== 'text') return false;
  const name = key.value;
  const take = (callee: string, symbol: string | null | undefined): void => {
    if (symbol) expectUnit(run, value, span, { backend, callee, parameter: name, unit: symbol });
  };
  switch (of.type) {
    case top:
      take('h', Object.hasOwn(neuronGlobals, name) ? neuronGlobals[name] : null);
      run.journal.write(of.fields, name, value);
      run.called('neuron', 'set', new Map([[name, value]]), span);
      return true;
    case section:
    case segment.type:
      take('Section', neuronSectionUnit(name));
      store(run, of, name, value, span);
      return true;
    case mechanism:
      take(modelOf(of), neuronMechanismUnit(modelOf(of), name));
      store(run, of, name, value, span);
      return true;
    case point:
      take(modelOf(of), neuronPointUnit(modelOf(of), name));
      store(run, of, name, value, span);
      return true;
    case netCon:
      return setConnection(run, backend, of, name, value, span);
    default:
      return false;
  }
}

function call(run: Run, given: Call): Value | null {
  const { path, receiver } = given;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (path === 'neuron.hoc.HocObject') return interpreter(run);
  if (receiver?.kind === 'thing' && (receiver.type === section || receiver.type === segment.type))
    return onPlace(run, backend, given, receiver, name);
  if (receiver?.kind === 'thing' && receiver.type === parallel) return onParallel(run, given, name);
  if (!path.startsWith(`${top}.`)) return null;
  if (name === 'NetCon') return connection(run, backend, given);
  if (name === 'Section') return makeSection(run, given);
  const [at] = given.args;
  const placed = at?.kind === 'thing' && (at.type === segment.type || at.type === section);
  if (isNeuronPoint(name) || placed || given.keywords.has('sec'))
    return onTop(run, given, name) ?? makePoint(run, given, name);
  return onTop(run, given, name);
}

const time = (run: Run, given: Call, callee: string): void =>
  expectUnit(run, argument(given, 't', 0), argumentSpan(given, 't', 0), {
    backend,
    callee,
    parameter: 't',
    unit: 'ms',
  });

/** Functions of `h`; null for everything else. */
function onTop(run: Run, given: Call, name: string): Value | null {
  switch (name) {
    case 'continuerun':
    case 'run': {
      if (name === 'continuerun') time(run, given, name);
      const until = name === 'continuerun' ? given.args[0] : interpreter(run).fields.get('tstop');
      run.called('neuron', 'run', new Map(until ? [['t', until]] : []), given.span);
      return nothing;
    }
    case 'finitialize':
      expectUnit(run, given.args[0], given.argSpans[0] ?? given.span, {
        backend,
        callee: name,
        parameter: 'v',
        unit: 'mV',
      });
      return nothing;
    case 'pt3dadd':
      expectPoint(run, given, backend);
      return nothing;
    case 'area':
      return reading(run, 'area', 'µm²');
    case 'distance':
      return given.args.length > 1 || given.args[0]?.kind === 'thing' ? reading(run, 'distance', 'µm') : nothing;
    case 'allsec':
      return thing(sections, given.span);
    case 'ParallelContext':
      return thing(parallel, given.span);
    case 'Vector':
    case 'Random':
    case 'SectionList':
    case 'ref':
    case 'setpointer':
    case 'stdinit':
    case 'init':
    case 'fadvance':
      return unknown(`\`h.${name}\``);
    default:
      return null;
  }
}

function onParallel(run: Run, given: Call, name: string): Value | null {
  if (name === 'psolve') {
    time(run, given, name);
    run.called('neuron', 'run', new Map(given.args[0] ? [['t', given.args[0]]] : []), given.span);
    return nothing;
  }
  if (name === 'set_maxstep') {
    time(run, given, name);
    return unknown('the smallest delay');
  }
  return name === 'gid_connect' ? connection(run, backend, given) : null;
}

function makeSection(run: Run, given: Call): Thing {
  const made = thing(section, given.span);
  const label = given.keywords.get('name');
  const owner = given.keywords.get('cell');
  if (label?.kind === 'text') made.fields.set('label', label);
  if (owner) made.fields.set('owner', owner);
  const times = run.times();
  if (times) made.fields.set('made', times);
  run.called('neuron', 'section', new Map([['made', made]]), given.span);
  return made;
}

function makePoint(run: Run, given: Call, model: string): Thing {
  const made = thing(point, given.span, new Map<string, Value>([['model', text(model)]]));
  const place = given.args[0]?.kind === 'thing' ? given.args[0] : given.keywords.get('sec');
  if (place?.kind === 'thing') made.fields.set('place', place);
  const times = run.times();
  if (times) made.fields.set('made', times);
  for (const [key, value] of given.keywords) {
    if (key !== 'sec') assign(run, made, text(key), value, given.keywordSpans.get(key) ?? given.span);
  }
  run.called('neuron', 'point', new Map([['made', made]]), given.span);
  return made;
}
