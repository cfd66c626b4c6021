// One evaluation of a module and what it imports: its budgets, its journal, what it found, and the module's comments by line.
import { LineIndex, type Span } from '../text';
import { type ClassStmt, type Comment, type Module as SyntaxModule, type Node } from '../python/syntax';
import { type ConfigNode } from '../config/tree';
import { type Unit } from '../units/unit';
import { one } from '../units/rational';
import { Odds } from './chance';
import { type Evidence, fits, resolve, unify, unitOf } from './claim';
import { type Chance, type Contradiction, type Facts, makeFacts, partKey, type Rounding, spanKey } from './facts';
import { type Libraries } from './library';
import { type Settled, unsettled } from './settled';
import { type Settling } from './settling';
import { constant, multiplyPolys } from './poly';
import { Journal, makeScope, type Scope, type Written } from './scope';
import { type Turn, turnLabel } from './turns';
import { type Class, type Instance, type Num, num, type Sequence, type Table, text, type Value } from './value';

export interface SourceModule {
  readonly file: string;
  readonly module: SyntaxModule;
}

/** A module with what the evaluator looks up in it again and again. */
export interface LoadedModule extends SourceModule {
  readonly lines: LineIndex;
  /** The comment that ends a line, by zero-based line. */
  readonly trailing: ReadonlyMap<number, Comment>;
  /** A comment that has its line to itself. */
  readonly ownLine: ReadonlyMap<number, Comment>;
  readonly scope: Scope;
  evaluated: boolean;
}

export interface RunOptions {
  readonly libraries: Libraries;
  /** Finds a module of the workspace by dotted path. */
  findModule(path: string, level: number, from: string): SourceModule | null;
  /** Finds a configuration file by the name under which the code opens it. */
  findConfig?(name: string, from: string): { readonly file: string; readonly root: ConfigNode } | null;
  /** What the project file says of names. */
  readonly settled?: Settled;
  /** The place whose innermost expression is to be explained. */
  readonly watch?: { readonly file: string; readonly offset: number };
  /** Set where the network is read to be run: what is open is settled. */
  readonly settling?: Settling;
  /** Steps are expressions evaluated; past them the rest is unknown, and that is said. */
  readonly maxSteps?: number;
}

const maxNoted = 1000;
export const maxDepth = 24;
/** After so many calls of one function its further results are not worth the time. */
export const maxInlinings = 40;
/** A small function may be called as often as a matrix of populations has elements, until all its calls together have cost this many steps. */
export const mostInlinings = 1024;
const mostSpent = 20_000;
const mostSpentOnDead = 2000;
/** More calls of simulators than these are no script that anybody wrote out: a loop is run turn by turn that should not be. */
const mostCalls = 20_000;

export class Run {
  readonly journal = new Journal();
  readonly facts: Facts = makeFacts();
  readonly modules = new Map<string, LoadedModule>();
  readonly inlinings = new Map<unknown, number>();
  readonly stack: unknown[] = [];
  /** What the calls at hand were given their tables as, the innermost last: numbers of configuration files are spoken of there. */
  readonly handing: Span[] = [];
  /** For `super()`: whose method runs, on what. */
  readonly frames: { readonly owner: Class | null; readonly self: Value | null }[] = [];
  readonly symbols = new Map<string, Num>();
  /** The first object made of each class: methods that nobody calls are read with what it holds. */
  readonly instances = new Map<ClassStmt, Instance>();
  /** Why the code at hand is not reached, the innermost last; empty where it is. */
  readonly dead: { readonly reason: string; readonly feasible: boolean }[] = [];
  /** True while a function is read that nobody called. */
  standalone = false;
  /** How often the code at hand runs because of the loops around it. */
  readonly multiplicity: (Num | null)[] = [];
  /** The variables of the loops that are run once for many, and for how many. */
  readonly loops = new Map<string, Num | null>();
  /** The branches around the code at hand that are tried both ways, and which way this is. */
  readonly ways = new Map<number, number>();
  private branches = 0;

