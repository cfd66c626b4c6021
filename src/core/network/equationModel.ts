// Neurons and synapses that a script gives by equations, as plain data: what a simulation of them starts from.
import { type Equation, type Expression, type Statement } from '../equations/tree';
import { type Numbers, type Quantity } from './network';

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
  /** What variables and parameters are set to before the run, in order. */
  readonly starts?: readonly Start[];
  /** What they are set to while it runs, in the order of the times. */
  readonly changes?: readonly { readonly atS: number; readonly starts: readonly Start[] }[];
  /** Code that is run again and again, before the step. */
  readonly regular?: readonly Regular[];
  /** Conditions beside the threshold, and what they run when they hold, after the resets. */
  readonly events?: readonly {
    readonly name: string;
    readonly condition: Expression;
    readonly statements: readonly Statement[];
  }[];
  /** Variables that stand for those of another population. */
  readonly links?: readonly Link[];
  /** Values over time that the equations look up as functions of `t`. */
  readonly tables?: Readonly<Record<string, TimeTable>>;
  /** Where the population is a part of a group: the index `i` of its first neuron, and `N`. */
  readonly first?: number;
  readonly groupSize?: number | null;
}

/** Brian 2's linked variable: of neuron `i` what `source` of the other population's neuron `index[i]` is. */
export interface Link {
  readonly variable: string;
  readonly population: string;
  readonly source: string;
  /** Null where neurons stand for each other one by one, or for the only one that there is. */
  readonly index: Numbers | null;
  /** Whether the other population makes its step later, so that a step reads what the one before has left. */
  readonly later: boolean;
}

/** `expression` may speak of `i`, `N`, `rand()`, `randn()` and of other variables; null where it is not known. */
export interface Start {
  readonly variable: string;
  readonly expression: Expression | null;
  /** Known numbers, one for each neuron, in SI; then `expression` is null. */
  readonly each?: Numbers;
  /** Only the neurons of the group from `from` up to `to`. */
  readonly from: number;
  readonly to: number | null;
}

/** Statements for the neurons of the group from `from` up to `to`, every so often; null for every step. */
export interface Regular {
  readonly statements: readonly Statement[];
  readonly everyS: number | null;
  readonly from: number;
  readonly to: number | null;
}

/** Brian 2's TimedArray: the value at `t` is that of row `floor(t / dtS)`, the last one ever after; in SI. */
export interface TimeTable {
  readonly dtS: number;
  readonly values: Numbers;
  /** Values in a row, picked by the neuron's index; 1 where all neurons share it. */
  readonly columns: number;
  /** Where the script draws them: so many values, each the variable `value` of a neuron of this model before the run; `values` is empty. */
  readonly drawn?: { readonly count: number; readonly model: EquationModel };
}

/** Synapses that are run by their own equations, and by code that spikes of either side run; all numbers in SI. */
export interface SynapseProgram {
  readonly equations: readonly Equation[];
  readonly method: string | null;
  readonly constants: Readonly<Record<string, number | null>>;
  readonly tables?: Readonly<Record<string, TimeTable>>;
  /** What the synapses' variables are set to before the run, in order; may speak of `i`, `j` and of the neurons' variables. */
  readonly starts: readonly Start[];
  /** What they are set to while it runs, in the order of the times. */
  readonly changes?: readonly { readonly atS: number; readonly starts: readonly Start[] }[];
  /** Code that is run again and again, before the step. */
  readonly regular?: readonly Regular[];
  readonly code: readonly {
    readonly on: 'pre' | 'post';
    /** Another event of that side's neurons than a spike. */
    readonly event?: string;
    readonly statements: readonly Statement[];
    readonly delay: Quantity;
  }[];
  /** The delay of each synapse before `on: 'pre'` code is run, where it is calculated for each. */
  readonly delayS: Expression | null;
  /** What names stand for of the neurons' variables, and whether their values have to be known. */
  readonly sides: readonly {
    readonly name: string;
    readonly side: 'pre' | 'post';
    readonly variable: string;
    readonly read: boolean;
  }[];
  /** Of each variable of the target that events are added to: the receptor, and what 1 in SI is in the weight of `unit`. */
  readonly effects: readonly {
    readonly variable: string;
    readonly receptor: string | null;
    readonly perUnit: Quantity;
  }[];
  /** `i` and `j` of the populations' first neurons. */
  readonly preFirst: number;
  readonly postFirst: number;
  readonly preSize: number | null;
  readonly postSize: number | null;
}
