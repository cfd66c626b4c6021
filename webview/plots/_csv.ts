// A plot's numbers as CSV and as tab-separated text: all rows, every digit. No DOM.

export type Cell = string | number | null;

export interface Numbers {
  readonly caption: string;
  /** With their units. */
  readonly columns: readonly string[];
  /** How many rows there are. */
  readonly count: number;
  /** Made when they are asked for: there may be many. */
  rows(): Iterable<readonly Cell[]>;
}

type Write = (cell: Cell) => string;

const plain = (cell: Cell): string => {
  if (cell === null || (typeof cell === 'number' && Number.isNaN(cell))) return '';
  return String(cell);
};
const quoted: Write = (cell) => {
  const text = plain(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const tabbed: Write = (cell) => plain(cell).replace(/[\t\r\n]+/g, ' ');

/** More than this at once and the page would stand still. */
const rowsAtATime = 50_000;

function* pieces({ columns, rows }: Numbers, separator: string, write: Write): Generator<string> {
  let lines = `${columns.map(write).join(separator)}\n`;
  let count = 0;
  for (const row of rows()) {
    lines += `${row.map(write).join(separator)}\n`;
    if (++count % rowsAtATime !== 0) continue;
    yield lines;
    lines = '';
  }
  yield lines;
}

async function gather(numbers: Numbers, separator: string, write: Write): Promise<string[]> {
  const all: string[] = [];
  for (const piece of pieces(numbers, separator, write)) {
    all.push(piece);
    await new Promise((resolve) => setTimeout(resolve));
  }
  return all;
}

export async function csvBytes(numbers: Numbers): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const parts = (await gather(numbers, ',', quoted)).map((piece) => encoder.encode(piece));
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

/** As spreadsheets take it from the clipboard. */
export const tabSeparated = async (numbers: Numbers): Promise<string> => (await gather(numbers, '\t', tabbed)).join('');
