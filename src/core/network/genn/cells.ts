// GeNN's neuron models: what each is to the simulator, with the synaptic currents or conductances that arrive at it.
import { scaleOf, tableField, textField, weightOf } from '../../backends/genn/things';
import { gennUnit } from '../../backends/facts/genn';
import { constantOf } from '../../evaluate/numbers';
import { type Thing, type Value } from '../../evaluate/value';
import { exactNumber } from '../given';
import { type Dynamics, type Parameter, type Role, roleUnits } from '../network';
import { constantQuantity, parameter, quantity } from '../read';

export interface GennCells {
  readonly dynamics: Dynamics;
  readonly params: Readonly<Record<string, Parameter>>;
}

const rolesOfLif: Readonly<Record<string, Role>> = {
  Vthresh: 'threshold',
  Vrest: 'leak',
  Vreset: 'reset',
  V: 'initial',
  C: 'capacity',
  TauM: 'membraneTime',
  TauRefrac: 'refractory',
  Ioffset: 'constantCurrent',
};

const rolesOfTraubMiles: Readonly<Record<string, Role>> = {
  V: 'initial',
  C: 'capacity',
  El: 'leak',
  gl: 'leakConductance',
};

const rolesOf = (model: string): Readonly<Record<string, Role>> =>
  model === 'LIF' ? rolesOfLif : model === 'TraubMiles' ? rolesOfTraubMiles : {};

interface Arrival {
  readonly model: string;
  readonly tauMs: number | null;
  readonly reversalMv: number | null;
  /** Null where neither the reversal potential nor the sign of the weight tells it. */
  readonly inhibits: boolean | null;
}

const isNegative = (value: Value | undefined): boolean | null => {
  const exact = constantOf(exactNumber(value) ?? undefined);
  return exact && exact.n < 0n;
};

function arrivalOf(group: Thing): Arrival {
  const params = tableField(group, 'postsynaptic params')?.entries;
  return {
    model: textField(group, 'postsynaptic'),
    tauMs: quantity(params?.get('tau'), 'ms').value,
    reversalMv: quantity(params?.get('E'), 'mV').value,
    inhibits: inhibits(group),
  };
}

/** A conductance inhibits whose reversal potential lies below a usual threshold: there the weight is positive for both. */
export function inhibits(group: Thing): boolean | null {
  if (textField(group, 'postsynaptic') !== 'ExpCond') return isNegative(weightOf(group).value);
  const { value } = quantity(tableField(group, 'postsynaptic params')?.entries.get('E'), 'mV');
  return value === null ? null : value < highestInhibitoryMv;
}
const highestInhibitoryMv = -45;

function arrivalsAt(of: Thing, groups: readonly Thing[], sources: readonly Thing[]): readonly Arrival[] {
  const own = sources.filter((each) => each.fields.get('target') === of && textField(each, 'model') === 'PoissonExp');
  return [
    ...groups.filter((each) => each.fields.get('target') === of).map(arrivalOf),
    ...own.map((each) => {
      const params = tableField(each, 'params')?.entries;
      const tauMs = quantity(params?.get('tauSyn'), 'ms').value;
      return { model: 'ExpCurr', tauMs, reversalMv: null, inhibits: isNegative(params?.get('weight')) };
    }),
  ];
}

const onlyOne = (values: readonly (number | null)[]): number | null =>
  values.length > 0 && values.every((each) => each === values[0]) ? (values[0] ?? null) : null;

interface Synapses {
  readonly kind: 'none' | 'delta' | 'current' | 'conductance';
  readonly params: Readonly<Record<string, Parameter>>;
}

