// What the comparison of two files of weights says.
import { type DifferenceFigures, type Meeting } from '../../stats/difference';
import { type SignedCounts } from '../../stats/signedHistogram';

export interface Match {
  readonly before: string;
  readonly after: string;
  /** By the whole name, by its last part, or only by the shape, where no other has it. */
  readonly how: 'name' | 'last' | 'shape';
  readonly rows: number;
  readonly columns: number;
}

interface Alone {
  readonly path: string;
  readonly rows: number;
  readonly columns: number;
}

export interface Matching {
  readonly pairs: readonly Match[];
  readonly onlyBefore: readonly Alone[];
  readonly onlyAfter: readonly Alone[];
}

interface RadiusOfSide {
  readonly value: number | null;
  readonly unknown: string | null;
}

export interface Difference {
  readonly figures: DifferenceFigures;
  /** Entries that were read, and how many there are. */
  readonly read: number;
  readonly of: number;
  /** Connections that were not there before, and those that are no longer. */
  readonly added: number;
  readonly removed: number;
  /** Of after minus before. */
  readonly linear: SignedCounts | null;
  readonly log: SignedCounts | null;
  readonly meeting: Meeting;
  /** Null for what is not recurrent. */
  readonly radius: { readonly before: RadiusOfSide; readonly after: RadiusOfSide } | null;
  /** What the first row and column of `most` are called. */
  readonly firstRow: number;
  readonly firstColumn: number;
}
