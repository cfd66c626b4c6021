// A projection of a Network into synapses: drawn by its rule, with the weights and delays as the target's port takes them.
import { type Projection, type Quantity, type SynapseProgram } from '../core/network/network';
import { typical } from '../core/network/typical';
import { variablesBefore } from './beforehand';
import { connect, everyPair } from './connect';
import { compileSynapses } from './equations/synapses';
import { withPlaces } from './distance';
import { SimulationError, Unsuited } from './error';
import { type Kernels } from './kernels/kernels';
import { type Port } from './model';
import { changesOf } from './changes';
import { type Connection, type Destination, type Group, type Stdp } from './plan';
import { stream } from './random';
import { routeOf } from './route';
import { type Pairing, type Range, type Rows, rowsWithin, sortByDelay, type Synapses, type ValuesOf } from './rows';
import { type ValueReader } from './values';
import { purposeFrom, Words } from './words';

/** What stands in for a delay that only the running script would know. */
const assumedDelayMs = 1;
/** Longer delays are taken for a mistake: their slots would fill the memory. */
const mostDelaySteps = 2 ** 16 - 1;

export interface Wiring {
  readonly values: ValueReader;
  readonly dtMs: number;
  readonly seed: number;
  readonly backend: string;
  readonly kernels: Kernels | null;
  /** What neuromodulators multiply the amplitudes of learning by. */
  readonly gains?: Pick<Stdp, 'gains'>;
}

/** Who is connected; with a range only the synapses onto these targets are kept. */
export interface Ends {
  readonly source: number;
  readonly pre: Group;
  readonly target: number;
  readonly post: Group;
  readonly within?: Range;
}

/** Listed weights of both signs, whose targets take each sign at a port of its own, are two projections. */
export function bySign(projection: Projection, { model, parameters }: Group): readonly Projection[] {
  const { rule, weight, delay, receptor } = projection;
  const { each } = weight;
  if (rule.kind !== 'pairs' || weight.value !== null || each === undefined || projection.program) return [projection];
  const ports = model.ports(parameters);
  const [up, down] = [1, -1].map((sign) => routeOf(ports, receptor, sign)?.port);
  const numbers = Array.from(each);
  const isMixed = numbers.some((value) => value > 0) && numbers.some((value) => value < 0);
  if (up === down || !isMixed) return [projection];
  return [true, false].map((wantsDown) => {
    const own = (values: ArrayLike<number>): number[] =>
      Array.from(values).filter((_, i) => (numbers[i] as number) < 0 === wantsDown);
    return {
      ...projection,
      rule: { kind: 'pairs', pre: own(rule.pre), post: own(rule.post) },
      weight: { ...weight, each: own(each) },
      delay: delay.each === undefined ? delay : { ...delay, each: own(delay.each) },
    };
  });
}

/** Null, with a note, where it can't be simulated. */
export function connectionOf(projection: Projection, ends: Ends, purpose: string, wiring: Wiring): Connection | null {
  const { rule } = projection;
  const { source, pre, target, post } = ends;
  const { values } = wiring;
  const what = `projection ${projection.pre} → ${projection.post}`;
  if (rule.kind === 'unknown') return null;
  if (rule.kind === 'one-to-one' && pre.size !== post.size)
    values.note(`${what}: one-to-one between ${pre.size} and ${post.size} neurons, the rest stays unconnected`);
  if (projection.program !== undefined) return codedConnection(projection, projection.program, ends, purpose, wiring);
  const known = projection.weight.value !== null || isEach(projection.weight);
  const port = portOf(projection.weight, projection.receptor, target, post, what, values);
  if (port === null || !known) return null;
  // PyNN's FixedNumberPre and FixedNumberPost and Brian 2's samples draw without replacement, NEST's fixed_indegree with it (allow_multapses).
  const once = /pynn|spinn|brian2/i.test(wiring.backend);
  const enough = rule.kind !== 'fixed-indegree' || rule.indegree <= pre.size;
  const pairing: Pairing = {
    pre: pre.size,
    post: post.size,
    same: source === target,
    autapses: projection.autapses ?? true,
    multapses: projection.multapses ?? !(once && enough),
    valuesOf: valuesBetween(pre, post, wiring),
    words: (neuron = 0) => new Words(wiring.seed, purposeFrom(neuron, purpose), wiring.kernels),
  };
  try {
    // Where each synapse has numbers of its own, these are drawn for all.
    const [weight, delay] = [projection.weight, projection.delay];
    const isAlike = !isEach(weight) && !isEach(delay) && projection.plasticity === undefined;
    const { within } = ends;
    const settled = rule.kind === 'by-distance' ? withPlaces(rule, pre.size, post.size, wiring.seed) : rule;
    const synapses = connect(settled, isAlike && within !== undefined ? { ...pairing, within } : pairing);
    const weighted = withWeights(synapses, projection.weight, port, pairing, purpose, what, wiring);
    const wired = withDelays(weighted, projection.delay, pairing, purpose, what, wiring);
    const { synapses: all } = wired;
    const own = !isAlike && within !== undefined && all.kind === 'rows' ? rowsWithin(all, within) : all;
    const changes = changesOf(projection, () => listed(all, pairing), port, purpose, what, wiring);
    return { ...port, source, ...wired, synapses: own, ...changes };
  } catch (error) {
    if (!(error instanceof Unsuited)) throw error;
    values.note(`${what} is not simulated: ${error.message}`);
    return null;
  }
}

