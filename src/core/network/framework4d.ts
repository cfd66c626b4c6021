// Reads the 4D framework's lattice models, from a script's calls, into a Network.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { lifKeys, neuronParams, synapseFacts } from '../backends/facts/framework4d';
import { numberFor } from '../parameters';
import { table, type Table, type Thing, type Value } from '../evaluate/value';
import { type Span } from '../text';
import { toNumber } from '../units/rational';
import { givenParameters } from './layers';
import {
  type Assumption,
  type Network,
  type Parameter,
  type Population,
  type Projection,
  type Role,
  type Stepping,
} from './network';
import { type HebbianRule } from './plasticity';
import { callsOf, constantQuantity, quantity, textField } from './read';

const roles: Readonly<Record<string, Role>> = {
  v_rest: 'leak',
  v_threshold: 'threshold',
  v_reset: 'reset',
  tau_m: 'membraneTime',
  refractory_period: 'refractory',
};

export const tableAt = (of: Table | null, ...path: readonly string[]): Table | null => {
  let at: Value | null = of;
  for (const step of path) at = at?.kind === 'table' ? (at.entries.get(step) ?? null) : null;
  return at?.kind === 'table' ? at : null;
};

/** The parameters that the simulation's own step reads; a key it does not know changes nothing. */
function lifParameters(given: Table): { params: Record<string, Parameter>; stepping: Stepping } {
  const facts = Object.fromEntries(
    lifKeys.flatMap((key) => (neuronParams[key] ? [[key, neuronParams[key]] as const] : [])),
  );
  const params = givenParameters(given, facts);
  for (const key of lifKeys) {
    const known = params[key];
    const role = roles[key];
    if (known && role) params[key] = { ...known, role };
  }
  const number = (key: string): number | null => numberFor(given, facts, key);
  const [tau, refractory] = [number('tau_m'), number('refractory_period')];
  return {
    params,
    stepping: {
      kept: tau === null ? null : 1 - 1 / tau,
      synapticKept: null,
      gain: tau === null ? null : 1 / tau,
      rest: number('v_rest'),
      threshold: number('v_threshold'),
      subtract: null,
      resetTo: number('v_reset'),
      resetLater: false,
      // A spike at step t is followed by the next update at t + refractory_period.
      refractorySteps: refractory === null ? 0 : Math.max(0, Math.ceil(refractory) - 1),
      heldWhileRefractory: true,
      fires: 'at',
      unit: 'mV',
    },
  };
}

interface Area {
  readonly name: string;
  readonly positions: number | null;
  readonly contains: (x: number, y: number, z: number, w: number) => boolean;
}

export const axes = ['x', 'y', 'z', 'w'] as const;

export function areasOf(config: Table | null): Area[] {
  const areas = config?.entries.get('areas');
  if (areas?.kind !== 'sequence') return [];
  return areas.items.flatMap((each) => {
    if (each.kind !== 'table') return [];
    const name = each.entries.get('name');
    const ranges = tableAt(each, 'coord_ranges');
    const ends = axes.map((axis) => {
      const range = ranges?.entries.get(axis);
      const [low, high] = range?.kind === 'sequence' ? range.items.map((end) => constantOf(end)) : [];
      return low && high ? ([toNumber(low), toNumber(high)] as const) : null;
    });
    const positions = ends.reduce<number | null>(
      (count, range) => (count === null || !range ? null : count * (range[1] - range[0] + 1)),
      1,
    );
    const contains = (...at: readonly number[]): boolean =>
      ends.every((range, i) => range !== null && (at[i] ?? NaN) >= range[0] && (at[i] ?? NaN) <= range[1]);
    return name?.kind === 'text' ? [{ name: name.value, positions, contains }] : [];
  });
}

export const lif = (name: string, size: number | null, given: Table, span: Span): Population => ({
  name,
  size,
  model: 'lif',
  dynamics: 'discrete-lif',
  ...lifParameters(given),
  span,
});

export const oneStep = { value: 1, unit: 'ms', text: '1 ms', sure: 'api' } as const;

export function readFramework(all: readonly ApiCall[]): Network | null {
  const calls = all.filter((each) => each.dead === null && each.backend === 'framework4d');
  const config = configOf(calls);
  const assumed: Assumption[] = [{ what: 'dt', value: '1 ms', why: 'Simulation.lif_step’s default' }];
  const populations = [...areaPopulations(calls, config, assumed), ...singleNeurons(calls, assumed)];
  if (populations.length === 0) return null;
  const steps = callsOf(calls, 'framework4d', 'step').pop()?.times;
  const runs = callsOf(calls, 'framework4d', 'run').pop()?.args.get('params');
  const duration = runs?.kind === 'table' ? runs.entries.get('n_steps') : (steps ?? undefined);
  return {
    backend: 'framework4d',
    dtMs: oneStep,
    durationMs: duration ? quantity(duration, 'ms') : null,
    populations,
    projections: randomSynapses(calls, populations, hebbianOf(config)),
    inputs: [],
    assumed,
  };
}

function configOf(calls: readonly ApiCall[]): Table | null {
  for (const call of callsOf(calls, 'framework4d', 'model')) {
    const model = call.args.get('made');
    const config = model?.kind === 'thing' ? model.fields.get('config') : undefined;
    if (config?.kind === 'table') return config;
  }
  return null;
}

