// A source line with a caret under what is meant, cut to the terminal's width where the line is longer.

export interface Excerpt {
  readonly source: string;
  /** The number that stands beside the line. */
  readonly line: number;
  /** Zero-based, half open. */
  readonly start: number;
  readonly end: number;
}

/** @param span 1-based, as places are; a range of several lines is shown to the end of its first. */
export function excerptOf(
  source: string,
  span: { line: number; column: number; endLine: number; endColumn: number },
  line = span.line,
): Excerpt {
  const start = span.column - 1;
  return {
    source,
    line,
    start,
    end: span.endLine === span.line ? Math.max(span.endColumn - 1, start + 1) : source.length,
  };
}

const tab = '    ';
const before = 20;
const widest = 140;

export function drawExcerpt(
  { source, line, start, end }: Excerpt,
  paint: (text: string) => string,
  columns: number,
): string[] {
  if (source.trim() === '') return [];
  const number = String(line);
  const width = Math.max(40, Math.min(columns, widest)) - number.length - 3;
  // The part shown begins a little before the range where the line does not fit.
  const indent = source.length - source.trimStart().length;
  const fits = spread(source).length <= width;
  const from = fits ? 0 : Math.min(start, indent) + Math.max(0, start - indent - before);
  const [head, shown, rest] = [source.slice(from, start), source.slice(start, end), source.slice(end)].map(spread) as [
    string,
    string,
    string,
  ];
  const cut = from > 0 ? '…' : '';
  const whole = `${cut}${head}${shown}${rest}`;
  const visible = [...whole].length > width ? `${[...whole].slice(0, width - 1).join('')}…` : whole;
  const left = [...cut, ...head].length;
  const marked = Math.max(1, Math.min([...shown].length, width - left));
  const margin = ' '.repeat(number.length);
  return [`${number} | ${visible.trimEnd()}`, `${margin} | ${' '.repeat(left)}${paint('^'.repeat(marked))}`];
}

const spread = (text: string): string => text.replaceAll('\t', tab);
