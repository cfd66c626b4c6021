// Reads NEST's Create, Connect and Simulate calls into a Network.
import { type ApiCall } from '../evaluate/facts';
import { type Table, type Thing, type Value } from '../evaluate/value';
import { nestDefaults, nestParameterUnit, weightUnitOfNestModel } from '../backends/facts/nest';
import { isDevice, modelOf, nodesIn, thingsIn, wholeOf } from './nest-nodes';
import {
  type Assumption,
  type ConnectionRule,
  type Dynamics,
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Role,
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

export const nestRoles: Readonly<Record<string, Role>> = {
  V_th: 'threshold',
  E_L: 'leak',
  V_reset: 'reset',
  V_m: 'initial',
  C_m: 'capacity',
  tau_m: 'membraneTime',
  g_L: 'leakConductance',
  t_ref: 'refractory',
  tau_syn_ex: 'synapticTimeExcitatory',
  tau_syn_in: 'synapticTimeInhibitory',
  I_e: 'constantCurrent',
};

export const nestDynamics: Readonly<Record<string, Dynamics>> = {
  iaf_psc_exp: 'lif-current-exp',
  iaf_psc_alpha: 'lif-current-alpha',
  iaf_psc_delta: 'lif-current-delta',
  iaf_cond_exp: 'lif-cond-exp',
  iaf_cond_alpha: 'lif-cond-alpha',
};

export function readNest(all: readonly ApiCall[]): Network | null {
  const calls = all.filter((each) => each.dead === null);
  const names = nestPopulations(calls);
  const neurons = [...names.keys()];
  if (neurons.length === 0) return null;
  const assumed: Assumption[] = [];
  const nameOf = nestNamer(names);
  const populations = neurons.map((each) => population(each, names.get(each) ?? ''));
  const inputs: Input[] = [];
  const projections: Projection[] = [];
  for (const call of callsOf(calls, 'nest', 'connect')) connection(call, nameOf, inputs, projections);
  const dt = kernelTime(calls, 'resolution');
  if (!dt) assumed.push({ what: 'dt', value: '0.1 ms', why: 'NEST’s default resolution' });
  const runs = callsOf(calls, 'nest', 'run');
  const duration = runs[runs.length - 1]?.args.get('t');
  return {
    backend: 'nest',
    dtMs: dt ? quantity(dt, 'ms') : constantQuantity(0.1, 'ms', 'api'),
    durationMs: duration ? quantity(duration, 'ms') : null,
    populations,
    projections,
    inputs,
    assumed,
  };
}

/** The neurons that a script makes, with the names they go by. */
export function nestPopulations(calls: readonly ApiCall[]): ReadonlyMap<Thing, string> {
  const made = liveFirst(callsOf(calls, 'nest', 'create')).flatMap((call) => {
    const thing = call.args.get('made');
    return thing?.kind === 'thing' ? [thing] : [];
  });
  const neurons = made.filter((each) => !isDevice(each) && modelOf(each) !== '');
  return nameThings(neurons, (each) => textField(each, 'variable') ?? modelOf(each));
}

/** A population's name by its nodes, or by some of them. */
export const nestNamer =
  (names: ReadonlyMap<Thing, string>) =>
  (of: Thing): string | null => {
    const whole = wholeOf(of);
    return [...names].find(([each]) => each === whole || each.fields === whole.fields)?.[1] ?? null;
  };

function kernelTime(calls: readonly ApiCall[], key: string): Value | undefined {
  return callsOf(calls, 'nest', 'kernel')
    .flatMap((each) => each.args.get(key) ?? [])
    .pop();
}

function population(of: Thing, name: string): Population {
  const model = modelOf(of);
  const given = of.fields.get('params');
  const params: Record<string, Parameter> = {};
  for (const [key, value] of Object.entries(nestDefaults[model] ?? {}))
    params[key] = defaultParameter(value, nestParameterUnit(model, key), nestRoles[key]);
  if (given?.kind === 'table') {
    for (const [key, value] of given.entries) {
      const span = given.valuePlaces.get(key);
      params[key] = { ...parameter(value, nestParameterUnit(model, key), nestRoles[key]), ...(span ? { span } : {}) };
    }
  }
  // V_m starts at the leak where the script moves the leak and says nothing of V_m: NEST keeps its own default, and so do we.
  return {
    name,
    size: wholeNumber(of.fields.get('size')),
    model,
    dynamics: nestDynamics[model] ?? 'unknown',
    params,
    span: of.span ?? { file: '', start: 0, end: 0 },
  };
}

function connection(
  call: ApiCall,
  nameOf: (of: Thing) => string | null,
  inputs: Input[],
  projections: Projection[],
): void {
  const [pre, post] = [nodesIn(call.args.get('pre')), nodesIn(call.args.get('post'))];
  if (!pre || !post) return;
  const synapse = call.args.get('synapse');
  const entries = synapse?.kind === 'table' ? synapse.entries : new Map<string, Value>();
  const given = entries.get('weight');
  for (const source of thingsIn(pre)) {
    for (const target of thingsIn(post)) {
      const targetName = nameOf(target);
      if (targetName === null) continue;
      const symbol = weightUnitOfNestModel(modelOf(target));
      const weight = given ? quantity(given, symbol) : constantQuantity(1, symbol, 'api');
      const delay = entries.has('delay') ? quantity(entries.get('delay'), 'ms') : constantQuantity(1, 'ms', 'api');
      const receptorValue = entries.get('receptor_type');
      const receptor = receptorValue ? String(wholeNumber(receptorValue) ?? '?') : null;
      const rule = connectionRule(call.args.get('rule'));
      const common = { weight, delay, receptor, span: call.span };
      if (/generator/.test(modelOf(source))) {
        const input = generatorInput(
          source,
          targetName,
          (wholeNumber(target.fields.get('made')) ?? 1) > 1,
          call,
          common,
        );
        if (input) inputs.push(input);
      } else {
        const sourceName = nameOf(source);
        if (sourceName !== null) projections.push({ pre: sourceName, post: targetName, rule, ...common });
      }
    }
  }
}

/** A poisson_generator sends each target its own train; several of them, connected all to all, are as many sources. */
function generatorInput(
  source: Thing,
  target: string,
  targetLooped: boolean,
  call: ApiCall,
  common: Pick<Input, 'weight' | 'receptor' | 'span'> & { delay: Input['delay'] },
): Input | null {
  const params = source.fields.get('params');
  const table: Table | null = params?.kind === 'table' ? params : null;
  const model = modelOf(source);
  // One of several nodes stands for all: the loop connects each.
  const size = wholeNumber(wholeOf(source).fields.get('size')) ?? 1;
  const single = source !== wholeOf(source);
  const oneToOne = connectionRule(call.args.get('rule')).kind === 'one-to-one';
  // Generators made one by one in a loop are as many, unless the loop made a target for each.
  const made = wholeNumber(source.fields.get('made')) ?? 1;
  const count = oneToOne && !single ? 1 : size * (made > 1 && !targetLooped ? made : 1);
  if (/poisson/.test(model))
    return {
      kind: 'poisson',
      count,
      rateHz: quantity(table?.entries.get('rate'), 'Hz'),
      target,
      shared: false,
      ...common,
    };
  if (model === 'dc_generator') {
    const amplitude = table?.entries.get('amplitude');
    return { ...common, kind: 'dc', count, rateHz: null, target, shared: true, weight: quantity(amplitude, 'pA') };
  }
  return null;
}

export function connectionRule(value: Value | undefined): ConnectionRule {
  const named = value?.kind === 'table' ? value.entries.get('rule') : value;
  const name = named?.kind === 'text' ? named.value : value === undefined ? 'all_to_all' : '';
  const number = (key: string): number | null => {
    const entry = value?.kind === 'table' ? value.entries.get(key) : undefined;
    const known = entry?.kind === 'num' ? quantity(entry, null).value : null;
    return known;
  };
  switch (name) {
    case 'all_to_all':
      return { kind: 'all-to-all' };
    case 'one_to_one':
      return { kind: 'one-to-one' };
    case 'pairwise_bernoulli': {
      const probability = number('p');
      return probability === null ? { kind: 'unknown', text: name } : { kind: 'fixed-probability', probability };
    }
    case 'fixed_indegree': {
      const indegree = number('indegree');
      return indegree === null ? { kind: 'unknown', text: name } : { kind: 'fixed-indegree', indegree };
    }
    default:
      return { kind: 'unknown', text: name === '' ? 'not known' : name };
  }
}
