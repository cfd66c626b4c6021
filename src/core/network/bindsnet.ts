// Reads BindsNET's layers, connections and encoded inputs into a Network and its input paths.
import { type ApiCall } from '../evaluate/facts';
import { bindsnetNetwork, bindsnetNodes } from '../backends/facts/bindsnet';
import { numberFor } from '../parameters';
import { type Num, type Table, table, type Thing, type Value } from '../evaluate/value';
import { givenParameters } from './layers';
import {
  type Assumption,
  type Input,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Role,
  type Stepping,
} from './network';
import { type Path, type PathKind } from './paths';
import { callsOf, constantQuantity, nameThings, quantity, textField, wholeNumber } from './read';

const roles: Readonly<Record<string, Role>> = {
  thresh: 'threshold',
  rest: 'leak',
  reset: 'reset',
  tc_decay: 'membraneTime',
  refrac: 'refractory',
};

const paramsOf = (of: Thing): Table => {
  const params = of.fields.get('params');
  return params?.kind === 'table' ? params : table();
};
const modelOf = (of: Thing): string => textField(of, 'model') ?? '';
const sizeOf = (of: Thing): number | null => wholeNumber(paramsOf(of).entries.get('n'));
const thingAt = (call: ApiCall, key: string): Thing | null => {
  const value = call.args.get(key);
  return value?.kind === 'thing' ? value : null;
};

/** The layers of one script by the names they were added under. */
function layersOf(calls: readonly ApiCall[]): Map<Thing, string> {
  const named = new Map<Thing, string>();
  for (const call of callsOf(calls, 'bindsnet', 'layer')) {
    const layer = thingAt(call, 'layer');
    const name = call.args.get('name');
    if (layer?.type === 'bindsnet.Nodes') named.set(layer, name?.kind === 'text' ? name.value : '');
  }
  return nameThings([...named.keys()], (of) => {
    const name = named.get(of);
    return name === undefined || name === '' ? (textField(of, 'variable') ?? modelOf(of)) : name;
  });
}

interface Link {
  readonly call: ApiCall;
  readonly pre: Thing;
  readonly post: Thing;
  readonly weight: Value | undefined;
  readonly place: ApiCall['span'];
}

function linksOf(calls: readonly ApiCall[]): Link[] {
  return callsOf(calls, 'bindsnet', 'connect').flatMap((call) => {
    const connection = thingAt(call, 'connection');
    if (connection?.type !== 'bindsnet.Connection') return [];
    const params = paramsOf(connection);
    const [pre, post] = [params.entries.get('source'), params.entries.get('target')];
    if (pre?.kind !== 'thing' || post?.kind !== 'thing') return [];
    const weight = params.entries.get('w');
    return [{ call, pre, post, weight, place: params.valuePlaces.get('w') ?? call.span }];
  });
}

export function readBindsnet(all: readonly ApiCall[]): Network | null {
  const calls = all.filter((each) => each.dead === null);
  const names = layersOf(calls);
  const neurons = [...names.keys()].filter((each) => modelOf(each) !== 'Input');
  if (neurons.length === 0) return null;
  const [first] = callsOf(calls, 'bindsnet', 'network');
  const network = first ? thingAt(first, 'made') : null;
  const given = network ? paramsOf(network) : table();
  const dt = given.entries.get('dt');
  const dtMs = numberFor(given, bindsnetNetwork, 'dt');
  const projections: Projection[] = [];
  const inputs: Input[] = [];
  const assumed: Assumption[] = [];
  for (const link of linksOf(calls)) {
    const [pre, post] = [names.get(link.pre), names.get(link.post)];
    if (pre === undefined || post === undefined) continue;
    const common = {
      weight: quantity(link.weight, 'mV'),
      receptor: null,
      span: link.call.span,
    };
    // Spikes of a step arrive in the next.
    const delay = dtMs === null ? quantity(dt, 'ms') : constantQuantity(dtMs, 'ms', 'api');
    if (modelOf(link.pre) !== 'Input') {
      projections.push({ pre, post, rule: { kind: 'all-to-all' }, delay, ...common });
      continue;
    }
    const train = trainFor(calls, pre);
    const rate = train?.fields.get('rate');
    const size = sizeOf(link.pre);
    if (textField(train ?? link.pre, 'kind') !== 'poisson' || !rate || size === null) {
      assumed.push({
        what: `input of ${post}`,
        value: `${size ?? '?'} trains of ${pre}`,
        why: 'what the script encodes is only known when it runs',
      });
      continue;
    }
    inputs.push({
      kind: 'poisson',
      count: size,
      rateHz: quantity(rate, 'Hz'),
      target: post,
      delay,
      shared: true,
      ...common,
    });
  }
  const time = callsOf(calls, 'bindsnet', 'run').pop()?.args.get('time');
  if (!dt) assumed.push({ what: 'dt', value: '1 ms', why: 'BindsNET’s default' });
  return {
    backend: 'bindsnet',
    dtMs: dt ? quantity(dt, 'ms') : constantQuantity(1, 'ms', 'api'),
    durationMs: time ? quantity(time, 'ms') : null,
    populations: neurons.map((each) => population(each, names.get(each) ?? '', dtMs)),
    projections,
    inputs,
    assumed,
  };
}

