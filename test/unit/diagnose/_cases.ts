// Small networks, run and examined: what the tests of symptoms and remedies begin with.
import { type Network } from '../../../src/core/network/network';
import { type Examination, examine } from '../../../src/diagnose/examine';
import { findRemedies, type Remedy } from '../../../src/diagnose/remedies';
import { type SimulateOptions } from '../../../src/sim/recording';
import { simulate } from '../../../src/sim/simulate';

export function examined(network: Network, options: Partial<SimulateOptions> = {}): Examination {
  return examine(network, simulate(network, { ms: 500, seed: 1, ...options }));
}

export function remediesOf(network: Network, given: Partial<SimulateOptions> = {}): Remedy[] {
  const options = { ms: 300, seed: 1, ...given };
  const recording = simulate(network, options);
  return findRemedies({ network, options, recording, examination: examine(network, recording) });
}

/** `kind population` of each symptom. */
export const symptomsOf = (network: Network, options: Partial<SimulateOptions> = {}): string[] =>
  examined(network, options).symptoms.map(({ kind, population }) => `${kind} ${population}`);
