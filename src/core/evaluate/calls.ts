// Calls: of our own functions and classes, of libraries, of objects; arguments are evaluated once, in order, with their places.
import { type Argument, type CallExpr } from '../python/syntax';
import { type Span } from '../text';
import { type Library, type Call } from './library';
import { findMember } from './attributes';
import { callBuiltin } from './builtins';
import { instantiate } from './classes';
import { evaluate, textOf } from './expressions';
import { callFunction } from './functions';
import { executeImportText, importOf } from './imports';
import { joinValues } from './join';
import { keySymbol } from './numbers';
import { type Run } from './run';
import { type Scope } from './scope';
import { trailingClaim } from './bind';
import { callArray } from './libraries/arrays';
import { callContainer } from './containers';
import { type External, thing, unknown, type Value, tableOver } from './value';

interface Arguments {
  readonly args: Value[];
  readonly keywords: Map<string, Value>;
  readonly argSpans: Span[];
  readonly keywordSpans: Map<string, Span>;
}

export function callValue(run: Run, scope: Scope, expr: CallExpr): Value {
  if (expr.callee.kind === 'name' && expr.callee.id === 'super') return superObject(run, scope);
  const callee = evaluate(run, scope, expr.callee);
  const given = evaluateArguments(run, scope, expr);
  if (callee.kind === 'external' && callee.path === 'builtins.globals')
    return tableOver(run.moduleOf(scope).scope.names, true);
  if (
    callee.kind === 'external' &&
    (callee.path === 'builtins.locals' || callee.path === 'builtins.vars') &&
    given.args.length === 0
  ) {
    return tableOver(scope.names, true);
  }
  if (callee.kind === 'external' && callee.path === 'builtins.exec') {
    const [code] = expr.args;
    const imported = code && given.args[0] ? importOf(code.value, given.args[0]) : null;
    if (imported !== null) executeImportText(run, scope, imported, expr);
  }
  const span = run.span(scope, expr);
  run.handing.push(tablePlace(given) ?? span);
  const result = callWith(run, callee, given, span, expr, scope);
  run.handing.pop();
  return result;
}

/** The first argument that is a table. */
function tablePlace({ args, argSpans, keywords, keywordSpans }: Arguments): Span | undefined {
  const at = args.findIndex(({ kind }) => kind === 'table');
  if (at !== -1) return argSpans[at];
  for (const [name, { kind }] of keywords) if (kind === 'table') return keywordSpans.get(name);
  return undefined;
}

function evaluateArguments(run: Run, scope: Scope, expr: CallExpr): Arguments {
  const given: Arguments = { args: [], keywords: new Map(), argSpans: [], keywordSpans: new Map() };
  expr.args.forEach((arg, i) => {
    const value = argumentValue(run, scope, arg, expr.args[i + 1] ?? null);
    const span = run.span(scope, arg.value);
    if (arg.star === '**') {
      run.lose(value);
      if (value.kind === 'table')
        for (const [name, each] of value.entries) {
          given.keywords.set(name, each);
          given.keywordSpans.set(name, value.valuePlaces.get(name) ?? span);
        }
    } else if (arg.star === '*') {
      if (value.kind === 'sequence' && !value.count)
        for (const each of value.items) {
          given.args.push(each);
          given.argSpans.push(span);
        }
    } else if (arg.name !== null) {
      given.keywords.set(arg.name, value);
      given.keywordSpans.set(arg.name, span);
    } else {
      given.args.push(value);
      given.argSpans.push(span);
    }
  });
  return given;
}

