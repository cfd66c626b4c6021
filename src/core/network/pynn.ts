// Reads PyNN's Population, Projection and run calls into a Network.
import { type ApiCall } from '../evaluate/facts';
import { textOf } from '../evaluate/expressions';
import { type Thing, type Value } from '../evaluate/value';
import {
  assumedParameterUnit,
  isOwnCell,
  pynnDefaults,
  pynnParameterUnit,
  weightUnitOfPynn,
} from '../backends/facts/pynn';
import {
  type Assumption,
  type ConnectionRule,
  type Dynamics,
  type Input,
  type Network,
  type Numbers,
  type Parameter,
  type Population,
  type Projection,
  type Quantity,
  type Role,
  roleUnits,
} from './network';
import { Cuts, type Part, partName } from './cuts';
import { episodesOf } from './episodes';
import { type PynnEnd, pynnEnds } from './pynn/ends';
import { currentInput, spikeInput } from './pynn/inputs';
import { autapsesOf, connectionRule, listedRows, plasticityOf } from './pynn/rules';
import { spatialRule } from './pynn/space';
import { partOfNumbers, slicedRule } from './slices';
import { synapsesPerTarget } from './wiring';
import {
  callsOf,
  constantQuantity,
  defaultParameter,
  liveFirst,
  nameThings,
  parameter,
  quantity,
  textField,
  wholeNumber,
} from './read';

const roles: Readonly<Record<string, Role>> = {
  v_thresh: 'threshold',
  v_rest: 'leak',
  v_reset: 'reset',
  cm: 'capacity',
  tau_m: 'membraneTime',
  tau_refrac: 'refractory',
  tau_syn_E: 'synapticTimeExcitatory',
  tau_syn_I: 'synapticTimeInhibitory',
  i_offset: 'constantCurrent',
  g_leak: 'leakConductance',
};

const facetsHardware = [
  ['cm', 0.2, 'nF'],
  ['tau_refrac', 1, 'ms'],
  ['e_rev_E', 0, 'mV'],
] as const;

const dynamics: Readonly<Record<string, Dynamics>> = {
  IF_curr_exp: 'lif-current-exp',
  IF_curr_alpha: 'lif-current-alpha',
  IF_curr_delta: 'lif-current-delta',
  IF_cond_exp: 'lif-cond-exp',
  IF_cond_alpha: 'lif-cond-alpha',
  IF_cond_exp_gsfa_grr: 'lif-cond-exp-adapting',
  IF_facets_hardware1: 'lif-cond-exp',
  EIF_cond_exp_isfa_ista: 'adex-cond-exp',
  EIF_cond_alpha_isfa_ista: 'adex-cond-alpha',
  Izhikevich: 'izhikevich',
  IZK_curr_exp: 'izhikevich',
  IZK_cond_exp: 'izhikevich',
  Izhikevich_cond: 'izhikevich',
  HH_cond_exp: 'hh-cond-exp-traub',
};

/** All runs together, where each is known; `run_until` says where the clock stands afterwards. */
function durationOf(calls: readonly ApiCall[]): Quantity | null {
  const runs = callsOf(calls, 'pynn', 'run').flatMap(({ args, times }) => {
    const t = args.get('t');
    const turns = times ? quantity(times, null).value : null;
    return t ? [{ t: quantity(t, 'ms'), isUntil: args.has('until'), turns: turns ?? 1 }] : [];
  });
  const last = runs.at(-1)?.t;
  if (!last) return null;
  let clockMs = 0;
  for (const { t, isUntil, turns } of runs) {
    if (t.value === null) return last;
    clockMs = isUntil ? Math.max(clockMs, t.value) : clockMs + t.value * turns;
  }
  return clockMs === last.value ? last : constantQuantity(clockMs, 'ms', 'api');
}

/** One Network for each that the script builds after a call of setup. */
export function readPynn(all: readonly ApiCall[]): readonly Network[] {
  const own = all.filter((each) => each.dead === null && each.backend === 'pynn');
  return episodesOf(own, 'setup').flatMap((calls) => {
    const names = pynnPopulations(calls);
    return names.size === 0 ? [] : [new Reader(calls, names).read()];
  });
}

/** The neurons that a script makes, with the names they go by. */
export function pynnPopulations(calls: readonly ApiCall[]): ReadonlyMap<Thing, string> {
  const made = liveFirst(callsOf(calls, 'pynn', 'create')).flatMap((call) => {
    const thing = call.args.get('made');
    return thing?.kind === 'thing' ? [thing] : [];
  });
  return nameThings(
    made.filter((each) => !isSource(each)),
    labelOf,
  );
}

