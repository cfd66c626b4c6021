// A rate network out of a model's class, in the form of all networks: populations by the signs of their weights, one projection for each pair.
import { activations } from '../network/activations';
import { type Assumption, type Network, type Parameter, type Population, type Projection } from '../network/network';
import { type Span } from '../text';
import { type Amount, type Dynamics, type Scaling } from './dynamics';
import { type RateModel } from './model';

interface Group {
  readonly name: string;
  readonly members: readonly number[];
}

/** What is fed into the channels in every step: the same number into all, or another one into some, by their place. */
export interface Fed {
  readonly all: number | null;
  readonly each: ReadonlyMap<number, number>;
}

const at = (amount: Amount, unit: number): number => (typeof amount === 'number' ? amount : (amount[unit] ?? NaN));

/** A class whose state leaks or has a time constant, or whose units keep to a sign; a sentence where something of it can't be simulated, null where it is no such thing. */
export function rateNetwork(model: RateModel, fed: Fed): Network | string | null {
  const { dynamics, span, name } = model;
  const { recurrent, activation, units, kept } = dynamics;
  const { form } = dynamics;
  if (form === 'other')
    return dynamics.isLayer === true
      ? null
      : `${name} does more in a step than leak, send and receive: it has gates, products or several layers`;
  const leaks = Array.from({ length: units }, (_, unit) => at(kept, unit)).some((each) => each !== 0);
  if (!leaks && !dynamics.dale && model.tauMs === null) return null;
  if (!recurrent) return `the recurrence of ${name} is more than one matrix of weights`;
  if (!Object.hasOwn(activations, activation))
    return `${name} sends its state through ${activation}, which is not simulated`;
  const dtMs = model.dtMs ?? 1;
  const groups = groupsOf(recurrent.data, units);
  const rescaled = new Rescaled(model, fed);
  const starts = groups.flatMap(({ members }) => members.map((unit) => rescaled.initial(unit)));
  if (starts.some((each) => !Number.isFinite(each)) || startsOtherwise(dynamics))
    return `the first step of ${name} sends without the baseline that later ones have, which is not simulated`;
  const params = (members: readonly number[]): Population['params'] => paramsOf(model, rescaled, members, dtMs);
  const population = ({ name: of, members }: Group): Population => ({
    name: of,
    size: members.length,
    model: 'rate',
    dynamics: 'rate',
    params: params(members),
    rate: {
      form: dynamics.keepsSent === true ? 'sent' : form,
      activation,
      sendsAtStart: dynamics.start?.sends ?? true,
      stepMs: dtMs,
    },
    span,
  });
  const place = dynamics.spans.recurrent ?? span;
  return {
    backend: 'rate',
    dtMs: { value: dtMs, unit: 'ms', text: `${shown(dtMs)} ms`, sure: model.dtMs === null ? 'assumed' : 'api' },
    durationMs: null,
    populations: groups.map(population),
    projections: groups.flatMap((pre) => groups.flatMap((post) => projection(pre, post, rescaled, place) ?? [])),
    inputs: [],
    assumed: assumedOf(model, fed),
  };
}

/** A baseline that is not there in the first step can only be made up for where the state, and not what is sent, leaks. */
const startsOtherwise = ({ start, inside, form, keepsSent }: Dynamics): boolean =>
  start?.sends === false && inside.baseline !== 0 && (form === 'rate' || keepsSent === true);

/** Everything that is added in a step, per part of the state that is replaced in it: so it holds for other steps and time constants. */
class Rescaled {
  private readonly dynamics: Dynamics;
  private readonly channels: Float64Array;

  constructor(
    { dynamics, channels }: RateModel,
    readonly fed: Fed,
  ) {
    this.dynamics = dynamics;
    this.channels = Float64Array.from({ length: channels }, (_, k) => fed.each.get(k) ?? fed.all ?? 0);
  }

  /** The part of the state that a step replaces; without a leak all that is added counts in full. */
  part(unit: number): number {
    const kept = at(this.dynamics.kept, unit);
    return kept < 1 ? 1 - kept : 1;
  }

