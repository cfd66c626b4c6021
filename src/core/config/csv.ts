// Reads a CSV table, separated by spaces as SONATA's are or by commas, semicolons or tabs, as a list of rows with the place of every cell.
import { addEntry, type ConfigDocument, type ConfigList, type ConfigMap, type ConfigScalar } from './tree';

interface Cell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** A table with more rows is data, not configuration. */
const mostRows = 5000;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** SONATA's and pandas' words for "nothing here". */
const missing = /^(?:|NULL|NONE|NaN|nan|None|N\/A)$/;

export function readCsv(text: string): ConfigDocument {
  const lines = linesOf(text);
  const [head, ...rest] = lines;
  if (!head) return { root: null, error: null };
  const headText = text.slice(head.start, head.end);
  const separator = [',', '\t', ';'].find((each) => headText.includes(each)) ?? ' ';
  const keys = cellsOf(text, head, separator);
  const items = rest.slice(0, mostRows).map((line) => row(keys, cellsOf(text, line, separator), line));
  const root: ConfigList = {
    kind: 'list',
    start: head.start,
    end: lines.at(-1)?.end ?? head.end,
    comment: null,
    items,
  };
  return { root, error: null };
}

function linesOf(text: string): { start: number; end: number }[] {
  const lines: { start: number; end: number }[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    if (match[0].trim() === '' || lines.length > mostRows) continue;
    const start = match.index + (lines.length === 0 && match[0].startsWith('\ufeff') ? 1 : 0);
    lines.push({ start, end: match.index + match[0].trimEnd().length });
  }
  return lines;
}

/** Quotes hold separators; a doubled quote inside them is one. Spaces separate however many they are. */
function cellsOf(text: string, { start, end }: { start: number; end: number }, separator: string): Cell[] {
  const cells: Cell[] = [];
  for (let at = start; at <= end;) {
    while (at < end && text[at] === ' ') at++;
    const cellStart = at;
    let content = '';
    const quoted = text[at] === '"';
    if (quoted) {
      at++;
      while (at < end && (text[at] !== '"' || text[at + 1] === '"')) {
        if (text[at] === '"') at++;
        content += text[at++] ?? '';
      }
      at++;
    }
    const rest = at;
    while (at < end && text[at] !== separator) at++;
    content += text.slice(rest, at).trimEnd();
    if (separator === ' ' && content === '' && !quoted) break;
    cells.push({ text: content, start: cellStart, end: Math.max(cellStart, Math.min(at, end)), quoted });
    at++;
  }
  return cells;
}

function row(keys: readonly Cell[], cells: readonly Cell[], line: { start: number; end: number }): ConfigMap {
  const map: ConfigMap = { kind: 'map', ...line, comment: null, entries: [] };
  const known = new Set<string>();
  keys.forEach((key, i) => {
    const cell = cells[i];
    if (cell) addEntry(map, known, { key: key.text, keyStart: key.start, keyEnd: key.end, value: scalar(cell) });
  });
  return map;
}

function scalar({ text, start, end, quoted }: Cell): ConfigScalar {
  const base = { kind: 'scalar', start, end, comment: null, text } as const;
  if (!quoted && number.test(text)) return { ...base, type: 'number', value: Number(text) };
  if (!quoted && missing.test(text)) return { ...base, type: 'null', value: null };
  return { ...base, type: 'string', value: text };
}