export const modelOf = (of: Thing): string => {
  const model = of.fields.get('model');
  return model?.kind === 'text' ? model.value : '';
};
function weightUnitOf(of: Thing): string | null {
  const params = of.fields.get('params');
  return weightUnitOfPynn(modelOf(of), params?.kind === 'table' ? [...params.entries.keys()] : []);
}
const isSource = (of: Thing): boolean => modelOf(of).startsWith('SpikeSource');
const labelOf = (of: Thing): string =>
  textField(of, 'label') ?? textField(of, 'variable') ?? (modelOf(of) === '' ? 'population' : modelOf(of));

function population(of: Thing, name: string): Population {
  const model = modelOf(of);
  const given = of.fields.get('params');
  const params: Record<string, Parameter> = {};
  const put = (key: string, value: Parameter): void => {
    params[key] = inRoleUnit(value);
  };
  for (const [key, value] of Object.entries(pynnDefaults[model] ?? {}))
    put(key, defaultParameter(value, pynnParameterUnit(model, key), roles[key]));
  // PyNN 0.12, `nest/standardmodels/cells.py`: what the chip has for all its cells; its leak is given, and so its time constant.
  for (const [key, value, unit] of model === 'IF_facets_hardware1' ? facetsHardware : [])
    put(key, defaultParameter(value, unit, roles[key]));
  if (given?.kind === 'table') {
    for (const [key, value] of given.entries) {
      const span = given.valuePlaces.get(key);
      const symbol = isOwnCell(model) ? assumedParameterUnit(key) : pynnParameterUnit(model, key);
      put(key, { ...parameter(value, symbol, roles[key]), ...(span ? { span } : {}) });
    }
  }
  const initial = of.fields.get('initial v');
  if (initial) params['initial v'] = { ...parameter(initial, 'mV', 'initial') };
  return {
    name,
    size: wholeNumber(of.fields.get('size')),
    model,
    dynamics: dynamics[model] ?? 'unknown',
    params,
    span: of.span ?? { file: '', start: 0, end: 0 },
  };
}

/** nF and nA become the pF and pA in which roles are compared; the text keeps what was written. */
function inRoleUnit(value: Parameter): Parameter {
  const wanted = value.role && roleUnits[value.role];
  const thousand = value.unit === 'nF' || value.unit === 'nA' || value.unit === 'µS';
  if (wanted === undefined || !thousand || value.value === null) return value;
  return { ...value, value: value.value * 1000, unit: wanted };
}

class Reader {
  private readonly assumed: Assumption[] = [];
  private readonly inputs: Input[] = [];
  private readonly projections: Projection[] = [];
  private readonly cuts = new Cuts<Thing>();

  constructor(
    private readonly calls: readonly ApiCall[],
    private readonly names: ReadonlyMap<Thing, string>,
  ) {}

  read(): Network {
    const { calls } = this;
    const connects = callsOf(calls, 'pynn', 'connect');
    for (const call of connects)
      for (const end of [...pynnEnds(call.args.get('pre')), ...pynnEnds(call.args.get('post'))])
        if (this.names.has(end.made)) this.cuts.add(end.made, end.from, end.to);
    for (const call of connects) this.connection(call);
    for (const call of callsOf(calls, 'pynn', 'inject')) this.injection(call);
    const neurons = [...this.names.keys()];
    const timestep = callsOf(calls, 'pynn', 'setup')
      .flatMap((each) => each.args.get('timestep') ?? [])
      .pop();
    if (!timestep)
      this.assumed.push({
        what: 'dt',
        value: '0.1 ms',
        why: 'PyNN’s default timestep; sPyNNaker’s is 1 ms',
        key: 'dt',
      });
    for (const model of new Set(neurons.map(modelOf).filter(isOwnCell)))
      this.assumed.push({
        what: `units of ${model}`,
        value: 'ms, mV, nF, nA',
        why: `${model} is not one of PyNN’s own cells; its parameters and weights are taken in PyNN’s units`,
      });
    return {
      backend: 'pynn',
      dtMs: timestep ? quantity(timestep, 'ms') : constantQuantity(0.1, 'ms', 'api'),
      durationMs: durationOf(calls),
      populations: neurons.flatMap((each) => this.populationsOf(each)),
      projections: this.projections,
      inputs: this.inputs,
      assumed: this.assumed,
    };
  }

  private populationsOf(made: Thing): Population[] {
    const whole = population(made, this.names.get(made) ?? '');
    return this.cuts.partsOf(made, whole.size).map((part) => ({
      ...whole,
      name: partName(whole.name, part, whole.size),
      size: part.to === null ? whole.size : part.to - part.from,
      params: Object.fromEntries(Object.entries(whole.params).map(([key, value]) => [key, partOfNumbers(value, part)])),
    }));
  }

  private partsOf({ made, from, to }: PynnEnd): readonly { name: string; part: Part; size: number | null }[] {
    const name = this.names.get(made);
    const size = wholeNumber(made.fields.get('size'));
    if (name === undefined) return [];
    return this.cuts
      .within(made, size, from, to)
      .map((part) => ({ part, name: partName(name, part, size), size: part.to === null ? size : part.to - part.from }));
  }

