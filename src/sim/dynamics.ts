// Which dynamics a population is simulated by: its own, or Brian 2's equations where the plain model would give other spikes.
import { type Dynamics, type EquationModel, type Population } from '../core/network/network';
import { namesIn } from './equations/names';

/**
 * The plain delta neuron is NEST's, whose events can make a neuron fire in the step in which they arrive. In Brian 2 they arrive behind the
 * threshold, and the membrane decays before it is looked at again: in Brunel's network that makes 5 % of the rate. The weights are the same.
 */
export const dynamicsOf = ({ dynamics, equations, isChanged }: Population): Dynamics =>
  dynamics === 'lif-current-delta' && equations && (isChanged !== true || isNoisy(equations)) ? 'equations' : dynamics;

const isNoisy = ({ equations }: EquationModel): boolean =>
  equations.some(({ expression }) => expression && [...namesIn(expression)].some((name) => /^xi(?:_|$)/.test(name)));
