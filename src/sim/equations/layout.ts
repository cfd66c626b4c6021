// Where the numbers of a model that is given by equations stand: one slot for each variable, and some of the simulation's own.
import { type Equation, type EquationModel } from '../../core/network/network';
import { Unsuited } from '../error';

export interface Layout {
  /** Differential variables, parameters and subexpressions that hold over a step, by name; the first ones are the variables that can be traced. */
  readonly slots: ReadonlyMap<string, number>;
  readonly differential: readonly Equation[];
  readonly subexpressions: ReadonlyMap<string, Equation>;
  readonly heldOverStep: readonly Equation[];
  readonly index: number;
  readonly lastSpike: number;
  readonly active: number;
  readonly fires: number;
  /** Of each of the model's events, whether its condition holds. */
  readonly events: readonly number[];
  readonly count: number;
}

/** The shared numbers: only the time at the start of the step, in s. */
export const timeAt = 0;
export const sharedCount = 1;

export const hasFlag = ({ flags }: Equation, flag: string): boolean => flags.some(({ text }) => text === flag);

export function layoutOf({ equations, events = [], links = [] }: EquationModel): Layout {
  const slots = new Map<string, number>();
  const subexpressions = new Map<string, Equation>();
  const differential = equations.filter(({ kind }) => kind === 'differential');
  const heldOverStep = equations.filter((each) => hasFlag(each, 'constant over dt'));
  for (const each of equations) {
    if (hasFlag(each, 'linked') && !links.some(({ variable }) => variable === each.name))
      throw new Unsuited(`\`${each.name}\` is linked to what is only known when the script runs`);
    if (each.kind !== 'parameter' && each.expression === null)
      throw new Unsuited(`the equation of \`${each.name}\` could not be read`);
    if (each.kind === 'subexpression') subexpressions.set(each.name, each);
  }
  const parameters = equations.filter(({ kind }) => kind === 'parameter');
  for (const { name } of [...differential, ...parameters, ...heldOverStep]) slots.set(name, slots.size);
  const next = slots.size;
  return {
    ...{ slots, differential, subexpressions, heldOverStep },
    ...{ index: next, lastSpike: next + 1, active: next + 2, fires: next + 3 },
    events: events.map((_, k) => next + 4 + k),
    count: next + 4 + events.length,
  };
}
