// What is left of a simple statement that does not parse: its neighbours on the line, and what IPython and Python 2 meant by it.
import { type BlockReader } from './blocks';
import { type LogicalLine } from './lines';
import { type PieceParser } from './pieces';
import { type Node, type Stmt } from './syntax';
import { skipString } from './tokens';
import { type LineRange, type Unit } from './units';

/** A unit that is no compound statement; lines indented deeper than it are read as if they stood in its block. */
export function readBroken(blocks: BlockReader, range: LineRange): Unit {
  const { start, end, indent } = blocks.extent(range);
  const line = blocks.line(range.from);
  const errors: Node[] = [];
  if (line.isBroken && range.to - range.from > 1) {
    // The lines below an open bracket belong to it.
    const error = blocks.pieces.parse(line.start, line.end).error ?? { start: line.start, end: line.end };
    return { start, end, indent, statements: [{ kind: 'bad', start, end }], errors: [error], units: [] };
  }
  const statements = readSimple(blocks.pieces, line, errors);
  if (range.to - range.from === 1) return { start, end, indent, statements, errors, units: [] };
  const nested = blocks.readBlock({ from: range.from + 1, to: range.to });
  return { start, end, indent, statements: [...statements, ...nested.statements], errors, units: nested.units };
}

/** The statements of a logical line without a body. */
export function readSimple(pieces: PieceParser, line: LogicalLine, errors: Node[]): Stmt[] {
  // IPython's lines are no errors of the user's.
  if (line.isMagic) return [{ kind: 'bad', start: line.start, end: line.end }];
  return readSimpleBetween(pieces, line.start, line.end, errors);
}

export function readSimpleBetween(pieces: PieceParser, start: number, end: number, errors: Node[]): Stmt[] {
  const whole = pieces.parse(start, end);
  if (whole.statements) return whole.statements;
  const parts = splitAtSemicolons(pieces.text, start, end);
  if (parts.length > 1) return parts.flatMap((part) => readSimpleBetween(pieces, part.start, part.end, errors));
  const meant = readForeign(pieces, start, end);
  if (meant) return [meant];
  errors.push(whole.error);
  return [{ kind: 'bad', start, end }];
}

const ipythonAssignment = /([\w., \t[\]'"]+?)[ \t]*=[ \t]*[!%]/y;
const ipythonHelp = /[\w.*]+\?{1,2}$/;
const pythonTwoExec = /exec\b/y;

/** Lines that are right for IPython or Python 2 and that the grammar doesn't know. */
function readForeign(pieces: PieceParser, start: number, end: number): Stmt | null {
  const { text } = pieces;
  ipythonAssignment.lastIndex = start;
  const target = ipythonAssignment.exec(text)?.[1];
  if (target !== undefined) {
    // `files = !ls`: what is bound is known, its value is not.
    const [statement] = pieces.parse(start, start + target.length, '', ' = None').statements ?? [];
    if (statement?.kind !== 'assign') return null;
    const value = { kind: 'bad', start: start + target.length, end } as const;
    return { ...statement, end, value };
  }
  if (ipythonHelp.test(text.slice(start, end))) return { kind: 'bad', start, end };
  const starred = readStarredAssignment(pieces, start, end);
  if (starred) return starred;
  pythonTwoExec.lastIndex = start;
  if (pythonTwoExec.test(text)) {
    const value = pieces.parseExpression(start + 'exec'.length, end);
    if (value) return { kind: 'exec', start, end, values: [value] };
  }
  return null;
}

/** `first, *rest = a, *[b]`: the grammar takes a star before a list only inside parentheses. */
function readStarredAssignment(pieces: PieceParser, start: number, end: number): Stmt | null {
  const { text } = pieces;
  const equals = /(?<![=<>!:+\-*/%&|^@])=(?!=)[^=]*$/.exec(text.slice(start, end));
  if (!equals || !/\*\s*[[({'"]/.test(equals[0])) return null;
  const at = start + equals.index;
  const [statement] = pieces.parse(start, at, '', '= None').statements ?? [];
  const value = statement?.kind === 'assign' ? pieces.parseExpression(at + 1, end) : null;
  return statement?.kind === 'assign' && value ? { ...statement, end, value } : null;
}

/** The parts between semicolons, without the white space around them. In no bracket may one stand: there it ends a statement that is broken. */
function splitAtSemicolons(text: string, start: number, end: number): Node[] {
  const parts: Node[] = [];
  let from = start;
  const add = (to: number): void => {
    const part = text.slice(from, to);
    const trimmed = part.trim();
    const at = from + part.indexOf(trimmed);
    if (trimmed !== '') parts.push({ start: at, end: at + trimmed.length });
    from = to + 1;
  };
  for (let at = start; at < end; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") at = skipString(text, at) - 1;
    else if (character === '#') at = nextLine(text, at) - 1;
    else if (character === ';') add(at);
  }
  add(end);
  return parts;
}

function nextLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found + 1;
}
