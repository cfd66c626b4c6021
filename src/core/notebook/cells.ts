// Code cells into one module text, and from an offset in it back to the cell: what IPython alone understands becomes blank, place by place.
import { logicalLines } from '../python/lines';
import { lineEnd, scanTokens } from '../python/tokens';
import { LineIndex } from '../text';

export interface CellSource {
  /** The cell's number among all cells of the notebook, from 0. */
  readonly index: number;
  readonly text: string;
}

export interface CellPlace {
  readonly cell: number;
  /** Zero-based, in the cell. */
  readonly line: number;
  readonly column: number;
}

interface PlacedCell {
  readonly index: number;
  /** Where the cell's text stands in the module. */
  readonly start: number;
  readonly end: number;
  readonly lines: LineIndex;
}

export class CellModule {
  readonly text: string;
  readonly lines: LineIndex;
  private readonly cells: PlacedCell[] = [];

  /** The code cells in their order. Each begins on a line of its own and has as many lines as before. */
  constructor(sources: readonly CellSource[]) {
    const pieces: string[] = [];
    let start = 0;
    for (const { index, text } of sources) {
      const code = blankForeign(text);
      const piece = code.endsWith('\n') ? code : code + '\n';
      this.cells.push({ index, start, end: start + text.length, lines: new LineIndex(text) });
      pieces.push(piece);
      start += piece.length;
    }
    this.text = pieces.join('');
    this.lines = new LineIndex(this.text);
  }

  /** The cell and the place in it of a module offset; null only where there are no cells. */
  placeAt(offset: number): CellPlace | null {
    const cell = this.cellAt(offset);
    if (!cell) return null;
    const inside = Math.min(offset, cell.end) - cell.start;
    const line = cell.lines.lineAt(inside);
    return { cell: cell.index, line, column: inside - cell.lines.lineStart(line) };
  }

  /** The module offset of a place in a cell; null where the cell holds no Python. */
  offsetAt(place: CellPlace): number | null {
    const cell = this.cells.find((each) => each.index === place.cell);
    return cell ? Math.min(cell.start + cell.lines.offsetAt(place.line, place.column), cell.end) : null;
  }

  /** The range that a cell takes in the module. */
  rangeOf(index: number): { start: number; end: number } | null {
    const cell = this.cells.find((each) => each.index === index);
    return cell ? { start: cell.start, end: cell.end } : null;
  }

  private cellAt(offset: number): PlacedCell | null {
    let low = 0;
    let high = this.cells.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.cells[middle]?.start ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return this.cells[low] ?? null;
  }
}

/** Cell magics whose cell is still Python of this notebook. Whatever another one does with its cell, it is not run as the notebook's code. */
const pythonCellMagics = new Set([
  'time',
  'timeit',
  'capture',
  'prun',
  'debug',
  'python',
  'python3',
  'px',
  'memit',
  'snakeviz',
]);

/** Line magics that run the statement behind them: `%time model.run()`. */
const runningMagic = /%(?:timeit|time|prun|memit|lprun|debug)(?:[ \t]+-\w+(?:[ \t]+\d+)?)*(?=[ \t]+\S)/y;

/** The text with the same length and the same lines, and spaces for all that is no Python. */
export function blankForeign(text: string): string {
  const cellMagic = /^\s*%%(!|\w*)/.exec(text);
  if (cellMagic && !pythonCellMagics.has(cellMagic[1] ?? '')) return blank(text);
  let code = text;
  if (cellMagic) {
    const end = lineEnd(text, cellMagic[0].length);
    code = blank(text.slice(0, end)) + text.slice(end);
  }
  for (const line of logicalLines(code, scanTokens(code))) {
    if (!line.isMagic) continue;
    runningMagic.lastIndex = line.start;
    const running = runningMagic.exec(code);
    // `pass;` is as long as the shortest of these magics, and keeps the statement behind it where it stands.
    if (running) code = replaceAt(code, line.start, 'pass;'.padEnd(running[0].length));
    else code = replaceAt(code, line.start, blank(code.slice(line.start, continuedEnd(code, line.start))));
  }
  return code;
}

/** A shell line goes on where it ends with a backslash. */
function continuedEnd(text: string, start: number): number {
  let end = lineEnd(text, start);
  while (end < text.length && text[end - 1] === '\\') end = lineEnd(text, text.indexOf('\n', end) + 1);
  return end;
}

function replaceAt(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at + piece.length);
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, ' ');
}
