// Every way by which PyNN's Projections and current sources bring input to a population, with exact numbers.
import { type ApiCall } from '../../evaluate/facts';
import { textOf } from '../../evaluate/expressions';
import { constantOf } from '../../evaluate/numbers';
import { asConstant, samePoly } from '../../evaluate/poly';
import { nothing, type Num, type Table, type Thing, type Value } from '../../evaluate/value';
import { isOwnCell, pynnDefaults, weightUnitOfPynn } from '../../backends/facts/pynn';
import { sign } from '../../units/rational';
import { type Span } from '../../text';
import { fixed as known, given, scaled as times } from '../given';
import { type Assumption } from '../network';
import { type Given, type Kernel, type Path, type PathKind } from '../paths';
import { modelOf, pynnPopulations } from '../pynn';
import { asNumber, callsOf, textField } from '../read';

export function readPynnPaths(calls: readonly ApiCall[]): Path[] {
  const names = pynnPopulations(calls);
  const wired = callsOf(calls, 'pynn', 'connect').flatMap((call) => pathOf(call, names) ?? []);
  const constant = callsOf(calls, 'pynn', 'create').flatMap((call) => offset(call, names) ?? []);
  const injected = callsOf(calls, 'pynn', 'inject').flatMap((call) => current(call, names) ?? []);
  return [...wired, ...constant, ...injected];
}

const tableOf = (of: Thing): Table | null => {
  const value = of.fields.get('params');
  return value?.kind === 'table' ? value : null;
};

/** The population, or the one that a list or dictionary of them stands for. */
function populationIn(value: Value | undefined): Thing | null {
  if (value?.kind === 'thing') return value;
  if (value?.kind === 'sequence') return populationIn(value.items[0]);
  if (value?.kind !== 'choice') return null;
  // Of several, one whose model is known tells more than a native cell of a simulator.
  const found = value.options.flatMap((each) => populationIn(each.value) ?? []);
  return found.find((each) => modelOf(each) !== '') ?? found[0] ?? null;
}

function pathOf(call: ApiCall, names: ReadonlyMap<Thing, string>): Path | null {
  const [pre, post] = [populationIn(call.args.get('pre')), populationIn(call.args.get('post'))];
  const target = post && names.get(post);
  if (!pre || !post || target === undefined || target === null) return null;
  const kind = kindOf(modelOf(pre));
  const { unit, assumed } = weightUnit(modelOf(post), tableOf(post));
  const weight = weightOf(call, unit);
  const receptor = call.args.get('receptor');
  const params = tableOf(pre);
  const ratePlace = params?.valuePlaces.get('rate') ?? call.span;
  const rule = ruleOf(call.args.get('connector'));
  return {
    backend: 'pynn',
    kind,
    source: names.get(pre) ?? textField(pre, 'label') ?? textField(pre, 'variable') ?? modelOf(pre),
    target,
    sources: times(sourcesOf(pre, rule, call), asNumber(call.args.get('turns'))),
    rate:
      kind !== 'poisson'
        ? null
        : params?.entries.has('rate') === true
          ? given(params.entries.get('rate'), 'Hz', ratePlace)
          : known(1, 'Hz', ratePlace),
    weight,
    kernel: kernelOf(post, weight?.value ?? null, receptor ? textOf(receptor) : null),
    shared: kind === 'recurrent' || kind === 'spikes' ? null : isShared(rule, pre, call),
    receptor: receptor ? textOf(receptor) : null,
    span: call.span,
    dead: call.dead,
    assumed,
  };
}

const kindOf = (model: string): PathKind =>
  model === 'SpikeSourcePoisson' || model === 'SpikeSourcePoissonRefractory'
    ? 'poisson'
    : model.startsWith('SpikeSource')
      ? 'spikes'
      : 'recurrent';

/** Cells of the user's own are taken as current-based where their name or parameters say so: PyNN then means nA. */
function weightUnit(model: string, params: Table | null): { unit: string | null; assumed: Assumption[] } {
  const unit = weightUnitOfPynn(model, [...(params?.entries.keys() ?? [])]);
  if (unit === null || !isOwnCell(model)) return { unit, assumed: [] };
  const why = `PyNN’s convention; \`${model}\` is no standard cell`;
  return { unit, assumed: [{ what: `the weights of ${model}`, value: unit, why }] };
}

interface Rule {
  readonly name: string;
  readonly connector: Thing | null;
}

function ruleOf(value: Value | undefined): Rule {
  const connector = value?.kind === 'thing' ? value : null;
  return { connector, name: connector ? (textOf(connector.fields.get('name') ?? nothing) ?? '') : '' };
}

/** In PyNN 0.7 weights stood in the connector; a list of connections carries its own. */
function weightOf(call: ApiCall, unit: string | null): Given | null {
  const holders = [call.args.get('synapse'), call.args.get('connector')];
  for (const holder of holders) {
    if (holder?.kind !== 'thing') continue;
    for (const key of ['weight', 'weights']) {
      const value = holder.fields.get(key);
      if (value) return given(value, unit, holder.places.get(key) ?? call.span);
    }
  }
  const { name } = ruleOf(call.args.get('connector'));
  return name === 'FromListConnector' ? listed(call, 'weight', unit) : known(1, unit, call.span);
}

