// Headers of compound statements: where they end, and what they say when parsed without their body.
import { type Clause, type Reading } from './compound';
import { badAt } from './nodes';
import { type LogicalLine } from './lines';
import { endOf, longestChain } from './statements';
import { type Expr, type IfStmt, type Stmt, type TryStmt } from './syntax';
import { lineEnd, skipString } from './tokens';

/** Behind the colon that ends a header, or the line's end where there is none. */
export function headerEnd(text: string, line: LogicalLine): number {
  let depth = 0;
  let lambdas = 0;
  for (let at = line.start; at < line.end; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") at = skipString(text, at) - 1;
    else if (character === '#') at = lineEnd(text, at);
    else if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) depth = Math.max(depth - 1, 0);
    else if (depth > 0) {
      // With a bracket left open the colon at the end of a line is the header's.
      if (line.isBroken && character === ':' && /^\s*(#|$)/.test(text.slice(at + 1, lineEnd(text, at)))) return at + 1;
    } else if (character === 'l' && isWord(text, at, 'lambda')) lambdas++;
    else if (character !== ':' || text.charAt(at + 1) === '=') continue;
    else if (lambdas > 0) lambdas--;
    else return at + 1;
  }
  return line.end;
}

function isWord(text: string, at: number, word: string): boolean {
  return text.startsWith(word, at) && !/\w/.test(text.charAt(at - 1)) && !/\w/.test(text.charAt(at + word.length));
}

/** The statements that a header and its clauses make. More than one only where a clause has lost its beginning. */
export function readHeader(reading: Reading, clauses: readonly Clause[]): Stmt[] {
  const [head, ...others] = clauses;
  if (!head) return [];
  switch (head.line.word) {
    case 'if':
      return [readIf(reading, clauses)];
    case 'try':
      return [readTry(reading, clauses)];
    case 'elif':
    case 'else':
    case 'finally':
    case 'except':
    case 'case':
      // There is nothing for it to belong to: its body is read as if it stood alone.
      reading.unit.errors.push({ start: head.line.start, end: head.headerEnd });
      return [{ kind: 'bad', start: head.line.start, end: head.headerEnd }, ...head.body];
  }
  const statement: Compound = parseHead(reading, head) ?? standIn(reading, head);
  if ('body' in statement) statement.body = head.body;
  if ('orElse' in statement) statement.orElse = others.flatMap((clause) => clause.body);
  statement.end = endOf(
    [head.body, ...others.map((clause) => clause.body)],
    others.at(-1)?.headerEnd ?? head.headerEnd,
  );
  return [statement];
}

type Compound = Extract<Stmt, { body: Stmt[] }>;

/** The header with a body made up for it. Null, with the error noted, where it does not parse. */
function parseHeader(reading: Reading, clause: Clause, from: number, before = ''): Stmt | null {
  const { pieces } = reading.blocks;
  const { headerEnd: end } = clause;
  const hasColon = pieces.text[end - 1] === ':';
  const piece = pieces.parse(from, end, before, hasColon ? ' pass' : ': pass');
  const statement = piece.statements?.at(-1);
  if (!statement) reading.unit.errors.push(piece.error ?? { start: from, end });
  else if (!hasColon) reading.unit.errors.push({ start: end - 1, end });
  return statement ?? null;
}

function parseHead(reading: Reading, head: Clause): Compound | null {
  const { unit, decorators, blocks } = reading;
  const isDecorated = decorators.to > decorators.from;
  const statement = parseHeader(reading, head, isDecorated ? unit.start : head.line.start);
  if (statement && 'body' in statement) return statement;
  if (!isDecorated) return null;
  // One bad decorator should not cost the function; the error is noted already.
  const bare = blocks.pieces.parse(head.line.start, head.headerEnd, '', ' pass').statements?.[0];
  if (bare?.kind !== 'function' && bare?.kind !== 'class') return null;
  return { ...bare, start: unit.start, decorators: readDecorators(reading) };
}

function readDecorators(reading: Reading): Expr[] {
  const { blocks, decorators } = reading;
  const found: Expr[] = [];
  for (let at = decorators.from; at < decorators.to; at++) {
    const { start, end } = blocks.line(at);
    found.push(blocks.pieces.parseExpression(start + 1, end) ?? badAt(start, end));
  }
  return found;
}

const definedName = /(?:async[ \t]+)?(?:def|class)[ \t]+([^\s(:[]+)/y;

/** What can be said of a statement whose header does not parse: its kind, and the name it defines. */
function standIn(reading: Reading, head: Clause): Compound {
  const { start, word } = head.line;
  const end = head.headerEnd;
  const bad = (): Expr => badAt(start, end);
  switch (word) {
    case 'for':
      return { kind: 'for', start, end, target: bad(), iterable: bad(), body: [], orElse: [] };
    case 'while':
      return { kind: 'while', start, end, test: bad(), body: [], orElse: [] };
    case 'with':
      return { kind: 'with', start, end, items: [], body: [] };
  }
  definedName.lastIndex = start;
  const found = definedName.exec(reading.blocks.pieces.text);
  const name = found?.[1] ?? '';
  const nameStart = found ? definedName.lastIndex - name.length : start;
  const decorators = readDecorators(reading);
  const common = { start: reading.unit.start, end, name, nameStart, decorators, body: [] };
  if (word === 'class') return { ...common, kind: 'class', bases: [] };
  return {
    ...common,
    kind: 'function',
    params: [],
    returns: null,
    isAsync: reading.blocks.pieces.text.startsWith('async', start),
  };
}

function readIf(reading: Reading, clauses: readonly Clause[]): Stmt {
  const chain: IfStmt[] = [];
  for (const clause of clauses) {
    const { start, word } = clause.line;
    if (word === 'elif' && chain.length >= longestChain) continue;
    const last = chain.at(-1);
    if (word === 'else' && last) {
      checkBare(reading, clause);
      last.orElse.push(...clause.body);
      continue;
    }
    // `elif` without its first two letters is an `if`.
    const parsed = parseHeader(reading, clause, word === 'elif' ? start + 2 : start);
    const test = parsed?.kind === 'if' ? parsed.test : badAt(start, clause.headerEnd);
    const each: IfStmt = { kind: 'if', start, end: clause.headerEnd, test, body: clause.body, orElse: [] };
    if (last) last.orElse.push(each);
    chain.push(each);
  }
  for (const each of [...chain].reverse()) each.end = endOf([each.body, each.orElse], each.end);
  return chain[0] ?? { kind: 'bad', start: reading.unit.start, end: reading.unit.start };
}

function readTry(reading: Reading, clauses: readonly Clause[]): TryStmt {
  const start = clauses[0]?.line.start ?? reading.unit.start;
  const end = clauses.at(-1)?.headerEnd ?? start;
  const statement: TryStmt = { kind: 'try', start, end, body: [], handlers: [], orElse: [], finalBody: [] };
  for (const clause of clauses) {
    const { word } = clause.line;
    if (word === 'except') {
      const parsed = parseHeader(reading, clause, clause.line.start, 'try: pass\n');
      const handler = parsed?.kind === 'try' ? parsed.handlers[0] : undefined;
      const type = handler ? handler.type : badAt(clause.line.start, clause.headerEnd);
      statement.handlers.push({ type, name: handler?.name ?? null, body: clause.body });
      continue;
    }
    checkBare(reading, clause);
    const body = word === 'try' ? statement.body : word === 'else' ? statement.orElse : statement.finalBody;
    body.push(...clause.body);
  }
  const bodies = [
    statement.body,
    ...statement.handlers.map((each) => each.body),
    statement.orElse,
    statement.finalBody,
  ];
  statement.end = endOf(bodies, end);
  return statement;
}

/** `try`, `else` and `finally` take nothing before their colon. */
function checkBare(reading: Reading, clause: Clause): void {
  const { start, word } = clause.line;
  const { text } = reading.blocks.pieces;
  if (!/^\s*:$/.test(text.slice(start + word.length, clause.headerEnd)))
    reading.unit.errors.push({ start, end: clause.headerEnd });
}
