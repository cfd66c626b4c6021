// Which of a file's networks a command is about: the one that --network names, else the one that the script is about.
import { hasPopulation, principalOf } from '../core/principal';
import type { PlacedNetwork } from '../protocol/analysis';
import { Problem } from './problem';

export const networkOption = {
  name: 'network',
  value: 'N|NAME',
  help: 'which network, where the file builds several: its number, or a population of it',
} as const;

/**
 * @param wanted what --network says
 * @param population the only one that is asked for
 */
export function chooseNetwork(
  { networks, unread }: { readonly networks: readonly PlacedNetwork[]; readonly unread?: string | undefined },
  { wanted, population }: { readonly wanted: string | undefined; readonly population?: string | undefined },
  shown: string,
): number {
  const principal = principalOf(networks);
  if (principal === null)
    throw new Problem(
      `${shown}: it builds no network that Spikelint can read, so there is nothing to simulate${unread === undefined ? '' : ` (${unread})`}`,
    );
  if (wanted !== undefined) return named(networks, wanted, shown);
  return (population === undefined ? null : principalOf(networks, hasPopulation(population))) ?? principal;
}

function named(networks: readonly PlacedNetwork[], wanted: string, shown: string): number {
  const index = /^\d+$/.test(wanted) ? Number(wanted) - 1 : principalOf(networks, hasPopulation(wanted));
  const network = index === null ? undefined : networks[index];
  if (index !== null && network && network.populations.length > 0) return index;
  const many = networks.map((each, i) => `${i + 1} (${populationsText(each)})`).join('; ');
  throw new Problem(`${shown}: there is no network "${wanted}"; there are ${many}`);
}

const namedAtMost = 3;

/** `E, I and 4 more`. */
function populationsText({ populations }: PlacedNetwork): string {
  if (populations.length === 0) return 'no population';
  const names = populations.slice(0, namedAtMost).map(({ name }) => name);
  const rest = populations.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** What is said where others are not simulated; nothing of a file that builds one network. */
export function othersNote(networks: readonly PlacedNetwork[], chosen: number, wasNamed: boolean): string[] {
  const [network, others] = [networks[chosen], networks.length - 1];
  if (!network || others === 0) return [];
  const alike = networks.filter((each) => populationsText(each) === populationsText(network)).length;
  const why = wasNamed
    ? ''
    : alike === networks.length
      ? `, all of the same populations: ${chosen === 0 ? 'the first' : 'the first of the largest, of as large ones the one that runs longest'}`
      : ', the largest that it runs';
  const which = `network ${chosen + 1} (${populationsText(network)}) of ${networks.length}`;
  return [`this is ${which} that the file builds${why}; --network simulates ${others === 1 ? 'the other' : 'another'}`];
}
