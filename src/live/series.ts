// The form in which the stream hands its history to who draws it: named series of min, mean and max over time, spikes, and weight histograms.
import type { Discovery, SessionState, Trouble } from './state';
import type { ChecklistItem } from './checklistItem';

/** Names of series: spikeRate, membrane, gate, apical, DA, ACh, NE, 5-HT, attention, homeostasis, target, weight, weightDelta, hebbian, threshold; a block's own with `#0` behind. */
export type SeriesName = string;

/** In order of time. Where a sample stands for itself, from = to and min = mean = max. */
export interface Series {
  readonly name: SeriesName;
  /** ms since 1970 on the reader's clock, of the first and last sample that a point stands for. */
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly min: Float64Array;
  readonly mean: Float64Array;
  readonly max: Float64Array;
}

export interface SpikeWindow {
  /** ms since 1970 on the reader's clock. */
  readonly times: Float64Array;
  readonly ids: Uint32Array;
  /** The smallest number of neurons that holds all ids. */
  readonly neurons: number;
  /** Spikes that memory had no room for, since the session began. */
  readonly dropped: number;
}

export interface HistogramFrame {
  readonly atMs: number;
  readonly layer: string;
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

export interface SessionUpdate {
  /** As it was asked for; null leaves the choice to the service. */
  readonly session: string | null;
  /** Its name where the service told it, to be shown. */
  readonly name?: string | null;
  readonly state: SessionState;
  readonly checklist: readonly ChecklistItem[];
  /** Only what is new since the cursor; everything where `fresh`. */
  readonly series: readonly Series[];
  readonly spikes: SpikeWindow;
  readonly histograms: readonly HistogramFrame[];
}

/** What came since a cursor. With `fresh`, what the reader holds is out of date: it starts again with what is here. */
export interface StreamUpdate {
  /** To be handed back with the next question. */
  readonly cursor: number;
  readonly fresh: boolean;
  readonly status: StreamStatus;
  readonly discovery: Discovery | null;
  /** One for each that is looked at, in their order. */
  readonly sessions: readonly SessionUpdate[];
  /** Where the service has moved on to another session by itself: what is kept of the last ones. */
  readonly ended?: readonly SessionUpdate[];
}

export interface StreamStatus {
  readonly phase: 'stopped' | 'connecting' | 'running' | 'paused' | 'waiting';
  /** Why it waits, or what went wrong last. */
  readonly trouble: Trouble | null;
  /** When it tries again, on the reader's clock. */
  readonly nextTryMs: number | null;
  readonly lastAnswerMs: number | null;
  /** Things that happened and are worth a line: the session changed, the service started again, answers are missing. */
  readonly events: readonly { readonly atMs: number; readonly text: string }[];
}
