// Where everything of the ladders stands, in pixels: paths side by side as far as they fit, then below one another. No DOM.
import { alignPaths, type Cell, type Row, type ShownPath } from './_alignment';
import { decadeText, logAxis } from './_logAxis';

export interface LayoutOptions {
  readonly width: number;
  /** How wide a text is in pixels. */
  readonly measure: (text: string) => number;
  readonly rowName: (row: Row) => string;
  readonly cellText: (cell: Cell) => string;
  /** What stands behind it where the reference does something else. */
  readonly markText: (cell: Cell) => string;
}

export interface PlacedCell {
  readonly cell: Cell;
  readonly row: Row;
  readonly path: number;
  /** The cell's whole area. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** As much of what is done as there is room for, with the row's name where that stands nowhere else. */
  readonly label: { readonly text: string; readonly y: number };
  readonly mark: { readonly text: string; readonly x: number } | null;
  /** Of the step's bar, left and right; both the same where it changes nothing or a total stands there. Null where it is no number. */
  readonly bar: { readonly from: number; readonly to: number; readonly y: number } | null;
  /** Down to the next rung of the same path. */
  readonly thread: { readonly x: number; readonly y0: number; readonly y1: number } | null;
}

export interface Band {
  /** The first row's name stands here; null where the names stand in the cells. */
  readonly names: readonly { readonly text: string; readonly y: number; readonly isTotal: boolean }[];
  readonly rows: readonly { readonly y: number; readonly height: number; readonly isTotal: boolean }[];
  readonly columns: readonly {
    readonly path: number;
    readonly x: number;
    readonly width: number;
    readonly titleY: number;
    readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };
    readonly ticks: readonly { readonly x: number; readonly text: string }[];
  }[];
  readonly cells: readonly PlacedCell[];
}

export interface LadderLayout {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly Row[];
  readonly bands: readonly Band[];
  readonly hasZero: boolean;
  readonly hasNegative: boolean;
  /** The symbols that stand beside the numbers of the axis. */
  readonly symbols: readonly string[];
}

const rowHeight = 24;
const tallRowHeight = 40;
const headHeight = 40;
const footHeight = 24;
const columnGap = 24;
const [leastColumn, mostColumn] = [144, 280];
/** Of a column in which text and bar stand beside each other, what the bar needs. */
const leastPlot = 96;
const mostNames = 150;
/** Of such a column at most this part is text. */
const textPart = 0.6;
const barInset = 10;
/** From the cell's edge to its text, and from there to its mark. */
export const textInset = 8;
const markGap = 10;

