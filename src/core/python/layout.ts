// Whether statements lie on logical lines as Python lays them: the grammar would read `y =` on into the next line.
import { type LogicalLine } from './lines';
import { type Stmt } from './syntax';
import { type LineRange } from './units';
import { bodiesOf } from './walk';

/** Lines that begin no statement of ours: clauses, and the definition below its decorators. */
const inner: ReadonlySet<string> = new Set(['else', 'except', 'finally', 'case', 'def', 'class', '@']);

/** The words that go on with a statement above, at its indentation. */
const clauses: ReadonlySet<string> = new Set(['elif', 'else', 'except', 'finally']);

/** A clause stands below a line of its own indentation, with only deeper ones in between. */
function isAligned(lines: readonly LogicalLine[], at: number, range: LineRange): boolean {
  const line = lines[at];
  if (!line || !clauses.has(line.word)) return true;
  for (let above = at - 1; above >= range.from; above--) {
    const indent = lines[above]?.indent ?? 0;
    if (indent <= line.indent) return indent === line.indent;
  }
  return at === range.from;
}

/** The lines of `range` each begin a statement of `statements` or a clause, and no simple statement reaches beyond its line. */
export function keepsLines(statements: readonly Stmt[], lines: readonly LogicalLine[], range: LineRange): boolean {
  if (statements[0]?.start !== lines[range.from]?.start) return false;
  let at = range.from;
  let isBegun = false;
  const visit = (statement: Stmt): boolean => {
    for (;;) {
      const line = lines[at];
      if (!line) return false;
      if (statement.start <= line.end) break;
      if (!isBegun && !inner.has(line.word)) return false;
      at++;
      isBegun = false;
      if (at >= range.to) return false;
    }
    const line = lines[at];
    if (!line || statement.start < line.start) return false;
    if (statement.start === line.start) isBegun = true;
    const bodies = bodiesOf(statement);
    if (bodies.length === 0) return statement.end <= line.end;
    return bodies.every((body) => body.every(visit));
  };
  if (!statements.every(visit)) return false;
  for (; at < range.to; at++) {
    if (!isBegun && !inner.has(lines[at]?.word ?? '')) return false;
    isBegun = false;
  }
  for (let line = range.from; line < range.to; line++) if (!isAligned(lines, line, range)) return false;
  return true;
}