/** A column of `FromListConnector([(i, j, weight, delay), …])`. */
function listed(call: ApiCall, column: string, unit: string | null): Given | null {
  const { connector, name } = ruleOf(call.args.get('connector'));
  if (!connector || name !== 'FromListConnector') return null;
  const row = rowOf(connector.fields.get('conn_list'));
  const names = connector.fields.get('column_names');
  const columns = names?.kind === 'sequence' ? names.items.map((each) => textOf(each) ?? '') : ['weight', 'delay'];
  const at = column === 'pre' ? 0 : column === 'post' ? 1 : 2 + columns.indexOf(column);
  if (!row || (column === 'weight' && !columns.includes(column))) return null;
  return given(row[at], unit, connector.places.get('conn_list') ?? call.span);
}

function rowOf(list: Value | undefined): readonly Value[] | null {
  const [first] = list?.kind === 'sequence' ? list.items : [];
  return first?.kind === 'sequence' ? first.items : null;
}

function sourcesOf(pre: Thing, { name, connector }: Rule, call: ApiCall): Given | null {
  const place = pre.span ?? call.span;
  const size = given(pre.fields.get('size'), null, place);
  const entry = (key: string): Given | null =>
    given(connector?.fields.get(key), null, connector?.places.get(key) ?? call.span);
  switch (name) {
    case 'OneToOneConnector':
      return known(1, null, call.span);
    case 'AllToAllConnector':
      return size;
    case 'FixedProbabilityConnector':
      return times(size, entry('p_connect')?.value ?? null);
    case 'FixedNumberPreConnector':
      return entry('n');
    case 'FromListConnector': {
      const [from, to] = [listed(call, 'pre', null), listed(call, 'post', null)];
      if (!from || !to || asConstant(to.value.poly) !== null) return null;
      // `[i, i, w]` gives each target its own source, `[0, i, w]` all of them the first.
      const single = samePoly(from.value.poly, to.value.poly) || asConstant(from.value.poly) !== null;
      return single ? known(1, null, call.span) : null;
    }
    default:
      return null;
  }
}

/** Each source of a population is one train: who hears it along with others hears the same events. */
function isShared({ name }: Rule, pre: Thing, call: ApiCall): boolean | null {
  if (name === 'OneToOneConnector') return false;
  if (name === 'FromListConnector') {
    const [from, to] = [listed(call, 'pre', null), listed(call, 'post', null)];
    if (!from || !to) return null;
    return samePoly(from.value.poly, to.value.poly) ? false : asConstant(from.value.poly) ? true : null;
  }
  if (name === 'AllToAllConnector') return true;
  const size = constantOf(pre.fields.get('size'));
  return size?.n === 1n ? true : null;
}

function kernelOf(target: Thing, weight: Num | null, receptor: string | null): Kernel {
  const model = modelOf(target);
  const shape = /_delta/i.test(model)
    ? 'delta'
    : /_exp\b|_exp_/.test(model)
      ? 'exponential'
      : /_alpha/.test(model)
        ? 'alpha'
        : 'unknown';
  if (shape === 'delta' || shape === 'unknown') return { shape, tau: null };
  const exact = weight && constantOf(weight);
  const inhibitory =
    receptor === 'inhibitory' || (receptor === null && exact !== null && exact !== undefined && sign(exact) < 0);
  const key = inhibitory ? 'tau_syn_I' : 'tau_syn_E';
  const set = tableOf(target)?.entries.get(key);
  const fallback = pynnDefaults[model]?.[key];
  const tau = set ? asNumber(set) : fallback === undefined ? null : known(fallback, 'ms', nowhere).value;
  return { shape, tau };
}

const nowhere: Span = { file: '', start: 0, end: 0 };

/** `i_offset` is a current that every neuron of the population gets. */
function offset(call: ApiCall, names: ReadonlyMap<Thing, string>): Path | null {
  const made = call.args.get('made');
  if (made?.kind !== 'thing') return null;
  const params = tableOf(made);
  const value = given(params?.entries.get('i_offset'), 'nA', params?.valuePlaces.get('i_offset') ?? call.span);
  return value && constantOf(value.value)?.n !== 0n ? direct(call, names.get(made), 'i_offset', value) : null;
}

function current(call: ApiCall, names: ReadonlyMap<Thing, string>): Path | null {
  const [source, target] = [populationIn(call.args.get('source')), populationIn(call.args.get('target'))];
  if (!source || !target) return null;
  const name = textField(source, 'name') ?? '';
  const key = name === 'DCSource' ? 'amplitude' : name === 'NoisyCurrentSource' ? 'mean' : null;
  const value = key === null ? null : given(source.fields.get(key), 'nA', source.places.get(key) ?? call.span);
  return direct(call, names.get(target), name, value);
}

function direct(call: ApiCall, target: string | undefined, source: string, weight: Given | null): Path | null {
  if (target === undefined || !weight) return null;
  return {
    backend: 'pynn',
    kind: 'dc',
    source,
    target,
    sources: known(1, null, call.span),
    rate: null,
    weight,
    kernel: { shape: 'unknown', tau: null },
    shared: true,
    receptor: null,
    span: weight.span,
    dead: call.dead,
    assumed: [],
  };
}
