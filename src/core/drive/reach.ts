// What of one script other scripts may have to be held against: the stored things that its drives draw on, and those that it stores.
import { type Evaluated } from './evaluated';
import { readScript } from './script';
import { isTelling, keysIn } from './stored';

export interface Reach {
  /** The names, as every file knows them, of what its drives are made of or what it writes. */
  readonly keys: readonly string[];
  /** True where a population of it gets input from outside. */
  readonly feeds: boolean;
  /** True where it says of itself that it is right. */
  readonly isReference: boolean;
}

export const noReach: Reach = { keys: [], feeds: false, isReference: false };

export function reachOf(evaluated: Evaluated): Reach {
  const { facts, paths } = evaluated;
  if (paths.length === 0 && facts.drawn.length === 0 && facts.writes.length === 0) return noReach;
  const { file, drives, stored, references } = readScript(evaluated);
  const external = drives.filter((each) => each.kind !== 'recurrent');
  const keys = [
    ...external.flatMap((each) => (each.weight ? keysIn(each.weight) : [])),
    ...stored.filter((each) => each.how === 'written').map((each) => each.key),
  ];
  return {
    keys: [...new Set(keys)].filter(isTelling),
    feeds: external.length > 0,
    isReference: references.includes(file),
  };
}