  leak(unit: number): number {
    return (1 - at(this.dynamics.kept, unit)) / this.part(unit);
  }

  private gain(of: Amount, unit: number): number {
    return this.dynamics.form === 'rate' ? 1 : at(of, unit) / this.part(unit);
  }

  /** What the function's result is multiplied by, where what is sent leaks. */
  height(unit: number): number {
    return this.dynamics.form === 'rate' ? at(this.dynamics.recurrentGain, unit) / this.part(unit) : 1;
  }

  weight(post: number, pre: number): number {
    const { recurrent, recurrentGain, inside, units } = this.dynamics;
    return this.gain(recurrentGain, post) * at(inside.scale, pre) * (recurrent?.data[post * units + pre] ?? NaN);
  }

  bias(unit: number): number {
    const { form, bias } = this.dynamics;
    return (form === 'rate' ? at(bias, unit) : this.gain(bias, unit)) + this.fromBaseline(unit);
  }

  /** What a baseline inside the recurrence adds through the weights. */
  private fromBaseline(unit: number): number {
    const { inside, recurrent, recurrentGain, units } = this.dynamics;
    let sum = 0;
    for (let pre = 0; pre < units; pre++)
      sum += this.gain(recurrentGain, unit) * at(inside.baseline, pre) * (recurrent?.data[unit * units + pre] ?? NaN);
    return sum;
  }

  /** Where nothing is sent in the first step, no baseline comes with it: the state makes up for the bias, which has it in every step. */
  initial(unit: number): number {
    const { start, kept } = this.dynamics;
    const state = at(start?.state ?? 0, unit);
    const early = start?.sends === false ? this.fromBaseline(unit) : 0;
    return early === 0 ? state : state - (this.part(unit) * early) / at(kept, unit);
  }

  input(unit: number): number {
    const { input, inputGain } = this.dynamics;
    if (!input || inputGain === null) return 0;
    const width = input.shape[1] ?? 0;
    let sum = 0;
    for (let k = 0; k < width; k++) sum += (input.data[unit * width + k] ?? 0) * (this.channels[k] ?? 0);
    return this.gain(inputGain, unit) * sum;
  }
}

function paramsOf(
  { dynamics, arguments: given }: RateModel,
  rescaled: Rescaled,
  members: readonly number[],
  dtMs: number,
): Population['params'] {
  const { spans, activation, form, noiseSd, inside, outside } = dynamics;
  const of = (value: (unit: number) => number, unit: string | null, span: Span | null): Parameter => ({
    ...amounts(members.map(value), unit),
    ...(span && { span }),
  });
  const put: Scaling = outside ?? inside;
  const scales = members.some((unit) => at(put.scale, unit) !== 1 || at(put.baseline, unit) !== 0);
  const scaledInside = inside.scale !== 1 || inside.baseline !== 0;
  const where = scaledInside ? 'inside the recurrence' : 'outside of the recurrence';
  const leaks = members.some((unit) => rescaled.leak(unit) !== 1);
  const high = members.some((unit) => rescaled.height(unit) !== 1);
  const learns = given.some(({ name }) => /^tau/i.test(name)) ? 'declared' : 'api';
  const said = (text: string, span: Span | null): Parameter => ({
    value: null,
    unit: null,
    text,
    sure: 'api',
    ...(span && { span }),
  });
  return {
    activation: said(form === 'rate' ? `${activation} of the input, and the rate leaks` : activation, spans.activation),
    tau: { ...of((unit) => dtMs / rescaled.part(unit), 'ms', spans.update), role: 'membraneTime', sure: learns },
    ...(leaks && { leak: of((unit) => rescaled.leak(unit), null, spans.update) }),
    ...(high && { height: of((unit) => rescaled.height(unit), null, spans.update) }),
    bias: of((unit) => rescaled.bias(unit), null, null),
    input: of((unit) => rescaled.input(unit), null, spans.input),
    noise_per_step: of((unit) => at(noiseSd, unit), null, null),
    initial: of((unit) => rescaled.initial(unit), null, null),
    ...(scales && {
      readout_scale: noted(
        of((unit) => at(put.scale, unit), null, put.span),
        where,
      ),
      readout_baseline: noted(
        of((unit) => at(put.baseline, unit), null, put.span),
        where,
      ),
    }),
  };
}