function areaPopulations(calls: readonly ApiCall[], config: Table | null, assumed: Assumption[]): Population[] {
  const defaults = tableAt(config, 'neuron_model', 'params_default') ?? table();
  return callsOf(calls, 'framework4d', 'neurons').flatMap((call) => {
    const params = call.args.get('params');
    const given = params?.kind === 'table' ? params : table();
    const wanted = given.entries.get('area_names');
    const names =
      wanted?.kind === 'sequence' ? wanted.items.flatMap((each) => (each.kind === 'text' ? [each.value] : [])) : null;
    const density = numberFor(given, { density: { unit: null, meaning: '', standard: 1 } }, 'density');
    const areas = areasOf(config);
    const missing = names?.filter((name) => !areas.some((each) => each.name === name)) ?? [];
    const known = areas.filter((each) => !names || names.includes(each.name));
    if (density !== null && density < 1)
      assumed.push({
        what: 'sizes',
        value: `${density} of the positions`,
        why: 'each position is filled by chance; the expected number is given',
      });
    return [
      ...known.map(({ name, positions }) =>
        lif(name, positions === null || density === null ? null : Math.round(positions * density), defaults, call.span),
      ),
      ...missing.map((name) => lif(name, null, defaults, call.span)),
    ];
  });
}

/** Neurons added one by one: those of one model, type and parameters are one population. */
function singleNeurons(calls: readonly ApiCall[], assumed: Assumption[]): Population[] {
  const groups = new Map<string, { neuron: Thing; count: number | null; span: Span }>();
  for (const call of callsOf(calls, 'framework4d', 'neuron')) {
    const neuron = call.args.get('neuron');
    if (neuron?.kind !== 'thing') continue;
    const times = call.times && constantOf(call.times);
    const params = neuron.fields.get('params');
    const shown =
      params?.kind === 'table'
        ? [...params.entries]
            .map(([key, value]) => `${key}=${value.kind === 'num' ? quantity(value, null).text : value.kind}`)
            .sort()
        : [];
    const key = [modelOf(neuron), typeOf(neuron), ...shown].join(' ');
    const known = groups.get(key);
    const more = times ? toNumber(times) : null;
    const count = known ? (known.count === null || more === null ? null : known.count + more) : more;
    groups.set(key, { neuron: known?.neuron ?? neuron, count, span: known?.span ?? call.span });
  }
  const taken = new Map<string, number>();
  return [...groups.values()].map(({ neuron, count, span }) => {
    const base = `${modelOf(neuron)} ${typeOf(neuron)}`;
    const at = (taken.get(base) ?? 0) + 1;
    taken.set(base, at);
    const params = neuron.fields.get('params');
    const given = params?.kind === 'table' ? params : table();
    const name = at === 1 ? base : `${base} ${at}`;
    if (modelOf(neuron) !== 'izhikevich') return lif(name, count, given, span);
    if (!assumed.some((each) => each.what === 'model_type'))
      assumed.push({
        what: 'model_type',
        value: 'izhikevich',
        why: 'stepped by neuron_models.update_neuron; Simulation.step itself takes every neuron for LIF',
      });
    return {
      name,
      size: count,
      model: 'izhikevich',
      dynamics: 'izhikevich',
      params: izhikevich(typeOf(neuron), given),
      span,
    };
  });
}

const modelOf = (neuron: Thing): string => textField(neuron, 'model_type') ?? 'lif';
const typeOf = (neuron: Thing): string => textField(neuron, 'neuron_type') ?? 'excitatory';

/** Izhikevich (2003), figure 2, as neuron_models.get_izhikevich_parameters has them. */
const types: Readonly<Record<string, readonly [number, number, number, number]>> = {
  regular_spiking: [0.02, 0.2, -65, 8],
  fast_spiking: [0.1, 0.2, -65, 2],
  inhibitory: [0.1, 0.2, -65, 2],
  bursting: [0.02, 0.2, -55, 4],
};

function izhikevich(type: string, given: Table): Record<string, Parameter> {
  const standard = types[type] ?? [0.02, 0.2, -65, 8];
  const facts = Object.fromEntries(
    ['izh_a', 'izh_b', 'izh_c', 'izh_d'].map((key, i) => [
      key,
      { unit: neuronParams[key]?.unit ?? null, meaning: '', standard: standard[i] ?? 0 },
    ]),
  );
  return givenParameters(given, facts);
}

/** `Simulation.step` applies `hebbian_update` to every synapse, and then its decay. */
export function hebbianOf(config: Table | null): { readonly plasticity?: HebbianRule } {
  const given = tableAt(config, 'plasticity');
  const [rate, low, high, decay] = ['learning_rate', 'weight_min', 'weight_max', 'weight_decay'].map((key) => {
    const exact = constantOf(given?.entries.get(key));
    return exact ? toNumber(exact) : null;
  });
  if (typeof rate !== 'number' || typeof low !== 'number' || typeof high !== 'number') return {};
  const amounts = { together: rate, alone: rate * -0.5, decay: decay ?? 0 };
  return { plasticity: { kind: 'hebbian', ...amounts, wMin: low, wMax: high } };
}

function randomSynapses(
  calls: readonly ApiCall[],
  populations: readonly Population[],
  learning: ReturnType<typeof hebbianOf>,
): Projection[] {
  const call = callsOf(calls, 'framework4d', 'synapses').pop();
  const params = call?.args.get('params');
  if (!call || params?.kind !== 'table') return [];
  const probability = numberFor(params, synapseFacts, 'connection_probability');
  const mean = params.entries.get('weight_mean');
  const weight = mean ? quantity(mean, null) : constantQuantity(0.1, null, 'api');
  return populations.flatMap((pre) =>
    populations.map((post) => ({
      pre: pre.name,
      post: post.name,
      rule:
        probability === null
          ? ({ kind: 'unknown', text: 'random pairs' } as const)
          : ({ kind: 'fixed-probability', probability } as const),
      weight,
      delay: oneStep,
      receptor: null,
      ...learning,
      span: call.span,
    })),
  );
}
