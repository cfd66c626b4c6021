// What reaches each population of a network, as numbers: the events and currents that its mean and spread, and one event's size, follow from.
import { asConstant, type Poly } from '../evaluate/poly';
import { type Input, type Network, type Population, type Projection, type Quantity } from '../network/network';
import { type Num } from '../evaluate/value';
import { unit } from '../backend';
import { unitOf } from '../evaluate/claim';
import { type Span } from '../text';
import { dimension, multiplyDimensions, sameDimension } from '../units/dimension';
import { toNumber } from '../units/rational';
import { isRelay, membraneIn, type Membrane, valueIn } from './cell';
import { type Drive } from './drive';
import { type Course } from './psp';

/** One kind of event that arrives at each neuron of a population. */
export interface Arrival {
  /** The population that sends it, or what the script calls the source. */
  readonly source: string;
  readonly fromOutside: boolean;
  /** Synapses, or independent sources, per neuron; null where it is not known. */
  readonly count: number | null;
  /** Of a source outside. */
  readonly rateHz: number | null;
  /** Variance of the count over its mean: 1 for Poisson, 1 − p for a draw in each step. */
  readonly dispersion: number;
  /** In `unit`; negative where it inhibits. Null where it is not known. */
  readonly weight: number | null;
  readonly unit: 'mV' | 'pA' | 'nS' | null;
  readonly course: Course | null;
  /** Of a conductance. */
  readonly reversalMv: number | null;
  readonly span: Span;
}

export interface Cell {
  readonly name: string;
  readonly span: Span;
  /** It only passes on the events that it gets. */
  readonly relay: boolean;
  /** Null with a reason where it is no plain membrane. */
  readonly membrane: Membrane | null;
  readonly because: string | null;
  readonly arrivals: readonly Arrival[];
  /** Constant currents of the neurons themselves, as the voltage that they amount to. */
  readonly currentMv: number;
  /** The same of what is connected to them. */
  readonly injectedMv: number;
  /** White noise of the equations: what it adds to the membrane's variance, in mV² per ms, before the leak takes it. */
  readonly noiseMv2PerMs: number;
  /** What comes from outside and is not known. */
  readonly unknown: readonly string[];
}

export interface Field {
  readonly backend: string;
  readonly cells: readonly Cell[];
}

/** The Network has weights in the unit of the neuron's own dynamics; the drives know kinds of input that it has no form for. */
export function fieldOf(network: Network, drives: readonly Drive[]): Field {
  const live = drives.filter((each) => each.backend === network.backend && each.dead === null);
  return { backend: network.backend, cells: network.populations.map((each) => cellOf(each, network, live)) };
}

function cellOf(population: Population, network: Network, drives: readonly Drive[]): Cell {
  const found = isRelay(population) ? null : membraneIn(population);
  const membrane = typeof found === 'string' ? null : found;
  const own = drives.filter((each) => each.target === population.name);
  const inputs = network.inputs.filter((each) => each.target === population.name);
  const arrivals = [
    ...network.projections
      .filter((each) => each.post === population.name)
      .map((each) => fromProjection(each, network, population, membrane)),
    ...inputs.filter(({ kind }) => kind === 'poisson').map((each) => fromInput(each, population, membrane)),
  ];
  const injected = inputs.filter(({ kind }) => kind === 'dc').map((each) => ofCurrent(each, membrane));
  const direct = own.filter((each) => each.kind === 'dc').map((each) => ofDirect(each, membrane));
  const currents = direct.length > 0 ? direct : [...injected, membrane?.currentMv ?? 0];
  const noises = own.filter((each) => each.kind === 'noise').map(noiseOf);
  return {
    name: population.name,
    span: population.span,
    relay: isRelay(population),
    membrane,
    because: typeof found === 'string' ? found : null,
    arrivals: completed(arrivals, own, membrane),
    currentMv: sum(currents) - sum(injected),
    injectedMv: sum(injected),
    noiseMv2PerMs: sum(noises),
    unknown: [
      ...(currents.includes(null) ? ['a constant current'] : []),
      ...(noises.includes(null) ? ['a noise current'] : []),
      ...own.filter((each) => each.kind === 'spikes').map((each) => `the spike times of \`${each.source}\``),
    ],
  };
}

