// What the parameters of groups and synapses are set to for all of them, and what never is: Brian starts those at 0.
import { type ApiCall } from '../evaluate/facts';
import { constantOf, literal } from '../evaluate/numbers';
import { table, type Table, type Text, type Thing, type Value } from '../evaluate/value';
import { zero } from '../units/rational';
import { type Span } from '../text';
import { endsOf, modelOf, wholeOf } from './model';
import { type LinkedVariable, linksIn } from './links';
import { lookupOf } from './neuron';
import { asConstant } from '../evaluate/poly';
import { parseExpression } from '../equations/expression';
import { polyOf, type Settings, valued } from './algebra';
import { Lookup } from './lookup';
import { textOf } from './parts';
import { groupsReadBy, needsProgram, placeOfSynapse } from './programs';
import { effectsOf } from './synapses';

export interface SetValue {
  /** The group, or the part of it, that was set. */
  readonly of: Thing;
  readonly name: string;
  readonly value: Value;
  readonly whole: boolean;
  /** The names in force where it is set. */
  readonly names: Table | null;
  readonly span: Span;
}

/** Code that is run again and again. */
export interface Repeated {
  /** The group, or the part of it. */
  readonly of: Thing;
  readonly code: Text;
  readonly every: Value | null;
}

/** What is set between two runs: at the time that has been simulated by then, in s. */
export interface Change {
  readonly atS: number;
  readonly settings: AllSettings;
}

export class AllSettings {
  private readonly renamed = new Map<Thing, ReadonlyMap<string, Value>>();
  private readonly events = new Map<Thing, ReadonlyMap<string, Text>>();
  private readonly repeated = new Map<Thing, Repeated[]>();
  private readonly sets = new Map<Thing, Map<string, SetValue[]>>();
  private readonly created = new Set<Thing>();
  private readonly connected = new Set<Thing>();
  /** How many synapses there are, where each `connect` makes one. */
  private readonly made = new Map<Thing, number>();
  private readonly added = new Map<Thing, Set<string>>();
  private read: ReadonlySet<Thing> | null = null;
  private readonly known = new Map<Thing, Settings>();

  /** @param changes what is set later on, in order */
  constructor(
    calls: readonly ApiCall[],
    private readonly changes: readonly Change[] = [],
  ) {
    for (const call of calls) {
      if (call.backend !== 'brian2' || call.dead !== null) continue;
      if (call.what === 'regularly') this.repeat(call);
      if (call.what === 'on event') this.noteEvent(call);
      if (call.what === 'names') this.rename(call);
      const synapses = call.what === 'connect' ? call.args.get('synapses') : undefined;
      if (synapses?.kind === 'thing') {
        this.connected.add(synapses);
        this.noteConnection(synapses, call);
      }
      const made = call.args.get('made');
      if (made?.kind === 'thing' && call.what === 'poisson input') this.noteInput(made);
      if (made?.kind === 'thing' && call.what === 'create') this.created.add(made);
      if (call.what !== 'set') continue;
      const [of, name, value, whole] = ['of', 'name', 'value', 'whole'].map((key) => call.args.get(key));
      if (of?.kind !== 'thing' || name?.kind !== 'text' || !value) continue;
      const group = wholeOf(of);
      const all = this.sets.get(group) ?? new Map<string, SetValue[]>();
      this.sets.set(group, all);
      const isWhole = (group === of && whole?.kind === 'flag' && whole.value) || this.isOnlyOne(of);
      all.set(name.value, [
        ...(all.get(name.value) ?? []),
        { of, name: name.value, value, whole: isWhole, names: tableAt(call, 'names'), span: call.span },
      ]);
    }
  }

  /** All that was set of a group and its parts, in the order of each name. */
  allOf(of: Thing): readonly SetValue[] {
    return [...(this.sets.get(wholeOf(of))?.values() ?? [])].flat();
  }

  /** The texts that variables of synapses were set to. */
  textsOf(of: Thing): ReadonlyMap<string, string> {
    const texts = [...(this.sets.get(wholeOf(of))?.keys() ?? [])].flatMap((name): [string, string][] => {
      const text = this.textOf(of, name);
      return text ? [[name, text.value]] : [];
    });
    return new Map(texts);
  }

  /** Whether synapses are more than a fixed weight: by their own code, or by what the script does to them. */
  isProgrammed(synapses: Thing): boolean {
    return needsProgram(synapses, this.textsOf(synapses)) || this.isPartlySet(synapses) || this.isMoved(synapses);
  }

  /** Whether something is set of them between two runs, or again and again. */
  isMoved(of: Thing): boolean {
    return this.repeatedOf(of).length > 0 || this.changesOf(of).length > 0;
  }

  /** Whether a variable is set where a condition holds only. */
  isPartlySet(of: Thing): boolean {
    return this.allOf(of).some(({ of: part, whole }) => !whole && part.fields.has('where'));
  }

  /** The group's variables that stand for another group's. */
  linksOf(of: Thing): readonly LinkedVariable[] {
    return linksIn(this.allOf(of), [...this.created]);
  }