/** Synapses of these many numbers in all still fit into memory beside an editor. */
const mostNumbers = 6e7;

/** Of inputs there are no variables. */
export const valuesBetween = (pre: Group | null, post: Group, { seed, dtMs }: Wiring): ValuesOf => {
  const [source, target] = [pre && variablesBefore(pre, seed, dtMs), variablesBefore(post, seed, dtMs)];
  return (side, variable) => (side === 'pre' ? source : target)?.(variable) ?? null;
};

/** What a projection and an input whose synapses run code have in common. */
type Programmed = Pick<Projection, 'rule' | 'delay'>;

function codedConnection(
  projection: Programmed & Pick<Projection, 'pre' | 'post' | 'autapses' | 'multapses'>,
  program: SynapseProgram,
  { source, pre, target, post }: { source: number; pre: Group; target: number; post: Group },
  purpose: string,
  wiring: Wiring,
): Connection | null {
  const pairing: Pairing = {
    ...{ pre: pre.size, post: post.size, same: source === target },
    ...{ autapses: projection.autapses ?? true, multapses: projection.multapses ?? !/brian2/.test(wiring.backend) },
    valuesOf: valuesBetween(pre, post, wiring),
    words: () => new Words(wiring.seed, purpose, wiring.kernels),
  };
  const what = `projection ${projection.pre} → ${projection.post}`;
  return codedBetween(projection, program, { target, post, pairing, what, purpose }, wiring, source);
}

/** Null, with a note, where the code can't be run. */
export function codedBetween(
  { rule, delay }: Programmed,
  program: SynapseProgram,
  { target, post, pairing, what, purpose }: CodedPlace,
  wiring: Wiring,
  source = -1,
): Connection | null {
  const { values, dtMs } = wiring;
  if (rule.kind === 'unknown') return null;
  try {
    const rows = listed(connect(rule, pairing), pairing);
    const compiled = compileSynapses(program, rows.targets.length, dtMs / 1000);
    if (compiled.layout.count * rows.targets.length > mostNumbers)
      throw new Unsuited(`${rows.targets.length} synapses with equations of their own are too many`);
    const effects = program.effects.flatMap(({ variable, receptor, perUnit }) => {
      const port = portOf(perUnit, receptor, target, post, what, values);
      return port ? [{ variable, port: port.port, gain: port.weight }] : [];
    });
    const delaySteps = program.code.map((each) =>
      each.delay.value === null ? 0 : delayStepsOf(each.delay, what, wiring),
    );
    const delayed = isEach(delay) ? withDelays(rows, delay, pairing, purpose, what, wiring).synapses : rows;
    for (const { variable, program: start } of compiled.starts) {
      const each = program.starts.find((known) => known.variable === variable)?.each;
      if (start === null && each?.length !== rows.targets.length)
        values.note(`${what}: the initial value of ${variable} is not known, 0 assumed`);
    }
    const longest = Math.max(0, ...delaySteps);
    const coded = { program, compiled, effects, delaySteps, purpose: `${purpose} code` };
    return { target, source, port: 0, weight: 0, delaySteps: longest, synapses: delayed, coded };
  } catch (error) {
    if (!(error instanceof Unsuited)) throw error;
    values.note(`${what} is not simulated: ${error.message}`);
    return null;
  }
}

interface CodedPlace {
  readonly target: number;
  readonly post: Group;
  readonly pairing: Pairing;
  readonly what: string;
  readonly purpose: string;
}

const isEach = ({ value, drawn, each }: Quantity): boolean => value === null && (drawn ?? each) !== undefined;

/** A port, with the unit and the sign of the weights that it takes. */
export interface PortTaken extends Destination {
  readonly unit: string | null;
  readonly sign: Port['sign'];
}

