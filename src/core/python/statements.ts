// Statements of the tree-sitter tree into our own, one reader per node type. Only trees without errors come here.
import { readArguments } from './calls';
import { expressionReaders, readAlias } from './expressions';
import { badAt } from './nodes';
import { parameterList } from './parameters';
import { joinPatterns, readPattern } from './patterns';
import { simpleReaders } from './simple';
import { identifier } from './strings';
import { childrenOf } from './walk';
import { type ReaderTables, type TreeReader } from './reader';
import {
  type NameExpr,
  type Expr,
  type FunctionStmt,
  type ClassStmt,
  type IfStmt,
  type ForStmt,
  type WhileStmt,
  type WithStmt,
  type TryStmt,
  type MatchStmt,
  type Stmt,
} from './syntax';

/** A compound statement ends with the last statement in it, wherever the grammar lets its block end. */
export function endOf(bodies: Stmt[][], otherwise: number): number {
  let end = otherwise;
  for (const body of bodies) end = body.at(-1)?.end ?? end;
  return end;
}

/** As `endOf`; where every body is empty, behind the header's colon: the grammar would go on into whatever follows. The cursor is on the statement. */
function compoundEnd(reader: TreeReader, bodies: Stmt[][]): number {
  const end = endOf(bodies, -1);
  if (end !== -1 || !reader.enter()) return end;
  let behindColon = reader.end;
  do if (reader.type === ' :') behindColon = reader.end;
  while (reader.type !== ' :' && reader.next());
  reader.leave();
  return behindColon;
}

/** Each `elif` is one level deeper in our tree; the ones beyond this are dropped. */
export const longestChain = 500;

function readIf(reader: TreeReader, into: Stmt[]): void {
  const bad = badAt(reader.start, reader.end);
  const first: IfStmt = { kind: 'if', start: reader.start, end: reader.end, test: bad, body: [], orElse: [] };
  const chain = [first];
  reader.enterNamed();
  first.test = reader.expression();
  while (reader.nextNamed()) {
    const { type } = reader;
    if (type === 'block') first.body = reader.statements();
    else if (type === 'else_clause') {
      const orElse = readSuite(reader);
      const last = chain.at(-1);
      if (last) last.orElse = orElse;
    } else if (type === 'elif_clause' && chain.length < longestChain) {
      const elif: IfStmt = { kind: 'if', start: reader.start, end: reader.end, test: bad, body: [], orElse: [] };
      reader.enterNamed();
      elif.test = reader.expression();
      if (reader.nextNamed()) elif.body = reader.statements();
      reader.leave();
      elif.end = compoundEnd(reader, [elif.body]);
      const last = chain.at(-1);
      if (last) last.orElse = [elif];
      chain.push(elif);
    }
  }
  reader.leave();
  first.end = compoundEnd(reader, [first.body]);
  for (const each of chain.reverse()) each.end = endOf([each.body, each.orElse], each.end);
  into.push(first);
}

/** The statements of an `else`, `finally` or any clause that holds a block. */
function readSuite(reader: TreeReader): Stmt[] {
  let body: Stmt[] = [];
  if (!reader.enterNamed()) return body;
  do if (reader.type === 'block') body = reader.statements();
  while (reader.nextNamed());
  reader.leave();
  return body;
}

function readFor(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  reader.enterNamed();
  const target = reader.expression();
  reader.nextNamed();
  const iterable = reader.expression();
  const statement: ForStmt = { kind: 'for', start, end, target, iterable, body: [], orElse: [] };
  readLoopBodies(reader, statement);
  into.push(statement);
}

function readWhile(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  reader.enterNamed();
  const statement: WhileStmt = { kind: 'while', start, end, test: reader.expression(), body: [], orElse: [] };
  readLoopBodies(reader, statement);
  into.push(statement);
}

function readLoopBodies(reader: TreeReader, statement: ForStmt | WhileStmt): void {
  while (reader.nextNamed()) {
    if (reader.type === 'block') statement.body = reader.statements();
    else statement.orElse = readSuite(reader);
  }
  reader.leave();
  statement.end = compoundEnd(reader, [statement.body, statement.orElse]);
}

function readTry(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  const statement: TryStmt = { kind: 'try', start, end, body: [], handlers: [], orElse: [], finalBody: [] };
  reader.enterNamed();
  do {
    const { type } = reader;
    if (type === 'block') statement.body = reader.statements();
    else if (type === 'except_clause') statement.handlers.push(readHandler(reader));
    else if (type === 'else_clause') statement.orElse = readSuite(reader);
    else if (type === 'finally_clause') statement.finalBody = readSuite(reader);
  } while (reader.nextNamed());
  reader.leave();
  const bodies = [
    statement.body,
    ...statement.handlers.map((each) => each.body),
    statement.orElse,
    statement.finalBody,
  ];
  statement.end = compoundEnd(reader, bodies);
  into.push(statement);
}

/** `except A as name` and Python 2's `except A, name`. */
function readHandler(reader: TreeReader): TryStmt['handlers'][number] {
  const handler: TryStmt['handlers'][number] = { type: null, name: null, body: [] };
  if (!reader.enterNamed()) return handler;
  do {
    if (reader.type === 'block') handler.body = reader.statements();
    else {
      const [value, alias] = reader.type === 'as_pattern' ? readAlias(reader) : [reader.expression(), null];
      if (!handler.type) handler.type = value;
      const name = alias ?? (handler.type === value ? null : value);
      if (name?.kind === 'name') handler.name = name.id;
    }
  } while (reader.nextNamed());
  reader.leave();
  return handler;
}

