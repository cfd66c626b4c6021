// PyNN: times in ms, voltages in mV, currents and current-based weights in nA, conductances and conductance-based weights in µS, capacities in nF.
import { type Backend, expectUnit } from '../backend';
import { argument, argumentSpan, type Call, external, type Library } from '../evaluate/library';
import { type Run } from '../evaluate/run';
import { textOf } from '../evaluate/expressions';
import { literal, toNumber } from '../evaluate/numbers';
import { turnsOver } from '../evaluate/loops';
import { type Expr } from '../python/syntax';
import { nothing, sequence, table, type Table, text, thing, type Thing, unknown, type Value } from '../evaluate/value';
import { connectorArguments, spaceArguments } from './pynn/arguments';
import { commandLine } from './pynn/commandLine';
import { onProjection } from './pynn/projection';
import { distribution } from './pynn/distribution';
import { readPynn } from '../network/pynn';
import { assemblyOf, firstOf, viewOf } from '../network/pynn/ends';
import { readPynnPaths } from '../network/pynn/paths';
import { noteSlips } from '../evaluate/slips';
import { type Span } from '../text';
import { one } from '../units/rational';
import {
  assumedParameterUnit,
  isOwnCell,
  kindOfPynnCell,
  pynnParameterUnit,
  pynnCellKeys,
  pynnPartKeys,
  pynnPartUnit,
  weightUnitOfPynn,
} from './facts/pynn';
import { canonicalPynn } from './facts/pynnModules';

const backend: Backend = {
  id: 'pynn',
  title: 'PyNN',
  source: { title: 'PyNN documentation, “Units”', version: '0.13' },
  library: library(),
  readNetwork: readPynn,
  readPaths: readPynnPaths,
};

export default backend;

const cell = 'pynn.cell';
const population = 'pynn.Population';
const synapse = 'pynn.synapse';
const connector = 'pynn.connector';
const currentType = 'pynn.current';
const projection = 'pynn.Projection';

function library(): Library {
  return {
    roots: ['pyNN', 'spynnaker', 'spynnaker8', 'spynnaker7', 'pynn_genn', 'pynn_brainscales', 'pynn'],
    canonical: canonicalPynn,
    exports: () => exported,
    call,
    attribute: (_run, of, name) => {
      if (of.type === currentType || of.type === projection) return external(`${of.type}.${name}`, of);
      if (of.type === population) {
        if (name === 'size') return of.fields.get('size') ?? unknown('a size');
        if (name === 'annotations') return annotationsOf(of);
        return external(`${population}.${name}`, of);
      }
      return of.type === cell || of.type === connector || of.type === synapse
        ? (of.fields.get(name) ?? external(`${of.type}.${name}`, of))
        : null;
    },
    index: (run, of, [first]) => (of.type !== population ? null : run.settling ? viewOf(of, first) : of),
    combine: (run, left, right, operator) =>
      run.settling &&
      operator === '+' &&
      left.type === population &&
      right.kind === 'thing' &&
      right.type === population
        ? assemblyOf([left, right], left)
        : null,
    iterate: (_run, of) => {
      const size = of.type === population ? of.fields.get('size') : undefined;
      return of.type === population
        ? { elements: [of], count: size?.kind === 'num' ? size : null, representative: true }
        : null;
    },
  };
}

const exported = (
  'setup run end reset run_for run_until Population PopulationView Assembly Projection connect create StaticSynapse TsodyksMarkramSynapse STDPMechanism AllToAllConnector OneToOneConnector ' +
  'FixedProbabilityConnector FixedNumberPreConnector FixedNumberPostConnector FixedTotalNumberConnector FromListConnector DistanceDependentProbabilityConnector RandomDistribution ' +
  'IF_curr_exp IF_curr_alpha IF_curr_delta IF_cond_exp IF_cond_alpha EIF_cond_exp_isfa_ista EIF_cond_alpha_isfa_ista IF_cond_exp_gsfa_grr Izhikevich HH_cond_exp ' +
  'SpikeSourcePoisson SpikeSourceArray SpikeSourceInhGamma DCSource ACSource NoisyCurrentSource StepCurrentSource initialize NumpyRNG set_number_of_neurons_per_core'
).split(' ');

