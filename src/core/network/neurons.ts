// What rules ask of a population: its parameter of a role, where that was written, and how its model resets.
import { type Network, type Parameter, type Population, type Role } from './network';
import { type Span } from '../text';

export function parameterOf(population: Population, role: Role): (Parameter & { readonly key: string }) | null {
  for (const [key, parameter] of Object.entries(population.params)) {
    if (parameter.role === role) return { ...parameter, key };
  }
  return null;
}

/** Where the first of some parameters was written in a file, else the population itself; null where neither is in it. */
export function placeIn(
  file: string,
  population: Population,
  ...parameters: readonly (Parameter | null)[]
): Span | null {
  const written = parameters.find((each) => each?.span?.file === file)?.span;
  if (written) return written;
  return population.span.file === file ? population.span : null;
}

/** Models that fire when a threshold is reached and go to the reset: no upstroke, no quadratic or exponential term, no chance. */
export const isPlainThreshold = ({ model, dynamics }: Population): boolean =>
  dynamics.startsWith('lif-') || /^(?:iaf_(?:psc|cond|tum|bw)|IF_(?:curr|cond)_|IF_facets)/.test(model);

/** Each population once: several backends may read one script. */
export function populationsIn(
  networks: readonly Network[],
): readonly { readonly network: Network; readonly population: Population }[] {
  return networks.flatMap((network) => network.populations.map((population) => ({ network, population })));
}

/** Values as a message has them: no more digits than tell them apart. */
export const figure = (value: number): string => String(Number(value.toPrecision(4)));
