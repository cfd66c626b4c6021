// From a place in an .ipynb file's own text to the cell that people see, and the line there.
import { type Notebook, readNotebook } from '../core/notebook/notebook';

export interface CellPlace {
  /** Counted from 1 over all cells. */
  readonly cell: number;
  readonly line: number;
  readonly column: number;
  /** The cell's line as it is shown in the notebook. */
  readonly source: string;
}

export class Cells {
  private last: { readonly text: string; readonly notebook: Notebook | null } | undefined;

  /** Null where the offset is in no Python cell. */
  placeAt(text: string, offset: number): CellPlace | null {
    if (this.last?.text !== text) this.last = { text, notebook: readNotebook(text).notebook };
    const { notebook } = this.last;
    if (!notebook) return null;
    const inModule = moduleOffset(notebook, offset);
    const place = notebook.module.placeAt(inModule);
    if (!place) return null;
    const { lines } = notebook.module;
    return {
      cell: place.cell + 1,
      line: place.line + 1,
      column: place.column + 1,
      source: lines.lineText(lines.lineAt(inModule)),
    };
  }
}

/** The notebook knows the way from the module to the file, which never turns back: so it can be searched. */
function moduleOffset({ text, fileRange }: Notebook, offset: number): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fileRange(middle, middle).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
