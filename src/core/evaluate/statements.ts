// Runs statements in order: branches known are taken, unknown ones tried both ways and joined; what is never reached is noted.
import { asksToDiffer, chanceOf, contrary } from './chance';
import { type AssignStmt, type Expr, type Stmt } from '../python/syntax';
import { bindTarget } from './bind';
import { binary } from './arithmetic';
import { defineClass } from './classes';
import { evaluate, makeFunction, sourceOf, truthOf } from './expressions';
import { executeImport, executeImportFrom, executeImportText, importOf } from './imports';
import { joinValues, type Option } from './join';
import { executeFor, executeWhile } from './loops';
import { type Run } from './run';
import { append, joinLists } from './lists';
import { lookUp, type Scope, type Written } from './scope';
import { attributeOf, findMember } from './attributes';
import { callFunction } from './functions';
import { indexValue } from './indexing';
import { callByValue, callExternalDecorator } from './calls';
import { spanKey } from './facts';
import { type Class, nothing, unknown, type Value } from './value';

/** What statements hand to the function around them. */
export interface Flow {
  readonly returns: Option[];
  readonly yields: Value[];
  readonly methodsOf?: Class;
}

export type Outcome = 'next' | 'return' | 'break' | 'continue' | 'raise';

export function execute(run: Run, scope: Scope, body: readonly Stmt[], flow: Flow): Outcome {
  for (const stmt of body) {
    if (run.exhausted) return 'next';
    const outcome = executeOne(run, scope, stmt, flow);
    if (outcome !== 'next') return outcome;
  }
  return 'next';
}

function executeOne(run: Run, scope: Scope, stmt: Stmt, flow: Flow): Outcome {
  switch (stmt.kind) {
    case 'expression':
      // A docstring does nothing.
      if (stmt.value.kind !== 'string') evaluate(run, scope, stmt.value);
      return 'next';
    case 'assign':
      assign(run, scope, stmt);
      return 'next';
    case 'augmented':
      augment(run, scope, stmt);
      return 'next';
    case 'function': {
      const func = makeFunction(run, flow.methodsOf?.scope ?? scope, stmt, stmt.name, flow.methodsOf ?? null, scope);
      const made = decorate(run, scope, stmt.decorators, func);
      run.journal.write(scope.names, stmt.name, withGetter(made, stmt.name, scope.names.get(stmt.name)));
      return 'next';
    }
    case 'class':
      run.journal.write(scope.names, stmt.name, defineClass(run, scope, stmt));
      return 'next';
    case 'return':
      flow.returns.push({ value: stmt.value ? evaluate(run, scope, stmt.value) : nothing, condition: '' });
      return 'return';
    case 'if':
      return branch(run, scope, stmt.test, stmt.body, stmt.orElse, flow);
    case 'for':
      return executeFor(run, scope, stmt, flow);
    case 'while':
      return executeWhile(run, scope, stmt, flow);
    case 'with':
      return executeWith(run, scope, stmt, flow);
    case 'try':
      return attempt(run, scope, stmt, flow);
    case 'import':
      executeImport(run, scope, stmt);
      return 'next';
    case 'importFrom':
      executeImportFrom(run, scope, stmt);
      return 'next';
    case 'global':
    case 'nonlocal':
      declareElsewhere(run, scope, stmt.kind, stmt.names);
      return 'next';
    case 'match':
      return match(run, scope, stmt, flow);
    case 'delete':
      for (const target of stmt.targets) if (target.kind === 'name') run.journal.remove(scope.names, target.id);
      return 'next';
    case 'exec':
      for (const each of stmt.values) {
        const code = importOf(each, evaluate(run, scope, each));
        if (code !== null) executeImportText(run, scope, code, stmt);
      }
      return 'next';
    case 'assert':
    case 'print':
      for (const each of stmt.values) evaluate(run, scope, each);
      return 'next';
    case 'raise':
      for (const each of stmt.values) evaluate(run, scope, each);
      return 'raise';
    case 'typeAlias':
    case 'pass':
    case 'bad':
      return 'next';
    case 'break':
    case 'continue':
      return stmt.kind;
  }
}