const sum = (values: readonly (number | null)[]): number => values.reduce<number>((all, each) => all + (each ?? 0), 0);

const noCourse = { tauMs: 0, riseMs: 0 };
const jump: Course = { shape: 'delta', ...noCourse };

/** The unit, the sign and the time course that a weight has by the target's dynamics and the receptor, as the simulation takes them. */
function effectOf(
  weight: Quantity,
  receptor: string | null,
  { dynamics }: Population,
  membrane: Membrane | null,
): Pick<Arrival, 'weight' | 'unit' | 'course' | 'reversalMv'> {
  const unknown = { weight: null, unit: null, course: null, reversalMv: null };
  if (!membrane || weight.unit === null) return unknown;
  const own = dynamics === 'lif-current-delta' ? 'mV' : dynamics.startsWith('lif-cond') ? 'nS' : 'pA';
  const value = valueIn(weight, own);
  if (!dynamics.startsWith('lif-')) return unknown;
  const named = /^inh/i.test(receptor ?? '') ? true : /^exc/i.test(receptor ?? '') ? false : null;
  const inhibits = named ?? (value !== null && value < 0);
  const tauMs = membrane.synapticTimeMs[inhibits ? 'inhibitory' : 'excitatory'];
  const course: Course | null =
    own === 'mV'
      ? jump
      : tauMs === null
        ? null
        : { shape: /alpha/.test(dynamics) ? 'alpha' : 'exponential', tauMs, riseMs: 0 };
  const signed = value === null ? null : own === 'nS' ? Math.abs(value) : inhibits ? -Math.abs(value) : value;
  return {
    weight: signed,
    unit: own,
    course,
    reversalMv: own === 'nS' ? membrane.reversalMv[inhibits ? 'inhibitory' : 'excitatory'] : null,
  };
}

function fromProjection(
  projection: Projection,
  { populations }: Network,
  post: Population,
  membrane: Membrane | null,
): Arrival {
  const { pre, rule, weight, receptor, synapses, span } = projection;
  const size = populations.find((each) => each.name === pre)?.size ?? null;
  return {
    source: pre,
    fromOutside: false,
    count: synapsesPerNeuron(rule, size) ?? (synapses !== undefined && post.size ? synapses / post.size : null),
    rateHz: null,
    dispersion: 1,
    ...effectOf(weight, receptor, post, membrane),
    span,
  };
}

function synapsesPerNeuron(rule: Projection['rule'], size: number | null): number | null {
  switch (rule.kind) {
    case 'all-to-all':
      return size;
    case 'one-to-one':
      return 1;
    case 'fixed-indegree':
      return rule.indegree;
    case 'fixed-probability':
      return size === null ? null : size * rule.probability;
    case 'unknown':
      return null;
  }
}

function fromInput(input: Input, target: Population, membrane: Membrane | null): Arrival {
  return {
    source: 'a Poisson source',
    fromOutside: true,
    count: input.count,
    rateHz: input.rateHz && valueIn(input.rateHz, 'Hz'),
    dispersion: 1,
    ...effectOf(input.weight, input.receptor, target, membrane),
    span: input.span,
  };
}

function ofCurrent({ weight, count }: Input, membrane: Membrane | null): number | null {
  const amount = valueIn(weight, 'pA');
  return amount === null || !membrane || membrane.capacityPf === null
    ? null
    : (count * amount * membrane.tauMs) / membrane.capacityPf;
}

const numberOf = (poly: Poly | null): number | null => {
  const exact = poly && asConstant(poly);
  return exact ? toNumber(exact) : null;
};

function ofDirect({ mean, unit }: Drive, membrane: Membrane | null): number | null {
  const amount = numberOf(mean);
  if (amount === null || !membrane) return null;
  // A drive of the equations that is given as a voltage is what the membrane settles at.
  if (unit === 'mV') return amount;
  return unit === 'pA' && membrane.capacityPf !== null ? (amount * membrane.tauMs) / membrane.capacityPf : null;
}