  /** Several ways of which one is taken; what is done on one of them is not done on another. */
  onWays<T>(count: number, work: (way: number) => T): T[] {
    const branch = ++this.branches;
    return Array.from({ length: count }, (_, way) => {
      this.ways.set(branch, way);
      try {
        return work(way);
      } finally {
        this.ways.delete(branch);
      }
    });
  }

  /** Arrays as they are after some of them was written: whatever else holds them holds them so. */
  readonly inPlace = new WeakSet<Value>();
  /** The loops around the code at hand that are run turn by turn. */
  readonly turns: Turn[] = [];
  /** In how many loops a list was made. */
  readonly births = new WeakMap<Sequence, number>();
  private steps = 0;
  private draws = 0;
  /** What was seen at the watched place, innermost. */
  watched: { readonly span: Span; readonly value: Value } | null = null;
  /** The module that is run as a script. */
  entry = '';
  private readonly maxSteps: number;

  constructor(readonly options: RunOptions) {
    this.maxSteps = options.maxSteps ?? 400_000;
  }

  get settling(): Settling | null {
    return this.options.settling ?? null;
  }

  /** What the project file says of names. */
  get settled(): Settled {
    return this.options.settled ?? unsettled;
  }

  get libraries(): Libraries {
    return this.options.libraries;
  }

  /** False when the budget is spent. */
  step(): boolean {
    return ++this.steps <= this.maxSteps;
  }

  private readonly spent = new Map<unknown, number>();

  /** How often a function may be called; `measured` tells what a call of it costs. */
  mostCalls(of: unknown): number {
    return (this.spent.get(of) ?? 0) < mostSpent ? mostInlinings : maxInlinings;
  }

  /** True where code that is not reached has been read often enough: all its readings cost that many steps together. */
  isSpent(of: unknown): boolean {
    return (this.spent.get(of) ?? 0) >= mostSpentOnDead;
  }

  measured<T>(of: unknown, work: () => T): T {
    const before = this.steps;
    try {
      return work();
    } finally {
      this.spent.set(of, (this.spent.get(of) ?? 0) + this.steps - before);
    }
  }

  get exhausted(): boolean {
    return this.steps > this.maxSteps;
  }

  nextDraw(): number {
    return ++this.draws;
  }

  load(source: SourceModule): LoadedModule {
    const known = this.modules.get(source.file);
    if (known) return known;
    const lines = new LineIndex(source.module.text);
    const trailing = new Map<number, Comment>();
    const ownLine = new Map<number, Comment>();
    for (const comment of source.module.comments)
      (comment.ownLine ? ownLine : trailing).set(lines.lineAt(comment.start), comment);
    const loaded: LoadedModule = {
      ...source,
      lines,
      trailing,
      ownLine,
      scope: makeScope(source.file, null),
      evaluated: false,
    };
    this.modules.set(source.file, loaded);
    return loaded;
  }

  moduleOf(scope: Scope): LoadedModule {
    const loaded = this.modules.get(scope.module);
    if (!loaded) throw new Error(`no module ${scope.module}`);
    return loaded;
  }

  span(scope: Scope, node: Node): Span {
    return { file: scope.module, start: node.start, end: node.end };
  }

  bound(name: string, kind: 'variable' | 'parameter' | 'attribute' | 'key', span: Span, value: Value): void {
    this.watch(span.file, span, value);
    if (value.kind === 'num') this.noted(name, kind, span, value);
    let bindings = this.facts.bindings.get(span.file);
    if (!bindings) this.facts.bindings.set(span.file, (bindings = new Map()));
    const binding = bindings.get(span.start);
    if (!binding) bindings.set(span.start, { name, kind, span, values: [value] });
    else if (binding.values.length < 8) binding.values.push(value);
  }

  /** Noise and what objects keep are looked at again when the drives are derived. */
  private noted(name: string, kind: string, span: Span, value: Num): void {
    const { drawn, held } = this.facts;
    if (value.draw && drawn.length < maxNoted) {
      const frame = this.frames[this.frames.length - 1];
      const called = this.stack[this.stack.length - 1] as { readonly name?: string } | undefined;
      const within = [frame?.owner?.name, called?.name].filter((each) => each !== undefined).join('.');
      const dead = this.dead[this.dead.length - 1]?.reason ?? null;
      drawn.push({ name, value, span, within, dead, standalone: this.standalone });
    } else if (kind === 'attribute' && !value.draw && value.poly.terms.length > 0 && held.length < maxNoted)
      held.push({ name, value, span, standalone: this.standalone });
  }