function call(run: Run, given: Call): Value | null {
  const name = given.path.slice(given.path.lastIndexOf('.') + 1);
  if (given.path.startsWith(`${population}.`)) return onPopulation(run, given, name);
  if (given.path.startsWith(`${projection}.`)) return onProjection(run, given, name);
  if (given.path.startsWith(`${currentType}.`)) {
    const [target] = given.args;
    if (name === 'inject_into' && given.receiver && target) injected(run, given.receiver, target, given.span);
    return nothing;
  }
  if (!given.path.startsWith('pynn.')) return null;
  if (kindOfPynnCell(name) !== null) return makeCell(run, name, given);
  if (/Source$/.test(name)) return part(run, name, keep(currentType, name, given, []), given);
  if (
    /Rule$|WeightDependence$|^AdditivePotentiationMultiplicativeDepression$|PostSynapticResponse$|^PfisterSpikeTriplet$/.test(
      name,
    )
  )
    return part(run, name, keep('pynn.part', name, given, []), given);
  if (/^(?:Line|Grid2D|Grid3D|RandomStructure|Space|Cuboid|Sphere)$/.test(name))
    return keep('pynn.structure', name, given, spaceArguments[name] ?? []);
  if (/Connector$/.test(name)) return keep(connector, name, given, connectorArguments(name));
  if (/Synapse$|^STDPMechanism$/.test(name))
    return part(run, name, keep(synapse, name, given, name === 'STDPMechanism' ? [] : ['weight', 'delay']), given);
  switch (name) {
    case 'setup': {
      const timestep = argument(given, 'timestep', 0);
      for (const [i, key] of ['timestep', 'min_delay', 'max_delay'].entries()) {
        expectUnit(run, argument(given, key, i), argumentSpan(given, key, i), {
          backend,
          callee: 'setup',
          parameter: key,
          unit: 'ms',
        });
      }
      run.called('pynn', 'setup', new Map(timestep ? [['timestep', timestep]] : []), given.span);
      return nothing;
    }
    case 'run':
    case 'run_for':
    case 'run_until': {
      const time = given.args[0] ?? given.keywords.values().next().value;
      expectUnit(run, time, given.argSpans[0] ?? given.span, {
        backend,
        callee: name,
        parameter: 'simtime',
        unit: 'ms',
      });
      const until: [string, Value][] = name === 'run_until' ? [['until', { kind: 'flag', value: true }]] : [];
      run.called('pynn', 'run', new Map(time ? [['t', time], ...until] : []), given.span);
      return nothing;
    }
    case 'Population':
    case 'create':
      return makePopulation(run, given, name === 'create');
    case 'Assembly': {
      const parts = given.args.flatMap((each) => (each.kind === 'thing' && each.type === population ? [each] : []));
      return run.settling && parts[0] ? assemblyOf(parts, parts[0]) : null;
    }
    case 'Projection':
      return project(run, given);
    case 'get_simulator':
      // The backend is chosen on the command line; whichever it is, its names are PyNN's.
      return sequence('tuple', [{ kind: 'module', path: 'pynn', scope: null }, commandLine(run, given)]);
    case 'RandomDistribution':
      return distribution(given);
    default:
      return null;
  }
}

function keep(type: string, name: string, given: Call, positions: readonly string[]): Thing {
  const made = thing(type, given.span, new Map<string, Value>([['name', text(name)]]));
  positions.forEach((key, i) => {
    const value = given.args[i];
    const place = given.argSpans[i];
    if (key !== '' && value) made.fields.set(key, value);
    if (key !== '' && place) made.places.set(key, place);
  });
  for (const [key, value] of given.keywords) {
    made.fields.set(key, value);
    const place = given.keywordSpans.get(key);
    if (place) made.places.set(key, place);
  }
  return made;
}

/** `IF_curr_exp(tau_m=…)`, or the class itself with `cellparams` given to Population. */
function makeCell(run: Run, name: string, given: Call): Thing {
  const params = table();
  for (const [key, value] of given.keywords) {
    params.entries.set(key, value);
    const place = given.keywordSpans.get(key);
    if (place) params.valuePlaces.set(key, place);
  }
  checkParameters(run, name, params, given.span);
  return thing(
    cell,
    given.span,
    new Map<string, Value>([
      ['name', text(name)],
      ['params', params],
    ]),
  );
}

