// NetPyNE: a network as dictionaries over NEURON. Times in ms, rates in Hz, point currents in nA, synaptic weights in µS, lengths in µm.
import { type Backend, expectUnit } from '../backend';
import { textOf } from '../evaluate/expressions';
import { importModule } from '../evaluate/imports';
import { indexValue } from '../evaluate/indexing';
import { elementsOf } from '../evaluate/loops';
import { argument, type Call, external, type Library } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import {
  nothing,
  num,
  sequence,
  table,
  type Table,
  text,
  thing,
  type Thing,
  unknown,
  type Value,
} from '../evaluate/value';
import { claimOf } from '../evaluate/claim';
import { constant } from '../evaluate/poly';
import { fromNumber, one } from '../units/rational';
import { unit } from '../backend';
import { readNetpyne } from '../network/netpyne';
import { readNetpynePaths } from '../network/netpyne/paths';
import { type Span } from '../text';
import {
  isNetpyneSection,
  netParamUnits,
  netpyneSections,
  type NetpyneSection,
  simConfigDefaults,
  simConfigUnits,
} from './facts/netpyne';
import { checkEntry } from './netpyne/check';
import { config, entriesOf, netParams, section } from './netpyne/things';

const backend: Backend = {
  id: 'netpyne',
  title: 'NetPyNE',
  source: { title: 'NetPyNE user documentation', version: '1.1' },
  library: library(),
  readNetwork: readNetpyne,
  readPaths: readNetpynePaths,
};

export default backend;

function library(): Library {
  return {
    roots: ['netpyne'],
    canonical: (path) => path.replace(/^netpyne\.specs\.(?:netParams|simConfig|dicts)\./, 'netpyne.specs.'),
    call,
    attribute,
    index: (run, of, indexes, span) => {
      const [first] = indexes;
      const inner = of.type === section ? entriesOf(of) : null;
      if (inner) return indexValue(run, inner, indexes, span);
      const key = first ? textOf(first) : null;
      return key === null ? null : (attribute(run, of, key) ?? of.fields.get(key) ?? null);
    },
    iterate: (run, of) => {
      const inner = of.type === section ? entriesOf(of) : null;
      return inner && elementsOf(run, inner, { file: '', start: 0, end: 0 }, 64);
    },
    assign,
    ended: (run) => {
      for (const { what, args, dead } of run.facts.calls) {
        const made = what === 'netParams' && dead === null ? args.get('made') : undefined;
        if (made?.kind === 'thing') checkAll(run, made);
      }
    },
  };
}

function attribute(run: Run, of: Thing, name: string): Value | null {
  if (of.type === section) {
    const inner = entriesOf(of);
    return inner ? (inner.entries.get(name) ?? external(`dict.${name}`, inner)) : null;
  }
  if (of.type === netParams) {
    if (of.fields.has(name)) return null;
    return isMethod(name) ? external(`${netParams}.${name}`, of) : missing('netParams', name);
  }
  if (of.type !== config || of.fields.has(name)) return null;
  if (/^(?:analysis|hParams|recordTraces|seeds)$/.test(name)) {
    const made = table(null, true);
    run.journal.write(of.fields, name, made);
    return made;
  }
  const known = simConfigDefaults[name as keyof typeof simConfigDefaults] as number | undefined;
  if (known !== undefined)
    return num(constant(fromNumber(known) ?? one), { claim: claimOf(unit('ms'), defaultEvidence(name)) });
  return isMethod(name) ? external(`${config}.${name}`, of) : missing('cfg', name);
}

const isMethod = (name: string): boolean =>
  /^(?:add|save|load|import|rename|set|todict|update|validate|get|__)\w*/.test(name) ||
  name === 'items' ||
  name === 'keys';

const missing = (of: string, name: string): Value =>
  unknown(`\`${of}.${name}\` is set nowhere that was read`, { id: `${of}.${name}`, text: name, name });

const defaultEvidence = (name: string) =>
  ({ kind: 'api', text: `NetPyNE’s default \`${name}\``, span: null, unit: unit('ms') }) as const;

function assign(run: Run, of: Thing, key: Value, value: Value, span: Span): boolean {
  const name = textOf(key);
  if (of.type === section) {
    const inner = entriesOf(of);
    if (inner) put(run, of, inner, name, value, span);
    return true;
  }
  if (name === null || (of.type !== netParams && of.type !== config))
    return of.type === netParams || of.type === config;
  if (of.type === netParams && isNetpyneSection(name)) {
    const fresh = value.kind === 'table' ? value : table(null, true);
    run.journal.write(of.fields, name, makeSection(name, fresh, of));
    for (const [label, each] of fresh.entries)
      checkEntry(run, backend, of, name, each, fresh.valuePlaces.get(label) ?? span);
    return true;
  }
  const units = of.type === config ? simConfigUnits : netParamUnits;
  const symbol = Object.hasOwn(units, name) ? units[name] : undefined;
  if (symbol !== undefined && value.kind !== 'flag')
    expectUnit(run, value, span, {
      backend,
      callee: of.type === config ? 'SimConfig' : 'NetParams',
      parameter: name,
      unit: symbol,
    });
  run.journal.write(of.fields, name, value);
  of.places.set(name, span);
  return true;
}

