// A rate network out of a model's class, in the form of all networks: populations by the signs of their weights, one projection for each pair.
import { type Assumption, type Network, type Parameter, type Population, type Projection, type Quantity } from '../network/network'; // prettier-ignore
import { type Span } from '../text';
import { type Amount } from './dynamics';
import { type RateModel } from './model';

interface Group {
  readonly name: string;
  readonly members: readonly number[];
}

const at = (amount: Amount, unit: number): number => (typeof amount === 'number' ? amount : (amount[unit] ?? NaN));

/** Null where its recurrence is more than one matrix, or its function is none that is simulated. */
export function rateNetwork(model: RateModel): Network | null {
  const { dynamics, span } = model;
  const { recurrent, activation, kept, units } = dynamics;
  if (!recurrent || !/^(?:softplus|relu|tanh|sigmoid)$/.test(activation)) return null;
  const assumed: Assumption[] = [];
  const dtMs = model.dtMs ?? 1;
  if (model.dtMs === null)
    assumed.push({ what: 'dt', value: '1 ms', why: 'the class gives a step no duration', key: 'dt' });
  for (const { name, value, from } of model.arguments)
    if (from === 'assumed') assumed.push({ what: `${name} of ${model.name}`, value: String(value), why: 'nobody gives it', key: name }); // prettier-ignore
  assumed.push({
    what: 'weights',
    value: 'one draw',
    why: 'drawn as the class initialises them; training changes them',
  });
  assumed.push({ what: 'inputs', value: 'none', why: `the ${model.channels} numbers that the forward pass takes in each step come from data` }); // prettier-ignore
  assumed.push({
    what: 'spikes',
    value: 'none',
    why: 'these units send a rate; `spikelint diagnose` runs them on data',
  });
  const { outside } = dynamics;
  if (outside && (outside.scale !== 1 || outside.baseline !== 0))
    assumed.push({ what: 'read-out', value: `${amountText(outside.scale)} · r + ${amountText(outside.baseline)}`, why: 'acts outside of the recurrence and is left out' }); // prettier-ignore
  const groups = groupsOf(recurrent.data, units);
  const step = (unit: number): number => 1 - at(kept, unit);
  const gain = (unit: number): number => (dynamics.form === 'rate' ? 1 : at(dynamics.recurrentGain, unit) / step(unit));
  const weight = (post: number, pre: number): number => gain(post) * at(dynamics.inside.scale, pre) * (recurrent.data[post * units + pre] as number); // prettier-ignore
  const bias = (unit: number): number => {
    let sum = dynamics.form === 'rate' ? at(dynamics.bias, unit) : at(dynamics.bias, unit) / step(unit);
    for (let pre = 0; pre < units; pre++)
      sum += gain(unit) * at(dynamics.inside.baseline, pre) * (recurrent.data[unit * units + pre] as number);
    return sum;
  };
  const population = ({ name, members }: Group): Population => ({
    name,
    size: members.length,
    model: dynamics.form === 'rate' ? `${activation}, rates leak` : activation,
    dynamics: 'rate',
    params: {
      tau: { ...amounts(members.map((unit) => dtMs / step(unit)), 'ms'), role: 'membraneTime' }, // prettier-ignore
      bias: amounts(members.map(bias), null),
      noise: amounts([meanOf(dynamics.noiseSd) / Math.sqrt(dtMs)], null),
    },
    span,
  });
  const projections = groups.flatMap((pre) => groups.flatMap((post) => projection(pre, post, weight, dynamics.spans.recurrent ?? span, dtMs) ?? [])); // prettier-ignore
  return {
    backend: 'torch',
    dtMs: { value: dtMs, unit: 'ms', text: `${dtMs} ms`, sure: model.dtMs === null ? 'assumed' : 'api' },
    durationMs: null,
    populations: groups.map(population),
    projections,
    inputs: [],
    assumed,
  };
}

const meanOf = (of: Amount): number => (typeof of === 'number' ? of : of.reduce((sum, x) => sum + x, 0) / of.length);
const amountText = (of: Amount): string => String(Number(meanOf(of).toPrecision(4)));

/** One group for each sign where units keep to one, else a single group. */
function groupsOf(data: Float64Array, n: number): Group[] {
  const sign = (unit: number): number => {
    let [positive, negative] = [false, false];
    for (let row = 0; row < n; row++) {
      positive ||= (data[row * n + unit] as number) > 0;
      negative ||= (data[row * n + unit] as number) < 0;
    }
    return positive === negative ? 0 : positive ? 1 : -1;
  };
  const signs = Array.from({ length: n }, (_, unit) => sign(unit));
  const all = [...Array(n).keys()];
  if (signs.includes(0) || !signs.includes(1) || !signs.includes(-1)) return [{ name: 'units', members: all }];
  const members = (wanted: number): number[] => all.filter((unit) => signs[unit] === wanted);
  return [{ name: 'exc', members: members(1) }, { name: 'inh', members: members(-1) }]; // prettier-ignore
}

function amounts(values: readonly number[], unit: string | null): Parameter {
  const [first = NaN] = values;
  const suffix = unit === null ? '' : ` ${unit}`;
  const shown = (value: number): number => Number(value.toPrecision(6));
  if (values.every((value) => value === first))
    return { value: first, unit, text: `${shown(first)}${suffix}`, sure: 'api' };
  const text = `${values.length} values, ${shown(Math.min(...values))} to ${shown(Math.max(...values))}${suffix}`;
  return { value: null, unit, text, sure: 'api', each: [...values] };
}

function projection(
  pre: Group,
  post: Group,
  weight: (post: number, pre: number) => number,
  span: Span,
  dtMs: number,
): Projection | null {
  // prettier-ignore
  const [from, to, each]: [number[], number[], number[]] = [[], [], []];
  pre.members.forEach((source, i) =>
    post.members.forEach((target, j) => {
      const value = weight(target, source);
      if (value === 0) return;
      from.push(i);
      to.push(j);
      each.push(value);
    }),
  );
  if (each.length === 0) return null;
  const quantity: Quantity = amounts(each, null);
  return {
    pre: pre.name,
    post: post.name,
    rule: { kind: 'pairs', pre: Uint32Array.from(from), post: Uint32Array.from(to) },
    weight: quantity,
    delay: { value: dtMs, unit: 'ms', text: `${dtMs} ms`, sure: 'api' },
    receptor: null,
    synapses: each.length,
    span,
  };
}
