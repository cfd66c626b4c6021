// What the variables of a group that is given by equations are before the run: connection rules may speak of them.
import { compile } from './equations/compile';
import { EquationNeurons } from './equations/neurons';
import { Unsuited } from './error';
import { type Group } from './plan';
import { stream } from './random';

/** The stream of a group's neurons: what they start with is drawn from it first, here as in the run. */
export const neuronsOf = (name: string): string => `neurons of ${name}`;

/** By a variable's name; null where there is none. */
export function variablesBefore(
  { equations, size, name }: Group,
  seed: number,
  dtMs: number,
): (variable: string) => Float64Array | null {
  let made: EquationNeurons | null = null;
  return (variable) => {
    if (!equations?.equations.some((each) => each.name === variable)) return null;
    try {
      const dtS = dtMs / 1000;
      const compiled = compile(equations, size, dtS);
      made ??= new EquationNeurons(size, equations, compiled, [], [], dtS, stream(seed, neuronsOf(name)));
      return made.variable(variable);
    } catch (error) {
      if (error instanceof Unsuited) return null;
      throw error;
    }
  };
}