/** A label that is only known at run time still stands for an entry. */
function put(run: Run, of: Thing, inner: Table, name: string | null, value: Value, span: Span): void {
  const label = name ?? `rule ${inner.entries.size + 1}`;
  run.journal.write(inner.entries, label, value);
  inner.valuePlaces.set(label, span);
  const kind = of.fields.get('kind');
  const owner = of.fields.get('owner');
  if (kind?.kind === 'text' && isNetpyneSection(kind.value))
    checkEntry(run, backend, owner?.kind === 'thing' ? owner : of, kind.value, value, span);
}

const makeSection = (kind: NetpyneSection, inner: Table, owner: Thing): Thing =>
  thing(
    section,
    null,
    new Map<string, Value>([
      ['kind', text(kind)],
      ['entries', inner],
      ['owner', owner],
    ]),
  );

function checkAll(run: Run, of: Thing): void {
  for (const kind of netpyneSections) {
    const part = of.fields.get(kind);
    const inner = part?.kind === 'thing' ? entriesOf(part) : null;
    for (const [label, value] of inner?.entries ?? []) {
      const place = inner?.valuePlaces.get(label);
      if (place) checkEntry(run, backend, of, kind, value, place);
    }
  }
}

function call(run: Run, given: Call): Value | null {
  const { path, receiver } = given;
  const name = path.slice(path.lastIndexOf('.') + 1);
  if (receiver?.kind === 'thing' && receiver.type === netParams) return onNetParams(run, given, receiver, name);
  if (receiver?.kind === 'thing' && receiver.type === config) {
    const [values] = given.args;
    if (name === 'update' && values?.kind === 'table')
      for (const [key, value] of values.entries)
        assign(run, receiver, text(key), value, values.valuePlaces.get(key) ?? given.span);
    return nothing;
  }
  switch (path) {
    case 'netpyne.specs.NetParams':
    case 'netpyne.specs.SimConfig':
      return make(run, given, name === 'NetParams' ? netParams : config);
    case 'netpyne.specs.Dict':
    case 'netpyne.specs.ODict': {
      const [from] = given.args;
      if (from?.kind === 'table')
        return { ...table(), entries: new Map(from.entries), valuePlaces: new Map(from.valuePlaces) };
      return table();
    }
  }
  if (!path.startsWith('netpyne.sim.')) return null;
  if (name === 'readCmdLineArgs' || name === 'loadFromIndexFile' || name === 'loadModel')
    return loaded(run, given, name);
  if (/^(?:create|initialize|intervalCreate)/.test(name)) {
    const all = [...given.args, ...given.keywords.values()];
    const args = new Map<string, Value>();
    for (const each of all)
      if (each.kind === 'thing' && (each.type === netParams || each.type === config)) args.set(each.type, each);
    if (args.size > 0) run.called('netpyne', 'create', args, given.span);
  }
  return null;
}

function make(run: Run, given: Call, type: string): Thing {
  const made = thing(type, given.span);
  if (type === netParams) for (const kind of netpyneSections) made.fields.set(kind, makeSection(kind, table(), made));
  const [values] = given.args;
  if (values?.kind === 'table')
    for (const [key, value] of values.entries)
      assign(run, made, text(key), value, values.valuePlaces.get(key) ?? given.span);
  run.called('netpyne', type === netParams ? 'netParams' : 'config', new Map([['made', made]]), given.span);
  return made;
}

/** `netParams.addConnParams('S->M', {…})`, as it was written before the dictionaries were open to the script. */
function onNetParams(run: Run, given: Call, of: Thing, name: string): Value | null {
  const added = /^add(\w+Params)$/.exec(name)?.[1];
  const kind = added === undefined ? null : added.charAt(0).toLowerCase() + added.slice(1);
  if (kind !== null && isNetpyneSection(kind)) {
    const label = argument(given, 'label', 0);
    const values = argument(given, 'params', 1) ?? given.keywords.get('params');
    const part = of.fields.get(kind);
    const inner = part?.kind === 'thing' ? entriesOf(part) : null;
    if (part?.kind === 'thing' && inner && values)
      put(
        run,
        part,
        inner,
        label ? textOf(label) : null,
        values,
        given.argSpans[1] ?? given.keywordSpans.get('params') ?? given.span,
      );
    return nothing;
  }
  if (name === 'importCellParams' || name === 'loadCellParams' || name === 'loadCellParamsRule') {
    const imported = table(null, true);
    const label = argument(given, 'label', 0);
    const part = of.fields.get('cellParams');
    const inner = part?.kind === 'thing' ? entriesOf(part) : null;
    const key = label && textOf(label);
    if (inner && key) run.journal.write(inner.entries, key, imported);
    return imported;
  }
  return unknown(`\`netParams.${name}\``);
}

/** What the command line would name, or else the defaults: modules beside the script or in its `src`. */
function loaded(run: Run, given: Call, name: string): Value {
  const named = (key: string, position: number, fallback: readonly string[]): readonly string[] => {
    const path = name === 'readCmdLineArgs' ? textOf(argument(given, key, position) ?? nothing) : null;
    return path?.endsWith('.py') === true ? [path.slice(0, -3).split('/').join('.')] : fallback;
  };
  const find = (paths: readonly string[], type: string): Value => {
    for (const path of paths) {
      const own = importModule(run, path, 0, given.span.file);
      const found = [...(own?.scope?.names.values() ?? [])].find((each) => each.kind === 'thing' && each.type === type);
      if (found) return found;
    }
    return unknown('what the index file or the command line names');
  };
  return sequence('tuple', [
    find(named('simConfigDefault', 0, ['src.cfg', 'cfg', 'src.simConfig', 'simConfig']), config),
    find(named('netParamsDefault', 1, ['src.netParams', 'netParams']), netParams),
  ]);
}
