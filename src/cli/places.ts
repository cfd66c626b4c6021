// Places as the JSON and the texts name them: the file as the user knows it, 1-based lines and columns, and the cell in a notebook.
import type { Spot } from '../protocol/placed';
import type { CellPlace } from './cells';
import { shownFrom } from './paths';

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
    private readonly cellOf: (spot: Spot) => CellPlace | null,
  ) {}

  /** A file is called as it was given. */
  call(path: string, shown: string): void {
    this.names.set(path, shown);
  }

  of(spot: Spot): PlaceJson {
    const { line, column, endLine, endColumn } = spot;
    const file = this.names.get(spot.file) ?? shownFrom(this.folder, spot.file);
    const inCell = this.cellOf(spot);
    return {
      ...{ file, line, column, endLine, endColumn },
      ...(inCell && { cell: inCell.cell, cellLine: inCell.line, cellColumn: inCell.column }),
    };
  }

  /** An edit's text as it has to be written into the file: in a notebook it lands in a JSON string. */
  newText(spot: Spot, text: string): string {
    return spot.file.endsWith('.ipynb') ? JSON.stringify(text).slice(1, -1) : text;
  }
}

/** `path:line:column`, as compilers write it and terminals link it. */
export const placeText = ({ file, line, column, cell, cellLine, cellColumn }: PlaceJson): string =>
  cell === undefined ? `${file}:${line}:${column}` : `${file}:cell ${cell}:${cellLine ?? 1}:${cellColumn ?? 1}`;

/** `Cell 3, line 2: ` where there are cells, for formats whose places are the file's. */
export const inCell = ({ cell, cellLine }: PlaceJson): string =>
  cell === undefined ? '' : `Cell ${cell}, line ${cellLine ?? 1}: `;
