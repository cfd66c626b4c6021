// One way by which a population gets its input, with exact numbers in symbols: what a drive is multiplied out from.
import { type Num } from '../evaluate/value';
import { type Span } from '../text';
import { type Rational } from '../units/rational';
import { type Assumption } from './network';

/** What one event does to the target over time. */
export type KernelShape = 'delta' | 'exponential' | 'alpha' | 'biexponential' | 'unknown';

export interface Kernel {
  readonly shape: KernelShape;
  /** The synaptic time constant in ms, or a quantity; null where the shape has none or it is not known. */
  readonly tau: Num | null;
  /** Of a biexponential, that peaks at its weight: the time constant of the rise; `tau` is that of the decay. */
  readonly rise?: Num | null;
}

export type PathKind =
  | 'poisson'
  | 'bernoulli'
  | 'noise'
  | 'dc'
  /** A sine around a constant current. */
  | 'ac'
  /** A current that changes at given times. */
  | 'step-current'
  | 'spikes'
  | 'recurrent';

/** A current that is drawn anew every so often: what stands in `weight` is its mean. */
export interface HeldNoise {
  readonly sd: Given;
  readonly everyMs: Given;
}

/** A number as the script hands it over; quantities carry their own unit, all others are taken in `unit`. */
export interface Given {
  readonly value: Num;
  /** The unit in which the number is taken: `Hz`, `1/step`, `pA`, `mV`, `pA/vsc`; null where it is not known. */
  readonly unit: string | null;
  /** Where the number was written, or the call where it was not. */
  readonly span: Span;
}

export interface Path {
  /** The backend's id. */
  readonly backend: string;
  readonly kind: PathKind;
  /** What the script calls the source: a variable, a label, a model. */
  readonly source: string;
  /** The population's name in the Network of the same script. */
  readonly target: string;
  /** Sources that reach each neuron of the target; of a recurrent path, synapses per target neuron. */
  readonly sources: Given | null;
  /** Events per source and time; null for `dc`, `spikes` and `recurrent`, and where it is not known. */
  readonly rate: Given | null;
  /** What one event adds when it arrives, after every scaling; of a current its mean, and of `xi` what stands with it. */
  readonly weight: Given | null;
  /** Where each event has a weight of its own: the mean of their squares, over the square of their mean. */
  readonly unevenness?: Rational;
  /** How much the number of events varies beside its mean, where that is not as in a Poisson process. */
  readonly dispersion?: Num;
  readonly held?: HeldNoise;
  /** Set where it reaches only some neurons of the target. */
  readonly partial?: true;
  readonly kernel: Kernel;
  /** True where all neurons of the target hear the same events; null where it is not known. */
  readonly shared: boolean | null;
  readonly receptor: string | null;
  /** The call that connects. */
  readonly span: Span;
  /** Why the given arguments never take this path; null where they do. */
  readonly dead: string | null;
  readonly assumed: readonly Assumption[];
}