const voltPerRootSecond = multiplyDimensions(unit('V').dimension, dimension({ s: -1 / 2 }));

/** `xi` of the equations: what stands with it, in volts per square root of a second. */
function noiseOf({ made }: Drive): number | null {
  const given = made.find(({ part }) => part === 'weight')?.value;
  const own = given && unitOf(given.claim);
  const amount = given?.quantity === true ? numberOf(given.poly) : null;
  if (amount === null || !own || !sameDimension(own.dimension, voltPerRootSecond)) return null;
  return (amount * 1000) ** 2 / 1000;
}

/** What the Network leaves open is filled from the drive of the same call; what it has no form for is added. */
function completed(arrivals: readonly Arrival[], drives: readonly Drive[], membrane: Membrane | null): Arrival[] {
  const all = drives
    .filter(({ kind }) => kind === 'recurrent' || kind === 'poisson' || kind === 'bernoulli')
    .map((each) => fromDrive(each, membrane));
  const left = new Set(all);
  const result = arrivals.map((each) => {
    const same = [...left].find((other) => isSameCall(each, other));
    if (!same) return each;
    left.delete(same);
    return isKnown(each) ? each : filled(each, same);
  });
  for (const fromOutside of [true, false]) {
    const [here, there] = [result, all].map((list) => list.filter((each) => each.fromOutside === fromOutside).length);
    // As many here as there are the same ones, whatever their places say.
    if ((there ?? 0) > (here ?? 0)) result.push(...[...left].filter((each) => each.fromOutside === fromOutside));
  }
  return result;
}

const isSameCall = (a: Arrival, b: Arrival): boolean =>
  a.fromOutside === b.fromOutside &&
  (a.fromOutside || a.source === b.source) &&
  a.span.file === b.span.file &&
  a.span.start === b.span.start;

const isKnown = ({ count, rateHz, weight, course, fromOutside }: Arrival): boolean =>
  count !== null && weight !== null && course !== null && (rateHz !== null || !fromOutside);

/** Weight, unit and course belong together. */
function filled(network: Arrival, drive: Arrival): Arrival {
  const whole = network.weight !== null && network.course !== null;
  const { weight, unit: own, course, reversalMv } = whole ? network : drive;
  return {
    ...network,
    source: drive.source,
    count: network.count ?? drive.count,
    rateHz: network.rateHz ?? drive.rateHz,
    ...{ weight, unit: own, course, reversalMv },
  };
}

function fromDrive(drive: Drive, membrane: Membrane | null): Arrival {
  const [mean, power, variance] = [drive.mean, drive.power, drive.variance].map(numberOf);
  const weight = numberOf(drive.weight);
  const { shape, tau, rise } = drive.kernel;
  const [tauMs, riseMs] = [tau, rise ?? null].map(millisecondsOf);
  const inhibits = weight !== null && weight < 0;
  const course =
    shape === 'delta' ? jump : shape === 'unknown' || !tauMs ? null : { shape, tauMs, riseMs: riseMs ?? 0 };
  return {
    source: drive.source,
    fromOutside: drive.kind !== 'recurrent',
    count: numberOf(drive.sources),
    rateHz: numberOf(drive.rateHz),
    dispersion: mean !== null && power && variance !== null && variance !== undefined ? variance / power : 1,
    weight: drive.unit === 'nS' && weight !== null ? Math.abs(weight) : weight,
    unit: drive.unit,
    course: course?.shape === 'biexponential' && course.riseMs <= 0 ? null : course,
    reversalMv: drive.unit === 'nS' ? (membrane?.reversalMv[inhibits ? 'inhibitory' : 'excitatory'] ?? null) : null,
    span: drive.span,
  };
}

function millisecondsOf(tau: Num | null | undefined): number | null {
  const value = tau ? numberOf(tau.poly) : null;
  return value === null || !(value > 0) ? null : tau?.quantity === true ? value * 1000 : value;
}
