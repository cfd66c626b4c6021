// The network as any backend's script describes it, in one form: populations, projections, inputs, and what had to be assumed.
import { type SynapseGenerator } from '../equations/generator';
import { type Equation, type Expression, type Statement } from '../equations/tree';
import { type Span } from '../text';
import { type EquationModel, type SynapseProgram } from './equationModel';
import { type Attention, type Homeostasis, type Modulator, type Plasticity } from './plasticity';

export type { Equation, Expression, Statement, SynapseGenerator };
export type { EquationModel, Link, Regular, Start, SynapseProgram, TimeTable } from './equationModel';

export type Sureness = 'declared' | 'api' | 'documented' | 'named' | 'inferred' | 'assumed';

/** How a value is drawn for each neuron or synapse, in the quantity's unit. */
export type Drawn =
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number; readonly whole?: boolean }
  | ({ readonly kind: 'normal'; readonly mean: number; readonly sd: number } & Clipped)
  /** e to the power of a normal draw: `mu` and `sigma` are that draw's. */
  | ({ readonly kind: 'lognormal'; readonly mu: number; readonly sigma: number } & Clipped)
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'gamma'; readonly shape: number; readonly scale: number };

/** Bounds of a draw: what falls outside is drawn again, or with `held` is moved to the bound. */
export interface Clipped {
  readonly low?: number;
  readonly high?: number;
  readonly held?: boolean;
}

/** A number with its unit; `value` is null where only `text` can tell it (a symbol, a random draw). */
export interface Quantity {
  readonly value: number | null;
  readonly unit: string | null;
  readonly text: string;
  readonly sure: Sureness;
  /** Set where each neuron or synapse draws its own value; `value` is null then. */
  readonly drawn?: Drawn;
  /** Set where each neuron or synapse has a value of its own that is known; `value` is null then. */
  readonly each?: Numbers;
}

/** Many numbers, which may be large: not for showing one by one. */
export type Numbers = readonly number[] | Float64Array | Uint32Array;

/** What a parameter is, whatever its backend calls it. Values of one role are compared and simulated in the units of `roleUnits`. */
export type Role =
  | 'threshold'
  | 'leak'
  | 'reset'
  | 'initial'
  | 'capacity'
  | 'membraneTime'
  | 'leakConductance'
  | 'refractory'
  | 'synapticTimeExcitatory'
  | 'synapticTimeInhibitory'
  | 'constantCurrent';

export interface Parameter extends Quantity {
  /** Set where one neuron has several: a time constant for each receptor. `value` is null then. */
  readonly list?: readonly number[];
  readonly role?: Role;
  /** True of a threshold that the script sets to infinity, so that nobody fires; `value` is null then. */
  readonly infinite?: true;
  /** True where the script did not give the parameter and the backend's default holds. */
  readonly byDefault?: boolean;
  readonly span?: Span;
}

/** The dynamics a population's model stands for, named once for all backends. */
export type Dynamics =
  | 'lif-current-delta'
  | 'lif-current-exp'
  | 'lif-current-alpha'
  | 'lif-cond-exp'
  | 'lif-cond-alpha'
  /** Any number of receptors, each with a time constant of its own. */
  | 'lif-current-exp-receptors'
  | 'lif-current-alpha-receptors'
  | 'discrete-lif'
  | 'izhikevich'
  | 'adex-cond-exp'
  | 'adex-cond-alpha'
  /** Any number of receptors. */
  | 'adex-cond-beta'
  | 'adex-current-exp'
  | 'adex-current-alpha'
  | 'adex-current-delta'
  | 'glif'
  | 'glif-cond'
  | 'lif-cond-beta'
  /** With conductances that its own spikes open. */
  | 'lif-cond-exp-adapting'
  /** The generalised integrate-and-fire neuron: its threshold is crossed by chance. Two receptors, or any number. */
  | 'gif-current-exp'
  | 'gif-cond-exp'
  /** A threshold with several time scales, and no reset. */
  | 'mat-current-exp'
  /** A rate that follows the membrane. */
  | 'point-process-delta'
  | 'hill-tononi'
  | 'hh-cond-exp'
  | 'hh-current-alpha'
  /** The neuron of Traub and Miles, as NEST's `hh_cond_exp_traub` and PyNN's `HH_cond_exp` have it. */
  | 'hh-cond-exp-traub'
  /** A neuron that fires by chance at a rate. */
  | 'poisson'
  | 'rate'
  /** Given by its equations, in `Population.equations`. */
  | 'equations'
  | 'unknown';

/**
 * How `discrete-lif` steps: input ← synapticKept·input + arrivals; v ← rest + kept·(v − rest) + gain·input; it fires where v has come to the
 * threshold; then `subtract` is taken off, or where that is null, v is set to `resetTo`. Null is what only the running script knows.
 */
