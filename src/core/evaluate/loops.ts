// Loops: short known ones are run, long ones once for a representative element with its multiplicity, and what they carry on is multiplied.
import { type Expr, type Stmt } from '../python/syntax';
import { type Span } from '../text';
import * as q from '../units/rational';
import { pure } from '../units/unit';
import { walkExpression } from '../python/walk';
import { bindTarget } from './bind';
import { callFunction } from './functions';
import { findMember } from './attributes';
import { evaluate, keyOfValue, truthOf } from './expressions';
import { type Claim, claimOf, unitOf } from './claim';
import { constantOf, fromFloat, literal } from './numbers';
import {
  addPolys,
  atomsOf,
  constant,
  dividePolys,
  makeAtom,
  multiplyPolys,
  type Poly,
  subtractPolys,
  symbol,
} from './poly';
import { allNumbers } from '../network/arrayNumbers';
import { type Run } from './run';
import { type Scope } from './scope';
import { execute, type Flow, type Outcome, tryBoth } from './statements';
import { itemsOfNamedTuple, type Num, num, text, type Table, type Thing, unknown, type Value } from './value';

export interface Elements {
  readonly elements: readonly Value[];
  /** How many the one element stands for; null where each is there, or nobody knows. */
  readonly count: Num | null;
  readonly representative: boolean;
}

const listed = (elements: readonly Value[]): Elements => ({ elements, count: null, representative: false });
const stands = (element: Value, count: Num | null): Elements => ({ elements: [element], count, representative: true });

/** What iterating over a value gives. */
export function elementsOf(run: Run, value: Value, span: Span, atMost: number): Elements {
  const limit = run.settling ? Math.max(atMost, run.settling.turns) : atMost;
  switch (value.kind) {
    case 'sequence':
      if (value.count) return stands(value.items[0] ?? unknown('an element'), value.count);
      return listed(run.shadowItems(value).slice(0, limit));
    case 'table':
      run.lose(value);
      if (value.open && value.entries.size === 0) return stands(unknown('a key'), null);
      return listed(
        [...value.entries.keys()]
          .slice(0, limit)
          .map((key) => (key.startsWith('#') ? (keyNumber(key) ?? text(key)) : text(key))),
      );
    case 'text':
      return stands(unknown('a letter'), null);
    case 'num': {
      const each = run.settling ? oneByOne(value, limit) : null;
      if (each) return listed(each);
      const size = value.shape?.[0] ?? null;
      return stands({ ...value, shape: value.shape && value.shape.slice(1), literal: false }, size);
    }
    case 'thing': {
      if (value.type === 'range')
        return rangeElements(value, span, run.settling || limit > 64 ? limit : Math.min(limit, 8));
      const known = run.libraries.ofThing(value)?.iterate?.(run, value, span);
      if (known) return known;
      return stands(unknown('an element'), null);
    }
    case 'class': {
      const members = [...value.members.values()].filter(
        (each) => each.kind === 'thing' && each.type === 'enum.member',
      );
      return listed(members);
    }
    case 'instance': {
      const items = itemsOfNamedTuple(value);
      if (items) return listed(items);
      const method = findMember(value.type, '__iter__');
      const iterated =
        method?.kind === 'function' ? callFunction(run, { ...method, bound: [value] }, [], new Map()) : null;
      return iterated && iterated.kind !== 'instance'
        ? elementsOf(run, iterated, span, limit)
        : stands(unknown('an element'), null);
    }
    case 'unknown':
      return stands(
        unknown(
          'an element',
          value.symbol && { id: `${value.symbol.id}[]`, text: value.symbol.text, name: value.symbol.name },
        ),
        null,
      );
    default:
      return stands(unknown('an element'), null);
  }
}

/** The numbers of a known array of one axis, where they are no more than so many. */
function oneByOne(value: Num, atMost: number): Num[] | null {
  if (value.shape?.length !== 1) return null;
  const size = value.shape[0] && constantOf(value.shape[0]);
  const numbers = size && q.toNumber(size) <= atMost ? allNumbers(value) : null;
  if (!numbers?.every(Number.isFinite)) return null;
  const { claim, quantity } = value;
  return Array.from(numbers, (one) => ({ ...fromFloat(one), claim, quantity, literal: false }));
}

function keyNumber(key: string): Num | null {
  const value = q.parseDecimal(key.slice(1));
  return value && literal(value);
}

