// Where a `# unit:` comment has to stand so that it speaks of one name, and the edit that writes it. Text in, offsets out.
import { hintFromComment } from '../core/units/hints';
import { type LogicalLine, logicalLines } from '../core/python/lines';
import { lineEnd, scanTokens, type TokenScan } from '../core/python/tokens';

export interface BoundName {
  readonly kind: 'variable' | 'parameter' | 'attribute' | 'key';
  readonly span: { readonly start: number; readonly end: number };
}

export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

interface Line {
  readonly start: number;
  readonly end: number;
  /** Behind the last token; the comment and the space before it are no tokens. */
  readonly codeEnd: number;
  readonly comment: { readonly start: number; readonly text: string } | null;
}

/** Null where a comment would speak of nothing, or of more than this name. */
export function writeUnit(text: string, name: BoundName, others: readonly BoundName[], unit: string): TextEdit | null {
  const scan = scanTokens(text);
  const statement = logicalLines(text, scan).find(
    ({ start, end }) => start <= name.span.start && name.span.start < end,
  );
  const line = statement && lineFor(text, scan, statement, name);
  if (!line) return null;
  const isAlone = others
    .filter(({ span }) => span.start !== name.span.start && statement.start <= span.start && span.start < statement.end)
    .every((other) => lineFor(text, scan, statement, other)?.start !== line.start);
  if (!isAlone) return null;
  const { comment } = line;
  const hint = comment && hintFromComment(comment.text);
  if (comment && hint && hint.kind !== 'comment')
    return { start: comment.start + hint.start, end: comment.start + hint.end, newText: unit };
  const end = text.slice(line.start, line.end).trimEnd().length + line.start;
  return { start: end, end: line.end, newText: `  # unit: ${unit}` };
}

/** The line whose comment speaks of the name: the last one of its statement, or its own within brackets. */
function lineFor(text: string, scan: TokenScan, statement: LogicalLine, { kind, span }: BoundName): Line | null {
  const isInBrackets = bracketsBetween(scan, statement.start, span.start) > 0;
  // A parameter of a lambda and the variable of a comprehension have no comment of their own.
  if (isInBrackets ? kind === 'variable' || kind === 'attribute' : kind === 'parameter') return null;
  const line = lineAt(text, scan, isInBrackets ? span.start : statement.end);
  if (!line || text[line.codeEnd - 1] === ':') return null; // the head of a block
  return isInBrackets && bracketsBetween(scan, span.end, line.codeEnd) > 0 ? null : line;
}

/** How many more brackets are opened than closed; closing those from before counts for nothing. */
function bracketsBetween(scan: TokenScan, from: number, to: number): number {
  let depth = 0;
  scan.at.forEach((at, index) => {
    if (at < from || at >= to) return;
    if (scan.kind[index] === 'open') depth++;
    else if (scan.kind[index] === 'close') depth = Math.max(0, depth - 1);
  });
  return depth;
}

/** Null where nothing may be added to the line: it ends within a string or with a backslash. */
function lineAt(text: string, scan: TokenScan, at: number): Line | null {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = lineEnd(text, at);
  const comment = scan.comments.find((each) => each.start >= start && each.start < end) ?? null;
  const breakAt = text.indexOf('\n', at);
  const isWhole = breakAt === -1 || scan.at.some((each, index) => each === breakAt && scan.kind[index] === 'break');
  if (!isWhole) return null;
  const codeEnd = start + text.slice(start, comment?.start ?? end).trimEnd().length;
  return { start, end, codeEnd, comment };
}