/** All of one kind, with one time constant, and one reversal potential, for each sign; null where they are not. */
function synapsesOf(arrivals: readonly Arrival[]): Synapses | null {
  const models = new Set(arrivals.map(({ model }) => model));
  if (models.size === 0) return { kind: 'none', params: {} };
  const [model] = models;
  if (models.size > 1) return null;
  if (model === 'DeltaCurr') return { kind: 'delta', params: {} };
  if (model !== 'ExpCurr' && model !== 'ExpCond') return null;
  const conducts = model === 'ExpCond';
  const taus = bySign(arrivals, ({ tauMs }) => tauMs);
  const reversals = conducts ? bySign(arrivals, ({ reversalMv }) => reversalMv) : null;
  if (!taus || (conducts && !reversals)) return null;
  const role = (name: Role, value: number): Parameter => ({ ...constantQuantity(value, 'ms', 'api'), role: name });
  return {
    kind: conducts ? 'conductance' : 'current',
    params: {
      'tau excitatory': role('synapticTimeExcitatory', taus[0]),
      'tau inhibitory': role('synapticTimeInhibitory', taus[1]),
      ...(reversals && {
        e_rev_E: constantQuantity(reversals[0], 'mV', 'api'),
        e_rev_I: constantQuantity(reversals[1], 'mV', 'api'),
      }),
    },
  };
}

/** Of what excites and of what inhibits; where there is one of them only, it stands for both. */
function bySign(
  arrivals: readonly Arrival[],
  of: (arrival: Arrival) => number | null,
): readonly [number, number] | null {
  const all = onlyOne(arrivals.map(of));
  if (all !== null) return [all, all];
  if (arrivals.some((each) => each.inhibits === null)) return null;
  const signed = (wanted: boolean): number | null =>
    onlyOne(arrivals.filter((each) => each.inhibits === wanted).map(of));
  const [exciting, inhibiting] = [signed(false), signed(true)];
  return exciting === null || inhibiting === null ? null : [exciting, inhibiting];
}

function dynamicsOf(model: string, kind: Synapses['kind'], hasScale: boolean): Dynamics {
  switch (model) {
    case 'LIF':
      if (!hasScale) return 'unknown';
      return kind === 'conductance' ? 'lif-cond-exp' : kind === 'current' ? 'lif-current-exp' : 'lif-current-delta';
    case 'Izhikevich':
    case 'IzhikevichVariable':
      return 'izhikevich';
    case 'TraubMiles':
      return hasScale && (kind === 'none' || kind === 'conductance') ? 'hh-cond-exp-traub' : 'unknown';
    default:
      return 'unknown';
  }
}

export function gennCells(of: Thing, groups: readonly Thing[], sources: readonly Thing[]): GennCells {
  const model = textField(of, 'model');
  const scale = scaleOf(of);
  const roles = rolesOf(model);
  const params: Record<string, Parameter> = {};
  for (const key of ['params', 'vars']) {
    const values = tableField(of, key);
    for (const [name, value] of values?.entries ?? []) {
      const span = values?.valuePlaces.get(name);
      const known = inUsualUnit(parameter(value, gennUnit('neuron', model, name, scale), roles[name]));
      params[name] = { ...known, ...(span ? { span } : {}) };
    }
  }
  const synapses = synapsesOf(arrivalsAt(of, groups, sources));
  if (!synapses) return { dynamics: 'unknown', params };
  const dynamics = dynamicsOf(model, synapses.kind, scale !== null);
  if (dynamics === 'hh-cond-exp-traub') nameChannels(params);
  return { dynamics, params: { ...params, ...(dynamics === 'unknown' ? {} : synapses.params) } };
}

/** GeNN's TraubMiles has its rates written out; they are NEST's for this `V_T`. The channels go by NEST's names. */
function nameChannels(params: Record<string, Parameter>): void {
  for (const [own, name] of [
    ['gNa', 'g_Na'],
    ['gK', 'g_K'],
    ['ENa', 'E_Na'],
    ['EK', 'E_K'],
  ] as const) {
    const given = params[own];
    if (given) params[name] = given;
  }
  params['V_T'] = constantQuantity(offsetOfTraubMilesMv, 'mV', 'api');
}

/** `include/genn/genn/neuronModels.h`, 5.4: 13 mV − 65 mV = −52 mV, and so on for each of the rates. */
const offsetOfTraubMilesMv = -65;

const usual: Readonly<Record<string, string>> = { nF: 'pF', nA: 'pA', µS: 'nS' };

/** nF, nA and µS become the pF, pA and nS in which parameters are compared. */
function inUsualUnit(value: Parameter): Parameter {
  const wanted = value.unit === null ? undefined : usual[value.unit];
  if (wanted === undefined || value.value === null) return value;
  if (value.role !== undefined && roleUnits[value.role] !== wanted) return value;
  return { ...value, value: value.value * 1000, unit: wanted };
}
