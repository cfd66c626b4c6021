// Reads statements as resets and synapses have them: `v = Vr; w += dw`, one a line or behind semicolons.
import { parseExpression } from './expression';
import { type Problem, type Statement } from './tree';

export interface ParsedStatements {
  readonly statements: readonly Statement[];
  readonly problems: readonly Problem[];
}

const head = /^(\s*)([A-Za-z_]\w*)(\s*)(\*\*|\/\/|[-+*/%])?=(?!=)/;

export function parseStatements(written: string): ParsedStatements {
  const text = written.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const statements: Statement[] = [];
  const problems: Problem[] = [];
  for (const { start, end } of pieces(text)) {
    const piece = text.slice(start, end);
    if (piece.trim() === '') continue;
    const match = head.exec(piece);
    const first = start + piece.search(/\S/);
    const last = start + piece.trimEnd().length;
    if (!match) {
      problems.push({ message: 'this is no assignment', start: first, end: last });
      continue;
    }
    const [whole, indent = '', name = '', , operator = ''] = match;
    const right = parseExpression(text, start + whole.length, end);
    if (right.problem) {
      problems.push(right.problem);
      continue;
    }
    const nameStart = start + indent.length;
    statements.push({
      name,
      namePlace: { start: nameStart, end: nameStart + name.length },
      operator: operator as Statement['operator'],
      expression: right.value,
      start: first,
      end: last,
    });
  }
  return { statements, problems };
}

/** Lines and what semicolons part; a line that a parenthesis or a backslash leaves open goes on in the next. */
function* pieces(text: string): Generator<{ start: number; end: number }> {
  let start = 0;
  let depth = 0;
  for (let at = 0; at <= text.length; at++) {
    const letter = text[at];
    if (letter === '(') depth++;
    else if (letter === ')') depth--;
    else if (at === text.length || letter === ';' || (letter === '\n' && depth <= 0 && text[at - 1] !== '\\')) {
      yield { start, end: at };
      start = at + 1;
    }
  }
}
