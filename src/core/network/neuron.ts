// Reads NEURON's sections, artificial cells, NetCons and clamps into a Network.
import { type ApiCall } from '../evaluate/facts';
import { type Thing } from '../evaluate/value';
import {
  neuronDefaults,
  neuronPointDefaults,
  neuronPointUnit,
  neuronSectionUnit,
  netConDefaults,
  weightUnitOfNeuron,
} from '../backends/facts/neuron';
import { modelOfTarget } from '../backends/neuron/connections';
import { parametersOf } from '../backends/neuron/places';
import { exactNumber, isOneNumber, isNought, rateOfInterval } from './given';
import { type Assumption, type Input, type Network, type Parameter, type Population, type Projection } from './network';
import { type CellGroup, type Cells, cellsIn, connectionsIn, madeTimes, pointsIn } from './neuron/cells';
import { callsOf, constantQuantity, defaultParameter, parameter, quantity, textField } from './read';

const nowhere = { file: '', start: 0, end: 0 };

export function readNeuron(all: readonly ApiCall[]): Network | null {
  const calls = all.filter((each) => each.dead === null);
  const cells = cellsIn(calls);
  if (cells.groups.length === 0) return null;
  const assumed: Assumption[] = [];
  const inputs: Input[] = [];
  const projections: Projection[] = [];
  for (const each of connectionsIn(calls)) connect(each, cells, inputs, projections, assumed);
  for (const each of pointsIn(calls)) if (textField(each, 'model') === 'IClamp') inject(each, cells, inputs);
  const set = (name: string): ReturnType<typeof quantity> | null => {
    const values = callsOf(calls, 'neuron', 'set').flatMap((each) => each.args.get(name) ?? []);
    return values.length > 0 ? quantity(values[values.length - 1], 'ms') : null;
  };
  const dt = set('dt');
  if (!dt) assumed.push({ what: 'dt', value: `${neuronDefaults.dt} ms`, why: 'NEURON’s default `h.dt`' });
  const until = callsOf(calls, 'neuron', 'run').pop()?.args.get('t');
  return {
    backend: 'neuron',
    dtMs: dt ?? constantQuantity(neuronDefaults.dt, 'ms', 'api'),
    durationMs: until ? quantity(until, 'ms') : set('tstop'),
    populations: cells.groups.map(population),
    projections,
    inputs,
    assumed,
  };
}

function population(group: CellGroup): Population {
  const model = textField(group.first, 'model');
  const params: Record<string, Parameter> = {};
  for (const [key, value] of Object.entries((model && neuronPointDefaults[model]) ?? {}))
    params[key] = defaultParameter(value, neuronPointUnit(model ?? '', key), undefined);
  group.sections.forEach((section, i) => {
    const given = parametersOf(section);
    // The first section's parameters by their own names, those of the others behind the section's name.
    const prefix =
      i === 0 ? '' : `${textField(section, 'label') ?? textField(section, 'variable') ?? `section ${i + 1}`}.`;
    for (const [key, value] of given?.entries ?? []) {
      const symbol = model === null ? neuronSectionUnit(key) : neuronPointUnit(model, key);
      const span = given?.valuePlaces.get(key);
      params[prefix + key] = { ...parameter(value, symbol, undefined), ...(span ? { span } : {}) };
    }
  });
  const inserted = group.first.fields.get('mechanisms');
  const mechanisms = inserted?.kind === 'table' ? [...inserted.entries.keys()] : [];
  return {
    name: group.name,
    size: group.size,
    model: model ?? (mechanisms.length > 0 ? mechanisms.join(' + ') : 'passive section'),
    // Cables and channels, and cells whose threshold is the number 1: none of the dynamics that are simulated.
    dynamics: 'unknown',
    params,
    span: group.first.span ?? nowhere,
  };
}

function connect(of: Thing, cells: Cells, inputs: Input[], projections: Projection[], assumed: Assumption[]): void {
  const [source, target] = [of.fields.get('source'), of.fields.get('target')];
  const post = cells.groupOf(target);
  if (!post || target?.kind !== 'thing') return;
  const symbol = weightUnitOfNeuron(modelOfTarget(of));
  const weight = of.fields.get('weight');
  const delay = of.fields.get('delay');
  const common = {
    weight: weight ? quantity(weight, symbol) : constantQuantity(netConDefaults.weight, symbol, 'api'),
    delay: delay ? quantity(delay, 'ms') : constantQuantity(netConDefaults.delay, 'ms', 'api'),
    receptor: textField(target, 'variable') ?? textField(target, 'model'),
    span: of.span ?? nowhere,
  };
  const times = madeTimes(of);
  if (source?.kind === 'thing' && textField(source, 'model') === 'NetStim') {
    const count = times !== null && post.size ? times / post.size : 1;
    const given = parametersOf(source)?.entries;
    const rate = rateOfInterval(given?.get('interval'), common.span);
    const noise = given?.get('noise');
    if (!isOneNumber(noise))
      assumed.push({
        what: `the spikes of ${textField(source, 'variable') ?? 'NetStim'}`,
        value: 'Poisson',
        why: noise === undefined || isNought(noise) ? 'its noise is 0: it fires regularly' : 'its noise is below 1',
      });
    inputs.push({
      kind: 'poisson',
      count: Number.isInteger(count) ? count : 1,
      rateHz: rate ? quantity(rate.value, 'Hz') : constantQuantity(100, 'Hz', 'api'),
      target: post.name,
      shared: count > 0 && (madeTimes(source) ?? 1) < (post.size ?? 1),
      ...common,
    });
    return;
  }
  const pre = cells.groupOf(source);
  if (!pre) return;
  projections.push({
    pre: pre.name,
    post: post.name,
    rule: {
      kind: 'unknown',
      text: times === null ? 'one NetCon for each' : `${times} NetCon${times === 1 ? '' : 's'}`,
    },
    ...common,
    ...(times !== null ? { synapses: times } : {}),
  });
}

function inject(of: Thing, cells: Cells, inputs: Input[]): void {
  const target = cells.groupOf(of);
  const amplitude = parametersOf(of)?.entries.get('amp');
  if (!target || !exactNumber(amplitude)) return;
  inputs.push({
    kind: 'dc',
    count: 1,
    rateHz: null,
    target: target.name,
    weight: quantity(amplitude, 'nA'),
    delay: null,
    receptor: null,
    shared: true,
    span: of.span ?? nowhere,
  });
}
