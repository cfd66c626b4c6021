// The defaults that a Markdown table gives to parameters: rows of a name and a number under a heading that says so.
import { parseDecimal, type Rational } from './units/rational';

export interface SaidDefault {
  readonly name: string;
  readonly value: Rational;
  /** The number as it is written, and where in the text. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

interface Cell {
  readonly text: string;
  readonly start: number;
}

export function tabledDefaults(text: string): SaidDefault[] {
  if (!text.includes('|')) return [];
  const found: SaidDefault[] = [];
  let columns: { readonly name: number; readonly value: number } | null = null;
  let start = 0;
  for (const line of text.split('\n')) {
    const cells = line.includes('|') ? cellsOf(line, start) : [];
    start += line.length + 1;
    if (cells.length < 2) columns = null;
    else if (cells.some((each) => /^(?:defaults?|default values?)$/i.test(each.text)))
      columns = {
        name: Math.max(
          0,
          cells.findIndex((each) => /^(?:parameter|name|key|argument|option|symbol)s?$/i.test(each.text)),
        ),
        value: cells.findIndex((each) => /^default/i.test(each.text)),
      };
    else if (columns) {
      const [name, value] = [cells[columns.name], cells[columns.value]];
      const said = name && value ? defaultIn(name, value) : null;
      if (said) found.push(said);
    }
  }
  return found;
}

function cellsOf(line: string, start: number): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const piece of line.split('|')) {
    cells.push({ text: piece.trim(), start: start + at + (piece.length - piece.trimStart().length) });
    at += piece.length + 1;
  }
  return cells.slice(line.trimStart().startsWith('|') ? 1 : 0, line.trimEnd().endsWith('|') ? -1 : undefined);
}

/** A number with a unit behind it may be in another prefix than the code's, and is not compared. */
function defaultIn(name: Cell, value: Cell): SaidDefault | null {
  const [, key] = /^[`*]*([A-Za-z_]\w*)[`*]*$/.exec(name.text) ?? [];
  const [, lead = '', sign = '', digits = ''] =
    /^([`*]*)([-+−]?)(\d+(?:\.\d*)?(?:[eE][-+]?\d+)?)[`*]*$/.exec(value.text) ?? [];
  const exact = parseDecimal((sign === '−' ? '-' : sign) + digits);
  if (key === undefined || digits === '' || !exact) return null;
  const start = value.start + lead.length;
  const written = sign + digits;
  return { name: key, value: exact, text: written, start, end: start + written.length };
}
