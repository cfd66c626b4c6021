// What reaches each population of a network, as numbers: the events and currents that its mean and spread, and one event's size, follow from.
import { type Input, type Network, type Population } from '../network/network';
import { spreadOf } from '../network/spread';
import { type Span } from '../text';
import { type Arrival, arrivalOfInput, arrivalOfProjection, passes } from './arrival';
import { completed, noiseOf, voltageOf } from './arrivalOfDrive';
import { isRelay, membraneIn, type Membrane, valueIn } from './cell';
import { type Drive } from './drive';

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
  /** White noise: what it adds to the membrane's variance, in mV² per ms, before the leak takes it. */
  readonly noiseMv2PerMs: number;
  /** What comes from outside and is not known. */
  readonly unknown: readonly string[];
}

export interface Field {
  readonly backend: string;
  readonly cells: readonly Cell[];
}

/** The Network has weights in the unit of the neuron's own dynamics; the drives know what it leaves open. */
export function fieldsOf(networks: readonly Network[], drives: readonly Drive[]): Field[] {
  const live = drives.filter(({ dead, partial }) => dead === null && !partial);
  return networks.map((network) => {
    // Of several networks that one script builds, nothing says to which of them a drive belongs.
    const alone = networks.filter(({ backend }) => backend === network.backend).length === 1;
    const own = alone ? live.filter(({ backend }) => backend === network.backend) : [];
    return { backend: network.backend, cells: network.populations.map((each) => cellOf(each, network, own)) };
  });
}

function cellOf(population: Population, network: Network, drives: readonly Drive[]): Cell {
  const relay = isRelay(population);
  const found = relay ? null : membraneIn(population);
  const membrane = typeof found === 'string' ? null : found;
  const own = drives.filter((each) => each.target === population.name);
  const inputs = network.inputs.filter((each) => each.target === population.name);
  const of = (...kinds: readonly Input['kind'][]): Input[] => inputs.filter(({ kind }) => kinds.includes(kind));
  const arrivals = [
    ...network.projections
      .filter((each) => each.post === population.name)
      .map((each) => arrivalOfProjection(each, network, population, membrane)),
    ...[...of('poisson', 'bernoulli'), ...of('spikes').filter(hasRate)].map((each) =>
      arrivalOfInput(each, network, population, membrane),
    ),
  ];
  const lasting = (each: Input): boolean => !passes(each, network);
  const drawn = of('noise').filter(lasting);
  const injected = [
    ...of('dc')
      .filter(lasting)
      .map((each) => currentOf(each, membrane)),
    ...drawn.map((each) => meanOf(each, membrane)),
  ];
  // The drives know no times: they stand in only where no current of the network's has any.
  const isTimed = of('dc', 'noise').some((each) => !lasting(each));
  const direct = isTimed ? [] : own.filter(({ kind }) => kind === 'dc').map((each) => voltageOf(each, membrane));
  const currents = direct.length > injected.length ? direct : [...injected, membrane?.currentMv ?? 0];
  const noises =
    drawn.length > 0 || isTimed
      ? drawn.map((each) => whiteOf(each, membrane))
      : own.filter(({ kind }) => kind === 'noise').map(noiseOf);
  return {
    name: population.name,
    span: population.span,
    relay,
    membrane,
    because: typeof found === 'string' ? found : null,
    arrivals: completed(arrivals, own, membrane),
    currentMv: sum(currents) - sum(injected),
    injectedMv: sum(injected),
    noiseMv2PerMs: sum(noises),
    unknown: [
      ...(currents.includes(null) ? ['a constant current'] : []),
      ...(noises.includes(null) ? ['a noise current'] : []),
      ...new Set([
        ...of('step-current', 'ac', 'inhomogeneous-poisson').map((each) => `${nameOf(each)} changes over time`),
        ...of('unknown').map(nameOf),
        ...of('spikes')
          .filter((each) => !hasRate(each))
          .map((each) => `what ${nameOf(each)} sends`),
        ...own
          .filter(({ kind, rateHz }) => kind === 'spikes' && rateHz === null)
          .map((each) => `what \`${each.source}\` sends`),
      ]),
    ],
  };
}

/** Spikes that are given, where it is known how many they are: they are taken for Poisson trains. */
const hasRate = ({ rateHz }: Input): boolean => rateHz !== null;

const sum = (values: readonly (number | null)[]): number => values.reduce<number>((all, each) => all + (each ?? 0), 0);

const nameOf = ({ source, kind }: Input): string => (source === undefined ? `a source (${kind})` : `\`${source}\``);

/** A current in pA as the voltage that it amounts to. */
const asVoltage = (amountPa: number | null, membrane: Membrane | null): number | null =>
  amountPa === null || !membrane || membrane.capacityPf === null
    ? null
    : (amountPa * membrane.tauMs) / membrane.capacityPf;

function currentOf({ weight, count, only }: Input, membrane: Membrane | null): number | null {
  const spread = only ? null : spreadOf(weight);
  const amount = spread && valueIn({ value: spread.mean, unit: weight.unit }, 'pA');
  return asVoltage(amount === null ? null : count * amount, membrane);
}

function meanOf({ weight, noise, only }: Input, membrane: Membrane | null): number | null {
  return noise && weight.value !== null && !only ? asVoltage(noise.meanPa * weight.value, membrane) : null;
}

/** A current that holds for a step spreads the membrane as white noise does, as long as the step is short beside the membrane's. */
function whiteOf({ weight, noise }: Input, membrane: Membrane | null): number | null {
  if (!noise || weight.value === null || !membrane || membrane.capacityPf === null) return null;
  return ((noise.sdPa * weight.value) / membrane.capacityPf) ** 2 * noise.everyMs;
}
