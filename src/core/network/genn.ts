// Reads PyGeNN's populations, synapse groups and current sources into a Network.
import { type ApiCall } from '../evaluate/facts';
import { constantOf } from '../evaluate/numbers';
import { type Thing, type Value } from '../evaluate/value';
import { toNumber } from '../units/rational';
import { gennUnit, isGennPoisson, isGennSource, weightUnitOfGenn } from '../backends/facts/genn';
import { scaleOf, tableField, textField, thingField, weightOf } from '../backends/genn/things';
import { exactNumber } from './given';
import { ruleOf, sourcesPerTarget } from './gennRules';
import {
  type Assumption,
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
import { callsOf, constantQuantity, parameter, quantity, wholeNumber } from './read';

const roles: Readonly<Record<string, Role>> = {
  Vthresh: 'threshold',
  Vrest: 'leak',
  Vreset: 'reset',
  V: 'initial',
  C: 'capacity',
  TauM: 'membraneTime',
  TauRefrac: 'refractory',
  Ioffset: 'constantCurrent',
};

const nowhere = { file: '', start: 0, end: 0 };

export const nameOfGenn = (of: Thing): string =>
  textField(of, 'label') || textField(of, 'variable') || textField(of, 'model') || 'population';

const madeBy = (calls: readonly ApiCall[], what: string): Thing[] =>
  callsOf(calls, 'genn', what).flatMap((each) => {
    const made = each.args.get('made');
    return made?.kind === 'thing' ? [made] : [];
  });

export function readGenn(all: readonly ApiCall[]): Network | null {
  const calls = all.filter((each) => each.dead === null);
  const neurons = madeBy(calls, 'create').filter((each) => !isGennSource(textField(each, 'model')));
  if (neurons.length === 0) return null;
  const groups = madeBy(calls, 'connect');
  const sources = madeBy(calls, 'source');
  const assumed: Assumption[] = [];
  const dt = callsOf(calls, 'genn', 'set').pop()?.args.get('dt');
  if (!dt) assumed.push({ what: 'dt', value: '0.5 ms', why: 'GeNN’s default `dt`' });
  const dtMs = dt ? quantity(dt, 'ms') : constantQuantity(0.5, 'ms', 'api');
  const { inputs, projections } = connections(groups, dtMs, assumed);
  return {
    backend: 'genn',
    dtMs,
    durationMs: durationOf(calls, dtMs),
    populations: neurons.map((each) => population(each, groups, sources, assumed)),
    projections,
    inputs: [...inputs, ...sources.flatMap((each) => currentInput(each, assumed))],
    assumed,
  };
}

/** As many steps as the loops make, or as many as are to be recorded. */
function durationOf(calls: readonly ApiCall[], dtMs: Quantity): Quantity | null {
  const known = (value: Value | null | undefined): number | null => {
    const exact = constantOf(value ?? undefined);
    return exact && toNumber(exact);
  };
  const stepped = callsOf(calls, 'genn', 'step').pop()?.times;
  const steps = known(stepped) ?? known(callsOf(calls, 'genn', 'load').pop()?.args.get('steps'));
  if (steps === null || steps <= 1 || dtMs.value === null) return null;
  return constantQuantity(Number((steps * dtMs.value).toPrecision(12)), 'ms', 'api');
}

interface Arrival {
  readonly model: string;
  readonly tau: Value | undefined;
  readonly reversal: Value | undefined;
  /** Null where the sign of the weight is not known. */
  readonly inhibitory: boolean | null;
}

function arrivalsAt(of: Thing, groups: readonly Thing[], sources: readonly Thing[]): readonly Arrival[] {
  const sign = (value: Value | undefined): boolean | null => {
    const exact = constantOf(exactNumber(value) ?? undefined);
    return exact && exact.n < 0n;
  };
  return [
    ...groups
      .filter((each) => each.fields.get('target') === of)
      .map((each) => ({
        model: textField(each, 'postsynaptic'),
        tau: tableField(each, 'postsynaptic params')?.entries.get('tau'),
        reversal: tableField(each, 'postsynaptic params')?.entries.get('E'),
        inhibitory: sign(weightOf(each).value),
      })),
    ...sources
      .filter((each) => each.fields.get('target') === of && textField(each, 'model') === 'PoissonExp')
      .map((each) => ({
        model: 'ExpCurr',
        tau: tableField(each, 'params')?.entries.get('tauSyn'),
        reversal: undefined,
        inhibitory: sign(tableField(each, 'params')?.entries.get('weight')),
      })),
  ];
}

const onlyOne = (values: readonly (number | null)[]): number | null =>
  values.length > 0 && values.every((each) => each === values[0]) ? (values[0] ?? null) : null;

/** A LIF population whose synapses all are exponential currents, with one time constant for each sign, is the current-based model. */
function dynamicsOf(of: Thing, arrivals: readonly Arrival[]): { dynamics: Dynamics; taus: Record<string, number> } {
  const none = { dynamics: 'unknown' as const, taus: {} };
  if (textField(of, 'model') !== 'LIF' || scaleOf(of) === null) return none;
  if (arrivals.length === 0) return { dynamics: 'lif-current-delta', taus: {} };
  if (arrivals.some((each) => each.model !== 'ExpCurr')) return none;
  const tausMs = arrivals.map((each) => quantity(each.tau, 'ms').value);
  const all = onlyOne(tausMs);
  if (all !== null) return { dynamics: 'lif-current-exp', taus: { excitatory: all, inhibitory: all } };
  const signed = (inhibitory: boolean): number | null =>
    onlyOne(tausMs.filter((_, i) => arrivals[i]?.inhibitory === inhibitory));
  const [excitatory, inhibitory] = [signed(false), signed(true)];
  if (excitatory === null || inhibitory === null || arrivals.some((each) => each.inhibitory === null)) return none;
  return { dynamics: 'lif-current-exp', taus: { excitatory, inhibitory } };
}

function population(of: Thing, groups: readonly Thing[], sources: readonly Thing[], assumed: Assumption[]): Population {
  const model = textField(of, 'model');
  const scale = scaleOf(of);
  const params: Record<string, Parameter> = {};
  for (const key of ['params', 'vars']) {
    const values = tableField(of, key);
    for (const [name, value] of values?.entries ?? []) {
      const span = values?.valuePlaces.get(name);
      const role = model === 'LIF' ? roles[name] : undefined;
      const known = inRoleUnit(parameter(value, gennUnit('neuron', model, name, scale), role));
      params[name] = { ...known, ...(span ? { span } : {}) };
    }
  }
  const { dynamics, taus } = dynamicsOf(of, arrivalsAt(of, groups, sources));
  for (const [key, role] of [
    ['excitatory', 'synapticTimeExcitatory'],
    ['inhibitory', 'synapticTimeInhibitory'],
  ] as const) {
    const tau = taus[key];
    if (tau !== undefined) params[`tau ${key}`] = { ...constantQuantity(tau, 'ms', 'api'), role };
  }
  if (model === 'LIF' && scale === null)
    assumed.push({
      what: `the units of \`${nameOfGenn(of)}\``,
      value: 'not known',
      why: 'its capacity does not tell whether currents are nA or pA',
    });
  return {
    name: nameOfGenn(of),
    size: wholeNumber(of.fields.get('size')),
    model: model === '' ? 'a model of one’s own' : model,
    dynamics,
    params,
    span: of.span ?? nowhere,
  };
}

const thousands = new Set(['nF', 'nA', 'µS']);

/** nF and nA become the pF and pA in which roles are compared. */
function inRoleUnit(value: Parameter): Parameter {
  const wanted = value.role && roleUnits[value.role];
  if (wanted === undefined || value.unit === null || !thousands.has(value.unit) || value.value === null) return value;
  return { ...value, value: value.value * 1000, unit: wanted };
}

function connections(
  groups: readonly Thing[],
  dtMs: Quantity,
  assumed: Assumption[],
): { inputs: Input[]; projections: Projection[] } {
  const inputs: Input[] = [];
  const projections: Projection[] = [];
  for (const each of groups) {
    const [pre, post] = [thingField(each, 'source'), thingField(each, 'target')];
    if (!pre || !post) continue;
    const span = each.span ?? nowhere;
    const common = {
      weight: quantity(weightOf(each).value, weightUnitOfGenn(textField(each, 'postsynaptic'), scaleOf(post))),
      delay: delayOf(each, dtMs),
      receptor: textField(each, 'postsynaptic') || null,
      span,
    };
    const model = textField(pre, 'model');
    if (!isGennSource(model)) {
      projections.push({ pre: nameOfGenn(pre), post: nameOfGenn(post), rule: ruleOf(each), ...common });
      continue;
    }
    if (!isGennPoisson(model)) continue;
    const count = constantOf(sourcesPerTarget(each, span) ?? undefined);
    if (!count)
      assumed.push({
        what: `the sources of \`${nameOfGenn(pre)}\``,
        value: '1',
        why: 'how many reach each neuron is not known',
      });
    inputs.push({
      kind: 'poisson',
      count: count ? Math.max(1, Math.round(toNumber(count))) : 1,
      rateHz: quantity(tableField(pre, 'params')?.entries.get('rate'), 'Hz'),
      target: nameOfGenn(post),
      shared: ruleOf(each).kind === 'all-to-all',
      ...common,
    });
  }
  return { inputs, projections };
}

/** Events arrive in the step after the one they are sent in, and as many later as the group says. */
function delayOf(of: Thing, dtMs: Quantity): Quantity {
  const steps = of.fields.has('delay steps') ? constantOf(of.fields.get('delay steps')) : { n: 0n, d: 1n };
  if (!steps || dtMs.value === null) return { value: null, unit: 'ms', text: 'not known', sure: 'assumed' };
  return constantQuantity(Number(((toNumber(steps) + 1) * dtMs.value).toPrecision(12)), 'ms', 'api');
}

function currentInput(of: Thing, assumed: Assumption[]): readonly Input[] {
  const target = thingField(of, 'target');
  const params = tableField(of, 'params');
  if (!target || !params) return [];
  const model = textField(of, 'model');
  const take = (key: string): Quantity =>
    quantity(params.entries.get(key), gennUnit('source', model, key, scaleOf(target)));
  const common = { target: nameOfGenn(target), delay: null, receptor: null, count: 1, span: of.span ?? nowhere };
  if (model === 'PoissonExp')
    return [{ ...common, kind: 'poisson', rateHz: take('rate'), weight: take('weight'), shared: false }];
  if (model === 'DC') return [{ ...common, kind: 'dc', rateHz: null, weight: take('amp'), shared: true }];
  if (model !== 'GaussianNoise') return [];
  assumed.push({
    what: `the noise of \`${textField(of, 'label')}\``,
    value: 'its mean',
    why: 'white noise is no input of the network yet',
  });
  return [{ ...common, kind: 'dc', rateHz: null, weight: take('mean'), shared: true }];
}