export interface Stepping {
  readonly kept: number | null;
  /** Null where arrivals act in their own step alone. */
  readonly synapticKept: number | null;
  readonly gain: number | null;
  readonly rest: number | null;
  readonly threshold: number | null;
  readonly subtract: number | null;
  readonly resetTo: number | null;
  /** True where the reset takes effect in the step after the spike, on top of that step's own leak and input. */
  readonly resetLater: boolean;
  readonly refractorySteps: number;
  /** True where the membrane stands still while refractory; else it leaks, and only arrivals are lost. */
  readonly heldWhileRefractory?: boolean;
  /** Whether v has to pass the threshold to fire, or to reach it. */
  readonly fires: 'at' | 'above';
  /** `mV`, or null for a model without units. */
  readonly unit: 'mV' | null;
}

/**
 * How a unit of `rate` steps. `current`: x ← x + dt/τ·(drive − leak·x), and f(x) is sent; `sent`: the same of what it sent, r ← f(r + dt/τ·(drive −
 * leak·r)); `rate`: r ← r + dt/τ·(f(drive) − leak·r), and r is sent.
 * The drive is what arrives by projections, the bias and the input, all of them per dt/τ.
 */
export interface RateUnit {
  readonly form: 'current' | 'sent' | 'rate';
  /** Which f it is: `softplus`. */
  readonly activation: string;
  /** Whether what it starts from is sent in the first step already. */
  readonly sendsAtStart: boolean;
  /** The step that the parameter `noise_per_step` is meant for. */
  readonly stepMs: number;
}

export interface Population {
  readonly name: string;
  readonly size: number | null;
  /** The backend's own name of the model, for example `iaf_psc_exp`. */
  readonly model: string;
  readonly dynamics: Dynamics;
  readonly params: Readonly<Record<string, Parameter>>;
  /** Where the script gives the model by equations. */
  readonly equations?: EquationModel | null;
  /** True where `params` were changed since and `equations` were not. */
  readonly isChanged?: true;
  /** Of `discrete-lif` only. */
  readonly stepping?: Stepping;
  /** Of `rate` only, where a class of the script tells how it steps. */
  readonly rate?: RateUnit;
  readonly span: Span;
}

export type ConnectionRule =
  | { readonly kind: 'all-to-all' }
  | { readonly kind: 'one-to-one' }
  | { readonly kind: 'fixed-probability'; readonly probability: number }
  | { readonly kind: 'fixed-indegree'; readonly indegree: number }
  | { readonly kind: 'fixed-outdegree'; readonly outdegree: number }
  | { readonly kind: 'fixed-total'; readonly total: number }
  /** Synapse `k` goes from `pre[k]` to `post[k]`, both counted within their populations; with a chance each is made or not. */
  | { readonly kind: 'pairs'; readonly pre: Numbers; readonly post: Numbers; readonly chance?: number }
  | DistanceRule
  | PairRule
  | GeneratedRule
  | { readonly kind: 'unknown'; readonly text: string };

/** Where neurons are, in the script's own unit of length: known along each axis, or drawn between bounds. */
export type Places =
  | { readonly name: string; readonly axes: readonly Numbers[] }
  | {
      readonly name: string;
      readonly drawn: readonly { readonly low: number; readonly high: number }[];
      /** Of a part of a population: its first neuron. */
      readonly from?: number;
    };

/**
 * Each pair within the mask with the probability, both in terms of the distance `d` and of the target's displacement `dx`, `dy`, `dz`; with
 * a degree so many for each neuron, drawn in these proportions.
 */
export interface DistanceRule {
  readonly kind: 'by-distance';
  readonly probability: Expression | null;
  readonly mask: Expression | null;
  readonly degree?: { readonly of: 'source' | 'target'; readonly count: number } | undefined;
  readonly pre: Places;
  readonly post: Places;
  /** After so much an axis begins anew; nothing or 0 where it has edges. */
  readonly periods: readonly number[];
  readonly text: string;
}

/** What expressions about pairs speak of, beside the indices and the variables of the neurons (`x_pre`). */
export interface PairNames {
  readonly constants: Readonly<Record<string, number | null>>;
  readonly preFirst: number;
  readonly postFirst: number;
  readonly preSize: number | null;
  readonly postSize: number | null;
}

/** Brian 2's `connect(j='k for k in range(i-3, i+4)')`: for each source the targets, or the other way round, that a generator gives. */
export interface GeneratedRule extends PairNames {
  readonly kind: 'generated';
  /** The index that the generator gives. */
  readonly gives: 'i' | 'j';
  readonly generator: SynapseGenerator;
  /** Whether indices that no neuron has are left out. */
  readonly skipsInvalid: boolean;
  /** Synapses for each of these pairs. */
  readonly perPair: number;
  readonly text: string;
}

/**
 * Brian 2's `connect(condition, p)`: each pair for which the condition holds, with the probability. Both may speak of `i`, `j`, `N_pre`, `N_post`,
 * of the names in `constants`, and may draw; `i` and `j` count within the groups of which `preFirst` and `postFirst` are the populations' first neurons.
 */
export interface PairRule extends PairNames {
  readonly kind: 'pair-condition';
  readonly condition: Expression | null;
  readonly probability: Expression | null;
  /** Synapses for each of these pairs. */
  readonly perPair: number;
  readonly text: string;
}

