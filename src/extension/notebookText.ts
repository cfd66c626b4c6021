// A notebook's cells as one Python module, from its file where it isn't open. Text in, text out.
import { blankForeign } from '../core/notebook/cells';

export interface NotebookFile {
  readonly text: string;
  /** The code cells, in their order. */
  readonly cells: readonly {
    /** Counted from 1 among all cells, as people count them. */
    readonly number: number;
    /** The line of the module's text at which the cell begins. */
    readonly firstLine: number;
  }[];
}

interface Cell {
  readonly cell_type?: unknown;
  readonly source?: unknown;
  readonly input?: unknown;
}

/** Null where the text is no notebook; without cells where its language is another. */
export function readNotebookFile(json: string): NotebookFile | null {
  let root: unknown;
  try {
    root = JSON.parse(json);
  } catch {
    return null;
  }
  const all = cellsOf(root);
  if (!all) return null;
  if (!/^i?python\d*$/i.test(languageOf(root))) return { text: '', cells: [] };
  const texts: string[] = [];
  const cells: NotebookFile['cells'][number][] = [];
  let firstLine = 0;
  all.forEach((cell, index) => {
    if (cell.cell_type !== 'code') return;
    const text = blankForeign(sourceOf(cell).replace(/\r\n?/g, '\n'));
    cells.push({ number: index + 1, firstLine });
    texts.push(text);
    firstLine += text.split('\n').length;
  });
  return { text: texts.join('\n'), cells };
}

/** nbformat 4 lists the cells, nbformat 3 those of each worksheet. */
function cellsOf(root: unknown): Cell[] | null {
  const { cells, worksheets } = (root ?? {}) as { cells?: unknown; worksheets?: unknown };
  if (Array.isArray(cells)) return cells.filter(isObject);
  if (!Array.isArray(worksheets)) return null;
  return worksheets.flatMap((sheet) => cellsOf(sheet) ?? []);
}

const isObject = (value: unknown): value is Cell => typeof value === 'object' && value !== null;

function languageOf(root: unknown): string {
  const { metadata } = root as { metadata?: Record<string, Record<string, unknown> | undefined> };
  const said = metadata?.kernelspec?.language ?? metadata?.language_info?.name;
  return typeof said === 'string' ? said : 'python';
}

/** A source is one string or a list of them. */
function sourceOf({ source, input }: Cell): string {
  const text = source ?? input;
  if (Array.isArray(text)) return text.filter((each) => typeof each === 'string').join('');
  return typeof text === 'string' ? text : '';
}
