// Names in force, and the journal by which two ways through a branch can be tried and joined.
import { type Num, type Sequence, type Value } from './value';

export interface Scope {
  readonly names: Map<string, Value>;
  /** Enclosing function or module; a class body's scope is not seen from its methods. */
  readonly parent: Scope | null;
  readonly module: string;
  /** Names that a `global` or `nonlocal` statement sends elsewhere. */
  readonly elsewhere: Map<string, Scope>;
}

export const makeScope = (module: string, parent: Scope | null): Scope => ({
  names: new Map(),
  parent,
  module,
  elsewhere: new Map(),
});

export function lookUp(scope: Scope, name: string): Value | undefined {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const redirected = at.elsewhere.get(name);
    const value = (redirected ?? at).names.get(name);
    if (value) return value;
  }
  return undefined;
}

/** What was in a slot before it was written to. */
interface Entry {
  readonly slots: Map<string, Value>;
  readonly key: string;
  readonly before: Value | undefined;
}

export interface ListState {
  readonly items: Value[];
  readonly count: Num | null;
}

/** What one way through the code wrote: names, fields and keys by their table, and lists. */
export class Written extends Map<Map<string, Value>, Map<string, Value | undefined>> {
  readonly lists = new Map<Sequence, ListState>();
}

/** Every write to a name, a field, a dictionary or a list goes through here, so that it can be taken back. */
export class Journal {
  private levels: Entry[][] = [];
  private keptLists: Map<Sequence, ListState>[] = [];

  /** To be called before a list is changed in place. */
  keep(list: Sequence): void {
    const kept = this.keptLists[this.keptLists.length - 1];
    if (kept && !kept.has(list)) kept.set(list, { items: [...list.items], count: list.count });
  }

  write(slots: Map<string, Value>, key: string, value: Value): void {
    const level = this.levels[this.levels.length - 1];
    if (level) level.push({ slots, key, before: slots.get(key) });
    slots.set(key, value);
  }

  remove(slots: Map<string, Value>, key: string): void {
    const level = this.levels[this.levels.length - 1];
    if (level) level.push({ slots, key, before: slots.get(key) });
    slots.delete(key);
  }

  get depth(): number {
    return this.levels.length;
  }

  /** Does `work`, takes back what it wrote except to the tables in `kept`, and tells what that was. */
  attempt(work: () => void, kept: WeakSet<Map<string, Value>> | null = null): Written {
    const level: Entry[] = [];
    const lists = new Map<Sequence, ListState>();
    this.levels.push(level);
    this.keptLists.push(lists);
    try {
      work();
    } finally {
      this.levels.pop();
      this.keptLists.pop();
    }
    const written = new Written();
    for (const [list, before] of lists) {
      written.lists.set(list, { items: list.items, count: list.count });
      list.items = before.items;
      list.count = before.count;
    }
    for (const { slots, key } of level) {
      const keys = written.get(slots) ?? new Map<string, Value | undefined>();
      keys.set(key, slots.get(key));
      written.set(slots, keys);
    }
    for (let i = level.length - 1; i >= 0; i--) {
      const entry = level[i];
      if (!entry || kept?.has(entry.slots) === true) continue;
      if (entry.before === undefined) entry.slots.delete(entry.key);
      else entry.slots.set(entry.key, entry.before);
    }
    return written;
  }
}