export interface Projection {
  readonly pre: string;
  readonly post: string;
  readonly rule: ConnectionRule;
  readonly weight: Quantity;
  readonly delay: Quantity;
  /** A name (`excitatory`), a number as the backend counts, or the variable of a model given by equations. */
  readonly receptor: string | null;
  readonly synapses?: number;
  /** Whether a neuron may connect to itself, and a pair more than once; where it is not said, the backend's habit holds. */
  readonly autapses?: boolean;
  readonly multapses?: boolean;
  /** The backend's name of the synapse: `stdp_synapse`. */
  readonly synapse?: string;
  readonly plasticity?: Plasticity;
  /** Projections of one name are the same synapses, which act on several variables or populations. */
  readonly sameAs?: string;
  /** Where an event does more than add the weight, which is not known then. */
  readonly program?: SynapseProgram;
  readonly span: Span;
}

export type InputKind =
  | 'poisson'
  /** A spike in each step with a chance: `rateHz` times the step. */
  | 'bernoulli'
  | 'dc'
  /** A current that changes at times: `course`. */
  | 'step-current'
  /** A sine: `sine`. */
  | 'ac'
  /** A current drawn anew every so often: `noise`. */
  | 'noise'
  /** Given spikes: `spikes`. */
  | 'spikes'
  /** A Poisson rate that changes at times: `course`, in Hz. */
  | 'inhomogeneous-poisson'
  /** Something else, in words in `source`: read, not simulated. */
  | 'unknown';

/** What comes from outside. Of a current, `weight` is its amplitude; for `step-current`, `ac` and `noise` what it is multiplied by. */
export interface Input {
  readonly kind: InputKind;
  /** Independent sources that reach each target neuron. */
  readonly count: number;
  readonly rateHz: Quantity | null;
  readonly target: string;
  readonly weight: Quantity;
  readonly delay: Quantity | null;
  readonly receptor: string | null;
  /** True where all neurons of the target hear the same events. */
  readonly shared: boolean;
  /** What the script calls it: a variable, a label, a model. */
  readonly source?: string;
  /** Where sources are shared in part: how many there are in all, and by which rule they reach their targets. */
  readonly sources?: number;
  readonly rule?: ConnectionRule;
  /** Inputs that name the same one hear the same events: one group of sources reaches several targets. */
  readonly train?: string;
  /** Only these neurons of the target, counted within it. */
  readonly only?: Numbers;
  readonly startMs?: Quantity;
  readonly stopMs?: Quantity;
  readonly course?: Course;
  readonly sine?: Sine;
  readonly noise?: Noise;
  readonly spikes?: GivenSpikes;
  readonly program?: SynapseProgram;
  /** Where the sources differ in their rates, or these change in the run: the sources as neurons that fire by chance. */
  readonly firing?: EquationModel;
  /** What changes the weights of its synapses. */
  readonly plasticity?: Plasticity;
  readonly span: Span;
}

/** A value from each time on, until the next one: pA, or Hz of a rate. Before the first it is 0. */
export interface Course {
  readonly timesMs: Numbers;
  readonly values: Numbers;
}
export interface Sine {
  readonly offsetPa: number;
  readonly amplitudePa: number;
  readonly frequencyHz: number;
  readonly phaseDegrees: number;
}
export interface Noise {
  readonly meanPa: number;
  readonly sdPa: number;
  /** How long each draw holds. */
  readonly everyMs: number;
  /** Whether each neuron draws its own. */
  readonly shared: boolean;
}
/** Spike `k` is of source `ids[k]` at `timesMs[k]`, in any order. */
export interface GivenSpikes {
  readonly timesMs: Numbers;
  readonly ids: Numbers;
}

/** What the script asks to be recorded. */
export interface Recorded {
  readonly target: string;
  /** `spikes`, or the names of variables. */
  readonly variables: readonly string[];
  readonly span: Span;
}

export interface Assumption {
  readonly what: string;
  readonly value: string;
  readonly why: string;
  /** What to write for it in `--set` or `# spikelint: assume`: `dt`, `exc.size`. */
  readonly key?: string;
}

export interface Network {
  readonly backend: string;
  readonly dtMs: Quantity;
  readonly durationMs: Quantity | null;
  readonly populations: readonly Population[];
  readonly projections: readonly Projection[];
  readonly inputs: readonly Input[];
  readonly recorded?: readonly Recorded[];
  readonly modulators?: readonly Modulator[];
  readonly homeostasis?: readonly Homeostasis[];
  readonly attention?: readonly Attention[];
  readonly assumed: readonly Assumption[];
}

/** The unit in which a `Quantity` of each role stands, and so the units that the simulation works in. */
export const roleUnits: Readonly<Record<Role, string>> = {
  threshold: 'mV',
  leak: 'mV',
  reset: 'mV',
  initial: 'mV',
  capacity: 'pF',
  membraneTime: 'ms',
  leakConductance: 'nS',
  refractory: 'ms',
  synapticTimeExcitatory: 'ms',
  synapticTimeInhibitory: 'ms',
  constantCurrent: 'pA',
};