export function layLadders(paths: readonly ShownPath[], options: LayoutOptions): LadderLayout {
  const { width, measure, rowName, cellText, markText } = options;
  const rows = alignPaths(paths);
  const sizes = rows.flatMap(({ cells }) =>
    cells.flatMap(({ rung }) => (typeof rung?.magnitude === 'number' ? [rung.magnitude] : [])),
  );
  const axis = logAxis(sizes);
  const nameWidth = Math.min(mostNames, Math.ceil(Math.max(0, ...rows.map((row) => measure(rowName(row)))))) + 12;
  const lengthOf = (cell: Cell): number =>
    measure(cellText(cell)) + (cell.state === 'same' ? 0 : markGap + measure(markText(cell)));
  const longest = Math.max(0, ...rows.flatMap((row) => row.cells.map(lengthOf)));
  const textLength = textInset + Math.ceil(longest) + 4;
  const { hasNames, isTall, perBand } = arrangement(paths.length, width, nameWidth, textLength);
  const left = hasNames ? nameWidth : 0;
  const columnWidth = (width - left - (perBand - 1) * columnGap) / Math.max(perBand, 1);
  const textWidth = Math.min(columnWidth * textPart, textLength);
  const height = isTall ? tallRowHeight : rowHeight;
  const bands: Band[] = [];
  let top = 0;
  for (let first = 0; first < paths.length; first += perBand) {
    const shown = Array.from({ length: Math.min(perBand, paths.length - first) }, (_, i) => first + i);
    const y0 = top + headHeight;
    // A step that none of these paths has takes no room among them.
    const own = rows.filter(({ cells }) => shown.some((path) => !isBlank(cells[path])));
    const bottom = y0 + own.length * height;
    const columns = shown.map((path, i) => {
      const x = left + i * (columnWidth + columnGap);
      const plot = {
        left: x + (isTall ? 0 : textWidth) + barInset,
        right: x + columnWidth - barInset,
        top: y0,
        bottom,
      };
      const place = (part: number): number => plot.left + part * (plot.right - plot.left);
      const ticks = axis.ticks.map(({ exponent, at }) => ({ x: place(at), text: decadeText(exponent) }));
      const zero = axis.hasZero ? [{ x: place(axis.at(0)), text: '0' }] : [];
      return { path, x, width: columnWidth, titleY: top + 14, plot, ticks: [...zero, ...ticks], place };
    });
    const cells = columns.flatMap(({ path, x, place }) =>
      own.flatMap((row, at): PlacedCell[] => {
        const cell = row.cells[path];
        if (!cell) return [];
        const y = y0 + at * height;
        const mark = cell.state === 'same' ? '' : markText(cell);
        const room = (isTall ? columnWidth : textWidth) - textInset - (mark === '' ? 0 : measure(mark) + markGap);
        const prefix = hasNames || isBlank(cell) ? '' : `${rowName(row)}: `;
        const text = shortened(prefix + cellText(cell), room, measure);
        const barY = isTall ? y + height - 10 : y + height / 2;
        const placed = (size: number | null): number | null => (size === null ? null : place(axis.at(size)));
        const [to, before] = [placed(cell.after), placed(cell.before)];
        const from = row.isTotal || cell.rung?.operator === '=' ? to : before;
        const next = own[at + 1]?.cells[path];
        return [
          {
            ...{ cell, row, path, x, y, width: columnWidth, height },
            label: { text, y: isTall ? y + 15 : y + height / 2 + 4 },
            mark: mark === '' ? null : { text: mark, x: x + textInset + measure(text) + markGap },
            bar: to === null || from === null ? null : { from, to, y: barY },
            thread: to === null || !next || next.after === null ? null : { x: to, y0: barY, y1: barY + height },
          },
        ];
      }),
    );
    bands.push({
      names: hasNames
        ? own.map((row, at) => ({ text: rowName(row), y: y0 + (at + 0.5) * height, isTotal: row.isTotal }))
        : [],
      rows: own.map(({ isTotal }, at) => ({ y: y0 + at * height, height, isTotal })),
      columns: columns.map(({ path, x, width: wide, titleY, plot, ticks }) => ({
        ...{ path, x, width: wide, titleY, plot },
        ticks: spaced(ticks, measure),
      })),
      cells,
    });
    top = bottom + footHeight;
  }
  const symbols = new Set(
    rows.flatMap(({ cells }) => cells.flatMap(({ rung }) => (rung?.symbols ? [rung.symbols] : []))),
  );
  return {
    ...{ width, height: top, rows, bands, hasZero: axis.hasZero },
    hasNegative: sizes.some((size) => size < 0),
    symbols: [...symbols],
  };
}

/** Text beside its bar where all paths fit so; else text above it, where more of them then stand side by side. */
function arrangement(
  count: number,
  width: number,
  nameWidth: number,
  textLength: number,
): { readonly hasNames: boolean; readonly isTall: boolean; readonly perBand: number } {
  const fit = (least: number): number =>
    Math.min(count, Math.floor((width - nameWidth + columnGap) / (least + columnGap)));
  const flat = fit(Math.min(mostColumn, textLength + leastPlot));
  const tall = fit(Math.min(mostColumn, Math.max(leastColumn, textLength + barInset)));
  if (flat >= 1 && flat >= tall) return { hasNames: true, isTall: false, perBand: flat };
  if (tall >= 1) return { hasNames: true, isTall: true, perBand: tall };
  return { hasNames: false, isTall: true, perBand: 1 };
}

export function shortened(text: string, room: number, measure: (text: string) => number): string {
  if (measure(text) <= room) return text;
  let length = text.length;
  while (length > 1 && measure(`${text.slice(0, length)}…`) > room) length--;
  return `${text.slice(0, length)}…`;
}

const isBlank = (cell: Cell | undefined): boolean => !cell || (cell.rung === null && cell.state === 'same');

/** Without those that would run into the one before. */
function spaced<Tick extends { readonly x: number; readonly text: string }>(
  ticks: readonly Tick[],
  measure: (text: string) => number,
): Tick[] {
  let end = -Infinity;
  return ticks.filter(({ x, text }) => {
    const half = measure(text) / 2;
    if (x - half < end + 4) return false;
    end = x + half;
    return true;
  });
}