/** The port that events of this weight arrive at, with the weight, or its mean, as that port takes it. */
export function portOf(
  weight: Quantity,
  receptor: string | null,
  target: number,
  { model, parameters }: Group,
  what: string,
  values: ValueReader,
): PortTaken | null {
  const ports = model.ports(parameters);
  const mean = typical(weight);
  const route = routeOf(ports, receptor, mean ?? 0);
  if (route === null) {
    values.note(`${what} is left out: ${model.dynamics} neurons have no receptor ${receptor ?? ''}`);
    return null;
  }
  const { unit: own } = ports[route.port] as Port;
  // An equation's membrane without a unit counts in volts.
  const unit = own ?? (model.dynamics === 'equations' && weight.unit === 'mV' ? 'V' : null);
  const value = values.value(isEach(weight) ? { ...weight, value: mean } : weight, unit, `${what}: weight`);
  if (value === null) return null;
  if (route.sign === 'negative' && value > 0)
    values.note(`${what}: the weight of an inhibitory current is taken as negative`);
  return { target, port: route.port, weight: signed(value, route.sign), unit, sign: route.sign };
}

const signed = (value: number, sign: Port['sign']): number =>
  sign === 'any' ? value : sign === 'negative' ? -Math.abs(value) : Math.abs(value);

/** Numbers that are given one by one, in the order of the rows. */
function placed(each: Float64Array, rows: Rows, what: string): Float64Array {
  if (each.length !== rows.targets.length)
    throw new SimulationError(`${what}: ${each.length} numbers for ${rows.targets.length} synapses`);
  const { places } = rows;
  if (places === undefined) return each;
  const sorted = new Float64Array(each.length);
  each.forEach((value, k) => (sorted[places[k] as number] = value));
  return sorted;
}

export const listed = (synapses: Synapses, pairing: Pairing): Rows =>
  synapses.kind === 'rows' ? synapses : everyPair(pairing);

export function withWeights(
  synapses: Synapses,
  weight: Quantity,
  { unit, sign }: PortTaken,
  pairing: Pairing,
  purpose: string,
  what: string,
  { values, seed }: Wiring,
): Synapses {
  if (!isEach(weight)) return synapses;
  const rows = listed(synapses, pairing);
  const draw = values.draws(weight, unit, `${what}: weight`, stream(seed, `${purpose} weight`));
  // Drawn weights are as good in four bytes; given ones are kept as they are.
  if (draw !== null) return { ...rows, weights: Float32Array.from(rows.targets, () => signed(draw(), sign)) };
  const each = values.each(weight, unit, `${what}: weight`) ?? new Float64Array(0);
  return { ...rows, weights: placed(each, rows, `${what}: weight`).map((value) => signed(value, sign)) };
}

function withDelays(
  synapses: Synapses,
  delay: Quantity,
  pairing: Pairing,
  purpose: string,
  what: string,
  { values, seed, dtMs, backend }: Wiring,
): { readonly synapses: Synapses; readonly delaySteps: number; readonly leastSteps?: number } {
  if (!isEach(delay)) return { synapses, delaySteps: delayStepsOf(delay, what, { values, dtMs, backend }) };
  const rows = listed(synapses, pairing);
  const draw = values.draws(delay, 'ms', `${what}: delay`, stream(seed, `${purpose} delay`));
  const stepsOf = (delayMs: number): number => Math.max(1, Math.min(mostDelaySteps, Math.round(delayMs / dtMs)));
  const each =
    draw === null
      ? placed(values.each(delay, 'ms', `${what}: delay`) ?? new Float64Array(0), rows, `${what}: delay`)
      : null;
  const delays = new Uint16Array(rows.targets.length);
  let [longest, shortest] = [1, mostDelaySteps];
  for (let i = 0; i < delays.length; i++) {
    const steps = stepsOf(draw?.() ?? (each?.[i] as number));
    delays[i] = steps;
    longest = Math.max(longest, steps);
    shortest = Math.min(shortest, steps);
  }
  // Where all came out equal there is nothing to keep for each.
  if (longest === shortest) return { synapses: rows, delaySteps: longest };
  return { synapses: sortByDelay({ ...rows, delays }), delaySteps: longest, leastSteps: shortest };
}

export function delayStepsOf(
  delay: Quantity,
  what: string,
  { values, dtMs, backend }: Pick<Wiring, 'values' | 'dtMs' | 'backend'>,
): number {
  // Brian 2.5, `Network.schedule`: synapses come after thresholds, so that without a delay events arrive in the step of their spike.
  if (delay.value === 0 && backend === 'brian2') return 0;
  // What a rate network's step sends is there in the next one, however long a step is.
  if (delay.value === 0 && backend === 'rate') return 1;
  const delayMs = values.value(delay, 'ms', `${what}: delay`, `${assumedDelayMs} ms assumed`) ?? assumedDelayMs;
  if (delayMs < 0) throw new SimulationError(`${what}: delay is ${delayMs} ms; it must be zero or more`);
  const steps = Math.round(delayMs / dtMs);
  if (steps > mostDelaySteps)
    throw new SimulationError(`${what}: a delay of ${delayMs} ms is more than ${mostDelaySteps} steps`);
  if (steps < 1) values.note(`${what}: a delay of ${delayMs} ms is taken as one step of ${dtMs} ms`);
  return Math.max(1, steps);
}