function checkParameters(run: Run, model: string, params: Table, fallback: Span): void {
  const assumed = isOwnCell(model);
  for (const [key, value] of params.entries) {
    const symbol = assumed ? assumedParameterUnit(key) : pynnParameterUnit(model, key);
    if (symbol !== null)
      expectUnit(run, value, params.valuePlaces.get(key) ?? fallback, {
        backend,
        callee: model,
        parameter: key,
        unit: symbol,
        assumed,
      });
  }
  noteSlips(run, model, params.entries.keys(), pynnCellKeys(model), (key) => params.valuePlaces.get(key) ?? fallback);
}

/** A cell class of the workspace or of another package, with the parameters given beside it. */
function ownCell(type: Value | undefined): string | null {
  if (type?.kind === 'external') return type.path.slice(type.path.lastIndexOf('.') + 1);
  if (type?.kind === 'class') return type.name;
  return type?.kind === 'instance' ? type.type.name : null;
}

function makePopulation(run: Run, given: Call, created: boolean): Thing {
  const size = argument(given, created ? 'n' : 'size', created ? 2 : 0);
  const type = argument(given, 'cellclass', created ? 0 : 1);
  const cellParams = argument(given, 'cellparams', created ? 1 : 2);
  const label = given.keywords.get('label');
  // PyNN 0.13, `common/procedural_api.py`: `create` makes one cell where no number is given.
  const many = size ?? (created ? literal(one) : nothing);
  const made = thing(population, given.span, new Map<string, Value>([['size', many]]));
  if (label) made.fields.set('label', label);
  const structure = argument(given, 'structure', created ? 9 : 3);
  if (structure) made.fields.set('structure', structure);
  if (type?.kind === 'thing' && type.type === cell) {
    made.fields.set('model', type.fields.get('name') ?? nothing);
    made.fields.set('params', ownParameters(type.fields.get('params')));
  } else if (type?.kind === 'choice') {
    made.fields.set('cells', type);
  } else {
    const model = ownCell(type);
    if (model !== null) {
      const params = ownParameters(cellParams);
      checkParameters(run, model, params, given.span);
      made.fields.set('model', text(model));
      made.fields.set('params', params);
    }
  }
  run.called('pynn', 'create', new Map([['made', made]]), given.span);
  return made;
}

/** What is set later on one population is not set on the others that were made with the same dictionary. */
function ownParameters(given: Value | undefined): Table {
  if (given?.kind !== 'table') return table();
  return {
    ...given,
    entries: new Map(given.entries),
    places: new Map(given.places),
    valuePlaces: new Map(given.valuePlaces),
  };
}

function onPopulation(run: Run, given: Call, name: string): Value {
  const target = given.receiver;
  if (target?.kind !== 'thing') return unknown('a population not known');
  const model = target.fields.get('model');
  const params = target.fields.get('params');
  switch (name) {
    case 'set':
    case 'tset':
      for (const [key, value] of given.keywords) {
        const symbol = pynnParameterUnit(model?.kind === 'text' ? model.value : '', key);
        const place = given.keywordSpans.get(key) ?? given.span;
        if (symbol !== null)
          expectUnit(run, value, place, { backend, callee: 'Population.set', parameter: key, unit: symbol });
        if (params?.kind === 'table') {
          run.journal.write(params.entries, key, value);
          params.valuePlaces.set(key, place);
        }
      }
      return nothing;
    case 'initialize':
      for (const [key, value] of given.keywords) {
        if (key !== 'v') continue;
        const place = given.keywordSpans.get(key) ?? given.span;
        expectUnit(run, value, place, { backend, callee: 'Population.initialize', parameter: 'v', unit: 'mV' });
        run.journal.write(target.fields, 'initial v', value);
      }
      return nothing;
    case 'annotate': {
      const annotations = annotationsOf(target);
      for (const [key, value] of given.keywords) run.journal.write(annotations.entries, key, value);
      return nothing;
    }
    case 'sample': {
      // Which cells is drawn: the first as many are as good.
      const count = toNumber(run, given.args[0] ?? given.keywords.get('n'));
      return run.settling && count ? firstOf(target, count) : target;
    }
    case 'inject': {
      const source = given.args[0] ?? given.keywords.get('current_source');
      if (source) injected(run, source, target, given.span);
      return nothing;
    }
    default:
      return unknown(`\`${name}\` of a population`);
  }
}