function assign(run: Run, scope: Scope, stmt: AssignStmt): void {
  if (!stmt.value) return;
  const value = evaluate(run, scope, stmt.value);
  for (const target of stmt.targets) bindTarget(run, scope, target, value, stmt);
}

function augment(run: Run, scope: Scope, stmt: Extract<Stmt, { kind: 'augmented' }>): void {
  const before = readTarget(run, scope, stmt.target);
  const by = evaluate(run, scope, stmt.value);
  if (before.kind === 'sequence' && before.flavour === 'list' && stmt.operator === '+' && by.kind === 'sequence') {
    for (const each of by.items.slice(0, 64)) append(run, before, each);
    return;
  }
  const value = binary(run, stmt.operator, before, by, run.span(scope, stmt));
  const statement: AssignStmt = {
    kind: 'assign',
    targets: [stmt.target],
    annotation: null,
    value: stmt.value,
    start: stmt.start,
    end: stmt.end,
  };
  bindTarget(run, scope, stmt.target, value, statement);
}

function readTarget(run: Run, scope: Scope, target: Expr): Value {
  if (target.kind === 'name') return lookUp(scope, target.id) ?? evaluate(run, scope, target);
  if (target.kind === 'attribute')
    return attributeOf(run, evaluate(run, scope, target.object), target.name, run.span(scope, target));
  if (target.kind === 'index') {
    return indexValue(
      run,
      evaluate(run, scope, target.object),
      target.indexes.map((each) => evaluate(run, scope, each)),
      run.span(scope, target),
    );
  }
  return evaluate(run, scope, target);
}

const transparent =
  /(?:^|\.)(?:staticmethod|classmethod|property|cached_property|lru_cache|cache|wraps|njit|jit|vectorize|function|no_grad|contextmanager|abstractmethod|setter|inference_mode|script|compile|overload|override|dataclass)$/;

/** `@x.setter` after `@property`: both go by one name. */
function withGetter(made: Value, name: string, before: Value | undefined): Value {
  if (made.kind !== 'function' || before?.kind !== 'function') return made;
  return made.decorators.includes(`${name}.setter`) ? { ...made, getter: before.getter ?? before } : made;
}

function decorate(run: Run, scope: Scope, decorators: readonly Expr[], func: Value): Value {
  let value = func;
  for (const decorator of [...decorators].reverse()) {
    const source = sourceOf(run, scope, decorator.kind === 'call' ? decorator.callee : decorator);
    if (transparent.test(source)) continue;
    const wrapper = evaluate(run, scope, decorator);
    // A decorator of our own may change anything; one of a library is taken to keep the function.
    if (wrapper.kind === 'function') value = callExternalDecorator(run, wrapper, value);
    // Called bare: its library may want to know, as of Brian 2's `@network_operation`.
    else if (wrapper.kind === 'external' && decorator.kind !== 'call')
      callByValue(run, wrapper, [value], run.span(scope, decorator));
  }
  return value;
}

function branch(
  run: Run,
  scope: Scope,
  test: Expr,
  body: readonly Stmt[],
  orElse: readonly Stmt[],
  flow: Flow,
): Outcome {
  const tested = evaluate(run, scope, test);
  const truth = truthOf(tested);
  const condition = sourceOf(run, scope, test);
  if (truth !== null) {
    readDead(run, scope, truth ? orElse : body, `\`${condition}\` is ${truth ? 'true' : 'false'}`);
    noteAlive(run, scope, truth ? body : orElse);
    return execute(run, scope, truth ? body : orElse, flow);
  }
  noteAlive(run, scope, body);
  noteAlive(run, scope, orElse);
  const chance = chanceOf(tested);
  const [taken, left] = [() => execute(run, scope, body, flow), () => execute(run, scope, orElse, flow)];
  return tryBoth(
    run,
    [
      { condition, work: () => run.odds.within(chance, asksToDiffer(test), taken) },
      { condition: `not (${condition})`, work: () => run.odds.within(chance && contrary(chance), false, left) },
    ],
    flow,
  );
}