function readWith(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  const statement: WithStmt = { kind: 'with', start, end, items: [], body: [] };
  reader.enterNamed();
  do {
    if (reader.type === 'block') statement.body = reader.statements();
    else if (reader.type === 'with_clause' && reader.enterNamed()) {
      do statement.items.push(readWithItem(reader));
      while (reader.nextNamed());
      reader.leave();
    }
  } while (reader.nextNamed());
  reader.leave();
  statement.end = compoundEnd(reader, [statement.body]);
  into.push(statement);
}

/** The item's value, through the parentheses of `with (a as b):`. */
function readWithItem(reader: TreeReader): WithStmt['items'][number] {
  let depth = 0;
  reader.alias = null;
  while ((depth === 0 || reader.type === 'parenthesized_expression') && reader.enterNamed()) depth++;
  const [value, direct] = reader.type === 'as_pattern' ? readAlias(reader) : [reader.expression(), null];
  for (; depth > 0; depth--) reader.leave();
  const target = direct ?? takeAlias(reader, value);
  return { value, target };
}

/** The target that was found at the far end of the value, which then ends before its `as`. */
function takeAlias(reader: TreeReader, value: Expr): Expr | null {
  const { alias } = reader;
  if (alias) endBeforeAs(value, value.end);
  return alias;
}

function endBeforeAs(expr: Expr, end: number): void {
  const last = childrenOf(expr).at(-1);
  if (!last || expr.end !== end) return;
  endBeforeAs(last, end);
  expr.end = last.end;
}

function readDecorated(reader: TreeReader, into: Stmt[]): void {
  const { start } = reader;
  const decorators: Expr[] = [];
  reader.enterNamed();
  do {
    const { type } = reader;
    if (type === 'decorator') decorators.push(reader.childExpression() ?? badAt(start, start));
    else if (type === 'function_definition') readFunction(reader, into, decorators, start);
    else readClass(reader, into, decorators, start);
  } while (reader.nextNamed());
  reader.leave();
}

function readFunction(reader: TreeReader, into: Stmt[], decorators: Expr[] = [], start = reader.start): void {
  const { end } = reader;
  const statement: FunctionStmt = {
    kind: 'function',
    start,
    end,
    name: '',
    nameStart: start,
    params: [],
    returns: null,
    decorators,
    isAsync: false,
    body: [],
  };
  reader.enter();
  do {
    const { type } = reader;
    if (type === ' async') statement.isAsync = true;
    else if (type === 'identifier') {
      statement.name = identifier(reader.own);
      statement.nameStart = reader.start;
    } else if (type === 'parameters') statement.params = parameterList(reader);
    else if (type === 'type') statement.returns = reader.expression();
    else if (type === 'block') statement.body = reader.statements();
  } while (reader.next());
  reader.leave();
  statement.end = compoundEnd(reader, [statement.body]);
  into.push(statement);
}

function readClass(reader: TreeReader, into: Stmt[], decorators: Expr[] = [], start = reader.start): void {
  const { end } = reader;
  const statement: ClassStmt = {
    kind: 'class',
    start,
    end,
    name: '',
    nameStart: start,
    bases: [],
    decorators,
    body: [],
  };
  reader.enterNamed();
  do {
    const { type } = reader;
    if (type === 'identifier') {
      statement.name = identifier(reader.own);
      statement.nameStart = reader.start;
    } else if (type === 'argument_list') statement.bases = readArguments(reader);
    else if (type === 'block') statement.body = reader.statements();
  } while (reader.nextNamed());
  reader.leave();
  statement.end = compoundEnd(reader, [statement.body]);
  into.push(statement);
}

function readMatch(reader: TreeReader, into: Stmt[]): void {
  const { start, end } = reader;
  const subjects: Expr[] = [];
  const cases: MatchStmt['cases'] = [];
  reader.enterNamed();
  do {
    if (reader.type !== 'block') subjects.push(reader.expression());
    else if (reader.enterNamed()) {
      do cases.push(readCase(reader));
      while (reader.nextNamed());
      reader.leave();
    }
  } while (reader.nextNamed());
  reader.leave();
  const bodies = cases.map((each) => each.body);
  const subject = joinPatterns(subjects, start, end);
  into.push({ kind: 'match', start, end: compoundEnd(reader, bodies), subject, cases });
}

function readCase(reader: TreeReader): MatchStmt['cases'][number] {
  const { start, end } = reader;
  const patterns: Expr[] = [];
  const captures: NameExpr[] = [];
  let guard: Expr | null = null;
  let body: Stmt[] = [];
  reader.enterNamed();
  do {
    const { type } = reader;
    if (type === 'case_pattern') patterns.push(readPattern(reader, captures));
    else if (type === 'if_clause') guard = reader.childExpression();
    else if (type === 'block') body = reader.statements();
  } while (reader.nextNamed());
  reader.leave();
  return { pattern: joinPatterns(patterns, start, end), captures, guard, body };
}

const statementReaders: ReaderTables['statements'] = {
  ...simpleReaders,
  if_statement: readIf,
  for_statement: readFor,
  while_statement: readWhile,
  try_statement: readTry,
  with_statement: readWith,
  function_definition: readFunction,
  class_definition: readClass,
  decorated_definition: readDecorated,
  match_statement: readMatch,
};

/** What a reader needs to know of the grammar's node types. */
export const readerTables: ReaderTables = {
  expressions: expressionReaders,
  statements: statementReaders,
};
