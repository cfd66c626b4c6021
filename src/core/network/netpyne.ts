// Reads NetPyNE's parameter dictionaries and its configuration into a Network.
import { type ApiCall } from '../evaluate/facts';
import { type Table, type Thing, type Value } from '../evaluate/value';
import { constantOf } from '../evaluate/numbers';
import { toNumber } from '../units/rational';
import { type Span } from '../text';
import { neuronMechanismUnit, neuronPointUnit, neuronSectionUnit, weightUnitOfNeuron } from '../backends/facts/neuron';
import { netParamDefaults, pointCellUnit, simConfigDefaults } from '../backends/facts/netpyne';
import { tableIn, tablesOf, textIn } from '../backends/netpyne/things';
import { isNought, isOneNumber, rateOfInterval } from './given';
import {
  type Assumption,
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Quantity,
} from './network';
import {
  type Model,
  modelIn,
  placeOfEntry,
  type Pop,
  reached,
  ruleOf,
  scaled,
  sourcesPerTarget,
  type Synapse,
  synapsesOf,
} from './netpyne/rules';
import { ruledNumber } from './netpyne/text';
import { constantQuantity, parameter, quantity, wholeNumber } from './read';

export function readNetpyne(all: readonly ApiCall[]): Network | null {
  const model = modelIn(all.filter((each) => each.dead === null));
  if (!model || model.cells.length === 0) return null;
  const assumed = new Map<string, Assumption>();
  const inputs: Input[] = [];
  const projections: Projection[] = [];
  connections(model, projections, inputs, assumed);
  stimulations(model, inputs, assumed);
  return {
    backend: 'netpyne',
    dtMs: configured(model, 'dt', assumed),
    durationMs: configured(model, 'duration', assumed),
    populations: model.cells.map((each) => population(model.params, each)),
    projections,
    inputs,
    assumed: [...assumed.values()],
  };
}

type Assumed = Map<string, Assumption>;
const assume = (into: Assumed, what: string, value: string, why: string): unknown =>
  into.set(what, { what, value, why });

function configured(model: Model, key: 'dt' | 'duration', assumed: Assumed): Quantity {
  const given = model.config?.fields.get(key);
  if (given) return quantity(given, 'ms');
  assume(assumed, key, `${simConfigDefaults[key]} ms`, 'NetPyNE’s default');
  return constantQuantity(simConfigDefaults[key], 'ms', 'api');
}

function population(of: Thing, pop: Pop): Population {
  const params: Record<string, Parameter> = {};
  const cell = cellOf(of, pop);
  const mechanisms = new Set<string>();
  const put = (prefix: string, from: Table | null, unitOf: (key: string) => string | null): void => {
    for (const [key, value] of from?.entries ?? []) {
      if ((value.kind !== 'num' && value.kind !== 'choice') || key === 'numCells') continue;
      const span = from?.valuePlaces.get(key);
      params[`${prefix}.${key}`] = { ...parameter(value, unitOf(key), undefined), ...(span ? { span } : {}) };
    }
  };
  for (const [name, section] of tableIn(cell?.entries.get('secs'))?.entries ?? []) {
    const part = (key: string): Table | null => tableIn(tableIn(section)?.entries.get(key));
    put(name, part('geom'), neuronSectionUnit);
    for (const [mechanism, each] of part('mechs')?.entries ?? []) {
      mechanisms.add(mechanism);
      put(`${name}.${mechanism}`, tableIn(each), (key) => neuronMechanismUnit(mechanism, key));
    }
    for (const [label, each] of part('pointps')?.entries ?? []) {
      const mod = textIn(tableIn(each), 'mod') ?? label;
      mechanisms.add(mod);
      put(label, tableIn(each), (key) => pointCellUnit(mod, key));
    }
  }
  if (pop.cellModel !== '') put(pop.cellModel, pop.table, (key) => neuronPointUnit(pop.cellModel, key));
  return {
    name: pop.name,
    size: wholeNumber(pop.table.entries.get('numCells')),
    model:
      pop.cellModel !== '' ? pop.cellModel : mechanisms.size > 0 ? [...mechanisms].join(' + ') : (pop.cellType ?? ''),
    // Cables, channels and point processes of NEURON: none of the dynamics that are simulated.
    dynamics: 'unknown',
    params,
    span: pop.span,
  };
}

/** The rule named like the population's cell type, or one whose conditions take it. */
function cellOf(of: Thing, pop: Pop): Table | null {
  const cells = tablesOf(of, 'cellParams');
  const named = pop.cellType === null ? undefined : cells.get(pop.cellType);
  if (named) return named;
  for (const each of cells.values())
    if (each.entries.has('conds') && reached([pop], each.entries.get('conds')).length > 0) return each;
  return null;
}