  /** Whether synapses that are run by their own code, or a group that is linked to it, have to know the group's variables. */
  isRead(of: Thing): boolean {
    this.read ??= new Set([
      ...[...this.created].flatMap((group) => this.linksOf(group).flatMap(({ source }) => [group, source])),
      ...[...this.connected].flatMap((synapses) => {
        const texts = [...this.textsOf(synapses).values(), ...this.repeatedOf(synapses).map(({ code }) => code.value)];
        return this.isProgrammed(synapses) ? groupsReadBy(synapses, texts) : [];
      }),
    ]);
    return this.read.has(wholeOf(of));
  }

  /** The variables of a group that events are added to. */
  reachedOf(of: Thing): ReadonlySet<string> {
    const group = wholeOf(of);
    const found = new Set(this.added.get(group));
    for (const synapses of this.connected) {
      const { target } = endsOf(synapses);
      if (target && wholeOf(target) === group) for (const { variable } of effectsOf(synapses)) found.add(variable);
    }
    return found;
  }

  /** What is set of a group and its parts between two runs. */
  changesOf(of: Thing): readonly Change[] {
    return this.changes.filter(({ settings }) => settings.allOf(of).length > 0 || settings.renamedOf(of).size > 0);
  }

  /** What is run regularly for a group and its parts. */
  repeatedOf(of: Thing): readonly Repeated[] {
    return this.repeated.get(wholeOf(of)) ?? [];
  }

  /** What an event of a group runs, beside what synapses do. */
  codeAt(of: Thing, event: string): Text | null {
    return this.events.get(wholeOf(of))?.get(event) ?? null;
  }

  /** Names of the script that stand for other numbers from now on. */
  renamedOf(of: Thing): ReadonlyMap<string, Value> {
    return this.renamed.get(wholeOf(of)) ?? new Map<string, Value>();
  }

  /** `S.connect(i=0, j=1)` makes one synapse: `S.w[0] = …` sets all there are. */
  private isOnlyOne(of: Thing): boolean {
    const made = this.made.get(wholeOf(of));
    return made === 1 && textOf(of, 'where') === `${placeOfSynapse} == 0`;
  }

  private noteConnection(synapses: Thing, call: ApiCall): void {
    const isOne = (key: string): boolean => {
      const value = call.args.get(key);
      return value?.kind === 'num' && !value.shape?.length && constantOf(value) !== null;
    };
    const count = isOne('i') && isOne('j') && !call.args.has('n') && !call.args.has('p') ? 1 : Infinity;
    this.made.set(synapses, (this.made.get(synapses) ?? 0) + count);
  }

  private noteInput(made: Thing): void {
    const [target, variable] = [made.fields.get('target'), made.fields.get('target_var')];
    if (target?.kind !== 'thing' || variable?.kind !== 'text') return;
    const group = wholeOf(target);
    this.added.set(group, new Set([...(this.added.get(group) ?? []), variable.value]));
  }

  /** What names stand for in the first run of these settings: a group's own, but for those that have changed since it was named. */
  lookupOf(of: Thing): Lookup {
    const group = wholeOf(of);
    const model = modelOf(group);
    const renamed = this.renamed.get(group);
    if (!renamed || renamed.size === 0) return lookupOf(model);
    const names = group.fields.get('names');
    const frame = table();
    for (const [name, value] of [...(names?.kind === 'table' ? names.entries : []), ...renamed])
      frame.entries.set(name, value);
    const [part] = model.parts;
    return new Lookup(model, frame, model.parts.length === 1 && part ? part.replaced : new Map());
  }

  private noteEvent(call: ApiCall): void {
    const [of, event, code] = ['of', 'event', 'code'].map((key) => call.args.get(key));
    if (of?.kind !== 'thing' || event?.kind !== 'text' || code?.kind !== 'text') return;
    const group = wholeOf(of);
    this.events.set(group, new Map([...(this.events.get(group) ?? []), [event.value, code]]));
  }

  private rename(call: ApiCall): void {
    const [of, names] = [call.args.get('of'), tableAt(call, 'names')];
    if (of?.kind === 'thing' && names)
      this.renamed.set(wholeOf(of), new Map([...(this.renamed.get(wholeOf(of)) ?? []), ...names.entries]));
  }

  private repeat(call: ApiCall): void {
    const [of, code] = [call.args.get('of'), call.args.get('code')];
    if (of?.kind !== 'thing' || code?.kind !== 'text') return;
    const every = call.args.get('dt') ?? null;
    const known = this.repeated.get(wholeOf(of)) ?? [];
    this.repeated.set(wholeOf(of), [...known, { of, code, every: every?.kind === 'nothing' ? null : every }]);
  }

  /** The last value that all of them were given, if no part was given another one since. */
  lastOf(of: Thing, name: string): SetValue | null {
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
      else if (last?.value.kind === 'text') {
        const number = numberOfText(group, last.value.value, last.names);
        if (number) settings.set(name, number);
      }
    }
    this.known.set(group, settings);
    return settings;
  }
}

/** `'2.5*mV'`: a text that amounts to one number, in SI. */
function numberOfText(group: Thing, text: string, names: Table | null): Value | null {
  const expression = parseExpression(text).value;
  const lookup = new Lookup(modelOf(group), names);
  const poly = expression && polyOf(expression, lookup);
  const exact = poly && asConstant(valued(poly, lookup));
  return exact ? literal(exact) : null;
}

function tableAt(call: ApiCall, key: string): Table | null {
  const value = call.args.get(key);
  return value?.kind === 'table' ? value : null;
}
