// Names in force, and the journal by which two ways through a branch can be tried and joined.
import { type Value } from './value';

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

/** Every write to a name, a field or a dictionary goes through here, so that it can be taken back. */
export class Journal {
  private levels: Entry[][] = [];

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

  /** Does `work`, takes back what it wrote, and tells what that was. */
  attempt(work: () => void): Map<Map<string, Value>, Map<string, Value | undefined>> {
    const level: Entry[] = [];
    this.levels.push(level);
    try {
      work();
    } finally {
      this.levels.pop();
    }
    const written = new Map<Map<string, Value>, Map<string, Value | undefined>>();
    for (const { slots, key } of level) {
      const keys = written.get(slots) ?? new Map<string, Value | undefined>();
      keys.set(key, slots.get(key));
      written.set(slots, keys);
    }
    for (let i = level.length - 1; i >= 0; i--) {
      const entry = level[i];
      if (!entry) continue;
      if (entry.before === undefined) entry.slots.delete(entry.key);
      else entry.slots.set(entry.key, entry.before);
    }
    return written;
  }
}