const delayOf = (of: Thing, rule: Table): Quantity => {
  const given = rule.entries.get('delay') ?? of.fields.get('defaultDelay');
  return given ? written(given, 'ms') : constantQuantity(netParamDefaults.defaultDelay, 'ms', 'api');
};

/** `'uniform(1,5)'` is a number that NetPyNE draws: its text tells it. */
const written = (value: Value, symbol: string | null): Quantity =>
  value.kind === 'text'
    ? { value: null, unit: symbol, text: symbol === null ? value.value : `${value.value} ${symbol}`, sure: 'api' }
    : quantity(value, symbol);

function weightOf(of: Thing, synapse: Synapse, scale: string): Quantity {
  const symbol = weightUnitOfNeuron(synapse.mod);
  const given = synapse.weight ?? of.fields.get('defaultWeight');
  if (!given) return constantQuantity(netParamDefaults.defaultWeight, symbol, 'api');
  const exact = scaled(of, scale, ruledNumber(of, given, synapse.weightSpan), synapse.weightSpan);
  return exact ? quantity(exact, symbol) : written(given, symbol);
}

function connections(model: Model, projections: Projection[], inputs: Input[], assumed: Assumed): void {
  const { params: of } = model;
  for (const [label, rule] of tablesOf(of, 'connParams')) {
    const span = placeOfEntry(of, 'connParams', label);
    for (const pre of reached(model.pops, rule.entries.get('preConds'))) {
      for (const post of reached(model.cells, rule.entries.get('postConds'))) {
        if (!pre.whole || !post.whole)
          assume(
            assumed,
            `the cells of \`${label}\``,
            'all of the populations',
            'a condition on place or another tag is not worked out',
          );
        for (const synapse of synapsesOf(of, rule, span)) {
          const common = {
            weight: weightOf(of, synapse, 'scaleConnWeight'),
            delay: delayOf(of, rule),
            receptor: synapse.label === '' ? null : synapse.label,
            span,
          };
          if (model.cells.includes(pre.pop)) {
            projections.push({ pre: pre.pop.name, post: post.pop.name, rule: ruleOf(of, rule), ...common });
            continue;
          }
          const count = constantOf(sourcesPerTarget(of, rule, pre, post, span) ?? undefined);
          if (!count) assume(assumed, `the sources of \`${label}\``, '1', 'how many reach each cell is not known');
          inputs.push({
            kind: 'poisson',
            count: count ? Math.max(1, Math.round(toNumber(count))) : 1,
            rateHz: rateOf(pre.pop.table, span),
            target: post.pop.name,
            shared: ruleOf(of, rule).kind === 'all-to-all',
            ...common,
          });
          regular(pre.pop.table, pre.pop.name, assumed);
        }
      }
    }
  }
}

function rateOf(of: Table, span: Span): Quantity | null {
  const rate = of.entries.get('rate');
  if (rate) return written(rate, 'Hz');
  const interval = rateOfInterval(of.entries.get('interval'), span);
  return interval && quantity(interval.value, 'Hz');
}

function regular(of: Table, name: string, assumed: Assumed): void {
  const noise = of.entries.get('noise');
  if (isOneNumber(noise)) return;
  const why = noise === undefined || isNought(noise) ? 'its noise is 0: it fires regularly' : 'its noise is not 1';
  assume(assumed, `the spikes of \`${name}\``, 'Poisson', why);
}

/** A NetStim that is put on cells is made for each of them. */
function stimulations(model: Model, inputs: Input[], assumed: Assumed): void {
  const { params: of } = model;
  const sources = tablesOf(of, 'stimSourceParams');
  for (const [label, rule] of tablesOf(of, 'stimTargetParams')) {
    const name = textIn(rule, 'source') ?? '';
    const source = sources.get(name);
    const type = textIn(source, 'type');
    const span = placeOfEntry(of, 'stimTargetParams', label);
    if (!source || (type !== 'NetStim' && type !== 'IClamp')) continue;
    for (const { pop } of reached(model.cells, rule.entries.get('conds'))) {
      if (type === 'IClamp') {
        const amplitude = source.entries.get('amp');
        if (amplitude)
          inputs.push({
            kind: 'dc',
            count: 1,
            rateHz: null,
            target: pop.name,
            weight: written(amplitude, 'nA'),
            delay: null,
            receptor: null,
            shared: true,
            span,
          });
        continue;
      }
      for (const synapse of synapsesOf(of, rule, span))
        inputs.push({
          kind: 'poisson',
          count: 1,
          rateHz: rateOf(source, span),
          target: pop.name,
          shared: false,
          weight: weightOf(of, synapse, 'scaleConnWeightNetStims'),
          delay: delayOf(of, rule),
          receptor: synapse.label === '' ? null : synapse.label,
          span,
        });
      regular(source, name, assumed);
    }
  }
}
