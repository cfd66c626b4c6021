// What the drives of a script know of a population's input that its Network leaves open or has no form for.
import { unit } from '../backend';
import { unitOf } from '../evaluate/claim';
import { asConstant, type Poly } from '../evaluate/poly';
import { type Num } from '../evaluate/value';
import { dimension, multiplyDimensions, sameDimension } from '../units/dimension';
import { toNumber } from '../units/rational';
import { type Arrival, jump } from './arrival';
import { type Membrane } from './cell';
import { type Drive } from './drive';

const numberOf = (poly: Poly | null): number | null => {
  const exact = poly && asConstant(poly);
  return exact ? toNumber(exact) : null;
};

/** A constant current, as the voltage that it amounts to. */
export function voltageOf({ mean, unit }: Drive, membrane: Membrane | null): number | null {
  const amount = numberOf(mean);
  if (amount === null || !membrane) return null;
  // A drive of the equations that is given as a voltage is what the membrane settles at.
  if (unit === 'mV') return amount;
  return unit === 'pA' && membrane.capacityPf !== null ? (amount * membrane.tauMs) / membrane.capacityPf : null;
}

const voltPerRootSecond = multiplyDimensions(unit('V').dimension, dimension({ s: -1 / 2 }));

/** `xi` of the equations: what stands with it, in volts per square root of a second. */
export function noiseOf({ made }: Drive): number | null {
  const given = made.find(({ part }) => part === 'weight')?.value;
  const own = given && unitOf(given.claim);
  const amount = given?.quantity === true ? numberOf(given.poly) : null;
  if (amount === null || !own || !sameDimension(own.dimension, voltPerRootSecond)) return null;
  return (amount * 1000) ** 2 / 1000;
}

/** What the Network leaves open is filled from the drive of the same call; what it has no form for is added. */
export function completed(
  arrivals: readonly Arrival[],
  drives: readonly Drive[],
  membrane: Membrane | null,
): Arrival[] {
  const all = drives
    .filter(({ kind }) => kind === 'recurrent' || kind === 'poisson' || kind === 'bernoulli')
    .map((each) => fromDrive(each, membrane));
  const left = new Set(all);
  const result = arrivals.map((each) => {
    const same = [...left].find((other) => isSameCall(each, other));
    if (!same) return each;
    left.delete(same);
    return isKnown(each) ? { ...each, source: same.source, weightSpan: same.weightSpan } : filled(each, same);
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
    weightSpan: drive.weightSpan,
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
    stops: false,
    plastic: false,
    weightSpan: drive.weightSpan,
    span: drive.span,
  };
}

function millisecondsOf(tau: Num | null | undefined): number | null {
  const value = tau ? numberOf(tau.poly) : null;
  return value === null || !(value > 0) ? null : tau?.quantity === true ? value * 1000 : value;
}
