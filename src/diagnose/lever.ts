// What a lever is: one file in `levers/` that changes one kind of number of a network, a little first and then more.
import { type Network, type Population } from '../core/network/network';
import { type Target } from './modify';

/** A sick network, and who in it is sick of what. */
export interface Case {
  readonly network: Network;
  /** The kind of symptom. */
  readonly kind: string;
  readonly afflicted: readonly Population[];
  readonly dtMs: number;
}

export interface Change {
  /** What to do, as an order: `Lower the threshold of E to −52 mV`. */
  readonly title: string;
  /** What becomes what: `threshold of E: −50 mV → −52 mV`. */
  readonly change: string;
  /** How large it is: the decades between old and new. */
  readonly size: number;
  readonly network: Network;
  /** Where the step is what changes. */
  readonly dtMs?: number;
  readonly targets: readonly Target[];
}

export interface Lever {
  readonly id: string;
  /** The kinds of symptoms that it can be tried on. */
  readonly cures: readonly string[];
  /** From the smallest to the largest; none where there is nothing to change. */
  changes(sick: Case): Iterable<Change>;
}

export const namesOf = (afflicted: readonly Population[]): ReadonlySet<string> =>
  new Set(afflicted.map(({ name }) => name));

const namedAtMost = 3;

/** `E`, `E and I`, `E, I and 6 more`. */
export function listed(afflicted: readonly Population[]): string {
  const names = afflicted.map(({ name }) => name);
  if (names.length <= 1) return names[0] ?? '';
  if (names.length <= namedAtMost) return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
  return `${names.slice(0, namedAtMost - 1).join(', ')} and ${names.length - namedAtMost + 1} more`;
}

/** Factors that a number is tried at, upwards. */
export const ladder: readonly number[] = [1.25, 1.5, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000];

/** Too little activity; the others are too much of it. */
export const isTooLittle = (kind: string): boolean =>
  kind === 'silent' || kind === 'sparse' || kind === 'attention-collapsed';
