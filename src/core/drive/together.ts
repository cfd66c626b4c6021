// Which scripts have to be held against each other: those that share a stored thing, that a group names, or that stand beside a reference.
import { type Reach } from './reach';

export interface Reaching {
  readonly file: string;
  readonly reach: Reach;
}

export interface Settled {
  readonly references: readonly string[];
  readonly groups: Readonly<Record<string, readonly string[]>>;
}

/** More scripts than this are no model in several versions, but a collection of models. */
const mostScripts = 48;

export function togetherIn(scripts: readonly Reaching[], { references, groups }: Settled): string[][] {
  const sets: Set<string>[] = [];
  const join = (files: readonly string[]): void => {
    if (files.length < 2 || files.length > mostScripts) return;
    const united = new Set(files);
    for (let i = sets.length - 1; i >= 0; i--) {
      const known = sets[i];
      if (!known || ![...known].some((file) => united.has(file))) continue;
      for (const file of known) united.add(file);
      sets.splice(i, 1);
    }
    sets.push(united);
  };
  const byKey = new Map<string, Reaching[]>();
  for (const each of scripts) for (const key of each.reach.keys) byKey.set(key, [...(byKey.get(key) ?? []), each]);
  for (const sharing of byKey.values())
    if (sharing.some(({ reach }) => reach.feeds)) join(sharing.map(({ file }) => file));
  for (const members of Object.values(groups))
    join(scripts.filter(({ file }) => members.some((each) => isFile(file, each))).map(({ file }) => file));
  for (const { file, reach } of scripts) {
    if (!reach.isReference && !references.some((each) => isFile(file, each))) continue;
    const beside = scripts.filter((each) => each.reach.feeds && each.file.startsWith(folderOf(file)));
    join([file, ...beside.map((each) => each.file).filter((each) => each !== file)]);
  }
  return sets.filter((set) => set.size <= mostScripts).map((set) => [...set].sort());
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

/** `nest.py`, `models/nest.py`, or either with `#population` behind it. */
function isFile(file: string, reference: string): boolean {
  const [named = ''] = reference.replace(/^\.\//, '').split('#');
  return named !== '' && (file === named || file.endsWith(`/${named}`));
}
