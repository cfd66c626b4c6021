// What a plot of a stream is given: one session's series, spikes and histograms, on the panel's time axis. No DOM.
import { type ChecklistItem, type HistogramFrame, type SessionState } from '../../../src/protocol/live';

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
  /** Its name where it is known. */
  readonly name: string | null;
  /** The service has moved on to another. */
  readonly ended: boolean;
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
