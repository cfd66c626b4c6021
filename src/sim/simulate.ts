// The one door of the simulation: a Network in, a Recording out.
import { type Network } from '../core/network/network';
import { buildPlan } from './build';
import { type Control, type Recording, type SimulateOptions } from './recording';
import { runPlan } from './run';

export { SimulationError } from './error';

/** Throws a SimulationError where the network or the options can't be simulated; a cancelled run returns what it has. */
export function simulate(network: Network, options: SimulateOptions, control?: Control): Recording {
  const now = options.now ?? (() => 0);
  const start = now();
  const plan = buildPlan(network, options, control);
  const built = now();
  const { steps, events, ...recorded } = runPlan(plan, control, { precision: options.precision ?? 'double' });
  return { ...recorded, timing: { buildMs: built - start, runMs: now() - built, steps, events } };
}