  /** Keeps the value of the smallest expression around the watched place. */
  watch(file: string, node: Node, value: Value): void {
    const wanted = this.options.watch;
    if (!wanted || wanted.file !== file || wanted.offset < node.start || wanted.offset > node.end) return;
    const known = this.watched;
    if (known && known.span.end - known.span.start < node.end - node.start) return;
    this.watched = { span: { file, start: node.start, end: node.end }, value };
  }

  /** What a loop grew a number to stands in the report for what one turn of it made. */
  rebound(before: Value, after: Value): void {
    for (const bindings of this.facts.bindings.values()) {
      for (const binding of bindings.values()) {
        const at = binding.values.indexOf(before);
        if (at !== -1) binding.values[at] = after;
      }
    }
  }

  /** A number arrives where its unit is known: noted for the rules, and what was unknown of its unit is settled by it. */
  expect(
    value: Num,
    expected: Unit,
    parameter: string,
    callee: string,
    because: Evidence,
    span: Span,
    kind: 'argument' | 'function' = 'argument',
  ): void {
    if (this.impossible) return;
    const at = this.handing.at(-1);
    const from = at && !this.modules.has(span.file) ? span : undefined;
    const place = at && from ? at : span;
    const key = `${spanKey(place)}:${parameter}`;
    const known = this.facts.arrivals.get(key);
    if (!known || (value.claim && !fitsOrOpen(value, expected))) {
      const others = known ? [...known.others, known.value] : [];
      const arrival = { kind, value, expected, because, parameter, callee, span: place, others };
      this.facts.arrivals.set(key, from ? { ...arrival, from } : arrival);
    } else if (known.others.length < 8) known.others.push(value);
    if (value.claim && unitOf(value.claim) === null) {
      unify(
        value.claim,
        { term: { unit: expected, unknowns: [] }, sure: 1, evidence: [because], scale: one },
        { ...because, kind: 'inferred' },
      );
    }
  }

  meet(operator: string, left: Num, right: Num, span: Span): void {
    const key = spanKey(span) + operator;
    if (!this.impossible && !this.facts.meetings.has(key))
      this.facts.meetings.set(key, { operator, left, right, span });
  }

  /** A number is made whole; the first time through tells. */
  round(rounding: Rounding): void {
    const key = spanKey(rounding.span);
    if (!this.impossible && !this.facts.roundings.has(key)) this.facts.roundings.set(key, rounding);
  }

  /** A number is taken as a chance. */
  chance(chance: Chance): void {
    const key = spanKey(chance.span);
    if (!this.impossible && !this.facts.chances.has(key)) this.facts.chances.set(key, chance);
  }

  /** More than none inside `with pytest.raises(…)`: a test that makes the mistake on purpose. */
  provoking = 0;

  get impossible(): boolean {
    return this.provoking > 0 || this.dead.some((each) => !each.feasible);
  }

  /** Notes what is said of a name against what it was computed to be. */
  contradict(contradiction: Contradiction): void {
    if (!this.impossible) this.facts.contradictions.set(spanKey(contradiction.span), contradiction);
  }

  /** What code that is not reached would have written, for other code that is not reached either. */
  private readonly unwritten = new WeakMap<Map<string, Value>, Map<string, Value>>();
  private readonly unlisted = new WeakMap<Sequence, readonly Value[]>();

  /** What was made in code that is not reached: nothing that is reached knows of it, and what is set on it stays. */
  readonly stillborn = new WeakSet<Map<string, Value>>();

  shadow(written: Written): void {
    for (const [slots, keys] of written) {
      const known = this.unwritten.get(slots) ?? new Map<string, Value>();
      for (const [key, value] of keys) if (value) known.set(key, value);
      this.unwritten.set(slots, known);
    }
    for (const [list, { items }] of written.lists) this.unlisted.set(list, items);
  }

