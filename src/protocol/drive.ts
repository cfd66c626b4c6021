// What the Drive panel's page and the host say to each other.
import { type PlacedDrives } from './analysis';
import { type Spot } from './placed';

/** What the panel is about. */
export interface DriveSubject {
  /** URI of the source; a notebook's stands for its cells. */
  readonly file: string;
  /** Files that the user holds it against, whatever they have in common. */
  readonly also: readonly string[];
  /** The drive or file that the user takes for right; null leaves it to the files themselves. */
  readonly reference: string | null;
}

export interface DrivePanelState {
  readonly subject: DriveSubject;
  /** The comparison that is shown, by its name and kind; null for the first one. */
  readonly group: string | null;
}

/** A change that would make a path equal to the reference. */
export interface OfferedFix {
  /** Of the comparison, as `groupOf` gives it. */
  readonly group: string;
  readonly drive: string;
  /** Which of the member's fixes. */
  readonly at: number;
  readonly title: string;
  /** What it gives: `same mean, 11× the variance`. */
  readonly outcome: string;
  readonly isPreferred: boolean;
  readonly place: Spot | null;
}

export type DriveOpening =
  | {
      readonly kind: 'drives';
      readonly subject: DriveSubject;
      readonly report: PlacedDrives;
      /** By file: what the editor calls it. */
      readonly names: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'nothing'; readonly subject: DriveSubject; readonly message: string; readonly advice: string };

export type DriveHostMethods = {
  open: { params: null; result: DriveOpening };
  /** Each is derived again: they come later than what is compared. */
  fixes: { params: null; result: readonly OfferedFix[] };
  /** Past the editor's own preview; false where the user leaves it. */
  apply: { params: OfferedFix; result: boolean };
  reveal: { params: Spot; result: null };
  takeForRight: { params: { readonly reference: string | null }; result: null };
  /** Asks which files to hold it against. */
  choose: { params: null; result: null };
  leaveOut: { params: { readonly file: string }; result: null };
  openDocument: { params: null; result: null };
};

export type DrivePanelMethods = {
  /** What is compared has changed: the page asks anew. */
  refresh: { params: null; result: null };
};

/** A comparison's own name: a population and a stored thing may be called the same. */
export const groupOf = ({ by, name }: PlacedDrives['comparisons'][number]): string => `${by} ${name}`;
