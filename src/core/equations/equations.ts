// Reads the text of a model: `dv/dt = … : volt (unless refractory)`, `x = … : 1`, `w : siemens (constant)`, over as many lines as they take.
import { parseExpression } from './expression';
import { type Equation, type Flag, type Place, type Problem } from './tree';

/** `...` and `{name}` stand in examples and templates for what is put in their place. */
export const isTemplate = (text: string): boolean => /\.\.\.|…|[{}]/.test(text);

export interface ParsedEquations {
  readonly equations: readonly Equation[];
  readonly problems: readonly Problem[];
}

/** `dx/dt =`, `x =` or `x :`, at the start of an equation. */
const opening =
  /\s*(?:d\s*(?<differential>[A-Za-z_]\w*)\s*\/\s*dt\s*(?<differentialSign>=)|(?<name>[A-Za-z_]\w*)\s*(?<sign>[=:]))/y;
// Brian takes letters, digits and `*/.- ` here; a line break or a parenthesis ends it.
const unitPattern =
  /[ \t]*(?<unit>[A-Za-z0-9*/._-](?:[A-Za-z0-9*/._ \t-]*[A-Za-z0-9*/._-])?|\([A-Za-z0-9*/._ \t()-]*?\)(?=\s*(?:$|\n|\()))?/y;
const flagsPattern = /\s*\((?<flags>[^()]*)\)/y;

export function parseEquations(written: string): ParsedEquations {
  // Comments count as white space; every offset stays.
  const text = written.replace(/#[^\n]*/g, (comment) => ' '.repeat(comment.length));
  const equations: Equation[] = [];
  const problems: Problem[] = [];
  let at = 0;
  while (/\S/.test(text.slice(at))) {
    opening.lastIndex = at;
    const match = opening.exec(text);
    if (!match) {
      problems.push(unreadable(text, at));
      break;
    }
    const groups = match.groups ?? {};
    const differential = groups['differential'];
    const name = differential ?? groups['name'] ?? '';
    const isParameter = groups['sign'] === ':';
    const start = at + match[0].search(/\S/);
    const nameStart = nameOffset(text, start, differential !== undefined, name);
    const from = at + match[0].length;
    const colon = isParameter ? from - 1 : text.indexOf(':', from);
    if (colon === -1) {
      problems.push({
        message: `the equation of \`${name}\` has no unit: \`: volt\` or \`: 1\` is missing at its end`,
        ...trimmed(text, start, text.length),
      });
      break;
    }
    const right = isParameter ? null : parseExpression(text, from, colon);
    if (right?.problem) problems.push(right.problem);
    const unit = unitAt(text, colon + 1);
    if (unit.text === '')
      problems.push({
        message: `the equation of \`${name}\` has no unit behind its colon`,
        start: colon,
        end: colon + 1,
      });
    const flags = flagsAt(text, unit.end);
    equations.push({
      kind: isParameter ? 'parameter' : differential === undefined ? 'subexpression' : 'differential',
      name,
      namePlace: { start: nameStart, end: nameStart + name.length },
      expression: right?.value ?? null,
      unit: unit.text,
      unitPlace: { start: unit.start, end: unit.end },
      flags: flags.flags,
      start,
      end: flags.end,
    });
    at = flags.end;
  }
  return { equations, problems };
}

function nameOffset(text: string, start: number, differential: boolean, name: string): number {
  return text.indexOf(name, differential ? start + 1 : start);
}

function unreadable(text: string, at: number): Problem {
  const line = /\s*([^\n]*)/y;
  line.lastIndex = at;
  const match = line.exec(text);
  const start = at + (match ? match[0].length - (match[1] ?? '').length : 0);
  const found = (match?.[1] ?? '').trimEnd();
  return { message: 'this is no equation', start, end: Math.max(start + 1, start + found.length) };
}

function trimmed(text: string, start: number, end: number): Place {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function unitAt(text: string, at: number): Place & { readonly text: string } {
  unitPattern.lastIndex = at;
  const match = unitPattern.exec(text);
  const unit = match?.groups?.['unit'] ?? '';
  const start = at + (match ? match[0].length - unit.length : 0);
  return { text: unit, start, end: start + unit.length };
}

function flagsAt(text: string, at: number): { flags: Flag[]; end: number } {
  flagsPattern.lastIndex = at;
  const match = flagsPattern.exec(text);
  const inner = match?.groups?.['flags'];
  if (!match || inner === undefined || !/^[A-Za-z][\w\s,-]*$/.test(inner.trim())) return { flags: [], end: at };
  const end = at + match[0].length;
  let from = end - 1 - inner.length;
  const flags = inner.split(',').flatMap((part) => {
    const start = from + part.length - part.trimStart().length;
    from += part.length + 1;
    const flag = part.trim();
    return flag === '' ? [] : [{ text: flag.replace(/\s+/g, ' '), start, end: start + flag.length }];
  });
  return { flags, end };
}
