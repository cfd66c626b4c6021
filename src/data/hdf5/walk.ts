// Walks through the groups of a file: every dataset once per path, in the order of the names, whatever circles the links make.
import { type Hdf5File } from './file';

export interface FoundDataset {
  /** How it is called here: as in the file, or as MATLAB would write it. */
  readonly path: string;
  /** By which the library opens it. */
  readonly stored: string;
  /** What is to be said of it beside its own properties. */
  readonly note?: string;
}

export interface Found {
  readonly datasets: readonly FoundDataset[];
  readonly notes: readonly string[];
  /** Whether there may be more than were walked through. */
  readonly more: boolean;
}

/** A file with more objects is listed in part. */
export const mostObjects = 250_000;
const deepestGroup = 100;
/** As many single remarks are worth reading; what repeats is counted. */
const mostNotes = 20;

/** What a format means by its groups. */
export interface Habits {
  /** It keeps its own affairs there: their contents are shown where they are referred to. */
  isHidden(path: string): boolean;
  /** The group is one thing, to be taken apart by who knows the format. */
  isWhole(path: string): boolean;
}

export function walk(file: Hdf5File, habits: Habits): Found {
  const datasets: FoundDataset[] = [];
  const notes: string[] = [];
  const groups = new Map<number, string>([[file.address('/') ?? -1, '/']]);
  const known = new Map<number, string>();
  let visited = 0;
  let tooDeep = 0;

  /** What has to be done next stands last. */
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  while (waiting.length > 0 && visited < mostObjects) {
    const { path, depth } = waiting.pop() as (typeof waiting)[number];
    if (path !== '' && !visit(path, depth)) continue;
    const names = file.names(path === '' ? '/' : path);
    if (names === null) notes.push(`${path === '' ? 'the root' : path} can’t be read: it is damaged`);
    for (const name of (names ?? []).reverse())
      waiting.push({ path: path === '' ? name : `${path}/${name}`, depth: depth + 1 });
  }
  if (tooDeep > 0) notes.push(`${tooDeep} groups lie deeper than ${deepestGroup} levels and are not shown`);
  return {
    datasets,
    notes:
      notes.length > mostNotes
        ? [...notes.slice(0, mostNotes), `and ${notes.length - mostNotes} more of this kind`]
        : notes,
    more: waiting.length > 0,
  };

  /** Whether it is a group to go into. */
  function visit(path: string, depth: number): boolean {
    visited++;
    if (habits.isHidden(path)) return false;
    const kind = file.kind(path);
    if (kind === 'dataset') {
      datasets.push({ path, stored: path, ...alias(path) });
    } else if (kind === 'group') {
      const address = file.address(path) ?? -1;
      // A soft link to a group shows nothing that isn't shown where the group is.
      if (groups.has(address) || file.linkTarget(path) !== null) return false;
      groups.set(address, path);
      if (habits.isWhole(path)) {
        datasets.push({ path, stored: path });
        return false;
      }
      if (depth < deepestGroup) return true;
      tooDeep++;
    } else if (kind === 'external link') {
      notes.push(`${path} lies in another file, ${file.externalFile(path) ?? 'unnamed'}, and is not followed`);
    } else if (kind === 'broken link') notes.push(`${path} points nowhere`);
    else if (kind === 'unknown') notes.push(`${path} can’t be read: it is damaged`);
    return false;
  }

  function alias(path: string): { note?: string } {
    const target = file.linkTarget(path);
    if (target !== null) return { note: `a link to ${target}` };
    const address = file.address(path) ?? -1;
    const first = known.get(address);
    if (first === undefined) known.set(address, path);
    return first === undefined ? {} : { note: `the same as ${first}` };
  }
}
