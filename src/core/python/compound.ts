// A compound statement by its parts: each header parsed alone, each body read as a block. For long statements, and for broken ones.
import { type Block, type BlockReader } from './blocks';
import { headerEnd, readHeader } from './headers';
import { type LogicalLine } from './lines';
import { readSimpleBetween } from './repair';
import { endOf } from './statements';
import { type MatchStmt, type Node, type Stmt } from './syntax';
import { groupUnits, isClause, type LineRange, type Unit } from './units';

const openers = new Set(['if', 'for', 'while', 'try', 'with', 'def', 'class', 'match', '@']);
/** Clauses that have lost the statement they belong to: their bodies are still worth reading. */
const strays = new Set(['elif', 'else', 'except', 'finally', 'case']);

export interface Clause {
  readonly line: LogicalLine;
  /** Behind the colon. */
  readonly headerEnd: number;
  readonly body: Stmt[];
}

/** Null where the unit is no compound statement. */
export function readCompound(blocks: BlockReader, range: LineRange): Unit | null {
  const first = blocks.line(range.from);
  if (!openers.has(first.word) && !strays.has(first.word)) return null;
  const extent = blocks.extent(range);
  const unit = { ...extent, statements: [] as Stmt[], errors: [] as Node[], units: [] as Unit[] };
  let at = range.from;
  while (at < range.to && blocks.line(at).word === '@') at++;
  if (at === range.to) return null;
  const head = blocks.line(at);
  if (head.word === 'match' && !looksLikeMatch(blocks, at, range.to)) return null;
  const reading = { blocks, unit, decorators: { from: range.from, to: at } };
  if (head.word === 'match') unit.statements.push(readMatch(reading, at, range.to));
  else {
    const clauses = readClauses(reading, at, range.to);
    unit.statements.push(...readHeader(reading, clauses));
  }
  return unit;
}

export interface Reading {
  readonly blocks: BlockReader;
  readonly unit: {
    readonly start: number;
    readonly statements: Stmt[];
    readonly errors: Node[];
    readonly units: Unit[];
  };
  readonly decorators: LineRange;
}

/** `match` is a name too: it is a statement where a `case` stands below it. */
function looksLikeMatch(blocks: BlockReader, at: number, to: number): boolean {
  const line = blocks.line(at);
  return at + 1 < to && blocks.pieces.text[line.end - 1] === ':' && blocks.line(at + 1).word === 'case';
}

function readClauses(reading: Reading, from: number, to: number): Clause[] {
  const { blocks } = reading;
  const head = blocks.line(from);
  const clauses: Clause[] = [];
  let at = from;
  while (at < to) {
    const line = blocks.line(at);
    let next = at + 1;
    while (next < to && !(blocks.line(next).indent <= head.indent && isClause(head.word, blocks.line(next).word)))
      next++;
    clauses.push(readClause(reading, line, { from: at + 1, to: next }));
    at = next;
  }
  return clauses;
}

function readClause(reading: Reading, line: LogicalLine, below: LineRange): Clause {
  const { blocks, unit } = reading;
  const end = headerEnd(blocks.pieces.text, line);
  const body: Stmt[] = [];
  const inline = blocks.pieces.text.slice(end, line.end).search(/\S/);
  if (inline !== -1 && !/^\s*#/.test(blocks.pieces.text.slice(end, line.end))) {
    body.push(...readSimpleBetween(blocks.pieces, end + inline, line.end, unit.errors));
  }
  if (below.to > below.from) {
    const block: Block = blocks.readBlock(below);
    body.push(...block.statements);
    unit.units.push(...block.units);
  }
  return { line, headerEnd: end, body };
}

function readMatch(reading: Reading, at: number, to: number): MatchStmt {
  const { blocks, unit } = reading;
  const { pieces } = blocks;
  const head = blocks.line(at);
  const cases: MatchStmt['cases'] = [];
  for (const range of groupUnits(blocks.lines, { from: at + 1, to })) {
    const line = blocks.line(range.from);
    const { body, headerEnd: end } = readClause(reading, line, { from: range.from + 1, to: range.to });
    const header = pieces.parse(line.start, end, 'match _:\n ', ' pass');
    const [parsed] = header.statements ?? [];
    const [found] = parsed?.kind === 'match' ? parsed.cases : [];
    if (found) cases.push({ ...found, body });
    else {
      unit.errors.push(header.error ?? { start: line.start, end });
      cases.push({ pattern: { kind: 'bad', start: line.start, end }, captures: [], guard: null, body });
    }
  }
  const header = pieces.parse(head.start, head.end, '', '\n case _: pass');
  const [statement] = header.statements ?? [];
  if (header.error) unit.errors.push(header.error);
  const end = endOf(
    cases.map((each) => each.body),
    head.end,
  );
  const subject =
    statement?.kind === 'match' ? statement.subject : { kind: 'bad' as const, start: head.start, end: head.end };
  return { kind: 'match', start: head.start, end, subject, cases };
}