function rangeElements(range: Thing, span: Span, limit: number): Elements {
  const part = (name: string): Num | null => {
    const value = range.fields.get(name);
    return value?.kind === 'num' ? value : null;
  };
  const [start, stop, step] = [part('start'), part('stop'), part('step')];
  const [from, to, by] = [start && constantOf(start), stop && constantOf(stop), step && constantOf(step)];
  if (from && to && by && !q.isZero(by)) {
    const length = Math.max(0, Math.ceil(q.toNumber(q.divide(q.subtract(to, from), by))));
    if (length <= limit)
      return listed(
        Array.from({ length }, (_, i) => ({
          ...literal(q.add(from, q.multiply(by, q.rational(i)))),
          claim: counted(range, span),
          literal: false,
        })),
      );
    return stands(loopSymbol(range, span), literal(q.rational(length)));
  }
  const extent = start && stop && subtractPolys(stop.poly, start.poly);
  const count = extent && (step ? dividePolys(extent, step.poly) : extent);
  return stands(loopSymbol(range, span), count && num(count));
}

/** `for t in range(T_ms)` runs over milliseconds; a bare range only counts. */
function counted(range: Thing, span: Span): Claim {
  for (const name of ['stop', 'start']) {
    const bound = range.fields.get(name);
    if (bound?.kind === 'num' && bound.claim && !bound.literal && unitOf(bound.claim) !== null) return bound.claim;
  }
  const place = span.file === '' ? null : span;
  return claimOf(pure, { kind: 'role', text: 'it counts a loop', span: place, unit: pure });
}

const loopSymbol = (range: Thing, span: Span): Num =>
  num(symbol(makeAtom(`loop:${span.file}:${span.start}`, 'i')), { claim: counted(range, span) });

/** Numbers are cheap to list one by one; what a call makes, a network holds as one of many. */
export const mostListed = (element: Expr): number => {
  let calls = false;
  walkExpression(element, (each) => {
    calls ||= each.kind === 'call';
    return undefined;
  });
  return calls ? 16 : 128;
};

export function executeFor(run: Run, scope: Scope, stmt: Extract<Stmt, { kind: 'for' }>, flow: Flow): Outcome {
  const source = evaluate(run, scope, stmt.iterable);
  const { elements, count, representative } = elementsOf(
    run,
    source,
    run.span(scope, stmt.iterable),
    run.multiplicity.length > 1 ? 8 : 32,
  );
  if (representative) {
    const [element = unknown('an element')] = elements;
    run.multiplicity.push(count);
    const outer = new Map(run.loops);
    for (const name of namesIn(stmt.target)) run.loops.set(name, count);
    const outcome = carried(run, scope, stmt.body, count, () => {
      bindTarget(run, scope, stmt.target, element, null);
      return execute(run, scope, stmt.body, flow);
    });
    run.multiplicity.pop();
    run.loops.clear();
    for (const [name, turns] of outer) run.loops.set(name, turns);
    if (outcome === 'return' && count === null) return tryNothing(run, flow);
    return outcome === 'return' ? outcome : execute(run, scope, stmt.orElse, flow);
  }
  const entries = entriesOver(run, scope, stmt);
  for (const element of elements) {
    bindTarget(run, scope, stmt.target, element, null);
    run.turns.push({ element, length: elements.length, scope });
    const outcome = execute(run, scope, stmt.body, flow);
    run.turns.pop();
    if (entries) handBack(run, scope, entries, element);
    if (outcome === 'break') return 'next';
    if (outcome === 'return' || outcome === 'raise') return outcome;
    if (run.exhausted) break;
  }
  return execute(run, scope, stmt.orElse, flow);
}

interface Entries {
  readonly of: Table;
  /** The variable that holds each value in turn. */
  readonly name: string;
}

/** `for key, array in table.items()`. */
function entriesOver(run: Run, scope: Scope, { iterable, target }: Extract<Stmt, { kind: 'for' }>): Entries | null {
  const held = target.kind === 'tuple' && target.items.length === 2 ? target.items[1] : null;
  if (iterable.kind !== 'call' || iterable.callee.kind !== 'attribute' || iterable.callee.name !== 'items') return null;
  const of = held?.kind === 'name' ? evaluate(run, scope, iterable.callee.object) : null;
  return of?.kind === 'table' && held?.kind === 'name' ? { of, name: held.id } : null;
}

/** `array[i] = …` in the loop wrote to what the table holds. */
function handBack(run: Run, scope: Scope, { of, name }: Entries, element: Value): void {
  const key = element.kind === 'sequence' && element.items[0] ? keyOfValue(element.items[0]) : null;
  const value = scope.names.get(name);
  if (key !== null && value && run.inPlace.has(value)) run.journal.write(of.entries, key, value);
}

