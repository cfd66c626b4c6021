// Weights as a file holds them, whatever its format: matrices and lists of connections, streamed in pieces of rows (who receives) and columns (who sends).
import { type Dataset, type Numbers } from '../dataset';

/** Part of a matrix, row by row, or connections one by one. */
export type WeightPiece =
  | {
      readonly kind: 'block';
      readonly row: number;
      readonly column: number;
      readonly height: number;
      readonly width: number;
      readonly values: Numbers;
    }
  | {
      readonly kind: 'list';
      readonly rows: ArrayLike<number>;
      readonly columns: ArrayLike<number>;
      readonly values: Numbers;
    };

export interface Reading {
  /** Only each so-many-th piece is read: a sample. */
  readonly every?: number;
  readonly cancelled?: (() => boolean) | undefined;
}

/** Several sources may stand in one list: they stream by together, so that the list is read once. */
export interface WeightFamily {
  stream(reading?: Reading): Iterable<{ readonly part: number; readonly piece: WeightPiece }>;
}

export interface WeightSource {
  readonly path: string;
  /** By which convention they are weights: `matrix`, `SONATA edges`, `sparse matrix (CSR)`, `columns pre, post and weight`. */
  readonly kind: string;
  readonly rows: number;
  readonly columns: number;
  /** Where the sending neurons stand; null for a bare matrix, of which the file does not say it. */
  readonly senders: 'columns' | 'rows' | null;
  /** What the first row and the first column are called, where that is not 0. */
  readonly firstRow?: number;
  readonly firstColumn?: number;
  /** Whether every pair has an entry, zeros too. */
  readonly isDense: boolean;
  /** How many entries there are to read. */
  readonly entries: number;
  readonly unit?: string;
  readonly note?: string;
  /** Whether rows and columns are the same neurons, as far as is known: what is not square isn't. */
  readonly isRecurrent: boolean;
  /** All connections of a list whose parts are sources too. */
  readonly isTotal?: boolean;
  readonly family: WeightFamily;
  readonly part: number;
  /** The numbers of a matrix, in any box. */
  readonly dataset?: Dataset;
}

export interface FoundWeights {
  readonly sources: readonly WeightSource[];
  readonly notes: readonly string[];
}

/** Each family once, its pieces with the source that they are of; pieces of other sources are passed over. */
export function* piecesOf(
  sources: readonly WeightSource[],
  reading?: Reading,
): Generator<{ readonly source: WeightSource; readonly piece: WeightPiece }> {
  const families = new Map<WeightFamily, Map<number, WeightSource>>();
  for (const source of sources) {
    const parts = families.get(source.family) ?? new Map<number, WeightSource>();
    parts.set(source.part, source);
    families.set(source.family, parts);
  }
  for (const [family, parts] of families) {
    for (const { part, piece } of family.stream(reading)) {
      const source = parts.get(part);
      if (source) yield { source, piece };
    }
  }
}