  /** Asked in code that is not reached, for what nothing that is reached has written. */
  shadowed(slots: Map<string, Value>, key: string): Value | undefined {
    return this.dead.length > 0 ? this.unwritten.get(slots)?.get(key) : undefined;
  }

  shadowedName(scope: Scope, name: string): Value | undefined {
    let found: Value | undefined;
    for (let at: Scope | null = scope; at && !found; at = at.parent) found = this.shadowed(at.names, name);
    return found;
  }

  shadowItems(list: Sequence): readonly Value[] {
    return this.dead.length > 0 && list.items.length === 0 ? (this.unlisted.get(list) ?? list.items) : list.items;
  }

  /** A call that the network's reader will want to know of. */
  called(backend: string, what: string, args: ReadonlyMap<string, Value>, span: Span): void {
    const made = what === 'create' ? args.get('made') : undefined;
    const turn = made?.kind === 'thing' && this.turns.length > 0 ? turnLabel(this) : null;
    if (made?.kind === 'thing' && turn !== null) made.fields.set('turn', text(turn));
    if (made?.kind === 'thing' && this.dead.length > 0) {
      this.stillborn.add(made.fields);
      for (const each of made.fields.values()) if (each.kind === 'table') this.stillborn.add(each.entries);
    }
    if (this.facts.calls.length < mostCalls)
      this.facts.calls.push({
        backend,
        what,
        args,
        times: this.times(),
        span,
        dead: this.dead[this.dead.length - 1]?.reason ?? (this.provoking > 0 ? 'it is expected to raise' : null),
        ...(this.ways.size > 0 ? { ways: new Map(this.ways) } : {}),
        ...this.odds.said,
      });
  }

  /** What draws decide of the code at hand. */
  readonly odds = new Odds();

  /** Code in a `try`, or on a way that may not be taken, asks for what may well be missing. */
  trying = 0;

  /** A dictionary is asked for a key; of those of a configuration file it is kept which part of it. */
  readKey(from: Table, key: string, found: boolean, hasDefault: boolean, span: Span): void {
    const { document } = from;
    if (!found && (this.trying > 0 || this.dead.length > 0 || this.provoking > 0)) return;
    if (!document) {
      if (this.facts.lookups.length < 5000) this.facts.lookups.push({ table: from, key, found, hasDefault, span });
      return;
    }
    const id = `${spanKey(span)}:${key}`;
    // What one call finds, another may miss: only what is never found is missing.
    if (found || !this.facts.keyReads.has(id))
      this.facts.keyReads.set(id, { part: document, key, found, hasDefault, span });
  }

  /** A value goes where it can't be followed: of the configuration in it, any key may be read. */
  lose(value: Value, seen = new Set<Value>()): void {
    if (this.facts.openedConfigs.size === 0 || seen.has(value) || seen.size > 500) return;
    if (value.kind === 'num' || value.kind === 'text' || value.kind === 'unknown') return;
    seen.add(value);
    if (value.kind === 'table') {
      if (value.document) this.facts.lostParts.add(partKey(value.document));
      for (const each of value.entries.values()) this.lose(each, seen);
    } else if (value.kind === 'sequence') for (const each of value.items.slice(0, 64)) this.lose(each, seen);
    else if (value.kind === 'choice') for (const each of value.options) this.lose(each.value, seen);
    else if (value.kind === 'instance') for (const each of value.fields.values()) this.lose(each, seen);
  }

  cut(what: string): void {
    this.facts.cuts.add(what);
  }

  /** How often the code at hand runs in all, or within the loops from the given one on. */
  times(from = 0): Num | null {
    let product: Num = num(constant(one));
    for (const each of this.multiplicity.slice(from)) {
      if (!each) return null;
      product = num(multiplyPolys(product.poly, each.poly));
    }
    return product;
  }
}

function fitsOrOpen(value: Num, expected: Unit): boolean {
  const claim = value.claim && resolve(value.claim);
  return !claim || claim.term.unknowns.length > 0 || fits(claim, expected);
}
