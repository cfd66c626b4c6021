// What the parameters of groups and synapses are set to for all of them, and what never is: Brian starts those at 0.
import { type ApiCall } from '../evaluate/facts';
import { literal } from '../evaluate/numbers';
import { type Table, type Text, type Thing, type Value } from '../evaluate/value';
import { zero } from '../units/rational';
import { type Span } from '../text';
import { modelOf, wholeOf } from './model';
import { type Settings } from './algebra';

interface Set {
  readonly value: Value;
  readonly whole: boolean;
  readonly span: Span;
}

/** `whole` where no index picks some elements of the group or subgroup `of`. */
export interface Assignment {
  readonly name: string;
  readonly value: Value;
  readonly of: Thing;
  readonly whole: boolean;
  /** The names in force where it is assigned. */
  readonly names: Table | null;
}

export class AllSettings {
  private readonly sets = new Map<Thing, Map<string, Set[]>>();
  private readonly known = new Map<Thing, Settings>();
  private readonly assignments = new Map<Thing, Assignment[]>();

  constructor(calls: readonly ApiCall[]) {
    for (const call of calls) {
      if (call.backend !== 'brian2' || call.what !== 'set' || call.dead !== null) continue;
      const [of, name, value, whole] = ['of', 'name', 'value', 'whole'].map((key) => call.args.get(key));
      if (of?.kind !== 'thing' || name?.kind !== 'text' || !value) continue;
      const group = wholeOf(of);
      const all = this.sets.get(group) ?? new Map<string, Set[]>();
      this.sets.set(group, all);
      const isWhole = group === of && whole?.kind === 'flag' && whole.value;
      all.set(name.value, [...(all.get(name.value) ?? []), { value, whole: isWhole, span: call.span }]);
      const assignments = this.assignments.get(group) ?? [];
      this.assignments.set(group, assignments);
      assignments.push({
        name: name.value,
        value,
        of,
        whole: whole?.kind === 'flag' && whole.value,
        names: tableAt(call, 'names'),
      });
    }
  }

  /** Everything that was assigned to a group and to parts of it, in order. */
  all(of: Thing): readonly Assignment[] {
    return this.assignments.get(wholeOf(of)) ?? [];
  }

  /** The last value that all of them were given, if no part was given another one since. */
  lastOf(of: Thing, name: string): Set | null {
    const last = this.sets.get(wholeOf(of))?.get(name)?.at(-1);
    return last?.whole ? last : null;
  }

  textOf(of: Thing, name: string): Text | null {
    const last = this.lastOf(of, name);
    return last?.value.kind === 'text' ? last.value : null;
  }

  /** Parameters with one number for all; those never set are 0. */
  of(of: Thing): Settings {
    const group = wholeOf(of);
    const made = this.known.get(group);
    if (made) return made;
    const settings = new Map<string, Value>();
    for (const { name, equation } of modelOf(group).variables.values()) {
      if (equation?.kind !== 'parameter') continue;
      const sets = this.sets.get(group)?.get(name);
      const last = this.lastOf(group, name);
      if (!sets) settings.set(name, literal(zero));
      else if (last?.value.kind === 'num' && !last.value.draw) settings.set(name, last.value);
    }
    this.known.set(group, settings);
    return settings;
  }
}

function tableAt(call: ApiCall, key: string): Table | null {
  const value = call.args.get(key);
  return value?.kind === 'table' ? value : null;
}
