// Places as the JSON and the texts name them: the file as the user knows it, 1-based lines and columns, and the cell in a notebook.
import type { Spot } from '../protocol/placed';
import { shownFrom } from './paths';
import type { Texts } from './texts';

export interface PlaceJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** In a notebook: the cell, counted from 1, and the place in it. The other numbers hold for the .ipynb file's own text. */
  readonly cell?: number;
  readonly cellLine?: number;
  readonly cellColumn?: number;
}

export class Places {
  private readonly names = new Map<string, string>();

  constructor(
    private readonly folder: string,
    private readonly texts: Texts,
  ) {}

  /** A file is called as it was given. */
  call(path: string, shown: string): void {
    this.names.set(path, shown);
  }

  of(spot: Spot): PlaceJson {
    const { line, column, endLine, endColumn } = spot;
    const file = this.names.get(spot.file) ?? shownFrom(this.folder, spot.file);
    const notebook = this.notebookOf(spot);
    const inCell = notebook?.module.placeAt(spot.start);
    if (!notebook || !inCell) return { file, line, column, endLine, endColumn };
    const written = notebook.written.place({ file, ...notebook.fileRange(spot.start, spot.end) });
    return { ...written, cell: inCell.cell + 1, cellLine: inCell.line + 1, cellColumn: inCell.column + 1 };
  }

  /** An edit's text as it has to be written into the file: in a notebook it lands in a JSON string. */
  newText(spot: Spot, text: string): string {
    return this.notebookOf(spot) ? JSON.stringify(text).slice(1, -1) : text;
  }

  private notebookOf({ file }: Spot): ReturnType<Texts['read']>['notebook'] {
    return file.endsWith('.ipynb') ? this.texts.read(file).notebook : null;
  }
}

/** `path:line:column`, as compilers write it and terminals link it. */
export const placeText = ({ file, line, column, cell, cellLine, cellColumn }: PlaceJson): string =>
  cell === undefined ? `${file}:${line}:${column}` : `${file}:cell ${cell}:${cellLine ?? 1}:${cellColumn ?? 1}`;

/** `Cell 3, line 2: ` where there are cells, for formats whose places are the file's. */
export const inCell = ({ cell, cellLine }: PlaceJson): string =>
  cell === undefined ? '' : `Cell ${cell}, line ${cellLine ?? 1}: `;