/** Code that is not reached is read all the same, for its names and its paths; nothing of what it does stays. */
function readDead(run: Run, scope: Scope, body: readonly Stmt[], why: string): void {
  const [first] = body;
  const last = body[body.length - 1];
  if (!first || !last) return;
  const span = { file: scope.module, start: first.start, end: last.end };
  const reason = `${why} with the ${run.standalone ? 'default arguments' : 'arguments given'}`;
  run.facts.dead.set(spanKey(span), { span, reason });
  // A check at the head of a function that everything calls is dead a thousand times over: a few of them tell all.
  if (run.isSpent(first)) return;
  // A state that the arguments rule out proves nothing: what meets there is no finding.
  run.dead.push({ reason, feasible: run.standalone || run.stack.length === 0 });
  run.measured(first, () => {
    run.shadow(run.journal.attempt(() => execute(run, scope, body, { returns: [], yields: [] }), run.stillborn));
  });
  run.dead.pop();
}

function noteAlive(run: Run, scope: Scope, body: readonly Stmt[]): void {
  const [first] = body;
  const last = body[body.length - 1];
  if (first && last) run.facts.alive.add(spanKey({ file: scope.module, start: first.start, end: last.end }));
}

/** Tries each way from the same state, and joins what they wrote. */
export function tryBoth(run: Run, ways: readonly { condition: string; work: () => Outcome }[], flow: Flow): Outcome {
  const outcomes: Outcome[] = [];
  const writes = run.onWays(ways.length, (way) => {
    const { condition, work } = ways[way] ?? { condition: '', work: (): Outcome => 'next' };
    const returned = flow.returns.length;
    let outcome: Outcome = 'next';
    const written = run.journal.attempt(() => {
      run.trying++;
      outcome = work();
      run.trying--;
    });
    for (let i = returned; i < flow.returns.length; i++) {
      const option = flow.returns[i];
      if (option)
        flow.returns[i] = {
          value: option.value,
          condition: option.condition === '' ? condition : `${condition} and ${option.condition}`,
        };
    }
    outcomes.push(outcome);
    return { condition, written, live: outcome === 'next' || outcome === 'break' || outcome === 'continue' };
  });
  const live = writes.filter((each) => each.live);
  joinWrites(run, live.length > 0 ? live : []);
  if (live.length === 0) return outcomes.find((each) => each === 'return') ?? outcomes[0] ?? 'next';
  return outcomes.every((each) => each === outcomes[0]) ? (outcomes[0] ?? 'next') : 'next';
}

function joinWrites(run: Run, ways: readonly { condition: string; written: Written }[]): void {
  for (const list of new Set(ways.flatMap((way) => [...way.written.lists.keys()])))
    joinLists(
      run,
      list,
      ways.map((way) => way.written.lists.get(list)),
    );
  const slots = new Set(ways.flatMap((way) => [...way.written.keys()]));
  for (const slot of slots) {
    const keys = new Set(ways.flatMap((way) => [...(way.written.get(slot)?.keys() ?? [])]));
    for (const key of keys) {
      const options = ways.map((way): Option => {
        const value = way.written.get(slot)?.get(key) ?? slot.get(key);
        return { value: value ?? unknown('not set on this way'), condition: way.condition };
      });
      // A name that only one way sets is what that way sets: where it is read, it was set.
      const set = options.filter(
        (each) => !(each.value.kind === 'unknown' && each.value.reason === 'not set on this way'),
      );
      run.journal.write(slot, key, joinValues(run, set.length > 0 ? set : options));
    }
  }
}

const provokes = /(?:^|\.)(?:raises|warns|assertRaises\w*|assert_raises\w*|assertWarns\w*)$/;