/** A comment behind an argument that has its line to itself speaks of that argument: `tau_m=20.0,  # ms`. */
function argumentValue(run: Run, scope: Scope, arg: Argument, next: Argument | null): Value {
  const value = evaluate(run, scope, arg.value);
  if (value.kind !== 'num' || !value.literal) return value;
  const lines = run.moduleOf(scope).lines;
  const line = lines.lineAt(arg.end);
  if (next && lines.lineAt(next.start) === line) return value;
  const before = lines.lineText(line).slice(0, Math.max(0, arg.start - lines.lineStart(line)));
  if (before.trim() !== '' && lines.lineAt(arg.start) === line && !/^[\s]*[\w.]+\($/.test(before)) return value;
  const claim = trailingClaim(run, scope, arg, value);
  return claim ? { ...value, claim, literal: false } : value;
}

function callWith(
  run: Run,
  callee: Value,
  given: Arguments,
  span: Span,
  node: CallExpr | null,
  scope: Scope | null,
): Value {
  switch (callee.kind) {
    case 'function':
      return callFunction(run, callee, given.args, given.keywords, given);
    case 'class': {
      const library = libraryOfClass(run, callee);
      const made = instantiate(run, callee, given.args, given.keywords, given);
      if (made.kind === 'instance') library?.made?.(run, made, span);
      return made;
    }
    case 'external':
      return callExternal(run, callee, given, span, node, scope);
    case 'instance': {
      const method =
        findMember(callee.type, '__call__') ?? findMember(callee.type, 'forward') ?? findMember(callee.type, 'call');
      return method?.kind === 'function'
        ? callFunction(run, { ...method, bound: [callee] }, given.args, given.keywords, given)
        : unknown('an object is called');
    }
    case 'thing':
      return callExternal(
        run,
        { kind: 'external', path: `${callee.type}.__call__`, receiver: callee },
        given,
        span,
        node,
        scope,
      );
    case 'choice':
      return joinValues(
        run,
        run.onWays(callee.options.length, (way) => {
          const { value, condition } = callee.options[way] ?? { value: unknown('no way'), condition: '' };
          return { condition, value: callWith(run, value, given, span, node, scope) };
        }),
      );
    case 'unknown': {
      loseArguments(run, given);
      const name = callee.symbol?.name;
      const [key, fallback] = given.args;
      const keyName = key && textOf(key);
      if ((name === 'get' || name === 'pop' || name === 'setdefault') && keyName !== null && keyName !== undefined)
        return fallback ?? unknown(`\`${keyName}\` of something not known`, keySymbol(keyName));
      if (name === 'copy' || name === 'astype') return callee;
      return unknown(callee.reason);
    }
    default:
      return unknown(`a ${callee.kind} is called`);
  }
}

function libraryOfClass(run: Run, type: Extract<Value, { kind: 'class' }>): Library | null {
  const base = type.bases.find((each) => each.kind === 'external');
  return base?.kind === 'external' ? run.libraries.of(base.path) : null;
}

/** What these are given, they read no key of. */
const onlyLooks =
  /^(?:builtins\.(?:print|len|isinstance|type|id|bool|repr)|dict\.(?:get|pop|setdefault)|easydict\.EasyDict)$/;

function loseArguments(run: Run, { args, keywords }: Arguments): void {
  for (const each of args) run.lose(each);
  for (const each of keywords.values()) run.lose(each);
}

function callExternal(
  run: Run,
  callee: External,
  given: Arguments,
  span: Span,
  node: CallExpr | null,
  scope: Scope | null,
): Value {
  const call: Call = { path: callee.path, receiver: callee.receiver, span, node, scope, ...given };
  if (!onlyLooks.test(callee.path)) loseArguments(run, given);
  if (callee.path.startsWith('builtins.')) return callBuiltin(run, call);
  if (callee.receiver && /^(?:str|sequence|dict)\./.test(callee.path)) return callContainer(run, call);
  if (callee.path.startsWith('number.')) return callArray(run, call) ?? unknown(`\`${callee.path}\` is not known`);
  const answer = run.libraries.of(callee.path)?.call?.(run, call);
  return answer ?? unknown(`\`${callee.path}\` is not known`);
}

/** A wrapper written in the workspace is applied; what it returns takes the function's place where it is callable. */
export function callExternalDecorator(run: Run, wrapper: Extract<Value, { kind: 'function' }>, func: Value): Value {
  const result = callFunction(run, wrapper, [func], new Map());
  return result.kind === 'function' ? result : func;
}

export function callByValue(run: Run, callee: Value, args: readonly Value[], span: Span): Value {
  return callWith(
    run,
    callee,
    { args: [...args], keywords: new Map(), argSpans: args.map(() => span), keywordSpans: new Map() },
    span,
    null,
    null,
  );
}

function superObject(run: Run, scope: Scope): Value {
  const frame = run.frames[run.frames.length - 1];
  const self = frame?.self;
  if (!frame?.owner || !self)
    return unknown('`super` outside a method', { id: `super:${scope.module}`, text: 'super', name: 'super' });
  const base =
    frame.owner.bases.find((each) => each.kind === 'class' || each.kind === 'external') ?? unknown('a base not known');
  return thing(
    'super',
    null,
    new Map<string, Value>([
      ['self', self],
      ['base', base],
    ]),
  );
}
