// What a plot is: one file of this folder that makes a view of a recording on the panel's shared time axis.
import { type Recording } from '../../../src/protocol/probe';
import { type Saver } from '../../saving';
import { type Theme } from '../../theme';
import { type TimeAxis } from '../../timeAxis';

export interface PlotContext {
  readonly axis: TimeAxis;
  readonly saver: Saver;
  theme(): Theme;
}

export interface PlotView {
  readonly element: HTMLElement;
  /** Shows another recording, in front of the one that it is held against. */
  show(recording: Recording, other?: Recording): void;
  /** Draws again what is shown: the range or the theme has changed. */
  redraw(): void;
  /** Draws the pointer's moment only. */
  drawCursor(): void;
}

export interface Plot {
  readonly id: string;
  /** Plots stand from low to high. */
  readonly order: number;
  /** Called once the panel's texts are known. */
  create(context: PlotContext): PlotView;
}