function executeWith(run: Run, scope: Scope, stmt: Extract<Stmt, { kind: 'with' }>, flow: Flow): Outcome {
  for (const { value, target } of stmt.items) enter(run, scope, evaluate(run, scope, value), target);
  const provoked = stmt.items.some(
    ({ value }) => value.kind === 'call' && provokes.test(sourceOf(run, scope, value.callee)),
  );
  if (!provoked) return execute(run, scope, stmt.body, flow);
  run.provoking++;
  try {
    execute(run, scope, stmt.body, flow);
  } finally {
    run.provoking--;
  }
  return 'next';
}

function enter(run: Run, scope: Scope, value: Value, target: Expr | null): void {
  let entered = value;
  if (value.kind === 'instance') {
    const method = findMember(value.type, '__enter__');
    if (method?.kind === 'function') entered = callFunction(run, { ...method, bound: [value] }, [], new Map());
  }
  if (target) bindTarget(run, scope, target, entered, null);
}

const simulatorErrors =
  /\bNEST(?:Errors?|kernel)\b|\b(?:DimensionMismatchError|BrianObjectException|DimensionalityError)$/;

function attempt(run: Run, scope: Scope, stmt: Extract<Stmt, { kind: 'try' }>, flow: Flow): Outcome {
  // A simulator's own error that is let pass is one that was wanted.
  const provoked = stmt.handlers.some(
    ({ type, body }) =>
      type !== null && simulatorErrors.test(sourceOf(run, scope, type)) && body.every((each) => each.kind === 'pass'),
  );
  if (stmt.handlers.length > 0) run.trying++;
  if (provoked) run.provoking++;
  const outcome = execute(run, scope, stmt.body, flow);
  if (provoked) run.provoking--;
  if (stmt.handlers.length > 0) run.trying--;
  for (const handler of stmt.handlers) {
    // A handler is the unusual way: it is read for what it says, and what it writes holds only where nothing else was written.
    const written = run.journal.attempt(() => {
      if (handler.name !== null) scope.names.set(handler.name, unknown('an exception'));
      execute(run, scope, handler.body, { returns: [], yields: [] });
    });
    for (const [slot, keys] of written)
      for (const [key, value] of keys) if (value && !slot.has(key)) run.journal.write(slot, key, value);
  }
  const after = outcome === 'next' ? execute(run, scope, stmt.orElse, flow) : outcome;
  const last = execute(run, scope, stmt.finalBody, flow);
  return last === 'next' ? (after === 'raise' && stmt.handlers.length > 0 ? 'next' : after) : last;
}

function declareElsewhere(run: Run, scope: Scope, kind: 'global' | 'nonlocal', names: readonly string[]): void {
  const global = run.moduleOf(scope).scope;
  for (const name of names) {
    let home: Scope = global;
    if (kind === 'nonlocal')
      for (let at = scope.parent; at; at = at.parent)
        if (at.names.has(name)) {
          home = at;
          break;
        }
    if (home !== scope) scope.elsewhere.set(name, home);
  }
}

function match(run: Run, scope: Scope, stmt: Extract<Stmt, { kind: 'match' }>, flow: Flow): Outcome {
  const subject = evaluate(run, scope, stmt.subject);
  const open = [];
  for (const each of stmt.cases) {
    const wildcard = each.pattern.kind === 'name' || each.pattern.kind === 'bad';
    const pattern = wildcard ? null : evaluate(run, scope, each.pattern);
    if (pattern?.kind === 'text' && subject.kind === 'text' && !each.guard) {
      if (pattern.value !== subject.value) {
        readDead(run, scope, each.body, `\`${sourceOf(run, scope, stmt.subject)}\` is another`);
        continue;
      }
      if (open.length === 0) return execute(run, scope, each.body, flow);
    }
    open.push({
      condition: `${sourceOf(run, scope, stmt.subject)} matches ${sourceOf(run, scope, each.pattern)}`,
      work: (): Outcome => {
        for (const capture of each.captures)
          bindTarget(
            run,
            scope,
            capture,
            each.pattern.kind === 'name' ? subject : unknown('part of what is matched'),
            null,
          );
        if (each.guard) evaluate(run, scope, each.guard);
        return execute(run, scope, each.body, flow);
      },
    });
  }
  return open.length > 0 ? tryBoth(run, open, flow) : 'next';
}
