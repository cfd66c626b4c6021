// What a plot of a stream is: one file of this folder that makes a view of what a live service tells, on the panel's time axis.
import { type PlotContext } from '../recording/_plot';
import { type LiveSession } from './_session';

export interface StreamView {
  readonly element: HTMLElement;
  /** Shows a session, in front of the one that it is held against; hides itself where there is nothing to show. */
  show(session: LiveSession, beside?: LiveSession): void;
  /** Draws again what is shown: the range or the theme has changed. */
  redraw(): void;
  /** Draws the pointer's moment only. */
  drawCursor(): void;
}

export interface StreamPlot {
  readonly id: string;
  /** Plots stand from low to high. */
  readonly order: number;
  /** Called once the panel's texts are known. */
  create(context: PlotContext): StreamView;
}
