// Which of the networks that a script builds it is about, and of which of them its expectations speak.
import { type Expectation } from './expectations';
import { type Network } from './network/network';

/** As much of a network as tells how much of the script it is. */
type Sized = Pick<Network, 'durationMs'> & {
  readonly populations: readonly Pick<Network['populations'][number], 'name' | 'size' | 'dynamics'>[];
};

/**
 * The largest of those that are run; of several as large, the one that runs longest; of runs that are alike in both, as a sweep over
 * parameters has them, the first. Neurons that nobody can simulate don't count.
 * @param holds which may be chosen
 * @returns its place in the list; null where none has a population
 */
export function principalOf<Of extends Sized>(
  networks: readonly Of[],
  holds: (network: Of) => boolean = () => true,
): number | null {
  let chosen: { readonly index: number; readonly worth: readonly number[] } | null = null;
  for (const [index, network] of networks.entries()) {
    if (network.populations.length === 0 || !holds(network)) continue;
    const worth = worthOf(network);
    if (!chosen || isMore(worth, chosen.worth)) chosen = { index, worth };
  }
  return chosen?.index ?? null;
}

function worthOf({ populations, durationMs }: Sized): readonly number[] {
  const known = populations.filter(({ dynamics }) => dynamics !== 'unknown');
  const neurons = known.reduce((sum, { size }) => sum + (size ?? 1), 0);
  const neverRun = durationMs === null || durationMs.value === 0;
  return [neurons > 0 ? 1 : 0, neverRun ? 0 : 1, neurons, durationMs?.value ?? 0];
}

function isMore(one: readonly number[], other: readonly number[]): boolean {
  const at = one.findIndex((each, i) => each !== other[i]);
  return at >= 0 && (one[at] ?? 0) > (other[at] ?? 0);
}

export const hasPopulation =
  (name: string) =>
  ({ populations }: { readonly populations: readonly { readonly name: string }[] }): boolean =>
    populations.some((each) => each.name === name);

/**
 * By network, what is expected of it: what names a population goes with the network that is run where that has it; what names none is
 * expected of every network, once of those that have the same populations.
 * @param run the network that is run in any case
 */
export function expectedOfEach<Of extends Pick<Expectation, 'population'>>(
  expectations: readonly Of[],
  networks: readonly Sized[],
  run: number,
): ReadonlyMap<number, readonly Of[]> {
  const spoken = new Map<number, Of[]>();
  const all = distinct(networks, run);
  for (const each of expectations) {
    for (const index of each.population === null ? all : holding(each.population, networks, run))
      spoken.set(index, [...(spoken.get(index) ?? []), each]);
  }
  return spoken;
}

function holding(population: string, networks: readonly Sized[], run: number): number[] {
  const holds = hasPopulation(population);
  const own = networks[run];
  const found = own && holds(own) ? run : principalOf(networks, holds);
  return found === null ? [] : [found];
}

/** One network for each set of populations. */
function distinct(networks: readonly Sized[], run: number): number[] {
  const keyOf = ({ populations }: Sized): string => JSON.stringify(populations.map(({ name }) => name));
  const keys = new Set(networks.filter(({ populations }) => populations.length > 0).map(keyOf));
  const own = networks[run];
  return [...keys].flatMap((key) => {
    const found = own && keyOf(own) === key ? run : principalOf(networks, (each) => keyOf(each) === key);
    return found === null ? [] : [found];
  });
}