  private synapse(call: ApiCall, post: Thing): Pick<Projection, 'weight' | 'delay' | 'receptor' | 'span'> {
    const symbol = weightUnitOf(post);
    const made = call.args.get('made');
    const field = (name: string): Value | undefined => {
      const later = made?.kind === 'thing' ? made.fields.get(name) : undefined;
      if (later) return later;
      for (const holder of [call.args.get('synapse'), call.args.get('connector')]) {
        const value = holder?.kind === 'thing' ? (holder.fields.get(name) ?? holder.fields.get(`${name}s`)) : undefined;
        if (value) return value;
      }
      return undefined;
    };
    const receptorValue = call.args.get('receptor');
    const rows = listedRows(call.args.get('connector'));
    const column = (at: number, unit: string | null): Quantity | null =>
      rows?.every((row) => row.length > at) === true && rows.length > 0
        ? alike(
            rows.map((row) => row[at] ?? 0),
            unit,
          )
        : null;
    const [weight, delay] = [field('weight'), field('delay')];
    return {
      weight: column(2, symbol) ?? (weight ? quantity(weight, symbol) : constantQuantity(0, symbol, 'api')),
      delay: column(3, 'ms') ?? (delay ? quantity(delay, 'ms') : constantQuantity(1, 'ms', 'assumed')),
      receptor: receptorValue ? textOf(receptorValue) : null,
      span: call.span,
    };
  }

  private connection(call: ApiCall): void {
    const [pre, post] = [pynnEnds(call.args.get('pre')), pynnEnds(call.args.get('post'))];
    const [connector, space] = [call.args.get('connector'), call.args.get('space')];
    const spatial = pre[0] && post[0] ? spatialRule(connector, space, pre[0], post[0]) : null;
    const rule = (pre.length === 1 && post.length === 1 ? spatial : null) ?? connectionRule(connector);
    const targets = post.flatMap((end) => this.partsOf(end));
    const sources = pre.flatMap((end) => this.partsOf(end));
    const plasticity = plasticityOf(call.args.get('synapse'));
    for (const end of post) {
      const synapse = this.synapse(call, end.made);
      for (const target of this.partsOf(end)) {
        for (const source of pre)
          if (isSource(source.made))
            this.inputs.push({ ...spikes(source, target, rule, synapse), ...(plasticity ? { plasticity } : {}) });
        for (const source of sources) {
          const own = slicedRule(rule, source, sources, target, targets);
          if (!own) continue;
          this.projections.push({
            ...{ pre: source.name, post: target.name, rule: own, ...synapse },
            ...(autapsesOf(call.args.get('connector')) ? {} : { autapses: false }),
            ...(plasticity ? { plasticity } : {}),
          });
        }
      }
    }
  }

  private injection(call: ApiCall): void {
    const source = call.args.get('source');
    if (source?.kind !== 'thing') return;
    const named = source.fields.get('name');
    const name = named?.kind === 'text' ? named.value : '';
    for (const end of pynnEnds(call.args.get('target'))) {
      for (const { name: target, part } of this.partsOf(end)) {
        const only = onlyWithin(end, part);
        this.inputs.push(
          currentInput(source, name, {
            ...{ target, count: 1, delay: null, receptor: null, shared: true, span: call.span },
            source: textField(source, 'variable') ?? name,
            ...(only ? { only } : {}),
          }),
        );
      }
    }
  }
}

function spikes(
  { made, from, to }: PynnEnd,
  target: { readonly name: string; readonly size: number | null },
  rule: ConnectionRule,
  synapse: Pick<Projection, 'weight' | 'delay' | 'receptor' | 'span'>,
): Input {
  const size = wholeNumber(made.fields.get('size')) ?? 1;
  const sources = (to ?? size) - from;
  const perTarget = synapsesPerTarget(rule, sources, target.size) ?? sources;
  return spikeInput(made, modelOf(made), from, {
    ...{ target: target.name, count: perTarget, shared: rule.kind === 'all-to-all', ...synapse },
    ...{
      source: labelOf(made),
      sources,
      rule,
      train: `${labelOf(made)} ${made.span?.start ?? ''} ${from}:${to ?? ''}`,
    },
  });
}

/** One number where all are alike, else each. */
function alike(values: readonly number[], unit: string | null): Quantity {
  const [first = 0] = values;
  if (values.every((each) => each === first)) return constantQuantity(first, unit, 'api');
  return { value: null, unit, text: `${values.length} values`, sure: 'api', each: values };
}

/** The cells of a part that an end names, where they are not all of it. */
function onlyWithin({ from, to }: PynnEnd, part: Part): Numbers | null {
  if (part.to === null || (from <= part.from && (to ?? Infinity) >= part.to)) return null;
  const [first, last] = [Math.max(from, part.from), Math.min(to ?? part.to, part.to)];
  return Array.from({ length: Math.max(0, last - first) }, (_, i) => first - part.from + i);
}
