// One kind of event that arrives at each neuron of a population, as a Network's projections and inputs tell of it.
import { type Input, type Network, type Population, type Projection, type Quantity } from '../network/network';
import { spreadOf } from '../network/spread';
import { synapsesPerTarget } from '../network/wiring';
import { type Span } from '../text';
import { type Membrane, valueIn } from './cell';
import { type Course } from './psp';

export interface Arrival {
  /** The population that sends it, or what the script calls the source. */
  readonly source: string;
  readonly fromOutside: boolean;
  /** Synapses, or independent sources, per neuron; null where it is not known. */
  readonly count: number | null;
  /** Of a source outside. */
  readonly rateHz: number | null;
  /** Variance over that of Poisson events of equal weight: 1 − p for a draw in each step, more than 1 for weights that are drawn. */
  readonly dispersion: number;
  /** In `unit`; negative where it inhibits. Null where it is not known. */
  readonly weight: number | null;
  readonly unit: 'mV' | 'pA' | 'nS' | null;
  readonly course: Course | null;
  /** Of a conductance. */
  readonly reversalMv: number | null;
  /** True where it ends before the run does: what is expected is what comes after. */
  readonly stops: boolean;
  /** True where the weight changes in the run, and is the one it starts with. */
  readonly plastic: boolean;
  /** Where the weight was written, where that is known. */
  readonly weightSpan: Span | null;
  readonly span: Span;
}

type Effect = Pick<Arrival, 'weight' | 'unit' | 'course' | 'reversalMv' | 'dispersion'>;

const notKnown: Effect = { weight: null, unit: null, course: null, reversalMv: null, dispersion: 1 };

export const jump: Course = { shape: 'delta', tauMs: 0, riseMs: 0 };

/** The unit, the sign and the time course of a weight by the target's dynamics and the receptor, as the simulation takes them. */
function effectOf(
  weight: Quantity,
  receptor: string | null,
  { dynamics }: Population,
  membrane: Membrane | null,
): Effect {
  const spread = spreadOf(weight);
  if (!membrane || !dynamics.startsWith('lif-')) return notKnown;
  const unit = dynamics === 'lif-current-delta' ? 'mV' : dynamics.startsWith('lif-cond') ? 'nS' : 'pA';
  const value = spread && valueIn({ value: spread.mean, unit: weight.unit }, unit);
  const named = /^inh/i.test(receptor ?? '') ? true : /^exc/i.test(receptor ?? '') ? false : null;
  const inhibits = named ?? (value !== null && value < 0);
  const kind = inhibits ? 'inhibitory' : 'excitatory';
  const numbered = dynamics.endsWith('-receptors');
  const tauMs = numbered
    ? (membrane.receptorTimesMs[Number(receptor ?? 1) - 1] ?? null)
    : membrane.synapticTimeMs[kind];
  const shape = dynamics.includes('alpha') ? 'alpha' : 'exponential';
  // Weights around nothing have a spread and no size.
  const sized = value === null || (value === 0 && spread !== null && spread.sd > 0) ? null : value;
  return {
    weight: sized === null ? null : unit === 'nS' ? Math.abs(sized) : named === true ? -Math.abs(sized) : sized,
    unit: weight.unit === null ? null : unit,
    course: unit === 'mV' ? jump : tauMs === null ? null : { shape, tauMs, riseMs: 0 },
    reversalMv: unit === 'nS' ? membrane.reversalMv[kind] : null,
    dispersion: spread && spread.mean !== 0 ? 1 + (spread.sd / spread.mean) ** 2 : 1,
  };
}

export function arrivalOfProjection(
  { pre, rule, weight, receptor, synapses, plasticity, span }: Projection,
  { populations }: Network,
  post: Population,
  membrane: Membrane | null,
): Arrival {
  const size = populations.find((each) => each.name === pre)?.size ?? null;
  const perNeuron = synapses !== undefined && post.size ? synapses / post.size : null;
  return {
    source: pre,
    fromOutside: false,
    count: synapsesPerTarget(rule, size, post.size) ?? perNeuron,
    rateHz: null,
    ...effectOf(weight, receptor, post, membrane),
    stops: false,
    plastic: plasticity !== undefined,
    weightSpan: null,
    span,
  };
}

/** What is on, or off, for the last of the run that is less than this, changes nothing of what the network settles at. */
const shortestPart = 0.05;

/** Whether an input has ended well before the run does, or begins when it is all but over. */
export function passes({ startMs, stopMs }: Input, network: Network): boolean {
  const durationMs = network.durationMs && valueIn(network.durationMs, 'ms');
  if (durationMs === null) return false;
  const [start, stop] = [startMs ? valueIn(startMs, 'ms') : null, stopMs ? valueIn(stopMs, 'ms') : null];
  return (
    (stop !== null && durationMs - stop > shortestPart * durationMs) ||
    (start !== null && durationMs - start < shortestPart * durationMs)
  );
}

/** Of an input of `kind` poisson or bernoulli. */
export function arrivalOfInput(input: Input, network: Network, target: Population, membrane: Membrane | null): Arrival {
  const rate = input.rateHz && spreadOf(input.rateHz);
  const rateHz = rate && valueIn({ value: rate.mean, unit: input.rateHz.unit }, 'Hz');
  const effect = effectOf(input.weight, input.receptor, target, membrane);
  const dtMs = valueIn(network.dtMs, 'ms') ?? 0;
  const regular = input.kind === 'bernoulli' && rateHz !== null ? Math.max(0, 1 - (rateHz * dtMs) / 1000) : 1;
  return {
    source: input.source ?? 'a Poisson source',
    fromOutside: true,
    count: input.only && target.size !== null && input.only.length < target.size ? null : input.count,
    rateHz,
    ...effect,
    dispersion: effect.dispersion * regular,
    stops: passes(input, network),
    plastic: false,
    weightSpan: null,
    span: input.span,
  };
}
