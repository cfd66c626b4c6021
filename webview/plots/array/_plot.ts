// What a plot of one dataset is: one file of this folder that makes a view of it and asks for the numbers it needs.
import {
  type DataWeights,
  type InspectEntry,
  type ListedEntry,
  type MatrixPicture,
  type MatrixView,
  type Series,
  type SeriesView,
} from '../../../src/protocol/data';
import { type Memory } from '../../memory';
import { type Saver } from '../../saving';
import { type Theme } from '../../theme';
import { type Seen } from './_zoom';

export interface ArrayContext {
  theme(): Theme;
  readonly saver: Saver;
  readonly memory?: Memory;
  matrix(view: MatrixView, signal: AbortSignal): Promise<MatrixPicture>;
  series(view: SeriesView, signal: AbortSignal): Promise<Series>;
  weights(signal: AbortSignal): Promise<DataWeights>;
  /** What the axes of a matrix are called, rows first, where that is known. */
  readonly axisNames?: readonly [rows: string, columns: string];
  /** The part of a matrix that was seen last, and where it is kept. */
  readonly seen?: { readonly last: Seen | null; keep(seen: Seen | null): void };
  /** A part that could not be had: said above the plots. */
  fail(cause: unknown): void;
}

export interface ArrayPlotView {
  readonly element: HTMLElement;
  /** Called once the plot is on the page, and once more when the figures are there. */
  show(figures: InspectEntry | null): void;
  /** Of a matrix: goes to a part of it. */
  goTo?(seen: Seen): void;
  /** Draws again what is shown: the theme has changed. */
  redraw(): void;
  /** Ends what is under way. */
  close(): void;
}

export interface ArrayPlot {
  readonly id: string;
  /** Plots stand from low to high. */
  readonly order: number;
  fits(entry: ListedEntry): boolean;
  create(entry: ListedEntry, context: ArrayContext): ArrayPlotView;
}
