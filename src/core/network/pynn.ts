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
  type Parameter,
  type Population,
  type Projection,
  type Quantity,
  type Role,
  roleUnits,
} from './network';
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
};

const dynamics: Readonly<Record<string, Dynamics>> = {
  IF_curr_exp: 'lif-current-exp',
  IF_curr_alpha: 'lif-current-alpha',
  IF_curr_delta: 'lif-current-delta',
  IF_cond_exp: 'lif-cond-exp',
  IF_cond_alpha: 'lif-cond-alpha',
};

export function readPynn(all: readonly ApiCall[]): Network | null {
  const calls = all.filter((each) => each.dead === null);
  const names = pynnPopulations(calls);
  const neurons = [...names.keys()];
  if (neurons.length === 0) return null;
  const assumed: Assumption[] = [];
  const inputs: Input[] = [];
  const projections: Projection[] = [];
  for (const call of callsOf(calls, 'pynn', 'connect')) connection(call, names, inputs, projections);
  const timestep = callsOf(calls, 'pynn', 'setup')
    .flatMap((each) => each.args.get('timestep') ?? [])
    .pop();
  if (!timestep) assumed.push({ what: 'dt', value: '0.1 ms', why: 'PyNN’s default timestep; sPyNNaker’s is 1 ms' });
  for (const model of new Set(neurons.map(modelOf).filter(isOwnCell)))
    assumed.push({
      what: `units of ${model}`,
      value: 'ms, mV, nF, nA',
      why: `${model} is not one of PyNN’s own cells; its parameters and weights are taken in PyNN’s units`,
    });
  const duration = callsOf(calls, 'pynn', 'run').pop()?.args.get('t');
  return {
    backend: 'pynn',
    dtMs: timestep ? quantity(timestep, 'ms') : constantQuantity(0.1, 'ms', 'api'),
    durationMs: duration ? quantity(duration, 'ms') : null,
    populations: neurons.map((each) => population(each, names.get(each) ?? '')),
    projections,
    inputs,
    assumed,
  };
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

function connection(
  call: ApiCall,
  names: ReadonlyMap<Thing, string>,
  inputs: Input[],
  projections: Projection[],
): void {
  const [pre, post] = [call.args.get('pre'), call.args.get('post')];
  if (pre?.kind !== 'thing' || post?.kind !== 'thing') return;
  const target = names.get(post);
  if (target === undefined) return;
  const symbol = weightUnitOf(post);
  const field = (name: string): Value | undefined => {
    for (const holder of [call.args.get('synapse'), call.args.get('connector')]) {
      const value = holder?.kind === 'thing' ? (holder.fields.get(name) ?? holder.fields.get(`${name}s`)) : undefined;
      if (value) return value;
    }
    return undefined;
  };
  const receptorValue = call.args.get('receptor');
  const receptor = receptorValue ? textOf(receptorValue) : null;
  const weight = field('weight');
  const common = {
    weight: weight ? quantity(weight, symbol) : constantQuantity(0, symbol, 'api'),
    delay: field('delay') ? quantity(field('delay'), 'ms') : constantQuantity(1, 'ms', 'assumed'),
    receptor,
    span: call.span,
  };
  const rule = connectionRule(call.args.get('connector'));
  if (!isSource(pre)) {
    const source = names.get(pre);
    if (source !== undefined) projections.push({ pre: source, post: target, rule, ...common });
    return;
  }
  if (modelOf(pre) !== 'SpikeSourcePoisson') return;
  const params = pre.fields.get('params');
  const rate = params?.kind === 'table' ? params.entries.get('rate') : undefined;
  const count = sourcesPerTarget(rule, wholeNumber(pre.fields.get('size')) ?? 1);
  inputs.push({
    kind: 'poisson',
    count,
    rateHz: rate ? quantity(rate, 'Hz') : constantQuantity(1, 'Hz', 'api'),
    target,
    shared: rule.kind === 'all-to-all',
    ...common,
  } satisfies Input);
}

function sourcesPerTarget(rule: ConnectionRule, size: number): number {
  if (rule.kind === 'one-to-one') return 1;
  if (rule.kind === 'fixed-indegree') return rule.indegree;
  return rule.kind === 'fixed-probability' ? Math.max(1, Math.round(rule.probability * size)) : size;
}

function connectionRule(value: Value | undefined): ConnectionRule {
  if (value?.kind !== 'thing') return { kind: 'unknown', text: 'not known' };
  const name = textOf(value.fields.get('name') ?? { kind: 'nothing' }) ?? '';
  const known = (key: string): Quantity => quantity(value.fields.get(key), null);
  if (name === 'AllToAllConnector') return { kind: 'all-to-all' };
  if (name === 'OneToOneConnector') return { kind: 'one-to-one' };
  if (name === 'FixedProbabilityConnector') {
    const probability = known('p_connect').value;
    return probability === null ? { kind: 'unknown', text: name } : { kind: 'fixed-probability', probability };
  }
  if (name === 'FixedNumberPreConnector') {
    const indegree = known('n').value;
    return indegree === null ? { kind: 'unknown', text: name } : { kind: 'fixed-indegree', indegree };
  }
  return { kind: 'unknown', text: name };
}
