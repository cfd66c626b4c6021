// Calls of the workspace's own functions and classes: inlined with their arguments, within budgets of depth and number.
import { type ClassStmt, type FunctionStmt, type LambdaExpr, type Parameter } from '../python/syntax';
import { docstring } from '../python/walk';
import { type CommentHint } from '../units/hints';
import { unitsFromDocstring } from '../units/docstring';
import { type Span } from '../text';
import { weigh, trailingClaim } from './bind';
import { type Claim, claimOf, fits, resolve, unitOf } from './claim';
import { evaluate } from './expressions';
import { joinValues, type Option } from './join';
import { claimFromName, fitsAnyUnit } from './numbers';
import { maxDepth, type Run } from './run';
import { makeScope, type Scope } from './scope';
import { execute } from './statements';
import { type Func, nothing, type Num, sequence, table, unknown, type Value } from './value';

const docUnits = new WeakMap<FunctionStmt | ClassStmt, Map<string, CommentHint>>();

export function unitsOfDocstring(node: FunctionStmt | ClassStmt): Map<string, CommentHint> {
  let units = docUnits.get(node);
  if (!units) {
    const doc = docstring(node.body);
    units = doc && doc.value.length < 20_000 ? unitsFromDocstring(doc.value) : new Map<string, CommentHint>();
    docUnits.set(node, units);
  }
  return units;
}

/** Where the arguments of a call stand, so that what is wrong with one is said there. */
export interface ArgumentPlaces {
  readonly argSpans: readonly Span[];
  readonly keywordSpans: ReadonlyMap<string, Span>;
}

/** What is not given and has no default is a symbol. */
export function callFunction(
  run: Run,
  func: Func,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  places: ArgumentPlaces | null = null,
): Value {
  const { node } = func;
  if (run.stack.includes(node)) return unknown(`\`${func.name}\` calls itself`);
  if (run.stack.length >= maxDepth) {
    run.cut(`calls nest deeper than ${maxDepth}`);
    return unknown('calls nest too deep');
  }
  const count = (run.inlinings.get(node) ?? 0) + 1;
  run.inlinings.set(node, count);
  const most = run.settling?.turns ?? run.mostCalls(node);
  if (count > most || run.exhausted) {
    run.cut(`\`${func.name}\` is called more than ${most} times; later calls are not followed`);
    return unknown(`\`${func.name}\` is called too often to follow`);
  }
  const scope = makeScope(func.scope.module, func.scope);
  run.stack.push(node);
  run.frames.push({ owner: func.owner, self: func.bound[0] ?? args[0] ?? null });
  try {
    bindParameters(run, scope, func, [...func.bound, ...args], new Map([...func.keywords, ...keywords]), places);
    return run.measured(node, () => body(run, scope, node));
  } finally {
    run.stack.pop();
    run.frames.pop();
  }
}

function body(run: Run, scope: Scope, node: FunctionStmt | LambdaExpr): Value {
  if (node.kind === 'lambda') return evaluate(run, scope, node.body);
  const returns: Option[] = [];
  execute(run, scope, node.body, { returns, yields: [] });
  if (returns.length === 0) return nothing;
  return joinValues(run, returns);
}

/** A class says in its own docstring what its constructor takes. */
function docsOf({ node, owner }: Func): ReadonlyMap<string, CommentHint> {
  if (node.kind !== 'function') return new Map();
  const own = unitsOfDocstring(node);
  if (node.name !== '__init__' || !owner) return own;
  return new Map([...unitsOfDocstring(owner.node), ...own]);
}

function bindParameters(
  run: Run,
  scope: Scope,
  func: Func,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  places: ArgumentPlaces | null,
): void {
  const { node } = func;
  const docs = docsOf(func);
  const left = new Map(keywords);
  let at = 0;
  for (const param of node.params) {
    if (param.star === '*') {
      scope.names.set(param.name, sequence('tuple', args.slice(at)));
      at = args.length;
      continue;
    }
    if (param.star === '**') {
      const rest = table();
      for (const [name, value] of left) rest.entries.set(name, value);
      rest.open = func.bound.length === 0 && args.length === 0 && keywords.size === 0;
      scope.names.set(param.name, rest);
      continue;
    }
    const positional = param.keywordOnly ? undefined : args[at];
    if (positional !== undefined) at++;
    const named = left.get(param.name);
    const place = named ? places?.keywordSpans.get(param.name) : places?.argSpans[at - 1 - func.bound.length];
    left.delete(param.name);
    bindParameter(run, scope, func, param, named ?? positional, docs.get(param.name) ?? null, place ?? null);
  }
}

/** True where the value is not in the unit that the parameter is said to be in: it is noted where the value was given. */
export function expectArgument(
  run: Run,
  given: Num,
  said: Claim,
  parameter: string,
  callee: string,
  place: Span,
): boolean {
  const unit = unitOf(said);
  const claim = given.claim && resolve(given.claim);
  const [because] = said.evidence;
  if (!unit || !because || !claim || claim.term.unknowns.length > 0 || fitsAnyUnit(given) || given.quantity)
    return false;
  if (fits(claim, unit)) return false;
  run.expect(given, unit, parameter, callee, because, place);
  return true;
}

function bindParameter(
  run: Run,
  scope: Scope,
  func: Func,
  param: Parameter,
  given: Value | undefined,
  doc: CommentHint | null,
  place: Span | null,
): void {
  const span: Span = { file: scope.module, start: param.start, end: param.start + param.name.length };
  const open = given ?? func.defaults.get(param.name);
  const value = run.settling?.valueOf(param.name, scope.module, open) ?? open;
  const owner = func.owner ? `${func.owner.name}.` : '';
  const symbol = { id: `param:${scope.module}:${owner}${func.name}.${param.name}`, text: param.name, name: param.name };
  const said: Claim[] = [
    trailingClaim(run, scope, { start: param.start, end: param.end }, value ?? unknown('')),
    doc &&
      claimOf(doc.unit, {
        kind: 'documentation',
        text: `the docstring says ${doc.unit.symbol ?? '?'}`,
        span,
        unit: doc.unit,
      }),
    claimFromName(run, param.name, span),
  ].filter((each) => each !== null);
  const [surest] = said;
  const bound =
    value === open &&
    given?.kind === 'num' &&
    surest &&
    place &&
    expectArgument(run, given, surest, param.name, func.name, place)
      ? { ...given, claim: surest, literal: false }
      : weigh(run, param.name, value ?? unknown(`the argument \`${param.name}\``, symbol), said, span);
  scope.names.set(param.name, bound);
  run.bound(param.name, 'parameter', span, bound);
}
