// Which dynamics a population is simulated by: its own, or its equations where the plain model would leave something out.
import { type Dynamics, type EquationModel, type Population } from '../core/network/network';
import { namesIn } from './equations/names';

/** A delta membrane takes the same weights either way. */
export function dynamicsOf({ dynamics, equations }: Population): Dynamics {
  return dynamics === 'lif-current-delta' && equations && (isNoisy(equations) || !isHeld(equations))
    ? 'equations'
    : dynamics;
}

const isNoisy = ({ equations }: EquationModel): boolean =>
  equations.some(({ expression }) => expression && [...namesIn(expression)].some((name) => /^xi(?:_|$)/.test(name)));

/** In Brian 2 a membrane goes on integrating while refractory, unless it is flagged. */
function isHeld({ equations, refractory, refractoryS }: EquationModel): boolean {
  const none = refractory === null && (refractoryS === null || refractoryS === 0);
  return (
    none ||
    equations
      .filter(({ kind }) => kind === 'differential')
      .every(({ flags }) => flags.some(({ text }) => text === 'unless refractory'))
  );
}