/** How often the loops turn whose variables the one expression has and the other has not; null where that is not known. */
export function turnsOver(run: Run, expr: Expr | undefined, other: Expr | undefined): Num | null {
  const kept = new Set(other ? namesIn(other) : []);
  const counts = new Set<Num | null>();
  for (const name of expr ? namesIn(expr) : []) {
    const turns = run.loops.get(name);
    if (turns !== undefined && !kept.has(name)) counts.add(turns);
  }
  let product = num(constant(q.one));
  for (const turns of counts) {
    if (turns === null) return null;
    product = num(multiplyPolys(product.poly, turns.poly), { origin: turns.origin });
  }
  return product;
}

function namesIn(expr: Expr): string[] {
  const names: string[] = [];
  walkExpression(expr, (each) => {
    if (each.kind === 'name') names.push(each.id);
    return undefined;
  });
  return names;
}

/** A loop that returns may also not: both are possible. */
const tryNothing = (run: Run, flow: Flow): Outcome => tryBoth(run, [{ condition: '', work: () => 'next' }], flow);

export function executeWhile(run: Run, scope: Scope, stmt: Extract<Stmt, { kind: 'while' }>, flow: Flow): Outcome {
  const truth = truthOf(evaluate(run, scope, stmt.test));
  if (truth === false) return execute(run, scope, stmt.orElse, flow);
  run.multiplicity.push(null);
  const outcome = carried(run, scope, stmt.body, null, () => execute(run, scope, stmt.body, flow));
  run.multiplicity.pop();
  return outcome === 'return' && truth === true ? outcome : 'next';
}

/** Runs a body once for many: a number that the body carries on is a symbol meanwhile, and afterwards what it grew to. */
function carried(run: Run, scope: Scope, body: readonly Stmt[], count: Num | null, work: () => Outcome): Outcome {
  const before = new Map<string, Num>();
  for (const name of assignedNames(body)) {
    const value = scope.names.get(name);
    if (value?.kind !== 'num' || value.special) continue;
    before.set(name, value);
    run.journal.write(scope.names, name, {
      ...value,
      poly: symbol(placeholder(scope, name)),
      draw: null,
      literal: false,
    });
  }
  const outcome = work();
  for (const [name, old] of before) {
    const after = scope.names.get(name);
    if (after?.kind !== 'num') continue;
    const total = grown(scope, name, old, after, count);
    run.journal.write(scope.names, name, total);
    if (total !== after) run.rebound(after, total);
  }
  return outcome;
}

const placeholder = (scope: Scope, name: string): ReturnType<typeof makeAtom> =>
  makeAtom(`carried:${scope.module}:${name}`, name);

function grown(scope: Scope, name: string, old: Num, after: Num, count: Num | null): Num {
  const mark = placeholder(scope, name);
  const touched = (poly: Poly): boolean => atomsOf(poly).has(mark.id);
  if (!touched(after.poly)) return after;
  const difference = subtractPolys(after.poly, symbol(mark));
  if (difference.terms.length === 0) return { ...after, poly: old.poly };
  const loops = [...atomsOf(difference).keys()].some((id) => id.startsWith('loop:') || id.startsWith('carried:'));
  if (count && !loops)
    return { ...after, poly: addPolys(old.poly, multiplyPolys(difference, count.poly)), literal: false };
  return { ...after, poly: symbol(makeAtom(`after:${mark.id}`, name)), draw: null, literal: false };
}

const assignedCache = new WeakMap<readonly Stmt[], readonly string[]>();

/** Names that statements assign, those in nested blocks included, not those in functions. */
function assignedNames(body: readonly Stmt[]): readonly string[] {
  const known = assignedCache.get(body);
  if (known) return known;
  const names = new Set<string>();
  const target = (expr: Expr): void => {
    if (expr.kind === 'name') names.add(expr.id);
    else if (expr.kind === 'tuple' || expr.kind === 'list') expr.items.forEach(target);
  };
  const visit = (statements: readonly Stmt[]): void => {
    for (const stmt of statements) {
      if (stmt.kind === 'assign') stmt.targets.forEach(target);
      else if (stmt.kind === 'augmented') target(stmt.target);
      else if (stmt.kind === 'if' || stmt.kind === 'for' || stmt.kind === 'while') {
        visit(stmt.body);
        visit(stmt.orElse);
      } else if (stmt.kind === 'with') visit(stmt.body);
      else if (stmt.kind === 'try')
        [stmt.body, ...stmt.handlers.map((each) => each.body), stmt.orElse, stmt.finalBody].forEach(visit);
    }
  };
  visit(body);
  const result = [...names];
  assignedCache.set(body, result);
  return result;
}
