// The network as any backend's script describes it, in one form: populations, projections, inputs, and what had to be assumed.
import { type Equation, type Expression, type Statement } from '../equations/tree';
import { type Span } from '../text';

export type Sureness = 'declared' | 'api' | 'documented' | 'named' | 'inferred' | 'assumed';

/** A number with its unit; `value` is null where only `text` can tell it (a symbol, a random draw). */
export interface Quantity {
  readonly value: number | null;
  readonly unit: string | null;
  readonly text: string;
  readonly sure: Sureness;
}

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

/** How a value is drawn for each neuron, in the parameter's unit. */
export type Drawn =
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly sd: number };

export interface Parameter extends Quantity {
  /** Set where each neuron draws its own value; `value` is null then. */
  readonly drawn?: Drawn;
  /** Of a parameter that is a list in every neuron, such as one time constant for each receptor; in the same unit. */
  readonly list?: readonly number[];
  readonly role?: Role;
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
  | 'lif-current-exp-receptors'
  | 'lif-current-alpha-receptors'
  | 'adex-current-delta'
  | 'adex-current-exp'
  | 'adex-current-alpha'
  | 'adex-cond-exp'
  | 'adex-cond-alpha'
  | 'adex-cond-receptors'
  | 'izhikevich'
  | 'glif'
  | 'hh-current-alpha'
  | 'hh-cond-exp'
  | 'discrete-lif'
  | 'poisson'
  | 'rate'
  | 'equations'
  | 'update'
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
  /** Whether v has to pass the threshold to fire, or to reach it. */
  readonly fires: 'at' | 'above';
  /** `mV`, or null for a model without units. */
  readonly unit: 'mV' | null;
}

/** A model that is given by equations, parsed; all numbers in SI. */
export interface EquationModel {
  readonly equations: readonly Equation[];
  readonly threshold: Expression | null;
  readonly reset: readonly Statement[];
  /** A condition, or a time that is calculated; a time that is given stands in `refractoryS`. */
  readonly refractory: Expression | null;
  readonly refractoryS: number | null;
  /** What the names stand for that the model does not define; null where only the running script knows. */
  readonly constants: Readonly<Record<string, number | null>>;
  readonly method: string | null;
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
  /** Of `discrete-lif` only. */
  readonly stepping?: Stepping;
  readonly span: Span;
}

export type ConnectionRule =
  | { readonly kind: 'all-to-all' }
  | { readonly kind: 'one-to-one' }
  | { readonly kind: 'fixed-probability'; readonly probability: number }
  | { readonly kind: 'fixed-indegree'; readonly indegree: number }
  | { readonly kind: 'unknown'; readonly text: string };

export interface Projection {
  readonly pre: string;
  readonly post: string;
  readonly rule: ConnectionRule;
  readonly weight: Quantity;
  readonly delay: Quantity;
  readonly receptor: string | null;
  readonly synapses?: number;
  readonly span: Span;
}

export interface Input {
  readonly kind: 'poisson' | 'dc';
  /** Independent sources that reach each target neuron. */
  readonly count: number;
  readonly rateHz: Quantity | null;
  readonly target: string;
  readonly weight: Quantity;
  readonly delay: Quantity | null;
  readonly receptor: string | null;
  /** True where all neurons of the target hear the same events. */
  readonly shared: boolean;
  readonly span: Span;
}

export interface Assumption {
  readonly what: string;
  readonly value: string;
  readonly why: string;
}

export interface Network {
  readonly backend: string;
  readonly dtMs: Quantity;
  readonly durationMs: Quantity | null;
  readonly populations: readonly Population[];
  readonly projections: readonly Projection[];
  readonly inputs: readonly Input[];
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