/** What `network.run(inputs={'X': train}, …)` hands to a layer. */
function trainFor(calls: readonly ApiCall[], layer: string): Thing | null {
  for (const call of callsOf(calls, 'bindsnet', 'run')) {
    const inputs = call.args.get('inputs');
    const train = inputs?.kind === 'table' ? inputs.entries.get(layer) : undefined;
    if (train?.kind === 'thing' && train.type === 'bindsnet.train') return train;
  }
  return null;
}

function population(of: Thing, name: string, dtMs: number | null): Population {
  const model = modelOf(of);
  const facts = bindsnetNodes[model] ?? {};
  const known = givenParameters(
    paramsOf(of),
    Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact.unit !== null && fact.unit !== '1')),
  );
  const params: Record<string, Parameter> = {};
  for (const [key, value] of Object.entries(known)) {
    const role = roles[key];
    params[key] = role && model === 'LIFNodes' ? { ...value, role } : value;
  }
  const stepping = model === 'LIFNodes' ? steppingOf(paramsOf(of), dtMs) : null;
  // With reset at rest, waiting at the reset and leaking towards rest are the same: NEST's delta neuron.
  const delta = stepping !== null && stepping.rest !== null && stepping.rest === stepping.resetTo;
  return {
    name,
    size: sizeOf(of),
    model,
    dynamics: delta ? 'lif-current-delta' : stepping ? 'discrete-lif' : 'unknown',
    params,
    ...(stepping && !delta ? { stepping } : {}),
    span: of.span ?? { file: '', start: 0, end: 0 },
  };
}

function steppingOf(given: Table, dtMs: number | null): Stepping {
  const facts = bindsnetNodes.LIFNodes ?? {};
  const number = (key: string): number | null => numberFor(given, facts, key);
  const [tau, refrac] = [number('tc_decay'), number('refrac')];
  return {
    kept: tau === null || dtMs === null ? null : Math.exp(-dtMs / tau),
    synapticKept: null,
    gain: 1,
    rest: number('rest'),
    threshold: number('thresh'),
    subtract: null,
    resetTo: number('reset'),
    resetLater: false,
    refractorySteps: refrac === null || dtMs === null ? 0 : Math.ceil(refrac / dtMs),
    fires: 'at',
    unit: 'mV',
  };
}

/** An encoder's trains into a layer, by weights that are known. */
export function pathsOfBindsnet(calls: readonly ApiCall[]): readonly Path[] {
  const names = layersOf(calls);
  return linksOf(calls).flatMap((link): Path[] => {
    const [pre, post] = [names.get(link.pre), names.get(link.post)];
    const train = pre === undefined ? null : trainFor(calls, pre);
    if (post === undefined || pre === undefined || !train) return [];
    const count = paramsOf(link.pre).entries.get('n');
    const number = (value: Value | undefined): Num | null => (value?.kind === 'num' ? value : null);
    const [rate, weight] = [number(train.fields.get('rate')), number(link.weight)];
    return [
      {
        backend: 'bindsnet',
        kind: (textField(train, 'kind') ?? 'poisson') as PathKind,
        source: pre,
        target: post,
        sources: count?.kind === 'num' ? { value: count, unit: null, span: link.call.span } : null,
        rate: rate && { value: rate, unit: textField(train, 'unit'), span: train.places.get('rate') ?? link.call.span },
        weight: weight && { value: weight, unit: 'mV', span: link.place },
        kernel: { shape: 'delta', tau: null },
        shared: true,
        receptor: null,
        span: link.call.span,
        dead: link.call.dead,
        assumed: [],
      },
    ];
  });
}
