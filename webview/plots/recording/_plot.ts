// What a plot is: one file of this folder that makes a view of a recording on the panel's shared time axis.
import { type About, type Expected, type Recording, type TracedNeuron } from '../../../src/protocol/probe';
import { type Memory } from '../../memory';
import { type Saver } from '../../saving';
import { type Theme } from '../../theme';
import { type TimeAxis } from '../../timeAxis';

export interface PlotContext {
  readonly axis: TimeAxis;
  readonly saver: Saver;
  /** Where there is none, a plot begins anew each time. */
  readonly memory?: Memory;
  theme(): Theme;
  /** Leads to a population's line. */
  reveal?(population: string): void;
  /** Runs again with more neurons traced. */
  trace?(neuron: TracedNeuron): void;
}

/** What is known beside the recording. */
export interface Surroundings {
  readonly about: readonly About[];
  readonly expected: readonly Expected[];
  /** Runs of the same that differ in their seed alone. */
  readonly trials: readonly Recording[];
}

export interface PlotView {
  readonly element: HTMLElement;
  /** Shows another recording, in front of the one that it is held against. */
  show(recording: Recording, other?: Recording, around?: Surroundings): void;
  /** Draws again what is shown: the range or the theme has changed. */
  redraw(): void;
  /** Draws the pointer's moment only. */
  drawCursor(): void;
}

export interface Plot {
  readonly id: string;
  /** Plots stand from low to high. */
  readonly order: number;
  /** Stands beside others of its kind, not on the time axis. */
  readonly isSmall?: true;
  /** Called once the panel's texts are known. */
  create(context: PlotContext): PlotView;
}