const noted = (parameter: Parameter, text: string): Parameter => ({ ...parameter, text: `${parameter.text}, ${text}` });

function assumedOf(model: RateModel, { all, each }: Fed): Assumption[] {
  const { name, channels, dynamics, others, notes } = model;
  const assumed: Assumption[] = [];
  if (model.dtMs === null)
    assumed.push({ what: 'dt', value: '1 ms', why: 'the class gives a step no duration', key: 'dt' });
  for (const { name: key, value, from } of model.arguments)
    if (from === 'assumed')
      assumed.push({
        what: `${key} of ${name}`,
        value: String(value),
        why: `nobody gives it; --set ${key}=… does`,
        key,
      });
  const why = `drawn as ${name} initialises them, by a generator of Spikelint’s own; another draw with --set weights_seed=2`;
  assumed.push({ what: 'weights', value: 'one draw', why, key: 'weights_seed' });
  if (dynamics.start === null)
    assumed.push({ what: 'initial state', value: '0', why: 'the class draws it, or it can’t be told' });
  if (!dynamics.input && channels > 0)
    assumed.push({ what: 'input', value: 'none', why: 'its way into the network is not one matrix' });
  else {
    const one = channels === 1 ? 'the number that' : `each of the ${channels} numbers that`;
    const given = [...each].map(([k, value]) => `${value} on channel ${k}`);
    const value = [...(all === null && given.length > 0 ? [] : [String(all ?? 0)]), ...given].join(', ');
    const how =
      all === null && each.size === 0 ? '; --set input=0.5, or input.2=0.5 for one of them, gives it one' : '';
    assumed.push({
      what: 'input',
      value,
      why: `${one} the forward pass takes in a step, held for the whole run${how}`,
      key: 'input',
    });
  }
  if (others.length > 0)
    assumed.push({
      what: 'class',
      value: name,
      why: `the file also has ${listed(others)}; --set class=… takes another`,
      key: 'class',
    });
  for (const note of notes) assumed.push({ what: 'a condition', value: 'false', why: note });
  return assumed;
}

const listed = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;

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
  return [
    { name: 'exc', members: members(1) },
    { name: 'inh', members: members(-1) },
  ];
}

const shown = (value: number): number => Number(value.toPrecision(6));

function amounts(values: readonly number[], unit: string | null): Parameter {
  const [first = NaN] = values;
  const suffix = unit === null ? '' : ` ${unit}`;
  if (values.every((value) => value === first))
    return { value: first, unit, text: `${shown(first)}${suffix}`, sure: 'api' };
  const text = `${values.length} values, ${shown(Math.min(...values))} to ${shown(Math.max(...values))}${suffix}`;
  return { value: null, unit, text, sure: 'api', each: [...values] };
}

function projection(pre: Group, post: Group, rescaled: Rescaled, span: Span): Projection | null {
  const [from, to, each]: [number[], number[], number[]] = [[], [], []];
  pre.members.forEach((source, i) =>
    post.members.forEach((target, j) => {
      const value = rescaled.weight(target, source);
      if (value === 0) return;
      from.push(i);
      to.push(j);
      each.push(value);
    }),
  );
  if (each.length === 0) return null;
  let [low, high] = [Infinity, -Infinity];
  for (const value of each) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return {
    pre: pre.name,
    post: post.name,
    rule: { kind: 'pairs', pre: Uint32Array.from(from), post: Uint32Array.from(to) },
    weight: {
      value: null,
      unit: null,
      text: `${each.length} values, ${shown(low)} to ${shown(high)}`,
      sure: 'api',
      each: Float64Array.from(each),
    },
    delay: { value: 0, unit: 'ms', text: 'none: from one step to the next', sure: 'api' },
    receptor: null,
    synapses: each.length,
    span,
  };
}