/** What a script keeps beside a population for itself. */
function annotationsOf(of: Thing): Table {
  const known = of.fields.get('annotations');
  if (known?.kind === 'table') return known;
  const made = table();
  of.fields.set('annotations', made);
  return made;
}

/** `source.inject_into(cells)`, or the other way round. */
function injected(run: Run, source: Value, target: Value, span: Span): void {
  run.called(
    'pynn',
    'inject',
    new Map([
      ['source', source],
      ['target', target],
    ]),
    span,
  );
}

/** Checks what a synapse type, a plasticity rule or a current source is given; weights and delays wait for their projection. */
function part(run: Run, name: string, made: Thing, given: Call): Thing {
  for (const [key, value] of made.fields) {
    const symbol = key === 'delay' ? null : pynnPartUnit(name, key);
    const place = made.places.get(key) ?? made.span;
    if (symbol !== null && place)
      expectUnit(run, value, place, { backend, callee: name, parameter: key, unit: symbol });
  }
  const keys = [...made.fields.keys()].filter((key) => made.places.has(key));
  noteSlips(run, name, keys, pynnPartKeys(name), (key) => made.places.get(key) ?? given.span);
  return made;
}

function project(run: Run, given: Call): Value {
  const [pre, post, link] = ['presynaptic_population', 'postsynaptic_population', 'connector'].map((key, i) =>
    argument(given, key, i),
  );
  const pre2 = pre ?? given.keywords.get('presynaptic_neurons');
  const post2 = post ?? given.keywords.get('postsynaptic_neurons');
  const kind = argument(given, 'synapse_type', 3);
  const target = post2?.kind === 'thing' ? post2.fields.get('model') : undefined;
  const model = target?.kind === 'text' ? target.value : '';
  const params = post2?.kind === 'thing' ? post2.fields.get('params') : undefined;
  const symbol = weightUnitOfPynn(model, params?.kind === 'table' ? [...params.entries.keys()] : []);
  // Weights stand in the synapse type; in PyNN 0.7 and older they stood in the connector.
  for (const holder of [kind, link]) {
    if (holder?.kind !== 'thing') continue;
    const callee = textOf(holder.fields.get('name') ?? nothing) ?? '';
    for (const key of ['weight', 'weights']) {
      const place = holder.places.get(key) ?? given.span;
      if (symbol !== null)
        expectUnit(run, holder.fields.get(key), place, {
          backend,
          callee,
          parameter: key,
          unit: symbol,
          note: `for a projection to \`${model}\``,
          assumed: isOwnCell(model),
        });
    }
    for (const key of ['delay', 'delays']) {
      expectUnit(run, holder.fields.get(key), holder.places.get(key) ?? given.span, {
        backend,
        callee,
        parameter: key,
        unit: 'ms',
      });
    }
  }
  const args = new Map<string, Value>();
  const put = (key: string, value: Value | undefined): unknown => value && args.set(key, value);
  put('pre', pre2);
  put('post', post2);
  put('connector', link);
  put('synapse', kind);
  put('space', given.keywords.get('space'));
  put('receptor', given.keywords.get('receptor_type') ?? given.keywords.get('target'));
  const written = (name: string, at: number): Expr | undefined =>
    (given.node?.args.find((each) => each.name === name) ?? given.node?.args.filter((each) => each.name === null)[at])
      ?.value;
  // `BKG[k] → V1` in a loop over k: as many sources as the loop turns.
  const turns = turnsOver(
    run,
    written('presynaptic_population', 0) ?? written('presynaptic_neurons', 0),
    written('postsynaptic_population', 1) ?? written('postsynaptic_neurons', 1),
  );
  put('turns', turns ?? unknown('a number of turns'));
  const made = thing(projection, given.span);
  run.called('pynn', 'connect', args.set('made', made), given.span);
  return made;
}
