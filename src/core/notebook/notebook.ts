// Jupyter notebooks (nbformat 3 and 4): the Python of their cells as one module, and the way back to cell and line, and to the .ipynb file's own text.
import { writtenLength } from './escapes';
import { CellModule, type CellSource } from './cells';
import { readJson } from '../config/json';
import { type ConfigNode, type ConfigScalar, nodeAt } from '../config/tree';

export interface Notebook {
  /** The module's text: the Python cells in their order. */
  readonly text: string;
  readonly module: CellModule;
  /** The kernel's language in lower case, `python` where the file does not say. With another one the module is empty. */
  readonly language: string;
  /** The number of cells of any kind. */
  readonly cellCount: number;
  /** The Markdown cells. */
  readonly prose: readonly string[];
  /** The range of the .ipynb text that a range of the module was written in. */
  fileRange(start: number, end: number): { start: number; end: number };
}

export interface NotebookError {
  readonly message: string;
  /** Offset in the .ipynb text. */
  readonly start: number;
  readonly end: number;
}

export type NotebookResult =
  { readonly notebook: Notebook; readonly error: null } | { readonly notebook: null; readonly error: NotebookError };

/** One JSON string of a cell's source: usually one line. */
interface Piece {
  /** Where its content begins in the module. */
  readonly start: number;
  readonly length: number;
  readonly node: ConfigScalar;
}

export function readNotebook(text: string): NotebookResult {
  if (text.trim() === '')
    return { notebook: null, error: { message: 'Not a notebook: it is empty', start: 0, end: 0 } };
  const { root, error } = readJson(text);
  if (error) return { notebook: null, error: { ...error, message: `Not a notebook: ${error.message}` } };
  const found = root && cellsOf(root);
  if (!found) {
    return {
      notebook: null,
      error: { message: 'Not a notebook: it has no list of cells', start: 0, end: Math.min(1, text.length) },
    };
  }
  const language = languageOf(root, found);
  const sources: CellSource[] = [];
  const pieces: Piece[] = [];
  const prose: string[] = [];
  let start = 0;
  for (const [index, cell] of found.entries()) {
    if (stringAt(cell, 'cell_type') === 'markdown')
      prose.push(
        stringsOf(nodeAt(cell, ['source']))
          .map((node) => String(node.value))
          .join(''),
      );
    if (language !== 'python' || stringAt(cell, 'cell_type') !== 'code') continue;
    const strings = stringsOf(nodeAt(cell, ['source']) ?? nodeAt(cell, ['input']));
    let length = 0;
    for (const node of strings) {
      const content = String(node.value);
      pieces.push({ start: start + length, length: content.length, node });
      length += content.length;
    }
    const source = strings.map((node) => String(node.value)).join('');
    sources.push({ index, text: source });
    start += source.length + (source.endsWith('\n') ? 0 : 1);
  }
  const module = new CellModule(sources);
  const fileRange = (from: number, to: number): { start: number; end: number } => {
    const first = fileOffset(text, pieces, from, false);
    return { start: first, end: Math.max(first, fileOffset(text, pieces, to, true)) };
  };
  return { notebook: { text: module.text, module, language, cellCount: found.length, prose, fileRange }, error: null };
}

/** The cell that a line of the module stands in, and the line there; all counted from 1, as people do. */
export function cellAt(notebook: Notebook, line: number): { cell: number; line: number } | null {
  const place = notebook.module.placeAt(notebook.module.lines.lineStart(line - 1));
  return place && { cell: place.cell + 1, line: place.line + 1 };
}

/** nbformat 4 has the cells at the top, 3 in worksheets. */
function cellsOf(root: ConfigNode): ConfigNode[] | null {
  const cells = nodeAt(root, ['cells']);
  if (cells?.kind === 'list') return cells.items;
  const sheets = nodeAt(root, ['worksheets']);
  if (sheets?.kind !== 'list') return null;
  return sheets.items.flatMap((sheet) => {
    const inSheet = nodeAt(sheet, ['cells']);
    return inSheet?.kind === 'list' ? inSheet.items : [];
  });
}

function languageOf(root: ConfigNode, cells: readonly ConfigNode[]): string {
  const named =
    stringAt(root, 'metadata', 'language_info', 'name') ??
    stringAt(root, 'metadata', 'kernelspec', 'language') ??
    cells.map((cell) => stringAt(cell, 'language')).find((language) => language !== null);
  const language = (named ?? 'python').toLowerCase();
  return /^i?python\d*$/.test(language) ? 'python' : language;
}

function stringAt(node: ConfigNode, ...path: string[]): string | null {
  const found = nodeAt(node, path);
  return found?.kind === 'scalar' && typeof found.value === 'string' ? found.value : null;
}

/** A source is one string or a list of them. */
function stringsOf(node: ConfigNode | null): ConfigScalar[] {
  const nodes = node?.kind === 'list' ? node.items : node ? [node] : [];
  return nodes.filter((each) => each.kind === 'scalar' && each.type === 'string') as ConfigScalar[];
}

/** Where in the file a module offset was written; an `isEnd` belongs to what stands before it. */
function fileOffset(text: string, pieces: readonly Piece[], offset: number, isEnd: boolean): number {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const { start } = pieces[middle] ?? { start: 0 };
    if (isEnd ? start < offset : start <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = pieces[low];
  if (!piece) return 0;
  const inside = Math.min(Math.max(offset - piece.start, 0), piece.length);
  const contentStart = piece.node.start + 1;
  return contentStart + writtenLength(text, contentStart, inside);
}
