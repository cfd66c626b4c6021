// What a plot of a stream is: one file of this folder that makes a view of what a live service tells, on the panel's time axis.
import { type ChecklistItem, type HistogramFrame, type SessionState } from '../../../src/protocol/live';
import { type PlotContext } from '../recording/_plot';

/** Times on the panel's axis, in order. Where a sample stands for itself, from = to and min = mean = max. */
export interface LiveSeries {
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly min: Float64Array;
  readonly mean: Float64Array;
  readonly max: Float64Array;
}

export interface LiveSession {
  readonly session: string | null;
  readonly state: SessionState;
  readonly checklist: readonly ChecklistItem[];
  readonly series: ReadonlyMap<string, LiveSeries>;
  readonly spikes: {
    readonly times: Float64Array;
    readonly ids: Uint32Array;
    readonly neurons: number;
    readonly dropped: number;
  };
  /** `atMs` on the panel's axis. */
  readonly histograms: readonly HistogramFrame[];
}

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
