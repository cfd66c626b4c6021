// What a library is to the evaluator: functions by dotted path that turn argument values into a value. Data first, code where data won't do.
import { type Span } from '../text';
import { type CallExpr } from '../python/syntax';
import { type Elements } from './loops';
import { type Run } from './run';
import { type Scope } from './scope';
import { type External, type Instance, type Num, type Thing, type Value } from './value';

export interface Call {
  readonly path: string;
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** Places of the positional arguments and of the keywords' values. */
  readonly argSpans: readonly Span[];
  readonly keywordSpans: ReadonlyMap<string, Span>;
  readonly receiver: Value | null;
  readonly span: Span;
  readonly node: CallExpr | null;
  /** The names in force where the call stands; null where it has no place of its own. */
  readonly scope: Scope | null;
}

export type LibraryFunction = (run: Run, call: Call) => Value;

export interface Library {
  /** Dotted paths that belong to it: `numpy`, `pyNN`. */
  readonly roots: readonly string[];
  /** A root that is no name of its own (`brain_model`): a workspace module of that path is the library's only where its text says so. */
  isOwn?(text: string): boolean;
  /** Brings aliases to one path: `numpy.core.multiarray` and the like. */
  canonical?(path: string): string;
  /** What a call of a path gives; null where the library does not know. */
  call?(run: Run, call: Call): Value | null;
  /** The names that `from module import *` brings. */
  exports?(path: string): readonly string[];
  /** What a path that is not called stands for: a constant, a unit. */
  constant?(run: Run, path: string): Value | null;
  /** `nest.resolution = 0.1`: a setting of the library itself. */
  set?(run: Run, path: string, value: Value, span: Span): void;
  /** All was run: what could not be judged before is judged now. */
  ended?(run: Run): void;
  /** A class of the workspace that derives from one of this library's was instantiated. */
  made?(run: Run, instance: Instance, span: Span): void;
  /** Attributes and methods of the things that this library makes: the answer is a value, or a function of the path `type.name`. */
  attribute?(run: Run, of: Thing, name: string): Value | null;
  /** Things of this library that can be calculated with or indexed. */
  index?(run: Run, of: Thing, indexes: readonly Value[], span: Span): Value | null;
  /** What a loop over such a thing gets. */
  iterate?(run: Run, of: Thing, span: Span): Elements | null;
  /** What `list(thing)` and `np.array(thing)` give, where that can be indexed and handed on as the thing itself. */
  listed?(run: Run, of: Thing): Value | null;
  /** So many of its elements, drawn by chance: `random.sample(thing, 10)`; null for one. */
  draw?(run: Run, of: Thing, count: Num | null, replaces: boolean): Value | null;
  /** `a + b` of two things. */
  combine?(run: Run, left: Thing, right: Value, operator: string, span: Span): Value | null;
  /** `a + b` where only the right one is a thing. */
  combineRight?(run: Run, left: Value, right: Thing, operator: string, span: Span): Value | null;
  assign?(run: Run, of: Thing, key: Value, value: Value, span: Span, scope: Scope | null): boolean;
  /** `thing.name[keys] = value`. True where the library took it. */
  assignElement?(
    run: Run,
    of: Thing,
    name: string,
    value: Value,
    span: Span,
    keys: readonly Value[],
    scope: Scope | null,
  ): boolean;
}

export class Libraries {
  private readonly byRoot = new Map<string, Library>();

  constructor(libraries: readonly Library[]) {
    for (const library of libraries) for (const root of library.roots) this.byRoot.set(root, library);
  }

  of(path: string): Library | null {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
      const library = this.byRoot.get(at);
      if (library) return library;
    }
    return null;
  }

  ofThing(of: Thing): Library | null {
    return this.of(of.type);
  }
}

export const external = (path: string, receiver: Value | null = null): External => ({
  kind: 'external',
  path,
  receiver,
});

/** An argument by its name or its position. */
export function argument(call: Call, name: string, position: number): Value | undefined {
  return call.keywords.get(name) ?? (position >= 0 ? call.args[position] : undefined);
}

export function argumentSpan(call: Call, name: string, position: number): Span {
  return call.keywordSpans.get(name) ?? (position >= 0 ? call.argSpans[position] : undefined) ?? call.span;
}
